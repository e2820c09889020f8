//! What people are called, as it was read lately: nearly every page names owners, and nearly always the same few.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::Runtime;
use crate::value::Id;

/// All are forgotten when they would be more.
const MOST: usize = 10_000;

/// What people are called is so as long as this is the same: see [`crate::store::Store::callers`], and the catalog's version.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Since(u64, i64);

#[derive(Debug, Default)]
pub struct Names(Mutex<Known>);

#[derive(Debug, Default)]
struct Known {
    since: Since,
    names: HashMap<Id, String>,
}

impl Names {
    /// Takes those of the people out whose names are known.
    pub fn take(&self, since: Since, people: &mut Vec<Id>) -> Vec<(Id, String)> {
        let known = self.known();
        if known.since != since {
            return Vec::new();
        }
        take(people, |id| known.names.get(&id).cloned())
    }

    /// Keeps what was read after it was asked since when it is so.
    pub fn learn(&self, since: Since, names: &[(Id, String)]) {
        let mut known = self.known();
        if since < known.since || names.is_empty() {
            return;
        }
        if known.since != since || known.names.len() + names.len() > MOST {
            *known = Known { since, names: HashMap::new() };
        }
        known.names.extend(names.iter().cloned());
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Takes those of the ids out for which there is a title.
pub fn take(ids: &mut Vec<Id>, title: impl Fn(Id) -> Option<String>) -> Vec<(Id, String)> {
    let mut taken = Vec::new();
    ids.retain(|id| match title(*id) {
        Some(title) => {
            taken.push((*id, title));
            false
        }
        None => true,
    });
    taken
}

impl Runtime {
    /// Since when people are called what they are called, under this version of the catalog. `None` where others write what this
    /// process does not hear of.
    pub fn named_since(&self, catalog: i64) -> Option<Since> {
        self.store.callers().map(|callers| Since(callers, catalog))
    }
}
