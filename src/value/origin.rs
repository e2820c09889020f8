//! Where a call came from. Says nothing of who made it.

use serde::{Deserialize, Serialize};

use super::Id;

/// Address of whoever called, and the program they used; empty for what the system does by itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    pub address: String,
    pub agent: Option<String>,
}

/// Who asked for something that outlives their call, and from where.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Author {
    /// `None`: the system.
    pub id: Option<Id>,
    pub origin: Origin,
}
