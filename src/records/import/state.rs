//! Where one import stands: what was uploaded, how it is to be read, how far it has come. This is what the wizard shows, what the
//! store keeps, and what a restart continues from. Knows nothing of how rows become records.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

use super::columns::Confidence;
use crate::fields::DateOrder;
use crate::lang::{Label, Lang};
use crate::value::{Id, Limits};

/// Samples of a column that are shown.
pub const SAMPLES: usize = 5;
/// Rows of the preview.
pub const PREVIEW: usize = 10;

/// How the file is to be read, as chosen so far.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Choices {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    pub sheets: Vec<SheetInfo>,
    pub sheet: String,
    /// As the sheet's own program counts; none when the first row is already a record.
    pub header_row: Option<u32>,
    pub columns: Vec<ColumnInfo>,
    pub preview: Vec<Vec<String>>,
    /// Rows that are records: without the header, what stands above it, totals and repeated headers.
    #[serde(default)]
    pub records: usize,
    pub upsert_by: Option<String>,
    /// Field → text as found → what is meant: a title, a key, an id, or null for leaving it blank.
    pub values: BTreeMap<String, BTreeMap<String, Option<String>>>,
    /// As told by a person; else each column's own values decide.
    pub date_order: Option<DateOrder>,
    /// Field → value for new records that leave it blank.
    pub defaults: Map<String, Json>,
    /// Who started it, as they were then; never told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(skip)]
    pub importer: Option<Importer>,
}

/// How the person on whose behalf the rows are written came in. What they may do is asked anew when they are.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Importer {
    pub lang: Lang,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limits: Option<Limits>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "ImportStage")]
pub enum Stage {
    Mapping,
    Queued,
    Running,
    Done,
    Cancelled,
    Failed,
}

impl Stage {
    /// Nothing will happen to it any more.
    pub fn over(self) -> bool {
        matches!(self, Stage::Done | Stage::Cancelled | Stage::Failed)
    }

    pub fn parse(name: &str) -> Option<Stage> {
        [Stage::Mapping, Stage::Queued, Stage::Running, Stage::Done, Stage::Cancelled, Stage::Failed].into_iter().find(|stage| stage.name() == name)
    }

    pub fn name(self) -> &'static str {
        match self {
            Stage::Mapping => "mapping",
            Stage::Queued => "queued",
            Stage::Running => "running",
            Stage::Done => "done",
            Stage::Cancelled => "cancelled",
            Stage::Failed => "failed",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "ImportSheet")]
pub struct SheetInfo {
    pub name: String,
    pub hidden: bool,
    pub rows: usize,
    /// Why it cannot be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub problem: Option<Label>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "ImportColumn")]
pub struct ColumnInfo {
    pub index: usize,
    pub header: String,
    pub samples: Vec<String>,
    pub field: Option<String>,
    pub confidence: Confidence,
    /// The type that a new field for its values would have.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub kind: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "ImportProgress")]
pub struct Progress {
    pub done: u64,
    pub total: u64,
    pub created: u64,
    pub updated: u64,
    pub unchanged: u64,
    pub refused: u64,
    /// Why the whole failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub error: Option<Label>,
}

/// An import as it is shown; its texts are told in the reader's language.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ImportState")]
pub struct State {
    pub id: Id,
    pub object: String,
    pub file: String,
    pub state: Stage,
    pub progress: Progress,
    pub created_at: DateTime<Utc>,
    /// Keys of the fields that a column may go into: those that whoever asks may bring values for.
    pub fields: Vec<String>,
    #[serde(flatten)]
    pub choices: Choices,
}

/// What a person changes in the wizard; what is absent stays.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ImportChange")]
pub struct Change {
    /// Where a text is read in the wrong one.
    pub encoding: Option<String>,
    pub sheet: Option<String>,
    #[serde(default, deserialize_with = "present")]
    #[schemars(extend("x-null" = true))]
    pub header_row: Option<Option<u32>>,
    pub columns: Option<Vec<ColumnChange>>,
    #[serde(default, deserialize_with = "present")]
    #[schemars(extend("x-null" = true))]
    pub upsert_by: Option<Option<String>>,
    /// Added to what was said before; an empty table forgets all that was said of a field.
    pub values: Option<BTreeMap<String, BTreeMap<String, Option<String>>>>,
    #[serde(default, deserialize_with = "present")]
    #[schemars(extend("x-null" = true))]
    pub date_order: Option<Option<DateOrder>>,
    /// In place of all defaults before.
    pub defaults: Option<Map<String, Json>>,
}

#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ColumnChange {
    pub index: usize,
    /// Null: the column is left out.
    #[schemars(extend("x-null" = true))]
    pub field: Option<String>,
}

/// Tells `null` from absent.
fn present<'de, T: Deserialize<'de>, D: serde::Deserializer<'de>>(input: D) -> Result<Option<Option<T>>, D::Error> {
    Option::<T>::deserialize(input).map(Some)
}
