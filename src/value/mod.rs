//! Pure data: typed values, records, who acts, what time it is. Knows nothing of catalogs or stores.

mod actor;
mod clock;
pub mod duration;
pub mod filter;
mod json;
mod origin;

use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use uuid::Uuid;

pub use actor::{Actor, Cause, Limits, User};
pub use clock::Clock;
pub use json::decimal;
pub use origin::{Author, Origin};

/// A record, user, event or file: UUIDv7, so ids sort by the time they were made.
pub type Id = Uuid;

/// A typed value of one field. Empty is always `Null`, never "" or [].
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value {
    #[default]
    Null,
    Bool(bool),
    Int(i64),
    /// Exact; the field's scale says how many digits are kept.
    Decimal(Decimal),
    Text(String),
    Date(NaiveDate),
    Time(DateTime<Utc>),
    Id(Id),
    /// Keys of options or free tags, in the order given.
    List(Vec<String>),
    /// A structure only its field type understands.
    Json(serde_json::Value),
}

impl Value {
    pub fn is_null(&self) -> bool {
        matches!(self, Value::Null)
    }

    pub fn as_text(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    pub fn as_id(&self) -> Option<Id> {
        match self {
            Value::Id(id) => Some(*id),
            _ => None,
        }
    }
}

/// One row of an object. `values[slot]` belongs to the field with that slot in the object it was read under;
/// the first [`SYSTEM_SLOTS`] slots are the same in every object.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    pub values: Vec<Value>,
}

/// Slots of the system fields, in order: id, version, owner, created_at, created_by, updated_at, updated_by, deleted_at.
pub const SYSTEM_SLOTS: usize = 8;
pub mod slot {
    pub const ID: usize = 0;
    pub const VERSION: usize = 1;
    pub const OWNER: usize = 2;
    pub const CREATED_AT: usize = 3;
    pub const CREATED_BY: usize = 4;
    pub const UPDATED_AT: usize = 5;
    pub const UPDATED_BY: usize = 6;
    pub const DELETED_AT: usize = 7;
}

impl Record {
    /// An empty record of an object with `slots` slots.
    pub fn empty(slots: usize) -> Self {
        Record { values: vec![Value::Null; slots] }
    }

    pub fn id(&self) -> Id {
        self.values[slot::ID].as_id().unwrap_or_default()
    }

    pub fn version(&self) -> i64 {
        match self.values[slot::VERSION] {
            Value::Int(version) => version,
            _ => 0,
        }
    }

    pub fn owner(&self) -> Option<Id> {
        self.values[slot::OWNER].as_id()
    }

    pub fn is_deleted(&self) -> bool {
        !self.values[slot::DELETED_AT].is_null()
    }
}
