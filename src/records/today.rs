//! What is somebody's business today: records whose date, as their object defines it, has come or is past, and approvals that wait for
//! them. Knows no object by name.

use std::sync::Arc;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value as Json, json};

use super::Context;
use super::options::{subtitles, title};
use crate::access::Action;
use crate::catalog::Object;
use crate::catalog::model::DueDef;
use crate::error::Result;
use crate::query::{self, Bin, Select};
use crate::store::Count;
use crate::value::filter::{Filter, Not, Op};
use crate::value::{Id, Value};

/// Records of an object that are shown.
const SHOWN: u32 = 50;
const COUNTED: u64 = 1_000;

#[derive(Debug, Serialize, JsonSchema)]
pub struct Today {
    /// The day, in the workspace's time zone.
    pub day: NaiveDate,
    /// Approvals that wait for the caller.
    pub approvals: i64,
    /// Those of an object together; an object without any is left out.
    pub groups: Vec<Group>,
}

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "TodayGroup")]
pub struct Group {
    pub object: String,
    /// Key of the field that says when.
    pub field: String,
    /// The longest overdue first.
    pub records: Vec<Due>,
    /// How many there are.
    pub count: Count,
}

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "DueRecord")]
pub struct Due {
    pub id: Id,
    pub title: String,
    pub subtitle: String,
    /// As the record has it: a day, or a moment.
    pub due: Json,
    /// It should have been seen to before.
    pub overdue: bool,
}

pub async fn today(cx: &Context) -> Result<Today> {
    let day = query::local_day(cx.runtime.clock.now(), cx.catalog().time_zone);
    let mut today = Today { day, approvals: 0, groups: Vec::new() };
    let Some(me) = cx.actor.id() else { return Ok(today) };
    today.approvals = cx.runtime.store.read().await?.approvals_waiting_for(me).await?;
    let objects: Vec<Arc<Object>> = cx.seen().objects.values().filter(|object| cx.policy.allows(Action::Read, &object.key)).cloned().collect();
    for object in objects {
        if let Some(due) = object.def.due.clone() {
            today.groups.extend(group(cx, &object, &due, day).await?);
        }
    }
    Ok(today)
}

/// Those of one object; none for whoever does not see its date.
async fn group(cx: &Context, object: &Arc<Object>, due: &DueDef, day: NaiveDate) -> Result<Option<Group>> {
    let Some(field) = object.field(&due.field) else { return Ok(None) };
    let Some(select) = select(cx, object, due, day)? else { return Ok(None) };
    let mut sight = cx.glance().await?;
    let count = sight.count(select.clone(), COUNTED).await?;
    let page = sight.list(select).await?;
    if page.records.is_empty() {
        return Ok(None);
    }
    let (now, lang) = (cx.runtime.clock.now(), cx.actor.lang());
    let subtitles = subtitles(&mut sight, object, &page.records, lang).await?;
    let records = page.records.iter().zip(subtitles).map(|(record, subtitle)| {
        let value = &record.values[field.slot];
        let overdue = match value {
            Value::Date(date) => *date < day,
            Value::Time(at) => *at < now,
            _ => false,
        };
        Due { id: record.id(), title: title(object, record, lang), subtitle, due: value.to_json(), overdue }
    });
    let (object, field) = (object.key.clone(), due.field.clone());
    Ok(Some(Group { object, field, records: records.collect(), count }))
}

/// What is the actor's and due by the end of the day. The object's own condition asks about the whole record, whatever of it is shown.
fn select(cx: &Context, object: &Arc<Object>, due: &DueDef, day: NaiveDate) -> Result<Option<Select>> {
    let Some(whole) = cx.catalog().object(&object.key) else { return Ok(None) };
    let who = due.who.as_deref().unwrap_or("owner");
    let mut filter = vec![
        Filter::term(who, Op::Is, json!({"me": true})),
        Filter::term(due.field.as_str(), Op::OnOrBefore, json!(day.to_string())),
    ];
    filter.extend(due.done.clone().map(|done| Filter::Not(Not { not: Box::new(done) })));
    let cond = Some(cx.condition(whole, &Filter::all(filter))?);
    let sort = query::sort(cx.catalog(), whole, &due.field).map_err(crate::error::Error::fields)?;
    let (object, bin) = (object.clone(), Bin::Live);
    Ok(Some(Select { object, cond, scope: None, search: None, sort, limit: SHOWN, cursor: None, bin }))
}
