//! `workflows/roles.json`: what a user may do.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Key;
use crate::lang::Label;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RolesDef {
    pub roles: Vec<RoleDef>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RoleDef {
    pub key: Key,
    pub label: Label,
    /// What of the workspace itself this role looks after.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub administer: Vec<Administer>,
    /// How much people with this role may take along; without it as much as they like. Of several roles the largest holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub export_limit: Option<ExportLimit>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExportLimit {
    /// Rows of all exports of one person in one day of the workspace's time zone.
    pub rows_per_day: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Administer {
    /// Objects, layouts, pipelines, rules.
    Catalog,
    Users,
    /// Purge, import of system fields, shared views.
    Data,
    /// The audit log: reading it, how long it is kept.
    Audit,
}
