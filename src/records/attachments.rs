//! Files named by a record must be those that were uploaded, told as they are: a size that was made up passes no limit.

use serde_json::{Value as Json, json};

use super::validate::Candidate;
use super::work::Work;
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
        if !named.iter().all(|file| stored.iter().any(|stored| is(file, stored))) {
            let message = Label::new("附件不存在，请重新上传", "An attached file is not there; upload it again");
            errors.push(FieldError::new(field.key(), "no_such_file", message));
        }
    }
    Ok(())
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
