//! `lookup`: a reference to a record of another object. Finding a record by its title is the caller's work.

use std::sync::Arc;

use schemars::{JsonSchema, schema_for};
use serde::Deserialize;
use serde_json::{Value as Json, json};
use uuid::Uuid;

use super::{Column, FieldType, Kind, OnDelete, Reference, Refusal, SettingsError, operators, refuse, settings};
use crate::lang::{Label, Lang};
use crate::value::Value;
use crate::value::filter::{Filter, Op};

pub(super) const TYPE: FieldType =
    FieldType { name: "lookup", label: || Label::new("关联", "Lookup"), compile, schema: || schema_for!(Settings) };

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Settings {
    /// Key of the object referred to.
    to: String,
    /// The relation as seen from the other side.
    #[serde(default)]
    inverse: Option<Inverse>,
    /// What happens here when the record referred to is deleted; `clear` when absent.
    #[serde(default)]
    on_delete: Option<OnDelete>,
    /// Records that may be chosen.
    #[serde(default)]
    filter: Option<Filter>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Inverse {
    pub(super) key: String,
    pub(super) label: Label,
}

#[derive(Debug)]
pub(super) struct Lookup {
    pub(super) reference: Reference,
}

fn compile(given: Json) -> Result<Arc<dyn Kind>, SettingsError> {
    let given: Settings = settings::read(given)?;
    let reference = Reference {
        object: given.to,
        inverse: given.inverse.map(|inverse| (inverse.key, inverse.label)),
        on_delete: given.on_delete.unwrap_or(OnDelete::Clear),
        filter: given.filter,
    };
    Ok(Arc::new(Lookup { reference }))
}

pub(super) fn expected() -> Label {
    Label::new("一条记录的 ID", "the id of a record")
}

impl Kind for Lookup {
    fn column(&self) -> Column {
        Column::Id
    }

    fn decode(&self, input: &Json) -> Result<Value, Refusal> {
        decode(input)
    }

    fn display(&self, value: &Value, _lang: Lang) -> String {
        value.as_id().map(|id| id.to_string()).unwrap_or_default()
    }

    fn operators(&self) -> &'static [Op] {
        operators::REFERENCE
    }

    fn json_schema(&self) -> Json {
        json!({"type": ["string", "null"], "format": "uuid"})
    }

    fn groupable(&self) -> bool {
        true
    }

    fn reference(&self) -> Option<&Reference> {
        Some(&self.reference)
    }
}

pub(super) fn decode(input: &Json) -> Result<Value, Refusal> {
    let Some(text) = refuse::text(input)? else { return Ok(Value::Null) };
    Uuid::parse_str(text).map(Value::Id).map_err(|_| refuse::unreadable("format", text, expected()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_and_nothing_else() {
        let kind = compile(
            json!({"to": "customer", "inverse": {"key": "deals", "label": {"zh-CN": "商机", "en": "Deals"}}, "on_delete": "restrict"}),
        )
        .unwrap();
        let id = "0199a7c0-0000-7000-8000-000000000001";
        let value = kind.decode(&json!(id)).unwrap();
        assert_eq!(value.to_json(), json!(id));
        assert_eq!(kind.decode(&json!("")), Ok(Value::Null));
        assert_eq!(kind.decode(&json!("Acme")).unwrap_err().code, "format");
        let reference = kind.reference().unwrap();
        assert_eq!((reference.object.as_str(), reference.on_delete), ("customer", OnDelete::Restrict));
        assert_eq!(reference.inverse.as_ref().unwrap().0, "deals");
        assert_eq!(compile(json!({"to": "x", "on_delete": "drop"})).unwrap_err().pointer, "/on_delete");
        assert!(compile(json!({})).is_err());
    }
}
