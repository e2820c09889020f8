//! `/api/audit`: the audit log for those who look after it. Decodes and encodes; who may read what is decided in `records`.

use axum::Json;
use axum::response::Response;
use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::Deserialize;

use super::caller::Caller;
use super::error::Answer;
use super::imports::{format, saved};
use super::input::{Body, Query};
use crate::records::audit::{self, Page, Retention};
use crate::records::export::Format;
use crate::store::Sought;
use crate::value::Id;

const LIMIT: u32 = 50;

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Params {
    /// Who did it.
    person: Option<Id>,
    /// Kinds, with commas between them: `sign_in,export,updated`.
    kind: Option<String>,
    object: Option<String>,
    record: Option<Id>,
    from: Option<DateTime<Utc>>,
    /// Not this moment itself.
    to: Option<DateTime<Utc>>,
    /// In what entries say and where they came from; finds no changes of records.
    q: Option<String>,
    cursor: Option<String>,
    limit: Option<u32>,
    /// Of an export.
    #[schemars(with = "Option<Format>")]
    format: Option<String>,
}

impl Params {
    fn sought(&self) -> Sought {
        let given = |text: &Option<String>| text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
        let kinds = given(&self.kind).map(|kinds| kinds.split(',').map(|kind| kind.trim().to_owned()).collect());
        Sought {
            actor: self.person,
            kinds: kinds.unwrap_or_default(),
            object: given(&self.object),
            record: self.record,
            from: self.from,
            to: self.to,
            text: given(&self.q),
        }
    }
}

pub async fn list(caller: Caller, Query(params): Query<Params>) -> Answer<Json<Page>> {
    let cursor = params.cursor.as_deref().filter(|cursor| !cursor.is_empty());
    Ok(Json(audit::page(&caller.context(), &params.sought(), cursor, params.limit.unwrap_or(LIMIT)).await?))
}

pub async fn export(caller: Caller, Query(params): Query<Params>) -> Answer<Response> {
    let file = audit::export(&caller.context(), &params.sought(), format(params.format.as_deref())?).await?;
    Ok(saved(&file.name, file.content_type, file.bytes)?)
}

pub async fn retention(caller: Caller) -> Answer<Json<Retention>> {
    Ok(Json(audit::retention(&caller.context()).await?))
}

pub async fn set_retention(caller: Caller, Body(wish): Body<Retention>) -> Answer<Json<Retention>> {
    Ok(Json(audit::set_retention(&caller.context(), wish).await?))
}
