//! The drivers that the store asks its engines through, asked directly: rusqlite for SQLite, sqlx for PostgreSQL. Statements are
//! written with `?`. Knows no table.

use std::path::Path;

use mortise::value::Id;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, params_from_iter, types};
use sqlx::encode::{Encode, IsNull};
use sqlx::error::BoxDynError;
use sqlx::postgres::types::Oid;
use sqlx::postgres::{PgArgumentBuffer, PgArguments, PgConnectOptions, PgRow, PgTypeInfo};
use sqlx::query::Query;
use sqlx::{AssertSqlSafe, Column, ConnectOptions, PgConnection, Postgres, Row, Type, TypeInfo, ValueRef as _};

use super::server::engine;

pub enum Driver {
    Sqlite(Connection),
    Postgres(PgConnection),
}

pub enum Arg {
    Id(Id),
    Int(i64),
    Text(String),
}

impl From<Id> for Arg {
    fn from(id: Id) -> Arg {
        Arg::Id(id)
    }
}

impl From<i64> for Arg {
    fn from(number: i64) -> Arg {
        Arg::Int(number)
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Arg {
        Arg::Text(text)
    }
}

impl Driver {
    /// The database of the workspace whose folder this is.
    pub async fn open(folder: &Path) -> Driver {
        let Some(url) = engine::postgres(folder) else {
            let db = Connection::open(folder.join("main.db")).unwrap();
            // The workspace's indexes name it.
            db.create_collation("PINYIN", |a, b| a.cmp(b)).unwrap();
            db.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -4096; PRAGMA temp_store = memory").unwrap();
            return Driver::Sqlite(db);
        };
        let (address, schema) = url.split_once("?schema=").unwrap();
        let options: PgConnectOptions = address.parse().unwrap();
        Driver::Postgres(options.options([("search_path", schema)]).disable_statement_logging().connect().await.unwrap())
    }

    /// Statements without arguments and answers.
    pub async fn batch(&mut self, sql: &str) {
        match self {
            Driver::Sqlite(db) => db.execute_batch(sql).unwrap(),
            Driver::Postgres(db) => drop(sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(db).await.unwrap()),
        }
    }

    pub async fn run(&mut self, sql: &str, args: Vec<Arg>) {
        match self {
            Driver::Sqlite(db) => drop(db.prepare_cached(sql).unwrap().execute(params_from_iter(args.into_iter().map(sqlite))).unwrap()),
            Driver::Postgres(db) => drop(bound(sql, args).execute(db).await.unwrap()),
        }
    }

    /// Reads every column of every row; how many there were of either.
    pub async fn ask(&mut self, sql: &str, args: Vec<Arg>) -> (usize, usize) {
        let mut read: Vec<(Option<i64>, Option<String>)> = Vec::new();
        let rows = match self {
            Driver::Sqlite(db) => {
                let mut statement = db.prepare_cached(sql).unwrap();
                let (columns, mut count) = (statement.column_count(), 0);
                let mut found = statement.query(params_from_iter(args.into_iter().map(sqlite))).unwrap();
                while let Some(row) = found.next().unwrap() {
                    count += 1;
                    read.extend((0..columns).map(|column| sqlite_value(row.get_ref(column).unwrap())));
                }
                count
            }
            Driver::Postgres(db) => {
                let rows = bound(sql, args).fetch_all(db).await.unwrap();
                read.extend(rows.iter().flat_map(|row| (0..row.len()).map(|column| postgres_value(row, column))));
                rows.len()
            }
        };
        (rows, read.len())
    }

    /// What a statement gives that answers ids.
    pub async fn ids(&mut self, sql: &str) -> Vec<Id> {
        match self {
            Driver::Sqlite(db) => {
                let mut statement = db.prepare(sql).unwrap();
                let rows = statement.query_map([], |row| row.get::<_, Vec<u8>>(0)).unwrap();
                rows.map(|bytes| Id::from_slice(&bytes.unwrap()).unwrap()).collect()
            }
            Driver::Postgres(db) => {
                let rows = bound(sql, Vec::new()).fetch_all(db).await.unwrap();
                rows.iter().map(|row| Id::from_slice(row.try_get_raw(0).unwrap().as_bytes().unwrap()).unwrap()).collect()
            }
        }
    }

    /// Tables named like this; of what SQLite keeps of a full-text index, the one with a row for each text.
    pub async fn tables(&mut self, like: &str) -> Vec<String> {
        match self {
            Driver::Sqlite(db) => {
                let sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE ? AND name NOT LIKE 'sqlite%' \
                           AND (name NOT LIKE 'search_text%' OR name = 'search_text_docsize')";
                let mut statement = db.prepare(sql).unwrap();
                statement.query_map([like], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
            }
            Driver::Postgres(db) => {
                let sql = "SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema() AND tablename LIKE ?";
                bound(sql, vec![like.to_owned().into()]).fetch_all(db).await.unwrap().iter().map(|row| row.get(0)).collect()
            }
        }
    }

    pub async fn count(&mut self, table: &str) -> usize {
        let sql = format!("SELECT count(*) FROM \"{table}\"");
        let count: i64 = match self {
            Driver::Sqlite(db) => db.query_row(&sql, [], |row| row.get(0)).unwrap(),
            Driver::Postgres(db) => bound(&sql, Vec::new()).fetch_one(db).await.unwrap().get(0),
        };
        count as usize
    }
}

fn sqlite(arg: Arg) -> types::Value {
    match arg {
        Arg::Id(id) => types::Value::Blob(id.as_bytes().to_vec()),
        Arg::Int(number) => types::Value::Integer(number),
        Arg::Text(text) => types::Value::Text(text),
    }
}

fn sqlite_value(value: ValueRef<'_>) -> (Option<i64>, Option<String>) {
    match value {
        ValueRef::Integer(number) => (Some(number), None),
        ValueRef::Text(text) => (None, Some(String::from_utf8(text.to_vec()).unwrap())),
        ValueRef::Blob(bytes) => (Some(bytes.len() as i64), None),
        _ => (None, None),
    }
}

fn postgres_value(row: &PgRow, column: usize) -> (Option<i64>, Option<String>) {
    match row.column(column).type_info().name() {
        "INT8" => (row.get(column), None),
        "TEXT" => (None, row.get(column)),
        _ => {
            let value = row.try_get_raw(column).unwrap();
            ((!value.is_null()).then(|| value.as_bytes().unwrap().len() as i64), None)
        }
    }
}

/// As PostgreSQL takes it: `$1`, `$2` …
fn bound(sql: &str, args: Vec<Arg>) -> Query<'static, Postgres, PgArguments> {
    let mut parts = sql.split('?');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for (number, part) in parts.enumerate() {
        text.push_str(&format!("${}{part}", number + 1));
    }
    let query = sqlx::query(AssertSqlSafe(text));
    args.into_iter().fold(query, |query, arg| match arg {
        Arg::Id(id) => query.bind(Uuid(id)),
        Arg::Int(number) => query.bind(number),
        Arg::Text(text) => query.bind(text),
    })
}

struct Uuid(Id);

impl Type<Postgres> for Uuid {
    fn type_info() -> PgTypeInfo {
        PgTypeInfo::with_oid(Oid(2950))
    }
}

impl Encode<'_, Postgres> for Uuid {
    fn encode_by_ref(&self, buffer: &mut PgArgumentBuffer) -> Result<IsNull, BoxDynError> {
        buffer.extend_from_slice(self.0.as_bytes());
        Ok(IsNull::No)
    }
}
