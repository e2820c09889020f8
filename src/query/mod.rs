//! The one filter language, given meaning: compiled against a catalog, evaluated in memory, lowered to SQL by `store`.
//! Lists, scopes, gates, checks, rule conditions and reports all use it. Knows nothing of engines.

mod check;
mod compile;
mod dates;
mod eval;
#[cfg(test)]
pub(crate) mod fixture;
mod moment;
mod operand;
mod path;
mod scope;
mod told;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use chrono::{DateTime, Utc};

use crate::catalog::Object;
use crate::catalog::model::{MeasureFn, Period};
use crate::fields::RollupMeasure;
use crate::value::filter::Op;
use crate::value::{Id, Value};

pub use check::{card_fits, check, filter_fits, view_fits};
pub use compile::{compile, is_fixed};
pub use dates::{day_start, local_day};
pub use eval::{Related, matches, needs};
pub use path::{group, measure, path, sort};
pub use scope::Scope;
pub use told::told;

/// What relative values are resolved with.
#[derive(Clone, Debug)]
pub struct Cx {
    pub me: Option<Id>,
    pub now: DateTime<Utc>,
    pub time_zone: chrono_tz::Tz,
}

/// A compiled condition: every path resolved, every operand typed, every relative date turned into a range.
#[derive(Clone, Debug)]
pub enum Cond {
    /// All of them; none is true.
    All(Vec<Cond>),
    /// Any of them; none is false.
    Any(Vec<Cond>),
    Not(Box<Cond>),
    Test(Path, Test),
}

/// From a record through lookups to a field, or to a count of children.
#[derive(Clone, Debug)]
pub struct Path {
    /// Lookups followed, each a slot of the object it starts from, with the object it leads to.
    pub hops: Vec<Hop>,
    pub leaf: Leaf,
    /// As written.
    pub text: String,
}

#[derive(Clone, Debug)]
pub struct Hop {
    pub slot: usize,
    pub to: Arc<Object>,
    /// The records that the lookup is followed to, when not to all; elsewhere it leads nowhere.
    pub guard: Option<Arc<Scope>>,
}

#[derive(Clone, Debug)]
pub enum Leaf {
    /// A slot of the object reached.
    Field(usize),
    /// Number of live records of `child` whose `via` (slot) is the record reached, of those within `guard`.
    Count { child: Arc<Object>, via: usize, guard: Option<Arc<Scope>> },
}

/// A test of one value. Unlike SQL, `IsNot`, `NotIn`, `NotContains`, `HasNone` hold for empty values.
#[derive(Clone, Debug)]
pub enum Test {
    Empty,
    NotEmpty,
    /// Is, IsNot, Gt, Ge, Lt, Le (dates and times use these too), Contains, NotContains, StartsWith, EndsWith (texts, case-insensitive), Has, Under.
    Compare(Op, Operand),
    /// In, NotIn (single values); HasAny, HasAll, HasNone (lists).
    Among(Op, Vec<Value>),
    /// From `.0` inclusive to `.1` inclusive (numbers, `between`).
    Between(Value, Value),
    /// From `.0` inclusive to `.1` exclusive (dates and times).
    Range(Value, Value),
}

#[derive(Clone, Debug)]
pub enum Operand {
    Value(Value),
    /// Another field of the same record.
    Slot(usize),
    /// Another field of the same record; both sides are taken as days in this zone, times as the day they fall on.
    Day(usize, chrono_tz::Tz),
}

/// A list to be read.
#[derive(Clone, Debug)]
pub struct Select {
    pub object: Arc<Object>,
    pub cond: Option<Cond>,
    /// The records it is about, when not all.
    pub scope: Option<Arc<Scope>>,
    /// Folded search text inside the object (title and searchable fields).
    pub search: Option<String>,
    pub sort: Vec<Sort>,
    pub limit: u32,
    /// Where the page before ended, as the store made it.
    pub cursor: Option<String>,
    pub bin: Bin,
}

#[derive(Clone, Debug)]
pub struct Sort {
    pub path: Path,
    pub desc: bool,
    /// Where values have an order of their own (options, stages): their keys in that order, else empty.
    pub ranks: Vec<String>,
}

/// Live records, or those in the recycle bin.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Bin {
    #[default]
    Live,
    Deleted,
}

/// Groups and measures over the records that match.
#[derive(Clone, Debug)]
pub struct Aggregate {
    pub object: Arc<Object>,
    pub cond: Option<Cond>,
    /// The records it is about, when not all.
    pub scope: Option<Arc<Scope>>,
    pub group: Vec<(Path, Option<Period>)>,
    pub measures: Vec<(MeasureFn, Option<Path>)>,
    /// Position of the measure to sort by and whether descending; by group when absent.
    pub sort: Option<(usize, bool)>,
    pub limit: u32,
    pub time_zone: chrono_tz::Tz,
}

/// One row of an aggregate. Periods come as the date they begin with.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub group: Vec<Value>,
    pub values: Vec<Value>,
}

/// One measure over children: of slot `of` unless it counts, of those that meet the condition.
#[derive(Clone, Copy, Debug)]
pub struct Rollup<'a> {
    pub measure: RollupMeasure,
    pub of: Option<usize>,
    pub cond: Option<&'a Cond>,
}
