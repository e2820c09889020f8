//! `percent`: an exact percentage; 60 means 60 %.

use std::sync::Arc;

use schemars::{JsonSchema, schema_for};
use serde::Deserialize;
use serde_json::Value as Json;

use super::decimal::{Exact, Style};
use super::{FieldType, Kind, SettingsError, settings};
use crate::lang::Label;

pub(super) const TYPE: FieldType =
    FieldType { name: "percent", label: || Label::new("百分比", "Percent"), compile, schema: || schema_for!(Settings) };

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Settings {
    /// Digits after the point, 0 to 6; 2 when absent.
    #[serde(default)]
    scale: Option<u32>,
    #[serde(default)]
    min: Option<f64>,
    #[serde(default)]
    max: Option<f64>,
}

fn compile(given: Json) -> Result<Arc<dyn Kind>, SettingsError> {
    let given: Settings = settings::read(given)?;
    Ok(Arc::new(Exact::new(given.scale, given.min, given.max, Style::Percent)?))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::fields::ParseCx;
    use crate::lang::Lang;
    use crate::value::Value;

    #[test]
    fn sixty_means_sixty_percent() {
        let kind = compile(json!({"min": 0, "max": 100})).unwrap();
        let cx = ParseCx { date_order: Default::default(), time_zone: chrono_tz::UTC };
        for (text, expected) in [("60%", "60.00"), ("６０．５％", "60.50"), ("60", "60.00")] {
            assert_eq!(kind.parse(text, &cx), Ok(Value::Decimal(expected.parse().unwrap())), "{text}");
        }
        assert_eq!(kind.parse("120%", &cx).unwrap_err().code, "range");
        assert_eq!(kind.display(&Value::Decimal("60.50".parse().unwrap()), Lang::En), "60.5%");
    }
}
