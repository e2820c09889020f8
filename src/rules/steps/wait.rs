//! Wait: for a time, until a date of the record, or until the record meets a condition. What a wait comes to is asked when it
//! begins, when its time has come and when its record changed; how a run sleeps meanwhile is not known here.

use chrono::{DateTime, Duration, Utc};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value as Json;

use super::super::Run;
use super::super::kinds::{Body, CheckCx, StepType};
use crate::catalog::{Catalog, Object};
use crate::catalog::model::ActionDef;
use crate::error::{Error, Result};
use crate::fields::Column;
use crate::lang::Label;
use crate::query;
use crate::say;
use crate::value::Value;
use crate::value::duration::Span;
use crate::value::filter::{Filter, Op};

pub const TYPE: StepType = StepType {
    name: "wait",
    label: || Label::new("等待", "Wait"),
    schema: || schemars::schema_for!(Wait),
    compile: |settings| Ok(Body::Wait(serde_json::from_value(settings)?)),
};

/// What nobody tells us of is looked at this often: values of other records, computed ones, the course of time.
const LOOK_AGAIN: Duration = Duration::minutes(15);

/// One of `for`, `until` and `for_condition`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Wait {
    /// A span: `15m`, `24h`, `3d`, `2w`, `1mo`.
    #[serde(default, rename = "for")]
    span: Option<String>,
    /// `for` counts working days, as the workspace's calendar has them, to the same time of day.
    #[serde(default)]
    working_days: bool,
    /// Until this date or time of the record; when it changes meanwhile, until the new one, and while it is empty, until it is not.
    #[serde(default)]
    until: Option<String>,
    /// So long before `until`.
    #[serde(default)]
    before: Option<String>,
    /// So long after `until`.
    #[serde(default)]
    after: Option<String>,
    /// Until the record matches.
    #[serde(default)]
    for_condition: Option<Filter>,
    /// No longer than this, with `until` and `for_condition`.
    #[serde(default)]
    timeout: Option<String>,
    /// What to do first when the time is out.
    #[serde(default, rename = "else")]
    otherwise: Vec<ActionDef>,
}

/// How a wait stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Look {
    Over,
    TimedOut,
    /// Look again then, if not before.
    Asleep { until: DateTime<Utc>, wakes: Wakes },
}

/// What ends a sleep early.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wakes {
    Never,
    /// A write on the record.
    OnWrite,
}

impl Wait {
    /// How it stands now, when it began at `since`.
    pub async fn look(&self, run: &mut Run<'_, '_>, since: DateTime<Utc>) -> Result<Look> {
        let now = run.work.cx.runtime.clock.now();
        if let Some(text) = &self.span {
            let until = self.ends(run.work.cx.catalog(), span(text)?, since);
            return Ok(if now >= until { Look::Over } else { Look::Asleep { until, wakes: Wakes::Never } });
        }
        let out = self.timeout.as_deref().map(span).transpose()?.map(|span| span.after(since));
        let (over, again) = match (&self.until, &self.for_condition) {
            (Some(field), _) => {
                let due = self.due(run, field).await?;
                let again = due.into_iter().chain(computed(&run.object, field).then(|| now + LOOK_AGAIN)).min();
                (due.is_some_and(|due| now >= due), again)
            }
            (None, Some(filter)) => {
                let over = run.holds(Some(filter), None).await?;
                (over, (!own(&run.object, filter)).then(|| now + LOOK_AGAIN))
            }
            (None, None) => (true, None),
        };
        Ok(match out {
            _ if over => Look::Over,
            Some(out) if now >= out => Look::TimedOut,
            out => Look::Asleep { until: out.into_iter().chain(again).min().unwrap_or(FAR), wakes: Wakes::OnWrite },
        })
    }

    /// When a span that began at `since` is over.
    fn ends(&self, catalog: &Catalog, span: Span, since: DateTime<Utc>) -> DateTime<Utc> {
        let Some(count) = whole_days(span).filter(|_| self.working_days) else { return span.after(since) };
        let today = since.with_timezone(&catalog.time_zone).date_naive();
        let start = |day| query::day_start(day, catalog.time_zone);
        start(catalog.working_days.after(today, count)) + (since - start(today))
    }

    /// When the date of the record is reached; `None` while it is empty.
    async fn due(&self, run: &mut Run<'_, '_>, field: &str) -> Result<Option<DateTime<Utc>>> {
        let record = run.current().await?;
        let missing = || Error::invalid("unknown_field", say!("没有字段「{}」", "There is no field `{}`", field));
        let field = run.object.field(field).ok_or_else(missing)?;
        let at = match &record.values[field.slot] {
            Value::Date(day) => query::day_start(*day, run.work.cx.catalog().time_zone),
            Value::Time(at) => *at,
            _ => return Ok(None),
        };
        let at = self.before.as_deref().map(span).transpose()?.map_or(at, |span| span.before(at));
        Ok(Some(self.after.as_deref().map(span).transpose()?.map_or(at, |span| span.after(at))))
    }

    pub fn check(&self, cx: &CheckCx<'_>) -> Vec<(String, Label)> {
        let mut problems = Vec::new();
        let given = [self.span.is_some(), self.until.is_some(), self.for_condition.is_some()];
        if given.into_iter().filter(|given| *given).count() != 1 {
            let message = say!("请写 for、until、for_condition 之一", "give one of `for`, `until` and `for_condition`");
            problems.push((String::new(), message));
        }
        let spans = [("for", &self.span), ("before", &self.before), ("after", &self.after), ("timeout", &self.timeout)];
        for (key, text) in spans {
            let wrong = text.as_deref().filter(|text| Span::parse(text).is_none());
            problems.extend(wrong.map(|text| (format!("/{key}"), no_span(text))));
        }
        if let Some(key) = &self.until {
            let message = match cx.object.field(key) {
                None => Some(say!("{} 没有字段「{}」", "{} has no field `{}`", cx.object.key, key)),
                Some(field) if !matches!(field.kind.column(), Column::Date | Column::Time) => {
                    Some(say!("「{}」不是日期或时间", "`{}` is no date or time", key))
                }
                Some(_) => None,
            };
            problems.extend(message.map(|message| ("/until".to_owned(), message)));
        }
        if let Some(filter) = &self.for_condition {
            problems.extend(super::check_filter(cx, cx.object, filter, "/for_condition"));
        }
        problems.extend(self.misplaced());
        problems
    }

    /// Settings that say nothing where they stand.
    fn misplaced(&self) -> Vec<(String, Label)> {
        let without = |needed: &str| say!("只能与 {} 一起用", "it goes only with {}", needed);
        let offset = [("before", self.before.is_some()), ("after", self.after.is_some())].into_iter();
        let offset = offset.filter(|(_, given)| *given && self.until.is_none()).map(|(key, _)| (key, without("until")));
        let days = self.working_days && self.span.as_deref().and_then(Span::parse).is_none_or(|span| whole_days(span).is_none());
        let days = days.then(|| ("working_days", say!("只能与整天数的 for 一起用，如 3d", "it goes only with a `for` of whole days, such as 3d")));
        let out = (self.timeout.is_some() && self.span.is_some()).then(|| ("timeout", without("until / for_condition")));
        let otherwise = (!self.otherwise.is_empty() && self.timeout.is_none()).then(|| ("else", without("timeout")));
        offset.chain(days).chain(out).chain(otherwise).map(|(key, message)| (format!("/{key}"), message)).collect()
    }
}

/// As good as never.
const FAR: DateTime<Utc> = DateTime::from_timestamp_nanos(i64::MAX);

fn whole_days(span: Span) -> Option<u64> {
    match span {
        Span::Exact(span) if span == Duration::days(span.num_days()) => u64::try_from(span.num_days()).ok(),
        Span::Exact(_) | Span::Months(_) => None,
    }
}

fn span(text: &str) -> Result<Span> {
    Span::parse(text).ok_or_else(|| Error::invalid("span", no_span(text)))
}

fn no_span(text: &str) -> Label {
    say!("「{}」不是时间段，应写作 3d、24h、1mo", "`{}` is no span; it is written 3d, 24h or 1mo", text)
}

fn computed(object: &Object, field: &str) -> bool {
    object.field(field).is_some_and(|field| field.kind.computed())
}

/// Whether nothing but a write on the record can change what the filter says of it.
fn own(object: &Object, filter: &Filter) -> bool {
    match filter {
        Filter::And(all) => all.and.iter().all(|part| own(object, part)),
        Filter::Or(any) => any.or.iter().all(|part| own(object, part)),
        Filter::Not(not) => own(object, &not.not),
        Filter::Term(term) => {
            let still = match &term.value {
                Json::Object(relative) => relative.contains_key("ref"),
                _ => term.op != Op::During,
            };
            still && object.field(&term.field).is_some_and(|field| !field.kind.computed())
        }
    }
}
