//! Who may see and change a record, and why: which role, scope or share lets whom. For those who look after users.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::json;

use super::person;
use super::{Context, Sight};
use crate::access::{Action, USER};
use crate::catalog::Object;
use crate::catalog::model::{Administer, ScopeDef};
use crate::error::Result;
use crate::query::{Bin, Select};
use crate::store::AuditKind;
use crate::value::filter::{Filter, Op};
use crate::value::{Actor, Id, User};

/// People told of.
const MOST: u32 = 500;

#[derive(Debug, Serialize, JsonSchema)]
pub struct Who {
    pub people: Vec<Somebody>,
    /// Whether there are no more people than those.
    pub complete: bool,
}

/// Somebody who may at least read the record.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Somebody {
    pub user: Id,
    pub name: String,
    pub actions: Vec<Reason>,
}

/// One way in which one thing is allowed.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "AccessReason")]
pub struct Reason {
    /// `read`, `update`, `delete`, `transfer`, `merge` or `export`.
    pub action: &'static str,
    pub role: String,
    /// Label of the role.
    pub label: String,
    pub scope: ScopeDef,
}

const ASKED: [(Action, &str); 6] = [
    (Action::Read, "read"),
    (Action::Update, "update"),
    (Action::Delete, "delete"),
    (Action::Transfer, "transfer"),
    (Action::Merge, "merge"),
    (Action::Export, "export"),
];

/// Everybody who may read the record, or one of them.
pub async fn who(cx: &Context, object: &str, id: Id, only: Option<Id>) -> Result<Who> {
    cx.require_administer(Administer::Users)?;
    let object = cx.object(object, Action::Read)?;
    let mut sight = cx.glance().await?;
    super::read::find(&mut sight, &object, id).await?;
    let mut people = Vec::new();
    let users = active(&mut sight, only).await?;
    let complete = users.len() < MOST as usize;
    for user in users {
        let (user_id, name) = (user.id, user.name.clone());
        let actions = reasons(&mut sight, &object, id, user).await?;
        if actions.iter().any(|reason| reason.action == "read") {
            people.push(Somebody { user: user_id, name, actions });
        }
    }
    drop(sight);
    let mut tx = cx.runtime.store.begin().await?;
    tx.audit(&cx.entry(AuditKind::WhoSees).about(&object.key, Some(id)).with(json!({ "of": only }))).await?;
    tx.commit().await?;
    Ok(Who { people, complete })
}

async fn active(sight: &mut Sight<'_>, only: Option<Id>) -> Result<Vec<User>> {
    let cx = sight.cx;
    let users = cx.object(USER, Action::Read)?;
    let mut filter = vec![Filter::term("active", Op::IsNot, json!(false))];
    filter.extend(only.map(|id| Filter::term("id", Op::Is, json!(id))));
    let cond = Some(cx.condition(&users, &Filter::all(filter))?);
    let select = Select { object: users, cond, scope: None, search: None, sort: Vec::new(), limit: MOST, cursor: None, bin: Bin::Live };
    let found = sight.conn.list(&select).await?.records;
    let mut people = Vec::with_capacity(found.len());
    for record in &found {
        people.extend(person::known(&mut sight.conn, cx.catalog(), record).await?);
    }
    Ok(people)
}

/// Each scope of each role of the user that holds the record.
async fn reasons(sight: &mut Sight<'_>, object: &Arc<Object>, id: Id, user: User) -> Result<Vec<Reason>> {
    let cx = sight.cx;
    let mut reasons = Vec::new();
    let theirs = crate::query::Cx { me: Some(user.id), ..cx.cx() };
    for role in cx.catalog().roles.roles.iter().filter(|role| user.roles.contains(&role.key)) {
        let alone = Actor::User(User { roles: vec![role.key.clone()], ..user.clone() });
        let policy = cx.published.policy(&alone);
        for (action, name) in ASKED {
            for (scope, reached) in policy.ways(cx.catalog(), &alone, &theirs, action, object) {
                let holds = match reached {
                    Some(reached) => !sight.conn.within(object, &[id], &reached).await?.is_empty(),
                    None => true,
                };
                if holds {
                    let label = role.label.get(cx.actor.lang()).to_owned();
                    reasons.push(Reason { action: name, role: role.key.clone(), label, scope });
                }
            }
        }
    }
    Ok(reasons)
}
