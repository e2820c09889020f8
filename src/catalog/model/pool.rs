//! `workflows/<key>.pool.json`: a pool of records that nobody owns, for people to take from.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Key;
use crate::lang::Label;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PoolDef {
    pub key: Key,
    pub label: Label,
    /// The object whose records lie in it; it has a field for its pools.
    pub object: Key,
    /// Roles whose people see what lies in the pool and may claim it; when absent, everybody who may see records of the object.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<Key>,
    #[serde(default, skip_serializing_if = "PoolLimits::is_empty")]
    pub limits: PoolLimits,
    /// A span (`7d`) for which whoever owned a record last may not claim it again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cooldown: Option<String>,
}

/// How much one person may claim; rules and those who give records to others are not held to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PoolLimits {
    /// Records of the object that they own, wherever those came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1))]
    pub held: Option<u32>,
    /// Claims from this pool in one day of the workspace's time zone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1))]
    pub per_day: Option<u32>,
}

impl PoolLimits {
    fn is_empty(&self) -> bool {
        *self == PoolLimits::default()
    }
}
