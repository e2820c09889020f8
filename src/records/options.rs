//! Records to choose from: what a lookup offers while one types.

use serde_json::{Value as Json, json};

use super::list::{self, List};
use super::Context;
use crate::access::Action;
use crate::error::Result;
use crate::lang::Lang;
use crate::value::Record;

/// `{"options": [{"id", "title", "subtitle"}]}`, the best matches first, the newest when nothing is typed.
pub async fn options(cx: &Context, object: &str, list: List) -> Result<Json> {
    let object = cx.object(object, Action::Read)?;
    let limit = Some(list.limit.unwrap_or(20).clamp(1, 50));
    let select = list::select(cx, &object, &List { limit, ..list })?;
    let mut conn = cx.runtime.store.read().await?;
    let page = conn.list(&select).await?;
    let lang = cx.actor.lang();
    let options: Vec<Json> = page
        .records
        .iter()
        .map(|record| json!({"id": record.id(), "title": title(&object, record, lang), "subtitle": subtitle(&object, record, lang)}))
        .collect();
    Ok(json!({"options": options}))
}

/// The text that names a record.
pub fn title(object: &crate::catalog::Object, record: &Record, lang: Lang) -> String {
    object.fields[object.title].kind.display(&record.values[object.title], lang)
}

/// What stands small beside the title; nothing when it refers to another record.
pub fn subtitle(object: &crate::catalog::Object, record: &Record, lang: Lang) -> String {
    let field = object.subtitle.map(|slot| &object.fields[slot]).filter(|field| field.kind.reference().is_none());
    field.map_or_else(String::new, |field| field.kind.display(&record.values[field.slot], lang))
}
