//! Duplicate rules: records with equal values in all fields of a rule.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::json;

use super::Work;
use crate::access::Action;
use crate::catalog::Object;
use crate::catalog::model::{DuplicateAction, DuplicateDef};
use crate::error::{Error, FieldError, Result};
use crate::lang::Label;
use crate::value::{Id, Record, Value};

/// What to do about a duplicate that the rules only warn of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Duplicates {
    /// Stop and ask.
    #[default]
    Ask,
    /// It was asked, or nobody can be: go on, with a warning.
    Accept,
    /// Whoever writes may not even learn that there are any: go on, whatever the rules say.
    Untold,
}

/// A duplicate that was let pass.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Warning {
    /// `duplicate`
    pub code: &'static str,
    pub message: String,
    pub matches: Vec<Match>,
}

/// A record that looks the same.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Match {
    pub id: Id,
    pub title: String,
}

/// Checks the rules whose fields are among `slots`; answers the warnings that were accepted.
pub async fn check(
    work: &mut Work<'_>,
    object: &Arc<Object>,
    record: &Record,
    slots: &(dyn Fn(usize) -> bool + Sync),
    duplicates: Duplicates,
) -> Result<Vec<Warning>> {
    let mut warnings = Vec::new();
    if duplicates == Duplicates::Untold {
        return Ok(warnings);
    }
    let mut rules: Vec<&DuplicateDef> = object.def.duplicates.iter().collect();
    // What is refused anyway is not asked about first.
    rules.sort_by_key(|rule| rule.action != DuplicateAction::Refuse);
    for rule in rules {
        let fields: Vec<_> = rule.fields.iter().filter_map(|key| object.field(key)).collect();
        let values: Vec<(usize, &Value)> = fields.iter().map(|field| (field.slot, &record.values[field.slot])).collect();
        let touched = values.iter().any(|(slot, _)| slots(*slot));
        if values.is_empty() || !touched || values.iter().any(|(_, value)| value.is_null()) {
            continue;
        }
        let found = work.tx.find_equal(object, &values, Some(record.id()), 5).await?;
        if found.is_empty() {
            continue;
        }
        // Which ones have a value would tell that value of them.
        let told = fields.iter().all(|field| work.cx.policy.field(&object.key, field.key()).shows_whole());
        let matches = if told { matches(work, object, &found).await? } else { Vec::new() };
        let message = message(object, rule);
        match (rule.action, duplicates) {
            (DuplicateAction::Refuse, _) => {
                let errors = fields.iter().map(|field| FieldError::new(field.key(), "duplicate", message.clone()));
                let error = Error::invalid("duplicate", message.clone()).with_fields(errors.collect());
                return Err(error.with_extra(json!({"matches": matches})));
            }
            (DuplicateAction::Warn, Duplicates::Ask) => {
                let error = Error::conflict("duplicate_warning", message);
                return Err(error.with_extra(json!({"matches": matches})));
            }
            (DuplicateAction::Warn, _) => {
                let message = message.get(work.cx.actor.lang()).to_owned();
                warnings.push(Warning { code: "duplicate", message, matches });
            }
        }
    }
    Ok(warnings)
}

/// Those the actor may read; that there are others is told, not which.
async fn matches(work: &mut Work<'_>, object: &Arc<Object>, ids: &[Id]) -> Result<Vec<Match>> {
    let titles = match work.cx.scope(Action::Read, object) {
        Some(scope) => {
            let ids = work.tx.within(object, ids, &scope).await?;
            work.tx.titles(object, &ids).await?
        }
        None => work.tx.titles(object, ids).await?,
    };
    Ok(titles.into_iter().map(|(id, title)| Match { id, title }).collect())
}

fn message(object: &Object, rule: &DuplicateDef) -> Label {
    rule.message.clone().unwrap_or_else(|| {
        let names = |pick: fn(&Label) -> &str, joint: &str| {
            let labels = rule.fields.iter().filter_map(|key| object.field(key)).map(|field| pick(field.label()));
            labels.collect::<Vec<_>>().join(joint)
        };
        let zh = names(|label| &label.zh, "、");
        let en = names(|label| &label.en, ", ");
        Label::new(
            format!("已有{}相同的{}", zh, object.def.label.zh),
            format!("There already is a {} with the same {}", object.def.label.en, en),
        )
    })
}
