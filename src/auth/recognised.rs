//! Who was recognised lately. Most requests come from somebody whose last one was a moment ago: who they are is not read again while
//! nothing was written that says so. What they may do is asked at every request all the same.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::session::SignedIn;
use crate::error::Result;
use crate::runtime::Runtime;

/// All are forgotten when they would be more.
const MOST: usize = 10_000;

/// What somebody shows: the digest of a secret, which means something else in a cookie than in a header.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Shown {
    Session(Vec<u8>),
    ApiToken(Vec<u8>),
}

#[derive(Debug, Default)]
pub struct Recognised(Mutex<HashMap<Shown, Known>>);

#[derive(Debug)]
struct Known {
    /// See [`crate::store::Store::callers_of_all`].
    callers: u64,
    /// Roles are the catalog's.
    catalog: i64,
    who: SignedIn,
}

impl Recognised {
    /// Who that is, as `look` found out now or before.
    pub async fn find(&self, runtime: &Runtime, shown: Shown, look: impl Future<Output = Result<Option<SignedIn>>>) -> Result<Option<SignedIn>> {
        // Asked before it is looked: what is written meanwhile counts as written after.
        let callers = runtime.store.callers_of_all().await?;
        let (catalog, now) = (runtime.published().catalog.version, runtime.clock.now());
        let as_before = |known: &&Known| known.callers == callers && known.catalog == catalog && now < known.who.until;
        if let Some(known) = self.known().get(&shown).filter(as_before) {
            return Ok(Some(known.who.clone()));
        }
        let found = look.await?;
        if let Some(who) = &found {
            let mut known = self.known();
            if known.len() >= MOST {
                known.clear();
            }
            known.insert(shown, Known { callers, catalog, who: who.clone() });
        }
        Ok(found)
    }

    fn known(&self) -> MutexGuard<'_, HashMap<Shown, Known>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
