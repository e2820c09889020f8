//! `email`: an e-mail address, kept in lower case.

use std::sync::Arc;

use schemars::{JsonSchema, schema_for};
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::{Column, FieldType, Kind, Refusal, SettingsError, narrow, operators, refuse, settings, text};
use crate::lang::{Label, Lang};
use crate::value::Value;
use crate::value::filter::Op;

pub(super) const TYPE: FieldType =
    FieldType { name: "email", label: || Label::new("邮箱", "E-mail"), compile, schema: || schema_for!(Settings) };

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Settings {}

#[derive(Debug)]
struct Email;

fn compile(given: Json) -> Result<Arc<dyn Kind>, SettingsError> {
    let Settings {} = settings::read(given)?;
    Ok(Arc::new(Email))
}

fn normalise(given: &str) -> Option<String> {
    let address = narrow(given).trim().to_lowercase();
    let address = address.strip_prefix("mailto:").unwrap_or(&address);
    let (local, domain) = address.rsplit_once('@')?;
    let atom = |c: char| c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
    let local_fits = !local.is_empty()
        && local.chars().count() <= 64
        && local.chars().all(atom)
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..");
    let label_fits = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    (local_fits && domain.contains('.') && domain.split('.').all(label_fits) && address.len() <= 254).then(|| address.to_owned())
}

impl Kind for Email {
    fn column(&self) -> Column {
        Column::Text
    }

    fn decode(&self, input: &Json) -> Result<Value, Refusal> {
        let Some(given) = refuse::text(input)? else { return Ok(Value::Null) };
        let expected = || Label::new("邮箱地址，如 name@example.com", "an e-mail address such as name@example.com");
        normalise(given).map(Value::Text).ok_or_else(|| refuse::unreadable("format", given, expected()))
    }

    fn display(&self, value: &Value, _lang: Lang) -> String {
        text::display(value)
    }

    fn operators(&self) -> &'static [Op] {
        operators::TEXT
    }

    fn json_schema(&self) -> Json {
        json!({"type": ["string", "null"], "format": "email", "maxLength": 254})
    }

    fn textual(&self) -> bool {
        true
    }

    fn mailable(&self) -> bool {
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
    fn addresses_are_lowered_and_narrowed() {
        let kind = compile(json!({})).unwrap();
        for (given, kept) in [
            (" Zhang.San＠Example.COM ", "zhang.san@example.com"),
            ("a+b@b.co", "a+b@b.co"),
            ("张三@例子.中国", "张三@例子.中国"),
            ("mailto:a@b.cn", "a@b.cn"),
        ] {
            assert_eq!(kind.decode(&json!(given)), Ok(Value::Text(kept.into())), "{given}");
        }
        for given in ["a", "a@b", "@b.cn", "a b@c.cn", "a@b..cn", "a@@b.cn", ".a@b.cn", "a@-b.cn"] {
            assert_eq!(kind.decode(&json!(given)).unwrap_err().code, "format", "{given}");
        }
    }
}
