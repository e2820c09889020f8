//! What SQLite knows of the sizes of its tables and indexes: looked at anew where it is out of date, one index at a time. What
//! there is of an index is read beside the writer, in a statement of its own, so that no state of the database is held for long;
//! the writer's turn takes only the line of `sqlite_stat1` that comes of it, the one SQLite's ANALYZE writes. Changes no data.

use std::sync::Arc;

use super::Conn;
use super::arg::args;
use super::db::Db;
use super::failure::broken;
use super::reader::Readers;
use super::schema::quoted;
use super::sql::PINYIN;
use super::sqlite::Tally;
use super::tx::Tx;
use super::writer::Queue;
use crate::error::{Error, Result};

/// Says which tables are worth it, and does nothing: whether read from lately or not. Only a connection that may write is told; it
/// guesses their sizes, which takes as long for a million rows as for none.
const WORTH: &str = "PRAGMA optimize = 0x10003";
/// An index without a name in the schema is the table itself, in the order of its key.
const INDEXES: &str = "SELECT i.name AS entries, i.partial, s.name, s.sql FROM pragma_index_list(?) i \
    LEFT JOIN sqlite_schema s ON s.type = 'index' AND s.name = i.name";
/// What an index is in the order of; an expression has no name.
const KEYS: &str = "SELECT CASE cid WHEN -1 THEN 'rowid' ELSE name END AS name, coll, \"desc\" FROM pragma_index_xinfo(?) \
    WHERE key ORDER BY seqno";
/// Entries that SQLite looks at itself, in the writer's turn, where we cannot: a million take about 200 ms. An estimate from fewer
/// makes a stage look as if it led to a handful of records.
const LIMIT: &str = "PRAGMA analysis_limit = 1000000";
/// Tables of what is known, if there are none; and the writer knows what they say.
const KNOWN: &str = "ANALYZE sqlite_schema";

/// What a line is about: an index, or a table that no index has all rows of.
#[derive(Debug)]
struct Subject {
    table: String,
    /// Its name in the line, if it has one there.
    index: Option<String>,
    /// The statement that made it, if any did.
    made: Option<String>,
    /// Whether there is a line when it is empty.
    partial: bool,
    keys: usize,
    /// A statement that gives all of it in its order; `None`: in an order that we cannot tell.
    entries: Option<String>,
}

pub(in crate::store) async fn analyze(queue: &Arc<Queue>, readers: &Readers) -> Result<()> {
    for table in worth(queue).await? {
        let subjects = subjects(&mut *readers.lend().await?, &table).await?;
        let (mut looked, mut unread) = (Vec::new(), Vec::new());
        for subject in subjects {
            match look(readers, &subject).await? {
                Some(tally) => looked.push((subject, tally)),
                None => unread.push(subject),
            }
        }
        let mut learned = keep(queue, &looked).await?;
        for subject in &unread {
            learned |= ask(queue, subject).await?;
        }
        if learned {
            // A connection knows what was known when it was opened.
            readers.renew();
        }
    }
    Ok(())
}

async fn worth(queue: &Arc<Queue>) -> Result<Vec<String>> {
    let mut tx = Tx::begin(queue, 0).await?;
    let asked = tx.once(WORTH, args![]).await?;
    let tables = asked.iter().map(|row| {
        let text = row.text(0)?;
        Ok(text.rsplit_once('.').map(|(_, name)| name.trim_matches('"').to_owned()))
    });
    tables.filter_map(Result::transpose).collect()
}

/// What there is to know of a table.
async fn subjects(conn: &mut Conn, table: &str) -> Result<Vec<Subject>> {
    let mut subjects = Vec::new();
    for row in conn.once(INDEXES, args![table]).await? {
        let (entries, made) = (row.text("entries")?, row.opt_text("sql")?);
        let keys = conn.once(KEYS, args![&entries]).await?;
        let mut columns = Vec::with_capacity(keys.len());
        for key in &keys {
            columns.push((key.opt_text("name")?, key.text("coll")?, key.int("desc")? != 0));
        }
        subjects.push(Subject {
            table: table.to_owned(),
            index: Some(row.opt_text("name")?.unwrap_or_else(|| table.to_owned())),
            partial: row.int("partial")? != 0,
            keys: keys.len(),
            entries: in_order(table, &entries, made.as_deref(), &columns),
            made,
        });
    }
    if subjects.iter().all(|subject| subject.partial) {
        let entries = Some(format!("SELECT NULL FROM {}", quoted(table)));
        subjects.push(Subject { table: table.to_owned(), index: None, made: None, partial: false, keys: 0, entries });
    }
    Ok(subjects)
}

/// The statement that reads an index from its beginning to its end, and nothing else.
fn in_order(table: &str, index: &str, made: Option<&str>, columns: &[(Option<String>, String, bool)]) -> Option<String> {
    let (written, condition) = made.map_or(Some(("", "")), parts)?;
    let (mut values, mut order) = (Vec::new(), Vec::new());
    for (name, collation, desc) in columns {
        // Of these only what has the same bytes is the same.
        if !["BINARY", PINYIN].contains(&collation.as_str()) {
            return None;
        }
        let value = match name {
            Some(name) => quoted(name),
            None if columns.len() == 1 => written.to_owned(),
            None => return None,
        };
        order.push(format!("{value} COLLATE {collation}{}", if *desc { " DESC" } else { "" }));
        values.push(value);
    }
    let (values, order) = (values.join(", "), order.join(", "));
    Some(format!("SELECT {values} FROM {} INDEXED BY {}{condition} ORDER BY {order}", quoted(table), quoted(index)))
}

/// What an index was made of, and its condition.
fn parts(made: &str) -> Option<(&str, &str)> {
    let (_, rest) = made.split_once('(')?;
    match rest.find(") WHERE ") {
        Some(end) => Some((&rest[..end], &rest[end + 1..])),
        None => Some((rest.strip_suffix(')')?, "")),
    }
}

/// `None` where we cannot read it, or it is not there any more.
async fn look(readers: &Readers, subject: &Subject) -> Result<Option<Tally>> {
    let Some(entries) = subject.entries.clone() else { return Ok(None) };
    let (reader, keys) = (readers.lend().await?, subject.keys);
    // A million entries take as long as thousands of other statements: whoever else is on this thread does not wait for them.
    let tally = tokio::task::spawn_blocking(move || match &reader.db {
        Db::Sqlite(db) => db.tally(&entries, keys).map_err(broken),
        Db::Reading { .. } | Db::Writing { .. } => Err(Error::internal("PostgreSQL looks for itself")),
    });
    let tally = tally.await.map_err(Error::internal)?;
    Ok(tally.inspect_err(|error| tracing::debug!(?error, ?subject, "not read beside the writer")).ok())
}

/// Writes what was not known yet of what is as it was when it was looked at; whether there was any.
async fn keep(queue: &Arc<Queue>, looked: &[(Subject, Tally)]) -> Result<bool> {
    let mut tx = Tx::begin(queue, 0).await?;
    if tx.once("SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_stat1'", args![]).await?.is_empty() {
        tx.once(KNOWN, args![]).await?;
    }
    let mut written = 0;
    for (subject, tally) in looked {
        if !subject.is_there(&mut tx).await? {
            continue;
        }
        let (name, table, index, line) = (subject.name(), &subject.table, subject.index.as_deref(), subject.line(tally));
        let other = "DELETE FROM sqlite_stat1 WHERE coalesce(idx, tbl) = ? AND NOT (tbl = ? AND idx IS ? AND stat IS ?)";
        written += tx.change(other, args![name, table, index, line.as_deref()]).await?;
        let new = "INSERT INTO sqlite_stat1 (tbl, idx, stat) SELECT ?, ?, ? \
            WHERE NOT EXISTS (SELECT 1 FROM sqlite_stat1 WHERE coalesce(idx, tbl) = ?)";
        if line.is_some() {
            written += tx.change(new, args![table, index, line, name]).await?;
        }
    }
    if written > 0 {
        tx.once(KNOWN, args![]).await?;
        tx.commit().await?;
    }
    Ok(written > 0)
}

/// Has SQLite itself look, in the writer's turn; whether there was anything to look at.
async fn ask(queue: &Arc<Queue>, subject: &Subject) -> Result<bool> {
    let mut tx = Tx::begin(queue, 0).await?;
    let there = subject.is_there(&mut tx).await?;
    if there {
        tx.once(LIMIT, args![]).await?;
        tx.once(format!("ANALYZE {}", quoted(subject.name())), args![]).await?;
        tx.commit().await?;
    }
    Ok(there)
}

impl Subject {
    /// Its own in the schema, or its table's.
    fn name(&self) -> &str {
        self.index.as_ref().unwrap_or(&self.table)
    }

    /// Whether it is still the one that was looked at.
    async fn is_there(&self, conn: &mut Conn) -> Result<bool> {
        let sql = "SELECT 1 FROM sqlite_schema WHERE name = ? AND tbl_name = ? AND (type = 'table' OR sql IS ?)";
        Ok(!conn.once(sql, args![self.name(), &self.table, self.made.as_deref()]).await?.is_empty())
    }

    /// As SQLite's `statGet` writes it: how many rows there are, and how many of them are alike by the first column, by the first
    /// two, and so on, rounded up, but not where nearly all differ. Of what is empty there is none, but of a partial index.
    fn line(&self, tally: &Tally) -> Option<String> {
        let alike = tally.different.iter().map(|different| {
            let different = (*different).max(1);
            match tally.rows.div_ceil(different) {
                2 if tally.rows * 10 <= different * 11 => 1,
                alike => alike,
            }
        });
        let numbers = std::iter::once(tally.rows).chain(alike).map(|number| number.to_string());
        (tally.rows > 0 || self.partial).then(|| numbers.collect::<Vec<_>>().join(" "))
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::atomic::AtomicUsize;

    use futures_util::FutureExt;
    use tokio::runtime::Handle;
    use tokio::sync::Mutex;

    use super::super::callers::Callers;
    use super::super::disk::Disk;
    use super::super::growth::Growth;
    use super::super::log::Log;
    use super::super::seals::Seals;
    use super::super::sqlite::Sqlite;
    use super::super::turns::Turns;
    use super::super::writer::Writer;
    use super::*;
    use crate::value::Clock;

    /// Every kind of index, three thousand rows with duplicates and nulls, and 950 different amounts among them. The last two of
    /// `thing` are not for us to read.
    const TABLES: &str = "
        CREATE TABLE thing (id BLOB PRIMARY KEY NOT NULL, name TEXT, stage TEXT, amount INTEGER, gone INTEGER, sealed BLOB, serial TEXT UNIQUE);
        CREATE INDEX plain ON thing (stage);
        CREATE INDEX \"several\" ON \"thing\" (\"stage\", \"amount\", \"id\");
        CREATE INDEX down ON thing (amount DESC, stage);
        CREATE INDEX live ON thing (stage, amount, name) WHERE \"gone\" IS NULL;
        CREATE INDEX removed ON thing (gone, id) WHERE gone IS NOT NULL;
        CREATE INDEX nowhere ON thing (name) WHERE stage = 'nowhere';
        CREATE INDEX some ON thing (stage, amount) WHERE stage IN ('c', 'a');
        CREATE UNIQUE INDEX once ON thing (serial, stage) WHERE gone IS NULL;
        CREATE INDEX beginning ON thing (substr(\"sealed\", 1, 2));
        CREATE INDEX dictionary ON thing (\"name\" COLLATE PINYIN, id);
        CREATE INDEX caseless ON thing (name COLLATE NOCASE);
        CREATE INDEX mixed ON thing (substr(name, 1, 1), stage);
        CREATE TABLE numbered (id INTEGER PRIMARY KEY, kind TEXT);
        CREATE INDEX numbered_kind ON numbered (kind, id);
        CREATE TABLE partly (id INTEGER PRIMARY KEY, kind TEXT);
        CREATE INDEX partly_kind ON partly (kind) WHERE kind IS NOT NULL;
        CREATE TABLE bare (kind TEXT);
        CREATE TABLE pair (a INTEGER, b INTEGER, c INTEGER, PRIMARY KEY (a, b)) WITHOUT ROWID;
        CREATE INDEX pair_c ON pair (c);
        CREATE TABLE empty (id INTEGER PRIMARY KEY, kind TEXT);
        CREATE INDEX empty_kind ON empty (kind);
        WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 3000)
            INSERT INTO thing SELECT unhex(printf('%08x', n * 7919)), CASE n % 5 WHEN 0 THEN NULL WHEN 1 THEN '王' WHEN 2 THEN 'Wang'
                WHEN 3 THEN 'wang' ELSE 'n' || (n % 700) END, substr('abcd', n % 6, 1), CASE WHEN n % 3 = 0 THEN n % 950 END,
                CASE WHEN n % 50 = 0 THEN n % 100 END, unhex(printf('%04x', n % 300)), CASE WHEN n % 2 = 0 THEN n END FROM n;
        INSERT INTO numbered (kind) SELECT stage FROM thing;
        INSERT INTO partly (kind) SELECT name FROM thing;
        INSERT INTO bare SELECT name FROM thing;
        INSERT INTO pair SELECT rowid % 40, rowid, rowid % 2900 FROM thing";

    struct Place {
        folder: tempfile::TempDir,
        queue: Arc<Queue>,
        readers: Readers,
    }

    impl Place {
        fn new() -> Place {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("x.db");
            let db = Sqlite::writer(&path).unwrap();
            db.script(TABLES).unwrap();
            let writer = Writer::new(Conn::new(Db::Sqlite(db), Clock::default(), Seals::blind()), Callers::default(), Disk::of(None));
            let queue = Queue {
                writer: Arc::new(Mutex::new(Some(writer))),
                waiters: AtomicUsize::new(0),
                turns: Turns::default(),
                log: Log::new(None),
                growth: Growth::default(),
                callers: Callers::default(),
                runtime: Handle::current(),
            };
            Place { queue: Arc::new(queue), readers: Readers::new(&path, Clock::default(), Seals::blind()), folder }
        }

        async fn analyze(&self) {
            analyze(&self.queue, &self.readers).await.unwrap();
        }

        async fn write(&self, sql: &str) {
            let mut tx = Tx::begin(&self.queue, 0).await.unwrap();
            tx.change(sql.to_owned(), args![]).await.unwrap();
            tx.commit().await.unwrap();
        }

        async fn subjects(&self) -> Vec<Subject> {
            let mut all = Vec::new();
            for table in worth(&self.queue).await.unwrap() {
                all.extend(subjects(&mut self.readers.lend().await.unwrap(), &table).await.unwrap());
            }
            all
        }

        /// What is known, a line each.
        async fn known(&self) -> Vec<String> {
            known(&mut self.readers.lend().await.unwrap()).await
        }

        /// What SQLite finds by itself, in a copy.
        async fn asked(&self) -> Vec<String> {
            let path = self.folder.path().join("copy.db");
            let into = format!("VACUUM INTO '{}'", path.display());
            Sqlite::writer(&self.folder.path().join("x.db")).unwrap().script(&into).unwrap();
            let copy = Sqlite::writer(&path).unwrap();
            copy.script(&format!("{LIMIT}; ANALYZE")).unwrap();
            let lines = known(&mut Conn::new(Db::Sqlite(copy), Clock::default(), Seals::blind())).await;
            remove(&path);
            lines
        }

        async fn commits(&self) -> u64 {
            self.queue.writer.lock().await.as_ref().unwrap().commits()
        }
    }

    fn remove(path: &Path) {
        std::fs::remove_file(path).unwrap();
    }

    async fn known(conn: &mut Conn) -> Vec<String> {
        let sql = "SELECT tbl || ' ' || coalesce(idx, '-') || ': ' || stat AS line FROM sqlite_stat1 ORDER BY tbl, idx";
        conn.once(sql, args![]).await.unwrap().iter().map(|row| row.text("line").unwrap()).collect()
    }

    #[tokio::test]
    async fn what_is_found_beside_the_writer_is_what_sqlite_finds_itself() {
        let place = Place::new();
        place.analyze().await;
        let found = place.known().await;
        assert_eq!(found, place.asked().await);
        assert_eq!(found.len(), 20, "{found:#?}");
        // Fewer of everything, and nothing of some; and an index that was another table's.
        place.write("INSERT INTO sqlite_stat1 VALUES ('pair', 'plain', '7 7')").await;
        place.write("DELETE FROM thing WHERE rowid > 60").await;
        place.write("DELETE FROM partly").await;
        place.write("DELETE FROM bare").await;
        place.analyze().await;
        assert_ne!(found, place.known().await);
        assert_eq!(place.known().await, place.asked().await);
    }

    #[tokio::test]
    async fn what_is_known_already_is_not_written_again() {
        let place = Place::new();
        place.analyze().await;
        let commits = place.commits().await;
        let subjects = place.subjects().await;
        assert!(subjects.is_empty(), "{subjects:?}");
        // It is looked at, and nothing is found.
        place.write("CREATE TABLE idle (x)").await;
        place.analyze().await;
        assert_eq!(place.subjects().await.len(), 1);
        assert_eq!(place.commits().await, commits + 1);
    }

    #[tokio::test]
    async fn an_index_is_read_in_its_order_and_only_what_has_none_for_us_is_left_to_sqlite() {
        let place = Place::new();
        let mut left = Vec::new();
        for subject in place.subjects().await {
            let Some(entries) = &subject.entries else {
                left.push(subject.index.unwrap());
                continue;
            };
            let mut reader = place.readers.lend().await.unwrap();
            let plan = reader.once(format!("EXPLAIN QUERY PLAN {entries}"), args![]).await.unwrap();
            let steps: Vec<String> = plan.iter().map(|row| row.text("detail").unwrap()).collect();
            assert_eq!(steps.len(), 1, "{entries}: {steps:?}");
        }
        left.sort();
        assert_eq!(left, ["caseless", "mixed"]);
    }

    #[tokio::test]
    async fn the_writer_is_needed_for_what_came_of_it_only() {
        let place = Place::new();
        let subjects = place.subjects().await;
        let mut held = Tx::begin(&place.queue, 0).await.unwrap();
        held.change("DELETE FROM numbered", args![]).await.unwrap();
        let mut looked = Vec::new();
        for subject in subjects.into_iter().filter(|subject| subject.entries.is_some()) {
            let tally = look(&place.readers, &subject).await.unwrap().expect("it was not read");
            looked.push((subject, tally));
        }
        assert!(keep(&place.queue, &looked).now_or_never().is_none(), "two of them wrote");
        held.commit().await.unwrap();
        assert!(keep(&place.queue, &looked).await.unwrap());
        let known = place.known().await;
        assert!(known.contains(&"numbered numbered_kind: 3000 600 1".to_owned()), "{known:#?}");
    }

    #[tokio::test]
    async fn nothing_is_kept_of_what_is_gone_or_another_meanwhile() {
        for before in [true, false] {
            let place = Place::new();
            let changes = ["DROP INDEX plain", "DROP INDEX caseless", "DROP TABLE pair", "DROP INDEX down", "CREATE INDEX down ON thing (stage)"];
            let (mut looked, mut unread) = (Vec::new(), Vec::new());
            let subjects = place.subjects().await;
            if before {
                for sql in changes {
                    place.write(sql).await;
                }
            }
            for subject in subjects {
                match look(&place.readers, &subject).await.unwrap() {
                    Some(tally) => looked.push((subject, tally)),
                    None => unread.push(subject),
                }
            }
            if !before {
                for sql in changes {
                    place.write(sql).await;
                }
            }
            keep(&place.queue, &looked).await.unwrap();
            for subject in &unread {
                ask(&place.queue, subject).await.unwrap();
            }
            let known = place.known().await;
            assert_eq!(known.len(), 15, "{known:#?}");
            assert!(!known.iter().any(|line| ["plain", "caseless", "pair", "down"].iter().any(|gone| line.contains(gone))), "{known:#?}");
            // What is there now is looked at the next time.
            place.analyze().await;
            assert_eq!(place.known().await, place.asked().await);
        }
    }
}
