//! How much one person may export in a day, as their roles say. What was exported is counted in the store, so that neither a
//! restart nor another server forgets it.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeZone, Utc};
use serde_json::json;

use crate::error::{Error, Kind, Result};
use crate::records::Context;
use crate::say;
use crate::store::{Conn, Tx};
use crate::value::{Actor, Id};

/// The limit of whoever exports, and the day it is about.
pub struct Limit {
    user: Id,
    rows: u64,
    day: NaiveDate,
}

impl Limit {
    /// `None`: as much as they like.
    pub fn of(cx: &Context) -> Option<Limit> {
        let Actor::User(user) = &cx.actor else { return None };
        let own = cx.catalog().roles.roles.iter().filter(|role| user.roles.contains(&role.key));
        let limits: Option<Vec<u32>> = own.map(|role| role.export_limit.map(|limit| limit.rows_per_day)).collect();
        let rows = limits?.into_iter().max()?.into();
        let day = cx.runtime.clock.now().with_timezone(&cx.catalog().time_zone).date_naive();
        Some(Limit { user: user.id, rows, day })
    }

    /// Refuses when these rows would be too many today.
    pub async fn admit(&self, cx: &Context, conn: &mut Conn, rows: usize) -> Result<()> {
        let used = conn.exported(self.user, self.day).await?;
        let wanted = u64::try_from(rows).unwrap_or(u64::MAX);
        if used.saturating_add(wanted) <= self.rows { Ok(()) } else { Err(self.exceeded(cx, used)) }
    }

    /// Counts them, in the transaction that notes the export.
    pub async fn count(&self, cx: &Context, tx: &mut Tx, rows: usize) -> Result<()> {
        self.admit(cx, tx, rows).await?;
        tx.count_exported(self.user, self.day, u64::try_from(rows).unwrap_or(u64::MAX)).await
    }

    fn exceeded(&self, cx: &Context, used: u64) -> Error {
        let now = cx.runtime.clock.now();
        let ends = self.ends(cx);
        let until = ends.with_timezone(&cx.catalog().time_zone).format("%Y-%m-%d %H:%M").to_string();
        let message = say!(
            "你的角色每天最多导出 {} 行，今天已导出 {} 行；{} 起可以再导出",
            "Your role allows {} exported rows a day, and you exported {} today; you may export again from {}",
            self.rows,
            used,
            until
        );
        let extra = json!({ "limit": self.rows, "used": used, "until": ends, "retry_after": (ends - now).num_seconds() });
        Error::new(Kind::TooMany, "export_limit", message).with_extra(extra)
    }

    /// The beginning of the next day.
    fn ends(&self, cx: &Context) -> DateTime<Utc> {
        let next = self.day.checked_add_days(Days::new(1)).unwrap_or(self.day).and_time(NaiveTime::MIN);
        let zone = cx.catalog().time_zone;
        zone.from_local_datetime(&next).earliest().map_or_else(|| Utc.from_utc_datetime(&next), |at| at.with_timezone(&Utc))
    }
}
