//! A record of the object `user` seen as a person who signs in. Knows nothing of passwords.

use crate::catalog::Object;
use crate::error::{Error, Result};
use crate::lang::Label;
use crate::records::Context;
pub use crate::records::person::{acting, active, by_email, object};
use crate::store::Conn;
use crate::value::{Id, Record};

pub fn name(object: &Object, record: &Record) -> String {
    let value = object.field("name").and_then(|field| record.values[field.slot].as_text());
    value.unwrap_or_default().to_owned()
}

/// The address a person signs in with.
pub fn email(object: &Object, record: &Record) -> String {
    let value = object.field("email").and_then(|field| record.values[field.slot].as_text());
    value.unwrap_or_default().to_owned()
}

pub async fn by_id(conn: &mut Conn, object: &Object, id: Id) -> Result<Option<Record>> {
    conn.get(object, id).await
}

/// The person's record, whether they may sign in or not; one in the bin is nobody.
pub async fn existing(cx: &Context, id: Id) -> Result<Record> {
    let record = by_id(&mut *cx.runtime.store.read().await?, object(cx.catalog())?, id).await?;
    let record = record.filter(|record| !record.is_deleted());
    record.ok_or_else(|| Error::not_found(Label::new("没有这个用户", "There is no such user")))
}
