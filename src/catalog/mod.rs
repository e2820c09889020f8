//! Files an administrator wrote → a checked, compiled, immutable [`Catalog`].
//! Knows nothing of stores, scripts' meaning or HTTP; upper modules add their own checks at publish.

mod compile;
mod diff;
mod file_kind;
mod generate;
mod key;
pub mod load;
pub mod model;
mod near;
mod problems;
mod schema;
mod seen;
mod shape;
pub mod steps;
pub mod time;

use std::collections::BTreeMap;
use std::sync::Arc;

use indexmap::IndexMap;
use serde_json::Value as Json;

use crate::fields::Kind;
use crate::lang::{Label, Lang};
use crate::value::Value;
pub use compile::compile;
pub use diff::{Change, ChangeKind, changes};
pub use file_kind::FileKind;
pub use key::key_from_label;
use model::{ApprovalDef, DashboardDef, FieldDef, FormDef, Key, LayoutDef, ObjectDef, PipelineDef, PoolDef, RolesDef, RuleDef, StageDef, TemplateDef, ViewDef};
pub use near::{list as listed, nearest};
pub use schema::{KINDS, schema};
pub use seen::Shown;
use time::WorkingDays;

/// A catalog's files as they are kept: path → content. JSON files hold their value, `.rhai` and `.jinja` a string.
pub type Files = BTreeMap<String, Json>;

/// One mistake in a catalog.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    pub file: String,
    /// JSON pointer into the file; "" for the whole of it. Scripts: `line:column`.
    pub pointer: String,
    pub code: &'static str,
    pub message: Label,
    /// What would be right, when it can be said.
    pub expected: Option<String>,
}

/// Everything an administrator defined, compiled. Shared by `Arc`; never changes.
#[derive(Debug)]
pub struct Catalog {
    /// 0 while it is a draft.
    pub version: i64,
    pub files: Files,
    pub template: TemplateDef,
    pub time_zone: chrono_tz::Tz,
    pub objects: IndexMap<Key, Arc<Object>>,
    pub pipelines: IndexMap<Key, Arc<Pipeline>>,
    pub rules: IndexMap<Key, Arc<RuleDef>>,
    pub approvals: IndexMap<Key, Arc<ApprovalDef>>,
    pub pools: IndexMap<Key, Arc<PoolDef>>,
    /// Those that anybody may fill in.
    pub forms: IndexMap<Key, Arc<FormDef>>,
    pub dashboards: IndexMap<Key, DashboardDef>,
    pub roles: RolesDef,
    pub working_days: WorkingDays,
    /// File stem → source.
    pub scripts: BTreeMap<String, String>,
    /// File stem → source.
    pub messages: BTreeMap<String, String>,
    /// File stem → source.
    pub documents: BTreeMap<String, String>,
}

/// One object, compiled. `fields[slot]` describes `record.values[slot]`; the first eight are the system fields.
#[derive(Clone, Debug)]
pub struct Object {
    pub key: Key,
    pub def: ObjectDef,
    /// Where the definition stands: `forms/<key>/object.json`.
    pub file: String,
    pub fields: Vec<Field>,
    pub by_key: IndexMap<Key, usize>,
    /// Slot of the title field.
    pub title: usize,
    pub subtitle: Option<usize>,
    pub layout: LayoutDef,
    pub views: Vec<ViewDef>,
    /// Relations to children: lookups elsewhere that point here and name an inverse.
    pub relations: Vec<Relation>,
    /// Keys of the pipelines of this object, with the slot of the stage field of each.
    pub pipelines: Vec<(Key, usize)>,
    /// Slot of the field that says in which pool a record lies; `None` for objects without pools.
    pub pool: Option<usize>,
    /// Slots of the fields by which some role sees only a part of its records: the owner, the pool, the lookups it follows.
    pub seen_by: Vec<usize>,
    /// Its records are searched by their titles alone: other searched fields are hidden from whoever sees it.
    pub titles_only: bool,
    /// Slots of the dates that rules watch: the store finds records by them.
    pub timed: Vec<usize>,
}

/// One field, compiled.
#[derive(Clone, Debug)]
pub struct Field {
    pub slot: usize,
    pub def: FieldDef,
    pub kind: Arc<dyn Kind>,
    /// One of the eight every object has.
    pub system: bool,
    /// Position in the object's file; `None` for system fields.
    pub position: Option<usize>,
}

/// A lookup seen from its target: `customer.contacts` are the contacts whose `customer` is this record.
#[derive(Clone, Debug, PartialEq, serde::Serialize, schemars::JsonSchema)]
pub struct Relation {
    pub key: Key,
    pub label: Label,
    /// The child object.
    pub object: Key,
    /// The child's lookup field.
    pub via: Key,
}

/// One pipeline, compiled: its definition and where each stage stands.
#[derive(Debug)]
pub struct Pipeline {
    pub def: PipelineDef,
    pub file: String,
    /// Stage key → position.
    pub stages: IndexMap<Key, usize>,
    /// Key of the stage field on the object.
    pub field: Key,
}

impl Catalog {
    pub fn object(&self, key: &str) -> Option<&Arc<Object>> {
        self.objects.get(key)
    }

    /// The pools of an object.
    pub fn pools_of(&self, object: &str) -> impl Iterator<Item = &Arc<PoolDef>> {
        self.pools.values().filter(move |pool| pool.object == object)
    }

    /// Path of the file that defines a rule.
    pub fn rule_file(&self, key: &str) -> String {
        let found = self.files.iter().find(|(path, content)| {
            path.ends_with(".rule.json") && content.get("key").and_then(Json::as_str) == Some(key)
        });
        found.map_or_else(|| format!("workflows/{key}.rule.json"), |(path, _)| path.clone())
    }

    pub fn pipeline(&self, key: &str) -> Option<&Arc<Pipeline>> {
        self.pipelines.get(key)
    }
}

impl Object {
    /// The live (not retired) or system field with this key.
    pub fn field(&self, key: &str) -> Option<&Field> {
        self.by_key.get(key).map(|slot| &self.fields[*slot]).filter(|field| !field.def.retired)
    }

    /// Whether one of these slots is found by search: the title or a searchable field.
    pub fn is_indexed(&self, slots: &[usize]) -> bool {
        slots.iter().any(|slot| *slot == self.title || self.fields[*slot].def.searchable)
    }

    /// What a record is called whose title is this.
    pub fn titled(&self, title: Value) -> String {
        match title {
            Value::Text(text) => text,
            other => self.fields[self.title].kind.display(&other, Lang::default()),
        }
    }

    /// Values as they may be written down elsewhere: of encrypted fields, that there are some.
    pub fn told(&self, mut values: serde_json::Map<String, Json>) -> serde_json::Map<String, Json> {
        for (key, value) in values.iter_mut().filter(|(_, value)| !value.is_null()) {
            if self.field(key).is_some_and(|field| field.kind.sealed().is_some()) {
                *value = Json::from(crate::fields::STARS);
            }
        }
        values
    }

    /// Number of slots of a record of this object.
    pub fn slots(&self) -> usize {
        self.fields.len()
    }

    /// Live fields an administrator defined, in order.
    pub fn own_fields(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|field| !field.system && !field.def.retired)
    }

    pub fn relation(&self, key: &str) -> Option<&Relation> {
        self.relations.iter().find(|relation| relation.key == key)
    }
}

impl Pipeline {
    pub fn stage(&self, key: &str) -> Option<&StageDef> {
        self.stages.get(key).map(|position| &self.def.stages[*position])
    }
}

impl Field {
    pub fn key(&self) -> &str {
        &self.def.key
    }

    pub fn label(&self) -> &Label {
        &self.def.label
    }
}
