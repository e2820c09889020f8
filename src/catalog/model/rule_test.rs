//! `tests` of a rule: what is given, what happens then, and what must have come of it.

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

use super::Key;

/// Tried in a workspace of its own, which holds nothing but what is given.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RuleTest {
    /// What it shows.
    pub name: String,
    /// What the clock shows; 5 January 2026, 9:00 in Shanghai, when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clock: Option<DateTime<Utc>>,
    #[serde(default)]
    pub given: TestGiven,
    pub when: TestWhen,
    pub then: TestThen,
}

/// Values are as the API takes them; `{"ref": "$name"}` is the record made `as` that name.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct TestGiven {
    /// Made first, in this order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub records: Vec<Made>,
    /// The record of the rule's object, unless it is created only then.
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub record: Map<String, Json>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "RuleTestRecord")]
pub struct Made {
    pub object: Key,
    #[serde(default, rename = "as", skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(default)]
    pub values: Map<String, Json>,
}

/// What happens to the record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TestWhen {
    /// It is created, with these values.
    Create(Map<String, Json>),
    Update(Map<String, Json>),
    /// It goes to this stage.
    Move(Key),
    /// The clock shows this.
    Date(DateTime<Utc>),
    Delete,
    Restore,
    /// Somebody presses the rule's button.
    Press,
    /// This is pushed to the rule's address.
    Webhook(Json),
    /// Somebody fills in the rule's form, with these values.
    Form(Map<String, Json>),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TestThen {
    /// The rule ran on the record.
    #[serde(default = "yes")]
    pub fires: bool,
    /// Fields of the record after it.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub record: Map<String, Json>,
    /// For each of these a record with such values has come to be.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub created: Vec<Made>,
    /// How many notices people got.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notices: Option<u32>,
}

fn yes() -> bool {
    true
}
