//! Tell another system what happened: the event and the record as JSON, signed.

use futures_util::future::BoxFuture;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::super::words;
use super::super::wrote::shown;
use super::worded::{Secret, Worded};
use super::{CheckCx, Outside, Run, Sending, Sent, StepType, outside, signature};
use crate::error::Result;
use crate::lang::{Label, Lang};
use crate::outbound::{Method, Request};
use crate::records::encode;

pub const TYPE: StepType = StepType {
    name: "webhook",
    label: || Label::new("推送到外部系统", "Send to another system"),
    schema: || schemars::schema_for!(Webhook),
    compile: outside::<Webhook>,
};

/// The receiver checks `X-Mortise-Signature`: `sha256=` and, in hexadecimal, HMAC-SHA256 of `<X-Mortise-Timestamp>.<body>` with the secret.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Webhook {
    /// May hold `{{ field }}`, or is `{"secret": "NAME"}`.
    #[schemars(extend("x-label" = Label::new("地址", "Address")))]
    url: Worded,
    /// Signs what is sent.
    #[schemars(extend(
        "x-label" = Label::new("签名密钥", "Signing secret"),
        "x-hint" = Label::new("对方用它核对 X-Mortise-Signature", "The receiver checks X-Mortise-Signature with it")
    ))]
    #[serde(default)]
    secret: Option<Secret>,
}

impl Outside for Webhook {
    fn prepare<'a>(&'a self, run: &'a mut Run<'_, '_>) -> BoxFuture<'a, Result<Json>> {
        Box::pin(async move {
            let words = words::words(run, Lang::Zh).await?;
            let record = run.current().await?;
            let event = run.event.map(|event| {
                let changes: Vec<Json> = event.changes.iter().map(|change| json!(shown(&run.object, change))).collect();
                json!({"id": event.id, "kind": event.kind, "at": event.at, "actor": event.actor, "record": event.record, "changes": changes})
            });
            let record = run.object.told(encode(&run.object, record).map());
            let rule = run.place.frames.first().map(|frame| &frame.rule);
            let body = json!({"rule": rule, "object": run.object.key, "event": event, "record": record});
            Ok(json!({"url": self.url.filled(&words)?, "body": body.to_string()}))
        })
    }

    fn send<'a>(&'a self, sending: &'a Sending, request: &'a Json) -> BoxFuture<'a, Result<Sent>> {
        Box::pin(async move {
            let url: Worded = Deserialize::deserialize(&request["url"]).map_err(crate::error::Error::internal)?;
            let body = request["body"].as_str().unwrap_or_default();
            let at = sending.at.timestamp().to_string();
            let mut sent = Request::new(Method::Post, url.said(sending).await?).header("Content-Type", "application/json");
            if let Some(secret) = &self.secret {
                let key = sending.secret(&secret.secret).await?;
                let signature = signature::hex(&key, format!("{at}.{body}").as_bytes())?;
                sent = sent.header("X-Mortise-Signature", format!("sha256={signature}"));
            }
            let answer = sending.ask(sent.header("X-Mortise-Timestamp", at).body(body)).await?;
            Ok(Sent { told: json!({"status": answer.status}), answer: Json::Null })
        })
    }

    fn receiver(&self, request: &Json) -> String {
        Worded::deserialize(&request["url"]).map_or_else(|_| self.url.receiver(), |url| url.receiver())
    }

    fn check(&self, _cx: &CheckCx<'_>) -> Vec<(String, Label)> {
        self.url.check_url("/url").into_iter().collect()
    }
}
