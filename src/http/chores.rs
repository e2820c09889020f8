//! `/api/catalog/chores`: how far long work on the data has come, for those who look after the catalog.

use axum::Json;
use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::Serialize;

use super::caller::Caller;
use super::draft::administrator;
use super::error::Answer;
use super::input::Path;
use crate::catalog::model::Administer;
use crate::error::{Error, Result};
use crate::lang::{Label, Lang};
use crate::runtime::chores;
use crate::store::Chore;
use crate::value::Id;
use crate::say;

/// Those told; older ones are kept all the same.
const TOLD: u32 = 30;

/// Long work on the data.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Chore")]
pub struct Told {
    id: Id,
    kind: String,
    label: String,
    at: DateTime<Utc>,
    /// `waiting`, `running`, `done` or `failed`.
    state: String,
    done: i64,
    /// 0 while that is not known.
    total: i64,
    /// The version that was published by it.
    version: Option<i64>,
    /// Why it failed.
    error: Option<String>,
}

pub async fn list(caller: Caller) -> Answer<Json<Vec<Told>>> {
    administrator(&caller)?;
    let chores = caller.runtime().store.read().await?.chores(TOLD).await?;
    Ok(Json(chores.into_iter().map(|chore| told(chore, caller.lang)).collect()))
}

pub async fn show(caller: Caller, Path(id): Path<Id>) -> Answer<Json<Told>> {
    administrator(&caller)?;
    Ok(after(&caller, id).await?)
}

/// Seals everything that is encrypted anew, with a new key.
pub async fn rotate(caller: Caller) -> Answer<(StatusCode, Json<Told>)> {
    let cx = caller.context();
    cx.require_administer(Administer::Data)?;
    let chore = caller.runtime().rotate_key(cx.author()).await?;
    Ok((StatusCode::ACCEPTED, after(&caller, chore).await?))
}

/// As it stands.
pub(super) async fn after(caller: &Caller, id: Id) -> Result<Json<Told>> {
    let chore = caller.runtime().store.read().await?.chore(id).await?;
    let chore = chore.ok_or_else(|| Error::not_found(say!("没有这项任务", "There is no such chore")))?;
    Ok(Json(told(chore, caller.lang)))
}

fn told(chore: Chore, lang: Lang) -> Told {
    let Chore { id, kind, at, state, done, total, result, .. } = chore;
    let reason = serde_json::from_value::<Label>(result["message"].clone()).ok();
    Told {
        id,
        label: chores::label(&kind).get(lang).to_owned(),
        kind,
        at,
        state,
        done,
        total,
        version: result["version"].as_i64(),
        error: reason.map(|reason| reason.get(lang).to_owned()),
    }
}
