//! Remove a record from the recycle bin for good.

use super::delete::referring;
use super::history::{self, Fact};
use super::update::stamp;
use super::validate::differing;
use super::{Context, Work, lock};
use crate::access::Action;
use crate::error::Result;
use crate::query::{Bin, Select};
use crate::runtime::children;
use crate::store::{AuditKind, EventKind};
use crate::value::{Id, Record, Value};

/// Purges a deleted record; lookups that pointed to it are emptied. Its events stay.
pub async fn purge(cx: &Context, object: &str, id: Id) -> Result<()> {
    let object = cx.object(object, Action::Purge)?;
    let mut work = Work::begin(cx).await?;
    let found = work.tx.get(&object, id).await?.filter(Record::is_deleted);
    let record = found.ok_or_else(|| super::work::missing(&object))?;
    work.require(Action::Purge, &object, id).await?;
    for (child, field) in referring(cx, &object) {
        for bin in [Bin::Live, Bin::Deleted] {
            let select = Select { bin, ..children(&child, field.slot, id) };
            for child_id in work.tx.ids(&select).await? {
                let Some(before) = work.tx.get(&child, child_id).await? else { continue };
                lock::check(&mut work, &child, child_id, Some(&[field.slot])).await?;
                let mut after = before.clone();
                after.values[field.slot] = Value::Null;
                stamp(cx, &mut after);
                work.tx.update(&child, &after, &differing(&before, &after), None).await?;
                let kind = EventKind::Updated;
                let fact = Fact { object: &child, kind, before: Some(&before), after: &after, note: None };
                history::record(&mut work, fact).await?;
            }
        }
    }
    work.tx.purge(&object, id).await?;
    let fact = Fact { object: &object, kind: EventKind::Purged, before: Some(&record), after: &record, note: None };
    history::record(&mut work, fact).await?;
    work.tx.audit(&cx.entry(AuditKind::Purge).about(&object.key, Some(id))).await?;
    work.commit().await
}
