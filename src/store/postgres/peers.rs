//! The other servers of a workspace: what is said to all of them, what they say, and what those that died left undone.
//! Knows nothing of what the words mean.

use sqlx::postgres::{PgListener, PgPool, PgPoolOptions};

use super::super::arg::args;
use super::super::failure::{already_running, failure};
use super::Server;
use super::connect::PATIENCE;
use crate::error::Result;

/// Servers that hold their lock no longer, and jobs that nobody does.
const LEFT_BEHIND: &str = "SELECT 1 WHERE EXISTS (SELECT FROM server s WHERE number <> ? AND NOT EXISTS (SELECT FROM pg_locks \
    WHERE locktype = 'advisory' AND objsubid = 2 AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) \
    AND classid = 'server'::regclass::oid AND objid = s.number::int::oid)) \
    OR EXISTS (SELECT FROM job WHERE state = 'running' AND state <> 'done' AND NOT EXISTS (SELECT FROM server WHERE number = job.server))";

/// Other servers that hold their lock.
const ALIVE: &str = "SELECT 1 WHERE EXISTS (SELECT FROM server s JOIN pg_locks l ON l.objid = s.number::int::oid \
    WHERE s.number <> ? AND l.locktype = 'advisory' AND l.objsubid = 2 AND l.classid = 'server'::regclass::oid \
    AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database()))";

/// Hears what peers say, on a connection of its own, which is replaced when it breaks.
#[derive(Debug)]
pub(in crate::store) struct Listener {
    pool: PgPool,
    schema: String,
    tag: String,
    db: Option<PgListener>,
}

impl Server {
    /// Says something to every other server.
    pub async fn say(&self, words: &str) -> Result<()> {
        let told = args![&self.schema, format!("{} {words}", self.tag)];
        self.read().await?.change("SELECT pg_notify(?, ?)", told).await.map(drop)
    }

    pub fn listener(&self) -> Listener {
        let pool = PgPoolOptions::new().max_connections(1).acquire_timeout(PATIENCE).max_lifetime(None).idle_timeout(None);
        let pool = pool.connect_lazy_with(self.options.clone());
        Listener { pool, schema: self.schema.clone(), tag: self.tag.clone(), db: None }
    }

    /// Whether another server died and left its work behind.
    pub async fn anything_left_behind(&self) -> Result<bool> {
        let standing = self.witness.standing().await?;
        Ok(self.read().await?.opt(LEFT_BEHIND, args![standing.server]).await?.is_some())
    }
}

impl Server {
    /// Refuses when another server serves the workspace.
    pub async fn require_sole(&self) -> Result<()> {
        let standing = self.witness.standing().await?;
        let others = self.read().await?.opt(ALIVE, args![standing.server]).await?.is_some();
        if others { Err(already_running(&format!("schema={}", self.schema))) } else { Ok(()) }
    }
}

impl Listener {
    /// What a peer said next. `None`: the connection is new, and something may have been missed.
    pub async fn next(&mut self) -> Result<Option<String>> {
        while let Some(db) = &mut self.db {
            match db.try_recv().await.ok().flatten() {
                Some(heard) => match heard.payload().split_once(' ') {
                    Some((tag, words)) if tag != self.tag => return Ok(Some(words.to_owned())),
                    _ => {}
                },
                None => self.db = None,
            }
        }
        let mut db = PgListener::connect_with(&self.pool).await.map_err(failure)?;
        db.listen(&self.schema).await.map_err(failure)?;
        self.db = Some(db);
        Ok(None)
    }
}
