//! Typed values ⇄ what a column keeps. Decimals are integers of their last digit, times milliseconds UTC, ids their
//! sixteen bytes, lists and structures JSON texts. Knows columns only, no fields.

use chrono::{DateTime, NaiveDate};
use rust_decimal::Decimal;

use super::sealed;
use crate::catalog::Object;
use crate::error::{Error, Result};
use crate::fields::Column;
use crate::seal::Keys;
use crate::store::Row;
use crate::store::arg::Arg;
use crate::store::db::Dialect;
use crate::value::{Record, Value, slot};

/// The type a column is declared with.
pub(crate) fn column_type(dialect: Dialect, column: Column) -> &'static str {
    let (sqlite, postgres) = match column {
        Column::Bool | Column::Int | Column::Scaled(_) | Column::Time => ("INTEGER", "BIGINT"),
        Column::Text | Column::Date | Column::List | Column::Json => ("TEXT", "TEXT COLLATE \"C\""),
        Column::Id => ("BLOB", "UUID"),
        Column::Sealed(_) => ("BLOB", "BYTEA"),
    };
    match dialect {
        Dialect::Sqlite => sqlite,
        Dialect::Postgres => postgres,
    }
}

/// A value as an argument for a column; one of the wrong type is a mistake of ours.
pub(crate) fn arg(column: Column, value: &Value) -> Result<Arg> {
    Ok(match (column, value) {
        (_, Value::Null) => Arg::Null,
        (Column::Bool, Value::Bool(flag)) => Arg::Int(i64::from(*flag)),
        (Column::Int, Value::Int(number)) => Arg::Int(*number),
        (Column::Scaled(scale), Value::Decimal(number)) => Arg::Int(scaled(*number, scale)?),
        (Column::Scaled(scale), Value::Int(number)) => Arg::Int(scaled(Decimal::from(*number), scale)?),
        (Column::Text, Value::Text(text)) => Arg::Text(text.clone()),
        (Column::Date, Value::Date(date)) => Arg::Text(date.format("%Y-%m-%d").to_string()),
        (Column::Time, Value::Time(time)) => Arg::Int(time.timestamp_millis()),
        (Column::Id, Value::Id(id)) => Arg::from(*id),
        (Column::List, Value::List(items)) => Arg::Text(serde_json::to_string(items).map_err(Error::internal)?),
        (Column::Json, Value::Json(json)) => Arg::Text(json.to_string()),
        (Column::Sealed(_), _) => return Err(Error::internal("an encrypted value is sealed for its record")),
        _ => return Err(Error::internal(format!("{value:?} does not belong into a {column:?} column"))),
    })
}

/// The digits of a decimal at a scale, as one integer; rounded when it has more digits.
fn scaled(number: Decimal, scale: u32) -> Result<i64> {
    let mut number = number.round_dp(scale);
    number.rescale(scale);
    match i64::try_from(number.mantissa()) {
        Ok(digits) if number.scale() == scale => Ok(digits),
        _ => Err(Error::internal(format!("{number} is too large for {scale} digits after the point"))),
    }
}

/// The value in column `at` of a row.
pub(crate) fn value(row: &Row, at: usize, column: Column) -> Result<Value> {
    let value = match column {
        Column::Bool => row.opt_int(at)?.map(|number| Value::Bool(number != 0)),
        Column::Int => row.opt_int(at)?.map(Value::Int),
        Column::Scaled(scale) => row.opt_int(at)?.map(|digits| Value::Decimal(Decimal::new(digits, scale))),
        Column::Text => row.str(at)?.map(|text| Value::Text(text.to_owned())),
        Column::Date => row.str(at)?.map(|text| text.parse::<NaiveDate>().map(Value::Date)).transpose().map_err(Error::internal)?,
        Column::Time => row.opt_time(at)?.map(Value::Time),
        Column::Id => row.opt_id(at)?.map(Value::Id),
        Column::List => row.str(at)?.map(|text| serde_json::from_str(text).map(Value::List)).transpose().map_err(Error::internal)?,
        Column::Json => row.str(at)?.map(|text| serde_json::from_str(text).map(Value::Json)).transpose().map_err(Error::internal)?,
        Column::Sealed(_) => return Err(Error::internal("an encrypted value is opened for its record")),
    };
    Ok(value.unwrap_or_default())
}

/// The value that a column would have kept as this text, or as the number it says.
pub(crate) fn from_text(text: String, column: Column) -> Result<Value> {
    let number = || text.parse::<i64>().map_err(Error::internal);
    Ok(match column {
        Column::Bool => Value::Bool(number()? != 0),
        Column::Int => Value::Int(number()?),
        Column::Scaled(scale) => Value::Decimal(Decimal::new(number()?, scale)),
        Column::Text => Value::Text(text),
        Column::Date => Value::Date(text.parse().map_err(Error::internal)?),
        Column::Time => Value::Time(DateTime::from_timestamp_millis(number()?).ok_or_else(|| Error::internal("no such time"))?),
        Column::List => Value::List(serde_json::from_str(&text).map_err(Error::internal)?),
        Column::Id | Column::Json | Column::Sealed(_) => return Err(Error::internal(format!("{column:?} is not kept as a text"))),
    })
}

/// A row that begins with every column of the object, in the order of its slots. Without keys encrypted values are left out.
pub(crate) fn record(row: &Row, object: &Object, keys: Option<&Keys>) -> Result<Record> {
    let id = row.id(slot::ID)?;
    let values = object.fields.iter().enumerate().map(|(at, field)| sealed::value(keys, row, at, object, field, id));
    Ok(Record { values: values.collect::<Result<_>>()? })
}
