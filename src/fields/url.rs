//! `url`: a web address; only http and https, so that a link can always be followed safely.

use std::sync::Arc;

use schemars::{JsonSchema, schema_for};
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::{Column, FieldType, Kind, Refusal, SettingsError, operators, refuse, settings, text};
use crate::lang::{Label, Lang};
use crate::value::Value;
use crate::value::filter::Op;

pub(super) const TYPE: FieldType =
    FieldType { name: "url", label: || Label::new("网址", "Web address"), compile, schema: || schema_for!(Settings) };

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Settings {}

#[derive(Debug)]
struct Url;

fn compile(given: Json) -> Result<Arc<dyn Kind>, SettingsError> {
    let Settings {} = settings::read(given)?;
    Ok(Arc::new(Url))
}

const LONGEST: usize = 2_000;

fn normalise(given: &str) -> Option<String> {
    let given = given.trim();
    let lower = given.to_lowercase();
    let (scheme, rest) = if let Some(at) = lower.find("://") {
        let scheme = &lower[..at];
        if scheme != "http" && scheme != "https" {
            return None;
        }
        (if scheme == "http" { "http" } else { "https" }, given.get(at + 3..)?)
    } else {
        ("https", given)
    };
    let authority = rest.split(['/', '?', '#']).next()?;
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !host.is_empty() => (host, Some(port)),
        _ => (authority, None),
    };
    let host_fits = host.split('.').all(|label| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_'));
    let known = host.contains('.') || host == "localhost";
    let port_fits = port.is_none_or(|port| port.parse::<u16>().is_ok());
    let clean = !rest.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\"`\\".contains(c));
    (host_fits && known && port_fits && clean).then(|| format!("{scheme}://{rest}"))
}

impl Kind for Url {
    fn column(&self) -> Column {
        Column::Text
    }

    fn decode(&self, input: &Json) -> Result<Value, Refusal> {
        let Some(given) = refuse::text(input)? else { return Ok(Value::Null) };
        refuse::not_longer(given, LONGEST)?;
        let expected = || Label::new("http 或 https 网址，如 https://example.com", "an http or https address such as https://example.com");
        normalise(given).map(Value::Text).ok_or_else(|| refuse::unreadable("format", given, expected()))
    }

    fn display(&self, value: &Value, _lang: Lang) -> String {
        text::display(value)
    }

    fn operators(&self) -> &'static [Op] {
        operators::TEXT
    }

    fn json_schema(&self) -> Json {
        json!({"type": ["string", "null"], "format": "uri", "maxLength": LONGEST + 8})
    }

    fn textual(&self) -> bool {
        true
    }

    fn uniquable(&self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_web() {
        let kind = compile(json!({})).unwrap();
        for (given, kept) in [
            ("example.com", "https://example.com"),
            ("HTTP://Example.com/A?b=1#c", "http://Example.com/A?b=1#c"),
            ("example.com:8080/x", "https://example.com:8080/x"),
            ("https://例子.中国/路径", "https://例子.中国/路径"),
            ("localhost:3000", "https://localhost:3000"),
        ] {
            assert_eq!(kind.decode(&json!(given)), Ok(Value::Text(kept.into())), "{given}");
        }
        for given in [
            "javascript:alert(1)",
            "ftp://a.b",
            "data:text/html,x",
            "file:///etc/passwd",
            "no dots",
            "example",
            "https://",
            "https://a b.c",
            "https://a.b/<x>",
            "mailto:a@b.c",
            "https://a.b:99999",
        ] {
            assert_eq!(kind.decode(&json!(given)).unwrap_err().code, "format", "{given}");
        }
    }
}
