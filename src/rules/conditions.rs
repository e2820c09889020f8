//! A rule's conditions asked one by one: each with the values it found and whether it holds. Kept with every run, and told when
//! somebody asks why a rule does not run.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json, json};

use super::run::{Run, told};
use super::values::path_value;
use crate::catalog::model::RuleDef;
use crate::error::{Kind, Result};
use crate::fields::STARS;
use crate::lang::Label;
use crate::query;
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

/// Every condition of the rule for the record as it is; whether they hold together is not the same as whether each does.
pub async fn conditions(run: &mut Run<'_, '_>, record: &Record, rule: &RuleDef) -> Result<Vec<Condition>> {
    let mut asked = Vec::new();
    let mut found = Vec::new();
    if let Some(filter) = &rule.filter {
        terms(filter, "/where".to_owned(), &mut asked);
    }
    for (at, term) in asked {
        let cond = run.work.cx.condition(&run.object, &Filter::Term(term.clone()))?;
        let holds = run.work.matches(&cond, record).await?;
        let mut values = Map::new();
        let other = term.value.get("ref").and_then(Json::as_str);
        for path in [Some(term.field.as_str()), other].into_iter().flatten() {
            values.insert(path.to_owned(), value_at(run, record, path).await?);
        }
        found.push(Condition { at, asks: json!(term), holds, values, error: None });
    }
    if let Some(source) = &rule.when {
        found.push(expression(run, record, source).await?);
    }
    Ok(found)
}

/// As they are kept with a run; null when there is none.
pub async fn kept(run: &mut Run<'_, '_>, record: &Record, rule: &RuleDef) -> Result<Json> {
    if rule.filter.is_none() && rule.when.is_none() {
        return Ok(Json::Null);
    }
    Ok(json!(conditions(run, record, rule).await?))
}

async fn expression(run: &mut Run<'_, '_>, record: &Record, source: &str) -> Result<Condition> {
    let (holds, error) = match run.expression(record, source).await {
        Ok(value) => (value == Value::Bool(true), None),
        Err(error) if matches!(error.kind, Kind::Internal | Kind::Unavailable) => return Err(error),
        Err(error) => (false, Some(told(&error))),
    };
    let reads = run.work.cx.published.programs.expression(&run.object, source).map(|formula| formula.reads.clone()).unwrap_or_default();
    let mut values = Map::new();
    for path in reads {
        let path = path.join(".");
        values.insert(path.clone(), value_at(run, record, &path).await?);
    }
    Ok(Condition { at: "/when".to_owned(), asks: json!(source), holds, values, error })
}

/// Null for what is no field: a stage's probability and the like. What is encrypted where it is kept is not kept here in the open.
async fn value_at(run: &mut Run<'_, '_>, record: &Record, path: &str) -> Result<Json> {
    let object = run.object.clone();
    let Ok(found) = query::path(run.work.cx.catalog(), &object, path) else { return Ok(Json::Null) };
    if found.field(&object).is_some_and(|field| field.kind.sealed().is_some()) {
        return Ok(Json::from(STARS));
    }
    path_value(run, &object, record, path).await
}

fn terms<'f>(filter: &'f Filter, at: String, found: &mut Vec<(String, &'f Term)>) {
    let mut each = |parts: &'f [Filter], name: &str| {
        for (position, part) in parts.iter().enumerate() {
            terms(part, format!("{at}/{name}/{position}"), found);
        }
    };
    match filter {
        Filter::And(and) => each(&and.and, "and"),
        Filter::Or(or) => each(&or.or, "or"),
        Filter::Not(not) => terms(&not.not, format!("{at}/not"), found),
        Filter::Term(term) => found.push((at, term)),
    }
}
