//! `workflows/<name>.approval.json`: who has to agree to a record, in which steps, and what is written when they did.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::Key;
use super::object::is_false;
use crate::lang::Label;
use crate::value::filter::Filter;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ApprovalDef {
    pub key: Key,
    pub label: Label,
    pub object: Key,
    /// When it may be submitted.
    #[serde(default, rename = "where", skip_serializing_if = "Option::is_none")]
    pub filter: Option<Filter>,
    /// Only rules submit it; else also whoever may change the record.
    #[serde(default, skip_serializing_if = "is_false")]
    pub by_rules: bool,
    /// Fields that may be changed while it is under way; the rest of the record is locked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unlocked: Vec<Key>,
    /// One after the other.
    pub steps: Vec<ApprovalStep>,
    #[serde(default, skip_serializing_if = "ApprovalSet::is_empty")]
    pub set: ApprovalSet,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ApprovalStep {
    pub key: Key,
    pub label: Label,
    pub who: Vec<Approver>,
    #[serde(default)]
    pub mode: StepMode,
    /// The step is passed over when the record does not match.
    #[serde(default, rename = "where", skip_serializing_if = "Option::is_none")]
    pub filter: Option<Filter>,
    /// A span (`2d`) after which `on_timeout` is done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timeout: Option<String>,
    #[serde(default)]
    pub on_timeout: OnTimeout,
}

/// Who is asked: a path to a user (`owner.manager`, `owner.department.head`), everybody with a role, or one person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Approver {
    Path(String),
    Role(ByRole),
    User(ByEmail),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ByRole {
    pub role: Key,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ByEmail {
    /// Their e-mail.
    pub user: String,
}

/// Who of those asked must agree.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum StepMode {
    /// One of them.
    #[default]
    Any,
    /// Each of them, in whatever order.
    All,
    /// Each of them, one after the other as they are named.
    Order,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum OnTimeout {
    /// They are told again, each time the span is over.
    #[default]
    Remind,
    /// Their managers are asked instead; an administrator where there is none.
    Escalate,
    Approve,
    Reject,
}

/// Field → value, written with what happens: a literal, `{"me": true}`, `{"now": true}` or `{"today": true}`.
pub type Writes = IndexMap<Key, Json>;

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ApprovalSet {
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub submitted: Writes,
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub approved: Writes,
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub rejected: Writes,
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub withdrawn: Writes,
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub sent_back: Writes,
}

/// How far an approval has come, and what rules may react to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ApprovalState {
    /// It was submitted and is under way.
    Pending,
    Approved,
    Rejected,
    Withdrawn,
    /// To whoever submitted it, who may submit it again.
    SentBack,
}

impl ApprovalSet {
    fn is_empty(&self) -> bool {
        self.all().iter().all(|(_, _, writes)| writes.is_empty())
    }

    /// Each with the state it goes with and its key in the file.
    pub fn all(&self) -> [(ApprovalState, &'static str, &Writes); 5] {
        [
            (ApprovalState::Pending, "submitted", &self.submitted),
            (ApprovalState::Approved, "approved", &self.approved),
            (ApprovalState::Rejected, "rejected", &self.rejected),
            (ApprovalState::Withdrawn, "withdrawn", &self.withdrawn),
            (ApprovalState::SentBack, "sent_back", &self.sent_back),
        ]
    }
}

impl ApprovalState {
    pub fn name(self) -> &'static str {
        match self {
            ApprovalState::Pending => "pending",
            ApprovalState::Approved => "approved",
            ApprovalState::Rejected => "rejected",
            ApprovalState::Withdrawn => "withdrawn",
            ApprovalState::SentBack => "sent_back",
        }
    }
}
