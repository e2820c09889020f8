//! A generated world: objects with fields of any type and lookups between them, and records of these. Everything is told by
//! numbers that mean one of what there is, so that a world with less in it is still one, and shrinks.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use mortise::catalog::{Catalog, Object};
use mortise::query::Related;
use mortise::value::{Id, Record, SYSTEM_SLOTS, Value, slot};
use proptest::prelude::*;
use serde_json::{Value as Json, json};

use super::query::{Ask, asks};
use super::values::{KINDS, OPTIONS, TEXTS, pool};

pub const ZONES: [chrono_tz::Tz; 4] = [chrono_tz::Asia::Shanghai, chrono_tz::Europe::Berlin, chrono_tz::America::New_York, chrono_tz::UTC];

#[derive(Clone, Debug)]
pub struct Spec {
    /// Of each object beside that of the users: its fields, each a type and what a lookup leads to.
    objects: Vec<Vec<(usize, usize)>>,
    rows: Vec<RowSpec>,
    zone: usize,
    pub asks: Vec<Ask>,
}

#[derive(Clone, Debug)]
struct RowSpec {
    object: usize,
    /// A value for each of its fields, 0 for none; what it was when it was made, where that was different.
    cells: Vec<usize>,
    before: Option<Vec<usize>>,
    deleted: bool,
}

pub fn spec() -> impl Strategy<Value = Spec> {
    let field = (0..KINDS.len(), 0..4usize);
    let objects = proptest::collection::vec(proptest::collection::vec(field, 0..7), 1..4);
    let cell = || prop_oneof![1 => Just(0usize), 3 => 1..60usize];
    let cells = move || proptest::collection::vec(cell(), 9);
    let row = (0..4usize, cells(), proptest::option::weighted(0.2, cells()), proptest::bool::weighted(0.15));
    let row = row.prop_map(|(object, cells, before, deleted)| RowSpec { object, cells, before, deleted });
    (objects, proptest::collection::vec(row, 0..16), 0..ZONES.len(), asks())
        .prop_map(|(objects, rows, zone, asks)| Spec { objects, rows, zone, asks })
}

pub struct World {
    pub catalog: Catalog,
    pub objects: Vec<Arc<Object>>,
    /// In the order in which they were made.
    pub records: Vec<(Arc<Object>, Record)>,
    /// What some of them were before.
    pub before: HashMap<Id, Record>,
    by_id: HashMap<Id, Record>,
}

impl World {
    /// `number` keeps its tables apart from those of other worlds.
    pub fn of(spec: &Spec, number: usize) -> World {
        let keys: Vec<String> = std::iter::once("user".to_owned()).chain((0..spec.objects.len()).map(|at| format!("w{number}_{at}"))).collect();
        let catalog = mortise::catalog::compile(files(spec, &keys)).unwrap_or_else(|problems| panic!("{problems:#?}"));
        let objects: Vec<Arc<Object>> = keys.iter().map(|key| catalog.object(key).unwrap().clone()).collect();
        let ids = Ids::of(spec, &keys);
        let mut world = World { catalog, objects, records: Vec::new(), before: HashMap::new(), by_id: HashMap::new() };
        for (at, row) in spec.rows.iter().enumerate() {
            let object = world.objects[row.object % keys.len()].clone();
            let made = |cells: &[usize], deleted| record(&object, at, cells, deleted, &ids);
            let record = made(&row.cells, row.deleted);
            if let Some(before) = &row.before {
                world.before.insert(record.id(), made(before, false));
            }
            world.by_id.insert(record.id(), record.clone());
            world.records.push((object, record));
        }
        world
    }

    pub fn of_object(&self, object: &Object) -> impl Iterator<Item = &Record> + use<'_> {
        let key = object.key.clone();
        self.records.iter().filter(move |(of, _)| of.key == key).map(|(_, record)| record)
    }

    pub fn get(&self, id: Id) -> Option<&Record> {
        self.by_id.get(&id)
    }
}

impl Related for World {
    fn record(&self, object: &Object, id: Id) -> Option<&Record> {
        self.of_object(object).find(|record| record.id() == id)
    }

    fn count(&self, child: &Object, via: usize, parent: Id) -> i64 {
        let children = self.of_object(child).filter(|record| !record.is_deleted() && record.values[via].as_id() == Some(parent));
        children.count().try_into().unwrap()
    }
}

/// The ids that lookups may hold, by object; one of them leads nowhere.
pub struct Ids(BTreeMap<String, Vec<Id>>);

impl Ids {
    fn of(spec: &Spec, keys: &[String]) -> Ids {
        let mut ids: BTreeMap<String, Vec<Id>> = keys.iter().map(|key| (key.clone(), Vec::new())).collect();
        for (at, row) in spec.rows.iter().enumerate() {
            ids.get_mut(&keys[row.object % keys.len()]).unwrap().push(id(at));
        }
        ids.values_mut().for_each(|of| of.push(Id::from_u128(7)));
        Ids(ids)
    }

    pub fn of_world(world: &World) -> Ids {
        let ids = world.objects.iter().map(|object| {
            let records = world.of_object(object).map(Record::id);
            (object.key.clone(), records.chain([Id::from_u128(7)]).collect())
        });
        Ids(ids.collect())
    }
}

/// Not in the order in which they are made.
fn id(at: usize) -> Id {
    Id::from_u128((at as u128 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15_F39C_C060_5CED_C835))
}

/// The value that a number stands for; null for 0.
pub fn value(object: &Object, slot: usize, number: usize, ids: &Ids) -> Json {
    let Some(number) = number.checked_sub(1) else { return Json::Null };
    let field = &object.fields[slot];
    let from = |pool: &[Json]| pool[number % pool.len()].clone();
    match field.kind.reference() {
        Some(reference) => from(&ids.0[&reference.object].iter().map(|id| json!(id)).collect::<Vec<_>>()),
        None if field.kind.column() == mortise::fields::Column::Id => from(&ids.0[&object.key].iter().map(|id| json!(id)).collect::<Vec<_>>()),
        None if field.kind.column() == mortise::fields::Column::Text && !field.kind.choices().is_empty() => {
            from(&field.kind.choices().iter().map(|choice| json!(choice.key)).collect::<Vec<_>>())
        }
        None => from(&pool(&field.def.kind, &Json::Object(field.def.settings.clone()))),
    }
}

fn record(object: &Object, at: usize, cells: &[usize], deleted: bool, ids: &Ids) -> Record {
    let mut record = Record::empty(object.slots());
    for (field, cell) in object.own_fields().zip(&cells[2..]) {
        let given = match (object.key.as_str(), field.def.unique) {
            ("user", true) => json!(format!("u{at}@example.com")),
            _ => value(object, field.slot, *cell, ids),
        };
        record.values[field.slot] = field.kind.decode(&given).unwrap_or_else(|refusal| panic!("{given}: {refusal:?}"));
    }
    let time = |number: usize| object.fields[slot::CREATED_AT].kind.decode(&json!(format!("2026-01-{:02}T00:00:00Z", number % 4 + 1))).unwrap();
    record.values[slot::ID] = Value::Id(id(at));
    record.values[slot::VERSION] = Value::Int(1);
    record.values[slot::CREATED_AT] = time(cells[0]);
    record.values[slot::UPDATED_AT] = time(cells[1]);
    record.values[slot::OWNER] = object.fields[slot::OWNER].kind.decode(&value(object, slot::OWNER, cells[1], ids)).unwrap();
    record.values[slot::DELETED_AT] = if deleted { time(cells[1]) } else { Value::Null };
    record
}

fn label(text: &str) -> Json {
    json!({ "zh-CN": text, "en": text })
}

fn choices() -> Json {
    OPTIONS.iter().map(|key| json!({ "key": key, "label": label(key) })).collect()
}

fn files(spec: &Spec, keys: &[String]) -> mortise::catalog::Files {
    let zone = ZONES[spec.zone % ZONES.len()].name();
    let plain = |key: &str, kind: &str| json!({ "key": key, "label": label(key), "type": kind });
    let mut role = plain("role", "select");
    role["options"] = json!([{ "key": "admin", "label": label("admin") }, { "key": "member", "label": label("member") }]);
    let mut email = plain("email", "email");
    email["unique"] = json!(true);
    let mut name = plain("name", "text");
    name["required"] = json!(true);
    let user = json!([name, plain("active", "boolean"), email, role]);
    let mut files = mortise::catalog::Files::from([
        ("forms/template.json".to_owned(), json!({ "key": "t", "name": label("t"), "version": "1", "languages": ["en"], "currency": "CNY",
            "time_zone": zone, "nav": [{ "items": [{ "object": "user" }] }] })),
        ("workflows/roles.json".to_owned(), json!({ "roles": [
            { "key": "admin", "label": label("admin"), "administer": ["catalog", "users"] }, { "key": "member", "label": label("member") }] })),
        ("forms/user/object.json".to_owned(), json!({ "key": "user", "label": label("user"), "title": "name", "fields": user })),
    ]);
    for (key, fields) in keys[1..].iter().zip(&spec.objects) {
        object(key, fields, keys, &mut files);
    }
    files
}

fn object(key: &str, fields: &[(usize, usize)], keys: &[String], files: &mut mortise::catalog::Files) {
    let mut own = vec![json!({ "key": "name", "label": label("name"), "type": "text" })];
    let mut sorts = Vec::new();
    for (at, (kind, to)) in fields.iter().enumerate() {
        let (kind, settings) = KINDS[kind % KINDS.len()];
        let name = format!("f{at}");
        let mut field: Json = serde_json::from_str(settings).unwrap();
        field["key"] = json!(name);
        field["label"] = label(&name);
        field["type"] = json!(kind);
        let inverse = json!({ "key": format!("r_{key}_{at}"), "label": label(key) });
        match kind {
            "lookup" => {
                field["to"] = json!(keys[to % keys.len()]);
                field["inverse"] = inverse;
            }
            "user" => field["inverse"] = inverse,
            "select" | "multi_select" => field["options"] = choices(),
            "stage" => {
                let pipeline = format!("{key}_{at}");
                field["pipeline"] = json!(pipeline);
                let statuses = OPTIONS.iter().zip(["open", "open", "won", "lost"]);
                let stages: Vec<Json> = statuses.map(|(option, status)| json!({ "key": option, "label": label(option), "status": status })).collect();
                files.insert(format!("workflows/{pipeline}.pipeline.json"), json!({ "key": pipeline, "label": label(key), "object": key, "stages": stages }));
            }
            "text" | "long_text" | "phone" | "email" => field["searchable"] = json!(to % 2 == 0),
            _ => {}
        }
        // Some lists find an index for their order, others do not.
        if to % 2 == 0 && !["multi_select", "tags", "long_text", "file"].contains(&kind) {
            sorts.push(json!({ "key": format!("v{at}"), "label": label("v"), "kind": "table", "columns": ["name"], "sort": [{ "field": name, "desc": at % 2 == 0 }] }));
        }
        own.push(field);
    }
    files.insert(format!("forms/{key}/object.json"), json!({ "key": key, "label": label(key), "title": "name", "fields": own }));
    files.insert(format!("forms/{key}/views.json"), json!({ "object": key, "views": sorts }));
}

/// A part of a text, to look for.
pub fn part(number: usize) -> String {
    let text: Vec<char> = TEXTS[number % TEXTS.len()].chars().collect();
    let from = (number / TEXTS.len()) % text.len();
    text[from..].iter().collect()
}

/// Slots of the object's own fields and of the system's.
pub fn slots(object: &Object) -> impl Iterator<Item = usize> {
    (SYSTEM_SLOTS..object.slots()).chain(0..SYSTEM_SLOTS)
}
