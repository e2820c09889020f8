//! One field of an object: its type, its settings, and what the settings all types share may say.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use serde_json::Value as Json;

use super::read::tell;
use crate::catalog::model::{Encrypted, FieldDef};
use crate::catalog::problems::Problems;
use crate::catalog::shape::Shape;
use crate::catalog::{Field, schema};
use crate::fields::{self, Column, FieldType, Kind};
use crate::say;

/// The kind a definition makes; every mistake in its settings is told.
pub(super) fn kind(file: &str, at: &str, def: &FieldDef, problems: &mut Problems) -> Option<Arc<dyn Kind>> {
    let Some(field_type) = fields::find(&def.kind) else {
        let names = fields::ALL.iter().map(|known| known.name);
        problems.unknown(file, format!("{at}/type"), &say!("字段类型", "field type"), &def.kind, names);
        return None;
    };
    let settings = Json::Object(def.settings.clone());
    let findings = settings_shape(field_type).map(|shape| shape.check(&settings)).unwrap_or_default();
    if !findings.is_empty() {
        tell(file, at, findings, problems);
        return None;
    }
    match (field_type.compile)(settings) {
        Ok(kind) => encrypted(file, at, def, kind, problems),
        // Empty labels are told where they stand.
        Err(error) if error.code == "label" => None,
        Err(error) => {
            problems.add_expecting(file, format!("{at}{}", error.pointer), error.code, error.message, error.expected);
            None
        }
    }
}

/// The kind, encrypted where the definition says so.
fn encrypted(file: &str, at: &str, def: &FieldDef, kind: Arc<dyn Kind>, problems: &mut Problems) -> Option<Arc<dyn Kind>> {
    let Some(how) = def.encrypted else { return Some(kind) };
    let sealed = fields::sealed(&kind, how == Encrypted::Equality);
    if sealed.is_none() {
        let message = say!("“{}”这种类型不能加密", "\"{}\" is of a type that cannot be encrypted", def.key);
        problems.add(file, format!("{at}/encrypted"), "encrypted", message);
    }
    sealed
}

/// Settings with, for suggestions, the keys all fields share: they are there but never unknown.
fn settings_shape(field_type: &FieldType) -> Option<&'static Shape> {
    static SHAPES: OnceLock<HashMap<&'static str, Shape>> = OnceLock::new();
    let shapes = SHAPES.get_or_init(|| {
        let common = schema::common_field_keys();
        let open = |field_type: &FieldType| {
            let mut schema = schema::settings(field_type);
            let members = schema.as_object_mut()?;
            let properties = members.entry("properties").or_insert_with(|| Json::Object(Default::default())).as_object_mut()?;
            for key in &common {
                properties.entry(key.clone()).or_insert(Json::Bool(true));
            }
            Some((field_type.name, Shape::new(schema).ok()?))
        };
        fields::ALL.iter().filter_map(open).collect()
    });
    shapes.get(field_type.name)
}

/// What `required`, `unique`, `searchable` and `default` may be said of.
pub(super) fn check(file: &str, field: &Field, problems: &mut Problems) {
    let Some(position) = field.position else { return };
    let at = format!("/fields/{position}");
    let (def, kind) = (&field.def, &field.kind);
    let label = &def.label;
    if def.unique && !kind.uniquable() {
        let message = match kind.sealed() {
            Some(sealed) if !sealed.findable => say!(
                "“{}”加密后不能查找，不能设为唯一；可以改为按完整的值查找",
                "\"{}\" is encrypted and cannot be found, so it cannot be unique; let it be found by its whole value",
                def.key
            ),
            _ => say!("“{}”这种类型不能设为唯一", "\"{}\" is of a type that cannot be unique", def.key),
        };
        problems.add(file, format!("{at}/unique"), "unique", message);
    }
    if def.searchable && !kind.textual() {
        let message = match kind.sealed() {
            Some(_) => say!("“{}”已加密，不能用于搜索", "\"{}\" is encrypted and cannot be searched", def.key),
            None => say!("“{}”不是文字，不能用于搜索", "\"{}\" is no text and cannot be searched", def.key),
        };
        problems.add(file, format!("{at}/searchable"), "searchable", message);
    }
    if kind.computed() {
        if def.required {
            problems.add(
                file,
                format!("{at}/required"),
                "computed",
                say!("“{}”是自动计算的，不能设为必填", "\"{}\" is computed and cannot be required", def.key),
            );
        }
        if !def.default.is_null() {
            problems.add(
                file,
                format!("{at}/default"),
                "computed",
                say!("“{}”是自动计算的，不能有默认值", "\"{}\" is computed and cannot have a default", def.key),
            );
        }
    } else if let Err(message) = written(field, &def.default) {
        let message = crate::lang::Label::new(
            format!("“{}”的默认值不可用：{}", label.zh, message.zh),
            format!("The default of \"{}\" is not acceptable: {}", label.en, message.en),
        );
        problems.add(file, format!("{at}/default"), "default", message);
    }
}

/// A literal of the field's type, or who and when.
pub(super) fn written(field: &Field, given: &Json) -> Result<(), crate::lang::Label> {
    let marker = given
        .as_object()
        .filter(|members| members.len() == 1)
        .and_then(|members| members.iter().next())
        .filter(|(_, value)| **value == Json::Bool(true));
    let fits = match marker.map(|(key, _)| key.as_str()) {
        Some("me") => field.kind.reference().is_some_and(|to| to.object == fields::builtin::USER_OBJECT),
        Some("now") => field.kind.column().opened() == Column::Time,
        Some("today") => field.kind.column().opened() == Column::Date,
        _ => return field.kind.decode(given).map(drop).map_err(|refusal| refusal.message),
    };
    if fits { Ok(()) } else { Err(say!("{} 不能用在这种字段上", "{} does not fit this type of field", given)) }
}
