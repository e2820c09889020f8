//! Move a record to another stage of a pipeline, with what the gate asks for in the same step.

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value as Json};

use super::input;
use super::update::{Edit, apply};
use super::{Context, Written};
use crate::access::Action;
use crate::error::{Error, Result};
use crate::say;
use crate::value::{Id, Value};

/// Where to, and what is filled in on the way.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Move {
    pub stage: String,
    /// The object's first when absent.
    #[serde(default)]
    pub pipeline: Option<String>,
    /// Fields filled on the way.
    #[serde(default)]
    pub values: Map<String, Json>,
    #[serde(default)]
    pub note: Option<String>,
}

/// Moves the record through the gate of the stage.
pub async fn move_to(cx: &Context, object: &str, id: Id, to: Move) -> Result<Written> {
    let object = cx.object(object, Action::Update)?;
    let found = match &to.pipeline {
        Some(key) => object.pipelines.iter().find(|(pipeline, _)| pipeline == key),
        None => object.pipelines.first(),
    };
    let Some((_, slot)) = found else {
        let label = &object.def.label;
        return Err(match &to.pipeline {
            Some(key) => Error::not_found(say!("没有流程「{}」", "There is no pipeline `{}`", key)),
            None => Error::not_found(crate::lang::Label::new(
                format!("{}没有销售流程", label.zh),
                format!("{} has no pipeline", label.en),
            )),
        });
    };
    let mut values = input::decode(cx, &object, &to.values).map_err(Error::fields)?;
    values.insert(*slot, Value::Text(to.stage));
    let note = to.note.filter(|note| !note.trim().is_empty());
    apply(cx, &object, id, Edit { values, expect: None, note }).await
}
