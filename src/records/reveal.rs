//! The whole of a value of which only part is shown, for those whose role lets them ask; each time it is written down.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value as Json, json};

use super::{Context, read};
use crate::access::Action;
use crate::catalog::model::FieldRight;
use crate::error::{Error, Result};
use crate::lang::Label;
use crate::store::AuditKind;
use crate::value::Id;

#[derive(Debug, Serialize, JsonSchema)]
pub struct Revealed {
    #[schemars(with = "Option<String>")]
    pub value: Json,
}

pub async fn reveal(cx: &Context, object: &str, id: Id, field: &str) -> Result<Revealed> {
    let seen = cx.seen_object(object, Action::Read)?;
    let mut sight = cx.look().await?;
    read::find(&mut sight, &seen, id).await?;
    let missing = || Error::not_found(Label::new("没有这个字段", "There is no such field"));
    let slot = seen.field(field).ok_or_else(missing)?.slot;
    match cx.policy.field(object, field) {
        FieldRight::Mask(mask) if mask.reveal => {}
        FieldRight::Mask(_) => {
            return Err(Error::forbidden(Label::new("你不能查看完整内容", "You may not see the whole of it")));
        }
        FieldRight::Hidden => return Err(missing()),
        FieldRight::Read | FieldRight::Write => {}
    }
    let record = sight.conn.get(&seen, id).await?.ok_or_else(|| super::work::missing(&seen))?;
    drop(sight);
    // Written down first: nobody sees what the log does not know of.
    let mut tx = cx.runtime.store.begin().await?;
    tx.audit(&cx.entry(AuditKind::Reveal).about(object, Some(id)).with(json!({ "field": field }))).await?;
    tx.commit().await?;
    Ok(Revealed { value: record.values[slot].to_json() })
}
