//! Records as the API shows them, and the titles of what they refer to.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Serialize;
use serde_json::{Map, Value as Json};

use crate::catalog::{Catalog, Field, Object};
use crate::error::Result;
use crate::store::Conn;
use crate::value::{Id, Record, Value, slot};

/// A record as the API shows it: `id`, `version` and its fields, side by side.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Flat(pub Map<String, Json>);

impl JsonSchema for Flat {
    fn schema_name() -> Cow<'static, str> {
        "Record".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "object",
            "properties": { "id": generator.subschema_for::<Id>(), "version": generator.subschema_for::<i64>() },
            "required": ["id", "version"],
            "additionalProperties": true,
        })
    }
}

/// A record that a value points at.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Ref {
    pub object: String,
    pub title: String,
}

/// What values point at, by id.
pub type Refs = BTreeMap<Id, Ref>;

/// A record after a write, and what it points at.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Saved {
    pub record: Flat,
    pub refs: Refs,
}

/// The record as a flat JSON object of its live fields; `deleted_at` only when it is deleted.
pub fn encode(object: &Object, record: &Record) -> Flat {
    let shown = |field: &&Field| !field.def.retired && (field.slot != slot::DELETED_AT || record.is_deleted());
    Flat(object.fields.iter().filter(shown).map(|field| (field.key().to_owned(), value(field, record))).collect())
}

/// One value as JSON.
pub fn value(field: &Field, record: &Record) -> Json {
    match &record.values[field.slot] {
        Value::Null => Json::Null,
        value => field.kind.encode(value),
    }
}

/// Titles of everything the records refer to.
pub async fn refs(catalog: &Catalog, conn: &mut Conn, object: &Object, records: &[Record]) -> Result<Refs> {
    let mut wanted: BTreeMap<&str, BTreeSet<Id>> = BTreeMap::new();
    for field in object.fields.iter().filter(|field| !field.def.retired) {
        let Some(reference) = field.kind.reference() else { continue };
        let ids = records.iter().filter_map(|record| record.values[field.slot].as_id());
        wanted.entry(&reference.object).or_default().extend(ids);
    }
    let wanted: Vec<(&Object, Vec<Id>)> = wanted
        .into_iter()
        .filter(|(_, ids)| !ids.is_empty())
        .filter_map(|(target, ids)| Some((&**catalog.object(target)?, ids.into_iter().collect())))
        .collect();
    let mut refs = Refs::new();
    for ((target, _), titles) in wanted.iter().zip(conn.titles_of(&wanted).await?) {
        refs.extend(titles.into_iter().map(|(id, title)| (id, Ref { object: target.key.clone(), title })));
    }
    Ok(refs)
}

/// Adds the titles of these records of one object.
pub async fn titles(
    catalog: &Catalog,
    conn: &mut Conn,
    target: &str,
    ids: impl IntoIterator<Item = Id>,
    refs: &mut Refs,
) -> Result<()> {
    let ids: Vec<Id> = ids.into_iter().collect();
    let Some(object) = catalog.object(target).filter(|_| !ids.is_empty()) else { return Ok(()) };
    for (id, title) in conn.titles(object, &ids).await? {
        refs.insert(id, Ref { object: object.key.clone(), title });
    }
    Ok(())
}
