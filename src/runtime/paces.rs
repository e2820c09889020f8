//! How often each rule has fired lately, counted in memory: what is over its limit gets a later turn, each only once. Knows nothing
//! of rules but their keys.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard};

use chrono::{DateTime, Duration, Utc};

/// So many turns in a window, and how long that is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limit {
    pub turns: u32,
    pub window: Duration,
}

/// When something may be done.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Turn {
    Now,
    /// Not before the window that begins then; `first`: nothing was held back in this window before.
    Later { at: DateTime<Utc>, first: bool },
}

/// By the keys of the rules.
#[derive(Debug, Default)]
pub struct Paces(Mutex<HashMap<String, Pace>>);

/// How far the turns of one rule are taken: windows are counted from 1970.
#[derive(Clone, Copy, Debug)]
struct Pace {
    limit: Limit,
    window: i64,
    taken: u32,
    /// The last window in which something was held back.
    held_in: i64,
}

impl Limit {
    fn number(&self, at: DateTime<Utc>) -> i64 {
        at.timestamp_millis().div_euclid(self.window.num_milliseconds().max(1))
    }

    /// When the window began that this is in.
    pub fn begin(&self, at: DateTime<Utc>) -> DateTime<Utc> {
        self.at(self.number(at))
    }

    fn at(&self, number: i64) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(number * self.window.num_milliseconds()).unwrap_or(DateTime::<Utc>::MAX_UTC)
    }
}

impl Paces {
    fn all(&self) -> MutexGuard<'_, HashMap<String, Pace>> {
        self.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    /// Whether turns of the rule were counted under this limit before.
    pub fn knows(&self, rule: &str, limit: Limit) -> bool {
        self.all().get(rule).is_some_and(|pace| pace.limit == limit)
    }

    /// So many turns are taken in the window of this time, and all before.
    pub fn learn(&self, rule: &str, limit: Limit, at: DateTime<Utc>, taken: u32) {
        let pace = Pace { limit, window: limit.number(at), taken, held_in: i64::MIN };
        self.all().insert(rule.to_owned(), pace);
    }

    /// Takes the next turn.
    pub fn take(&self, rule: &str, limit: Limit, now: DateTime<Utc>) -> Turn {
        let present = limit.number(now);
        let mut all = self.all();
        let fresh = Pace { limit, window: present, taken: 0, held_in: i64::MIN };
        let pace = all.entry(rule.to_owned()).and_modify(|pace| *pace = if pace.limit == limit { *pace } else { fresh }).or_insert(fresh);
        if pace.window < present {
            (pace.window, pace.taken) = (present, 0);
        }
        if pace.taken >= limit.turns {
            (pace.window, pace.taken) = (pace.window + 1, 0);
        }
        pace.taken += 1;
        if pace.window == present {
            return Turn::Now;
        }
        let first = pace.held_in != present;
        pace.held_in = present;
        Turn::Later { at: limit.at(pace.window), first }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_over_the_limit_gets_the_next_free_turn() {
        let (paces, limit) = (Paces::default(), Limit { turns: 2, window: Duration::minutes(1) });
        let now: DateTime<Utc> = "2026-11-22T04:00:10Z".parse().unwrap();
        let later = |minute: u32, first| Turn::Later { at: format!("2026-11-22T04:{minute:02}:00Z").parse().unwrap(), first };
        let taken = || paces.take("a", limit, now);
        assert_eq!([taken(), taken(), taken(), taken(), taken()], [Turn::Now, Turn::Now, later(1, true), later(1, false), later(2, false)]);
        let next = now + Duration::minutes(1);
        assert_eq!(paces.take("a", limit, next), later(2, true), "those held back go first");
        assert_eq!(paces.take("b", limit, now), Turn::Now);
        assert_eq!(paces.take("a", limit, now + Duration::hours(1)), Turn::Now);
        paces.learn("a", limit, now, 2);
        assert!(paces.knows("a", limit) && !paces.knows("c", limit));
        assert_eq!(paces.take("a", limit, now), later(1, true));
    }
}
