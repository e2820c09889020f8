//! What the tests of the store share: a database in a folder that goes away, objects made by hand, events to write.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use mortise::catalog::model::{FieldDef, ObjectDef};
use mortise::catalog::{Catalog, Field, Object};
use mortise::fields::builtin::system_fields;
use mortise::fields;
use mortise::error::Result;
use mortise::lang::Label;
use mortise::store::{Event, EventKind, Store};
use mortise::value::{Cause, Clock, Id, Record, SYSTEM_SLOTS, Value, slot};
use serde_json::{Value as Json, json};
use tempfile::TempDir;

use crate::engine;

/// A folder and the database in it.
pub struct Place {
    folder: TempDir,
}

impl Place {
    pub fn new() -> Place {
        Place { folder: tempfile::tempdir().unwrap() }
    }

    pub fn path(&self) -> PathBuf {
        self.folder.path().join("data").join("main.db")
    }

    pub async fn open(&self) -> Store {
        open(&self.path()).await.unwrap()
    }
}

/// The database at `path`, of the engine that this run is about.
pub async fn open(path: &Path) -> Result<Store> {
    match engine::postgres(path) {
        Some(url) => Store::connect(&url, path.parent().unwrap(), Clock::default()).await,
        None => Store::open(path, Clock::default()).await,
    }
}

pub fn new_id() -> Id {
    Clock::default().new_id()
}

pub fn an_event(record: Id) -> Event {
    Event {
        id: new_id(),
        at: Clock::default().now(),
        actor: Some(new_id()),
        kind: EventKind::Created,
        object: "thing".into(),
        record,
        version: 1,
        changes: Vec::new(),
        note: None,
        cause: Cause::default(),
        catalog: 1,
        via: "api".into(),
    }
}

/// Writes one event in a transaction of its own and gives its id.
pub async fn write(store: &Store) -> mortise::error::Result<Id> {
    let event = an_event(new_id());
    let mut tx = store.begin().await?;
    tx.append(&event).await?;
    tx.commit().await?;
    Ok(event.id)
}

pub async fn is_there(store: &Store, event: Id) -> bool {
    store.read().await.unwrap().event(event).await.unwrap().is_some()
}

/// An object from its fields as an administrator writes them (labels may be left out); the first is the title.
pub fn object(key: &str, fields: Json) -> Object {
    let Json::Array(mut fields) = fields else { panic!("fields are a list") };
    for field in &mut fields {
        let key = field["key"].clone();
        field.as_object_mut().unwrap().entry("label").or_insert(json!({ "zh-CN": key, "en": key }));
    }
    let def = json!({ "key": key, "label": { "zh-CN": key, "en": key }, "title": fields[0]["key"], "fields": fields });
    let def: ObjectDef = serde_json::from_value(def).unwrap();
    let fields: Vec<Field> = system().chain(def.fields.iter().enumerate().map(own)).collect();
    let by_key = fields.iter().map(|field| (field.def.key.clone(), field.slot)).collect();
    Object {
        key: key.into(),
        file: format!("forms/{key}/object.json"),
        title: by_key_slot(&fields, &def.title),
        fields,
        by_key,
        subtitle: None,
        layout: serde_json::from_value(json!({ "object": key, "sections": [] })).unwrap(),
        views: Vec::new(),
        relations: Vec::new(),
        pipelines: Vec::new(),
        pool: None,
        seen_by: Vec::new(),
        titles_only: false,
        timed: Vec::new(),
        def,
    }
}

fn system() -> impl Iterator<Item = Field> {
    system_fields().into_iter().enumerate().map(|(slot, field)| {
        let label = json!({ "zh-CN": field.label.zh, "en": field.label.en });
        let def = json!({ "key": field.key, "label": label, "type": field.type_name });
        Field { slot, def: serde_json::from_value(def).unwrap(), kind: field.kind, system: true, position: None }
    })
}

fn own((position, def): (usize, &FieldDef)) -> Field {
    let kind = fields::find(&def.kind).unwrap();
    let kind = (kind.compile)(Json::Object(def.settings.clone())).unwrap();
    Field { slot: SYSTEM_SLOTS + position, def: def.clone(), kind, system: false, position: Some(position) }
}

fn by_key_slot(fields: &[Field], key: &str) -> usize {
    fields.iter().position(|field| field.def.key == key).unwrap()
}

pub fn catalog(objects: Vec<Object>) -> Catalog {
    let label = json!({ "zh-CN": "一", "en": "One" });
    let template = json!({ "key": "one", "name": label, "version": "1.0.0", "languages": ["en"],
        "currency": "CNY", "time_zone": "Asia/Shanghai", "nav": [] });
    Catalog {
        version: 1,
        files: Default::default(),
        template: serde_json::from_value(template).unwrap(),
        time_zone: chrono_tz::Asia::Shanghai,
        objects: objects.into_iter().map(|object| (object.key.clone(), Arc::new(object))).collect(),
        pipelines: Default::default(),
        forms: Default::default(),
        pools: Default::default(),
        approvals: Default::default(),
        rules: Default::default(),
        dashboards: Default::default(),
        documents: Default::default(),
        working_days: mortise::catalog::time::WorkingDays::new(&Default::default()),
        roles: serde_json::from_value(json!({ "roles": [] })).unwrap(),
        scripts: Default::default(),
        messages: Default::default(),
    }
}

/// Makes the tables of these objects.
pub async fn synced(store: &Store, objects: Vec<Object>) -> Catalog {
    let catalog = catalog(objects);
    let mut tx = store.begin().await.unwrap();
    tx.sync(None, &catalog).await.unwrap();
    tx.commit().await.unwrap();
    catalog
}

/// A record with these texts in its own fields, in order; "" leaves one empty.
pub fn record(object: &Object, texts: &[&str]) -> Record {
    let mut record = Record::empty(object.slots());
    let now = Value::Time(Clock::default().now());
    record.values[slot::ID] = Value::Id(new_id());
    record.values[slot::VERSION] = Value::Int(1);
    record.values[slot::CREATED_AT] = now.clone();
    record.values[slot::UPDATED_AT] = now;
    for (place, text) in texts.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
        record.values[SYSTEM_SLOTS + place] = Value::Text((*text).to_owned());
    }
    record
}

pub fn label(text: &str) -> Label {
    Label::same(text)
}
