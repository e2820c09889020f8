//! Publish a catalog: check, bring the tables into shape, move records out of removed stages, compute anew what is computed
//! differently, all in one transaction; then swap the snapshot. Nothing stops meanwhile, and what fails changes nothing.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::derive::Touched;
use super::{Check, Live, Published, Runtime};
use crate::catalog::{Catalog, Files, Object, Pipeline, Problem};
use crate::error::{Error, Result};
use crate::lang::Label;
use crate::query::{Bin, Cond, Leaf, Operand, Path, Select, Test};
use crate::say;
use crate::store::{Change, Event, EventKind, Store, Tx, Version, VersionInfo};
use crate::value::filter::Op;
use crate::value::{Actor, Cause, Clock, Id, Value, slot};

/// Pipeline → removed stage → the stage its records go to.
pub type Remap = BTreeMap<String, BTreeMap<String, String>>;

/// What is to be published, by whom, and why.
#[derive(Debug)]
pub struct Publish<'a> {
    pub actor: &'a Actor,
    pub files: Files,
    pub message: &'a str,
    pub remap: &'a Remap,
}

/// The error that carries a catalog's problems: `extra.problems`, and field errors at `file#pointer`.
pub fn problems_error(problems: Vec<Problem>) -> Error {
    let count = problems.len();
    let fields = problems.iter().map(|problem| {
        let place = format!("{}#{}", problem.file, problem.pointer);
        crate::error::FieldError::new(place, problem.code, problem.message.clone())
    });
    let fields = fields.collect();
    Error::invalid("catalog", say!("配置有 {} 处问题，没有发布", "The catalog has {} problems and was not published", count))
        .with_fields(fields)
        .with_extra(json!({"problems": problems.iter().map(problem_json).collect::<Vec<_>>()}))
}

fn problem_json(problem: &Problem) -> Json {
    json!({
        "file": problem.file,
        "pointer": problem.pointer,
        "code": problem.code,
        "message": problem.message,
        "expected": problem.expected,
    })
}

impl Published {
    /// The newest version of a workspace; `None` before its first.
    pub async fn load(store: &Store, checks: &[Check]) -> Result<Option<Published>> {
        let Some(version) = store.read().await?.latest_version().await? else { return Ok(None) };
        Published::compile(version.files, version.info.number, checks).map(Some).map_err(problems_error)
    }

    /// Version 1 of a new workspace.
    pub async fn install(store: &Store, clock: &Clock, files: Files, checks: &[Check]) -> Result<Published> {
        let published = Published::compile(files, 1, checks).map_err(problems_error)?;
        let mut tx = store.begin().await?;
        tx.sync(None, &published.catalog).await?;
        keep(&mut tx, clock, &published.catalog, &Actor::System, &published.catalog.template.name.zh).await?;
        tx.commit().await?;
        Ok(published)
    }
}

impl Runtime {
    /// Publishes and answers the new version's number.
    pub async fn publish(&self, publish: Publish<'_>) -> Result<i64> {
        let mut tx = self.store.begin().await?;
        let version = self.publish_in(&mut tx, publish).await?;
        self.enact(tx, version).await
    }

    /// Commits what [`Runtime::publish_in`] prepared, swaps the snapshot and tells the browsers.
    pub(super) async fn enact(&self, tx: Tx, published: Published) -> Result<i64> {
        let version = published.catalog.version;
        tx.commit().await?;
        self.swap(published);
        self.tell(Live::Catalog { version });
        Ok(version)
    }

    pub(super) async fn publish_in(&self, tx: &mut Tx, mut publish: Publish<'_>) -> Result<Published> {
        let old = self.published();
        let latest = tx.versions(1).await?.first().map_or(0, |info| info.number);
        let new = Published::compile(std::mem::take(&mut publish.files), latest + 1, self.checks).map_err(problems_error)?;
        let mut problems = type_changes(&old.catalog, &new.catalog);
        problems.extend(occupied_stages(tx, &old.catalog, &new.catalog, publish.remap).await?);
        if !problems.is_empty() {
            return Err(problems_error(problems));
        }
        tx.sync(Some(&old.catalog), &new.catalog).await?;
        let mut touched = Touched::default();
        self.vacate_stages(tx, &old.catalog, &new, &publish, &mut touched).await?;
        recompute(tx, &old, &new, &mut touched).await?;
        touched.settle(tx, &new).await?;
        keep(tx, &self.clock, &new.catalog, publish.actor, publish.message).await?;
        Ok(new)
    }

    /// Moves the records of removed stages where the administrator said.
    async fn vacate_stages(
        &self,
        tx: &mut Tx,
        old: &Catalog,
        new: &Published,
        publish: &Publish<'_>,
        touched: &mut Touched,
    ) -> Result<()> {
        for (pipeline, object, stage_slot, from) in removed_stages(old, &new.catalog) {
            let Some(to) = publish.remap.get(&pipeline.def.key).and_then(|map| map.get(&from)) else { continue };
            for bin in [Bin::Live, Bin::Deleted] {
                for id in tx.ids(&in_stage(object, stage_slot, &from, bin)).await? {
                    let Some(before) = tx.get(object, id).await? else { continue };
                    let mut after = before.clone();
                    after.values[stage_slot] = Value::Text(to.clone());
                    after.values[slot::VERSION] = Value::Int(before.version() + 1);
                    after.values[slot::UPDATED_AT] = Value::Time(self.clock.now());
                    tx.update(object, &after, &[stage_slot, slot::VERSION, slot::UPDATED_AT], None).await?;
                    tx.enter_stage(&object.key, id, &pipeline.def.key, Some(to), self.clock.now()).await?;
                    tx.append(&self.moved(publish.actor, new, object, pipeline, id, after.version(), &from, to)).await?;
                    touched.whole(new, object, id);
                    touched.note(new, object, Some(&before).filter(|_| bin == Bin::Live), Some(&after).filter(|_| bin == Bin::Live));
                }
            }
        }
        Ok(())
    }

    #[expect(clippy::too_many_arguments, reason = "the parts of one event")]
    fn moved(&self, actor: &Actor, new: &Published, object: &Object, pipeline: &Pipeline, record: Id, version: i64, from: &str, to: &str) -> Event {
        Event {
            id: self.clock.new_id(),
            at: self.clock.now(),
            actor: actor.id(),
            kind: EventKind::Moved,
            object: object.key.clone(),
            record,
            version,
            changes: vec![Change { field: pipeline.field.clone(), before: json!(from), after: json!(to) }],
            note: None,
            cause: Cause::default(),
            catalog: new.catalog.version,
            via: "publish".to_owned(),
        }
    }
}

async fn keep(tx: &mut Tx, clock: &Clock, catalog: &Catalog, actor: &Actor, message: &str) -> Result<()> {
    let info = VersionInfo { number: catalog.version, at: clock.now(), author: actor.id(), message: message.to_owned() };
    tx.publish_version(&Version { info, files: catalog.files.clone() }).await
}

/// A field whose values would have to be kept differently needs a new field.
fn type_changes(old: &Catalog, new: &Catalog) -> Vec<Problem> {
    let mut problems = Vec::new();
    for object in new.objects.values() {
        let Some(before) = old.object(&object.key) else { continue };
        for field in object.fields.iter().filter(|field| !field.system) {
            let Some(was) = before.by_key.get(field.key()).map(|slot| &before.fields[*slot]) else { continue };
            if was.kind.column() != field.kind.column() {
                let position = field.position.unwrap_or_default();
                let label = field.label();
                problems.push(Problem {
                    file: object.file.clone(),
                    pointer: format!("/fields/{position}/type"),
                    code: "type_change",
                    message: Label::new(
                        format!("「{}」已有数据，不能改成这种类型；请新建一个字段，把旧的停用", label.zh),
                        format!("“{}” already holds values and cannot become this type; add a new field and retire this one", label.en),
                    ),
                    expected: Some(was.def.kind.clone()),
                });
            }
        }
    }
    problems
}

/// Stages of the old catalog that the new one no longer has, with the object (as it will be) and the slot of its stage field.
fn removed_stages<'a>(
    old: &'a Catalog,
    new: &'a Catalog,
) -> impl Iterator<Item = (&'a Pipeline, &'a std::sync::Arc<Object>, usize, String)> {
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

fn in_stage(object: &std::sync::Arc<Object>, slot: usize, stage: &str, bin: Bin) -> Select {
    let path = Path { hops: Vec::new(), leaf: Leaf::Field(slot), text: object.fields[slot].key().to_owned() };
    let is = Test::Compare(Op::Is, Operand::Value(Value::Text(stage.to_owned())));
    Select {
        object: object.clone(),
        cond: Some(Cond::Test(path, is)),
        search: None,
        sort: Vec::new(),
        limit: 1_000_000,
        cursor: None,
        bin,
    }
}

/// Removed stages that still hold records and for which no other stage was named.
async fn occupied_stages(tx: &mut Tx, old: &Catalog, new: &Catalog, remap: &Remap) -> Result<Vec<Problem>> {
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
            count += tx.count(&in_stage(object, slot, &stage, bin), 1_000_000).await?.value;
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

/// Notes every record of an object whose computed fields are new or are computed differently.
async fn recompute(tx: &mut Tx, old: &Published, new: &Published, touched: &mut Touched) -> Result<()> {
    for object in new.catalog.objects.values() {
        let Some(before) = old.catalog.object(&object.key) else { continue };
        if recipe(&old.catalog, before) == recipe(&new.catalog, object) {
            continue;
        }
        for bin in [Bin::Live, Bin::Deleted] {
            let all = Select { cond: None, ..in_stage(object, slot::ID, "", bin) };
            for id in tx.ids(&all).await? {
                touched.whole(new, object, id);
            }
        }
    }
    Ok(())
}

/// Everything an object's computed values depend on that is not a record.
fn recipe(catalog: &Catalog, object: &Object) -> Vec<Json> {
    let mut parts = Vec::new();
    for field in object.own_fields() {
        if let Some(source) = field.kind.formula() {
            parts.push(json!([field.key(), field.def.settings]));
            if source.contains("::") {
                parts.push(json!(catalog.scripts));
            }
            for (key, _) in &object.pipelines {
                parts.push(json!(catalog.pipeline(key).map(|pipeline| &pipeline.def.stages)));
            }
        } else if field.kind.rollup().is_some() {
            parts.push(json!([field.key(), field.def.settings]));
        }
    }
    parts
}
