//! Delete a record into the recycle bin.

use std::sync::Arc;

use super::history::{self, Fact};
use super::update::stamp;
use super::validate::differing;
use super::{Context, Work, lock};
use crate::access::Action;
use crate::catalog::{Field, Object};
use crate::error::{Error, Result};
use crate::fields::OnDelete;
use crate::lang::Label;
use crate::runtime::children;
use crate::store::{Change, EventKind};
use crate::value::{Id, Record, Value, slot};

/// Deletes the record, and with it the children whose lookup says so; a child that forbids it is named.
pub async fn delete(cx: &Context, object: &str, id: Id) -> Result<()> {
    let object = cx.object(object, Action::Delete)?;
    let mut work = Work::begin(cx).await?;
    within(&mut work, &object, id).await?;
    work.commit().await
}

/// The same inside a transaction that goes on. Children go with what they belong to, whoever may delete them by themselves.
pub async fn within(work: &mut Work<'_>, object: &Arc<Object>, id: Id) -> Result<()> {
    let now = Value::Time(work.cx.runtime.clock.now());
    work.require(Action::Delete, object, id).await?;
    let mut waiting = vec![(object.clone(), id)];
    while let Some((object, id)) = waiting.pop() {
        let Some(before) = work.tx.get(&object, id).await?.filter(|record| !record.is_deleted()) else {
            if waiting.is_empty() {
                return Err(super::work::missing(&object));
            }
            continue;
        };
        lock::check(work, &object, id, None).await?;
        for (child, field) in referring(work.cx, &object) {
            let mut found = children(&child, field.slot, id);
            match field.kind.reference().map(|reference| reference.on_delete) {
                Some(OnDelete::Restrict) => {
                    found.limit = 1;
                    if !work.tx.ids(&found).await?.is_empty() {
                        return Err(restricted(&object, &child));
                    }
                }
                Some(OnDelete::Cascade) => {
                    waiting.extend(work.tx.ids(&found).await?.into_iter().map(|id| (child.clone(), id)));
                }
                _ => {}
            }
        }
        bin(work, &object, &before, now.clone(), Vec::new()).await?;
    }
    Ok(())
}

/// Puts this one record into the bin; what else its event tells is in `told`.
pub(super) async fn bin(work: &mut Work<'_>, object: &Arc<Object>, before: &Record, now: Value, told: Vec<Change>) -> Result<()> {
    let mut after = before.clone();
    stamp(work.cx, &mut after);
    after.values[slot::DELETED_AT] = now;
    work.tx.update(object, &after, &differing(before, &after), Some(before.version())).await?;
    work.tx.unindex(before.id()).await?;
    let fact = Fact { object, kind: EventKind::Deleted, before: Some(before), after: &after, note: None };
    history::record_telling(work, fact, told).await?;
    Ok(())
}

/// Every lookup anywhere that may point at a record of this object.
pub(super) fn referring(cx: &Context, object: &Object) -> Vec<(Arc<Object>, Field)> {
    let points_here = |field: &&Field| field.kind.reference().is_some_and(|reference| reference.object == object.key);
    let objects = cx.catalog().objects.values();
    objects
        .flat_map(|child| child.own_fields().filter(points_here).map(|field| (child.clone(), field.clone())))
        .collect()
}

fn restricted(object: &Object, child: &Object) -> Error {
    let (a, b) = (&object.def.label, &child.def.label);
    Error::conflict(
        "restricted",
        Label::new(
            format!("还有{}属于这条{}，不能删除", b.zh, a.zh),
            format!("There still are records of {} that belong to this {}; it cannot be deleted", b.en, a.en),
        ),
    )
}
