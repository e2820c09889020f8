//! One row of a sheet written as a record: created, or found by the key and changed. The same code as any other write.

use std::collections::BTreeMap;

use super::columns::is_identity;
use super::reading::Reading;
use crate::access::Action;
use crate::catalog::model::{Administer, StageStatus};
use crate::catalog::{Field, Object};
use crate::error::{Error, FieldError, Kind, Result};
use crate::fields::Column;
use crate::records::input::granted;
use crate::records::update::Edit;
use crate::records::{Context, Duplicates, Work, create, update};
use crate::say;
use crate::value::{Id, Record, Value, slot};

/// Values by slot.
pub type Values = BTreeMap<usize, Value>;

#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "RowOutcome")]
pub enum Outcome {
    Create,
    Update,
    Unchanged,
    Refuse,
}

/// What became of a row.
pub struct Done {
    pub outcome: Outcome,
    pub record: Record,
    /// A duplicate rule warned.
    pub warned: bool,
}

/// Whether this person may bring values for the field at all, of new records at least.
pub fn may_write(cx: &Context, object: &Object, field: &Field) -> bool {
    let looks_after_data = || cx.administers(Administer::Data);
    match field.slot {
        slot::ID => true,
        _ if !granted(cx, object, field, &Value::Null) => false,
        slot::OWNER => true,
        slot::CREATED_AT => looks_after_data(),
        _ if field.system => false,
        _ if field.def.readonly => looks_after_data(),
        _ => super::columns::writable(field),
    }
}

/// Writes one row in the transaction. A refusal leaves at most an unused automatic number behind.
pub async fn write(work: &mut Work<'_>, reading: &Reading, mut values: Values, defaults: &Values) -> Result<Done> {
    let object = &reading.object;
    let found = match reading.key {
        Some(key) => find(work, object, key, &values).await?,
        None => None,
    };
    values.retain(|slot, _| !is_identity(&object.fields[*slot]));
    let Some(before) = found else {
        work.cx.policy.require(Action::Create, object)?;
        fill(work.cx, object, &mut values, defaults);
        let written = create::within(work, object, values, Duplicates::Accept).await?;
        return Ok(Done { outcome: Outcome::Create, warned: !written.warnings.is_empty(), record: written.record });
    };
    work.cx.policy.require(Action::Update, object)?;
    let edit = Edit { values, expect: None, note: None };
    let written = update::within(work, object, before.id(), edit).await?;
    let outcome = if written.record.version() == before.version() { Outcome::Unchanged } else { Outcome::Update };
    Ok(Done { outcome, warned: !written.warnings.is_empty(), record: written.record })
}

/// The record that the row speaks of; none when the key is blank or new.
async fn find(work: &mut Work<'_>, object: &Object, key: usize, values: &Values) -> Result<Option<Record>> {
    let field = &object.fields[key];
    let Some(value) = values.get(&key).filter(|value| !value.is_null()) else { return Ok(None) };
    let refused = |code, message| Err(Error::fields(vec![FieldError::new(field.key(), code, message)]));
    let ids: Vec<Id> = match value {
        Value::Id(id) if is_identity(field) => vec![*id],
        value => work.tx.find_equal(object, &[(key, value)], None, 2).await?,
    };
    let [id] = ids[..] else {
        return match ids.len() {
            0 => Ok(None),
            _ => refused("several", say!("有多条记录是这个值，无法确定更新哪一条", "Several records have this value; it does not say which to update")),
        };
    };
    match work.tx.get(object, id).await?.filter(|record| !record.is_deleted()) {
        Some(record) => Ok(Some(record)),
        None => refused("no_such_record", say!("没有这个编号的记录，或已被删除", "There is no record with this id, or it was deleted")),
    }
}

/// Puts the chosen defaults where a new record has nothing. The reason of a loss only where there was one.
fn fill(cx: &Context, object: &Object, values: &mut Values, defaults: &Values) {
    for (slot, value) in defaults {
        if values.contains_key(slot) {
            continue;
        }
        let reason_of = object.pipelines.iter().filter_map(|(key, stage)| Some((cx.catalog().pipeline(key)?, *stage)));
        let mut reason_of = reason_of.filter(|(pipeline, _)| pipeline.def.lost_reason.as_deref() == Some(object.fields[*slot].key())).peekable();
        let lost = |values: &Values, pipeline: &crate::catalog::Pipeline, stage: usize| {
            let key = values.get(&stage).and_then(Value::as_text);
            key.and_then(|key| pipeline.stage(key)).is_some_and(|stage| stage.status == StageStatus::Lost)
        };
        if reason_of.peek().is_none() || reason_of.any(|(pipeline, stage)| lost(values, pipeline, stage)) {
            values.insert(*slot, value.clone());
        }
    }
}

/// Whether the error is about this row, rather than about the whole.
pub fn is_refusal(error: &Error) -> bool {
    matches!(error.kind, Kind::Invalid | Kind::Conflict | Kind::NotFound | Kind::Forbidden | Kind::Malformed | Kind::TooLarge)
}

/// The error as errors of fields; one without a field when it names none.
pub fn errors(error: Error) -> Vec<FieldError> {
    match error.fields.is_empty() {
        true => vec![FieldError::new("", error.code, error.message)],
        false => error.fields,
    }
}

/// Defaults as chosen, typed.
pub fn defaults(cx: &Context, object: &Object, given: &serde_json::Map<String, serde_json::Value>) -> Result<Values> {
    let mut values = Values::new();
    let mut errors = Vec::new();
    for (key, json) in given {
        let Some(field) = object.field(key).filter(|field| may_write(cx, object, field) && field.kind.column() != Column::Json) else {
            let message = say!("没有可填写的字段「{}」", "There is no field `{}` to be filled", key);
            errors.push(FieldError::new(key, "unknown_field", message));
            continue;
        };
        match field.kind.decode(json) {
            Ok(Value::Null) => {}
            Ok(value) => {
                values.insert(field.slot, value);
            }
            Err(refusal) => errors.push(FieldError::new(key, refusal.code, refusal.message)),
        }
    }
    if errors.is_empty() { Ok(values) } else { Err(Error::fields(errors)) }
}
