//! `forms/<object>/object.json`: the data model of one object.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

use super::Key;
use crate::lang::Label;
use crate::value::filter::Filter;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ObjectDef {
    pub key: Key,
    pub label: Label,
    /// Shown in the navigation; defaults to `label`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plural: Option<Label>,
    /// Other names people give it, for matching sheets on import.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// Name of an icon of the UI's set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub icon: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub colour: Option<String>,
    /// Key of the field whose value names a record.
    pub title: Key,
    /// Key of the field shown small beside the title in pickers and search.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subtitle: Option<Key>,
    pub fields: Vec<FieldDef>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub checks: Vec<CheckDef>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub duplicates: Vec<DuplicateDef>,
    /// Records that somebody has to see to by a date: they stand in that person's list of the day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<DueDef>,
}

/// When a record is somebody's business of the day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DueDef {
    /// Key of the date or time by which it is due.
    pub field: Key,
    /// Key of the field that says whose business it is; the owner's when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub who: Option<Key>,
    /// Records that are seen to already.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done: Option<Filter>,
}

/// One field: what all types share, and beside it the settings of its type.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FieldDef {
    pub key: Key,
    pub label: Label,
    #[serde(rename = "type")]
    pub kind: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<Label>,
    #[serde(default, skip_serializing_if = "is_false")]
    pub required: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    pub unique: bool,
    /// Set by rules, imports of administrators and the system; people cannot type into it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub readonly: bool,
    /// Found by the global search (text-like fields; the title always is).
    #[serde(default, skip_serializing_if = "is_false")]
    pub searchable: bool,
    /// Its values are kept encrypted, and whether records can still be found by them. Not with types that refer to something
    /// else, nor as a title, in formulas, sorts or groups.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encrypted: Option<Encrypted>,
    /// A literal, or `{"me": true}`, `{"now": true}`, `{"today": true}`.
    #[serde(default, skip_serializing_if = "Json::is_null")]
    pub default: Json,
    /// Other names people give it, for matching sheet columns on import.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// Out of use: hidden everywhere, its values kept.
    #[serde(default, skip_serializing_if = "is_false")]
    pub retired: bool,
    /// The settings of the field's type; unknown ones are refused by the type.
    #[serde(flatten)]
    pub settings: Map<String, Json>,
}

/// How an encrypted field can be searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Encrypted {
    /// Not at all: nothing is kept that tells whether two values are equal.
    Unsearchable,
    /// By the whole value: it can be unique, and compared for duplicates.
    Equality,
}

/// Refuses a write whose final values meet the condition.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CheckDef {
    pub refuse_when: Filter,
    pub message: Label,
    /// The field the message is shown at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<Key>,
}

/// Two records with equal values in all `fields` (none of them empty) are duplicates.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DuplicateDef {
    pub fields: Vec<Key>,
    pub action: DuplicateAction,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<Label>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DuplicateAction {
    Refuse,
    Warn,
}

pub(super) fn is_false(value: &bool) -> bool {
    !value
}
