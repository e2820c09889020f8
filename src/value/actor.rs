//! Who acts, and what made them act.

use serde::{Deserialize, Serialize};

use super::Id;
use crate::lang::Lang;

/// A signed-in person.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct User {
    pub id: Id,
    pub name: String,
    pub email: String,
    /// Keys of roles in `roles.json`; their rights add up.
    pub roles: Vec<String>,
    /// The department, then all that are below it; none for whoever belongs to no department.
    pub departments: Vec<Id>,
    pub lang: Lang,
    /// What they came with allows less than their roles do.
    pub limits: Option<Limits>,
}

/// How an API token narrows what its owner may do. It never widens anything.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Limits {
    /// Nothing may be changed.
    pub read_only: bool,
    /// Keys of the only objects whose records may be touched; `None` is all of them.
    pub objects: Option<Vec<String>>,
}

/// On whose behalf something is done. Privilege is never a flag: it is `System`.
#[derive(Clone, Debug)]
pub enum Actor {
    System,
    User(User),
}

impl Actor {
    pub fn id(&self) -> Option<Id> {
        match self {
            Actor::System => None,
            Actor::User(user) => Some(user.id),
        }
    }

    pub fn lang(&self) -> Lang {
        match self {
            Actor::System => Lang::default(),
            Actor::User(user) => user.lang,
        }
    }
}

/// What led to a write: nothing (a person), a rule reacting to an event, an import, records becoming one, or a form that anybody
/// may fill in. `depth` counts the reactions in the chain.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Cause {
    #[serde(default)]
    pub depth: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<Id>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub run: Option<Id>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub import: Option<Id>,
    /// The record that others were merged into.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merge: Option<Id>,
    /// Key of the form that somebody filled in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<String>,
}
