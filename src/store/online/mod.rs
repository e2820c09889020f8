//! Indexes of large tables, made and taken away while others write: before a catalog that wants them is in force, and after
//! one that does not want them is. What is under way is called *beside*: nobody sees it, and a start takes it away.
//! Decides when that is worth while; how it is done differs by engine. Knows nothing of publishing.

mod pace;
mod patience;
mod postgres;
mod sqlite;

use std::sync::Arc;

use super::indexes::Index;
use super::db::Dialect;
use super::schema::quoted;
use super::sql::table;
use super::{Conn, Store, Tx};
use super::arg::args;
use crate::catalog::{Catalog, Object};
use crate::error::{Error, Result};
use crate::say;

pub use pace::{Pace, Turn};
pub use patience::Patience;

/// Rows from which on a table is changed beside its writers; below, it takes no longer than a write does.
pub const LARGE: i64 = 2_000;
/// A row of a record is hardly smaller, in bytes.
const SMALL_ROW: i64 = 100;

/// Told how many rows are done, of how many.
pub type Told<'a> = &'a (dyn Fn(u64, u64) + Sync);

/// An index that a large table lacks.
struct Missing {
    object: Arc<Object>,
    index: Index,
    rows: i64,
}

impl Store {
    /// Whether the tables are not soon made to fit `new`.
    pub async fn takes_long(&self, new: &Catalog) -> Result<bool> {
        Ok(!self.missing(new).await?.is_empty())
    }

    /// Makes what `new` wants of large tables and they have not, so that [`super::Tx::sync`] finds it there. The catalog in
    /// force does not notice, but that values which are to be unique are refused when they are not. One at a time.
    pub async fn prepare(&self, new: &Catalog, told: Told<'_>) -> Result<()> {
        let missing = self.missing(new).await?;
        let total: i64 = missing.iter().map(|missing| missing.rows).sum();
        let mut before = 0;
        for Missing { object, index, rows } in &missing {
            let said = |done: i64| told((before + done.min(*rows)).unsigned_abs(), total.unsigned_abs());
            self.widen(object).await?;
            match self.read().await?.dialect() {
                Dialect::Sqlite => sqlite::build(self, object, index, &said).await?,
                Dialect::Postgres => postgres::build(self, object, index).await?,
            }
            said(*rows);
            before += rows;
        }
        Ok(())
    }

    /// Takes away what `catalog`, which is in force, does not want of large tables, and what is left of that.
    pub async fn tidy(&self, catalog: &Catalog) -> Result<()> {
        for object in catalog.objects.values() {
            let mut conn = self.read().await?;
            if !conn.is_large(&object.key).await? {
                continue;
            }
            let unwanted = conn.unwanted(object).await?;
            drop(conn);
            for name in unwanted {
                self.take_away(&name).await?;
            }
        }
        if self.read().await?.dialect() == Dialect::Sqlite { sqlite::clear(self).await } else { Ok(()) }
    }

    /// What is not as it should be: pages that are damaged, entries of indexes that lead nowhere or are missing, what an
    /// interrupted change left. Reads everything.
    pub async fn flaws(&self) -> Result<Vec<String>> {
        let mut conn = self.read().await?;
        match conn.dialect() {
            Dialect::Sqlite => sqlite::flaws(&mut conn).await,
            Dialect::Postgres => postgres::flaws(&mut conn).await,
        }
    }

    async fn take_away(&self, index: &str) -> Result<()> {
        let mut conn = self.read().await?;
        if conn.dialect() == Dialect::Postgres {
            return postgres::take_away(&mut conn, index).await;
        }
        drop(conn);
        let mut tx = self.begin().await?;
        sqlite::detach(&mut tx, index).await?;
        tx.commit().await
    }

    /// The columns come first.
    async fn widen(&self, object: &Object) -> Result<()> {
        let mut patience = Patience::new();
        loop {
            let mut tx = self.begin().await?;
            tx.briefly().await?;
            match tx.sync_columns(object).await {
                Ok(()) => return tx.commit().await,
                Err(error) => patience.with(error).await?,
            }
        }
    }

    async fn missing(&self, new: &Catalog) -> Result<Vec<Missing>> {
        let mut missing = Vec::new();
        let mut conn = self.read().await?;
        for object in new.objects.values() {
            let rows = conn.rows_about(&object.key).await?;
            if rows < LARGE {
                continue;
            }
            let there = conn.indexes(object).await?;
            let indexes = conn.wanted(object).await?.into_iter();
            let lacking = indexes.filter(|index| there.get(&index.name) != Some(&index.create(&table(&object.key))));
            missing.extend(lacking.map(|index| Missing { object: object.clone(), index, rows }));
        }
        Ok(missing)
    }
}

impl Conn {
    /// Rows of an object's table, about; nothing is counted.
    pub async fn rows_about(&mut self, object: &str) -> Result<i64> {
        let name = table(object);
        if self.dialect() == Dialect::Postgres {
            let size = self.one("SELECT coalesce(pg_relation_size(to_regclass(?)), 0) AS size", args![name]).await?;
            return Ok(size.int("size")? / SMALL_ROW);
        }
        if self.columns(object).await?.is_empty() {
            return Ok(0);
        }
        let last = self.once(format!("SELECT max(rowid) AS last FROM {}", quoted(&name)), args![]).await?;
        Ok(last.first().map(|row| row.opt_int("last")).transpose()?.flatten().unwrap_or(0))
    }

    /// Whether whoever goes through all records of the object keeps writers waiting.
    pub async fn is_large(&mut self, object: &str) -> Result<bool> {
        Ok(self.rows_about(object).await? >= LARGE)
    }

    /// Names of the object's indexes that it should not have.
    pub(in crate::store) async fn unwanted(&mut self, object: &Object) -> Result<Vec<String>> {
        let (wanted, table) = (self.wanted(object).await?, table(&object.key));
        let kept = |name: &str, sql: &str| wanted.iter().any(|index| index.name == name && index.create(&table) == sql);
        let there = self.indexes(object).await?;
        Ok(there.into_iter().filter(|(name, sql)| !kept(name, sql)).map(|(name, _)| name).collect())
    }
}

impl Tx {
    /// Takes an index of a table away at once, whatever its size, for [`Store::tidy`] to clear up after it.
    pub(in crate::store) async fn part_with(&mut self, index: &str) -> Result<()> {
        match self.dialect() {
            Dialect::Sqlite => sqlite::detach(self, index).await,
            Dialect::Postgres => self.run_sql(format!("DROP INDEX {}", quoted(index))).await,
        }
    }

    /// From here on a lock that others hold is not waited for: others would wait behind us.
    pub(in crate::store) async fn briefly(&mut self) -> Result<()> {
        match self.dialect() {
            Dialect::Sqlite => Ok(()),
            Dialect::Postgres => self.exec("SET LOCAL lock_timeout = '60ms'").await,
        }
    }
}

/// At a start: takes away what an interrupted server left.
pub(in crate::store) async fn mend(tx: &mut Tx) -> Result<()> {
    match tx.dialect() {
        Dialect::Sqlite => sqlite::mend(tx).await,
        // What is half-made there is found by its mark.
        Dialect::Postgres => Ok(()),
    }
}

/// What [`Store::prepare`] was to make is not there: the table grew meanwhile.
pub(in crate::store) fn unprepared() -> Error {
    Error::conflict("unprepared", say!("数据刚刚增加了很多，请再发布一次", "Much data was added just now; publish once more"))
}
