//! Handover: records of one person go to others, by object and filter or one by one, to one successor or to several in turn. It
//! is asked for here, counted beforehand, and undone within a week; a durable job does it ([`run`]). Knows nothing of HTTP.

mod run;
mod told;

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::Duration;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::update::{self, Edit};
use super::{Context, Work, approvals};
use crate::access::{Action, USER};
use crate::catalog::model::{Administer, FieldRight};
use crate::catalog::{Field, Object};
use crate::error::{Error, FieldError, Result};
use crate::query::{Bin, Cond, Select};
use crate::say;
use crate::store::{AuditKind, Conn, Handover, NewJob, Tx};
use crate::value::filter::{Filter, Op};
use crate::value::{Actor, Id, User, Value, slot};

pub use run::{carry_out, fail};
pub use told::{Preview, RefusedItem, Told, list, preview, show};

/// Kind of the job.
pub const JOB: &str = "handover";
/// Successors of one handover, and kinds of records.
const MOST: usize = 100;
/// Records named one by one.
const MOST_IDS: usize = 10_000;
const UNDO_DAYS: i64 = 7;

/// Who gets what.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "HandoverPlan")]
pub struct Plan {
    /// One person gets all of it, several get it in turn.
    pub to: Vec<Id>,
    /// Everything the person has, when absent.
    #[serde(default)]
    pub what: Option<Vec<Part>>,
}

/// Records of one object.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "HandoverPart")]
pub struct Part {
    pub object: String,
    /// The field that names the person: `owner`, or any other that holds one.
    #[serde(default = "owner")]
    pub field: String,
    #[serde(default)]
    pub filter: Option<Filter>,
    /// Only these.
    #[serde(default)]
    pub ids: Option<Vec<Id>>,
}

fn owner() -> String {
    "owner".to_owned()
}

/// What the job works by.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Settings {
    plan: Plan,
    /// On whose behalf.
    by: Option<User>,
    /// Every record is written down.
    planned: bool,
}

/// Asks for a handover.
pub async fn start(cx: &Context, from: Id, plan: Plan) -> Result<Told> {
    cx.require_administer(Administer::Users)?;
    let mut tx = cx.runtime.store.begin_under(cx.catalog().version).await?;
    let id = put_in(cx, &mut tx, from, plan).await?;
    tx.commit().await?;
    cx.runtime.wake_workers();
    show(cx, id).await
}

/// Somebody may sign in no more, and what they have goes to others: in one transaction. Answers the handover, when there is one.
pub async fn deactivate(cx: &Context, user: Id, plan: Option<Plan>) -> Result<Option<Id>> {
    cx.require_administer(Administer::Users)?;
    if cx.actor.id() == Some(user) {
        return Err(Error::conflict("own_account", say!("不能停用自己的账号", "You cannot deactivate your own account")));
    }
    let people = cx.object(USER, Action::Update)?;
    let active = people.field("active").ok_or_else(|| Error::internal("users have no field `active`"))?.slot;
    let mut work = Work::begin(cx).await?;
    if let Some(plan) = plan.as_ref().filter(|plan| plan.what.is_none()) {
        self::people(cx, &mut work.tx, user, &plan.to).await?;
        approvals::pass_on(&mut work, user, &plan.to).await?;
    }
    let values = BTreeMap::from([(active, Value::Bool(false))]);
    update::within(&mut work, &people, user, Edit { values, ..Edit::default() }).await?;
    let handover = match plan {
        Some(plan) => Some(put_in(cx, &mut work.tx, user, plan).await?),
        None => None,
    };
    work.commit().await?;
    cx.runtime.wake_workers();
    Ok(handover)
}

/// Gives back what nobody gave to anybody else since.
pub async fn undo(cx: &Context, id: Id) -> Result<Told> {
    cx.require_administer(Administer::Users)?;
    let mut tx = cx.runtime.store.begin().await?;
    let handover = tx.handover(id).await?.ok_or_else(missing)?;
    if !undoable(cx, &handover) {
        let message = say!("转接完成后 {} 天内可以撤销一次", "A handover can be undone once, within {} days after it is done", UNDO_DAYS);
        return Err(Error::conflict("not_undoable", message));
    }
    let settings = Settings { by: person(cx), ..settings(&handover)? };
    let settings = serde_json::to_value(&settings).map_err(Error::internal)?;
    tx.save_handover(&Handover { state: "undoing".to_owned(), settings, ..handover }).await?;
    tx.audit(&cx.entry(AuditKind::Handover).about(USER, Some(handover.from)).with(json!({ "undone": id }))).await?;
    enqueue(cx, &mut tx, format!("{JOB}:undo:{id}"), id).await?;
    tx.commit().await?;
    cx.runtime.wake_workers();
    show(cx, id).await
}

fn undoable(cx: &Context, handover: &Handover) -> bool {
    handover.state == "done" && cx.runtime.clock.now() - handover.at < Duration::days(UNDO_DAYS)
}

fn missing() -> Error {
    Error::not_found(say!("没有这次转接", "There is no such handover"))
}

fn person(cx: &Context) -> Option<User> {
    match &cx.actor {
        Actor::System => None,
        Actor::User(user) => Some(user.clone()),
    }
}

fn settings(handover: &Handover) -> Result<Settings> {
    serde_json::from_value(handover.settings.clone()).map_err(Error::internal)
}

/// Checks it and puts it and its job in.
async fn put_in(cx: &Context, tx: &mut Tx, from: Id, plan: Plan) -> Result<Id> {
    people(cx, tx, from, &plan.to).await?;
    let parts = parts(cx, tx, from, plan.what.as_deref()).await?;
    let (id, at) = (cx.runtime.clock.new_id(), cx.runtime.clock.now());
    let objects: Vec<String> = parts.iter().map(|part| format!("{}.{}", part.object.key, part.field.key())).collect();
    let detail = json!({ "handover": id, "to": plan.to, "what": objects });
    let settings = Settings { plan, by: person(cx), planned: false };
    let settings = serde_json::to_value(&settings).map_err(Error::internal)?;
    tx.save_handover(&Handover { id, by: cx.actor.id(), from, at, state: "waiting".to_owned(), settings, error: None }).await?;
    tx.audit(&cx.entry(AuditKind::Handover).about(USER, Some(from)).with(detail)).await?;
    enqueue(cx, tx, format!("{JOB}:{id}"), id).await?;
    Ok(id)
}

async fn enqueue(cx: &Context, tx: &mut Tx, key: String, id: Id) -> Result<()> {
    tx.enqueue(&NewJob { kind: JOB.to_owned(), key, line: JOB.to_owned(), payload: json!({ JOB: id }), run_at: cx.runtime.clock.now() }).await
}

/// There must be whoever hands over, and whoever takes over must be able to work.
async fn people(cx: &Context, conn: &mut Conn, from: Id, to: &[Id]) -> Result<()> {
    let object = cx.object(USER, Action::Read)?;
    if conn.get(&object, from).await?.is_none() {
        return Err(Error::fields(vec![FieldError::new("from", "no_such_user", say!("没有这个用户", "There is no such user"))]));
    }
    if to.is_empty() || to.len() > MOST {
        let message = say!("请选择 1 到 {} 位接手人", "Choose 1 to {} people to take over", MOST);
        return Err(Error::fields(vec![FieldError::new("to", "length", message)]));
    }
    let active = object.field("active").map(|field| field.slot);
    let mut errors = Vec::new();
    for (at, id) in to.iter().enumerate() {
        let record = conn.get(&object, *id).await?.filter(|record| !record.is_deleted());
        let able = record.is_some_and(|record| active.is_none_or(|slot| record.values[slot] != Value::Bool(false)));
        if !able || *id == from {
            let message = say!("接手人要是另一位在职用户", "Whoever takes over must be another active user");
            errors.push(FieldError::new(format!("to/{at}"), "bad_successor", message));
        }
    }
    if errors.is_empty() { Ok(()) } else { Err(Error::fields(errors)) }
}

/// Records of one object, ready to be found.
struct Found {
    object: Arc<Object>,
    field: Field,
    select: Select,
    only: Option<Vec<Id>>,
}

/// What is asked for, or everything there is.
async fn parts(cx: &Context, conn: &mut Conn, from: Id, what: Option<&[Part]>) -> Result<Vec<Found>> {
    let Some(what) = what else {
        let mut found = Vec::new();
        for (object, field) in naming_people(cx) {
            let part = part(cx, from, &object, field, None, None)?;
            if conn.count(&part.select, 1).await?.value > 0 {
                found.push(part);
            }
        }
        return Ok(found);
    };
    if what.is_empty() || what.len() > MOST {
        let message = say!("请选择 1 到 {} 类记录", "Choose 1 to {} kinds of records", MOST);
        return Err(Error::fields(vec![FieldError::new("what", "length", message)]));
    }
    let (mut found, mut errors) = (Vec::new(), Vec::new());
    for (at, asked) in what.iter().enumerate() {
        match named(cx, asked) {
            Some((object, field)) if asked.ids.as_ref().is_none_or(|ids| ids.len() <= MOST_IDS) => {
                found.push(part(cx, from, &object, field, asked.filter.as_ref(), asked.ids.clone())?);
            }
            Some(_) => {
                let message = say!("最多逐条选择 {} 条记录", "At most {} records can be named one by one", MOST_IDS);
                errors.push(FieldError::new(format!("what/{at}/ids"), "length", message));
            }
            None => {
                let message = say!("「{}.{}」不是可以转接的用户字段", "`{}.{}` is no field of people that can be handed over", asked.object, asked.field);
                errors.push(FieldError::new(format!("what/{at}/field"), "bad_field", message));
            }
        }
    }
    if errors.is_empty() { Ok(found) } else { Err(Error::fields(errors)) }
}

fn named(cx: &Context, part: &Part) -> Option<(Arc<Object>, Field)> {
    naming_people(cx).find(|(object, field)| object.key == part.object && field.key() == part.field)
}

/// Every field that names somebody and can be written.
fn naming_people(cx: &Context) -> impl Iterator<Item = (Arc<Object>, Field)> {
    let objects = cx.catalog().objects.values().filter(|object| cx.policy.allows(Action::Transfer, &object.key));
    objects.flat_map(|object| {
        let writable = |field: &&Field| cx.policy.field(&object.key, field.key()) == FieldRight::Write;
        let own = object.own_fields().filter(|field| !field.kind.computed() && !field.def.readonly && !field.def.retired);
        let owner = std::iter::once(&object.fields[slot::OWNER]);
        let naming = owner.chain(own).filter(writable).filter(|field| field.kind.reference().is_some_and(|reference| reference.object == USER));
        naming.map(|field| (object.clone(), field.clone())).collect::<Vec<_>>()
    })
}

fn part(cx: &Context, from: Id, object: &Arc<Object>, field: Field, filter: Option<&Filter>, only: Option<Vec<Id>>) -> Result<Found> {
    let theirs = Filter::term(field.key(), Op::Is, json!(from));
    let mut conds = vec![cx.condition(object, &theirs)?];
    if let Some(filter) = filter {
        conds.push(cx.asked(object, filter)?);
    }
    let cond = Some(Cond::All(conds));
    let scope = cx.scope(Action::Transfer, object);
    let select = Select { object: object.clone(), cond, scope, search: None, sort: Vec::new(), limit: u32::MAX, cursor: None, bin: Bin::Live };
    Ok(Found { object: object.clone(), field, select, only })
}
