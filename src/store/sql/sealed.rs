//! Encrypted columns: values sealed on their way in and opened on their way out, each for its object, field and record; and how
//! they are found by the whole value. Knows no statement.

use super::value;
use crate::catalog::{Field, Object};
use crate::error::{Error, Result};
use crate::fields::{Column, Sealed};
use crate::seal::{EQUAL, Keys, Place};
use crate::store::Row;
use crate::store::arg::{Arg, Sought};
use crate::value::{Id, Value};

pub(crate) fn place<'a>(object: &'a str, field: &'a str, id: Id) -> Place<'a> {
    Place { kind: "value", of: object, field, id }
}

/// A value of a record as an argument for the field's column.
pub(crate) fn arg(keys: &Keys, object: &Object, field: &Field, id: Id, value: &Value) -> Result<Arg> {
    match field.kind.column() {
        Column::Sealed(_) if value.is_null() => Ok(Arg::Null),
        Column::Sealed(sealed) => {
            let plain = plain(sealed, value)?;
            keys.seal(place(&object.key, field.key(), id), &plain, sealed.findable).map(Arg::Bytes)
        }
        column => value::arg(column, value),
    }
}

/// The value of a record in column `at` of a row. Without keys encrypted values are left out.
pub(crate) fn value(keys: Option<&Keys>, row: &Row, at: usize, object: &Object, field: &Field, id: Id) -> Result<Value> {
    let Column::Sealed(Sealed { holds, .. }) = field.kind.column() else { return value::value(row, at, field.kind.column()) };
    let (Some(keys), Some(sealed)) = (keys, row.opt_bytes(at)?) else { return Ok(Value::Null) };
    let plain = keys.open(place(&object.key, field.key(), id), &sealed)?;
    value::from_text(String::from_utf8(plain).map_err(Error::internal)?, holds.column())
}

/// A value that is looked for among encrypted ones: as the newest key seals it, and as the oldest does.
pub(crate) fn sought(object: &Object, field: &Field, sealed: Sealed, value: &Value) -> Result<[Arg; 2]> {
    let sought = |oldest, plain| Arg::Sought(Sought { object: object.key.clone(), field: field.key().to_owned(), plain, oldest });
    let plain = plain(sealed, value)?;
    Ok([sought(false, plain.clone()), sought(true, plain)])
}

/// What is the same of equal values, of a column as written.
pub(crate) fn beginning_of(column: &str) -> String {
    format!("substr({column}, 1, {EQUAL})")
}

pub(in crate::store) fn beginning(keys: &Keys, sought: &Sought) -> Result<Arg> {
    let found = keys.beginnings(place(&sought.object, &sought.field, Id::nil()), &sought.plain)?;
    let found = if sought.oldest { found.into_iter().next_back() } else { found.into_iter().next() };
    Ok(found.map_or(Arg::Null, Arg::Bytes))
}

fn plain(sealed: Sealed, value: &Value) -> Result<Vec<u8>> {
    match value::arg(sealed.holds.column(), value)? {
        Arg::Text(text) => Ok(text.into_bytes()),
        Arg::Int(number) => Ok(number.to_string().into_bytes()),
        other => Err(Error::internal(format!("{other:?} cannot be sealed"))),
    }
}
