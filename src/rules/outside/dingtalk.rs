//! A message to a DingTalk group, by its robot.

use futures_util::future::BoxFuture;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::worded::{Secret, Worded};
use super::{CheckCx, Outside, Run, Sending, Sent, StepType, outside, signature};
use crate::error::Result;
use crate::lang::{Label, Lang};
use crate::template;

pub const TYPE: StepType = StepType {
    name: "dingtalk",
    label: || Label::new("钉钉群机器人", "DingTalk robot"),
    schema: || schemars::schema_for!(DingTalk),
    compile: outside::<DingTalk>,
};

#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct DingTalk {
    /// The robot's address with its access token; better kept as `{"secret": "NAME"}`.
    url: Worded,
    /// The robot's signing secret (SEC…), where it asks for signatures.
    #[serde(default)]
    secret: Option<Secret>,
    /// Shown in the list of conversations; with it the text is Markdown.
    #[serde(default)]
    title: Option<String>,
    /// May hold `{{ field }}`.
    text: String,
}

/// It is told too much at a time.
const BUSY: [i64; 2] = [130_101, -1];

impl Outside for DingTalk {
    fn prepare<'a>(&'a self, run: &'a mut Run<'_, '_>) -> BoxFuture<'a, Result<Json>> {
        Box::pin(async move {
            let words = super::super::values::template_values(run, Lang::Zh).await?;
            let text = template::render(&self.text, &words)?;
            Ok(match &self.title {
                Some(title) => json!({"msgtype": "markdown", "markdown": {"title": template::render(title, &words)?, "text": text}}),
                None => json!({"msgtype": "text", "text": {"content": text}}),
            })
        })
    }

    fn send<'a>(&'a self, sending: &'a Sending, request: &'a Json) -> BoxFuture<'a, Result<Sent>> {
        Box::pin(async move {
            let mut url = self.url.said(sending).await?;
            if let Some(secret) = &self.secret {
                let key = sending.secret(&secret.secret).await?;
                let at = sending.at.timestamp_millis();
                let sign = signature::base64(&key, &format!("{at}\n{key}"))?;
                let joint = if url.contains('?') { '&' } else { '?' };
                url = format!("{url}{joint}timestamp={at}&sign={}", utf8_percent_encode(&sign, NON_ALPHANUMERIC));
            }
            sending.tell(url, request, &["errcode"], &BUSY).await
        })
    }

    fn receiver(&self, _request: &Json) -> String {
        self.url.receiver()
    }

    fn check(&self, _cx: &CheckCx<'_>) -> Vec<(String, Label)> {
        super::check_message(&self.url, self.title.as_deref(), &self.text)
    }
}
