//! Files named by a record must be those that were uploaded, told as they are: a size that was made up passes no limit.

use serde_json::{Value as Json, json};

use super::Context;
use super::validate::Candidate;
use super::work::Work;
use crate::access::Action;
use crate::error::{FieldError, Result};
use crate::lang::Label;
use crate::store::StoredFile;
use crate::value::{Id, Value};

/// Checks the fields that hold files and whose value is new.
pub async fn check(work: &mut Work<'_>, candidate: &Candidate<'_>, errors: &mut Vec<FieldError>) -> Result<()> {
    for field in candidate.object.own_fields().filter(|field| field.kind.holds_files() && candidate.changed(field.slot)) {
        let Value::Json(Json::Array(named)) = &candidate.record.values[field.slot] else { continue };
        let ids: Vec<Id> = named.iter().filter_map(id).collect();
        let stored = work.tx.files(&ids).await?;
        let before = candidate.before.map(|before| &before.values[field.slot]);
        let known = |file: &Json| stored.iter().any(|stored| is(file, stored));
        let mut theirs = true;
        for file in &stored {
            // What was there before may stay, whoever brought it.
            let stays = before.is_some_and(|before| holds(before, file.id));
            theirs &= stays || file.by == work.cx.actor.id() || work.cx.policy.is_system() || readable(work.cx, file.id).await?;
            work.tx.hold_file(file.id, &candidate.object.key, candidate.record.id()).await?;
        }
        if !theirs || !named.iter().all(known) {
            let message = Label::new("附件不存在，请重新上传", "An attached file is not there; upload it again");
            errors.push(FieldError::new(field.key(), "no_such_file", message));
        }
    }
    Ok(())
}

/// Whether the actor sees the file in some record.
pub async fn readable(cx: &Context, file: Id) -> Result<bool> {
    let mut sight = cx.look().await?;
    for (object, record) in sight.conn.file_holders(file).await? {
        let Ok(object) = cx.seen_object(&object, Action::Read) else { continue };
        let Some(found) = sight.get(&object, record).await? else { continue };
        let mut shown = object.own_fields().filter(|field| field.kind.holds_files());
        if shown.any(|field| holds(&found.values[field.slot], file)) {
            return Ok(true);
        }
    }
    Ok(false)
}

fn holds(value: &Value, file: Id) -> bool {
    matches!(value, Value::Json(Json::Array(files)) if files.iter().any(|one| id(one) == Some(file)))
}

fn id(file: &Json) -> Option<Id> {
    file.get("id")?.as_str()?.parse().ok()
}

fn is(file: &Json, stored: &StoredFile) -> bool {
    id(file) == Some(stored.id)
        && file.get("name") == Some(&json!(stored.name))
        && file.get("size") == Some(&json!(stored.size))
        && file.get("type") == Some(&json!(stored.content_type))
}
