//! `workflows/<name>.pipeline.json`: an ordered set of stages a record moves through.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Key;
use crate::lang::Label;
use crate::value::filter::Filter;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PipelineDef {
    pub key: Key,
    pub label: Label,
    pub object: Key,
    #[serde(default)]
    pub moves: Moves,
    /// Key of the field that a record must fill when it is lost.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lost_reason: Option<Key>,
    /// Where the tasks of the stages are created; needed when a stage has tasks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tasks: Option<TaskTarget>,
    pub stages: Vec<StageDef>,
}

/// Which moves between stages are allowed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Moves {
    Named(NamedMoves),
    Listed(Vec<MoveDef>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum NamedMoves {
    /// Every stage from every other.
    Any,
    /// To any later stage, and to a lost one from everywhere.
    Forward,
}

impl Default for Moves {
    fn default() -> Self {
        Moves::Named(NamedMoves::Any)
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MoveDef {
    pub from: Key,
    pub to: Vec<Key>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StageDef {
    pub key: Key,
    pub label: Label,
    /// A name of the UI's palette: grey, blue, cyan, green, lime, gold, orange, red, magenta, purple.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub colour: Option<String>,
    pub status: StageStatus,
    /// Percent, 0 to 100.
    #[serde(default)]
    pub probability: u8,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enter: Option<Gate>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tasks: Vec<StageTask>,
    /// A span (`14d`) after which a record still in this stage is shown as stale.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stale_after: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum StageStatus {
    Open,
    Won,
    Lost,
}

/// What must hold before a record may enter a stage.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Gate {
    /// Fields that must be filled.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub require: Vec<Key>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Filter>,
    /// Said when `when` does not hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<Label>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StageTask {
    pub label: Label,
    /// A span after entering the stage.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
}

/// The object that holds the tasks of the stages, and which of its fields take what.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TaskTarget {
    pub object: Key,
    /// Text field that takes the task's label.
    pub title: Key,
    /// Lookup field that takes the record.
    pub about: Key,
    /// Date or datetime field that takes the due time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Key>,
}
