//! Sign-in attempts: counted per account and address in memory, and per account in the store, so that many addresses, several
//! servers or a restart help nobody. Knows nothing of passwords.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, Duration, Utc};

use crate::error::{Error, Kind, Result};
use crate::say;
use crate::store::{Conn, Tx};

/// Failures that are forgiven within [`window`].
const FREE: u32 = 8;
/// Failures within [`lock`], from all addresses together, that shut an account.
const MOST: i64 = 30;
/// Beyond this many accounts at once, those whose window has passed are forgotten.
const CROWD: usize = 4096;

/// Failed attempts by account and address.
#[derive(Debug, Default)]
pub struct Throttle(Mutex<HashMap<(String, String), Failures>>);

#[derive(Debug)]
struct Failures {
    count: u32,
    since: DateTime<Utc>,
}

fn window() -> Duration {
    Duration::minutes(10)
}

/// Counted from the first failure.
fn lock() -> Duration {
    Duration::hours(1)
}

impl Throttle {
    /// Refuses when this account failed too often from this address of late.
    pub fn admit(&self, account: &str, address: &str, now: DateTime<Utc>) -> Result<()> {
        let entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(failures) = entries.get(&key(account, address)) else { return Ok(()) };
        let wait = failures.since + window() - now;
        if failures.count < FREE || wait <= Duration::zero() {
            return Ok(());
        }
        Err(too_many(wait))
    }

    /// An attempt failed, or something was asked that counts each time.
    pub fn failed(&self, account: &str, address: &str, now: DateTime<Utc>) {
        let mut entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if entries.len() >= CROWD {
            entries.retain(|_, failures| failures.since + window() > now);
        }
        let failures = entries.entry(key(account, address)).or_insert(Failures { count: 0, since: now });
        if failures.since + window() <= now {
            failures.count = 0;
        }
        failures.count += 1;
        failures.since = now;
    }

    /// An attempt succeeded: what failed before is forgiven.
    pub fn succeeded(&self, account: &str, address: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&key(account, address));
    }
}

fn key(account: &str, address: &str) -> (String, String) {
    (account_of(account), address.to_owned())
}

/// How failures of an account are counted together, however it is typed.
pub fn account_of(email: &str) -> String {
    email.trim().to_lowercase().chars().take(254).collect()
}

fn too_many(wait: Duration) -> Error {
    let minutes = wait.num_minutes() + 1;
    let message = say!("尝试次数太多，请 {} 分钟后再试", "Too many attempts; try again in {} min", minutes);
    Error::new(Kind::TooMany, "too_many", message).with_extra(serde_json::json!({ "retry_after": wait.num_seconds() }))
}

/// Refuses when signing in to this account failed too often of late, from wherever.
pub async fn admit(conn: &mut Conn, email: &str, now: DateTime<Utc>) -> Result<()> {
    match locked_until(conn, email, now).await? {
        Some(end) => Err(too_many(end - now)),
        None => Ok(()),
    }
}

/// Until when nobody gets into this account, if it is shut.
pub async fn locked_until(conn: &mut Conn, email: &str, now: DateTime<Utc>) -> Result<Option<DateTime<Utc>>> {
    let failures = conn.sign_in_failures(&account_of(email)).await?;
    let shut = failures.filter(|failures| failures.count >= MOST).map(|failures| failures.since + lock());
    Ok(shut.filter(|end| *end > now))
}

/// Counts a failure; whether the account is shut from now on.
pub async fn count(tx: &mut Tx, email: &str, now: DateTime<Utc>) -> Result<bool> {
    Ok(tx.count_sign_in_failure(&account_of(email), now, now - lock()).await?.count == MOST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn too_many_failures_wait_and_others_do_not() {
        let throttle = Throttle::default();
        let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        for _ in 0..FREE {
            throttle.admit("a@x.cn", "10.0.0.1", now).unwrap();
            throttle.failed("A@x.cn ", "10.0.0.1", now);
        }
        assert_eq!(throttle.admit("a@x.cn", "10.0.0.1", now).unwrap_err().kind, Kind::TooMany);
        throttle.admit("a@x.cn", "10.0.0.2", now).unwrap();
        throttle.admit("b@x.cn", "10.0.0.1", now).unwrap();
        throttle.admit("a@x.cn", "10.0.0.1", now + window()).unwrap();
        throttle.succeeded("a@x.cn", "10.0.0.1");
        throttle.admit("a@x.cn", "10.0.0.1", now).unwrap();
    }
}
