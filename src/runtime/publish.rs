//! Publish a catalog: check, bring the tables into shape, move records out of removed stages, compute anew what is computed
//! differently, all in one transaction; then swap the snapshot. Nothing stops meanwhile, and what fails changes nothing.
//! What would keep writers waiting is done beside them: indexes of large tables and leaving removed stages before, what is computed
//! of many records after.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value as Json, json};
use tokio::sync::MutexGuard;

use super::chores::{self, Recompute};
use super::ticks;
use super::derive::Touched;
use super::looked_after::unattended;
use super::vacate::{all, occupied_stages};
use super::{Check, Live, Published, Runtime, sealed};
use crate::catalog::{Catalog, Files, Object, Problem};
use crate::error::{Error, Result};
use crate::lang::Label;
use crate::query::Bin;
use crate::say;
use crate::store::{AuditKind, Changing, Entry, Patience, Store, Told, Tx, Version, VersionInfo};
use crate::value::{Author, Clock};

/// How often tables that grew meanwhile are prepared.
const PREPARATIONS: usize = 3;
const UNPREPARED: &str = "unprepared";

/// Pipeline → removed stage → the stage its records go to.
pub type Remap = BTreeMap<String, BTreeMap<String, String>>;

/// Whoever holds it publishes, and nobody else.
#[derive(Debug)]
pub(super) struct Sole<'a> {
    _everywhere: Changing,
    _here: MutexGuard<'a, ()>,
}

/// What is to be published, by whom, and why.
#[derive(Debug)]
pub struct Publish<'a> {
    pub author: Author,
    pub files: Files,
    pub message: Cow<'a, str>,
    pub remap: Cow<'a, Remap>,
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
        store.learn_keys().await?;
        let mut published = Published::compile(version.files, version.info.number, checks).map_err(problems_error)?;
        published.mind_open_runs(&mut *store.read().await?).await?;
        Ok(Some(published))
    }

    /// Version 1 of a new workspace.
    pub async fn install(store: &Store, clock: &Clock, files: Files, checks: &[Check]) -> Result<Published> {
        let published = Published::compile(files, 1, checks).map_err(problems_error)?;
        let problems = sealed::ready(store, &published.catalog).await?;
        if !problems.is_empty() {
            return Err(problems_error(problems));
        }
        let mut tx = store.begin().await?;
        tx.sync(None, &published.catalog).await?;
        ticks::follow(&mut tx, &published.catalog, clock.now()).await?;
        keep(&mut tx, clock, None, &published.catalog, &Author::default(), &published.catalog.template.name.zh).await?;
        tx.commit().await?;
        Ok(published)
    }
}

impl Runtime {
    /// Publishes and answers the new version's number.
    pub async fn publish(&self, publish: Publish<'_>) -> Result<i64> {
        let _turn = self.publishing().await?;
        self.carry(publish, None, &|_, _| ()).await
    }

    /// One at a time, on all servers together; refused when another is at it.
    pub(super) async fn publishing(&self) -> Result<Sole<'_>> {
        let busy = || Error::conflict("publishing", say!("正在发布另一次更改，请等它完成", "Another change is being published; wait until it is done"));
        let here = self.publishing.try_lock().map_err(|_| busy())?;
        let everywhere = self.store.try_changing().await?.ok_or_else(busy)?;
        Ok(Sole { _everywhere: everywhere, _here: here })
    }

    /// The same, after the other.
    pub(super) async fn publishing_next(&self) -> Result<Sole<'_>> {
        let here = self.publishing.lock().await;
        Ok(Sole { _everywhere: self.store.changing().await?, _here: here })
    }

    /// The catalog that these files make, when it may be published now.
    pub(super) async fn made(&self, publish: &Publish<'_>) -> Result<Published> {
        let old = self.newest().await?;
        let mut conn = self.store.read().await?;
        let new = Published::compile(publish.files.clone(), old.catalog.version + 1, self.checks).map_err(problems_error)?;
        let mut problems = type_changes(&old.catalog, &new.catalog);
        problems.extend(occupied_stages(&mut conn, &old.catalog, &new.catalog, &publish.remap).await?);
        problems.extend(unattended(&mut conn, &old.catalog, &new.catalog, self.clock.now()).await?);
        drop(conn);
        problems.extend(sealed::ready(&self.store, &new.catalog).await?);
        if problems.is_empty() { Ok(new) } else { Err(problems_error(problems)) }
    }

    /// Prepares and enacts. The draft, when it is what is published, must still have this revision, and is empty afterwards.
    pub(super) async fn carry(&self, publish: Publish<'_>, draft: Option<i64>, told: Told<'_>) -> Result<i64> {
        let (mut patience, mut left) = (Patience::new(), PREPARATIONS);
        loop {
            let new = self.made(&publish).await?;
            self.store.prepare(&new.catalog, told).await?;
            self.vacate_beside(&new.catalog, &publish, told).await?;
            match self.enact(new, &publish, draft).await {
                Ok(version) => return Ok(version),
                // Tables grew while others were prepared.
                Err(error) if error.code == UNPREPARED && left > 0 => left -= 1,
                Err(error) => patience.with(error).await?,
            }
        }
    }

    /// The short transaction after which the new catalog is in force; then swaps the snapshot and tells the browsers.
    async fn enact(&self, mut new: Published, publish: &Publish<'_>, draft: Option<i64>) -> Result<i64> {
        let mut tx = self.store.begin_under(new.catalog.version - 1).await?;
        if let Some(revision) = draft {
            super::draft::still(&mut tx, revision).await?;
            tx.discard_draft().await?;
        }
        let later = self.write(&mut tx, &new, publish).await?;
        new.mind_open_runs(&mut tx).await?;
        let version = new.catalog.version;
        let _swapping = self.swapping.lock().await;
        tx.commit().await?;
        self.swap(new);
        self.tell(Live::Catalog { version });
        if later {
            self.wake_workers();
        }
        Ok(version)
    }

    /// Everything that a version changes in the database. Whether jobs follow.
    async fn write(&self, tx: &mut Tx, new: &Published, publish: &Publish<'_>) -> Result<bool> {
        let old = self.published();
        let mut problems = occupied_stages(tx, &old.catalog, &new.catalog, &publish.remap).await?;
        problems.extend(unattended(tx, &old.catalog, &new.catalog, self.clock.now()).await?);
        if !problems.is_empty() {
            return Err(problems_error(problems));
        }
        let left = tx.sync(Some(&old.catalog), &new.catalog).await?;
        let mut touched = Touched::distrustful();
        self.vacate(tx, new, publish, &mut touched).await?;
        let mut later: BTreeMap<String, Recompute> = BTreeMap::new();
        for object in left.unsearched {
            later.entry(object.clone()).or_insert_with(|| Recompute::of(object)).texts = true;
        }
        for object in left.unordered {
            later.entry(object.clone()).or_insert_with(|| Recompute::of(object)).orders = true;
        }
        for object in recompute(tx, &old, new, &mut touched).await? {
            later.entry(object.clone()).or_insert_with(|| Recompute::of(object)).values = true;
        }
        touched.settle(tx, new, &mut super::Related::default()).await?;
        ticks::follow(tx, &new.catalog, self.clock.now()).await?;
        keep(tx, &self.clock, Some(&old.catalog), &new.catalog, &publish.author, &publish.message).await?;
        let follows = left.untidy || !later.is_empty();
        for work in later.into_values() {
            chores::put_in(tx, &self.clock, publish.author.id, chores::RECOMPUTE, &work).await?;
        }
        if left.untidy {
            chores::tidy_later(tx, &self.clock).await?;
        }
        Ok(follows)
    }
}

/// Keeps the version, and in the audit log who published it and what they changed.
pub(super) async fn keep(tx: &mut Tx, clock: &Clock, old: Option<&Catalog>, new: &Catalog, author: &Author, message: &str) -> Result<()> {
    let info = VersionInfo { number: new.version, at: clock.now(), author: author.id, message: message.to_owned() };
    tx.publish_version(&Version { info, files: new.files.clone() }).await?;
    let detail = json!({ "version": new.version, "message": message, "files": old.map(|old| changed(old, new)) });
    tx.audit(&Entry::new(AuditKind::Catalog, author.id, "ui", &author.origin).with(detail)).await
}

fn changed<'a>(old: &'a Catalog, new: &'a Catalog) -> Vec<&'a String> {
    let paths: BTreeSet<&String> = old.files.keys().chain(new.files.keys()).collect();
    paths.into_iter().filter(|path| old.files.get(*path) != new.files.get(*path)).collect()
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
                    pointer: format!("/fields/{position}/{}", if was.def.kind == field.def.kind { "encrypted" } else { "type" }),
                    code: "type_change",
                    message: Label::new(
                        format!("「{}」已按另一种类型保存了数据，不会随发布或回退改变；请在它的字段设置里改变类型", label.zh),
                        format!("“{}” keeps values of another type, which no publish or rollback changes; change its type in its settings", label.en),
                    ),
                    expected: (was.def.kind != field.def.kind).then(|| was.def.kind.clone()),
                });
            }
        }
    }
    problems
}

/// Notes every record of an object whose computed fields are new or are computed differently. Answers the objects that have so
/// many that they are computed after the publish.
async fn recompute(tx: &mut Tx, old: &Published, new: &Published, touched: &mut Touched) -> Result<Vec<String>> {
    let mut later = Vec::new();
    for object in new.catalog.objects.values() {
        let Some(before) = old.catalog.object(&object.key) else { continue };
        if recipe(&old.catalog, before) == recipe(&new.catalog, object) {
            continue;
        }
        if tx.is_large(&object.key).await? {
            later.push(object.key.clone());
            continue;
        }
        for bin in [Bin::Live, Bin::Deleted] {
            for id in tx.ids(&all(object, bin)).await? {
                touched.whole(new, object, id);
            }
        }
    }
    Ok(later)
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
        } else if let Some(rollup) = field.kind.rollup() {
            parts.push(json!([field.key(), field.def.settings]));
            // Its filter may ask for the status of a stage, or for a day.
            let relation = object.relation(&rollup.relation).filter(|_| rollup.filter.is_some());
            if let Some(child) = relation.and_then(|relation| catalog.object(&relation.object)) {
                let stages = child.pipelines.iter().filter_map(|(key, _)| catalog.pipeline(key)).flat_map(|pipeline| &pipeline.def.stages);
                parts.push(stages.map(|stage| json!([stage.key, stage.status])).collect());
                parts.push(json!(catalog.time_zone.name()));
            }
        }
    }
    parts
}
