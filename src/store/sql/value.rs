//! Typed values ⇄ what a column keeps. Decimals are integers of their last digit, times milliseconds UTC, ids their
//! sixteen bytes, lists and structures JSON texts. Knows columns only, no fields.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::catalog::Object;
use crate::error::{Error, Result};
use crate::fields::Column;
use crate::store::Row;
use crate::store::arg::Arg;
use crate::store::db::Dialect;
use crate::value::{Record, Value};

/// The type a column is declared with.
pub(crate) fn column_type(dialect: Dialect, column: Column) -> &'static str {
    let (sqlite, postgres) = match column {
        Column::Bool | Column::Int | Column::Scaled(_) | Column::Time => ("INTEGER", "BIGINT"),
        Column::Text | Column::Date | Column::List | Column::Json => ("TEXT", "TEXT COLLATE \"C\""),
        Column::Id => ("BLOB", "UUID"),
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
    };
    Ok(value.unwrap_or_default())
}

/// A row that begins with every column of the object, in the order of its slots.
pub(crate) fn record(row: &Row, object: &Object) -> Result<Record> {
    let values = object.fields.iter().enumerate().map(|(at, field)| value(row, at, field.kind.column()));
    Ok(Record { values: values.collect::<Result<_>>()? })
}
