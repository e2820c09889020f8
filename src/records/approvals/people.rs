//! Who is asked: the people that a step names, and who stands in for one who left or is away. What the actor may see does not matter here.

use std::sync::Arc;

use super::super::{Work, person, presence};
use crate::catalog::Object;
use crate::catalog::model::Approver;
use crate::error::{Error, Result};
use crate::lang::Label;
use crate::query::{self, Leaf};
use crate::say;
use crate::value::{Id, Record, Value};

/// People with one role.
const MOST: u32 = 100;
/// Managers above each other.
const HIGHEST: usize = 10;

/// Somebody who is asked, and why it is them when the step names somebody else.
pub struct Asked {
    pub user: Id,
    pub reason: Option<Label>,
}

/// The people that a step names, each once; an administrator when it names nobody.
pub async fn asked(work: &mut Work<'_>, object: &Arc<Object>, record: &Record, who: &[Approver]) -> Result<Vec<Asked>> {
    let mut found: Vec<Asked> = Vec::new();
    for who in who {
        for user in named(work, object, record, who).await? {
            let asked = standing_in(work, user).await?;
            if !found.iter().any(|other| other.user == asked.user) {
                found.push(asked);
            }
        }
    }
    if found.is_empty() {
        let reason = Label::new("没有找到审批人，由管理员审批", "Nobody was found to decide; an administrator is asked");
        found.push(Asked { user: administrator(work).await?, reason: Some(reason) });
    }
    Ok(found)
}

async fn named(work: &mut Work<'_>, object: &Arc<Object>, record: &Record, who: &Approver) -> Result<Vec<Id>> {
    let users = person::object(work.cx.catalog())?.clone();
    match who {
        Approver::Path(path) => Ok(at(work, object, record, path).await?.into_iter().collect()),
        Approver::Role(by) => {
            let mut ids = work.tx.ids(&person::holding(work.cx, &[&by.role], MOST)?).await?;
            ids.sort_unstable();
            Ok(ids)
        }
        Approver::User(by) => {
            let Some(email) = users.field("email") else { return Ok(Vec::new()) };
            work.tx.find_equal(&users, &[(email.slot, &Value::Text(by.user.trim().to_lowercase()))], None, 1).await
        }
    }
}

/// The user at the end of a path.
async fn at(work: &mut Work<'_>, object: &Arc<Object>, record: &Record, path: &str) -> Result<Option<Id>> {
    let path = query::path(work.cx.catalog(), object, path).map_err(|error| Error::fields(vec![error]))?;
    let mut at = record.clone();
    for hop in &path.hops {
        let Some(id) = at.values[hop.slot].as_id() else { return Ok(None) };
        let Some(next) = work.tx.get(&hop.to, id).await? else { return Ok(None) };
        at = next;
    }
    match path.leaf {
        Leaf::Field(slot) => Ok(at.values[slot].as_id()),
        Leaf::Count { .. } => Ok(None),
    }
}

/// The person, or who stands in for them: their deputy while they are away; when they left, the first above them who did not, else an
/// administrator.
pub async fn standing_in(work: &mut Work<'_>, user: Id) -> Result<Asked> {
    if is_active(work, user).await? {
        let (cx, now) = (work.cx, work.cx.runtime.clock.now());
        // Nobody stands in for who is away and named nobody: they decide when they are back.
        let hand = presence::on_hand(&mut work.tx, cx.catalog(), user, now).await?.unwrap_or(user);
        if hand == user {
            return Ok(Asked { user, reason: None });
        }
        let reason = say!("{} 不在，由 {} 代为审批", "{} is away; {} is asked instead", name(work, user).await?, name(work, hand).await?);
        return Ok(Asked { user: hand, reason: Some(reason) });
    }
    let above = above(work, user).await?;
    let name = name(work, user).await?;
    let reason = say!("{} 已停用，由 {} 代为审批", "{} was deactivated; {} is asked instead", name, self::name(work, above).await?);
    Ok(Asked { user: above, reason: Some(reason) })
}

/// The nearest manager who is active, else an administrator.
pub async fn above(work: &mut Work<'_>, user: Id) -> Result<Id> {
    let users = person::object(work.cx.catalog())?.clone();
    let mut at = user;
    for _ in 0..HIGHEST {
        let Some(slot) = users.field("manager").map(|field| field.slot) else { break };
        let Some(manager) = work.tx.get(&users, at).await?.and_then(|record| record.values[slot].as_id()) else { break };
        if manager != user && is_active(work, manager).await? {
            return Ok(manager);
        }
        at = manager;
    }
    administrator(work).await
}

pub async fn is_active(work: &mut Work<'_>, user: Id) -> Result<bool> {
    let users = person::object(work.cx.catalog())?.clone();
    Ok(work.tx.get(&users, user).await?.is_some_and(|record| person::active(&users, &record).is_some()))
}

pub async fn name(work: &mut Work<'_>, user: Id) -> Result<String> {
    let users = person::object(work.cx.catalog())?.clone();
    Ok(work.tx.titles(&users, &[user]).await?.into_iter().next().map(|(_, name)| name).unwrap_or_default())
}

/// The one who has been there longest.
async fn administrator(work: &mut Work<'_>) -> Result<Id> {
    let ids = work.tx.ids(&person::administrators(work.cx, MOST)?).await?;
    let nobody = || Error::conflict("nobody", Label::new("没有可以审批的人，也没有管理员", "Nobody is there to decide, not even an administrator"));
    ids.into_iter().min().ok_or_else(nobody)
}
