//! Arguments of statements, in the few types that databases share: ids, times and structures become one of them here.
//! Knows no statement and no engine.

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::error::{Error, Result};
use crate::value::Id;

/// One argument. Numbers, flags and times (milliseconds UTC) are integers, structures JSON texts.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Arg {
    Null,
    Int(i64),
    Text(String),
    Bytes(Vec<u8>),
    Id(Id),
    /// Many of them as one, for [`super::db::Dialect::among`].
    Ids(Vec<Id>),
    /// What an encrypted value begins with; becomes bytes when the statement is run.
    Sought(Sought),
}

/// A plain value that is looked for among encrypted ones.
#[derive(Clone, PartialEq)]
pub(crate) struct Sought {
    pub object: String,
    pub field: String,
    pub plain: Vec<u8>,
    /// As the oldest of the keys seals it, not the newest: while there are two, values are found by either.
    pub oldest: bool,
}

/// Not for logs.
impl std::fmt::Debug for Sought {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.object, self.field)
    }
}

impl Arg {
    pub fn json(value: &impl Serialize) -> Result<Arg> {
        serde_json::to_string(value).map(Arg::Text).map_err(Error::internal)
    }
}

/// The arguments of a statement, in their order.
macro_rules! args {
    ($($value:expr),* $(,)?) => { vec![$($crate::store::arg::Arg::from($value)),*] };
}
pub(in crate::store) use args;

impl From<i64> for Arg {
    fn from(number: i64) -> Arg {
        Arg::Int(number)
    }
}

impl From<u32> for Arg {
    fn from(number: u32) -> Arg {
        Arg::Int(number.into())
    }
}

impl From<bool> for Arg {
    fn from(flag: bool) -> Arg {
        Arg::Int(flag.into())
    }
}

impl From<DateTime<Utc>> for Arg {
    fn from(at: DateTime<Utc>) -> Arg {
        Arg::Int(at.timestamp_millis())
    }
}

impl From<Id> for Arg {
    fn from(id: Id) -> Arg {
        Arg::Id(id)
    }
}

impl From<&[Id]> for Arg {
    fn from(ids: &[Id]) -> Arg {
        Arg::Ids(ids.to_vec())
    }
}

impl From<&[u8]> for Arg {
    fn from(bytes: &[u8]) -> Arg {
        Arg::Bytes(bytes.to_vec())
    }
}

impl From<&str> for Arg {
    fn from(text: &str) -> Arg {
        Arg::Text(text.to_owned())
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Arg {
        Arg::Text(text)
    }
}

impl From<&String> for Arg {
    fn from(text: &String) -> Arg {
        Arg::Text(text.clone())
    }
}

impl<T> From<Option<T>> for Arg
where
    Arg: From<T>,
{
    fn from(value: Option<T>) -> Arg {
        value.map_or(Arg::Null, Arg::from)
    }
}
