//! Call an HTTP API; later steps may read its answer.

use std::collections::BTreeMap;

use futures_util::future::BoxFuture;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};

use super::super::names::Known;
use super::super::{values, words};
use super::worded::Worded;
use super::{CheckCx, Outside, Run, Sending, Sent, StepType, outside, short};
use crate::error::{Error, Result};
use crate::lang::{Label, Lang};
use crate::outbound::{Method, Request};

pub const TYPE: StepType = StepType {
    name: "http",
    label: || Label::new("调用接口", "Call an HTTP API"),
    schema: || schemars::schema_for!(Http),
    compile: outside::<Http>,
};

#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Http {
    #[schemars(extend("x-label" = Label::new("方法", "Method")))]
    #[serde(default)]
    method: Verb,
    /// May hold `{{ field }}`, or is `{"secret": "NAME"}`.
    #[schemars(extend("x-label" = Label::new("地址", "Address")))]
    url: Worded,
    /// Each may hold `{{ field }}`, or is `{"secret": "NAME"}`.
    #[schemars(extend("x-label" = Label::new("请求头", "Headers")))]
    #[serde(default)]
    headers: BTreeMap<String, Worded>,
    /// JSON in which values are written as in other steps: `{"ref": "path"}`, `{"text": "… {{ field }} …"}` …
    #[schemars(extend(
        "x-label" = Label::new("内容", "Body"),
        "x-hint" = Label::new("JSON，里面的值可以写 {\"ref\": \"字段\"}、{\"text\": \"… {{ 字段 }} …\"}", "JSON; values in it may be {\"ref\": \"field\"} or {\"text\": \"… {{ field }} …\"}")
    ))]
    #[serde(default)]
    body: Json,
    /// Later steps read the answer as `{"ref": "$<name>.path"}`.
    #[schemars(extend(
        "x-label" = Label::new("给返回结果取个名字", "A name for the answer"),
        "x-hint" = Label::new("后面的步骤可以引用，如 $answer.id", "Later steps can read it, such as $answer.id")
    ))]
    #[serde(default, rename = "as")]
    name: Option<String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "UPPERCASE")]
enum Verb {
    Get,
    #[default]
    Post,
    Put,
    Patch,
    Delete,
}

/// What is kept until it is answered.
#[derive(Serialize, Deserialize)]
struct Asked {
    url: Worded,
    headers: BTreeMap<String, Worded>,
    body: Json,
}

impl Outside for Http {
    fn prepare<'a>(&'a self, run: &'a mut Run<'_, '_>) -> BoxFuture<'a, Result<Json>> {
        Box::pin(async move {
            let words = words::words(run, Lang::Zh).await?;
            let headers = self.headers.iter().map(|(name, value)| Ok((name.clone(), value.filled(&words)?)));
            let headers = headers.collect::<Result<BTreeMap<_, _>>>()?;
            let body = values::resolve_deep(run, &self.body).await?;
            Ok(json!(Asked { url: self.url.filled(&words)?, headers, body }))
        })
    }

    fn send<'a>(&'a self, sending: &'a Sending, request: &'a Json) -> BoxFuture<'a, Result<Sent>> {
        Box::pin(async move {
            let asked = Asked::deserialize(request).map_err(Error::internal)?;
            let method = match self.method {
                Verb::Get => Method::Get,
                Verb::Post => Method::Post,
                Verb::Put => Method::Put,
                Verb::Patch => Method::Patch,
                Verb::Delete => Method::Delete,
            };
            let mut sent = Request::new(method, asked.url.said(sending).await?);
            if !asked.body.is_null() {
                sent = sent.header("Content-Type", "application/json").body(asked.body.to_string());
            }
            for (name, value) in &asked.headers {
                sent = sent.header(name, value.said(sending).await?);
            }
            let answer = sending.ask(sent).await?;
            let text = String::from_utf8_lossy(&answer.body);
            let body = serde_json::from_str(&text).unwrap_or_else(|_| json!(text));
            Ok(Sent { told: json!({"status": answer.status, "answer": short(&text)}), answer: body })
        })
    }

    fn receiver(&self, request: &Json) -> String {
        Asked::deserialize(request).map_or_else(|_| self.url.receiver(), |asked| asked.url.receiver())
    }

    fn check(&self, cx: &CheckCx<'_>) -> Vec<(String, Label)> {
        let headers = self.headers.iter().filter_map(|(name, value)| value.check(&format!("/headers/{name}")));
        self.url.check_url("/url").into_iter().chain(headers).chain(values::check_deep(cx, &self.body, "/body")).collect()
    }

    fn named(&self) -> Option<(&str, Known)> {
        Some((self.name.as_deref()?, Known::Answer))
    }
}
