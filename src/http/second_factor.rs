//! `/api/session/code`, `/api/session/second_factor`, `/api/users/{id}/second_factor`: codes beside the password.

use std::sync::Arc;

use axum::Json;
use axum::extract::State as Shared;
use axum::http::StatusCode;
use axum::response::Response;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::App;
use super::caller::{Person, Visitor};
use super::error::Answer;
use super::input::{Body, Path};
use super::session::{find, welcome};
use crate::auth::challenge;
use crate::auth::second_factor::{self, Begun, State};
use crate::error::{Error, FieldError};
use crate::lang::Label;
use crate::value::Id;

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SignInCode {
    /// Key of the workspace; `main` when absent.
    workspace: Option<String>,
    /// As it came with `code_needed`.
    challenge: String,
    code: String,
}

pub async fn enter(Shared(app): Shared<Arc<App>>, visitor: Visitor, Body(given): Body<SignInCode>) -> Answer<Response> {
    let SignInCode { workspace, challenge: token, code } = given;
    let workspace = find(&app, workspace.as_deref()).await?.ok_or_else(challenge::over)?;
    let token = challenge::answer(&workspace.runtime, &workspace.throttle, &token, &code, &visitor.origin).await?;
    welcome(&workspace, &visitor, &token).await
}

pub async fn show(Person { caller, .. }: Person) -> Answer<Json<State>> {
    Ok(Json(second_factor::show(&caller.context(), &caller.user).await?))
}

pub async fn begin(Person { caller, .. }: Person) -> Answer<Json<Begun>> {
    Ok(Json(second_factor::begin(&caller.context(), &caller.user).await?))
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "SecondFactorCode")]
pub struct OneCode {
    code: String,
}

/// For whoever loses the phone; each works once.
#[derive(Serialize, JsonSchema)]
pub struct RecoveryCodes {
    codes: Vec<String>,
}

pub async fn confirm(Person { caller, .. }: Person, Body(given): Body<OneCode>) -> Answer<Json<RecoveryCodes>> {
    let codes = second_factor::confirm(&caller.context(), &caller.user, &given.code).await?;
    Ok(Json(RecoveryCodes { codes }))
}

pub async fn renew(Person { caller, .. }: Person, Body(given): Body<OneCode>) -> Answer<Json<RecoveryCodes>> {
    let codes = second_factor::renew(&caller.context(), &caller.workspace.throttle, &caller.user, &given.code).await?;
    Ok(Json(RecoveryCodes { codes }))
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "SecondFactorOff")]
pub struct TurnOff {
    /// Asked for where there is one.
    password: Option<String>,
    code: String,
}

pub async fn turn_off(Person { caller, .. }: Person, Body(given): Body<TurnOff>) -> Answer<StatusCode> {
    second_factor::turn_off(&caller.context(), &caller.workspace.throttle, &caller.user, given.password, &given.code).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// One's own is turned off with password and code.
pub async fn reset(Person { caller, .. }: Person, Path(user): Path<Id>) -> Answer<StatusCode> {
    if user == caller.user.id {
        let message = Label::new("自己的两步验证要用密码和验证码关闭", "Your own is turned off with the password and a code");
        return Err(Error::fields(vec![FieldError::new("id", "own", message)]).into());
    }
    second_factor::reset(&caller.context(), user).await?;
    Ok(StatusCode::NO_CONTENT)
}
