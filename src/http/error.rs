//! Errors as RFC 9457 problem+json in the caller's language: the one table from kind to status. Internals go to the log only.

use std::sync::Arc;

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::error::{Error, Kind};
use super::draft::ToldProblem;
use crate::lang::{Label, Lang};
use crate::records::{Flat, Match};

/// What a handler answers.
pub type Answer<T> = Result<T, Failure>;

/// An error on its way out. Its text is written by [`tell`], once the language of the request is known.
#[derive(Debug)]
pub struct Failure {
    error: Error,
    status: StatusCode,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Failure { status: status(error.kind), error }
    }
}

impl Failure {
    /// An error whose status is finer than its kind (405).
    pub fn with_status(error: Error, status: StatusCode) -> Self {
        Failure { error, status }
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(Told(Arc::new(self.error)));
        response
    }
}

/// The error that a response stands for, until it is written out.
#[derive(Clone)]
struct Told(Arc<Error>);

/// The code of the error that a response stands for.
pub fn code(response: &Response) -> Option<&'static str> {
    response.extensions().get::<Told>().map(|told| told.0.code)
}

fn status(kind: Kind) -> StatusCode {
    match kind {
        Kind::Malformed => StatusCode::BAD_REQUEST,
        Kind::Unauthenticated => StatusCode::UNAUTHORIZED,
        Kind::Forbidden => StatusCode::FORBIDDEN,
        Kind::NotFound => StatusCode::NOT_FOUND,
        Kind::Conflict => StatusCode::CONFLICT,
        Kind::Stale => StatusCode::PRECONDITION_FAILED,
        Kind::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        Kind::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
        Kind::TooMany => StatusCode::TOO_MANY_REQUESTS,
        Kind::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        Kind::Internal => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

fn title(kind: Kind) -> Label {
    match kind {
        Kind::Malformed => Label::new("请求看不懂", "The request cannot be read"),
        Kind::Unauthenticated => Label::new("请先登录", "Sign in first"),
        Kind::Forbidden => Label::new("没有权限", "Not allowed"),
        Kind::NotFound => Label::new("没有找到", "Not found"),
        Kind::Conflict => Label::new("与现有内容冲突", "Conflicts with what is there"),
        Kind::Stale => Label::new("内容已被别人更新", "Changed by somebody else meanwhile"),
        Kind::TooLarge => Label::new("内容太大", "Too large"),
        Kind::Invalid => Label::new("内容不符合要求", "Not acceptable"),
        Kind::TooMany => Label::new("请求太多", "Too many attempts"),
        Kind::Unavailable => Label::new("暂时不可用", "Not available right now"),
        Kind::Internal => Label::new("服务器出错", "Server error"),
    }
}

/// Writes out the error a response stands for, if it stands for one.
pub fn tell(response: Response, lang: Lang) -> Response {
    let status = response.status();
    let Some(Told(error)) = response.extensions().get::<Told>().cloned() else { return response };
    if error.kind == Kind::Internal {
        tracing::error!(error = ?error.source, "request failed");
    }
    let (mut parts, _) = response.into_parts();
    let body = Json(problem(&error, status, lang)).into_response();
    parts.headers.remove(header::CONTENT_LENGTH);
    parts.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    if let Some(seconds) = error.extra.get("retry_after").and_then(Value::as_i64) {
        parts.headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    Response::from_parts(parts, body.into_body())
}

fn problem(error: &Error, status: StatusCode, lang: Lang) -> Value {
    let extra = error.extra.as_object().into_iter().flatten().filter(|(key, _)| !OWN.contains(&key.as_str()));
    let told = Problem {
        kind: format!("urn:mortise:problem:{}", error.code),
        title: title(error.kind).get(lang).to_owned(),
        status: status.as_u16(),
        code: error.code,
        detail: error.message.get(lang).to_owned(),
        errors: error.fields.iter().map(|field| field.told(lang)).collect(),
        extra: extra.map(|(key, value)| (key.clone(), localise(value.clone(), lang))).collect(),
    };
    json!(told)
}

/// Members of every problem; no other takes their place.
const OWN: [&str; 6] = ["type", "title", "status", "code", "detail", "errors"];

/// RFC 9457. Further members depend on the code.
#[derive(Serialize, JsonSchema)]
#[schemars(extend("additionalProperties" = true))]
pub struct Problem {
    #[serde(rename = "type")]
    kind: String,
    title: String,
    status: u16,
    /// Stable.
    code: &'static str,
    detail: String,
    errors: Vec<crate::error::Told>,
    #[serde(flatten)]
    #[schemars(with = "Extra")]
    extra: Map<String, Value>,
}

/// The members that some problems have beside those of every problem.
#[derive(Serialize, JsonSchema)]
struct Extra {
    /// `gate`: the fields it asks for.
    #[serde(skip_serializing_if = "Option::is_none")]
    missing: Option<Vec<String>>,
    /// `gate`: the stage that was to be entered.
    #[serde(skip_serializing_if = "Option::is_none")]
    stage: Option<String>,
    /// `duplicate`, `duplicate_warning`: the records that look the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    matches: Option<Vec<Match>>,
    /// `stale`: the record as it is now.
    #[serde(skip_serializing_if = "Option::is_none")]
    current: Option<Flat>,
    /// `catalog`: every mistake.
    #[serde(skip_serializing_if = "Option::is_none")]
    problems: Option<Vec<ToldProblem>>,
    /// `too_many`: seconds to wait.
    #[serde(skip_serializing_if = "Option::is_none")]
    retry_after: Option<i64>,
}

/// A JSON answer whose labels are told in one language.
pub struct Localised<T>(pub T, pub Lang);

impl<T: Serialize> IntoResponse for Localised<T> {
    fn into_response(self) -> Response {
        match serde_json::to_value(self.0) {
            Ok(told) => Json(localise(told, self.1)).into_response(),
            Err(error) => Failure::from(Error::internal(error)).into_response(),
        }
    }
}

/// Every `{"zh-CN": …, "en": …}` in a JSON value replaced by its text in one language.
pub fn localise(value: Value, lang: Lang) -> Value {
    match value {
        Value::Object(members) => match label_text(&members, lang) {
            Some(text) => Value::String(text),
            None => Value::Object(members.into_iter().map(|(key, value)| (key, localise(value, lang))).collect()),
        },
        Value::Array(items) => items.into_iter().map(|item| localise(item, lang)).collect(),
        other => other,
    }
}

fn label_text(members: &Map<String, Value>, lang: Lang) -> Option<String> {
    let both = members.len() == 2 && members.contains_key(Lang::Zh.code()) && members.contains_key(Lang::En.code());
    members.get(lang.code()).filter(|_| both)?.as_str().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::FieldError;

    #[test]
    fn a_problem_speaks_one_language_and_hides_internals() {
        let error = Error::fields(vec![FieldError::new("amount", "number", Label::new("要数字", "A number is needed"))])
            .with_extra(json!({ "status": 1, "missing": [{ "label": { "zh-CN": "金额", "en": "Amount" } }] }));
        let told = problem(&error, StatusCode::UNPROCESSABLE_ENTITY, Lang::En);
        assert_eq!(told["status"], 422, "an extra member never replaces one of the problem's own");
        assert_eq!(told["errors"][0]["message"], "A number is needed");
        assert_eq!(told["missing"][0]["label"], "Amount");
        let internal = problem(&Error::internal("secret path"), StatusCode::INTERNAL_SERVER_ERROR, Lang::Zh);
        assert!(!internal.to_string().contains("secret"));
    }
}
