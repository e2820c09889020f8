//! Looking through somebody's eyes: whoever looks after users sees the workspace as that person does, and changes nothing. Kept with
//! the session, so that it is asked anew at every request whether it still may be; its begin and its end are in the audit log.

use std::sync::Arc;

use serde::Serialize;
use serde_json::json;

use super::person;
use super::session::{SignedIn, Through, VIA, hang_up};
use crate::access::USER;
use crate::catalog::model::Administer;
use crate::error::{Error, Result};
use crate::lang::Label;
use crate::records::Context;
use crate::runtime::{Published, Runtime};
use crate::store::{AuditKind, Conn, Entry, Session};
use crate::value::{Actor, Id, Limits, Origin, User};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Step {
    Begin,
    End,
}

pub(super) fn entry(looker: Id, seen: Id, step: Step, origin: &Origin) -> Entry {
    Entry::new(AuditKind::LookThrough, Some(looker), VIA, origin).about(USER, Some(seen)).with(json!({ "step": step }))
}

/// A session looks through the eyes of `other` from now on.
pub async fn begin(cx: &Context, key: &[u8], other: Id) -> Result<()> {
    cx.require_administer(Administer::Users)?;
    let me = match &cx.actor {
        Actor::User(user) if user.id != other => user,
        _ => return Err(Error::conflict("own_eyes", Label::new("这就是您自己", "Those are your own eyes"))),
    };
    person::existing(cx, other).await?;
    let mut reader = cx.runtime.store.read().await?;
    let seen = person::acting(&mut reader, cx.catalog(), other).await?;
    drop(reader);
    let Some(seen) = seen else {
        let message = Label::new("这个用户已停用，什么也看不到", "This user is switched off and sees nothing");
        return Err(Error::conflict("inactive", message));
    };
    if !within(&cx.published, me, &seen) {
        let message = Label::new("对方管理着您不管理的内容，不能以其视角查看", "They look after what you do not: you may not look through their eyes");
        return Err(Error { code: "more_administration", ..Error::forbidden(message) });
    }
    let mut tx = cx.runtime.store.begin().await?;
    tx.look_session(key, Some(other)).await?;
    tx.audit(&entry(me.id, other, Step::Begin, &cx.origin)).await?;
    tx.commit().await?;
    hang_up(&cx.runtime, me.id);
    Ok(())
}

/// The session looks through its own user's eyes again.
pub async fn end(runtime: &Runtime, who: &SignedIn, origin: &Origin) -> Result<()> {
    let (Some(looker), Through::Session(key)) = (&who.looker, &who.through) else { return Ok(()) };
    put_back(runtime, key, entry(looker.id, who.user.id, Step::End, origin)).await
}

/// The same where it may not go on: one of the two may not sign in any more, or their rights changed.
pub(super) async fn lapse(runtime: &Runtime, session: &Session) -> Result<()> {
    let Some(seen) = session.looking else { return Ok(()) };
    put_back(runtime, &session.token_hash, entry(session.user, seen, Step::End, &Origin::default())).await
}

async fn put_back(runtime: &Runtime, key: &[u8], entry: Entry) -> Result<()> {
    let mut tx = runtime.store.begin().await?;
    tx.look_session(key, None).await?;
    tx.audit(&entry).await?;
    tx.commit().await?;
    entry.actor.into_iter().for_each(|looker| hang_up(runtime, looker));
    Ok(())
}

/// As whom a session looks, where it does and still may: that person, who may change nothing and looks after nothing.
pub(super) async fn of(conn: &mut Conn, published: &Arc<Published>, session: &Session, me: Option<&User>) -> Result<Option<User>> {
    let (Some(other), Some(me)) = (session.looking, me) else { return Ok(None) };
    let seen = person::acting(conn, &published.catalog, other).await?.filter(|seen| within(published, me, seen));
    Ok(seen.map(|seen| User { limits: Some(Limits { read_only: true, objects: None }), ..seen }))
}

/// Nobody comes to look after more by looking through another's eyes.
fn within(published: &Published, me: &User, seen: &User) -> bool {
    let [mine, theirs] = [me, seen].map(|user| published.policy(&Actor::User(user.clone())));
    mine.administers(Administer::Users) && mine.administers_as(&theirs)
}
