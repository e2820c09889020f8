//! `money`: an exact amount in the workspace's currency, two digits after the point.

use std::sync::Arc;

use schemars::{JsonSchema, schema_for};
use serde::Deserialize;
use serde_json::Value as Json;

use super::decimal::{Exact, Style};
use super::{FieldType, Kind, SettingsError, settings};
use crate::lang::Label;

pub(super) const TYPE: FieldType =
    FieldType { name: "money", label: || Label::new("金额", "Money"), compile, schema: || schema_for!(Settings) };

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Settings {
    #[serde(default)]
    min: Option<f64>,
    #[serde(default)]
    max: Option<f64>,
}

fn compile(given: Json) -> Result<Arc<dyn Kind>, SettingsError> {
    let given: Settings = settings::read(given)?;
    Ok(Arc::new(Exact::new(Some(2), given.min, given.max, Style::Money)?))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::fields::ParseCx;
    use crate::lang::Lang;
    use crate::value::Value;

    #[test]
    fn amounts_as_sheets_have_them() {
        let kind = compile(json!({"min": -10_000_000})).unwrap();
        let cx = ParseCx { date_order: Default::default(), time_zone: chrono_tz::UTC };
        for (text, expected) in [
            ("¥12,000", "12000.00"),
            ("1.2万", "12000.00"),
            ("￥１２，０００．５", "12000.50"),
            ("(300.25)", "-300.25"),
            ("3亿", "300000000.00"),
            ("1234.5600000000001", "1234.56"),
            ("3.335", "3.34"),
            ("12,000.00元", "12000.00"),
        ] {
            let Ok(Value::Decimal(number)) = kind.parse(text, &cx) else { panic!("{text}") };
            assert_eq!(number.to_string(), expected, "{text}");
        }
        assert_eq!(kind.parse(" ", &cx), Ok(Value::Null));
        for text in ["面议", "60%", "12,5", "约 5 万"] {
            assert_eq!(kind.parse(text, &cx).unwrap_err().code, "format", "{text}");
        }
        assert_eq!(kind.decode(&json!(1.005)).unwrap_err().code, "scale", "the API is strict");
        assert_eq!(kind.display(&Value::Decimal("1234567.5".parse().unwrap()), Lang::Zh), "1,234,567.5");
    }
}
