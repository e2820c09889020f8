//! What a request carries, decoded once at the edge: JSON bodies, query parameters, path segments.
//! Whatever cannot be read is an error that names the place; never axum's own plain text.

use std::borrow::Cow;
use std::marker::PhantomData;

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_path_to_error::{Path as JsonPath, Segment};

use super::error::Failure;
use crate::error::{Error, FieldError, Kind};
use crate::lang::Label;
use crate::say;

/// JSON bodies may be this long.
pub const BODY_LIMIT: usize = 2 * 1024 * 1024;

/// A JSON body.
pub struct Body<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or("application/json");
        if !kind.starts_with("application/json") {
            let message = say!("请求内容要用 application/json，不是 {0}", "The body must be application/json, not {0}", kind);
            return Err(Failure::with_status(Error::malformed("content_type", message), StatusCode::UNSUPPORTED_MEDIA_TYPE));
        }
        let bytes = Bytes::from_request(request, state).await.map_err(unreadable)?;
        Ok(Body(json(&bytes)?))
    }
}

/// The bytes of a body, whatever they are.
pub struct Raw(pub Bytes);

impl<S: Send + Sync> FromRequest<S> for Raw {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        Bytes::from_request(request, state).await.map(Raw).map_err(unreadable)
    }
}

fn unreadable(rejection: BytesRejection) -> Failure {
    if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
        return Error::new(Kind::TooLarge, "too_large", Label::new("请求内容太大", "The body is too large")).into();
    }
    Error::malformed("body", Label::new("请求内容没有收完整", "The body did not arrive whole")).into()
}

/// JSON → value; what is wrong is said with line and column, and with the JSON pointer where it is readable at all.
pub fn json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Error> {
    // An absent body is an empty object: calls whose members are all optional may leave it out.
    let bytes = if bytes.is_empty() { b"{}" } else { bytes };
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let pointer = pointer(error.path());
        wrong(pointer, error.inner())
    })?;
    reader.end().map_err(|error| wrong(String::new(), &error))?;
    Ok(value)
}

fn wrong(pointer: String, error: &serde_json::Error) -> Error {
    let (line, column) = (error.line(), error.column());
    if error.is_data() {
        let message = say!("第 {0} 行第 {1} 列的内容不对：{2}", "Line {0}, column {1} is not acceptable: {2}", line, column, error);
        let field = FieldError::new(pointer, "shape", message.clone());
        return Error::malformed("shape", message).with_fields(vec![field]);
    }
    let message = say!("JSON 写法有误，在第 {0} 行第 {1} 列：{2}", "Malformed JSON at line {0}, column {1}: {2}", line, column, error);
    let place = serde_json::json!({ "line": line, "column": column });
    Error::malformed("json", message.clone()).with_fields(vec![FieldError::new("", "json", message)]).with_extra(place)
}

fn pointer(path: &JsonPath) -> String {
    path.iter()
        .map(|segment| match segment {
            Segment::Seq { index } => format!("/{index}"),
            Segment::Map { key } => format!("/{}", key.replace('~', "~0").replace('/', "~1")),
            Segment::Enum { .. } | Segment::Unknown => String::new(),
        })
        .collect()
}

/// Query parameters; unknown ones are refused by `T`.
pub struct Query<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Query<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        match axum::extract::Query::<T>::from_request_parts(parts, state).await {
            Ok(axum::extract::Query(value)) => Ok(Query(value)),
            Err(rejection) => {
                let why = std::error::Error::source(&rejection).map_or_else(|| rejection.body_text(), ToString::to_string);
                let message = say!("网址里的参数不对：{0}", "The query parameters are not acceptable: {0}", why);
                Err(Error::malformed("query", message).into())
            }
        }
    }
}

/// Segments of the path. One that cannot be what it stands for leads nowhere: 404.
pub struct Path<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for Path<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        match axum::extract::Path::<T>::from_request_parts(parts, state).await {
            Ok(axum::extract::Path(value)) => Ok(Path(value)),
            Err(_) => Err(Error::not_found(Label::new("网址不对，没有这一项", "There is nothing at this address")).into()),
        }
    }
}

/// A switch such as `count=true` or `count=1`; anything else leaves it off.
pub fn switch<'de, D: Deserializer<'de>>(given: D) -> Result<bool, D::Error> {
    let text = Option::<String>::deserialize(given)?;
    Ok(matches!(text.as_deref(), Some("1" | "true")))
}

/// How a parameter that holds JSON in its text is described.
pub struct AsJson<T>(PhantomData<T>);

impl<T: JsonSchema> JsonSchema for AsJson<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("{}_as_json", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string", "contentMediaType": "application/json", "contentSchema": generator.subschema_for::<T>(),
        })
    }
}

/// The version in an `If-Match` header, bare or quoted.
pub fn if_match(headers: &axum::http::HeaderMap) -> Result<Option<i64>, Error> {
    let Some(value) = headers.get(header::IF_MATCH) else { return Ok(None) };
    let version = value.to_str().ok().and_then(|text| text.trim_matches('"').parse().ok());
    version.map(Some).ok_or_else(|| {
        Error::malformed("if_match", Label::new("If-Match 应当是记录的版本号", "If-Match must be the version of the record"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(serde::Deserialize, Debug)]
    #[serde(deny_unknown_fields)]
    struct Sign {
        #[expect(dead_code, reason = "only its type matters")]
        email: String,
    }

    #[test]
    fn what_is_wrong_is_named_with_its_place() {
        let error = json::<Sign>(b"{\"email\":\n 1}").unwrap_err();
        assert_eq!((error.code, error.fields[0].field.as_str()), ("shape", "/email"));
        assert!(error.message.zh.contains("第 2 行"));
        let error = json::<Sign>(b"{\"email\":\n").unwrap_err();
        assert_eq!((error.code, &error.extra["line"]), ("json", &serde_json::json!(2)));
        assert_eq!(json::<Sign>(b"{\"email\":\"a\"} x").unwrap_err().code, "json");
        assert_eq!(json::<Sign>("[".repeat(500).as_bytes()).unwrap_err().kind, Kind::Malformed);
    }
}
