//! Send somebody what is due to them, in one message. What goes into it is written down first, so that another attempt is the same
//! message; what was sent is struck off when the mail server has it. A server that dies in between sends it once more, under the same id.

use std::collections::HashSet;
use std::sync::Arc;

use super::compose::compose;
use super::server::{self, Post, Trouble};
use super::recipient::Recipient;
use super::tell::job;
use super::wishes::{self, When};
use super::Kind;
use crate::error::{Error, Result};
use crate::outbound::Letter;
use crate::records::person;
use crate::runtime::Runtime;
use crate::store::{Conn, NoticeLetter, Tx};
use crate::value::{Id, User};

/// Notices of one message.
const MOST: u32 = 100;

/// A message, and what it tells.
struct Bundle {
    post: Post,
    letter: Letter,
    notices: Vec<Id>,
}

/// Sends until nothing is due.
pub async fn deliver(runtime: &Arc<Runtime>, user: Id) -> Result<()> {
    while !runtime.store.read().await?.letters_due(user, runtime.clock.now(), 1).await?.is_empty() {
        let mut tx = runtime.store.begin().await?;
        let due = tx.letters_due(user, runtime.clock.now(), MOST).await?;
        let bundle = bundled(&mut tx, runtime, user, due).await?;
        tx.commit().await?;
        let Some(bundle) = bundle else { continue };
        bundle.post.send(runtime, &bundle.letter).await?;
        let mut tx = runtime.store.begin().await?;
        tx.drop_letters(&bundle.notices).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// What goes into the next message, if it is the hour for one; what nobody is to be told any more is struck off.
async fn bundled(tx: &mut Tx, runtime: &Arc<Runtime>, user: Id, due: Vec<NoticeLetter>) -> Result<Option<Bundle>> {
    let all: Vec<Id> = due.iter().map(|one| one.notice).collect();
    let Some(begun) = due.first().map(|one| one.letter) else { return Ok(None) };
    let (Some(post), Some(to)) = (server::open(tx).await?, reachable(tx, runtime, user).await?) else {
        tx.drop_letters(&all).await?;
        return Ok(None);
    };
    let wishes = wishes::of(tx, user).await?;
    let (now, zone) = (runtime.clock.now(), runtime.published().catalog.time_zone);
    let awake = wishes.awake(now, zone);
    if awake > now {
        tx.postpone_letters(&all, awake).await?;
        tx.enqueue(&job(user, all[0], awake)).await?;
        return Ok(None);
    }
    // What an earlier attempt put together stays together; what is about a record that they do not see any more is not told.
    let unseen = unseen(tx, runtime, user, &due).await?;
    let one = due.into_iter().filter(|one| begun.is_none() || one.letter == begun);
    let (told, rest): (Vec<_>, Vec<_>) = one.partition(|one| match wishes.when(Kind::from_name(&one.kind)) {
        _ if unseen.contains(&one.notice) => false,
        When::Never => false,
        When::Daily => !one.read,
        When::Now => true,
    });
    tx.drop_letters(&rest.iter().map(|one| one.notice).collect::<Vec<_>>()).await?;
    if told.is_empty() {
        return Ok(None);
    }
    let notices: Vec<Id> = told.iter().map(|one| one.notice).collect();
    let id = begun.unwrap_or_else(|| runtime.clock.new_id());
    tx.bundle_letters(&notices, id).await?;
    let letter = compose(tx, runtime, &post, &to, id, &told).await?;
    Ok(Some(Bundle { post, letter, notices }))
}

/// Notices about records that are not there for the person.
async fn unseen(tx: &mut Tx, runtime: &Arc<Runtime>, user: Id, due: &[NoticeLetter]) -> Result<HashSet<Id>> {
    let mut unseen = HashSet::new();
    let Some(to) = Recipient::of(tx, runtime, &runtime.published(), user).await? else { return Ok(unseen) };
    for one in due {
        let Some((object, record)) = one.object.as_ref().zip(one.record) else { continue };
        if !to.sees(tx, object, record).await? {
            unseen.insert(one.notice);
        }
    }
    Ok(unseen)
}

/// The person, in the language they chose, if they may still sign in.
pub async fn reachable(conn: &mut Conn, runtime: &Runtime, user: Id) -> Result<Option<User>> {
    let published = runtime.published();
    let people = person::object(&published.catalog)?;
    let Some(record) = conn.get(people, user).await? else { return Ok(None) };
    let lang = conn.language_of(user).await?.unwrap_or_default();
    Ok(person::active(people, &record).filter(|user| !user.email.is_empty()).map(|user| User { lang, ..user }))
}

/// The mail server refuses it, or was not reached for a day: in the app it has been told, and those who look after the workspace see
/// why it was not sent.
pub async fn give_up(runtime: &Arc<Runtime>, user: Id, error: &Error) -> Result<()> {
    let mut tx = runtime.store.begin().await?;
    let due = tx.letters_due(user, runtime.clock.now(), MOST).await?;
    if let Some(begun) = due.first().and_then(|one| one.letter) {
        let notices: Vec<Id> = due.iter().filter(|one| one.letter == Some(begun)).map(|one| one.notice).collect();
        tx.drop_letters(&notices).await?;
    }
    server::in_trouble(&mut tx, &Trouble { at: runtime.clock.now(), message: error.message.clone() }).await?;
    tx.commit().await
}
