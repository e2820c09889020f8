//! Runs of rules, and the secrets that rules name, for those who look after them.

use axum::Json;
use axum::http::StatusCode;

use super::caller::Caller;
use super::error::Answer;
use super::input::{Body, Path, Query};
use crate::rules::{RunDetail, RunRetry, RunsPage, RunsSought, SecretWish, Secrets, browse, mend, secrets};
use crate::value::Id;

pub async fn list(caller: Caller, Query(sought): Query<RunsSought>) -> Answer<Json<RunsPage>> {
    Ok(Json(browse::list(&caller.context(), sought).await?))
}

pub async fn show(caller: Caller, Path(id): Path<Id>) -> Answer<Json<RunDetail>> {
    Ok(Json(browse::one(&caller.context(), id).await?))
}

pub async fn retry(caller: Caller, Path(id): Path<Id>, Body(wish): Body<RunRetry>) -> Answer<Json<RunDetail>> {
    Ok(Json(mend::retry(&caller.context(), id, wish).await?))
}

pub async fn cancel(caller: Caller, Path(id): Path<Id>) -> Answer<Json<RunDetail>> {
    Ok(Json(mend::cancel(&caller.context(), id).await?))
}

pub async fn secrets(caller: Caller) -> Answer<Json<Secrets>> {
    Ok(Json(secrets::list(&caller.context()).await?))
}

pub async fn keep_secret(caller: Caller, Path(name): Path<String>, Body(wish): Body<SecretWish>) -> Answer<Json<Secrets>> {
    Ok(Json(secrets::keep(&caller.context(), &name, &wish).await?))
}

pub async fn forget_secret(caller: Caller, Path(name): Path<String>) -> Answer<StatusCode> {
    secrets::forget(&caller.context(), &name).await?;
    Ok(StatusCode::NO_CONTENT)
}
