//! Statements and arguments as PostgreSQL takes them: `?` becomes `$1`, `$2` …, and every argument says its type.
//! Knows nothing of what a statement is about.

use std::num::TryFromIntError;

use sqlx::encode::{Encode, IsNull};
use sqlx::error::BoxDynError;
use sqlx::postgres::types::Oid;
use sqlx::postgres::{PgArgumentBuffer, PgArguments, PgTypeInfo};
use sqlx::query::Query;
use sqlx::{Arguments, AssertSqlSafe, Postgres, Type};

use crate::error::{Error, Result};
use crate::store::arg::Arg;
use crate::value::Id;

/// Whatever type the place asks for.
const UNKNOWN: Oid = Oid(0);
const BYTEA: Oid = Oid(17);
const INT8: Oid = Oid(20);
const TEXT: Oid = Oid(25);
const UUID: Oid = Oid(2950);
const UUIDS: Oid = Oid(2951);

/// Ready to run.
pub(in crate::store) fn query(sql: &str, args: Vec<Arg>) -> Result<Query<'static, Postgres, PgArguments>> {
    let mut bound = PgArguments::default();
    bound.reserve(args.len(), args.len() * 16);
    for arg in args {
        bound.add(Bound(arg)).map_err(|error| Error::internal(sqlx::Error::Encode(error)))?;
    }
    Ok(sqlx::query_with(AssertSqlSafe(numbered(sql)), bound))
}

/// Question marks outside quotes, numbered.
fn numbered(sql: &str) -> String {
    let mut text = String::with_capacity(sql.len() + 32);
    let (mut quote, mut count, mut from) = (None, 0u32, 0);
    for (at, byte) in sql.bytes().enumerate() {
        match (quote, byte) {
            (None, b'\'' | b'"') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            (None, b'?') => {
                count += 1;
                text.push_str(&sql[from..at]);
                text.push('$');
                text.push_str(&count.to_string());
                from = at + 1;
            }
            _ => {}
        }
    }
    text.push_str(&sql[from..]);
    text
}

/// An array of one dimension, without nulls, counted from 1.
fn array(buffer: &mut PgArgumentBuffer, ids: &[Id]) -> Result<(), TryFromIntError> {
    let (dimensions, nulls, first) = (1i32, 0i32, 1i32);
    for number in [dimensions, nulls] {
        buffer.extend_from_slice(&number.to_be_bytes());
    }
    buffer.extend_from_slice(&UUID.0.to_be_bytes());
    for number in [i32::try_from(ids.len())?, first] {
        buffer.extend_from_slice(&number.to_be_bytes());
    }
    for id in ids {
        buffer.extend_from_slice(&16i32.to_be_bytes());
        buffer.extend_from_slice(id.as_bytes());
    }
    Ok(())
}

struct Bound(Arg);

impl Type<Postgres> for Bound {
    fn type_info() -> PgTypeInfo {
        PgTypeInfo::with_oid(UNKNOWN)
    }
}

impl Encode<'_, Postgres> for Bound {
    fn encode_by_ref(&self, buffer: &mut PgArgumentBuffer) -> Result<IsNull, BoxDynError> {
        match &self.0 {
            Arg::Null => return Ok(IsNull::Yes),
            Arg::Int(number) => buffer.extend_from_slice(&number.to_be_bytes()),
            Arg::Text(text) => buffer.extend_from_slice(text.as_bytes()),
            Arg::Bytes(bytes) => buffer.extend_from_slice(bytes),
            Arg::Id(id) => buffer.extend_from_slice(id.as_bytes()),
            Arg::Ids(ids) => array(buffer, ids)?,
            Arg::Sought(_) => return Err("what is sought was not settled".into()),
        }
        Ok(IsNull::No)
    }

    fn produces(&self) -> Option<PgTypeInfo> {
        Some(PgTypeInfo::with_oid(match &self.0 {
            Arg::Null => UNKNOWN,
            Arg::Int(_) => INT8,
            Arg::Text(_) => TEXT,
            Arg::Bytes(_) | Arg::Sought(_) => BYTEA,
            Arg::Id(_) => UUID,
            Arg::Ids(_) => UUIDS,
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn question_marks_outside_quotes_are_numbered() {
        assert_eq!(numbered("SELECT ? FROM \"a?\" WHERE b = ? AND c = 'it''s?' AND d = ?"), "SELECT $1 FROM \"a?\" WHERE b = $2 AND c = 'it''s?' AND d = $3");
        assert_eq!(numbered("SELECT 1"), "SELECT 1");
    }
}
