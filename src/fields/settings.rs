//! A field's settings as JSON → the typed settings of its type, with the place of a mistake. Knows no type by name.

use serde::de::DeserializeOwned;
use serde_json::Value as Json;

use super::SettingsError;
use crate::lang::Label;
use crate::say;

/// Reads typed settings; unknown keys and wrong types are refused with their pointer.
pub(super) fn read<T: DeserializeOwned>(settings: Json) -> Result<T, SettingsError> {
    serde_path_to_error::deserialize(settings).map_err(|error| {
        let pointer = pointer(error.path());
        let detail = error.inner().to_string();
        wrong(pointer, "settings", say!("设置不正确：{}", "The settings are not acceptable: {}", detail))
    })
}

fn pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    let mut pointer = String::new();
    for segment in path.iter() {
        match segment {
            Segment::Seq { index } => pointer.push_str(&format!("/{index}")),
            Segment::Map { key } => pointer.push_str(&format!("/{}", key.replace('~', "~0").replace('/', "~1"))),
            Segment::Enum { .. } | Segment::Unknown => {}
        }
    }
    pointer
}

pub(super) fn wrong(pointer: impl Into<String>, code: &'static str, message: Label) -> SettingsError {
    SettingsError { pointer: pointer.into(), code, message, expected: None }
}

/// A number among the settings that must lie within bounds.
pub(super) fn within(name: &str, given: i64, from: i64, to: i64) -> Result<(), SettingsError> {
    if (from..=to).contains(&given) {
        return Ok(());
    }
    let mut error = wrong(
        format!("/{name}"),
        "range",
        Label::new(
            format!("{name} 是 {given}，应在 {from} 到 {to} 之间"),
            format!("{name} is {given}; it must lie between {from} and {to}"),
        ),
    );
    error.expected = Some(format!("{from}..{to}"));
    Err(error)
}

/// A lower bound must not lie above the upper one.
pub(super) fn ordered<T: PartialOrd + std::fmt::Display>(min: Option<T>, max: Option<T>) -> Result<(), SettingsError> {
    match (min, max) {
        (Some(min), Some(max)) if min > max => {
            Err(wrong("/min", "range", say!("最小值 {} 大于最大值 {}", "The minimum {} is above the maximum {}", min, max)))
        }
        _ => Ok(()),
    }
}
