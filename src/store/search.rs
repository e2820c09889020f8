//! Finding records by what is written in them: any part of a text, Chinese too, and Chinese titles by their pinyin.
//! Live records only. Knows nothing of who may see what it finds.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::arg::{Arg, args};
use super::backlog::Insert;
use super::db::Dialect;
use super::grams::{self, Text};
use super::postgres;
use super::row::Row;
use super::sql::{Sql, read, table};
use super::{Conn, Tx};
use crate::catalog::{Field, Object};
use crate::error::Result;
use crate::fields::Column;
use crate::lang::Lang;
use crate::value::{Id, Record};

/// Records read at a time when an object is indexed anew.
const CHUNK: usize = 500;

/// A record that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    pub object: String,
    pub id: Id,
}

impl Conn {
    /// Records in which every word of `query` occurs, those where it is in the title first.
    pub async fn search(&mut self, query: &str, object: Option<&str>, limit: u32) -> Result<Vec<Hit>> {
        self.flush().await?;
        let Some(words) = grams::query(query) else { return Ok(Vec::new()) };
        if self.dialect() == Dialect::Postgres {
            return distinct(&postgres::matching(self, &grams::words(query), object, limit).await?, limit);
        }
        let mut hits = self.matching(in_titles(&words), object, limit).await?;
        if hits.len() < limit as usize {
            for hit in self.matching(words, object, limit).await? {
                if !hits.contains(&hit) {
                    hits.push(hit);
                }
            }
            hits.truncate(limit as usize);
        }
        Ok(hits)
    }

    /// The newest `limit` matches of a full-text expression.
    async fn matching(&mut self, expression: String, object: Option<&str>, limit: u32) -> Result<Vec<Hit>> {
        let sql = "SELECT e.object, e.record FROM search_text f JOIN search_entry e ON e.seq = f.rowid \
                   WHERE f.search_text MATCH ?1 AND (?2 IS NULL OR e.object = ?2) ORDER BY f.rowid DESC LIMIT ?3";
        let rows = self.rows(sql, args![expression, object, limit]).await?;
        rows.iter().map(hit).collect()
    }
}

fn hit(row: &Row) -> Result<Hit> {
    Ok(Hit { object: row.text("object")?, id: row.id("record")? })
}

/// The first `limit` of them, each once.
fn distinct(rows: &[Row], limit: u32) -> Result<Vec<Hit>> {
    let mut hits: Vec<Hit> = Vec::with_capacity(rows.len());
    for row in rows {
        let hit = hit(row)?;
        if !hits.contains(&hit) {
            hits.push(hit);
        }
    }
    hits.truncate(limit as usize);
    Ok(hits)
}

impl Tx {
    /// Makes a new record findable.
    pub async fn index_new(&mut self, object: &Object, record: &Record) -> Result<()> {
        let text = text(object, record);
        if self.dialect() == Dialect::Postgres {
            return postgres::index_new(self, &object.key, record.id(), &text, digest(&text)).await;
        }
        self.later(&ENTRY, args![&object.key, record.id(), digest(&text)]).await?;
        self.later(&TEXT, args![record.id(), text.title, text.pinyin, text.body]).await
    }

    /// Makes a record findable as it is now; call it after every write of one. A deleted record is no longer found.
    pub async fn index(&mut self, object: &Object, record: &Record) -> Result<()> {
        if record.is_deleted() {
            return self.unindex(record.id()).await;
        }
        self.flush().await?;
        let text = text(object, record);
        let digest = digest(&text);
        if self.dialect() == Dialect::Postgres {
            return postgres::index(self, &object.key, record.id(), &text, digest).await;
        }
        let sql = "INSERT INTO search_entry (object, record, digest) VALUES (?, ?, ?) ON CONFLICT DO NOTHING RETURNING seq";
        if let Some(made) = self.opt(sql, args![&object.key, record.id(), digest]).await? {
            return self.write_text(made.int("seq")?, &text).await;
        }
        let sql = "UPDATE search_entry SET digest = ?1 WHERE record = ?2 AND digest <> ?1 RETURNING seq";
        let Some(changed) = self.opt(sql, args![digest, record.id()]).await? else { return Ok(()) };
        let seq = changed.int("seq")?;
        self.erase_text(seq).await?;
        self.write_text(seq, &text).await
    }

    /// The record is no longer found.
    pub async fn unindex(&mut self, record: Id) -> Result<()> {
        self.flush().await?;
        if self.dialect() == Dialect::Postgres {
            return postgres::unindex(self, record).await;
        }
        match self.opt("DELETE FROM search_entry WHERE record = ? RETURNING seq", args![record]).await? {
            Some(gone) => self.erase_text(gone.int("seq")?).await,
            None => Ok(()),
        }
    }

    /// Indexes every live record of an object, after what is searched in it changed.
    pub(in crate::store) async fn reindex(&mut self, object: &Object) -> Result<()> {
        let sql = format!("SELECT id FROM \"{}\" WHERE deleted_at IS NULL", table(&object.key));
        let rows = self.once(sql, args![]).await?;
        let ids = rows.iter().map(|row| row.id("id")).collect::<Result<Vec<Id>>>()?;
        for some in ids.chunks(CHUNK) {
            for record in read::get_unsealed(self, object, some).await? {
                self.index(object, &record).await?;
            }
        }
        Ok(())
    }

    async fn write_text(&mut self, seq: i64, text: &Text) -> Result<()> {
        let sql = "INSERT INTO search_text (rowid, title, pinyin, body) VALUES (?, ?, ?, ?)";
        let args = args![seq, &text.title, &text.pinyin, &text.body];
        self.change(sql, args).await?;
        Ok(())
    }

    async fn erase_text(&mut self, seq: i64) -> Result<()> {
        self.early().await?;
        self.change("DELETE FROM search_text WHERE rowid = ?", args![seq]).await?;
        Ok(())
    }
}

const ENTRY: Insert = Insert { head: "INSERT INTO search_entry (object, record, digest) VALUES", tail: "", late: false };

/// After its entry.
const TEXT: Insert = Insert {
    head: "INSERT INTO search_text (rowid, title, pinyin, body) SELECT e.seq, t.column2, t.column3, t.column4 FROM (VALUES",
    tail: ") t CROSS JOIN search_entry e WHERE e.record = t.column1",
    late: true,
};

fn in_titles(words: &str) -> String {
    format!("{{title pinyin}} : ({words})")
}

/// Writes a condition on `id` (a column as written): the record is live and every word of `query` occurs in it.
pub(in crate::store) fn search_clause(sql: &mut Sql, id: &str, object: &Object, query: &str) {
    match grams::query(query) {
        Some(_) if sql.dialect == Dialect::Postgres => {
            postgres::clause(sql, id, object, &grams::words(query));
            sql
        }
        Some(words) => sql
            .push(id)
            .push(" IN (SELECT e.record FROM search_text f JOIN search_entry e ON e.seq = f.rowid WHERE e.object = ")
            .literal(&object.key)
            .push(" AND f.search_text MATCH ")
            .bind(Arg::Text(if object.titles_only { in_titles(&words) } else { words }))
            .push(")"),
        None if query.trim().is_empty() => sql.push("TRUE"),
        None => sql.push("FALSE"),
    };
}

/// Fields in which an object is searched.
pub(in crate::store) fn searched(object: &Object) -> Vec<&str> {
    searched_fields(object).map(Field::key).collect()
}

fn searched_fields(object: &Object) -> impl Iterator<Item = &Field> {
    let title = object.fields.get(object.title).filter(|field| field.kind.column() != Column::Id);
    let others = object.own_fields().filter(|field| field.def.searchable && field.slot != object.title);
    title.into_iter().chain(others)
}

fn text(object: &Object, record: &Record) -> Text {
    let mut text = Text::default();
    for field in searched_fields(object) {
        let shown = record.values.get(field.slot).map(|value| field.kind.display(value, Lang::Zh)).unwrap_or_default();
        match field.slot == object.title {
            true => text.set_title(&shown),
            false => text.add_body(&shown),
        }
    }
    text
}

/// Tells whether a text changed since it was indexed. Should another build hash differently, texts are indexed once more.
fn digest(text: &Text) -> i64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    i64::from_ne_bytes(hasher.finish().to_ne_bytes())
}
