//! Say something on a record's timeline.

use super::history::{self, Fact};
use super::{Context, Work};
use crate::access::Action;
use crate::error::{Error, FieldError, Result};
use crate::say;
use crate::store::EventKind;
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
    work.require(Action::Read, &object, id).await?;
    let note = Some(text.to_owned());
    let event = history::record(&mut work, Fact { object: &object, kind: EventKind::Note, before: Some(&record), after: &record, note }).await?;
    work.commit().await?;
    Ok(event)
}
