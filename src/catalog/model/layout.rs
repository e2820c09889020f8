//! `forms/<object>/layout.json`: how a record is shown and entered.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Key;
use super::object::is_false;
use crate::lang::Label;
use crate::value::filter::Filter;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LayoutDef {
    pub object: Key,
    /// Key facts in the header of a record.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub header: Vec<Key>,
    pub sections: Vec<Section>,
    /// Related lists, shown as tabs in this order; relations not named are not shown.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<Related>,
    /// Relations whose records also stand on the timeline and can be added from its composer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub timeline: Vec<Key>,
    /// Button rules offered on the record.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub buttons: Vec<Button>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Section {
    pub key: Key,
    pub label: Label,
    /// 1 or 2.
    #[serde(default = "two")]
    pub columns: u8,
    #[serde(default, skip_serializing_if = "is_false")]
    pub collapsed: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visible_when: Option<Filter>,
    pub fields: Vec<FieldPlace>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FieldPlace {
    pub field: Key,
    /// Takes the whole width of the section.
    #[serde(default, skip_serializing_if = "is_false")]
    pub wide: bool,
    /// Shown, and asked for, only while the condition on this record's own fields holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visible_when: Option<Filter>,
    /// Left out of the form that creates a record.
    #[serde(default, skip_serializing_if = "is_false")]
    pub not_on_create: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Related {
    /// Key of a relation: the `inverse.key` of the child's lookup.
    pub relation: Key,
    pub columns: Vec<Key>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Button {
    /// Key of a rule with a `button` trigger on this object.
    pub rule: Key,
    #[serde(default, skip_serializing_if = "is_false")]
    pub primary: bool,
}

fn two() -> u8 {
    2
}
