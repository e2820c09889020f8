//! What somebody filled in → a record. The record and the mark by which the same submission is known again are one transaction.

use std::sync::Arc;

use chrono::Duration;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value as Json};

use super::asked::{must, name};
use super::open;
use crate::catalog::Object;
use crate::catalog::model::FormDef;
use crate::error::{Error, FieldError, Kind, Result};
use crate::lang::Label;
use crate::records::input::{self, Values};
use crate::records::{Context, Duplicates, Work, create, person};
use crate::runtime::Runtime;
use crate::say;
use crate::store::{CATALOG_CHANGED, Door};
use crate::value::{Actor, Cause, Id, Origin, Value, slot};

/// How long a submission is known again.
fn memory() -> Duration {
    Duration::days(30)
}

/// A form, filled in.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "FormSubmission")]
pub struct Submission {
    /// Made by whoever submits: however often this one is sent, it is taken once.
    pub id: Id,
    /// By the keys of the fields that are asked.
    #[serde(default)]
    pub values: Map<String, Json>,
    /// People are not shown it. What a program writes into everything it finds is thanked for and thrown away.
    #[serde(default)]
    pub homepage: String,
}

/// Makes a record of what was filled in.
pub async fn fill(on: &Arc<Runtime>, form: &str, given: &Submission, origin: &Origin) -> Result<()> {
    let mut cx = Context { origin: origin.clone(), ..context(on, form) };
    if !given.homepage.is_empty() {
        return open(cx.catalog(), form).map(drop);
    }
    loop {
        match take(&cx, form, given).await {
            Err(error) if error.code == CATALOG_CHANGED => cx = cx.renewed(on.newest().await?),
            taken => return taken.map(drop),
        }
    }
}

/// The same for a test of a rule; gives the record.
pub async fn rehearsed(on: &Arc<Runtime>, form: &str, values: &Map<String, Json>) -> Result<Option<Id>> {
    let given = Submission { id: on.clock.new_id(), values: values.clone(), homepage: String::new() };
    take(&context(on, form), form, &given).await
}

/// The system writes, because somebody unknown filled in the form.
fn context(on: &Arc<Runtime>, form: &str) -> Context {
    Context { cause: Cause { form: Some(form.to_owned()), ..Cause::default() }, ..Context::new(on, Actor::System, "form") }
}

/// The record; none when the same was submitted before.
async fn take(cx: &Context, key: &str, given: &Submission) -> Result<Option<Id>> {
    let (form, object) = open(cx.catalog(), key)?;
    let mut values = values(cx, form, object, &given.values)?;
    let (door, mark, now) = (Door::Form(key.to_owned()), format!("id:{}", given.id), cx.runtime.clock.now());
    let mut work = Work::begin(cx).await?;
    if work.tx.delivered(&door, &mark).await?.is_some() {
        return Ok(None);
    }
    if let Some(named) = &form.owner
        && let Some(owner) = person::named(&mut work.tx, cx.catalog(), named).await?
    {
        values.insert(slot::OWNER, Value::Id(owner));
    }
    let made = create::within(&mut work, object, values, Duplicates::Untold).await.map_err(|error| told(form, error))?;
    work.tx.keep_delivery(&door, &mark, None, now).await?;
    work.tx.forget_deliveries(now - memory()).await?;
    work.commit().await?;
    Ok(Some(made.record.id()))
}

/// What was answered, and what the form sets. All that is wrong with the answers is told at once.
fn values(cx: &Context, form: &FormDef, object: &Object, given: &Map<String, Json>) -> Result<Values> {
    let mut errors: Vec<FieldError> = given.keys().filter(|key| !form.asks(key)).map(|key| unasked(key)).collect();
    let mut values = Values::new();
    for asked in &form.fields {
        let Some(field) = object.field(&asked.field) else { continue };
        match field.kind.decode(given.get(field.key()).unwrap_or(&Json::Null)) {
            Ok(value) if value.is_null() && must(asked, field) => errors.push(required(name(form, object, field.key()), field.key())),
            Ok(value) => drop(values.insert(field.slot, value)),
            Err(refusal) => errors.push(FieldError::new(field.key(), refusal.code, refusal.message)),
        }
    }
    if !errors.is_empty() {
        return Err(Error::fields(errors));
    }
    let set = form.values.iter().filter_map(|(key, written)| Some((object.field(key)?, written)));
    values.extend(set.map(|(field, written)| (field.slot, input::written(cx, field, written))));
    Ok(values)
}

/// The same for a field that there is and for one that there is not.
fn unasked(key: &str) -> FieldError {
    FieldError::new(key, "unknown_field", say!("表单里没有“{}”这一项", "The form does not ask for `{}`", key))
}

fn required(name: Option<Label>, key: &str) -> FieldError {
    let name = name.unwrap_or_else(|| Label::same(key));
    FieldError::new(key, "required", Label::new(format!("请填写{}", name.zh), format!("{} is required", name.en)))
}

/// Of what the engine refuses, whoever fills in a form is told what is about their answers; the rest is for the log.
fn told(form: &FormDef, error: Error) -> Error {
    if matches!(error.kind, Kind::Internal | Kind::Unavailable) || error.code == CATALOG_CHANGED {
        return error;
    }
    // A check that stands at no field is about the record as a whole, and its words are meant to be read.
    let theirs = |error: &FieldError| form.asks(&error.field) || (error.field.is_empty() && error.code == "check");
    let fields: Vec<FieldError> = error.fields.iter().filter(|error| theirs(error)).cloned().collect();
    if !fields.is_empty() {
        return Error::fields(fields);
    }
    tracing::warn!(form = form.key, code = error.code, "nothing could be made of what was filled in");
    Error::invalid("not_taken", say!("现在无法提交，请换一种方式联系我们", "This cannot be submitted right now; please get in touch in another way"))
}
