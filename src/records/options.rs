//! Records to choose from: what a lookup offers while one types.

use std::collections::{BTreeSet, HashMap};

use schemars::JsonSchema;
use serde::Serialize;

use super::list::{self, List};
use super::{Context, Sight};
use crate::access::Action;
use crate::catalog::Object;
use crate::error::Result;
use crate::lang::Lang;
use crate::value::{Id, Record};

#[derive(Debug, Serialize, JsonSchema)]
pub struct Options {
    pub options: Vec<Choice>,
}

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "PickOption")]
pub struct Choice {
    pub id: Id,
    pub title: String,
    pub subtitle: String,
}

/// The best matches first, the newest when nothing is typed.
pub async fn options(cx: &Context, object: &str, list: List) -> Result<Options> {
    let object = cx.seen_object(object, Action::Read)?;
    let limit = Some(list.limit.unwrap_or(20).clamp(1, 50));
    let select = list::select(cx, &object, &List { limit, ..list })?;
    let mut sight = cx.look().await?;
    let page = sight.list(select).await?;
    let lang = cx.actor.lang();
    let subtitles = subtitles(&mut sight, &object, &page.records, lang).await?;
    let options = page
        .records
        .iter()
        .zip(subtitles)
        .map(|(record, subtitle)| Choice { id: record.id(), title: title(&object, record, lang), subtitle })
        .collect();
    Ok(Options { options })
}

/// The text that names a record.
pub fn title(object: &Object, record: &Record, lang: Lang) -> String {
    object.fields[object.title].kind.display(&record.values[object.title], lang)
}

/// What stands small beside each title; where it refers to another record, that one's title.
pub async fn subtitles(sight: &mut Sight<'_>, object: &Object, records: &[Record], lang: Lang) -> Result<Vec<String>> {
    let Some(slot) = object.subtitle else { return Ok(vec![String::new(); records.len()]) };
    let field = &object.fields[slot];
    let Some(target) = field.kind.reference().and_then(|reference| sight.cx.seen().object(&reference.object)) else {
        return Ok(records.iter().map(|record| field.kind.display(&record.values[slot], lang)).collect());
    };
    let ids: BTreeSet<Id> = records.iter().filter_map(|record| record.values[slot].as_id()).collect();
    let titles = sight.titles(target, &ids.into_iter().collect::<Vec<_>>()).await?;
    let titles: HashMap<Id, String> = titles.into_iter().collect();
    let named = |record: &Record| record.values[slot].as_id().and_then(|id| titles.get(&id).cloned());
    Ok(records.iter().map(|record| named(record).unwrap_or_default()).collect())
}
