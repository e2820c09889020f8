//! A message to a WeCom group, by its robot.

use futures_util::future::BoxFuture;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::super::words;
use super::worded::Worded;
use super::{CheckCx, Outside, Run, Sending, Sent, StepType, outside};
use crate::error::Result;
use crate::lang::{Label, Lang};
use crate::template;

pub const TYPE: StepType = StepType {
    name: "wecom",
    label: || Label::new("企业微信群机器人", "WeCom robot"),
    schema: || schemars::schema_for!(WeCom),
    compile: outside::<WeCom>,
};

#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct WeCom {
    /// The robot's address with its key; better kept as `{"secret": "NAME"}`.
    #[schemars(extend(
        "x-label" = Label::new("机器人地址", "Address of the robot"),
        "x-hint" = Label::new("里面带着令牌，最好存为密钥", "It holds a token: better kept as a secret")
    ))]
    url: Worded,
    /// Whether the text is Markdown.
    #[schemars(extend("x-label" = Label::new("按 Markdown 显示", "As Markdown")))]
    #[serde(default)]
    markdown: bool,
    /// May hold `{{ field }}`.
    #[schemars(extend("x-label" = Label::new("内容", "Text"), "format" = "template"))]
    text: String,
}

/// It is told too much at a time.
const BUSY: [i64; 2] = [45_009, -1];

impl Outside for WeCom {
    fn prepare<'a>(&'a self, run: &'a mut Run<'_, '_>) -> BoxFuture<'a, Result<Json>> {
        Box::pin(async move {
            let words = words::words(run, Lang::Zh).await?;
            let kind = if self.markdown { "markdown" } else { "text" };
            Ok(json!({"msgtype": kind, kind: {"content": template::render(&self.text, &words)?}}))
        })
    }

    fn send<'a>(&'a self, sending: &'a Sending, request: &'a Json) -> BoxFuture<'a, Result<Sent>> {
        Box::pin(async move { sending.tell(self.url.said(sending).await?, request, &["errcode"], &BUSY).await })
    }

    fn receiver(&self, _request: &Json) -> String {
        self.url.receiver()
    }

    fn check(&self, _cx: &CheckCx<'_>) -> Vec<(String, Label)> {
        super::check_message(&self.url, None, &self.text)
    }
}
