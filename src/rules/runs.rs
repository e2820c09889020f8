//! The runs on a record, told in the reader's language.

use serde_json::{Value as Json, json};

use crate::access::Action;
use crate::error::Result;
use crate::lang::Lang;
use crate::records::{Context, read};
use crate::store::Run;
use crate::value::Id;

/// `{"runs": […]}`, newest first.
pub async fn runs(cx: &Context, object: &str, id: Id) -> Result<Json> {
    let object = cx.object(object, Action::Read)?;
    let mut conn = cx.runtime.store.read().await?;
    read::find(cx, &mut conn, &object, id).await?;
    let runs = conn.runs(id, 100).await?;
    let runs: Vec<Json> = runs.iter().map(|run| shown(cx, run)).collect();
    Ok(json!({"runs": runs}))
}

pub(super) fn shown(cx: &Context, run: &Run) -> Json {
    let lang = cx.actor.lang();
    json!({
        "id": run.id,
        "rule": run.rule,
        "label": run.label.get(lang),
        "event": run.event,
        "state": run.state.name(),
        "at": run.at,
        "finished_at": run.finished_at,
        "steps": localised(&run.steps, lang),
        "error": run.error.as_ref().map(|error| error.get(lang)),
    })
}

/// Labels in both languages become the reader's.
fn localised(json: &Json, lang: Lang) -> Json {
    match json {
        Json::Object(map) if map.len() == 2 && map.contains_key("zh-CN") && map.contains_key("en") => {
            map.get(lang.code()).cloned().unwrap_or_default()
        }
        Json::Object(map) => map.iter().map(|(key, value)| (key.clone(), localised(value, lang))).collect(),
        Json::Array(items) => items.iter().map(|item| localised(item, lang)).collect(),
        other => other.clone(),
    }
}
