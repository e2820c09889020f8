//! The team of a record: people it is shared with, to read or to change. Whoever may change a record may share it.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::history;
use super::json::{self as encode, Refs};
use super::{Context, Work, read};
use crate::access::{Action, USER};
use crate::catalog::Object;
use crate::error::{Error, FieldError, Result};
use crate::lang::Label;
use crate::store::{self, AuditKind, Change};
use crate::value::{Id, Record};

/// What a member of a team may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Access {
    Read,
    Write,
}

#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ShareWith")]
pub struct Wish {
    pub user: Id,
    pub access: Access,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct Team {
    pub members: Vec<Member>,
    /// Whether the caller may change the team.
    pub can_share: bool,
}

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "TeamMember")]
pub struct Member {
    pub user: Id,
    /// Null when the caller may not see the user.
    pub name: Option<String>,
    pub access: Access,
    /// Null: a rule.
    pub by: Option<String>,
    pub at: DateTime<Utc>,
}

pub async fn team(cx: &Context, object: &str, id: Id) -> Result<Team> {
    let object = cx.seen_object(object, Action::Read)?;
    let mut sight = cx.look().await?;
    let record = read::find(&mut sight, &object, id).await?;
    let shares = sight.conn.shares(id).await?;
    let mut names = Refs::new();
    let people: BTreeSet<Id> = shares.iter().flat_map(|share| [Some(share.user), share.by]).flatten().collect();
    encode::titles(&mut sight, USER, people, &mut names).await?;
    let name = |id: Id| names.get(&id).map(|found| found.title.clone());
    let member = |share: store::Share| Member {
        user: share.user,
        name: name(share.user),
        access: if share.write { Access::Write } else { Access::Read },
        by: share.by.and_then(name),
        at: share.at,
    };
    let can_share = !record.is_deleted() && read::may(&mut sight, Action::Update, &object, id).await?;
    Ok(Team { members: shares.into_iter().map(member).collect(), can_share })
}

/// Adds a member to a record's team, or gives one another access.
pub async fn share(cx: &Context, object: &str, id: Id, wish: Wish) -> Result<()> {
    let object = cx.object(object, Action::Update)?;
    let mut work = Work::begin(cx).await?;
    work.live(&object, id).await?;
    work.require(Action::Update, &object, id).await?;
    within(&mut work, &object, id, wish).await?;
    work.commit().await
}

/// The same inside a transaction that goes on. Whether anything changed.
pub async fn within(work: &mut Work<'_>, object: &Arc<Object>, id: Id, wish: Wish) -> Result<bool> {
    let record = work.live(object, id).await?;
    person(work, wish.user).await?;
    let before = work.tx.shares(id).await?.into_iter().find(|share| share.user == wish.user);
    let write = wish.access == Access::Write;
    if before.as_ref().is_some_and(|share| share.write == write) {
        return Ok(false);
    }
    let (by, at) = (work.cx.actor.id(), work.cx.runtime.clock.now());
    work.tx.share(&object.key, id, &store::Share { user: wish.user, write, by, at }).await?;
    let before = before.map(|share| if share.write { Access::Write } else { Access::Read });
    told(work, object, &record, wish.user, before, Some(wish.access)).await?;
    Ok(true)
}

/// Whoever was in the team of a record that became part of this one is in this one's, with the wider access of both.
pub(super) async fn join(work: &mut Work<'_>, object: &Arc<Object>, record: &Record, other: Id) -> Result<()> {
    let own = work.tx.shares(record.id()).await?;
    for share in work.tx.shares(other).await? {
        let before = own.iter().find(|one| one.user == share.user).map(|one| one.write);
        if before.is_some_and(|write| write || !share.write) {
            continue;
        }
        work.tx.share(&object.key, record.id(), &share).await?;
        let access = |write: bool| if write { Access::Write } else { Access::Read };
        told(work, object, record, share.user, before.map(access), Some(access(share.write))).await?;
    }
    Ok(())
}

/// Takes a member out of a record's team. Whoever is in it may always leave.
pub async fn unshare(cx: &Context, object: &str, id: Id, user: Id) -> Result<()> {
    let object = cx.object(object, Action::Read)?;
    let mut work = Work::begin(cx).await?;
    let record = work.live(&object, id).await?;
    let action = if cx.actor.id() == Some(user) { Action::Read } else { Action::Update };
    work.require(action, &object, id).await?;
    let found = work.tx.shares(id).await?.into_iter().find(|share| share.user == user);
    let Some(found) = found else {
        return Err(Error::not_found(Label::new("没有和这个人共享", "It is not shared with this person")));
    };
    work.tx.unshare(id, user).await?;
    let before = if found.write { Access::Write } else { Access::Read };
    told(&mut work, &object, &record, user, Some(before), None).await?;
    work.commit().await
}

/// Records are shared with people who are there and may be seen.
async fn person(work: &mut Work<'_>, user: Id) -> Result<()> {
    let people = work.cx.catalog().object(USER).cloned().ok_or_else(|| Error::internal("the catalog has no users"))?;
    let there = work.tx.get(&people, user).await?.is_some_and(|record| !record.is_deleted());
    if there && work.may(Action::Read, &people, user).await? {
        return Ok(());
    }
    let message = Label::new("没有这个人", "There is no such person");
    Err(Error::fields(vec![FieldError::new("user", "no_such_record", message)]))
}

async fn told(
    work: &mut Work<'_>,
    object: &Arc<Object>,
    record: &Record,
    user: Id,
    before: Option<Access>,
    after: Option<Access>,
) -> Result<()> {
    let member = |access: Option<Access>| access.map_or(serde_json::Value::Null, |access| json!({"user": user, "access": access}));
    let detail = json!({ "user": user, "before": before, "after": after });
    work.tx.audit(&work.cx.entry(AuditKind::Share).about(&object.key, Some(record.id())).with(detail)).await?;
    let change = Change { field: history::SHARE.to_owned(), before: member(before), after: member(after) };
    history::shared(work, object, record, change).await
}
