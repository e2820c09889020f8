//! `/api/notices`: what the engine wants the caller to know.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::App;
use super::caller::Caller;
use super::error::Answer;
use super::input::{Body, Query, on};
use crate::store::Which;
use crate::value::Id;

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Params {
    /// `1`: only those not read yet.
    unread: Option<String>,
    limit: Option<u32>,
}

pub async fn list(State(app): State<Arc<App>>, caller: Caller, Query(params): Query<Params>) -> Answer<Json<Value>> {
    let cx = caller.context(&app);
    let which = if on(params.unread.as_deref()) { Which::Unread } else { Which::All };
    let mut conn = app.runtime.store.read().await?;
    let notices = conn.notices(caller.user.id, which, params.limit.unwrap_or(50).clamp(1, 200)).await?;
    let unread = conn.unread(caller.user.id).await?;
    let mut titles = Map::new();
    for notice in &notices {
        if let (Some(object), Some(record)) = (&notice.object, notice.record) {
            crate::records::titles(cx.catalog(), &mut conn, object, [record], &mut titles).await?;
        }
    }
    let told = notices.iter().map(|notice| {
        let title = notice.record.and_then(|record| titles.get(&record.to_string())?.get("title").cloned());
        json!({
            "id": notice.id, "at": notice.at, "text": notice.text.get(caller.lang),
            "object": notice.object, "record": notice.record, "title": title, "read": notice.read_at.is_some(),
        })
    });
    Ok(Json(json!({ "notices": told.collect::<Vec<_>>(), "unread": unread })))
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Read {
    /// All of them when null.
    #[schemars(with = "Option<Vec<String>>")]
    ids: Option<Vec<Id>>,
}

pub async fn read(State(app): State<Arc<App>>, caller: Caller, Body(read): Body<Read>) -> Answer<StatusCode> {
    let mut tx = app.runtime.store.begin().await?;
    tx.mark_read(caller.user.id, read.ids.as_deref(), app.runtime.clock.now()).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
