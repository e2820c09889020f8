//! Opening a workspace in PostgreSQL: its schema, migrations, this server's place among the others, the pool, and clear words
//! when that fails. Knows nothing of what is kept in it.

use std::io::ErrorKind;
use std::sync::{Arc, RwLock};
use std::time::Duration;

use sqlx::migrate::Migrator;
use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, PgConnection};
use tokio::runtime::Handle;
use tokio::sync::Mutex;

use super::super::db::Db;
use super::super::failure::{failure, unmigrated, unopened};
use super::super::growth::Growth;
use super::super::reader::Readers;
use super::super::seals::Seals;
use super::super::turns::Turns;
use super::address::{self, Address};
use super::pen::Pen;
use super::witness::Witness;
use super::{Server, code};
use crate::config::Key;
use crate::error::{Error, Kind, Result};
use crate::say;
use crate::value::Clock;

/// How long a connection is waited for, and so how long a database may be away unnoticed.
pub(in crate::store) const PATIENCE: Duration = Duration::from_secs(5);
/// How long after a database did not take a connection it is asked for another: at first, and at most.
const SOON: Duration = Duration::from_millis(10);
const LATER: Duration = Duration::from_secs(1);
/// How long after a lock was found taken it is asked for again.
const AGAIN: Duration = Duration::from_millis(200);
/// Statements that a session keeps ready: of each of some twenty objects those of reading, listing, writing and counting.
const READY: usize = 400;
/// What every session is told. A server whose machine is gone, or that stands still with a transaction open, must not keep the
/// others waiting.
const SESSION: [(&str, &str); 5] = [
    ("client_min_messages", "warning"),
    ("tcp_keepalives_idle", "5"),
    ("tcp_keepalives_interval", "2"),
    ("tcp_keepalives_count", "3"),
    ("idle_in_transaction_session_timeout", "60000"),
];
static MIGRATIONS: Migrator = sqlx::migrate!("migrations/postgres");

impl Server {
    pub async fn connect(url: &str, clock: Clock, seals: Seals) -> Result<Arc<Server>> {
        let address = address::read(url)?;
        let base = session(&address);
        let mut db = base.connect().await.map_err(|error| unopened(&address.shown, failure(error)))?;
        let migration = prepare(&mut db, &address).await?;
        let witness = Witness::new(base.clone(), db, clock.clone()).await.map_err(|error| unopened(&address.shown, failure(error)))?;
        let unhurried = base.options([("synchronous_commit", "off")]);
        Ok(Arc::new(Server {
            readers: Readers::at(unhurried.clone(), clock.clone(), seals.clone()),
            options: unhurried.clone(),
            witness,
            pen: Arc::new(Mutex::new(Pen::new(unhurried, migration, clock.clone(), seals.clone()))),
            turns: Turns::default(),
            growth: Growth::default(),
            tag: clock.new_id().simple().to_string(),
            schema: address.schema,
            runtime: Handle::current(),
            reshaped: RwLock::new(None),
        }))
    }

    /// The schema that an address names.
    pub fn schema(url: &str) -> Result<String> {
        address::read(url).map(|address| address.schema)
    }

    /// Whether the schema has this table, and the keys of the workspaces beside it: schemas of its name, `_` and a key that have it.
    pub async fn keys(url: &str, table: &str) -> Result<(bool, Vec<Key>)> {
        let address = address::read(url)?;
        let failed = |error| unopened(&address.shown, failure(error));
        let mut db = address.options.clone().disable_statement_logging().connect().await.map_err(failed)?;
        let sql = "SELECT n.nspname::text FROM pg_namespace n JOIN pg_class c ON c.relnamespace = n.oid \
                   WHERE c.relname = $1 AND c.relkind = 'r' AND starts_with(n.nspname::text, $2)";
        let schemas: Vec<String> = sqlx::query_scalar(sql).bind(table).bind(&address.schema).fetch_all(&mut db).await.map_err(failed)?;
        db.close().await.map_err(failed)?;
        let key = |schema: &String| schema.strip_prefix(&address.schema)?.strip_prefix('_')?.parse().ok();
        Ok((schemas.contains(&address.schema), schemas.iter().filter_map(key).collect()))
    }

    /// Drops the schema with everything in it.
    pub async fn remove(url: &str) -> Result<()> {
        let address = address::read(url)?;
        let failed = |error| unopened(&address.shown, failure(error));
        let mut db = address.options.clone().disable_statement_logging().connect().await.map_err(failed)?;
        let drop = format!("DROP SCHEMA IF EXISTS {} CASCADE", address.schema);
        sqlx::query(AssertSqlSafe(drop)).execute(&mut db).await.map_err(failed)?;
        db.close().await.map_err(failed)
    }
}

/// A lock that the servers of a workspace have one of, held on a session of its own: while the workspace is looked at and made,
/// or its tables are changed.
#[derive(Debug)]
pub(in crate::store) struct Alone(#[expect(dead_code, reason = "the lock lasts as long as the session")] PgConnection);

pub(in crate::store) async fn alone(url: &str) -> Result<Alone> {
    let address = address::read(url)?;
    let failed = |error| unopened(&address.shown, failure(error));
    let mut db = session(&address).connect().await.map_err(failed)?;
    let lock = "SELECT pg_advisory_lock(hashtextextended('making ' || $1, 0))";
    sqlx::query(lock).bind(&address.schema).execute(&mut db).await.map_err(failed)?;
    Ok(Alone(db))
}

impl Server {
    /// Waits until no other server changes the tables of the workspace. Asks again and again: a statement that waits for the
    /// lock would itself be waited for by an index that is made beside writers.
    pub(in crate::store) async fn changing(&self) -> Result<Alone> {
        let mut db = self.aside().await?;
        while !self.changes(&mut db).await? {
            tokio::time::sleep(AGAIN).await;
        }
        Ok(Alone(db))
    }

    /// `None` when another server changes them. Whoever is done may still hold the lock for a moment: until PostgreSQL notices that
    /// the session is gone.
    pub(in crate::store) async fn try_changing(&self) -> Result<Option<Alone>> {
        let mut db = self.aside().await?;
        let free = self.changes(&mut db).await? || {
            tokio::time::sleep(AGAIN).await;
            self.changes(&mut db).await?
        };
        Ok(free.then_some(Alone(db)))
    }

    /// Whether this session is now the one that may.
    async fn changes(&self, db: &mut PgConnection) -> Result<bool> {
        let lock = sqlx::query_scalar("SELECT pg_try_advisory_lock(hashtextextended('changing ' || $1, 0))");
        lock.bind(&self.schema).fetch_one(db).await.map_err(failure)
    }

    async fn aside(&self) -> Result<PgConnection> {
        self.options.connect().await.map_err(failure)
    }
}

/// A connection that reads. A database that is only starting, or has no place free, is asked again and again.
pub(in crate::store) async fn reader(options: &PgConnectOptions) -> Result<Db, sqlx::Error> {
    let mut pause = SOON;
    loop {
        match options.connect().await {
            Err(error) if is_passing(&error) => {
                tokio::time::sleep(pause).await;
                pause = LATER.min(pause * 2);
            }
            made => return made.map(|db| Db::Reading { db, unsure: false }),
        }
    }
}

fn is_passing(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(error) => error.kind() == ErrorKind::ConnectionRefused,
        sqlx::Error::Database(error) => error.is_transient_in_connect_phase(),
        _ => false,
    }
}

pub(super) fn session(address: &Address) -> PgConnectOptions {
    let base = address.options.clone().application_name("mortise").disable_statement_logging().statement_cache_capacity(READY);
    base.options([("search_path", address.schema.as_str())]).options(SESSION)
}

/// Makes the schema and its system tables, or brings them up to date; the newest migration. Several servers may do so at once.
async fn prepare(db: &mut PgConnection, address: &Address) -> Result<i64> {
    let failed = |error| unopened(&address.shown, failure(error));
    let encoding: String = sqlx::query_scalar("SHOW server_encoding").fetch_one(&mut *db).await.map_err(failed)?;
    if encoding != "UTF8" {
        let message = say!("数据库 {} 的编码是 {}，应为 UTF8", "The database {} is encoded in {}; it must be UTF8", address.shown, encoding);
        return Err(Error::new(Kind::Unavailable, "not_utf8", message));
    }
    heeded(db, address).await?;
    let there: bool = sqlx::query_scalar("SELECT to_regnamespace($1) IS NOT NULL").bind(&address.schema).fetch_one(&mut *db).await.map_err(failed)?;
    if !there {
        let make = format!("CREATE SCHEMA IF NOT EXISTS {}", address.schema);
        let made = sqlx::query(AssertSqlSafe(make)).execute(&mut *db).await;
        // Another server made it just now.
        made.map(drop).or_else(|error| if code(&error).as_deref() == Some("23505") { Ok(()) } else { Err(error) }).map_err(failed)?;
    }
    MIGRATIONS.run_direct(None, db, false).await.map_err(|error| unmigrated(&address.shown, error))?;
    settled(db).await.map_err(failed)
}

/// A pooler in between may swallow what a session is told at its beginning, and tables of several workspaces would be one.
pub(super) async fn heeded(db: &mut PgConnection, address: &Address) -> Result<()> {
    let failed = |error| unopened(&address.shown, failure(error));
    let path: String = sqlx::query_scalar("SHOW search_path").fetch_one(db).await.map_err(failed)?;
    if path == address.schema {
        return Ok(());
    }
    let message = say!(
        "{} 前面的连接池丢掉了会话的设置（search_path），几个工作区的数据会混在一起；请直接连接 PostgreSQL",
        "What stands before {} drops the settings of a session (search_path), so that workspaces would meet; connect to PostgreSQL itself",
        address.shown
    );
    Err(Error::new(Kind::Unavailable, "pooled", message))
}

/// The newest migration that this program knows, from now on of the workspace: servers that run an older program write no more.
async fn settled(db: &mut PgConnection) -> Result<i64, sqlx::Error> {
    let newest = MIGRATIONS.iter().map(|migration| migration.version).max().unwrap_or_default();
    let mut tx = db.begin().await?;
    sqlx::query("SELECT pg_advisory_xact_lock('serving'::regclass::oid::bigint)").execute(&mut *tx).await?;
    sqlx::query("UPDATE serving SET migration = $1 WHERE migration < $1").bind(newest).execute(&mut *tx).await?;
    tx.commit().await?;
    Ok(newest)
}
