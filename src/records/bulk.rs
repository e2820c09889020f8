//! The same change to many records: each on its own, so that one that is refused does not hold up the others.

use serde::Deserialize;
use serde_json::{Map, Value as Json, json};

use super::stage::{self, Move};
use super::{Context, delete, update};
use crate::access::Action;
use crate::error::{Error, Result};
use crate::say;
use crate::value::Id;

const MAX: usize = 1_000;

/// `{"ids": […], "set"?: {…} | "move"?: {…} | "delete"?: true}`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bulk {
    pub ids: Vec<Id>,
    #[serde(default)]
    pub set: Option<Map<String, Json>>,
    #[serde(default, rename = "move")]
    pub moved: Option<Move>,
    #[serde(default)]
    pub delete: bool,
}

/// `{"done": n, "failed": [{"id", "title", "message", "errors"}]}`
pub async fn bulk(cx: &Context, object: &str, bulk: &Bulk) -> Result<Json> {
    let asked = usize::from(bulk.set.is_some()) + usize::from(bulk.moved.is_some()) + usize::from(bulk.delete);
    if asked != 1 || bulk.ids.len() > MAX {
        let message = say!("一次最多 {} 条，且只做一种改动", "At most {} records at once, and one kind of change", MAX);
        return Err(Error::malformed("bad_bulk", message));
    }
    let found = cx.object(object, Action::Read)?;
    let mut done = 0;
    let mut failures = Vec::new();
    for id in &bulk.ids {
        match one(cx, object, *id, bulk).await {
            Ok(()) => done += 1,
            Err(error) if error.kind == crate::error::Kind::Internal => return Err(error),
            Err(error) => failures.push((*id, error)),
        }
    }
    let ids: Vec<Id> = failures.iter().map(|(id, _)| *id).collect();
    let titles = cx.runtime.store.read().await?.titles(&found, &ids).await?;
    let lang = cx.actor.lang();
    let failed: Vec<Json> = failures
        .iter()
        .map(|(id, error)| {
            let title = titles.iter().find(|(other, _)| other == id).map(|(_, title)| title);
            let errors: Vec<Json> = error
                .fields
                .iter()
                .map(|field| json!({"field": field.field, "code": field.code, "message": field.message.get(lang)}))
                .collect();
            json!({"id": id, "title": title, "message": error.message.get(lang), "errors": errors})
        })
        .collect();
    Ok(json!({"done": done, "failed": failed}))
}

async fn one(cx: &Context, object: &str, id: Id, bulk: &Bulk) -> Result<()> {
    if let Some(set) = &bulk.set {
        update::update(cx, object, id, None, set).await.map(drop)
    } else if let Some(to) = &bulk.moved {
        stage::move_to(cx, object, id, to.clone()).await.map(drop)
    } else {
        delete::delete(cx, object, id).await
    }
}
