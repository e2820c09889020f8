//! A message to a DingTalk group, by its robot.

use futures_util::future::BoxFuture;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::super::words;
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
    #[schemars(extend(
        "x-label" = Label::new("机器人地址", "Address of the robot"),
        "x-hint" = Label::new("里面带着令牌，最好存为密钥", "It holds a token: better kept as a secret")
    ))]
    url: Worded,
    /// The robot's signing secret (SEC…), where it asks for signatures.
    #[schemars(extend(
        "x-label" = Label::new("加签密钥", "Signing secret"),
        "x-hint" = Label::new("机器人要求加签时填写", "Where the robot asks for signatures")
    ))]
    #[serde(default)]
    secret: Option<Secret>,
    /// Shown in the list of conversations; with it the text is Markdown.
    #[schemars(extend(
        "x-label" = Label::new("标题", "Title"),
        "x-hint" = Label::new("显示在会话列表；有标题时内容按 Markdown 显示", "Shown in the list of conversations; with it the text is Markdown"),
        "format" = "template"
    ))]
    #[serde(default)]
    title: Option<String>,
    /// May hold `{{ field }}`.
    #[schemars(extend("x-label" = Label::new("内容", "Text"), "format" = "template"))]
    text: String,
}

/// It is told too much at a time.
const BUSY: [i64; 2] = [130_101, -1];

impl Outside for DingTalk {
    fn prepare<'a>(&'a self, run: &'a mut Run<'_, '_>) -> BoxFuture<'a, Result<Json>> {
        Box::pin(async move {
            let words = words::words(run, Lang::Zh).await?;
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
