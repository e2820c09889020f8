//! `/api/notices`, `/api/session/notices`, `/api/today`: what the engine wants the caller to know, how they wish to hear of it, and what
//! is due.

use std::collections::{BTreeMap, BTreeSet};

use axum::Json;
use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::caller::{Caller, Person};
use super::error::Answer;
use super::input::{Body, Query, switch};
use crate::error::{Error, Result};
use crate::records::{Refs, Sight};
use crate::records::post::server;
use crate::records::post::wishes::{self, Wishes};
use crate::records::today::{self, Today};
use crate::store::{self, Which};
use crate::value::Id;

/// Notices that are looked at, the newest.
const MOST: u32 = 200;

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Params {
    /// Only those not read yet.
    #[serde(default, deserialize_with = "switch")]
    unread: bool,
    limit: Option<u32>,
}

#[derive(Serialize, JsonSchema)]
pub struct Notices {
    notices: Vec<Notice>,
    /// How many are not read yet, of all there are.
    unread: i64,
}

#[derive(Serialize, JsonSchema)]
pub struct Notice {
    id: Id,
    at: DateTime<Utc>,
    text: String,
    /// The record it is about.
    object: Option<String>,
    record: Option<Id>,
    title: Option<String>,
    read: bool,
}

pub async fn list(caller: Caller, Query(params): Query<Params>) -> Answer<Json<Notices>> {
    let cx = caller.context();
    let which = if params.unread { Which::Unread } else { Which::All };
    let limit = params.limit.unwrap_or(50).clamp(1, MOST);
    let mut sight = cx.look().await?;
    let Shown { notices, titles, .. } = shown(&mut sight, caller.user.id, which).await?;
    let mut unread = sight.conn.unread(caller.user.id).await?;
    if !cx.policy.reads_everything() {
        unread -= shown(&mut sight, caller.user.id, Which::Unread).await?.hidden;
    }
    let told = notices.into_iter().take(limit as usize).map(|notice| Notice {
        id: notice.id,
        at: notice.at,
        text: notice.text.get(caller.lang).to_owned(),
        object: notice.object,
        record: notice.record,
        title: notice.record.and_then(|record| titles.get(&record)).map(|found| found.title.clone()),
        read: notice.read_at.is_some(),
    });
    Ok(Json(Notices { notices: told.collect(), unread }))
}

/// The newest notices, as far as they are shown.
struct Shown {
    notices: Vec<store::Notice>,
    /// Of what they are about.
    titles: Refs,
    /// How many are about records that the reader does not see any more: those are not there either.
    hidden: i64,
}

async fn shown(sight: &mut Sight<'_>, user: Id, which: Which) -> Result<Shown> {
    let mut notices = sight.conn.notices(user, which, MOST).await?;
    let all = notices.len();
    let mut about: BTreeMap<String, BTreeSet<Id>> = BTreeMap::new();
    for (object, record) in notices.iter().filter_map(|notice| notice.object.clone().zip(notice.record)) {
        about.entry(object).or_default().insert(record);
    }
    let mut titles = Refs::new();
    for (object, records) in about {
        crate::records::titles(sight, &object, records, &mut titles).await?;
    }
    notices.retain(|notice| notice.record.is_none_or(|record| titles.contains_key(&record)));
    let hidden = i64::try_from(all - notices.len()).map_err(Error::internal)?;
    Ok(Shown { notices, titles, hidden })
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ReadNotices")]
pub struct Read {
    /// All of them when null.
    #[schemars(extend("x-null" = true))]
    ids: Option<Vec<Id>>,
}

pub async fn read(caller: Caller, Body(read): Body<Read>) -> Answer<StatusCode> {
    let mut tx = caller.runtime().store.begin().await?;
    tx.mark_read(caller.user.id, read.ids.as_deref(), caller.runtime().clock.now()).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What one wishes to hear by e-mail.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "NoticesWished")]
pub struct Wished {
    wishes: Wishes,
    /// Whether the workspace sends e-mail at all.
    mail: bool,
}

pub async fn wishes(Person { caller, .. }: Person) -> Answer<Json<Wished>> {
    let mut reader = caller.runtime().store.read().await?;
    let wishes = wishes::of(&mut reader, caller.user.id).await?;
    Ok(Json(Wished { wishes, mail: server::of(&mut reader).await?.is_some() }))
}

pub async fn wish(person: Person, Body(given): Body<Wishes>) -> Answer<Json<Wished>> {
    wishes::set(&person.caller.context(), person.caller.user.id, &given).await?;
    wishes(person).await
}

pub async fn today(caller: Caller) -> Answer<Json<Today>> {
    Ok(Json(today::today(&caller.context()).await?))
}
