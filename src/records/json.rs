//! Records as the API shows them, and the titles of what they refer to.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::{Map, Value as Json};

use super::{Context, Sight};
use crate::catalog::{Field, Object};
use crate::error::Result;
use crate::value::{Id, Record, slot};

/// A record as the API shows it: `id`, `version` and its fields, side by side.
#[derive(Clone, Debug)]
pub struct Flat {
    object: Arc<Object>,
    record: Record,
    /// Which slots; all that are shown when absent.
    only: Option<Arc<BTreeSet<usize>>>,
    /// Columns reached through others, by their path.
    beyond: Vec<(String, Json)>,
}

impl Serialize for Flat {
    fn serialize<S: Serializer>(&self, to: S) -> std::result::Result<S::Ok, S::Error> {
        let shown = |field: &&Field| match &self.only {
            Some(only) => only.contains(&field.slot),
            None => !field.def.retired && (field.slot != slot::DELETED_AT || self.record.is_deleted()),
        };
        let own = self.object.fields.iter().filter(shown);
        let mut map = to.serialize_map(None)?;
        for field in own {
            map.serialize_entry(field.key(), &self.record.values[field.slot])?;
        }
        for (path, value) in &self.beyond {
            map.serialize_entry(path, value)?;
        }
        map.end()
    }
}

impl Flat {
    /// These slots only.
    pub fn of(object: &Arc<Object>, record: Record, only: Option<Arc<BTreeSet<usize>>>) -> Flat {
        Flat { object: Arc::clone(object), record, only, beyond: Vec::new() }
    }

    pub fn record(&self) -> &Record {
        &self.record
    }

    pub fn add(&mut self, path: &str, value: Json) {
        self.beyond.push((path.to_owned(), value));
    }

    /// The same as a JSON object.
    pub fn map(&self) -> Map<String, Json> {
        match serde_json::to_value(self) {
            Ok(Json::Object(map)) => map,
            _ => Map::new(),
        }
    }
}

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
pub fn encode(object: &Arc<Object>, record: Record) -> Flat {
    Flat::of(object, record, None)
}

/// Titles of everything the records refer to, as far as the actor may see it.
pub async fn refs(sight: &mut Sight<'_>, object: &Object, records: &[Record]) -> Result<Refs> {
    let mut refs = Refs::new();
    add_titles(sight, pointed_at(sight.cx, object, records), &mut refs).await?;
    Ok(refs)
}

/// What the records refer to, by object, as far as the actor sees such objects.
pub(super) fn pointed_at<'c>(cx: &'c Context, object: &Object, records: &[Record]) -> Vec<(&'c Arc<Object>, Vec<Id>)> {
    let mut wanted: BTreeMap<&str, BTreeSet<Id>> = BTreeMap::new();
    for field in object.fields.iter().filter(|field| !field.def.retired) {
        let Some(reference) = field.kind.reference() else { continue };
        let ids = records.iter().filter_map(|record| record.values[field.slot].as_id());
        wanted.entry(&reference.object).or_default().extend(ids);
    }
    let wanted = wanted.into_iter().filter(|(_, ids)| !ids.is_empty());
    wanted.filter_map(|(target, ids)| Some((cx.seen().object(target)?, ids.into_iter().collect()))).collect()
}

/// Adds the titles of these records of several objects.
pub(super) async fn add_titles(sight: &mut Sight<'_>, wanted: Vec<(&Arc<Object>, Vec<Id>)>, refs: &mut Refs) -> Result<()> {
    let targets: Vec<&Arc<Object>> = wanted.iter().map(|(target, _)| *target).collect();
    for (target, titles) in targets.into_iter().zip(sight.titles_of(wanted).await?) {
        refs.extend(titles.into_iter().map(|(id, title)| (id, Ref { object: target.key.clone(), title })));
    }
    Ok(())
}

/// Adds the titles of these records of one object.
pub async fn titles(
    sight: &mut Sight<'_>,
    target: &str,
    ids: impl IntoIterator<Item = Id>,
    refs: &mut Refs,
) -> Result<()> {
    let ids: Vec<Id> = ids.into_iter().collect();
    let Some(object) = sight.cx.seen().object(target).filter(|_| !ids.is_empty()) else { return Ok(()) };
    add_titles(sight, vec![(object, ids)], refs).await
}
