//! The search of records in PostgreSQL: an index of characters and pairs finds the candidates, a LIKE keeps those in which
//! they stand in a row. The same words find the same records as in SQLite. Knows nothing of objects and fields.

use super::super::arg::{Arg, args};
use super::super::backlog::Insert;
use super::super::grams::{self, Text};
use super::super::row::Row;
use super::super::sql::Sql;
use super::super::{Conn, Tx};
use crate::catalog::Object;
use crate::error::Result;
use crate::value::Id;

/// Where a word must stand.
const TITLE: &[&str] = &["head"];
const ANYWHERE: &[&str] = &["head", "body"];

/// The newest `limit` entries in which every word stands in the title, those in which they stand anywhere after them.
pub(in crate::store) async fn matching(conn: &mut Conn, words: &[String], object: Option<&str>, limit: u32) -> Result<Vec<Row>> {
    let mut found = Vec::new();
    for place in [TITLE, ANYWHERE] {
        let mut sql = Sql::new(conn.dialect(), "SELECT object, record FROM search_entry WHERE ");
        condition(&mut sql, words, place);
        if let Some(object) = object {
            sql.push(" AND object = ").bind(object.into());
        }
        sql.push(" ORDER BY seq DESC LIMIT ").bind(limit.into());
        found.extend(conn.rows(sql.text, sql.args).await?);
        if found.len() >= limit as usize {
            break;
        }
    }
    Ok(found)
}

/// Writes a condition on `id` (a column as written): every word stands in the record.
pub(in crate::store) fn clause(sql: &mut Sql, id: &str, object: &Object, words: &[String]) {
    sql.push(id).push(" IN (SELECT record FROM search_entry WHERE object = ").literal(&object.key).push(" AND ");
    condition(sql, words, if object.titles_only { TITLE } else { ANYWHERE });
    sql.push(")");
}

fn condition(sql: &mut Sql, words: &[String], places: &[&str]) {
    let grams: Vec<&str> = words.iter().flat_map(|word| grams::grams_of(word)).collect();
    // Letters and digits only: nothing that an array or a pattern would take for its own.
    sql.push("grams @> string_to_array(").bind(Arg::Text(grams.join(" "))).push(", ' ')");
    for word in words {
        sql.push(" AND (");
        sql.join(places, " OR ", |sql, place| {
            sql.push(place).push(" LIKE ").bind(Arg::Text(format!("%{word}%")));
        });
        sql.push(")");
    }
}

const ENTRY: Insert = Insert {
    head: "INSERT INTO search_entry (object, record, digest, head, body, grams) \
           SELECT column1, column2, column3, column4, column5, string_to_array(column6, ' ') FROM (VALUES",
    tail: ") entry",
    late: false,
};

/// As [`index`], of a record that was never kept.
pub(in crate::store) async fn index_new(tx: &mut Tx, object: &str, record: Id, text: &Text, digest: i64) -> Result<()> {
    let (head, body) = text.plain();
    tx.later(&ENTRY, args![object, record, digest, head, body, text.grams().join(" ")]).await
}

/// Keeps what is searched of a record, unless it is kept already.
pub(in crate::store) async fn index(tx: &mut Tx, object: &str, record: Id, text: &Text, digest: i64) -> Result<()> {
    let sql = "INSERT INTO search_entry (object, record, digest, head, body, grams) \
               VALUES (?, ?, ?, ?, ?, string_to_array(?, ' ')) \
               ON CONFLICT (record) DO UPDATE SET digest = excluded.digest, head = excluded.head, body = excluded.body, \
               grams = excluded.grams WHERE search_entry.digest <> excluded.digest";
    let (head, body) = text.plain();
    tx.change(sql, args![object, record, digest, head, body, text.grams().join(" ")]).await.map(drop)
}

pub(in crate::store) async fn unindex(tx: &mut Tx, record: Id) -> Result<()> {
    tx.change("DELETE FROM search_entry WHERE record = ?", args![record]).await.map(drop)
}
