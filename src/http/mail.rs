//! `/api/mail`: the mail server of the workspace, for those who look after users.

use axum::Json;
use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::caller::Person;
use super::error::Answer;
use super::input::Body;
use crate::records::post::server::{self, Settings, Standing};

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "MailServer")]
pub struct Told {
    /// Null while nothing is sent.
    settings: Option<Settings>,
    /// There is a password; it is never given back.
    password: bool,
    /// The last notice that could not be sent, since the settings were changed.
    trouble: Option<Trouble>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "MailTrouble")]
pub struct Trouble {
    at: DateTime<Utc>,
    message: String,
}

pub async fn show(Person { caller, .. }: Person) -> Answer<Json<Told>> {
    let Standing { settings, password, trouble } = server::show(&caller.context()).await?;
    let trouble = trouble.map(|trouble| Trouble { at: trouble.at, message: trouble.message.get(caller.lang).to_owned() });
    Ok(Json(Told { settings, password, trouble }))
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "MailWish")]
pub struct Wish {
    settings: Settings,
    /// The one that is there stays when absent, unless the server is another now.
    password: Option<String>,
}

pub async fn set(Person { caller, .. }: Person, Body(wish): Body<Wish>) -> Answer<Json<Told>> {
    server::set(&caller.context(), wish.settings, wish.password).await?;
    show(Person { key: Vec::new(), caller }).await
}

pub async fn unset(Person { caller, .. }: Person) -> Answer<StatusCode> {
    server::unset(&caller.context()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Where the test message went.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "MailProbed")]
pub struct Probed {
    to: String,
}

pub async fn probe(Person { caller, .. }: Person) -> Answer<Json<Probed>> {
    Ok(Json(Probed { to: server::probe(&caller.context()).await? }))
}
