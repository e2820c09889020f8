//! What a rule can do outside the workspace, one file each. It happens between two transactions: in the first what is to be sent
//! is made and kept, then it is sent, as often as it takes, and in the second the run goes on with the answer. So a receiver may
//! get it twice, and tells by the idempotency key that it did.

mod dingtalk;
mod email;
mod feishu;
mod http;
pub mod signature;
mod webhook;
mod wecom;
mod worded;

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use futures_util::future::BoxFuture;
use serde::de::DeserializeOwned;
use serde_json::{Value as Json, json};

use super::Run;
use super::kinds::{Body, CheckCx, StepType};
use super::names::Known;
use crate::error::{Error, Kind, Result};
use crate::lang::Label;
use crate::outbound::{Request, Response};
use crate::runtime::Runtime;
use crate::say;
use crate::value::Id;

/// Something outside, with its settings.
pub trait Outside: Send + Sync {
    /// What is to be sent, with everything in it that the record says. Secrets are only named.
    fn prepare<'a>(&'a self, run: &'a mut Run<'_, '_>) -> BoxFuture<'a, Result<Json>>;

    /// Sends it. An error of [`Kind::Unavailable`] is worth another try, any other is not.
    fn send<'a>(&'a self, sending: &'a Sending, request: &'a Json) -> BoxFuture<'a, Result<Sent>>;

    /// Whom it goes to: what is sent to one receiver does not keep others waiting.
    fn receiver(&self, request: &Json) -> String;

    /// What is wrong with the settings in this catalog; pointers are relative to the step.
    fn check(&self, cx: &CheckCx<'_>) -> Vec<(String, Label)>;

    /// The name later steps know the answer by, and what that is.
    fn named(&self) -> Option<(&str, Known)> {
        None
    }
}

/// With what something is sent.
pub struct Sending {
    pub runtime: Arc<Runtime>,
    /// The same however often it is sent.
    pub key: String,
    pub at: DateTime<Utc>,
}

/// How it went.
#[derive(Clone, Debug)]
pub struct Sent {
    /// As the run tells it.
    pub told: Json,
    /// For later steps.
    pub answer: Json,
}

/// Everything that reaches outside.
pub static ALL: &[StepType] = &[email::TYPE, http::TYPE, webhook::TYPE, dingtalk::TYPE, wecom::TYPE, feishu::TYPE];

/// How long a receiver may take.
const PATIENCE: Duration = Duration::from_secs(30);
/// Characters of an answer that a run tells.
const TOLD: usize = 1_000;
/// Purpose under which the secrets that rules name are kept.
pub const PURPOSE: &str = "rule";

fn outside<T: Outside + DeserializeOwned + 'static>(settings: Json) -> Result<Body, serde_json::Error> {
    Ok(Body::Outside(Box::new(serde_json::from_value::<T>(settings)?)))
}

/// Purpose of a secret that rules know by this name.
pub fn purpose(name: &str) -> String {
    format!("{PURPOSE}:{name}")
}

/// A secret of the workspace that rules know by this name.
pub async fn secret(on: &Runtime, name: &str) -> Result<String> {
    let found = on.store.read().await?.secret(&purpose(name), Id::nil()).await?;
    let missing = || Error::invalid("no_secret", say!("没有名为「{}」的密钥", "There is no secret called `{}`", name));
    String::from_utf8(found.ok_or_else(missing)?).map_err(Error::internal)
}

impl Sending {
    /// A secret of the workspace.
    pub async fn secret(&self, name: &str) -> Result<String> {
        secret(&self.runtime, name).await
    }

    /// Sends a request and answers what came back, if that is a success.
    pub async fn ask(&self, request: Request) -> Result<Response> {
        let request = request.header("Idempotency-Key", &self.key).header("User-Agent", "Mortise").timeout(PATIENCE);
        let answer = self.runtime.outbound.send(request).await?;
        if answer.is_success() {
            return Ok(answer);
        }
        let text = String::from_utf8_lossy(&answer.body);
        let message = say!("对方答复 {}：{}", "it answered {}: {}", answer.status, short(&text));
        let passing = answer.status >= 500 || matches!(answer.status, 408 | 425 | 429);
        Err(Error::new(if passing { Kind::Unavailable } else { Kind::Invalid }, "outside_status", message))
    }

    /// Sends JSON to a chat robot, which answers with a code of its own; `again` are the codes of those that are too busy.
    async fn tell(&self, url: String, message: &Json, code: &[&str], again: &[i64]) -> Result<Sent> {
        let body = serde_json::to_vec(message).map_err(Error::internal)?;
        let request = Request::new(crate::outbound::Method::Post, url).header("Content-Type", "application/json").body(body);
        let answer: Json = serde_json::from_slice(&self.ask(request).await?.body).unwrap_or_default();
        match code.iter().find_map(|key| answer.get(key)?.as_i64()) {
            Some(0) => Ok(Sent { told: json!({}), answer }),
            found => {
                let text = answer.to_string();
                let kind = if found.is_some_and(|code| again.contains(&code)) { Kind::Unavailable } else { Kind::Invalid };
                Err(Error::new(kind, "robot_refused", say!("机器人拒绝了消息：{}", "the robot refused the message: {}", short(&text))))
            }
        }
    }
}

/// The host of an address, however it is written.
fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or_default()
}

fn short(text: &str) -> &str {
    text.char_indices().nth(TOLD).map_or(text, |(end, _)| &text[..end])
}

/// What is wrong with a message to a chat robot.
fn check_message(url: &worded::Worded, title: Option<&str>, text: &str) -> Vec<(String, Label)> {
    let wrong = |at: &str, source: &str| Some((at.to_owned(), crate::template::check(source).err()?.message));
    let title = title.and_then(|title| wrong("/title", title));
    url.check_url("/url").into_iter().chain(title).chain(wrong("/text", text)).collect()
}
