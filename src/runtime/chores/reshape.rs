//! Fields given another type, and retired fields forgotten for good: chores that an administrator asks for, after being told
//! what becomes of the values. Each publishes a version of its own, in which only that field differs.

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};

use super::reseal::Cleanse;
use super::{CLEANSE, CONVERT, FORGET, RECOMPUTE, Recompute, put_in, save, settings, tell, tidy_later};
use crate::catalog::{Field, Files, Object};
use crate::error::{Error, Result};
use crate::fields::{DateOrder, ParseCx, convert, convertible};
use crate::lang::Label;
use crate::runtime::publish::{Publish, keep};
use crate::runtime::{Live, Published, Remap, Runtime};
use crate::say;
use crate::store::{Chore, Conn, Pace, Patience, Turn, Tx};
use crate::value::{Author, Id, Origin, Value};

/// Values looked at in a rehearsal.
const REHEARSED: i64 = 50_000;
const CHUNK: i64 = 500;
const EXAMPLES: usize = 20;
/// Records that may wait for the last transaction.
const FEW: i64 = 100;
/// On PostgreSQL events become visible a little out of order.
const OVERLAP: i64 = 50;

/// What becomes of a field's values.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rehearsal {
    /// Records that hold a value, in the bin or not.
    pub records: i64,
    /// Of those, how many were looked at.
    pub examined: i64,
    pub converts: i64,
    /// Some of those that cannot be read: record, title, value, why.
    pub refused: Vec<Refused>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Refused {
    pub id: Id,
    pub value: String,
    pub reason: Label,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Forget {
    object: String,
    field: String,
    /// From where it was asked for.
    #[serde(default)]
    origin: Origin,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Convert {
    object: String,
    field: String,
    /// From where it was asked for.
    #[serde(default)]
    origin: Origin,
    /// As it will stand in the object's file.
    definition: Json,
    /// Values that cannot be read are left out; else they stop it.
    empty: bool,
    /// Where to go on; null before the first.
    after: Option<Id>,
    /// The last event before the copy began.
    since: Option<i64>,
    converted: i64,
    refused: i64,
}

/// The catalog in force, and as it would be; the field in both.
struct Change<'a> {
    old: &'a Object,
    from: &'a Field,
    to: Field,
    files: Files,
    time_zone: chrono_tz::Tz,
}

impl Runtime {
    /// Records that hold a value in a field, retired or not.
    pub async fn filled(&self, object: &str, field: &str) -> Result<i64> {
        let published = self.published();
        let (object, field) = found(&published, object, field)?;
        self.store.read().await?.count_filled(object, field).await
    }

    /// What a change of type would do; nothing is changed.
    pub async fn rehearse_conversion(&self, object: &str, field: &str, definition: &Json) -> Result<Rehearsal> {
        let published = self.published();
        let change = self.change(&published, object, field, definition).await?;
        let mut conn = self.store.read().await?;
        let mut told = Rehearsal { records: conn.count_filled(change.old, change.from).await?, ..Rehearsal::default() };
        let mut after = None;
        while told.examined < REHEARSED {
            let ids = conn.ids_after(change.old, after, CHUNK).await?;
            let Some(last) = ids.last() else { break };
            after = Some(*last);
            for record in conn.get_many(change.old, &ids).await? {
                let value = &record.values[change.from.slot];
                if value.is_null() {
                    continue;
                }
                told.examined += 1;
                match change.convert(value) {
                    Ok(_) => told.converts += 1,
                    Err(reason) if told.refused.len() < EXAMPLES => {
                        told.refused.push(Refused { id: record.id(), value: change.shown(value), reason });
                    }
                    Err(_) => {}
                }
            }
        }
        Ok(told)
    }

    /// Gives a field another type, in the background. Values that cannot be read stop it, unless they are to be left out.
    pub async fn convert_field(&self, by: Author, object: &str, field: &str, definition: Json, empty: bool) -> Result<Id> {
        let published = self.published();
        self.change(&published, object, field, &definition).await?;
        let (object, field) = (object.to_owned(), field.to_owned());
        let origin = by.origin;
        let wish = Convert { object, field, origin, definition, empty, after: None, since: None, converted: 0, refused: 0 };
        self.ask(by.id, CONVERT, &wish).await
    }

    /// Takes a retired field out of the catalog and forgets its values for good, in the background.
    pub async fn forget_field(&self, by: Author, object: &str, field: &str) -> Result<Id> {
        let published = self.published();
        let (found_in, retired) = found(&published, object, field)?;
        if !retired.def.retired {
            let message = say!("字段「{}」还在使用，请先停用并发布", "The field “{}” is in use; retire it and publish first", retired.label().zh);
            return Err(Error::conflict("field_in_use", message));
        }
        self.out_of_the_way(&found_in.file).await?;
        self.made(&self.publication(by.clone(), without(&published, found_in, field), String::new())).await?;
        self.ask(by.id, FORGET, &Forget { object: object.to_owned(), field: field.to_owned(), origin: by.origin }).await
    }

    async fn ask(&self, by: Option<Id>, kind: &str, wish: &impl Serialize) -> Result<Id> {
        let _turn = self.publishing().await?;
        let mut tx = self.store.begin().await?;
        let chore = put_in(&mut tx, &self.clock, by, kind, wish).await?;
        tx.commit().await?;
        self.wake.send_replace(());
        Ok(chore)
    }

    /// The draft must not change the file that is published anew.
    async fn out_of_the_way(&self, file: &str) -> Result<()> {
        let draft = self.store.read().await?.draft().await?;
        if draft.is_some_and(|draft| draft.files.contains_key(file)) {
            let message = say!("草稿里有对这个对象的更改，请先发布或放弃草稿", "The draft changes this object; publish or discard it first");
            return Err(Error::conflict("draft_in_the_way", message));
        }
        Ok(())
    }

    fn publication(&self, author: Author, files: Files, message: String) -> Publish<'static> {
        Publish { author, files, message: message.into(), remap: Cow::Owned(Remap::new()) }
    }

    /// What a change of type is made of, when it can be made.
    async fn change<'a>(&self, published: &'a Published, object: &str, field: &str, definition: &Json) -> Result<Change<'a>> {
        let (old, from) = found(published, object, field)?;
        self.out_of_the_way(&old.file).await?;
        if from.def.unique || from.def.retired || definition["key"] != json!(field) || definition["unique"] == json!(true) {
            let message = say!("字段停用时不能改类型；值唯一的字段请先取消唯一", "A retired field cannot change its type; of one whose values are unique, lift that first");
            return Err(Error::invalid("not_convertible", message));
        }
        let files = replaced(published, old, field, Some(definition.clone()));
        let new = self.check(files.clone()).map_err(crate::runtime::problems_error)?;
        let problems = crate::runtime::sealed::ready(&self.store, &new.catalog).await?;
        if !problems.is_empty() {
            return Err(crate::runtime::problems_error(problems));
        }
        let missing = || Error::internal("the field has gone");
        let to = new.catalog.object(object).and_then(|object| object.field(field)).cloned().ok_or_else(missing)?;
        if !convertible(&*from.kind, &*to.kind) {
            let message = say!("这种字段的类型不能改变", "Fields of this type cannot become another");
            return Err(Error::invalid("not_convertible", message));
        }
        Ok(Change { old, from, to, files, time_zone: published.catalog.time_zone })
    }
}

impl Change<'_> {
    fn convert(&self, value: &Value) -> Result<Value, Label> {
        let cx = ParseCx { date_order: DateOrder::default(), time_zone: self.time_zone };
        convert(&*self.from.kind, &*self.to.kind, value, &cx).map_err(|refusal| refusal.message)
    }

    /// Its values were in the clear before.
    fn is_sealing(&self) -> bool {
        self.from.kind.sealed().is_none() && self.to.kind.sealed().is_some()
    }

    fn shown(&self, value: &Value) -> String {
        self.from.kind.display_in(value, Default::default(), self.time_zone)
    }

    /// Writes the values of these records beside; how many could not be read.
    async fn copy(&self, tx: &mut Tx, ids: &[Id], work: &mut Convert) -> Result<()> {
        let mut values = Vec::with_capacity(ids.len());
        for record in tx.get_many(self.old, ids).await? {
            let value = &record.values[self.from.slot];
            let new = self.convert(value);
            work.converted += i64::from(!value.is_null() && new.is_ok());
            work.refused += i64::from(new.is_err());
            values.push((record.id(), new.unwrap_or_default()));
        }
        tx.write_beside(self.old, &self.to, &values).await
    }

    /// Copies again what was written since; whether there may be more.
    async fn catch_up(&self, tx: &mut Tx, work: &mut Convert, limit: i64) -> Result<bool> {
        let since = work.since.unwrap_or_default();
        let written = tx.written_since(&self.old.key, since - OVERLAP, limit + OVERLAP).await?;
        let ids: Vec<Id> = written.iter().map(|(_, id)| *id).collect();
        let last = written.last().map_or(since, |(event, _)| *event);
        let counted = (work.converted, work.refused);
        self.copy(tx, &ids, work).await?;
        // They were counted before, as they were then.
        let refused = work.refused;
        (work.converted, work.refused) = (counted.0, refused.max(counted.1));
        work.since = Some(last);
        Ok(last > since)
    }
}

fn found<'a>(published: &'a Published, object: &str, field: &str) -> Result<(&'a Object, &'a Field)> {
    let found = published.catalog.object(object).and_then(|object| {
        let slot = object.by_key.get(field)?;
        Some((&**object, &object.fields[*slot])).filter(|(_, field)| !field.system)
    });
    found.ok_or_else(|| Error::not_found(say!("没有字段 {}.{}", "There is no field {}.{}", object, field)))
}

fn without(published: &Published, object: &Object, field: &str) -> Files {
    replaced(published, object, field, None)
}

/// The published files with one field defined otherwise, or not at all.
fn replaced(published: &Published, object: &Object, field: &str, definition: Option<Json>) -> Files {
    let mut files = published.catalog.files.clone();
    if let Some(fields) = files.get_mut(&object.file).and_then(|file| file["fields"].as_array_mut()) {
        match (fields.iter().position(|one| one["key"] == json!(field)), definition) {
            (Some(at), Some(definition)) => fields[at] = definition,
            (Some(at), None) => drop(fields.remove(at)),
            (None, _) => {}
        }
    }
    files
}

pub(super) async fn forget(runtime: &Runtime, chore: &mut Chore) -> Result<Json> {
    let _turn = runtime.publishing_next().await?;
    let work: Forget = settings(chore)?;
    let published = runtime.published();
    if let Ok((object, field)) = found(&published, &work.object, &work.field) {
        let Label { zh, en } = field.label();
        let message = format!("彻底清除字段「{zh}」 / “{en}” is forgotten for good");
        let publish = runtime.publication(Author { id: chore.by, origin: work.origin.clone() }, without(&published, object, &work.field), message);
        runtime.carry(publish, None, &|_, _| ()).await?;
    }
    let published = runtime.published();
    let Some(object) = published.catalog.object(&work.object) else { return Ok(Json::Null) };
    let known = chore.clone();
    let told = |done: u64, total: u64| {
        let (done, total) = (done.try_into().unwrap_or(i64::MAX), total.try_into().unwrap_or(i64::MAX));
        tell(runtime, &Chore { done, total, ..known.clone() });
    };
    runtime.store.forget_field(object, &work.field, &told).await?;
    // Another field may take its place under the same key.
    runtime.store.reshaped();
    Ok(json!({ "version": published.catalog.version }))
}

pub(super) async fn convert_values(runtime: &Runtime, chore: &mut Chore) -> Result<Json> {
    let _turn = runtime.publishing_next().await?;
    let mut work: Convert = settings(chore)?;
    let published = runtime.published();
    let change = runtime.change(&published, &work.object, &work.field, &work.definition).await?;
    if work.since.is_none() {
        begin(runtime, chore, &change, &mut work).await?;
    }
    if let Err(error) = copy_all(runtime, chore, &change, &mut work).await {
        if !super::passing(&error) {
            let mut tx = runtime.store.begin().await?;
            tx.drop_beside(change.old, &work.field).await?;
            tx.commit().await?;
        }
        return Err(error);
    }
    let version = enact(runtime, chore, &change, &mut work).await?;
    Ok(json!({ "version": version, "converted": work.converted, "emptied": work.refused }))
}

async fn begin(runtime: &Runtime, chore: &mut Chore, change: &Change<'_>, work: &mut Convert) -> Result<()> {
    chore.total = runtime.store.read().await?.count_all(change.old).await?;
    let mut patience = Patience::new();
    loop {
        let mut tx = runtime.store.begin().await?;
        work.since = Some(tx.last_event().await?);
        if let Err(error) = tx.add_beside(change.old, &change.to).await {
            patience.with(error).await?;
            continue;
        }
        save(&mut tx, chore, work).await?;
        return tx.commit().await;
    }
}

async fn copy_all(runtime: &Runtime, chore: &mut Chore, change: &Change<'_>, work: &mut Convert) -> Result<()> {
    let mut pace = Pace { rows: CHUNK };
    loop {
        let mut turn: Turn = pace.turn(&runtime.store).await?;
        let ids = turn.tx.ids_after(change.old, work.after, pace.rows).await?;
        change.copy(&mut turn.tx, &ids, work).await?;
        work.after = ids.last().copied().or(work.after);
        chore.done = chore.total.min(chore.done + i64::try_from(ids.len()).unwrap_or(i64::MAX));
        save(&mut turn.tx, chore, work).await?;
        pace.done(turn).await?;
        tell(runtime, chore);
        if ids.is_empty() {
            break;
        }
    }
    loop {
        if work.refused > 0 && !work.empty {
            return Err(unreadable(work.refused));
        }
        let mut turn = pace.turn(&runtime.store).await?;
        let more = change.catch_up(&mut turn.tx, work, pace.rows).await?;
        save(&mut turn.tx, chore, work).await?;
        pace.done(turn).await?;
        if !more {
            return Ok(());
        }
    }
}

/// The short transaction after which the field has its new type.
async fn enact(runtime: &Runtime, chore: &Chore, change: &Change<'_>, work: &mut Convert) -> Result<i64> {
    let mut patience = Patience::new();
    loop {
        match swap(runtime, chore, change, work).await {
            Err(error) => patience.with(error).await?,
            Ok(published) => {
                let version = published.catalog.version;
                runtime.swap(published);
                runtime.tell(Live::Catalog { version });
                runtime.wake.send_replace(());
                return Ok(version);
            }
        }
    }
}

async fn swap(runtime: &Runtime, chore: &Chore, change: &Change<'_>, work: &mut Convert) -> Result<Published> {
    let old = runtime.published();
    let Label { zh, en } = change.from.label();
    let message = format!("改变字段「{zh}」的类型 / “{en}” has another type");
    let publish = runtime.publication(Author { id: chore.by, origin: work.origin.clone() }, change.files.clone(), message);
    let mut new = Published::compile(publish.files.clone(), old.catalog.version + 1, runtime.checks).map_err(crate::runtime::problems_error)?;
    let mut tx = runtime.store.begin().await?;
    new.mind_open_runs(&mut tx).await?;
    latest(&mut tx, old.catalog.version).await?;
    tx.alone_with(change.old).await?;
    change.catch_up(&mut tx, work, FEW).await?;
    if work.refused > 0 && !work.empty {
        return Err(unreadable(work.refused));
    }
    tx.swap_beside(change.old, &work.field, new.catalog.version).await?;
    // Indexes of a large table follow.
    tx.fit(Some(&old.catalog), &new.catalog).await?;
    keep(&mut tx, &runtime.clock, Some(&old.catalog), &new.catalog, &publish.author, &publish.message).await?;
    tidy_later(&mut tx, &runtime.clock).await?;
    for work in what_reads(&new, change) {
        put_in(&mut tx, &runtime.clock, chore.by, RECOMPUTE, &work).await?;
    }
    if change.is_sealing() {
        let work = Cleanse { object: work.object.clone(), field: work.field.clone(), event: 0 };
        put_in(&mut tx, &runtime.clock, chore.by, CLEANSE, &work).await?;
    }
    tx.commit().await?;
    Ok(new)
}

/// What is computed and found of the field's values.
fn what_reads(new: &Published, change: &Change<'_>) -> Vec<Recompute> {
    let edges = new.graph.rollups_over(&change.old.key).iter();
    let parents: BTreeSet<&String> = edges.filter(|edge| edge.reads.contains(&change.to.slot)).map(|edge| &edge.parent.key).collect();
    let texts = change.to.def.searchable || change.from.def.searchable || change.old.title == change.from.slot;
    let own = (texts || !new.graph.formulas(&change.old.key).is_empty()).then_some(&change.old.key);
    let objects: BTreeSet<&String> = parents.into_iter().chain(own).collect();
    objects.into_iter().map(|object| Recompute { values: true, texts: texts && *object == change.old.key, ..Recompute::of(object.clone()) }).collect()
}

async fn latest(conn: &mut Conn, known: i64) -> Result<()> {
    match conn.versions(1).await?.first() {
        Some(info) if info.number == known => Ok(()),
        _ => Err(Error::conflict("publishing", say!("刚刚发布了另一个版本，请再试一次", "Another version was published just now; try again"))),
    }
}

fn unreadable(count: i64) -> Error {
    let message = say!("有 {} 个值不能转换成新的类型，没有改变", "{} values cannot be read as the new type; nothing was changed", count);
    Error::invalid("unreadable", message)
}
