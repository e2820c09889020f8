//! Records leave the stages that a new catalog does not have, for those that the administrator named. Few do in the transaction of
//! the publish; many do before it, in short steps under the catalog in force, when that has the stage they go to. Knows no drafts.

use std::sync::Arc;

use serde_json::json;

use super::publish::{Publish, Remap};
use super::{Published, Runtime, Touched};
use crate::catalog::model::Key;
use crate::catalog::{Catalog, Object, Pipeline, Problem};
use crate::error::Result;
use crate::query::{Bin, Cond, Leaf, Operand, Path, Select, Test};
use crate::say;
use crate::store::{Change, Conn, Event, EventKind, LARGE, Pace, Told, Tx};
use crate::value::filter::Op;
use crate::value::{Cause, Id, Record, Value, slot};

/// Records looked at in the first step; the pace finds how many.
const FIRST: i64 = 100;

/// Records of an object go from one stage to another, as one catalog has them.
struct Leaving<'a> {
    pipeline: &'a Pipeline,
    object: &'a Arc<Object>,
    /// Where the record has its stage.
    slot: usize,
    from: Key,
    to: Key,
}

impl Runtime {
    /// Whether so many records leave that it is done beside the writers.
    pub(super) async fn many_leave(&self, new: &Catalog, remap: &Remap) -> Result<bool> {
        let published = self.newest().await?;
        Ok(!self.crowds(&published, new, remap).await?.is_empty())
    }

    /// Before the publish: all but those who come meanwhile. Each step is whole; of a publish that fails after it, it stays.
    pub(super) async fn vacate_beside(&self, new: &Catalog, publish: &Publish<'_>, told: Told<'_>) -> Result<()> {
        let published = self.newest().await?;
        for leaving in self.crowds(&published, new, &publish.remap).await? {
            let total = self.store.read().await?.count_all(leaving.object).await?.unsigned_abs();
            let (mut after, mut seen, mut pace) = (None, 0, Pace { rows: FIRST });
            loop {
                let mut turn = pace.turn_under(&self.store, published.catalog.version).await?;
                let ids = turn.tx.ids_after(leaving.object, after, pace.rows).await?;
                let mut touched = Touched::distrustful();
                for record in turn.tx.get_many(leaving.object, &ids).await? {
                    if record.values[leaving.slot].as_text() == Some(&leaving.from) {
                        self.leave(&mut turn.tx, &published, &leaving, publish.author.id, &record, &mut touched).await?;
                    }
                }
                touched.settle(&mut turn.tx, &published, &mut super::Related::default()).await?;
                pace.done(turn).await?;
                seen += ids.len() as u64;
                told(seen.min(total), total);
                let Some(last) = ids.last() else { break };
                after = Some(*last);
            }
        }
        Ok(())
    }

    /// In the transaction of the publish, under the catalog that comes into force: whoever is left.
    pub(super) async fn vacate(&self, tx: &mut Tx, new: &Published, publish: &Publish<'_>, touched: &mut Touched) -> Result<()> {
        let old = self.published();
        for leaving in leaving(&old.catalog, &new.catalog, &new.catalog, &publish.remap) {
            for bin in [Bin::Live, Bin::Deleted] {
                for id in tx.ids(&in_stage(leaving.object, leaving.slot, &leaving.from, bin)).await? {
                    let Some(before) = tx.get(leaving.object, id).await? else { continue };
                    self.leave(tx, new, &leaving, publish.author.id, &before, touched).await?;
                }
            }
        }
        Ok(())
    }

    /// Those that more records leave than a transaction should move, and can under the catalog in force.
    async fn crowds<'a>(&self, published: &'a Published, new: &Catalog, remap: &Remap) -> Result<Vec<Leaving<'a>>> {
        let (mut conn, mut crowds) = (self.store.read().await?, Vec::new());
        for leaving in leaving(&published.catalog, new, &published.catalog, remap) {
            let mut count = 0;
            for bin in [Bin::Live, Bin::Deleted] {
                count += conn.count(&in_stage(leaving.object, leaving.slot, &leaving.from, bin), LARGE.unsigned_abs()).await?.value;
            }
            if count >= LARGE.unsigned_abs() {
                crowds.push(leaving);
            }
        }
        Ok(crowds)
    }

    async fn leave(
        &self,
        tx: &mut Tx,
        published: &Published,
        leaving: &Leaving<'_>,
        author: Option<Id>,
        before: &Record,
        touched: &mut Touched,
    ) -> Result<()> {
        let Leaving { pipeline, object, slot: stage, from, to } = leaving;
        let (id, mut after) = (before.id(), before.clone());
        after.values[*stage] = Value::Text(to.clone());
        after.values[slot::VERSION] = Value::Int(before.version() + 1);
        after.values[slot::UPDATED_AT] = Value::Time(self.clock.now());
        tx.update(object, &after, &[*stage, slot::VERSION, slot::UPDATED_AT], None).await?;
        tx.enter_stage(&object.key, id, &pipeline.def.key, Some(to), self.clock.now()).await?;
        let event = Event {
            id: self.clock.new_id(),
            at: self.clock.now(),
            actor: author,
            kind: EventKind::Moved,
            object: object.key.clone(),
            record: id,
            version: after.version(),
            changes: vec![Change { field: pipeline.field.clone(), before: json!(from), after: json!(to) }],
            note: None,
            cause: Cause::default(),
            catalog: published.catalog.version,
            via: "publish".to_owned(),
        };
        tx.append(&event).await?;
        touched.whole(published, object, id);
        touched.note(published, object, Some(before).filter(|_| !before.is_deleted()), Some(&after).filter(|_| !before.is_deleted()));
        Ok(())
    }
}

/// What the administrator said of stages that `old` has and `new` has not, as far as the catalog `within` knows both object and goal.
fn leaving<'a>(old: &Catalog, new: &Catalog, within: &'a Catalog, remap: &Remap) -> Vec<Leaving<'a>> {
    let gone = removed_stages(old, new).filter_map(|(pipeline, _, _, from)| {
        let to = remap.get(&pipeline.def.key)?.get(&from)?.clone();
        let pipeline = within.pipeline(&pipeline.def.key).filter(|pipeline| pipeline.stages.contains_key(&to))?;
        let object = within.object(&pipeline.def.object)?;
        let slot = object.field(&pipeline.field)?.slot;
        Some(Leaving { pipeline, object, slot, from, to })
    });
    gone.collect()
}

/// Stages of the old catalog that the new one no longer has, with the object (as it will be) and the slot of its stage field.
fn removed_stages<'a>(old: &'a Catalog, new: &'a Catalog) -> impl Iterator<Item = (&'a Pipeline, &'a Arc<Object>, usize, Key)> {
    new.pipelines.values().flat_map(move |pipeline| {
        let object = new.object(&pipeline.def.object);
        let field = object.and_then(|object| object.field(&pipeline.field)).map(|field| field.slot);
        let stages = old.pipeline(&pipeline.def.key).into_iter().flat_map(|before| before.stages.keys());
        stages
            .filter(|stage| !pipeline.stages.contains_key(*stage))
            .filter_map(move |stage| Some((&**pipeline, object?, field?, stage.clone())))
            .collect::<Vec<_>>()
    })
}

fn in_stage(object: &Arc<Object>, slot: usize, stage: &str, bin: Bin) -> Select {
    let path = Path { hops: Vec::new(), leaf: Leaf::Field(slot), text: object.fields[slot].key().to_owned() };
    let is = Test::Compare(Op::Is, Operand::Value(Value::Text(stage.to_owned())));
    Select { cond: Some(Cond::Test(path, is)), ..all(object, bin) }
}

/// Every record.
pub(super) fn all(object: &Arc<Object>, bin: Bin) -> Select {
    Select { object: object.clone(), cond: None, scope: None, search: None, sort: Vec::new(), limit: 1_000_000, cursor: None, bin }
}

/// Removed stages that still hold records and for which no other stage was named.
pub(super) async fn occupied_stages(conn: &mut Conn, old: &Catalog, new: &Catalog, remap: &Remap) -> Result<Vec<Problem>> {
    let mut problems = Vec::new();
    for (pipeline, object, slot, stage) in removed_stages(old, new) {
        // A stage field that is only now added to the object has no column yet, and so no records.
        if old.object(&object.key).and_then(|before| before.field(&pipeline.field)).is_none() {
            continue;
        }
        let target = remap.get(&pipeline.def.key).and_then(|map| map.get(&stage));
        if target.is_some_and(|target| pipeline.stages.contains_key(target)) {
            continue;
        }
        let mut count = 0;
        for bin in [Bin::Live, Bin::Deleted] {
            count += conn.count(&in_stage(object, slot, &stage, bin), 1_000_000).await?.value;
        }
        if count > 0 {
            problems.push(Problem {
                file: pipeline.file.clone(),
                pointer: "/stages".to_owned(),
                code: "stage_in_use",
                message: say!(
                    "阶段「{}」里还有 {} 条记录，请先选好它们要去的阶段",
                    "the stage `{}` still holds {} records; choose where they go",
                    stage,
                    count
                ),
                expected: Some(pipeline.stages.keys().cloned().collect::<Vec<_>>().join(", ")),
            });
        }
    }
    Ok(problems)
}
