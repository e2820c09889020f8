//! The rows of one table: read in the order of its key, a few megabytes at a time, summed up so that two tables can be compared,
//! and written into another database. Knows nothing of what they mean.

use std::fmt;

use sha2::{Digest, Sha256};

use super::shape::{Holds, Shape};
use crate::error::{Error, Result};
use crate::store::arg::Arg;
use crate::store::db::Dialect;
use crate::store::row::Row;
use crate::store::schema::quoted;
use crate::store::settings::{MOVED, UNFINISHED};
use crate::store::sql::{order_column, order_key};
use crate::store::{Conn, Tx};
use crate::value::Id;

/// Rows of the first chunk.
const FIRST: usize = 16;
const MOST_ROWS: usize = 1_000;
/// Bytes that a chunk should have.
const CHUNK_BYTES: usize = 2 << 20;
/// Arguments of one statement that writes.
const ARGS: usize = 8_000;
/// Settings of this very database.
const SETTINGS: &str = "setting";

/// How many rows a table has, and a sum over everything in them, whatever their order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Contents {
    pub rows: u64,
    pub sum: u128,
}

impl Contents {
    pub(super) fn add(&mut self, row: &[Arg]) {
        let digest: [u8; 32] = Sha256::digest(encoded(row)).into();
        let (half, _) = digest.split_at(16);
        self.rows += 1;
        self.sum = self.sum.wrapping_add(half.iter().fold(0, |sum, byte| sum << 8 | u128::from(*byte)));
    }
}

impl fmt::Display for Contents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} · {:016x}", self.rows, self.sum >> 64)
    }
}

/// The same bytes for the same values, whichever engine kept them.
fn encoded(row: &[Arg]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(row.len() * 16);
    for value in row {
        let (tag, value): (u8, &[u8]) = match value {
            Arg::Null => (0, &[]),
            Arg::Int(number) => (1, &number.to_be_bytes()),
            Arg::Text(text) => (2, text.as_bytes()),
            Arg::Bytes(value) => (3, value),
            // No row holds one.
            Arg::Ids(_) | Arg::Sought(_) => (4, &[]),
            Arg::Id(id) => (3, id.as_bytes()),
        };
        bytes.push(tag);
        bytes.extend_from_slice(&(value.len() as u64).to_be_bytes());
        bytes.extend_from_slice(value);
    }
    bytes
}

/// A table on its way.
pub struct Reading<'a> {
    shape: &'a Shape,
    /// Key of the last row.
    after: Option<Vec<Arg>>,
    rows: usize,
    done: bool,
}

impl<'a> Reading<'a> {
    pub fn of(shape: &'a Shape) -> Reading<'a> {
        Reading { shape, after: None, rows: FIRST, done: false }
    }

    /// The next rows, each with the columns of the shape; none at the end.
    pub async fn next(&mut self, conn: &mut Conn) -> Result<Option<Vec<Vec<Arg>>>> {
        if self.done {
            return Ok(None);
        }
        let (sql, args) = self.select();
        let rows = conn.rows(sql, args).await?.iter().map(|row| self.read(row)).collect::<Result<Vec<_>>>()?;
        self.done = rows.len() < self.rows;
        if let Some(last) = rows.last() {
            self.after = Some(self.shape.key.iter().map(|at| self.key(*at, &last[*at])).collect());
            let bytes: usize = rows.iter().map(|row| encoded(row).len()).sum();
            self.rows = (CHUNK_BYTES * rows.len() / bytes.max(1)).clamp(1, MOST_ROWS);
        }
        Ok(Some(rows))
    }

    fn select(&self) -> (String, Vec<Arg>) {
        let columns: Vec<String> = self.shape.columns.iter().map(|column| quoted(&column.name)).collect();
        let key: Vec<&str> = self.shape.key.iter().map(|at| columns[*at].as_str()).collect();
        let mut sql = format!("SELECT {} FROM {}", columns.join(", "), self.shape.quoted());
        let mut conditions = Vec::new();
        let mut args = Vec::new();
        if self.shape.name == SETTINGS {
            conditions.push(format!("key NOT IN ('{UNFINISHED}', '{MOVED}')"));
        }
        if let Some(after) = &self.after {
            conditions.push(format!("({}) > ({})", key.join(", "), vec!["?"; after.len()].join(", ")));
            args.extend(after.iter().cloned());
        }
        if !conditions.is_empty() {
            sql = format!("{sql} WHERE {}", conditions.join(" AND "));
        }
        args.push(Arg::Int(i64::try_from(self.rows).unwrap_or(i64::MAX)));
        (format!("{sql} ORDER BY {} LIMIT ?", key.join(", ")), args)
    }

    fn read(&self, row: &Row) -> Result<Vec<Arg>> {
        let value = |(at, holds): (usize, Holds)| {
            Ok(match holds {
                Holds::Numbers => row.opt_int(at)?.map_or(Arg::Null, Arg::Int),
                Holds::Texts => row.opt_text(at)?.map_or(Arg::Null, Arg::Text),
                Holds::Bytes | Holds::Ids => row.opt_bytes(at)?.map_or(Arg::Null, Arg::Bytes),
            })
        };
        self.shape.columns.iter().map(|column| column.holds()).enumerate().map(value).collect()
    }

    fn key(&self, at: usize, value: &Arg) -> Arg {
        fitting(self.shape.columns[at].holds(), value.clone())
    }
}

/// A value as a column takes it.
fn fitting(holds: Holds, value: Arg) -> Arg {
    match (holds, &value) {
        (Holds::Ids, Arg::Bytes(bytes)) => Id::from_slice(bytes).map_or(value, Arg::Id),
        _ => value,
    }
}

/// Writes rows with the columns of `shape` into the table that `target` describes.
pub async fn insert(tx: &mut Tx, shape: &Shape, target: &Shape, rows: &[Vec<Arg>]) -> Result<()> {
    let mut columns = Vec::new();
    for column in &shape.columns {
        let found = target.columns.iter().find(|known| known.name == column.name);
        let found = found.ok_or_else(|| Error::internal(format!("{}.{} has no place in the copy", shape.name, column.name)))?;
        columns.push((column, found.holds(), target.orders.contains(&order_column(&column.name))));
    }
    let mut names = Vec::new();
    for (column, _, ordered) in &columns {
        names.push(quoted(&column.name));
        names.extend(ordered.then(|| quoted(&order_column(&column.name))));
    }
    let told = match tx.dialect() {
        Dialect::Postgres => " OVERRIDING SYSTEM VALUE",
        Dialect::Sqlite => "",
    };
    let head = format!("INSERT INTO {} ({}){told} VALUES ", target.quoted(), names.join(", "));
    let one = format!("({})", vec!["?"; names.len()].join(", "));
    for rows in rows.chunks((ARGS / names.len().max(1)).max(1)) {
        let mut args = Vec::with_capacity(rows.len() * names.len());
        for row in rows {
            for ((_, holds, ordered), value) in columns.iter().zip(row) {
                args.push(fitting(*holds, value.clone()));
                args.extend(ordered.then(|| order_of(value)));
            }
        }
        tx.once(format!("{head}{}", vec![one.as_str(); rows.len()].join(", ")), args).await?;
    }
    Ok(())
}

fn order_of(value: &Arg) -> Arg {
    match value {
        Arg::Text(text) => Arg::Bytes(order_key(text)),
        _ => Arg::Null,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contents_are_the_same_in_any_order_and_no_other() {
        let of = |rows: &[Vec<Arg>]| {
            let mut contents = Contents::default();
            rows.iter().for_each(|row| contents.add(row));
            contents
        };
        let (a, b) = (vec![Arg::Int(1), Arg::Text("x".into())], vec![Arg::Int(2), Arg::Null]);
        assert_eq!(of(&[a.clone(), b.clone()]), of(&[b.clone(), a.clone()]));
        assert_ne!(of(&[a.clone(), b.clone()]), of(&[a.clone(), a.clone()]));
        assert_ne!(of(std::slice::from_ref(&b)), of(&[vec![Arg::Int(2), Arg::Text(String::new())]]));
        let id = Id::from_u128(7);
        assert_eq!(of(&[vec![Arg::Id(id)]]), of(&[vec![Arg::Bytes(id.as_bytes().to_vec())]]), "each engine keeps ids its own way");
    }
}
