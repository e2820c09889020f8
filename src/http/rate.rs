//! How many requests one address may make, or be sent: many at once, and then so many a minute. In memory, and never more of it than
//! is needed for so many. Knows nothing of what is asked.

use std::collections::HashMap;
use std::hash::Hash;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, Utc};
use serde_json::json;

use crate::error::{Error, Kind, Result};
use crate::say;

/// Addresses that are known at a time; beyond them, those not known yet share one allowance.
const CROWD: usize = 16_384;
const STRANGERS: IpAddr = IpAddr::V4(Ipv4Addr::UNSPECIFIED);
const MINUTE: i64 = 60_000_000;
/// Of a minute's requests this part may come at once.
const AT_ONCE: i64 = 4;

/// What each address has used up: the moment (in microseconds) at which it has its whole allowance again.
#[derive(Debug)]
pub struct Rate<K = IpAddr> {
    /// Between two requests at the steady rate; `None` is no limit.
    apart: Option<i64>,
    whole: Mutex<HashMap<K, i64>>,
}

impl<K: Eq + Hash> Rate<K> {
    /// 0 is no limit.
    pub fn per_minute(requests: u32) -> Rate<K> {
        Rate { apart: (requests > 0).then(|| (MINUTE / i64::from(requests)).max(1)), whole: Mutex::default() }
    }

    /// Refuses when there was too much of late, and says when there may be more. Beyond a crowd, who is not known shares with
    /// `strangers`.
    pub fn take(&self, own: K, strangers: K, now: DateTime<Utc>) -> Result<()> {
        let Some(apart) = self.apart else { return Ok(()) };
        let now = now.timestamp_micros();
        let mut whole = self.whole.lock().unwrap_or_else(PoisonError::into_inner);
        if whole.len() >= CROWD {
            whole.retain(|_, at| *at > now);
        }
        let key = if whole.len() >= CROWD && !whole.contains_key(&own) { strangers } else { own };
        let at = whole.entry(key).or_insert(now);
        let used = (*at - now).max(0);
        if used > MINUTE / AT_ONCE {
            return Err(too_many(used - MINUTE / AT_ONCE));
        }
        *at = now + used + apart;
        Ok(())
    }
}

impl Rate {
    /// Refuses when this address asked too much of late, and says when it may ask again. This machine's own programs are not limited.
    pub fn admit(&self, address: Option<IpAddr>, now: DateTime<Utc>) -> Result<()> {
        let Some(address) = address.filter(|address| !address.is_loopback()) else { return Ok(()) };
        self.take(network(address), STRANGERS, now)
    }
}

/// One household or office has many addresses of the sixth version.
fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V6(v6) => v6.to_ipv4_mapped().map_or_else(
            || {
                let [a, b, c, d, ..] = v6.segments();
                IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
            },
            IpAddr::V4,
        ),
        v4 => v4,
    }
}

fn too_many(wait: i64) -> Error {
    let seconds = wait / 1_000_000 + 1;
    let message = say!("请求太多，请 {} 秒后再试", "Too many requests; try again in {} s", seconds);
    Error::new(Kind::TooMany, "too_many", message).with_extra(json!({ "retry_after": seconds }))
}

#[cfg(test)]
mod tests {
    use chrono::Duration;

    use super::*;

    fn many(rate: &Rate, address: &str, now: DateTime<Utc>) -> usize {
        (0..10_000).take_while(|_| rate.admit(address.parse().ok(), now).is_ok()).count()
    }

    #[test]
    fn many_at_once_and_then_so_many_a_minute() {
        let (rate, now) = (Rate::per_minute(600), DateTime::from_timestamp(1_800_000_000, 0).unwrap());
        assert_eq!(many(&rate, "203.0.113.7", now), 151);
        assert_eq!(rate.admit("203.0.113.7".parse().ok(), now).unwrap_err().extra["retry_after"], 1);
        assert_eq!(many(&rate, "203.0.113.8", now), 151, "another address");
        assert_eq!(many(&rate, "203.0.113.7", now + Duration::seconds(5)), 50);
        assert_eq!(many(&rate, "203.0.113.7", now + Duration::hours(1)), 151);
        assert_eq!(many(&rate, "2001:db8:0:1::5", now) + many(&rate, "2001:db8:0:1:ffff::6", now), 151, "one network");
        assert_eq!(many(&rate, "127.0.0.1", now), 10_000);
        assert_eq!(many(&Rate::per_minute(0), "203.0.113.7", now), 10_000);
    }

    #[test]
    fn a_crowd_of_addresses_takes_no_more_memory() {
        let (rate, now) = (Rate::per_minute(600), DateTime::from_timestamp(1_800_000_000, 0).unwrap());
        for number in 0..40_000_u32 {
            rate.admit(Some(IpAddr::V4(Ipv4Addr::from_bits(0x0b00_0000 + number))), now).ok();
        }
        let known = |rate: &Rate| rate.whole.lock().unwrap().len();
        assert!(known(&rate) <= CROWD + 1);
        assert!(rate.admit("198.51.100.1".parse().ok(), now).is_err(), "strangers share what is left");
        assert!(rate.admit("198.51.100.1".parse().ok(), now + Duration::minutes(2)).is_ok() && known(&rate) == 1);
    }
}
