//! The filter language as written: lists, scopes, rule conditions, gates, checks and reports all use it.
//! Only its syntax; `query` gives it meaning against a catalog.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

/// A condition on a record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Filter {
    And(And),
    Or(Or),
    Not(Not),
    Term(Term),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct And {
    pub and: Vec<Filter>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Or {
    pub or: Vec<Filter>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Not {
    pub not: Box<Filter>,
}

/// `{"field": "customer.level", "op": "is", "value": "vip"}`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// A field key, a path through lookups (`customer.level`) or a count of children (`contacts.count`).
    pub field: String,
    pub op: Op,
    /// A literal, `{"ref": "field"}`, `{"me": true}`, `{"ago": "30d"}`, `{"ahead": "7d"}`, or for `during` a period such as `this_month`.
    #[serde(default, skip_serializing_if = "Json::is_null")]
    pub value: Json,
}

impl Filter {
    pub fn all(filters: impl IntoIterator<Item = Filter>) -> Filter {
        Filter::And(And { and: filters.into_iter().collect() })
    }

    pub fn term(field: impl Into<String>, op: Op, value: impl Into<Json>) -> Filter {
        Filter::Term(Term { field: field.into(), op, value: value.into() })
    }

    /// The field that it surely tests, when it is one of the object's own.
    pub fn first_own_field(&self) -> Option<&str> {
        match self {
            Filter::And(and) => and.and.iter().find_map(Filter::first_own_field),
            Filter::Term(term) if !term.field.contains('.') => Some(&term.field),
            Filter::Or(_) | Filter::Not(_) | Filter::Term(_) => None,
        }
    }
}

/// Every operator; which of them a field offers is said by its type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Op {
    Is,
    IsNot,
    In,
    NotIn,
    Empty,
    NotEmpty,
    Contains,
    NotContains,
    StartsWith,
    EndsWith,
    #[serde(rename = ">")]
    Gt,
    #[serde(rename = ">=")]
    Ge,
    #[serde(rename = "<")]
    Lt,
    #[serde(rename = "<=")]
    Le,
    Between,
    Before,
    After,
    OnOrBefore,
    OnOrAfter,
    During,
    Has,
    HasAny,
    HasAll,
    HasNone,
    Under,
    /// Stage fields: the stage's status is open, won or lost.
    Status,
}

impl fmt::Display for Op {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match serde_json::to_value(self) {
            Ok(Json::String(name)) => f.write_str(&name),
            _ => write!(f, "{self:?}"),
        }
    }
}
