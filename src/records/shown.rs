//! A record in words, as somebody sees it: for messages and pages that know no fields.

use schemars::JsonSchema;
use serde::Serialize;

use super::json as encode;
use super::{Context, read};
use crate::access::Action;
use crate::error::{Kind, Result};
use crate::value::{Id, Value};

/// Fields that are told.
const MOST: usize = 16;

/// One field and what stands in it.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "FieldSaid")]
pub struct Said {
    pub label: String,
    pub text: String,
}

/// What the record says, the empty left out; nothing when the actor may not read it.
pub async fn said(cx: &Context, object: &str, id: Id) -> Result<Vec<Said>> {
    let found = cx.seen_object(object, Action::Read);
    let mut sight = cx.look().await?;
    let (object, record) = match found {
        Ok(object) => match read::find(&mut sight, &object, id).await {
            Ok(record) => (object, record),
            Err(error) if error.kind == Kind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error),
        },
        Err(_) => return Ok(Vec::new()),
    };
    let refs = encode::refs(&mut sight, &object, std::slice::from_ref(&record)).await?;
    let lang = cx.actor.lang();
    let told = object.own_fields().filter_map(|field| {
        let text = match &record.values[field.slot] {
            Value::Null => return None,
            Value::Id(id) => refs.get(id)?.title.clone(),
            value => match field.kind.pipeline().and_then(|key| cx.seen().pipeline(key)).zip(value.as_text()) {
                Some((pipeline, key)) => pipeline.stage(key).map_or(key, |stage| stage.label.get(lang)).to_owned(),
                None => field.kind.display(value, lang),
            },
        };
        Some(Said { label: field.label().get(lang).to_owned(), text })
    });
    Ok(told.filter(|said| !said.text.is_empty()).take(MOST).collect())
}
