//! `workflows/roles.json`: what a user may do, and on which records. Whoever has several roles may do what any of them allows.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Key;
use super::object::is_false;
pub use crate::fields::masked::Mask;
use crate::lang::Label;
use crate::value::filter::Filter;

/// The entry of [`RoleDef::objects`] for objects that have none of their own.
pub const ANY_OBJECT: &str = "*";

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
    /// By object; `*` stands for every object that is not named. What is not granted is not allowed.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub objects: IndexMap<String, Grant>,
    /// Screens and buttons that this role does not get.
    #[serde(default, skip_serializing_if = "Hide::is_empty")]
    pub hide: Hide,
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
    /// People, departments, their roles.
    Users,
    /// Purge, import of system fields, shared views.
    Data,
    /// The audit log: reading it, how long it is kept.
    Audit,
}

/// What a role may do with the records of an object. A list of scopes allows what any of them allows; an empty one nothing.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Grant {
    /// All of it, with all records.
    #[serde(default, skip_serializing_if = "is_false")]
    pub everything: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    pub create: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub read: Vec<ScopeDef>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub update: Vec<ScopeDef>,
    /// Into the recycle bin, and out of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub delete: Vec<ScopeDef>,
    /// Give to another owner.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub transfer: Vec<ScopeDef>,
    /// Make one record of several: change them, and send to the bin all but one, which takes over what pointed to them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub merge: Vec<ScopeDef>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub export: Vec<ScopeDef>,
    #[serde(default, skip_serializing_if = "is_false")]
    pub import: bool,
    /// Change many records in one step.
    #[serde(default, skip_serializing_if = "is_false")]
    pub bulk: bool,
    /// Fields that are not simply read and written.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub fields: IndexMap<Key, FieldRight>,
    /// By pipeline, the stages that records may be moved to; any when the pipeline is not named.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub moves: IndexMap<Key, Vec<Key>>,
}

/// Some records of an object.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ScopeDef {
    All,
    /// Those whose owner is the user.
    Own,
    /// Those that were shared with the user; to change them, shared for writing.
    Shared,
    /// Those whose owner is in the user's department.
    Department,
    /// The same, and the departments below it.
    DepartmentBelow,
    /// Those that meet a condition.
    Filter(Filter),
    /// Those whose lookup leads to a record with which the user may do the same.
    Follow(Key),
    /// Those that lie in a pool the user belongs to; never written in a role, since the pool says itself who that is.
    Pool(Key),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FieldRight {
    /// Not there at all.
    Hidden,
    /// Seen in part.
    Mask(MaskDef),
    Read,
    Write,
}

impl FieldRight {
    /// Whether the whole value is seen.
    pub fn shows_whole(self) -> bool {
        matches!(self, FieldRight::Read | FieldRight::Write)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MaskDef {
    #[serde(rename = "as")]
    pub shape: Mask,
    /// Whether the whole value may be asked for, record by record; that is written down.
    #[serde(default, skip_serializing_if = "is_false")]
    pub reveal: bool,
}

/// Views as `object.view`, dashboards and buttons (rules) by key.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Hide {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub views: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dashboards: Vec<Key>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub buttons: Vec<Key>,
}

impl Hide {
    pub fn is_empty(&self) -> bool {
        self == &Hide::default()
    }
}

impl RoleDef {
    /// What this role may do with an object's records; nothing when it says nothing.
    pub fn grant(&self, object: &str) -> Option<&Grant> {
        self.objects.get(object).or_else(|| self.objects.get(ANY_OBJECT))
    }
}

impl Grant {
    /// Its scopes by the member they stand in.
    pub fn scopes(&self) -> [(&'static str, &[ScopeDef]); 6] {
        [
            ("read", &self.read),
            ("update", &self.update),
            ("delete", &self.delete),
            ("transfer", &self.transfer),
            ("merge", &self.merge),
            ("export", &self.export),
        ]
    }
}
