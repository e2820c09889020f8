//! A retired field is forgotten for good: taken out of the catalog, and its values with it.

use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};

use super::reshape::{found, without};
use super::{settings, tell};
use crate::error::Result;
use crate::lang::Label;
use crate::runtime::Runtime;
use crate::store::Chore;
use crate::value::{Author, Origin};

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Forget {
    pub object: String,
    pub field: String,
    /// From where it was asked for.
    #[serde(default)]
    pub origin: Origin,
}

pub(super) async fn forget(runtime: &Runtime, chore: &mut Chore) -> Result<Json> {
    let _turn = runtime.publishing_next().await?;
    let work: Forget = settings(chore)?;
    let published = runtime.published();
    if let Ok((object, field)) = found(&published, &work.object, &work.field) {
        let Label { zh, en } = field.label();
        let message = format!("彻底清除字段「{zh}」 / “{en}” is forgotten for good");
        let publish = runtime.publication(Author { id: chore.by, origin: work.origin.clone() }, without(&published, object, &work.field), message);
        runtime.carry(publish, None, &|_, _| ()).await?;
    }
    let published = runtime.published();
    let Some(object) = published.catalog.object(&work.object) else { return Ok(Json::Null) };
    let known = chore.clone();
    let told = |done: u64, total: u64| {
        let (done, total) = (done.try_into().unwrap_or(i64::MAX), total.try_into().unwrap_or(i64::MAX));
        tell(runtime, &Chore { done, total, ..known.clone() });
    };
    runtime.store.forget_field(object, &work.field, &told).await?;
    // Another field may take its place under the same key.
    runtime.store.reshaped();
    Ok(json!({ "version": published.catalog.version }))
}
