//! `/api/records/{object}/merge` and `…/{id}/merge`: several records become one. Each handler asks one use case.

use axum::Json;
use schemars::JsonSchema;
use serde::Deserialize;

use super::caller::Caller;
use super::error::Answer;
use super::input::{Body, Path, Query};
use crate::error::Error;
use crate::records::{Saved, merge, read};
use crate::say;
use crate::value::Id;

/// Which records.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Params {
    /// 2 to 10 ids, separated by commas.
    ids: String,
}

pub async fn preview(
    caller: Caller,
    Path(object): Path<String>,
    Query(params): Query<Params>,
) -> Answer<Json<merge::Preview>> {
    let ids = params.ids.split(',').map(|id| id.trim().parse::<Id>()).collect::<std::result::Result<Vec<Id>, _>>();
    let ids = ids.map_err(|_| Error::malformed("bad_merge", say!("记录编号读不懂", "The ids cannot be read")))?;
    Ok(Json(merge::preview(&caller.context(), &object, &ids).await?))
}

pub async fn carry_out(caller: Caller, Path((object, id)): Path<(String, Id)>, Body(wish): Body<merge::Wish>) -> Answer<Json<Saved>> {
    let cx = caller.context();
    let written = merge::merge(&cx, &object, id, &wish).await?;
    Ok(Json(read::shown(&cx, &object, written).await?))
}
