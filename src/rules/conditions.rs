//! A rule's conditions asked one by one: each with the values it found and whether it holds. Kept with every run, and told when
//! somebody asks why a rule does not run.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json, json};

use super::asking::Asking;
use super::ready::Ready;
use super::run::told;
use crate::catalog::model::RuleDef;
use crate::error::{Error, Kind, Result};
use crate::fields::STARS;
use crate::lang::Label;
use crate::query::{self, Cond};
use crate::value::filter::{Filter, Term};
use crate::value::{Record, Value};

/// One condition as it was asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "RuleCondition")]
pub struct Condition {
    /// Where it stands in the rule: `/where/and/0`, `/when`.
    pub at: String,
    /// A term of the filter, or the text of the expression.
    pub asks: Json,
    pub holds: bool,
    /// The fields it reads, as they were then.
    pub values: Map<String, Json>,
    /// Why it could not be answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub error: Option<Label>,
}

/// The conditions of a rule that hold together, each asked once.
pub struct Met<'r> {
    terms: Vec<Answered<'r>>,
    when: Option<&'r str>,
}

/// A term of the rule's filter, where it stands, and whether it holds.
struct Answered<'r> {
    at: String,
    term: &'r Term,
    holds: bool,
}

/// Asks the rule's conditions; nothing when they do not hold together. One that cannot be answered is an error.
pub async fn met<'r>(asking: &mut Asking<'_>, record: &Record, rule: &'r RuleDef, ready: &Ready) -> Result<Option<Met<'r>>> {
    let mut terms = Vec::new();
    if let Some(filter) = &rule.filter {
        let holds = match &ready.meant {
            Some(cond) => answered(asking, record, filter, cond, &mut terms).await?,
            None => answered(asking, record, filter, &asking.condition(filter)?, &mut terms).await?,
        };
        if !holds {
            return Ok(None);
        }
    }
    let when = rule.when.as_deref();
    if let Some(source) = when
        && asking.expression(record, source).await? != Value::Bool(true)
    {
        return Ok(None);
    }
    Ok(Some(Met { terms, when }))
}

impl Met<'_> {
    /// As they are kept with the run; null when there is none.
    pub async fn kept(self, asking: &mut Asking<'_>, record: &Record) -> Result<Json> {
        if self.terms.is_empty() && self.when.is_none() {
            return Ok(Json::Null);
        }
        let mut found = with_values(asking, record, self.terms).await?;
        if let Some(source) = self.when {
            found.push(expression(asking, record, source, Ok(Value::Bool(true))).await?);
        }
        Ok(json!(found))
    }
}

/// Every condition of the rule for the record as it is; whether they hold together is not the same as whether each does.
pub async fn conditions(asking: &mut Asking<'_>, record: &Record, rule: &RuleDef) -> Result<Vec<Condition>> {
    let mut terms = Vec::new();
    if let Some(filter) = &rule.filter {
        answered(asking, record, filter, &asking.condition(filter)?, &mut terms).await?;
    }
    let mut found = with_values(asking, record, terms).await?;
    if let Some(source) = &rule.when {
        let answer = asking.expression(record, source).await;
        found.push(expression(asking, record, source, answer).await?);
    }
    Ok(found)
}

async fn with_values(asking: &mut Asking<'_>, record: &Record, terms: Vec<Answered<'_>>) -> Result<Vec<Condition>> {
    let mut found = Vec::with_capacity(terms.len());
    for Answered { at, term, holds } in terms {
        let mut values = Map::new();
        let other = term.value.get("ref").and_then(Json::as_str);
        for path in [Some(term.field.as_str()), other].into_iter().flatten() {
            values.insert(path.to_owned(), value_at(asking, record, path).await?);
        }
        found.push(Condition { at, asks: json!(term), holds, values, error: None });
    }
    Ok(found)
}

async fn expression(asking: &mut Asking<'_>, record: &Record, source: &str, answer: Result<Value>) -> Result<Condition> {
    let (holds, error) = match answer {
        Ok(value) => (value == Value::Bool(true), None),
        Err(error) if matches!(error.kind, Kind::Internal | Kind::Unavailable) => return Err(error),
        Err(error) => (false, Some(told(&error))),
    };
    let reads = asking.cx.published.programs.expression(&asking.object, source).map(|formula| formula.reads.clone()).unwrap_or_default();
    let mut values = Map::new();
    for path in reads {
        let path = path.join(".");
        values.insert(path.clone(), value_at(asking, record, &path).await?);
    }
    Ok(Condition { at: "/when".to_owned(), asks: json!(source), holds, values, error })
}

/// Null for what is no field: a stage's probability and the like. What is encrypted where it is kept is not kept here in the open.
async fn value_at(asking: &mut Asking<'_>, record: &Record, path: &str) -> Result<Json> {
    let object = asking.object.clone();
    let Ok(found) = query::path(asking.cx.catalog(), &object, path) else { return Ok(Json::Null) };
    if found.field(&object).is_some_and(|field| field.kind.sealed().is_some()) {
        return Ok(Json::from(STARS));
    }
    asking.value_of(&found, record).await
}

/// Whether the filter holds; its terms are told one by one, whatever the others say.
async fn answered<'r>(
    asking: &mut Asking<'_>,
    record: &Record,
    filter: &'r Filter,
    cond: &Cond,
    told: &mut Vec<Answered<'r>>,
) -> Result<bool> {
    asking.related.load_for(asking.conn, cond, record).await?;
    answer(filter, cond, "/where".to_owned(), &|cond: &Cond| query::matches(cond, record, &*asking.related), told)
}

/// The same of a part of it, and what that means.
fn answer<'r>(filter: &'r Filter, cond: &Cond, at: String, holds: &impl Fn(&Cond) -> bool, told: &mut Vec<Answered<'r>>) -> Result<bool> {
    let mut several = |filters: &'r [Filter], conds: &[Cond], name: &str| -> Result<Vec<bool>> {
        let parts = filters.iter().zip(conds).enumerate();
        parts.map(|(position, (filter, cond))| answer(filter, cond, format!("{at}/{name}/{position}"), holds, told)).collect()
    };
    match (filter, cond) {
        (Filter::And(and), Cond::All(parts)) => Ok(several(&and.and, parts, "and")?.into_iter().all(|holds| holds)),
        (Filter::Or(or), Cond::Any(parts)) => Ok(several(&or.or, parts, "or")?.into_iter().any(|holds| holds)),
        (Filter::Not(not), Cond::Not(part)) => Ok(!answer(&not.not, part, format!("{at}/not"), holds, told)?),
        (Filter::Term(term), cond) => {
            let holds = holds(cond);
            told.push(Answered { at, term, holds });
            Ok(holds)
        }
        _ => Err(Error::internal("a filter means something of another shape")),
    }
}
