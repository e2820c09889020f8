//! The one place that asks what time it is, and the one that makes ids.

use std::sync::{Arc, Mutex};

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::Id;

/// The system's clock, or one that a test sets.
#[derive(Clone, Debug, Default)]
pub struct Clock(Option<Arc<Mutex<DateTime<Utc>>>>);

impl Clock {
    /// A clock that stands still at `at` until [`Clock::set`].
    pub fn fixed(at: DateTime<Utc>) -> Self {
        Clock(Some(Arc::new(Mutex::new(at))))
    }

    /// Now, in UTC, to the millisecond (what the store keeps).
    pub fn now(&self) -> DateTime<Utc> {
        let now = match &self.0 {
            Some(fixed) => *fixed.lock().unwrap_or_else(|poisoned| poisoned.into_inner()),
            None => {
                #[expect(clippy::disallowed_methods, reason = "the one place that reads the clock")]
                Utc::now()
            }
        };
        DateTime::from_timestamp_millis(now.timestamp_millis()).unwrap_or(now)
    }

    /// Moves a fixed clock; the system's clock is not moved.
    pub fn set(&self, at: DateTime<Utc>) {
        if let Some(fixed) = &self.0 {
            *fixed.lock().unwrap_or_else(|poisoned| poisoned.into_inner()) = at;
        }
    }

    /// A new id: UUIDv7 of the real time, whatever a test's clock says, so that ids stay unique and ordered.
    pub fn new_id(&self) -> Id {
        Uuid::now_v7()
    }
}
