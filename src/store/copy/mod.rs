//! A workspace copied, row by row, from either engine into a fresh database of either engine, and compared afterwards. Every
//! table is read in one snapshot, beside whoever writes meanwhile. Columns hold the same on both engines; what one of them
//! keeps beside (orders of texts, what is searched) is made anew by the store. Knows nothing of what a table means.

mod shape;
mod snapshot;
mod table;

use std::collections::BTreeMap;

use self::shape::Shape;
use self::table::{Reading, insert};
pub use self::snapshot::{Snapshot, Summary};
pub use self::table::Contents;
use super::arg::{Arg, args};
use super::sql::{read, table as table_of};
use super::{Store, Tx};
use crate::catalog::{self, Catalog};
use crate::error::{Error, Result};
use crate::say;
use crate::value::Id;

/// Rows to a transaction.
const BATCH: usize = 4_000;
/// Records made findable to a transaction.
const FINDABLE: u32 = 500;
/// What was searched, in the order it is found in; each engine keeps the texts in its own way.
const FOUND: &str = "search_entry";

/// What becomes of the copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// It is served: indexes, orders and the search are made.
    Serve,
    /// It is kept in a file and copied from there one day: rows only.
    Keep,
}

/// Each table's rows, by its name.
pub type Tables = BTreeMap<String, Contents>;

impl Store {
    /// Copies everything but the rows of the tables named in `without` into this store, which must be new. When that fails,
    /// the store is of no use. Answers what was read.
    pub async fn copy(&self, from: &mut Snapshot, without: &[&str], purpose: Purpose) -> Result<Tables> {
        let catalog = from.catalog().await?;
        let shapes = from.shapes().await?;
        for shape in shapes.iter().filter(|shape| shape.is_records()) {
            self.make(shape, catalog.as_ref()).await?;
        }
        if let (Purpose::Serve, Some(catalog)) = (purpose, &catalog) {
            // While they are empty: a large table would have to wait for everyone who reads, and so for this snapshot.
            let mut tx = self.begin().await?;
            tx.sync(None, catalog).await?;
            tx.commit().await?;
        }
        let mut tables = Tables::new();
        for shape in shapes {
            if shape.name == FOUND && purpose == Purpose::Serve {
                continue;
            }
            let contents = match without.contains(&shape.name.as_str()) {
                true => Contents::default(),
                false => self.fill(from, &shape).await?,
            };
            tables.insert(shape.name, contents);
        }
        if let (Purpose::Serve, Some(catalog)) = (purpose, &catalog) {
            self.put_in_force(from).await?;
            self.make_findable(from, catalog).await?;
        }
        Ok(tables)
    }

    /// Reads every table again and compares it with what was read when it was copied.
    pub async fn compare(&self, tables: &Tables, from: &mut Snapshot) -> Result<()> {
        let mut reader = self.read().await?;
        for shape in from.shapes().await? {
            let Some(expected) = tables.get(&shape.name) else { continue };
            let mut found = Contents::default();
            let own = Shape::read(&mut reader, &shape.name).await?.only(&shape);
            let mut reading = Reading::of(&own);
            while let Some(rows) = reading.next(&mut reader).await? {
                rows.iter().for_each(|row| found.add(row));
            }
            if found != *expected {
                return Err(differs(&shape.name, expected, &found));
            }
        }
        Ok(())
    }

    /// The newest version is written once more, as a publish writes it: the database has to know which one is in force.
    async fn put_in_force(&self, from: &mut Snapshot) -> Result<()> {
        let Some(version) = from.conn.latest_version().await? else { return Ok(()) };
        let mut tx = self.begin().await?;
        tx.change("DELETE FROM catalog_version WHERE number = ?", args![version.info.number]).await?;
        tx.publish_version(&version).await?;
        tx.commit().await
    }

    async fn make(&self, shape: &Shape, catalog: Option<&Catalog>) -> Result<()> {
        let mut tx = self.begin().await?;
        let object = catalog.and_then(|catalog| catalog.object(shape.object()));
        for statement in shape.create(tx.dialect(), object.map(AsRef::as_ref))? {
            tx.run_sql(statement).await?;
        }
        tx.commit().await
    }

    async fn fill(&self, from: &mut Snapshot, shape: &Shape) -> Result<Contents> {
        let mut contents = Contents::default();
        let mut reading = Reading::of(shape);
        let mut tx = self.begin().await?;
        let target = Shape::read(&mut tx, &shape.name).await?;
        let mut waiting = 0;
        while let Some(rows) = reading.next(&mut from.conn).await? {
            rows.iter().for_each(|row| contents.add(row));
            insert(&mut tx, shape, &target, &rows).await?;
            waiting += rows.len();
            if waiting >= BATCH {
                tx.commit().await?;
                (tx, waiting) = (self.begin().await?, 0);
            }
        }
        tx.count_on(&target).await?;
        tx.commit().await?;
        Ok(contents)
    }

    /// In the order in which they are found: the last written first.
    async fn make_findable(&self, from: &mut Snapshot, catalog: &Catalog) -> Result<()> {
        let mut after = i64::MIN;
        loop {
            let sql = format!("SELECT seq, object, record FROM {FOUND} WHERE seq > ? ORDER BY seq LIMIT ?");
            let rows = from.conn.rows(sql, args![after, FINDABLE]).await?;
            let Some(last) = rows.last() else { return Ok(()) };
            after = last.int(0)?;
            let found = rows.iter().map(|row| Ok((row.text(1)?, row.id(2)?))).collect::<Result<Vec<(String, Id)>>>()?;
            let mut tx = self.begin().await?;
            tx.index_all(catalog, &found).await?;
            tx.commit().await?;
        }
    }
}

impl Tx {
    async fn index_all(&mut self, catalog: &Catalog, found: &[(String, Id)]) -> Result<()> {
        let mut ids: BTreeMap<&str, Vec<Id>> = BTreeMap::new();
        for (object, id) in found {
            ids.entry(object).or_default().push(*id);
        }
        let mut records = BTreeMap::new();
        for (object, ids) in &ids {
            let Some(object) = catalog.object(object) else { continue };
            for record in read::get_unsealed(self, object, ids).await? {
                records.insert(record.id(), (object, record));
            }
        }
        for (_, id) in found {
            if let Some((object, record)) = records.get(id) {
                self.index_new(object, record).await?;
            }
        }
        Ok(())
    }

    /// Rows to come are numbered on from the last one copied.
    async fn count_on(&mut self, target: &Shape) -> Result<()> {
        for column in target.counted() {
            let table = target.quoted();
            let sql = format!("SELECT setval(pg_get_serial_sequence(?, ?), max(\"{column}\")) FROM {table} HAVING max(\"{column}\") IS NOT NULL");
            self.once(sql, vec![Arg::Text(table), Arg::from(column)]).await?;
        }
        Ok(())
    }
}

impl Snapshot {
    /// The newest catalog; none before the first version.
    async fn catalog(&mut self) -> Result<Option<Catalog>> {
        let Some(version) = self.conn.latest_version().await? else { return Ok(None) };
        catalog::compile(version.files).map(Some).map_err(|problems| {
            let message = say!(
                "工作区的配置在这个版本的 Mortise 里有 {} 处问题，无法复制",
                "In this version of Mortise the workspace's catalog has {} problems; it cannot be copied",
                problems.len()
            );
            Error::invalid("catalog", message)
        })
    }
}

fn differs(table: &str, expected: &Contents, found: &Contents) -> Error {
    let name = table.strip_prefix(&table_of("")).unwrap_or(table);
    let message = say!(
        "核对没有通过：{} 原有 {}，复制后是 {}。原来的工作区没有改变",
        "The check failed: {} had {}, the copy has {}. The original workspace is unchanged",
        name,
        expected,
        found
    );
    Error::conflict("copy_differs", message)
}
