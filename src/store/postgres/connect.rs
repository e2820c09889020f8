//! Opening a workspace in PostgreSQL: its schema, the lock that one server holds, migrations, the pool, and clear words
//! when that fails. Knows nothing of what is kept in it.

use std::sync::{Arc, RwLock};
use std::time::{Duration, Instant};

use sqlx::postgres::PgPoolOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, PgConnection};
use tokio::runtime::Handle;
use tokio::sync::Mutex;

use super::super::failure::{already_running, failure, unmigrated, unopened};
use super::address::{self, Address};
use super::witness::{self, Witness};
use super::Server;
use crate::config::Key;
use crate::error::{Error, Kind, Result};
use crate::say;
use crate::value::Clock;

/// Readers, the one writer, and a few to spare.
const CONNECTIONS: u32 = 12;
/// How long a connection is waited for, and so how long a database may be away unnoticed.
const PATIENCE: Duration = Duration::from_secs(5);
/// A connection that rested this long is tried before it is lent.
const RESTED: Duration = Duration::from_secs(1);

impl Server {
    pub async fn connect(url: &str, clock: Clock) -> Result<Arc<Server>> {
        let address = address::read(url)?;
        let base = address.options.clone().application_name("mortise").disable_statement_logging();
        let base = base.options([("search_path", address.schema.as_str()), ("client_min_messages", "warning")]);
        let mut db = base.connect().await.map_err(|error| unopened(&address.shown, failure(error)))?;
        prepare(&mut db, &address).await?;
        let epoch = take_over(&mut db).await.map_err(|error| unopened(&address.shown, failure(error)))?;
        let reshaped = Arc::new(RwLock::new(None::<Instant>));
        let known = Arc::clone(&reshaped);
        let pool = PgPoolOptions::new()
            .max_connections(CONNECTIONS)
            .acquire_timeout(PATIENCE)
            .test_before_acquire(false)
            .before_acquire(move |db, lent| {
                let last = *known.read().unwrap_or_else(|poisoned| poisoned.into_inner());
                // It has statements ready that are of another shape now.
                let stale = last.is_some_and(|last| last.elapsed() < lent.age);
                Box::pin(async move {
                    if stale {
                        return Ok(false);
                    }
                    if lent.idle_for > RESTED {
                        db.ping().await?;
                    }
                    Ok(true)
                })
            })
            .connect_lazy_with(base.clone().options([("synchronous_commit", "off")]));
        Ok(Arc::new(Server {
            pool,
            witness: Witness::new(base, db),
            turn: Arc::new(Mutex::new(true)),
            begin: format!("BEGIN; SELECT enter({epoch})"),
            runtime: Handle::current(),
            clock,
            reshaped,
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

/// Makes the schema and its system tables, and takes the lock on them.
async fn prepare(db: &mut PgConnection, address: &Address) -> Result<()> {
    let failed = |error| unopened(&address.shown, failure(error));
    let encoding: String = sqlx::query_scalar("SHOW server_encoding").fetch_one(&mut *db).await.map_err(failed)?;
    if encoding != "UTF8" {
        let message = say!("数据库 {} 的编码是 {}，应为 UTF8", "The database {} is encoded in {}; it must be UTF8", address.shown, encoding);
        return Err(Error::new(Kind::Unavailable, "not_utf8", message));
    }
    let there: bool = sqlx::query_scalar("SELECT to_regnamespace($1) IS NOT NULL").bind(&address.schema).fetch_one(&mut *db).await.map_err(failed)?;
    if !there {
        sqlx::query(AssertSqlSafe(format!("CREATE SCHEMA IF NOT EXISTS {}", address.schema))).execute(&mut *db).await.map_err(failed)?;
    }
    sqlx::migrate!("migrations/postgres").run_direct(None, db, false).await.map_err(|error| unmigrated(&address.shown, error))?;
    if !witness::lock(db).await? {
        return Err(already_running(&address.shown));
    }
    Ok(())
}

/// From here on, transactions of an earlier server are refused; those under way are waited for.
async fn take_over(db: &mut PgConnection) -> Result<i64, sqlx::Error> {
    let mut tx = db.begin().await?;
    sqlx::query("SELECT pg_advisory_xact_lock('serving'::regclass::oid::bigint)").execute(&mut *tx).await?;
    let epoch = sqlx::query_scalar("UPDATE serving SET epoch = epoch + 1 RETURNING epoch").fetch_one(&mut *tx).await?;
    tx.commit().await?;
    Ok(epoch)
}
