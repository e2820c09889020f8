//! What somebody wishes to be told by e-mail: of each kind of notice at once, once a day, or not at all; and the hours in which they
//! wish to hear nothing. In the app everything is told. Knows nothing of how it is sent.

use chrono::{DateTime, Days, Duration, Utc};
use chrono_tz::Tz;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::catalog::time::{instant, time_of_day};
use crate::error::{Error, FieldError, Result};
use crate::lang::Label;
use crate::records::Context;
use crate::store::Conn;
use crate::value::Id;

/// Why there is a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An approval asks for somebody, or has ended.
    Approval,
    /// A rule says it.
    Rule,
    /// Something happened to the account itself.
    Account,
    Other,
}

impl Kind {
    pub fn name(self) -> &'static str {
        match self {
            Kind::Approval => "approval",
            Kind::Rule => "rule",
            Kind::Account => "account",
            Kind::Other => "other",
        }
    }

    pub fn from_name(name: &str) -> Kind {
        [Kind::Approval, Kind::Rule, Kind::Account].into_iter().find(|kind| kind.name() == name).unwrap_or(Kind::Other)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "NoticeWhen")]
pub enum When {
    Now,
    /// Together with the others of the day.
    Daily,
    Never,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "NoticeWishes")]
pub struct Wishes {
    /// Approvals: what one is asked, and what became of what one submitted.
    pub approval: When,
    /// What rules tell.
    pub rule: When,
    /// Everything else, such as records that were handed over.
    pub other: When,
    /// Hour of the day, in the workspace's time zone, at which the day's notices are sent together.
    #[schemars(range(max = 23))]
    pub digest_hour: u32,
    /// When nothing is sent; what there was is sent together afterwards.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quiet: Option<Quiet>,
}

/// Times of day in the workspace's time zone, such as 22:00 to 08:00.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "QuietHours")]
pub struct Quiet {
    pub from: String,
    pub to: String,
}

/// What waits for somebody's word is told at once, the rest together.
impl Default for Wishes {
    fn default() -> Self {
        Wishes { approval: When::Now, rule: When::Daily, other: When::Daily, digest_hour: 9, quiet: None }
    }
}

impl Wishes {
    pub fn when(&self, kind: Kind) -> When {
        match kind {
            Kind::Approval => self.approval,
            Kind::Rule => self.rule,
            // Whoever else took it over does not wish it away.
            Kind::Account => When::Now,
            Kind::Other => self.other,
        }
    }

    /// When a notice of this kind that is made now is sent, if it is.
    pub fn due(&self, kind: Kind, now: DateTime<Utc>, zone: Tz) -> Option<DateTime<Utc>> {
        match self.when(kind) {
            When::Never => None,
            When::Now => Some(self.awake(now, zone)),
            When::Daily => Some(self.awake(next(&format!("{}:00", self.digest_hour), now, zone)?, zone)),
        }
    }

    /// That moment, or the end of the quiet hours it falls into.
    pub fn awake(&self, at: DateTime<Utc>, zone: Tz) -> DateTime<Utc> {
        let Some((from, to)) = self.quiet.as_ref().and_then(|quiet| Some((time_of_day(&quiet.from)?, time_of_day(&quiet.to)?))) else { return at };
        let local = at.with_timezone(&zone).time();
        let quiet = if from <= to { from <= local && local < to } else { local >= from || local < to };
        let end = self.quiet.as_ref().filter(|_| quiet).and_then(|quiet| next(&quiet.to, at, zone));
        end.unwrap_or(at)
    }

    fn check(&self) -> Result<()> {
        let mut wrong = Vec::new();
        if self.digest_hour > 23 {
            wrong.push(FieldError::new("digest_hour", "range", Label::new("应在 0 到 23 之间", "Between 0 and 23")));
        }
        if let Some(quiet) = &self.quiet {
            for (field, text) in [("quiet/from", &quiet.from), ("quiet/to", &quiet.to)] {
                if time_of_day(text).is_none() {
                    wrong.push(FieldError::new(field, "format", Label::new("时间写作 22:00", "A time is written 22:00")));
                }
            }
            if time_of_day(&quiet.from).is_some_and(|from| time_of_day(&quiet.to) == Some(from)) {
                let message = Label::new("开始和结束不能相同", "It cannot end when it begins");
                wrong.push(FieldError::new("quiet/to", "empty", message));
            }
        }
        if wrong.is_empty() { Ok(()) } else { Err(Error::fields(wrong)) }
    }
}

/// The next moment after `now` at which clocks show this time.
fn next(time: &str, now: DateTime<Utc>, zone: Tz) -> Option<DateTime<Utc>> {
    let time = time_of_day(time)?;
    let today = (now - Duration::days(1)).with_timezone(&zone).date_naive();
    (0..4).filter_map(|days| Some(instant(today.checked_add_days(Days::new(days))?, time, zone))).find(|at| *at > now)
}

pub async fn of(conn: &mut Conn, user: Id) -> Result<Wishes> {
    let kept = conn.notice_wish(user).await?;
    Ok(kept.map(serde_json::from_value).transpose().map_err(Error::internal)?.unwrap_or_default())
}

/// What is to come is told by these from now on, and what waits already as far as it still is to be told at all.
pub async fn set(cx: &Context, user: Id, wishes: &Wishes) -> Result<()> {
    wishes.check()?;
    let mut tx = cx.runtime.store.begin().await?;
    tx.set_notice_wish(user, &serde_json::to_value(wishes).map_err(Error::internal)?).await?;
    tx.commit().await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn due(wishes: &Wishes, kind: Kind, now: &str) -> Option<String> {
        let at = wishes.due(kind, now.parse().unwrap(), chrono_tz::Asia::Shanghai);
        at.map(|at| at.format("%d %H:%M").to_string())
    }

    #[test]
    fn times_are_those_of_the_workspace() {
        let quiet = Some(Quiet { from: "22:00".into(), to: "08:00".into() });
        let wishes = Wishes { rule: When::Daily, other: When::Never, quiet, ..Wishes::default() };
        let said = |kind, now| due(&wishes, kind, now).unwrap_or_default();
        for (now, at) in [
            ("2026-11-22T04:00:00Z", "22 04:00"), // noon
            ("2026-11-22T14:00:00Z", "23 00:00"), // 22:00: quiet until 8:00
            ("2026-11-22T23:59:00Z", "23 00:00"), // 7:59
            ("2026-11-23T00:00:00Z", "23 00:00"), // 8:00: over
        ] {
            assert_eq!(said(Kind::Approval, now), at, "{now}");
        }
        assert_eq!(said(Kind::Rule, "2026-11-22T00:59:59Z"), "22 01:00");
        assert_eq!(said(Kind::Rule, "2026-11-22T01:00:00Z"), "23 01:00", "today's are sent already");
        assert_eq!(due(&wishes, Kind::Other, "2026-11-22T04:00:00Z"), None);
        let early = Wishes { digest_hour: 7, ..wishes.clone() };
        assert_eq!(due(&early, Kind::Rule, "2026-11-22T04:00:00Z").unwrap(), "23 00:00", "it waits until the quiet hours are over");
        let siesta = Wishes { quiet: Some(Quiet { from: "12:00".into(), to: "14:00".into() }), ..wishes };
        assert_eq!(due(&siesta, Kind::Approval, "2026-11-22T05:59:00Z").unwrap(), "22 06:00");
    }

    #[test]
    fn what_cannot_be_wished_is_told_with_its_place() {
        let wishes = Wishes { digest_hour: 24, quiet: Some(Quiet { from: "25:00".into(), to: "8".into() }), ..Wishes::default() };
        let wrong = wishes.check().unwrap_err().fields;
        let places: Vec<&str> = wrong.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(places, ["digest_hour", "quiet/from", "quiet/to"]);
    }
}
