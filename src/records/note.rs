//! Say something on a record's timeline.

use super::{Context, Work};
use crate::access::Action;
use crate::error::{Error, FieldError, Result};
use crate::runtime::Live;
use crate::say;
use crate::store::{Event, EventKind};
use crate::value::Id;

const MAX: usize = 10_000;

/// Adds a note; at most 10,000 characters.
pub async fn note(cx: &Context, object: &str, id: Id, text: &str) -> Result<Id> {
    let object = cx.object(object, Action::Read)?;
    let text = text.trim();
    if text.is_empty() || text.chars().count() > MAX {
        let message = say!("请写下 1 到 {} 个字", "Write 1 to {} characters", MAX);
        return Err(Error::fields(vec![FieldError::new("text", "length", message)]));
    }
    let mut work = Work::begin(cx).await?;
    let record = work.live(&object, id).await?;
    work.require(Action::Read, &object, &record).await?;
    let event = Event {
        id: cx.runtime.clock.new_id(),
        at: cx.runtime.clock.now(),
        actor: cx.actor.id(),
        kind: EventKind::Note,
        object: object.key.clone(),
        record: id,
        version: record.version(),
        changes: Vec::new(),
        note: Some(text.to_owned()),
        cause: cx.cause.clone(),
        catalog: cx.catalog().version,
        via: cx.via.to_owned(),
    };
    work.tx.append(&event).await?;
    work.news(Live::Record { object: object.key.clone(), id, kind: EventKind::Note.name() });
    work.commit().await?;
    Ok(event.id)
}
