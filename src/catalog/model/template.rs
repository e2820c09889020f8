//! `forms/template.json`: what the whole is called, and its navigation.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Key;
use crate::lang::{Label, Lang};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TemplateDef {
    pub key: Key,
    pub name: Label,
    pub version: String,
    pub languages: Vec<Lang>,
    /// ISO 4217.
    pub currency: String,
    /// IANA name; days, weeks and months begin here.
    pub time_zone: String,
    pub nav: Vec<NavGroup>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NavGroup {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<Label>,
    pub items: Vec<NavItem>,
}

/// `{"object": "…"}` or `{"dashboard": "…"}`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum NavItem {
    Object(Key),
    Dashboard(Key),
}
