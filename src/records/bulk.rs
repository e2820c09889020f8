//! The same change to many records: each on its own, so that one that is refused does not hold up the others.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

use super::stage::{self, Move};
use super::{Context, delete, pool, update};
use crate::access::Action;
use crate::error::{Error, Result, Told};
use crate::say;
use crate::store::CATALOG_CHANGED;
use crate::value::Id;

const MAX: usize = 1_000;

/// Exactly one of `set`, `move`, `claim` and `delete`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Bulk {
    pub ids: Vec<Id>,
    #[serde(default)]
    pub set: Option<Map<String, Json>>,
    #[serde(default, rename = "move")]
    pub moved: Option<Move>,
    /// Take them out of the pools they lie in.
    #[serde(default)]
    pub claim: bool,
    #[serde(default)]
    pub delete: bool,
}

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "BulkOutcome")]
pub struct Outcome {
    pub done: usize,
    pub failed: Vec<Failed>,
}

/// A record that could not be changed, and why.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Failed {
    pub id: Id,
    /// Null when there is no such record.
    pub title: Option<String>,
    pub message: String,
    pub errors: Vec<Told>,
}

pub async fn bulk(cx: &Context, object: &str, bulk: &Bulk) -> Result<Outcome> {
    let asked = usize::from(bulk.set.is_some()) + usize::from(bulk.moved.is_some()) + usize::from(bulk.claim) + usize::from(bulk.delete);
    if asked != 1 || bulk.ids.len() > MAX {
        let message = say!("一次最多 {} 条，且只做一种改动", "At most {} records at once, and one kind of change", MAX);
        return Err(Error::malformed("bad_bulk", message));
    }
    let found = cx.seen_object(object, Action::Read)?;
    cx.policy.require(Action::Bulk, &found)?;
    let mut done = 0;
    let mut failures = Vec::new();
    for id in &bulk.ids {
        match anew(cx, object, *id, bulk).await {
            Ok(()) => done += 1,
            Err(error) if error.kind == crate::error::Kind::Internal => return Err(error),
            Err(error) => failures.push((*id, error)),
        }
    }
    let ids: Vec<Id> = failures.iter().map(|(id, _)| *id).collect();
    let titles = cx.look().await?.titles(&found, &ids).await?;
    let lang = cx.actor.lang();
    let told = |(id, error): (Id, Error)| {
        let title = titles.iter().find(|(other, _)| *other == id).map(|(_, title)| title.clone());
        let errors = error.fields.iter().map(|field| field.told(lang)).collect();
        Failed { id, title, message: error.message.get(lang).to_owned(), errors }
    };
    Ok(Outcome { done, failed: failures.into_iter().map(told).collect() })
}

/// Under the catalog in force, though one was published since the request began: those before it are done.
async fn anew(cx: &Context, object: &str, id: Id, bulk: &Bulk) -> Result<()> {
    match one(cx, object, id, bulk).await {
        Err(error) if error.code == CATALOG_CHANGED => {
            let published = cx.runtime.newest().await?;
            one(&cx.renewed(published), object, id, bulk).await
        }
        outcome => outcome,
    }
}

async fn one(cx: &Context, object: &str, id: Id, bulk: &Bulk) -> Result<()> {
    if let Some(set) = &bulk.set {
        update::update(cx, object, id, None, set).await.map(drop)
    } else if let Some(to) = &bulk.moved {
        stage::move_to(cx, object, id, to.clone()).await.map(drop)
    } else if bulk.claim {
        pool::claim(cx, object, id).await.map(drop)
    } else {
        delete::delete(cx, object, id).await
    }
}
