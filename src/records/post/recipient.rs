//! Somebody who is to be told something: what of it they may see. Whoever does not see a record is not told of it.

use std::sync::Arc;

use crate::access::Action;
use crate::error::Result;
use crate::records::{Context, person};
use crate::runtime::{Published, Runtime};
use crate::store::Conn;
use crate::value::{Actor, Id};

pub struct Recipient {
    pub cx: Context,
}

impl Recipient {
    /// `None` when they may not sign in.
    pub async fn of(conn: &mut Conn, runtime: &Arc<Runtime>, published: &Arc<Published>, user: Id) -> Result<Option<Recipient>> {
        let user = person::acting(conn, &published.catalog, user).await?;
        Ok(user.map(|user| Recipient { cx: Context::under(runtime, published.clone(), Actor::User(user), "post") }))
    }

    /// Whether a record, as it is now, is there for them.
    pub async fn sees(&self, conn: &mut Conn, object: &str, record: Id) -> Result<bool> {
        let Ok(object) = self.cx.object(object, Action::Read) else { return Ok(false) };
        match self.cx.scope(Action::Read, &object) {
            Some(scope) => Ok(!conn.within(&object, &[record], &scope).await?.is_empty()),
            None => Ok(true),
        }
    }
}
