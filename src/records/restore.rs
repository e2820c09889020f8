//! Take a record out of the recycle bin again, with the children that were deleted in the same step.

use std::sync::Arc;

use serde_json::{Value as Json, json};

use super::delete::referring;
use super::history::{self, Fact, MERGE};
use super::update::stamp;
use super::validate::differing;
use super::{Context, Match, Work, Written, create, merge};
use crate::access::Action;
use crate::error::Result;
use crate::fields::OnDelete;
use crate::query::{Bin, Select};
use crate::runtime::{self, children};
use crate::store::{Change, EventKind};
use crate::value::{Id, Record, Value, slot};

/// A record that is there again.
#[derive(Debug)]
pub struct Restored {
    pub written: Written,
    /// The one it had been merged into, which keeps what it took over.
    pub merged_into: Option<Match>,
}

/// Restores a deleted record; what is computed on it is computed anew. A unique value taken meanwhile is a field error.
/// One that had been merged comes back alone.
pub async fn restore(cx: &Context, object: &str, id: Id) -> Result<Restored> {
    let object = cx.object(object, Action::Delete)?;
    let mut work = Work::begin(cx).await?;
    work.require(Action::Delete, &object, id).await?;
    let (root, survivor) = (id, merge::survivor(&mut work.tx, id).await?);
    let mut waiting = vec![(object.clone(), id)];
    while let Some((object, id)) = waiting.pop() {
        let found = work.tx.get(&object, id).await?.filter(Record::is_deleted);
        let before = found.ok_or_else(|| super::work::missing(&object))?;
        let mut after = before.clone();
        stamp(cx, &mut after);
        after.values[slot::DELETED_AT] = Value::Null;
        runtime::formulas(&cx.published, &mut work.tx, &mut work.related, &object, &mut after).await?;
        work.tx.update(&object, &after, &differing(&before, &after), Some(before.version())).await?;
        work.tx.index(&object, &after).await?;
        let fact = Fact { object: &object, kind: EventKind::Restored, before: Some(&before), after: &after, note: None };
        let merged = survivor.filter(|_| before.id() == root).map(|survivor| Change { field: MERGE.to_owned(), before: json!(survivor), after: Json::Null });
        history::record_telling(&mut work, fact, merged.into_iter().collect()).await?;
        work.touched.whole(&cx.published, &object, id);
        for (child, field) in referring(cx, &object) {
            let cascades = field.kind.reference().is_some_and(|reference| reference.on_delete == OnDelete::Cascade);
            if cascades {
                let select = Select { bin: Bin::Deleted, ..children(&child, field.slot, id) };
                let together = deleted_with(&mut work, &child, &select, &before).await?;
                waiting.extend(together.into_iter().map(|id| (child.clone(), id)));
            }
        }
    }
    let record = work.live(&object, id).await?;
    let written = create::fresh(&mut work, &object, record).await?;
    work.commit().await?;
    let merged_into = match survivor {
        Some(survivor) => merge::named(&mut cx.look().await?, &object, survivor).await?,
        None => None,
    };
    Ok(Restored { written, merged_into })
}

async fn deleted_with(
    work: &mut Work<'_>,
    child: &Arc<crate::catalog::Object>,
    select: &Select,
    parent: &Record,
) -> Result<Vec<Id>> {
    let ids = work.tx.ids(select).await?;
    let records = work.tx.get_many(child, &ids).await?;
    let same = |record: &Record| record.values[slot::DELETED_AT] == parent.values[slot::DELETED_AT];
    Ok(records.iter().filter(|record| same(record)).map(Record::id).collect())
}
