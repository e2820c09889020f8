//! Whatever pointed to a merged record points to the survivor, in the bin too: ordinary changes with their events, made whoever may
//! make them alone. They change whom a record belongs to, not what it says, so it is not held against checks and gates anew.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::MOST_FOLLOWING;
use crate::catalog::Object;
use crate::error::{Error, Result};
use crate::lang::Label;
use crate::query::{Bin, Select};
use crate::records::delete::referring;
use crate::records::history::{self, Fact};
use crate::records::update::stamp;
use crate::records::validate::{Candidate, differing};
use crate::records::{Work, lock, tree};
use crate::runtime::{self, children};
use crate::say;
use crate::store::EventKind;
use crate::value::{Id, Record, Value};

/// Records read at once.
const CHUNK: usize = 500;

/// Which lookups of which records point to what is merged, by object.
type Following = Vec<(Arc<Object>, BTreeMap<Id, Vec<usize>>)>;

pub async fn redirect(work: &mut Work<'_>, object: &Arc<Object>, survivor: Id, merged: &[Id]) -> Result<()> {
    for (child, found) in following(work, object, survivor, merged).await? {
        let ids: Vec<Id> = found.keys().copied().collect();
        for ids in ids.chunks(CHUNK) {
            for record in work.tx.get_many(&child, ids).await? {
                let slots = found.get(&record.id()).map(Vec::as_slice).unwrap_or_default();
                point(work, &child, record, slots, survivor).await?;
            }
        }
    }
    Ok(())
}

/// All of them but the survivor, which does not come to point to itself.
async fn following(work: &mut Work<'_>, object: &Object, survivor: Id, merged: &[Id]) -> Result<Following> {
    let mut following: Following = Vec::new();
    let mut count = 0;
    for (child, field) in referring(work.cx, object) {
        if following.last().is_none_or(|(known, _)| known.key != child.key) {
            following.push((child.clone(), BTreeMap::new()));
        }
        let Some((_, found)) = following.last_mut() else { continue };
        for to in merged {
            for bin in [Bin::Live, Bin::Deleted] {
                let select = Select { bin, limit: limit(count), ..children(&child, field.slot, *to) };
                for id in work.tx.ids(&select).await?.into_iter().filter(|id| *id != survivor) {
                    found.entry(id).or_default().push(field.slot);
                    count += 1;
                }
                if count > MOST_FOLLOWING {
                    return Err(too_many());
                }
            }
        }
    }
    Ok(following)
}

/// One more than may still come, and the survivor.
fn limit(count: usize) -> u32 {
    u32::try_from(MOST_FOLLOWING - count + 2).unwrap_or(u32::MAX)
}

async fn point(work: &mut Work<'_>, child: &Arc<Object>, before: Record, slots: &[usize], survivor: Id) -> Result<()> {
    lock::check(work, child, before.id(), Some(slots)).await.map_err(locked)?;
    let mut after = before.clone();
    for slot in slots {
        after.values[*slot] = Value::Id(survivor);
    }
    if let Some(circle) = tree::check(work, &Candidate { object: child, before: Some(&before), record: &after }).await? {
        return Err(Error::invalid("circle", circle.message));
    }
    let published = work.cx.published.clone();
    runtime::formulas(&published, &mut work.tx, &mut work.related, child, &mut after).await?;
    stamp(work.cx, &mut after);
    let changed = differing(&before, &after);
    if !work.tx.update(child, &after, &changed, Some(before.version())).await? {
        return Err(Error::internal("a record changed beside the only writer"));
    }
    if !after.is_deleted() && child.is_indexed(&changed) {
        work.tx.index(child, &after).await?;
    }
    let fact = Fact { object: child, kind: EventKind::Updated, before: Some(&before), after: &after, note: None };
    history::record(work, fact).await?;
    Ok(())
}

/// Which one is not told: the actor may not see it.
fn locked(error: Error) -> Error {
    if error.code != "locked" {
        return error;
    }
    let message = Label::new(
        "有一条相关记录正在审批中，审批结束或撤回后才能合并",
        "A record that belongs here is under approval; merge when that has ended or was withdrawn",
    );
    Error::conflict("locked", message)
}

fn too_many() -> Error {
    let message = say!("要转过来的相关记录超过 {} 条，不能一次合并", "More than {} records would have to follow; that is too many for one merge", MOST_FOLLOWING);
    Error::invalid("too_many", message)
}
