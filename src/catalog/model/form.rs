//! `forms/<object>/<key>.form.json`: a form that anybody may fill in without signing in. Each time a record is made.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

use super::Key;
use super::object::is_false;
use crate::lang::Label;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FormDef {
    pub key: Key,
    /// What colleagues call it: in the studio, and on the timeline of the records that come of it.
    pub label: Label,
    /// The object of which each makes a record.
    pub object: Key,
    /// Whether it may be filled in. At the address of one that is closed there is nothing.
    #[serde(default = "yes", skip_serializing_if = "is_true")]
    pub open: bool,
    /// Stands above it; `label` when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Label>,
    /// Says what it is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intro: Option<Label>,
    /// What whoever filled it in reads then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thanks: Option<Label>,
    /// What it asks, in this order.
    pub fields: Vec<FormField>,
    /// What else the record says, whoever fills it in: literals, `{"now": true}`, `{"today": true}`.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub values: Map<String, Json>,
    /// E-mail address or id of the user to whom the record goes; nobody when absent, and once they are inactive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
}

/// One field that a form asks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FormField {
    pub field: Key,
    /// What it is called here; as the field is when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<Label>,
    /// Stands below it; what the field says when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<Label>,
    /// It must be filled in, as a field must that its object requires.
    #[serde(default, skip_serializing_if = "is_false")]
    pub required: bool,
}

impl FormDef {
    pub fn asks(&self, field: &str) -> bool {
        self.fields.iter().any(|asked| asked.field == field)
    }
}

fn yes() -> bool {
    true
}

fn is_true(value: &bool) -> bool {
    *value
}
