//! What the store reads: records by id, lists, counts, aggregates, titles. Runs what its neighbours write; knows no catalog.

use sqlx::SqliteConnection;

use crate::catalog::Object;
use crate::error::Result;
use crate::fields::RollupMeasure;
use crate::query::{Aggregate, Cond, Row, Select};
use crate::value::{Id, Record, Value};

/// One page of a list, and where the next begins.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    pub records: Vec<Record>,
    pub next: Option<String>,
}

/// How many there are: exactly, or at least this many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    pub value: u64,
    pub exact: bool,
}

/// The record with this id, in the bin or not.
pub(crate) async fn get(conn: &mut SqliteConnection, object: &Object, id: Id) -> Result<Option<Record>> {
    unimplemented!("{conn:?} {object:?} {id}")
}

/// Those of the records that exist, in the bin or not, in no particular order.
pub(crate) async fn get_many(conn: &mut SqliteConnection, object: &Object, ids: &[Id]) -> Result<Vec<Record>> {
    unimplemented!("{conn:?} {object:?} {ids:?}")
}

pub(crate) async fn list(conn: &mut SqliteConnection, select: &Select) -> Result<Page> {
    unimplemented!("{conn:?} {select:?}")
}

/// How many records a list has, whatever its limit and cursor; exact up to `cap`.
pub(crate) async fn count(conn: &mut SqliteConnection, select: &Select, cap: u64) -> Result<Count> {
    unimplemented!("{conn:?} {select:?} {cap}")
}

pub(crate) async fn aggregate(conn: &mut SqliteConnection, aggregate: &Aggregate) -> Result<Vec<Row>> {
    unimplemented!("{conn:?} {aggregate:?}")
}

/// The ids of a list, in its order, up to its limit.
pub(crate) async fn ids(conn: &mut SqliteConnection, select: &Select) -> Result<Vec<Id>> {
    unimplemented!("{conn:?} {select:?}")
}

/// Titles of those of the records that exist, in the bin or not.
pub(crate) async fn titles(conn: &mut SqliteConnection, object: &Object, ids: &[Id]) -> Result<Vec<(Id, String)>> {
    unimplemented!("{conn:?} {object:?} {ids:?}")
}

/// Live records whose slots hold exactly these values.
pub(crate) async fn find_equal(
    conn: &mut SqliteConnection,
    object: &Object,
    values: &[(usize, &Value)],
    except: Option<Id>,
    limit: u32,
) -> Result<Vec<Id>> {
    unimplemented!("{conn:?} {object:?} {values:?} {except:?} {limit}")
}

/// A measure over the live records of `child` whose `via` is `parent`. Counts are `Int`, averages `Decimal`, the rest as the field.
pub(crate) async fn rollup(
    conn: &mut SqliteConnection,
    child: &Object,
    via: usize,
    parent: Id,
    measure: RollupMeasure,
    of: Option<usize>,
    cond: Option<&Cond>,
) -> Result<Value> {
    unimplemented!("{conn:?} {child:?} {via} {parent} {measure:?} {of:?} {cond:?}")
}
