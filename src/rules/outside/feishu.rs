//! A message to a Feishu group, by its robot.

use futures_util::future::BoxFuture;
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
    name: "feishu",
    label: || Label::new("飞书群机器人", "Feishu robot"),
    schema: || schemars::schema_for!(Feishu),
    compile: outside::<Feishu>,
};

#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Feishu {
    /// The robot's address with its token; better kept as `{"secret": "NAME"}`.
    #[schemars(extend(
        "x-label" = Label::new("机器人地址", "Address of the robot"),
        "x-hint" = Label::new("里面带着令牌，最好存为密钥", "It holds a token: better kept as a secret")
    ))]
    url: Worded,
    /// The robot's signing secret, where it asks for signatures.
    #[schemars(extend(
        "x-label" = Label::new("加签密钥", "Signing secret"),
        "x-hint" = Label::new("机器人要求加签时填写", "Where the robot asks for signatures")
    ))]
    #[serde(default)]
    secret: Option<Secret>,
    /// With it the message is a card and its text Markdown.
    #[schemars(extend(
        "x-label" = Label::new("标题", "Title"),
        "x-hint" = Label::new("有标题时发送卡片，内容按 Markdown 显示", "With it the message is a card and its text Markdown"),
        "format" = "template"
    ))]
    #[serde(default)]
    title: Option<String>,
    /// May hold `{{ field }}`.
    #[schemars(extend("x-label" = Label::new("内容", "Text"), "format" = "template"))]
    text: String,
}

/// It is told too much at a time.
const BUSY: [i64; 2] = [11_232, 9_499];

impl Outside for Feishu {
    fn prepare<'a>(&'a self, run: &'a mut Run<'_, '_>) -> BoxFuture<'a, Result<Json>> {
        Box::pin(async move {
            let words = words::words(run, Lang::Zh).await?;
            let text = template::render(&self.text, &words)?;
            let Some(title) = &self.title else { return Ok(json!({"msg_type": "text", "content": {"text": text}})) };
            let title = template::render(title, &words)?;
            let header = json!({"title": {"tag": "plain_text", "content": title}});
            Ok(json!({"msg_type": "interactive", "card": {"header": header, "elements": [{"tag": "markdown", "content": text}]}}))
        })
    }

    fn send<'a>(&'a self, sending: &'a Sending, request: &'a Json) -> BoxFuture<'a, Result<Sent>> {
        Box::pin(async move {
            let mut message = request.clone();
            if let Some(secret) = &self.secret {
                let key = sending.secret(&secret.secret).await?;
                let at = sending.at.timestamp();
                message["timestamp"] = json!(at.to_string());
                message["sign"] = json!(signature::base64(&format!("{at}\n{key}"), "")?);
            }
            sending.tell(self.url.said(sending).await?, &message, &["code", "StatusCode"], &BUSY).await
        })
    }

    fn receiver(&self, _request: &Json) -> String {
        self.url.receiver()
    }

    fn check(&self, _cx: &CheckCx<'_>) -> Vec<(String, Label)> {
        super::check_message(&self.url, self.title.as_deref(), &self.text)
    }
}
