//! Field types, one file each. A type decides what a value is, how it is written and read, which column keeps it
//! and which operators it offers. Nothing outside this folder knows a type by its name: it asks for capabilities.

pub mod builtin;
mod column;
mod convert;
mod fold;
mod guess;
mod numbers;
mod operators;
mod refuse;
mod registry;
mod settings;

mod auto_number;
mod boolean;
mod date;
mod dates;
mod datetime;
mod decimal;
mod email;
mod file;
mod formula;
mod integer;
mod long_text;
mod lookup;
pub mod masked;
mod money;
mod multi_select;
mod options;
mod percent;
mod phone;
mod pool;
mod rating;
pub mod region;
mod regions;
mod rollup;
mod sealed;
mod select;
mod stage;
mod tags;
mod text;
mod url;
mod user;

use std::fmt::Debug;
use std::sync::Arc;

use serde_json::Value as Json;

use crate::lang::{Label, Lang};
use crate::value::Value;
use crate::value::filter::{Filter, Op};

pub use column::{Column, Plain, Sealed};
pub use convert::{convert, convertible};
pub use fold::{fold, narrow};
pub use guess::guess;
pub use registry::{ALL, find};
pub use sealed::{STARS, sealed};

/// Why a value was not accepted, before it is known at which field: a stable code and a message.
#[derive(Clone, Debug, PartialEq)]
pub struct Refusal {
    pub code: &'static str,
    pub message: Label,
}

impl Refusal {
    pub fn new(code: &'static str, message: Label) -> Self {
        Refusal { code, message }
    }
}

/// What a sheet cell is read with.
#[derive(Clone, Copy, Debug)]
pub struct ParseCx {
    pub date_order: DateOrder,
    /// Local times in sheets are meant here.
    pub time_zone: chrono_tz::Tz,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    #[default]
    Ymd,
    Mdy,
    Dmy,
}

/// A rollup as its settings say it: computed by the store from the children.
#[derive(Clone, Debug, PartialEq)]
pub struct Rollup {
    /// Key of the relation (the `inverse.key` of the child's lookup).
    pub relation: String,
    pub measure: RollupMeasure,
    pub of: Option<String>,
    pub filter: Option<Filter>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RollupMeasure {
    Count,
    Sum,
    Min,
    Max,
    Avg,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum OnDelete {
    Clear,
    Restrict,
    Cascade,
}

/// A reference to records of another object.
#[derive(Clone, Debug, PartialEq)]
pub struct Reference {
    pub object: String,
    /// Key and label of the relation seen from the other side.
    pub inverse: Option<(String, Label)>,
    pub on_delete: OnDelete,
    /// Records that may be chosen.
    pub filter: Option<Filter>,
}

/// One option of a select-like field.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    pub key: String,
    pub label: Label,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub colour: Option<String>,
    /// Other spellings, for matching on import.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    #[serde(default, skip_serializing_if = "is_false")]
    pub retired: bool,
}

/// A field type with its settings applied. Pure: no store, no catalog, no clock.
pub trait Kind: Debug + Send + Sync {
    fn column(&self) -> Column;

    /// API JSON → typed, normalised, valid value. `null`, "" and [] are `Null`.
    fn decode(&self, input: &Json) -> Result<Value, Refusal>;

    /// Text as found in a sheet → value; forgiving where `decode` is strict. Defaults to decoding it as a JSON string.
    fn parse(&self, text: &str, _cx: &ParseCx) -> Result<Value, Refusal> {
        self.decode(&Json::String(text.trim().to_owned()))
    }

    /// Typed value → text for people: exports, messages, timeline. References are shown by their id here; callers resolve titles first.
    fn display(&self, value: &Value, lang: Lang) -> String;

    /// As [`Kind::display`], with moments in the local time of `time_zone`.
    fn display_in(&self, value: &Value, lang: Lang, _time_zone: chrono_tz::Tz) -> String {
        self.display(value, lang)
    }

    fn operators(&self) -> &'static [Op];

    /// JSON Schema of the API value, for OpenAPI and validation.
    fn json_schema(&self) -> Json;

    fn sortable(&self) -> bool {
        true
    }
    fn groupable(&self) -> bool {
        false
    }
    /// Can be summed and averaged.
    fn numeric(&self) -> bool {
        false
    }
    /// Can be found by global search when marked `searchable`, or as a title.
    fn textual(&self) -> bool {
        false
    }
    /// A text that e-mail can be sent to.
    fn mailable(&self) -> bool {
        false
    }
    /// Can be declared unique.
    fn uniquable(&self) -> bool {
        false
    }
    /// The options a value is one of, or several of; stages too once the catalog is compiled.
    fn choices(&self) -> &[Choice] {
        &[]
    }
    /// The texts in a sheet cell that each stand for a value of their own; one, where a field holds one.
    fn pieces<'t>(&self, text: &'t str) -> Vec<&'t str> {
        vec![text]
    }
    fn reference(&self) -> Option<&Reference> {
        None
    }
    /// Key of the pipeline whose stages are the values.
    fn pipeline(&self) -> Option<&str> {
        None
    }
    /// Whether the value is the pool that a record lies in.
    fn holds_pool(&self) -> bool {
        false
    }
    /// Rhai expression that computes the value.
    fn formula(&self) -> Option<&str> {
        None
    }
    fn rollup(&self) -> Option<&Rollup> {
        None
    }
    /// Pattern of an automatic number, such as `HT-{YYYY}-{0000}`.
    fn auto_number(&self) -> Option<&str> {
        None
    }
    /// Value holds ids of stored files.
    fn holds_files(&self) -> bool {
        false
    }
    /// A computed value → value of this type, rounded to its scale; formulas and rollups only.
    fn coerce(&self, value: Value) -> Result<Value, Refusal> {
        Ok(value)
    }
    /// The same number kind without bounds, for sums and averages over it; `None` for kinds that are no exact numbers.
    fn unbounded(&self) -> Option<Arc<dyn Kind>> {
        None
    }
    /// The same kind with what only the whole catalog knows (stages of a pipeline, pools, the field a rollup measures);
    /// `None` when it depends on nothing outside its settings, or the links lack what it needs.
    fn link(&self, _links: &dyn Links) -> Option<Arc<dyn Kind>> {
        None
    }
    /// A value as it may be shown to whoever has this field; all of it but for masked ones.
    fn shown(&self, value: Value) -> Value {
        value
    }
    /// Whether [`Kind::shown`] shows less than there is.
    fn masked(&self) -> bool {
        false
    }
    /// How it is encrypted where it is kept; `None` when it is not.
    fn sealed(&self) -> Option<Sealed> {
        match self.column() {
            Column::Sealed(sealed) => Some(sealed),
            _ => None,
        }
    }
    /// Computed by the engine: people cannot write it.
    fn computed(&self) -> bool {
        self.formula().is_some() || self.rollup().is_some() || self.auto_number().is_some()
    }
}

/// What a kind may ask the catalog while it is compiled; see [`Kind::link`].
pub trait Links {
    /// The stages of a pipeline, as choices.
    fn stages(&self, pipeline: &str) -> Option<Vec<Choice>>;
    /// The kind of field `of` of the children behind `relation`.
    fn child(&self, relation: &str, of: &str) -> Option<Arc<dyn Kind>>;
    /// The pools of the object, as choices.
    fn pools(&self) -> Vec<Choice>;
}

/// A field type as the catalog finds it: its name, its settings' schema, and how settings become a [`Kind`].
pub struct FieldType {
    pub name: &'static str,
    pub label: fn() -> Label,
    pub compile: fn(settings: Json) -> Result<Arc<dyn Kind>, SettingsError>,
    pub schema: fn() -> schemars::Schema,
}

/// What is wrong with a field's settings; `pointer` is relative to the field's definition (`/options/0/key`).
#[derive(Clone, Debug, PartialEq)]
pub struct SettingsError {
    pub pointer: String,
    pub code: &'static str,
    pub message: Label,
    pub expected: Option<String>,
}

fn is_false(value: &bool) -> bool {
    !value
}
