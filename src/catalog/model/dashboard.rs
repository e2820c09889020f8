//! `forms/dashboards/<key>.json`: cards that count, sum, rank and draw.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Key;
use crate::lang::Label;
use crate::value::filter::Filter;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DashboardDef {
    pub key: Key,
    pub label: Label,
    pub cards: Vec<Card>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Card {
    pub key: Key,
    pub label: Label,
    pub kind: CardKind,
    pub object: Key,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filter: Option<Filter>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<Group>,
    pub measure: Measure,
    /// Groups shown at most, largest first; 20 when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// Columns of a 12-column grid; 6 when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub width: Option<u8>,
    /// Number card: a rate, this filter's measure divided by the card's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<Filter>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CardKind {
    Number,
    /// Grouped by a stage field, in the order of the pipeline.
    Funnel,
    Bar,
    Line,
    Pie,
    /// A table of groups, best first.
    Ranking,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Group {
    pub field: String,
    /// Dates only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Period>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Period {
    Day,
    Week,
    Month,
    Quarter,
    Year,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    #[serde(rename = "fn")]
    pub function: MeasureFn,
    /// Not needed by `count`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MeasureFn {
    Count,
    Sum,
    Min,
    Max,
    Avg,
}
