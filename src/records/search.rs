//! Global search: Chinese by any substring, by pinyin and its initials; Latin and digits by any substring.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::Serialize;

use super::{Context, Sight, options};
use crate::access::Action;
use crate::catalog::Object;
use crate::error::Result;
use crate::query::{Bin, Select};
use crate::value::{Id, Record};

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
    let limit = limit.clamp(1, 50);
    let mut sight = cx.glance().await?;
    let found = match cx.policy.reads_everything() {
        true => everywhere(&mut sight, text, limit).await?,
        false => each(&mut sight, text, limit).await?,
    };
    let lang = cx.actor.lang();
    let mut hits = Vec::with_capacity(found.len());
    for (object, record) in found {
        let subtitles = options::subtitles(&mut sight, &object, std::slice::from_ref(&record), lang).await?;
        hits.push(Hit {
            object: object.key.clone(),
            id: record.id(),
            title: options::title(&object, &record, lang),
            subtitle: subtitles.into_iter().next().unwrap_or_default(),
        });
    }
    Ok(Found { hits })
}

/// In the whole index at once.
async fn everywhere(sight: &mut Sight<'_>, text: &str, limit: u32) -> Result<Vec<(Arc<Object>, Record)>> {
    let mut found = Vec::new();
    for hit in sight.conn.search(text, None, limit).await? {
        let Some(object) = sight.cx.seen().object(&hit.object) else { continue };
        let record = sight.get(object, hit.id).await?.filter(|record| !record.is_deleted());
        found.extend(record.map(|record| (object.clone(), record)));
    }
    Ok(found)
}

/// Object by object, within what the actor may read of each; those with the text in their title first, then the newest.
async fn each(sight: &mut Sight<'_>, text: &str, limit: u32) -> Result<Vec<(Arc<Object>, Record)>> {
    let (lang, wanted) = (sight.cx.actor.lang(), text.to_lowercase());
    let mut found = Vec::new();
    for object in sight.cx.seen().objects.values() {
        if !sight.cx.policy.allows(Action::Read, &object.key) {
            continue;
        }
        let select = Select {
            object: object.clone(),
            cond: None,
            scope: None,
            search: Some(text.to_owned()),
            sort: Vec::new(),
            limit,
            cursor: None,
            bin: Bin::Live,
        };
        let page = sight.list(select).await?;
        found.extend(page.records.into_iter().map(|record| (object.clone(), record)));
    }
    let elsewhere = |object: &Object, record: &Record| !options::title(object, record, lang).to_lowercase().contains(&wanted);
    found.sort_by_key(|(object, record)| (elsewhere(object, record), std::cmp::Reverse(record.id())));
    found.truncate(limit as usize);
    Ok(found)
}
