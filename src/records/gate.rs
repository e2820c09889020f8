//! Stage gates: what must hold before a record enters a stage. The same for people, the API, imports and rules.

use serde_json::json;

use super::Context;
use crate::catalog::model::{Moves, NamedMoves, StageDef, StageStatus};
use crate::catalog::{Object, Pipeline};
use crate::error::{Error, FieldError, Result};
use crate::lang::Label;
use crate::query;
use crate::runtime::Related;
use crate::store::Conn;
use crate::value::{Record, Value};

/// Why a record may not enter a stage.
#[derive(Clone, Debug, Default)]
pub struct Refused {
    pub stage: String,
    /// Fields to be filled first.
    pub missing: Vec<String>,
    pub errors: Vec<FieldError>,
    /// What the gate says when its condition does not hold, or why the move is not offered.
    pub message: Option<Label>,
}

impl Refused {
    pub fn is_empty(&self) -> bool {
        self.errors.is_empty()
    }

    /// As the error a caller sees; further field errors may stand beside it.
    pub fn into_error(self, others: Vec<FieldError>) -> Error {
        let message = self.message.clone().unwrap_or_else(|| {
            Label::new("进入这个阶段前需要补全信息", "Some information is needed before entering this stage")
        });
        let mut fields = self.errors;
        fields.extend(others);
        Error::invalid("gate", message)
            .with_fields(fields)
            .with_extra(json!({"missing": self.missing, "stage": self.stage}))
    }
}

/// Asks the gate of the stage the record now stands in, coming from `from` (`None` when it is new).
pub async fn check(
    cx: &Context,
    conn: &mut Conn,
    related: &mut Related,
    object: &std::sync::Arc<Object>,
    pipeline: &Pipeline,
    from: Option<&str>,
    record: &Record,
) -> Result<Refused> {
    let Some(field) = object.field(&pipeline.field) else { return Ok(Refused::default()) };
    let Value::Text(to) = &record.values[field.slot] else { return Ok(Refused::default()) };
    let Some(stage) = pipeline.stage(to) else { return Ok(unknown_stage(pipeline, to)) };
    let mut refused = Refused { stage: to.clone(), ..Refused::default() };
    if let Some(from) = from.filter(|from| !allowed(pipeline, from, to)) {
        let label = |key: &str| pipeline.stage(key).map_or_else(|| Label::same(key), |stage| stage.label.clone());
        let (a, b) = (label(from), label(to));
        let message = Label::new(
            format!("不能从「{}」直接到「{}」", a.zh, b.zh),
            format!("A move from “{}” to “{}” is not allowed", a.en, b.en),
        );
        refused.errors.push(FieldError::new(field.key(), "move", message.clone()));
        refused.message = Some(message);
        return Ok(refused);
    }
    if !cx.policy.moves_to(&object.key, &pipeline.def.key, to) {
        let message = Label::new(
            format!("你不能把{}移到「{}」", object.def.label.zh, stage.label.zh),
            format!("You may not move a {} to “{}”", object.def.label.en, stage.label.en),
        );
        refused.errors.push(FieldError::new(field.key(), "move", message.clone()));
        refused.message = Some(message);
        return Ok(refused);
    }
    let mut unmet = None;
    for key in required(pipeline, stage) {
        let Some(needed) = object.field(key).filter(|needed| record.values[needed.slot].is_null()) else { continue };
        match cx.seen().object(&object.key).is_some_and(|seen| seen.field(key).is_some()) {
            true => {
                refused.missing.push(key.to_owned());
                refused.errors.push(super::work::required(object, needed.slot));
            }
            // Which one it is, is not told.
            false => unmet = Some(condition(stage)),
        }
    }
    if let Some(when) = stage.enter.as_ref().and_then(|gate| gate.when.as_ref()) {
        let cond = cx.meant(cx.published.conditions.gate(pipeline, to), object, when)?;
        if !related.matches(conn, &cond, record).await? {
            let seen = cx.seen();
            let told = seen.object(&object.key).is_some_and(|object| query::filter_fits(seen, object, when));
            let message = stage.enter.as_ref().and_then(|gate| gate.message.clone()).filter(|_| told);
            unmet = Some(message.unwrap_or_else(|| condition(stage)));
        }
    }
    if let Some(message) = unmet {
        refused.errors.push(FieldError::new(field.key(), "gate", message.clone()));
        refused.message = Some(message);
    }
    Ok(refused)
}

fn condition(stage: &StageDef) -> Label {
    Label::new(
        format!("还不满足进入「{}」的条件", stage.label.zh),
        format!("The condition for “{}” is not met yet", stage.label.en),
    )
}

/// Fields the stage asks for, the reason of a loss among them.
fn required<'a>(pipeline: &'a Pipeline, stage: &'a StageDef) -> impl Iterator<Item = &'a str> {
    let named = stage.enter.iter().flat_map(|gate| gate.require.iter());
    let reason = pipeline.def.lost_reason.iter().filter(|_| stage.status == StageStatus::Lost);
    let mut seen = std::collections::HashSet::new();
    named.chain(reason).map(String::as_str).filter(move |key| seen.insert(*key))
}

fn allowed(pipeline: &Pipeline, from: &str, to: &str) -> bool {
    let (Some(start), Some(end)) = (pipeline.stages.get(from), pipeline.stages.get(to)) else { return true };
    match &pipeline.def.moves {
        Moves::Named(NamedMoves::Any) => true,
        Moves::Named(NamedMoves::Forward) => {
            end > start || pipeline.def.stages[*end].status == StageStatus::Lost
        }
        Moves::Listed(moves) => moves.iter().any(|one| one.from == from && one.to.iter().any(|key| key == to)),
    }
}

fn unknown_stage(pipeline: &Pipeline, stage: &str) -> Refused {
    let stages = pipeline.stages.keys().cloned().collect::<Vec<_>>().join(", ");
    let message = Label::new(
        format!("流程「{}」没有阶段「{stage}」，可用的有：{stages}", pipeline.def.label.zh),
        format!("The pipeline “{}” has no stage `{stage}`; it has {stages}", pipeline.def.label.en),
    );
    Refused {
        stage: stage.to_owned(),
        missing: Vec::new(),
        errors: vec![FieldError::new(pipeline.field.clone(), "unknown_stage", message.clone())],
        message: Some(message),
    }
}
