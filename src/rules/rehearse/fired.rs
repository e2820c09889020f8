//! One moment at which a rule may have fired: its conditions asked of the record as it was then, and what came of all of them.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::SAMPLES;
use crate::catalog::Object;
use crate::catalog::model::RuleDef;
use crate::error::{Error, Kind, Result};
use crate::query;
use crate::records::Context;
use crate::rules::asking::Asking;
use crate::rules::conditions::{Condition, conditions};
use crate::runtime::Related;
use crate::store::{Conn, Event};
use crate::value::filter::Filter;
use crate::value::{Id, Record, Value};

/// What was found.
#[derive(Default)]
pub struct Found {
    pub looked_at: u64,
    pub fired: Vec<DateTime<Utc>>,
    /// The conditions could not be answered.
    pub failed: u64,
    pub error: Option<Error>,
    /// Where looking back ended for want of patience.
    pub limited: Option<DateTime<Utc>>,
    pub latest: Vec<Fired>,
}

/// One firing.
pub struct Fired {
    pub at: DateTime<Utc>,
    pub event: Option<Event>,
    /// The record as it was.
    pub then: Record,
    /// The record as it is.
    pub now: Record,
    pub conditions: Vec<Condition>,
}

/// The rule, and the eyes it is asked through.
pub struct Judge<'a> {
    pub cx: &'a Context,
    pub object: &'a Arc<Object>,
    pub rule: &'a RuleDef,
}

impl Judge<'_> {
    /// Notes whether the rule would have fired.
    pub async fn judge(&self, conn: &mut Conn, related: &mut Related, found: &mut Found, mut fired: Fired) -> Result<()> {
        let me = fired.event.as_ref().and_then(|event| event.actor);
        let mut asking = Asking { cx: self.cx, conn, related, object: self.object.clone(), event: fired.event.as_ref(), me, body: Value::Null, now: fired.at };
        match asking.holds(&fired.then, self.rule.filter.as_ref(), self.rule.when.as_deref()).await {
            Err(error) if matches!(error.kind, Kind::Internal | Kind::Unavailable) => return Err(error),
            Err(error) => {
                found.failed += 1;
                found.error.get_or_insert(error);
            }
            Ok(false) => {}
            Ok(true) => {
                found.fired.push(fired.at);
                if found.latest.len() < SAMPLES {
                    fired.conditions = conditions(&mut asking, &fired.then, self.rule).await?;
                    found.latest.push(fired);
                }
            }
        }
        Ok(())
    }
}

/// Paths in the conditions that lead to other records, or to what is computed from them.
pub fn as_now(cx: &Context, object: &Arc<Object>, rule: &RuleDef) -> Vec<String> {
    let mut paths = Vec::new();
    if let Some(filter) = &rule.filter {
        terms(filter, &mut paths);
    }
    let expression = rule.when.as_ref().and_then(|source| cx.published.programs.expression(object, source).ok());
    paths.extend(expression.iter().flat_map(|expression| expression.reads.iter().map(|path| path.join("."))));
    paths.retain(|path| beyond(cx, object, path));
    paths.sort();
    paths.dedup();
    paths
}

/// The records that conditions found in what they read, by their objects.
pub fn read(cx: &Context, object: &Arc<Object>, conditions: &[Condition]) -> Vec<(String, Id)> {
    let values = conditions.iter().flat_map(|condition| &condition.values);
    let found = values.filter_map(|(path, value)| {
        let path = query::path(cx.catalog(), object, path).ok()?;
        Some((path.field(object)?.kind.reference()?.object.clone(), value.as_str()?.parse().ok()?))
    });
    found.collect()
}

fn terms(filter: &Filter, paths: &mut Vec<String>) {
    match filter {
        Filter::And(and) => and.and.iter().for_each(|part| terms(part, paths)),
        Filter::Or(or) => or.or.iter().for_each(|part| terms(part, paths)),
        Filter::Not(not) => terms(&not.not, paths),
        Filter::Term(term) => {
            paths.push(term.field.clone());
            paths.extend(term.value.get("ref").and_then(|other| other.as_str()).map(str::to_owned));
        }
    }
}

fn beyond(cx: &Context, object: &Object, path: &str) -> bool {
    let (first, rest) = path.split_once('.').map_or((path, None), |(first, rest)| (first, Some(rest)));
    let Some(field) = object.field(first) else { return rest.is_some() };
    if rest.is_some() {
        return field.kind.pipeline().is_none();
    }
    let through = |path: &Vec<String>| beyond(cx, object, &path.join("."));
    field.kind.rollup().is_some() || cx.published.programs.formula(&object.key, field.slot).is_some_and(|formula| formula.reads.iter().any(through))
}
