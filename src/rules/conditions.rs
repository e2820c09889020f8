//! A rule's conditions asked one by one: each with the values it found and whether it holds. Kept with every run, and told when
//! somebody asks why a rule does not run.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json, json};

use super::asking::Asking;
use super::run::told;
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
pub async fn conditions(asking: &mut Asking<'_>, record: &Record, rule: &RuleDef) -> Result<Vec<Condition>> {
    let mut asked = Vec::new();
    let mut found = Vec::new();
    if let Some(filter) = &rule.filter {
        terms(filter, "/where".to_owned(), &mut asked);
    }
    for (at, term) in asked {
        let holds = asking.matches(record, &Filter::Term(term.clone())).await?;
        let mut values = Map::new();
        let other = term.value.get("ref").and_then(Json::as_str);
        for path in [Some(term.field.as_str()), other].into_iter().flatten() {
            values.insert(path.to_owned(), value_at(asking, record, path).await?);
        }
        found.push(Condition { at, asks: json!(term), holds, values, error: None });
    }
    if let Some(source) = &rule.when {
        found.push(expression(asking, record, source).await?);
    }
    Ok(found)
}

/// As they are kept with a run; null when there is none.
pub async fn kept(asking: &mut Asking<'_>, record: &Record, rule: &RuleDef) -> Result<Json> {
    if rule.filter.is_none() && rule.when.is_none() {
        return Ok(Json::Null);
    }
    Ok(json!(conditions(asking, record, rule).await?))
}

async fn expression(asking: &mut Asking<'_>, record: &Record, source: &str) -> Result<Condition> {
    let (holds, error) = match asking.expression(record, source).await {
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
    asking.value_at(&object, record, path).await
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
