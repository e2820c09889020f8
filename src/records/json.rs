//! Records as the API shows them, and the titles of what they refer to.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value as Json, json};

use crate::catalog::{Catalog, Field, Object};
use crate::error::Result;
use crate::store::Conn;
use crate::value::{Id, Record, Value, slot};

/// The record as a flat JSON object of its live fields; `deleted_at` only when it is deleted.
pub fn encode(_catalog: &Catalog, object: &Object, record: &Record) -> Map<String, Json> {
    let shown = |field: &&Field| !field.def.retired && (field.slot != slot::DELETED_AT || record.is_deleted());
    object.fields.iter().filter(shown).map(|field| (field.key().to_owned(), value(field, record))).collect()
}

/// One value as JSON.
pub fn value(field: &Field, record: &Record) -> Json {
    match &record.values[field.slot] {
        Value::Null => Json::Null,
        value => field.kind.encode(value),
    }
}

/// Titles of everything the records refer to: `{"<id>": {"object", "title"}}`.
pub async fn refs(catalog: &Catalog, conn: &mut Conn, object: &Object, records: &[Record]) -> Result<Map<String, Json>> {
    let mut wanted: BTreeMap<&str, BTreeSet<Id>> = BTreeMap::new();
    for field in object.fields.iter().filter(|field| !field.def.retired) {
        let Some(reference) = field.kind.reference() else { continue };
        let ids = records.iter().filter_map(|record| record.values[field.slot].as_id());
        wanted.entry(&reference.object).or_default().extend(ids);
    }
    let mut refs = Map::new();
    for (target, ids) in wanted {
        titles(catalog, conn, target, ids, &mut refs).await?;
    }
    Ok(refs)
}

/// Adds the titles of these records of one object.
pub async fn titles(
    catalog: &Catalog,
    conn: &mut Conn,
    target: &str,
    ids: impl IntoIterator<Item = Id>,
    refs: &mut Map<String, Json>,
) -> Result<()> {
    let ids: Vec<Id> = ids.into_iter().collect();
    let Some(object) = catalog.object(target).filter(|_| !ids.is_empty()) else { return Ok(()) };
    for (id, title) in conn.titles(object, &ids).await? {
        refs.insert(id.to_string(), json!({"object": object.key, "title": title}));
    }
    Ok(())
}
