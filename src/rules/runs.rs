//! The runs on a record, told in the reader's language.

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value as Json;

use super::conditions::Condition;
use super::explain::shown_conditions;
use super::run::Step;
use crate::access::Action;
use crate::error::Result;
use crate::lang::Lang;
use crate::records::{Context, read};
use crate::store::{self, RunState};
use crate::value::Id;

#[derive(Debug, Serialize, JsonSchema)]
pub struct Runs {
    pub runs: Vec<Run>,
}

/// What one rule did on a record, or why it failed.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Run {
    pub id: Id,
    pub rule: String,
    pub label: String,
    /// What it reacted to; null when a person pressed its button.
    pub event: Option<Id>,
    pub state: RunState,
    pub at: DateTime<Utc>,
    pub finished_at: Option<DateTime<Utc>>,
    /// When it is looked at again, while it waits.
    pub wake_at: Option<DateTime<Utc>>,
    #[schemars(with = "Vec<Step>")]
    pub steps: Json,
    pub error: Option<String>,
    /// What was asked before it ran, and what was found; to those who do not see everything, nothing.
    pub conditions: Vec<Condition>,
}

/// Newest first.
pub async fn runs(cx: &Context, object: &str, id: Id) -> Result<Runs> {
    let object = cx.seen_object(object, Action::Read)?;
    let mut sight = cx.look().await?;
    read::find(&mut sight, &object, id).await?;
    let runs = sight.conn.runs(id, 100).await?;
    Ok(Runs { runs: runs.iter().map(|run| shown(cx, run)).collect() })
}

pub(super) fn shown(cx: &Context, run: &store::Run) -> Run {
    let lang = cx.actor.lang();
    Run {
        id: run.id,
        rule: run.rule.clone(),
        label: run.label.get(lang).to_owned(),
        event: run.event,
        state: run.state,
        at: run.at,
        finished_at: run.finished_at,
        wake_at: run.wake_at,
        steps: steps_shown(cx, &run.steps),
        error: run.error.as_ref().map(|error| error.get(lang).to_owned()),
        conditions: shown_conditions(cx, &run.conditions),
    }
}

/// Steps as the reader may see them, in their language.
pub(super) fn steps_shown(cx: &Context, steps: &Json) -> Json {
    localised(&seen(cx, steps), cx.actor.lang())
}

/// What a step did may speak of fields and records that not everybody sees: those who do not see all are told only that it was done.
fn seen(cx: &Context, steps: &Json) -> Json {
    let mut steps = steps.clone();
    if !cx.policy.reads_everything() {
        for step in steps.as_array_mut().into_iter().flatten().filter_map(Json::as_object_mut) {
            step.remove("result");
            step.remove("changes");
        }
    }
    steps
}

/// Labels in both languages become the reader's.
fn localised(json: &Json, lang: Lang) -> Json {
    match json {
        Json::Object(map) if map.len() == 2 && map.contains_key("zh-CN") && map.contains_key("en") => {
            map.get(lang.code()).cloned().unwrap_or_default()
        }
        Json::Object(map) => map.iter().map(|(key, value)| (key.clone(), localised(value, lang))).collect(),
        Json::Array(items) => items.iter().map(|item| localised(item, lang)).collect(),
        other => other.clone(),
    }
}
