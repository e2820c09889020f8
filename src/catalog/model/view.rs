//! `forms/<object>/views.json`: saved ways to see the records of an object. Users' own views have the same shape.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Key;
use super::object::is_false;
use crate::lang::Label;
use crate::value::filter::Filter;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ViewsDef {
    pub object: Key,
    pub views: Vec<ViewDef>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ViewDef {
    pub key: Key,
    pub label: Label,
    pub kind: ViewKind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filter: Option<Filter>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sort: Vec<SortDef>,
    /// Columns of a table, or the fields on a card. Paths through lookups are allowed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<String>,
    /// Widths in pixels of columns that were resized.
    #[serde(default, skip_serializing_if = "indexmap::IndexMap::is_empty")]
    pub widths: indexmap::IndexMap<String, u32>,
    /// Board: key of the pipeline. Defaults to the object's first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pipeline: Option<Key>,
    /// Board: the number field summed at the head of a column.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sum: Option<Key>,
    /// Table: rows are grouped by this field.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<Key>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ViewKind {
    Table,
    Board,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SortDef {
    /// A field key or a path through lookups.
    pub field: String,
    #[serde(default, skip_serializing_if = "is_false")]
    pub desc: bool,
}
