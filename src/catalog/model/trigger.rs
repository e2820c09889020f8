//! What sets a rule off: something that happened to a record, a moment that has come, or a person.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

use super::{ApprovalState, Key};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Trigger {
    Created {},
    /// A named field changed; any field when none is named.
    Updated {
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        fields: Vec<Key>,
        /// Of the one field named: it was one of these before; null is empty.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        from: Vec<Json>,
        /// Of the one field named: it is one of these now; null is empty.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        to: Vec<Json>,
    },
    /// A stage was entered, on creation too; or left.
    Stage {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pipeline: Option<Key>,
        /// Any of these; every stage when empty.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        entered: Vec<Key>,
        /// Any of these; when empty, whatever it was before, or nothing.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        left: Vec<Key>,
    },
    Deleted {},
    /// It came back from the recycle bin.
    Restored {},
    /// A date of the record comes near, or has passed.
    Date {
        /// A date or a time of the record.
        field: Key,
        /// So long before it, such as `30d`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        before: Option<String>,
        /// So long after it, such as `1d`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after: Option<String>,
        /// At this time of that day, such as `09:00`; for a date 09:00 when absent, for a time the very moment.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<String>,
        /// Every year on that day, from the year after.
        #[serde(default, skip_serializing_if = "is_false")]
        yearly: bool,
        /// Every year on that day of the Chinese calendar.
        #[serde(default, skip_serializing_if = "is_false")]
        lunar: bool,
    },
    /// At set times, for every record that matches `where`.
    Schedule {
        /// Minute, hour, day of the month, month, day of the week: `0 9 * * 1` is Mondays at 9:00, in the workspace's time zone.
        cron: String,
        /// On working days only.
        #[serde(default, skip_serializing_if = "is_false")]
        working_days: bool,
    },
    /// It has stood in a stage for long.
    Stale {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pipeline: Option<Key>,
        /// Any of these; when empty, every stage that says when it is stale, or every open one when `after` does.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        stages: Vec<Key>,
        /// How long; what the stage says in `stale_after` when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after: Option<String>,
    },
    /// A person pressed the rule's button on a record; offered while `where` holds.
    Button {},
    /// An approval came to one of these outcomes.
    Approval {
        approval: Key,
        /// Any of them when empty; `pending` when it is submitted.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        outcome: Vec<ApprovalState>,
    },
    /// A form that anybody may fill in was submitted: for the record made of it.
    Form { form: Key },
    /// Only by a `call` of another rule.
    Called {},
    /// Something was pushed to the rule's address; its steps know it as `$body`.
    Webhook {
        /// Senders sign with this secret: `X-Mortise-Signature` is `sha256=` and, in hexadecimal, HMAC-SHA256 of
        /// `<X-Mortise-Timestamp>.<body>`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        signature: Option<SecretRef>,
        /// Senders show this secret as it is, in `X-Mortise-Token` or as a bearer token.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        token: Option<SecretRef>,
        /// A JSON Schema; what does not fit is refused.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        schema: Option<Json>,
        /// The record it is about; without, each makes one.
        #[serde(default, rename = "match", skip_serializing_if = "Option::is_none")]
        find: Option<Match>,
        /// When there is no such record.
        #[serde(default, skip_serializing_if = "Otherwise::is_usual")]
        otherwise: Otherwise,
        /// Of the record that is made: literals, `{"ref": "$body.name"}`, `{"text": "… {{ body.name }} …"}`, `{"now": true}`,
        /// `{"ahead": "3d"}`.
        #[serde(default, skip_serializing_if = "Map::is_empty")]
        values: Map<String, Json>,
    },
}

/// `{"secret": "NAME"}`: a secret that administrators keep in the workspace.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SecretRef {
    pub secret: String,
}

/// The record whose field has this value; of several the oldest.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "WebhookMatch")]
pub struct Match {
    pub field: Key,
    pub value: Json,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "WebhookOtherwise")]
pub enum Otherwise {
    /// One is made.
    #[default]
    Create,
    /// Nothing is done.
    Stop,
}

impl Otherwise {
    fn is_usual(&self) -> bool {
        *self == Otherwise::default()
    }
}

fn is_false(value: &bool) -> bool {
    !value
}
