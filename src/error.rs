//! The one error type. Says what went wrong in both languages and of which kind it is; knows nothing of HTTP.

use schemars::JsonSchema;
use serde::Serialize;

use crate::lang::{Label, Lang};

/// What kind of failure; `http` maps each to one status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Not even readable: malformed JSON, an unknown parameter. 400
    Malformed,
    /// 401
    Unauthenticated,
    /// 403
    Forbidden,
    /// 404
    NotFound,
    /// Contradicts what is there. 409
    Conflict,
    /// Made under an older version. 412
    Stale,
    /// 413
    TooLarge,
    /// Readable but not acceptable: field errors, a gate, a catalog that fails its check. 422
    Invalid,
    /// 429
    TooMany,
    /// For now; nothing was changed. 503
    Unavailable,
    /// Ours; logged, never told. 500
    Internal,
}

/// What is wrong with one field (a key) or place (a JSON pointer), with a stable code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    pub field: String,
    pub code: &'static str,
    pub message: Label,
}

impl FieldError {
    pub fn new(field: impl Into<String>, code: &'static str, message: Label) -> Self {
        FieldError { field: field.into(), code, message }
    }

    pub fn told(&self, lang: Lang) -> Told {
        Told { field: self.field.clone(), code: self.code, message: self.message.get(lang).to_owned() }
    }
}

/// A [`FieldError`] in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "FieldError")]
pub struct Told {
    /// A field key or a JSON pointer.
    pub field: String,
    pub code: &'static str,
    pub message: String,
}

#[derive(Debug, thiserror::Error)]
#[error("{code}: {}", message.en)]
pub struct Error {
    pub kind: Kind,
    pub code: &'static str,
    pub message: Label,
    pub fields: Vec<FieldError>,
    /// Further members of the answer (`matches`, `missing`, `problems`): a JSON object or null.
    pub extra: serde_json::Value,
    #[source]
    pub source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    pub fn new(kind: Kind, code: &'static str, message: Label) -> Self {
        Error { kind, code, message, fields: Vec::new(), extra: serde_json::Value::Null, source: None }
    }

    pub fn malformed(code: &'static str, message: Label) -> Self {
        Error::new(Kind::Malformed, code, message)
    }

    pub fn not_found(message: Label) -> Self {
        Error::new(Kind::NotFound, "not_found", message)
    }

    pub fn forbidden(message: Label) -> Self {
        Error::new(Kind::Forbidden, "forbidden", message)
    }

    pub fn conflict(code: &'static str, message: Label) -> Self {
        Error::new(Kind::Conflict, code, message)
    }

    pub fn invalid(code: &'static str, message: Label) -> Self {
        Error::new(Kind::Invalid, code, message)
    }

    /// Field errors, collected; `errors` must not be empty.
    pub fn fields(errors: Vec<FieldError>) -> Self {
        let mut error = Error::invalid("invalid", Label::new("有内容不符合要求", "Some values are not acceptable"));
        error.fields = errors;
        error
    }

    /// A failure of ours, with its cause for the log.
    pub fn internal(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        let message = Label::new("服务器内部出错，数据没有改变", "Something went wrong on our side; nothing was changed");
        Error { source: Some(source.into()), ..Error::new(Kind::Internal, "internal", message) }
    }

    pub fn with_extra(mut self, extra: serde_json::Value) -> Self {
        self.extra = extra;
        self
    }

    pub fn with_fields(mut self, fields: Vec<FieldError>) -> Self {
        self.fields = fields;
        self
    }
}
