//! Rules themselves: how they fare, and what one would have done.

use axum::Json;

use super::caller::Caller;
use super::error::Answer;
use super::input::{Body, Path};
use crate::rules::{self, Rehearsal, RehearsalWish, Standings};

pub async fn list(caller: Caller) -> Answer<Json<Standings>> {
    Ok(Json(rules::standings(&caller.context()).await?))
}

pub async fn rehearse(caller: Caller, Path(rule): Path<String>, Body(wish): Body<RehearsalWish>) -> Answer<Json<Rehearsal>> {
    Ok(Json(rules::rehearse(&caller.context(), &rule, wish).await?))
}
