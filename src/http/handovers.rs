//! `/api/handovers` and `/api/users/{id}/deactivate`: what one person has goes to others. What that means is decided in `records`.

use axum::Json;
use axum::http::StatusCode;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::caller::Caller;
use super::error::Answer;
use super::input::{Body, Path};
use crate::records::handover::{self, Part, Plan, Preview, Told};
use crate::value::Id;

/// What of whom goes to whom.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HandoverWish {
    from: Id,
    /// One person gets all of it, several get it in turn.
    to: Vec<Id>,
    /// Everything the person has, when absent.
    #[serde(default)]
    what: Option<Vec<Part>>,
}

/// What is to be counted: everything that the person has, or what a plan names.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HandoverQuestion {
    from: Id,
    #[serde(default)]
    plan: Option<Plan>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Deactivation {
    /// What they have goes to others.
    #[serde(default)]
    handover: Option<Plan>,
}

#[derive(Serialize, JsonSchema)]
pub struct Deactivated {
    /// What says how far the handover has come; null when there is none.
    handover: Option<Id>,
}

pub async fn preview(caller: Caller, Body(asked): Body<HandoverQuestion>) -> Answer<Json<Preview>> {
    Ok(Json(handover::preview(&caller.context(), asked.from, asked.plan).await?))
}

pub async fn start(caller: Caller, Body(wish): Body<HandoverWish>) -> Answer<(StatusCode, Json<Told>)> {
    let HandoverWish { from, to, what } = wish;
    Ok((StatusCode::ACCEPTED, Json(handover::start(&caller.context(), from, Plan { to, what }).await?)))
}

pub async fn list(caller: Caller) -> Answer<Json<Vec<Told>>> {
    Ok(Json(handover::list(&caller.context()).await?))
}

pub async fn show(caller: Caller, Path(id): Path<Id>) -> Answer<Json<Told>> {
    Ok(Json(handover::show(&caller.context(), id).await?))
}

pub async fn undo(caller: Caller, Path(id): Path<Id>) -> Answer<(StatusCode, Json<Told>)> {
    Ok((StatusCode::ACCEPTED, Json(handover::undo(&caller.context(), id).await?)))
}

pub async fn deactivate(caller: Caller, Path(user): Path<Id>, Body(wish): Body<Deactivation>) -> Answer<Json<Deactivated>> {
    Ok(Json(Deactivated { handover: handover::deactivate(&caller.context(), user, wish.handover).await? }))
}
