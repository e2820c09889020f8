//! `workflows/<name>.rule.json`: trigger, condition, actions.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

use super::Key;
use crate::lang::Label;
use crate::value::filter::Filter;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RuleDef {
    pub key: Key,
    pub label: Label,
    pub object: Key,
    #[serde(default = "yes")]
    pub enabled: bool,
    pub trigger: Trigger,
    /// The record must match after the change.
    #[serde(default, rename = "where", skip_serializing_if = "Option::is_none")]
    pub filter: Option<Filter>,
    /// A Rhai expression that must be true; sees the record's fields and `before`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
    /// Run in order, all of them or none.
    pub actions: Vec<ActionDef>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Trigger {
    Created {},
    /// A named field changed; any field when none is named.
    Updated {
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        fields: Vec<Key>,
    },
    /// A stage was entered, on creation too.
    Stage {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pipeline: Option<Key>,
        /// Any of these; every stage when empty.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        entered: Vec<Key>,
    },
    Deleted {},
    /// A person pressed the rule's button on a record; offered while `where` holds.
    Button {},
}

/// One action: its kind and the settings of that kind; unknown ones are refused by the kind.
/// `set` {values} · `create` {object, values, as?} · `assign` {to: user id | {"ref": path}} or {round_robin: [user id or e-mail…]} or {among: filter on users} ·
/// `notify` {to: ["owner" | user field path | "admins"…], text: Label with {{ field }}} · `script` {function: "file::name"}.
/// A value is a literal, `{"ref": "path"}`, `{"ref": "$name"}` for a record created `as` name, `{"script": "expr"}`,
/// `{"text": "… {{ field }} …"}`, `{"me": true}`, `{"now": true}`, `{"ahead": "3d"}`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ActionDef {
    pub kind: String,
    #[serde(flatten)]
    pub settings: Map<String, Json>,
}

fn yes() -> bool {
    true
}
