//! An index of a large SQLite table. `CREATE INDEX` and `DROP INDEX` hold the only writer as long as they take, so neither is
//! used: an index is made on an empty table beside, whose rows have the rowids and the columns that the index needs, filled in
//! short steps while triggers keep it in step; then `sqlite_master` is told that the index belongs to the records' table. Its
//! entries are what they would be: columns and rowid. Taking one away goes the other way round. The documentation of
//! `ALTER TABLE` describes this way of changing the schema; `PRAGMA integrity_check` in the tests says that it holds.

use super::Pace;
use crate::catalog::Object;
use crate::error::{Error, Result};
use crate::store::arg::args;
use crate::store::indexes::Index;
use crate::store::schema::{declared, quoted};
use crate::store::sql::table;
use crate::store::db::Dialect;
use crate::store::{Conn, Store, Tx};

/// The rowid of a table beside.
const ROW: &str = "\"row~\"";
const BESIDE: &str = "~beside";
const GONE: &str = "~gone";
const EVENTS: [&str; 3] = ["insert", "update", "delete"];

/// Makes the index; what a kill leaves is found by [`clear`] or [`mend`].
pub(super) async fn build(store: &Store, object: &Object, index: &Index, said: &(dyn Fn(i64) + Sync)) -> Result<()> {
    let plan = Plan::new(object, index);
    clear(store).await?;
    let mut tx = store.begin().await?;
    if tx.index_named(&index.name).await?.is_some() {
        // Made otherwise before.
        detach(&mut tx, &index.name).await?;
    }
    let last = plan.begin(&mut tx).await?;
    tx.commit().await?;
    if let Err(error) = plan.fill(store, last, said).await {
        clear(store).await?;
        let mut conn = store.read().await?;
        return Err(conn.explain(object, index, error).await?);
    }
    let mut tx = store.begin().await?;
    plan.end(&mut tx).await?;
    tx.commit().await?;
    clear(store).await
}

struct Plan {
    index: String,
    /// The statement that would make the index on the records' table.
    made: String,
    table: String,
    beside: String,
    /// As written, with what each was declared as.
    columns: Vec<(String, String)>,
    on_beside: String,
}

impl Plan {
    fn new(object: &Object, index: &Index) -> Plan {
        let table = table(&object.key);
        let beside = format!("{}{BESIDE}", index.name);
        let fields = index.slots.iter().map(|slot| &object.fields[*slot]);
        let columns = fields.map(|field| (quoted(field.key()), declared(Dialect::Sqlite, field.kind.column()))).collect();
        Plan {
            index: index.name.clone(),
            made: index.create(&table),
            on_beside: index.create(&beside),
            table: quoted(&table),
            beside: quoted(&beside),
            columns,
        }
    }

    fn names(&self, before: &str) -> String {
        self.columns.iter().map(|(name, _)| format!("{before}{name}")).collect::<Vec<_>>().join(", ")
    }

    fn trigger(&self, event: &str) -> String {
        quoted(&format!("{}{BESIDE}~{event}", self.index))
    }

    /// From here on the table beside hears of every change. Answers the last row that has to be copied.
    async fn begin(&self, tx: &mut Tx) -> Result<i64> {
        let Plan { table, beside, .. } = self;
        let columns: Vec<String> = self.columns.iter().map(|(name, declared)| format!("{name} {declared}")).collect();
        tx.run_sql(format!("CREATE TABLE {beside} ({ROW} INTEGER PRIMARY KEY, {})", columns.join(", "))).await?;
        tx.run_sql(self.on_beside.clone()).await?;
        let set: Vec<String> = self.columns.iter().map(|(name, _)| format!("{name} = new.{name}")).collect();
        let (names, new, set) = (self.names(""), self.names("new."), set.join(", "));
        let [insert, update, delete] = EVENTS.map(|event| self.trigger(event));
        for sql in [
            format!("CREATE TRIGGER {insert} AFTER INSERT ON {table} BEGIN INSERT INTO {beside} ({ROW}, {names}) VALUES (new.rowid, {new}); END"),
            format!("CREATE TRIGGER {update} AFTER UPDATE OF {names} ON {table} BEGIN UPDATE {beside} SET {set} WHERE {ROW} = new.rowid; END"),
            format!("CREATE TRIGGER {delete} AFTER DELETE ON {table} BEGIN DELETE FROM {beside} WHERE {ROW} = old.rowid; END"),
        ] {
            tx.run_sql(sql).await?;
        }
        let last = tx.once(format!("SELECT coalesce(max(rowid), 0) AS last FROM {table}"), args![]).await?;
        last.first().map_or(Ok(0), |row| row.int("last"))
    }

    /// Copies what was there before. A row that is there already came through the triggers.
    async fn fill(&self, store: &Store, last: i64, said: &(dyn Fn(i64) + Sync)) -> Result<()> {
        let Plan { table, beside, .. } = self;
        let sql = format!(
            "INSERT INTO {beside} ({ROW}, {}) SELECT r.rowid, {} FROM {table} r WHERE r.rowid > ? AND r.rowid <= ? \
             AND NOT EXISTS (SELECT 1 FROM {beside} b WHERE b.{ROW} = r.rowid)",
            self.names(""),
            self.names("r.")
        );
        let (mut from, mut pace) = (0, Pace::new());
        while from < last {
            let to = last.min(from + pace.rows);
            let mut turn = pace.turn(store).await?;
            turn.tx.change(sql.clone(), args![from, to]).await?;
            pace.done(turn).await?;
            from = to;
            said(from);
        }
        Ok(())
    }

    /// The index becomes that of the records' table.
    async fn end(&self, tx: &mut Tx) -> Result<()> {
        for event in EVENTS {
            tx.run_sql(format!("DROP TRIGGER {}", self.trigger(event))).await?;
        }
        let table = self.table.trim_matches('"');
        tx.hand_over(&self.index, &self.index, table, &self.made).await
    }
}

/// Takes an index from its table at once; its entries are cleared away by [`clear`].
pub(super) async fn detach(tx: &mut Tx, index: &str) -> Result<()> {
    let gone = format!("{index}{GONE}");
    let sql = "SELECT name, coll FROM pragma_index_xinfo(?) WHERE key = 1 ORDER BY seqno";
    let rows = tx.once(sql, args![index]).await?;
    let mut names = Vec::new();
    let mut written = Vec::new();
    for row in &rows {
        // Over what is computed of a column no entries can be carried along.
        let Some(name) = row.opt_text("name")? else { return tx.run_sql(format!("DROP INDEX {}", quoted(index))).await };
        let name = quoted(&name);
        written.push(format!("{name} COLLATE {}", row.text("coll")?));
        names.push(name);
    }
    // No types: what the entries hold goes through it unchanged.
    tx.run_sql(format!("CREATE TABLE {} ({ROW} INTEGER PRIMARY KEY, {})", quoted(&gone), names.join(", "))).await?;
    let entries = format!("{gone}~");
    let made = format!("CREATE INDEX {} ON {} ({})", quoted(&entries), quoted(&gone), written.join(", "));
    tx.hand_over(index, &entries, &gone, &made).await
}

/// Takes away whatever stands beside, in short steps.
pub(super) async fn clear(store: &Store) -> Result<()> {
    let left = leftovers(&mut *store.read().await?).await?;
    let mut tx = store.begin().await?;
    for trigger in &left.triggers {
        tx.run_sql(format!("DROP TRIGGER {}", quoted(trigger))).await?;
    }
    tx.commit().await?;
    for table in left.tables {
        empty(store, &table).await?;
        let mut tx = store.begin().await?;
        tx.run_sql(format!("DROP TABLE {}", quoted(&table))).await?;
        tx.commit().await?;
    }
    Ok(())
}

async fn empty(store: &Store, table: &str) -> Result<()> {
    let entries = if table.ends_with(GONE) { Some(entries_of(&mut *store.read().await?, table).await?) } else { None };
    let (name, mut pace) = (quoted(table), Pace::new());
    loop {
        let mut turn = pace.turn(store).await?;
        let left = match &entries {
            Some(columns) => forget(&mut turn.tx, table, columns, pace.rows).await?,
            None => {
                let sql = format!("DELETE FROM {name} WHERE {ROW} IN (SELECT {ROW} FROM {name} LIMIT ?)");
                turn.tx.change(sql, args![pace.rows]).await?
            }
        };
        pace.done(turn).await?;
        if left == 0 {
            return Ok(());
        }
    }
}

/// Entries without rows: some of the rows are made, and deleted with their entries.
async fn forget(tx: &mut Tx, table: &str, columns: &str, rows: i64) -> Result<u64> {
    let (name, index) = (quoted(table), quoted(&format!("{table}~")));
    let sql = format!("INSERT INTO {name} ({ROW}, {columns}) SELECT {ROW}, {columns} FROM {name} INDEXED BY {index} LIMIT ?");
    let made = tx.change(sql, args![rows]).await?;
    tx.change(format!("DELETE FROM {name} WHERE {ROW} >= ?"), args![i64::MIN]).await?;
    Ok(made)
}

/// At a start, when nobody waits: what an interrupted server left goes at once.
pub(super) async fn mend(tx: &mut Tx) -> Result<()> {
    let left = leftovers(tx).await?;
    for trigger in left.triggers {
        tx.run_sql(format!("DROP TRIGGER {}", quoted(&trigger))).await?;
    }
    for table in left.tables {
        tx.run_sql(format!("DROP TABLE {}", quoted(&table))).await?;
    }
    Ok(())
}

pub(super) async fn flaws(conn: &mut Conn) -> Result<Vec<String>> {
    let told = conn.once("SELECT integrity_check AS told FROM pragma_integrity_check", args![]).await?;
    let mut flaws = told.iter().map(|row| row.text("told")).collect::<Result<Vec<_>>>()?;
    flaws.retain(|told| told != "ok");
    let left = leftovers(conn).await?;
    flaws.extend(left.tables.into_iter().chain(left.triggers));
    Ok(flaws)
}

#[derive(Default)]
struct Leftovers {
    triggers: Vec<String>,
    tables: Vec<String>,
}

async fn leftovers(conn: &mut Conn) -> Result<Leftovers> {
    let mut left = Leftovers::default();
    let sql = "SELECT type, name FROM sqlite_master WHERE type IN ('table', 'trigger') AND (name LIKE '%~beside%' OR name LIKE '%~gone')";
    for row in conn.once(sql, args![]).await? {
        let name = row.text("name")?;
        if row.text("type")? == "table" { left.tables.push(name) } else { left.triggers.push(name) }
    }
    Ok(left)
}

async fn entries_of(conn: &mut Conn, table: &str) -> Result<String> {
    let rows = conn.once("SELECT name FROM pragma_table_info(?) WHERE pk = 0", args![table]).await?;
    let names = rows.iter().map(|row| row.text("name").map(|name| quoted(&name))).collect::<Result<Vec<_>>>()?;
    Ok(names.join(", "))
}

impl Tx {
    async fn index_named(&mut self, name: &str) -> Result<Option<i64>> {
        let rows = self.once("SELECT rootpage FROM sqlite_master WHERE type = 'index' AND name = ?", args![name]).await?;
        rows.first().map(|row| row.int("rootpage")).transpose()
    }

    /// Has an index belong to another table, under a name: the table must have the same columns, and rows of the same rowids.
    async fn hand_over(&mut self, index: &str, name: &str, table: &str, made: &str) -> Result<()> {
        let root = self.index_named(index).await?.ok_or_else(|| Error::internal(format!("the index {index} has gone")))?;
        let version = self.once("PRAGMA schema_version", args![]).await?;
        let version = version.first().map_or(Ok(0), |row| row.int(0))?;
        self.exec("PRAGMA writable_schema = ON").await?;
        let outcome = self.rewrite(index, name, table, made, root, version + 1).await;
        // The schema is read anew by this connection; the others see its number.
        self.exec("PRAGMA writable_schema = RESET").await?;
        outcome
    }

    async fn rewrite(&mut self, index: &str, name: &str, table: &str, made: &str, root: i64, version: i64) -> Result<()> {
        self.change("DELETE FROM sqlite_master WHERE type = 'index' AND name = ?", args![index]).await?;
        // After its table: the schema is read in the order of its rows.
        let sql = "INSERT INTO sqlite_master (type, name, tbl_name, rootpage, sql) VALUES ('index', ?, ?, ?, ?)";
        self.change(sql, args![name, table, root, made]).await?;
        self.run_sql(format!("PRAGMA schema_version = {version}")).await
    }
}
