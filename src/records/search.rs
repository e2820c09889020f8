//! Global search: Chinese by any substring, by pinyin and its initials; Latin and digits by any substring.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Context, options};
use crate::access::{self, Action};
use crate::error::Result;
use crate::runtime::Related;
use crate::value::Id;

#[derive(Debug, Default, Serialize, JsonSchema)]
pub struct Found {
    pub hits: Vec<Hit>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct Hit {
    pub object: String,
    pub id: Id,
    pub title: String,
    pub subtitle: String,
}

/// Best first, only what the actor may read.
pub async fn search(cx: &Context, text: &str, limit: u32) -> Result<Found> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(Found::default());
    }
    let mut hits = Vec::new();
    let limit = limit.clamp(1, 50);
    let lang = cx.actor.lang();
    let mut conn = cx.runtime.store.read().await?;
    for hit in conn.search(text, None, limit * 2).await? {
        let Some(object) = cx.catalog().object(&hit.object) else { continue };
        if hits.len() == limit as usize || !access::allows(cx.catalog(), &cx.actor, Action::Read, object) {
            continue;
        }
        let Some(record) = conn.get(object, hit.id).await?.filter(|record| !record.is_deleted()) else { continue };
        if let Some(scope) = access::scope(cx.catalog(), &cx.actor, Action::Read, object) {
            let cond = cx.condition(object, &scope)?;
            if !Related::default().matches(&mut conn, &cond, &record).await? {
                continue;
            }
        }
        let subtitles = options::subtitles(cx.catalog(), &mut conn, object, std::slice::from_ref(&record), lang).await?;
        hits.push(Hit {
            object: object.key.clone(),
            id: hit.id,
            title: options::title(object, &record, lang),
            subtitle: subtitles.into_iter().next().unwrap_or_default(),
        });
    }
    Ok(Found { hits })
}
