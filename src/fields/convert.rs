//! A value of one type as one of another, by what the two types themselves read and write. Knows no type by its name.

use serde_json::Value as Json;

use super::{Column, Kind, ParseCx, Refusal};
use crate::lang::Lang;
use crate::value::Value;

/// Whether values of one kind may become values of the other at all: what leads elsewhere, or is computed, may not.
pub fn convertible(from: &dyn Kind, to: &dyn Kind) -> bool {
    let plain = |kind: &dyn Kind| !kind.computed() && kind.reference().is_none() && kind.pipeline().is_none() && !kind.holds_pool() && !kind.holds_files();
    plain(from) && plain(to)
}

/// The value as the other kind keeps it; refused when that kind cannot read it.
pub fn convert(from: &dyn Kind, to: &dyn Kind, value: &Value, cx: &ParseCx) -> Result<Value, Refusal> {
    if value.is_null() {
        return Ok(Value::Null);
    }
    let json = value.to_json();
    if !read_by_people(from, to) {
        let one = match &json {
            Json::Array(items) if items.len() == 1 => items[0].clone(),
            Json::Array(_) => Json::Null,
            one => Json::Array(vec![one.clone()]),
        };
        let read = [&json, &one].into_iter().find_map(|json| to.decode(json).ok().filter(|value| !value.is_null()));
        if let Some(value) = read {
            return Ok(value);
        }
    }
    let text = match &json {
        Json::Number(number) => number.to_string(),
        _ => from.display_in(value, Lang::default(), cx.time_zone),
    };
    to.decode(&Json::String(text.clone())).or_else(|_| to.parse(&text, cx))
}

/// Whether the new kind keeps what people read (labels, local times), not what the API writes (keys, UTC).
fn read_by_people(from: &dyn Kind, to: &dyn Kind) -> bool {
    let plain_text = from.column().opened() == Column::Text && from.choices().is_empty();
    to.choices().is_empty() && (!from.choices().is_empty() || (to.column().opened() == Column::Text && !plain_text))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::{DateOrder, find};
    use super::*;

    #[test]
    fn values_become_what_the_other_type_reads_in_them() {
        let cx = ParseCx { date_order: DateOrder::Ymd, time_zone: chrono_tz::Asia::Shanghai };
        let options = json!({"options": [{"key": "vip", "label": {"zh-CN": "重要", "en": "Key"}}, {"key": "b", "label": {"zh-CN": "乙", "en": "B"}}]});
        let decimal = |scale: u32| json!({ "scale": scale });
        for (from, settings, given, to, wanted, expected) in [
            ("text", json!({}), json!("1,200.50"), "decimal", decimal(2), Some(json!(1200.5))),
            ("text", json!({}), json!("about ten"), "decimal", decimal(2), None),
            ("text", json!({}), json!("2026年3月5日"), "date", json!({}), Some(json!("2026-03-05"))),
            ("text", json!({}), json!("重要"), "select", options.clone(), Some(json!("vip"))),
            ("select", options.clone(), json!("vip"), "text", json!({}), Some(json!("重要"))),
            ("select", options.clone(), json!("vip"), "multi_select", options.clone(), Some(json!(["vip"]))),
            ("multi_select", options.clone(), json!(["b"]), "select", options.clone(), Some(json!("b"))),
            ("multi_select", options.clone(), json!(["b", "vip"]), "select", options.clone(), None),
            ("multi_select", options.clone(), json!(["b", "vip"]), "text", json!({}), Some(json!("乙、重要"))),
            ("integer", json!({}), json!(7), "decimal", decimal(3), Some(json!(7))),
            ("integer", json!({}), json!(1234567), "text", json!({}), Some(json!("1234567"))),
            ("decimal", decimal(2), json!(7.0), "integer", json!({}), Some(json!(7))),
            ("decimal", decimal(2), json!(7.5), "integer", json!({}), None),
            ("decimal", decimal(2), json!(7.5), "decimal", decimal(4), Some(json!(7.5))),
            ("datetime", json!({}), json!("2026-03-04T20:00:00Z"), "date", json!({}), Some(json!("2026-03-05"))),
            ("date", json!({}), json!("2026-03-05"), "text", json!({}), Some(json!("2026-03-05"))),
            ("text", json!({}), json!("a"), "long_text", json!({}), Some(json!("a"))),
        ] {
            let kind = |name: &str, settings: Json| (find(name).unwrap().compile)(settings).unwrap();
            let (old, new) = (kind(from, settings), kind(to, wanted));
            let value = old.decode(&given).unwrap();
            let got = convert(&*old, &*new, &value, &cx).ok().map(|value| value.to_json());
            assert_eq!(got, expected, "{from} {given} as {to}");
        }
    }
}
