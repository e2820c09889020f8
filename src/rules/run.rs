//! One run of a rule on one record: its condition, then its actions, in the transaction it is given.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value as Json, json};

use super::actions;
use crate::catalog::Object;
use crate::catalog::model::RuleDef;
use crate::error::{Error, Result};
use crate::lang::Label;
use crate::records::Work;
use crate::runtime;
use crate::script::Vars;
use crate::say;
use crate::store::{self, Event, RunState};
use crate::value::{Id, Record, Value};

/// What the actions of a run share.
pub struct Run<'w, 'c> {
    pub work: &'w mut Work<'c>,
    pub object: Arc<Object>,
    pub record: Id,
    pub event: Option<&'w Event>,
    /// Records that earlier actions created `as` a name, with their object.
    pub created: BTreeMap<String, (String, Id)>,
}

/// What a run did, action by action: [`Step`]s as they are kept, and shown on the record.
pub type Steps = Vec<Json>;

/// One action. Its texts are kept in both languages and told in the reader's.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Step {
    pub kind: String,
    #[schemars(with = "Option<String>")]
    pub label: Option<Label>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result: Option<Json>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub error: Option<Label>,
}

impl Run<'_, '_> {
    /// The record as it is now, deleted or not.
    pub async fn current(&mut self) -> Result<Record> {
        let found = self.work.tx.get(&self.object, self.record).await?;
        found.ok_or_else(|| Error::not_found(say!("记录已不存在", "The record no longer exists")))
    }

    /// Whether the rule's filter and expression hold for the record now.
    pub async fn holds(&mut self, rule: &RuleDef) -> Result<bool> {
        let record = self.current().await?;
        if let Some(filter) = &rule.filter {
            let cond = self.work.cx.condition(&self.object, filter)?;
            if !self.work.matches(&cond, &record).await? {
                return Ok(false);
            }
        }
        match &rule.when {
            None => Ok(true),
            Some(source) => Ok(self.expression(&record, source).await? == Value::Bool(true)),
        }
    }

    /// Runs a Rhai expression over the record, `before`, `me`, `now` and `today`.
    pub async fn expression(&mut self, record: &Record, source: &str) -> Result<Value> {
        let published = self.work.cx.published.clone();
        let failed = |error: crate::script::ScriptError| Error::invalid("script", error.with_place());
        let expression = published.programs.expression(&self.object, source).map_err(failed)?;
        let Work { tx, related, cx, .. } = &mut *self.work;
        let mut vars = runtime::vars(&published.catalog, tx, related, &self.object, record, &expression).await?;
        let now = cx.runtime.clock.now();
        vars.set("me", &cx.actor.id().or(self.event.and_then(|event| event.actor)).map_or(Value::Null, Value::Id));
        vars.set("now", &Value::Time(now));
        vars.set("today", &Value::Date(now.with_timezone(&published.catalog.time_zone).date_naive()));
        set_before(&mut vars, &self.object, self.event);
        published.programs.run_expression(&expression, &vars).map_err(failed)
    }

    /// Runs every action; the steps done so far are in `steps` even when one fails.
    pub async fn act(&mut self, rule: &RuleDef, steps: &mut Steps) -> Result<()> {
        for definition in &rule.actions {
            let outcome = match actions::compile(definition) {
                Ok(action) => action.run(self).await,
                Err(message) => Err(Error::invalid("action", message)),
            };
            let label = actions::find(&definition.kind).map(|found| (found.label)());
            let step = Step { kind: definition.kind.clone(), label, result: None, error: None };
            match outcome {
                Ok(result) => steps.push(json!(Step { result: Some(result), ..step })),
                Err(error) => {
                    steps.push(json!(Step { error: Some(told(&error)), ..step }));
                    return Err(error);
                }
            }
        }
        Ok(())
    }
}

/// `before` as scripts see it: the fields that changed, as they were; on anything but a change it is empty.
fn set_before(vars: &mut Vars, object: &Object, event: Option<&Event>) {
    let changes = event.map_or(&[][..], |event| &event.changes);
    let members: Vec<(String, Value)> = changes
        .iter()
        .filter_map(|change| {
            let field = object.field(&change.field)?;
            Some((change.field.clone(), field.kind.decode(&change.before).unwrap_or_default()))
        })
        .collect();
    vars.set_map("before", &members);
}

/// An error in one sentence: its own and those of its fields.
pub fn told(error: &Error) -> Label {
    let mut told = error.message.clone();
    for field in &error.fields {
        told.zh.push_str(&format!("；{}：{}", field.field, field.message.zh));
        told.en.push_str(&format!("; {}: {}", field.field, field.message.en));
    }
    told
}

/// A run to be kept.
pub struct Kept<'a> {
    pub id: Id,
    pub rule: &'a str,
    pub label: Label,
    pub event: Option<Id>,
    pub object: &'a str,
    pub record: Id,
    pub at: DateTime<Utc>,
}

impl Kept<'_> {
    pub fn done(&self, finished: DateTime<Utc>, steps: Steps) -> store::Run {
        self.row(RunState::Done, finished, steps, None)
    }

    pub fn failed(&self, finished: DateTime<Utc>, steps: Steps, error: &Error) -> store::Run {
        self.row(RunState::Failed, finished, steps, Some(told(error)))
    }

    fn row(&self, state: RunState, finished: DateTime<Utc>, steps: Steps, error: Option<Label>) -> store::Run {
        store::Run {
            id: self.id,
            rule: self.rule.to_owned(),
            label: self.label.clone(),
            event: self.event,
            object: self.object.to_owned(),
            record: self.record,
            state,
            at: self.at,
            finished_at: Some(finished),
            steps: Json::Array(steps),
            error,
        }
    }
}
