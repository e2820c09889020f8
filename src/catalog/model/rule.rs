//! `workflows/<name>.rule.json`: trigger, condition, actions.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

use super::{Key, RuleTest, Trigger};
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
    /// `shadow`: it is tried out. What it would do is worked out and kept with its runs, and nothing is written or sent.
    #[serde(default, skip_serializing_if = "RuleMode::is_live")]
    pub mode: RuleMode,
    /// How often it may fire; what is over that is held back and runs later. When absent, a rule that reaches outside 1,000 times
    /// a minute, any other as often as it likes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<RuleLimit>,
    pub trigger: Trigger,
    /// The record must match after the change.
    #[serde(default, rename = "where", skip_serializing_if = "Option::is_none")]
    pub filter: Option<Filter>,
    /// A Rhai expression that must be true; sees the record's fields and `before`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
    /// Run in order; those between two waits, all of them or none.
    pub actions: Vec<ActionDef>,
    /// What it must do, tried before it is published.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tests: Vec<RuleTest>,
}

/// One step: its kind and the settings of that kind; unknown ones are refused by the kind.
/// A value is a literal, `{"ref": "path"}`, `{"ref": "$name"}` for what an earlier step called `as` name and `{"ref": "$name.path"}`
/// for a part of it, `{"ref": "$parent.path"}` for the record around an `each`, `{"script": "expr"}`, `{"text": "… {{ field }} …"}`,
/// `{"me": true}`, `{"now": true}`, `{"ahead": "3d"}`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ActionDef {
    pub kind: String,
    /// What people call this step.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(flatten)]
    pub settings: Map<String, Json>,
}

impl ActionDef {
    /// The settings that hold steps of their own.
    pub fn lists(&self) -> &'static [&'static str] {
        match self.kind.as_str() {
            "branch" => &["then", "else"],
            "each" => &["do"],
            "wait" => &["else"],
            _ => &[],
        }
    }

    /// The steps that stand in one of its settings, where they can be read.
    pub fn list(&self, setting: &str) -> Vec<ActionDef> {
        let written = self.settings.get(setting).and_then(Json::as_array).map_or(&[][..], Vec::as_slice);
        written.iter().filter_map(|step| ActionDef::deserialize(step).ok()).collect()
    }
}

/// Whether a rule does what it says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RuleMode {
    #[default]
    Live,
    Shadow,
}

/// So many runs in so long a time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RuleLimit {
    #[schemars(range(min = 1))]
    pub runs: u32,
    /// `1m` to `31d`.
    pub per: String,
}

impl RuleMode {
    pub fn is_live(&self) -> bool {
        *self == RuleMode::Live
    }
}

fn yes() -> bool {
    true
}
