//! A workspace as it is at one moment, read beside the server that writes to it: a connection of its own in one transaction that
//! only reads. Changes nothing and keeps nobody waiting.

use std::fs;
use std::path::Path;

use chrono::{DateTime, Utc};
use serde_json::Value as Json;

use super::shape::Shape;
use crate::config::Database;
use crate::error::{Error, Kind, Result};
use crate::say;
use crate::store::arg::args;
use crate::store::db::Dialect;
use crate::store::open::reading;
use crate::store::postgres::Server;
use crate::store::seals::Seals;
use crate::store::settings::{MOVED, UNFINISHED};
use crate::query::{Aggregate, Row, Select};
use crate::store::{Conn, Page, Plan, SavedView, StoredFile, Version, VersionInfo};
use crate::value::{Clock, Id};

pub struct Snapshot {
    pub(super) conn: Conn,
}

/// What there is to say of a workspace at a glance.
#[derive(Debug)]
pub struct Summary {
    pub engine: &'static str,
    /// Bytes of the database.
    pub size: u64,
    /// Records that are not in the recycle bin.
    pub records: i64,
    pub version: Option<VersionInfo>,
    /// When something last happened to a record.
    pub changed_at: Option<DateTime<Utc>>,
    pub unfinished: bool,
    pub moved_to: Option<String>,
}

impl Snapshot {
    /// Of the workspace in `database`, which is there and was opened by this version of the program before.
    pub async fn of(database: &Database, clock: Clock) -> Result<Snapshot> {
        let (db, begin) = match database {
            Database::Sqlite(path) => (reading(path)?, "BEGIN"),
            Database::Postgres(url) => (Server::reading(url).await?, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"),
        };
        let mut conn = Conn::new(db, clock, Seals::blind());
        conn.exec(begin).await?;
        let newest = match conn.dialect() {
            Dialect::Sqlite => newest(&sqlx::migrate!("migrations/sqlite")),
            Dialect::Postgres => newest(&sqlx::migrate!("migrations/postgres")),
        };
        // The first statement that reads is the moment.
        let found = conn.once("SELECT max(version) AS version FROM _sqlx_migrations", args![]).await?;
        let found = found.first().map(|row| row.opt_int(0)).transpose()?.flatten();
        match found.cmp(&newest) {
            std::cmp::Ordering::Equal => Ok(Snapshot { conn }),
            std::cmp::Ordering::Less => Err(another("older", say!(
                "这个工作区由较旧版本的 Mortise 建立，请先用这个版本启动一次",
                "This workspace was made by an older Mortise; start it once with this version first"
            ))),
            std::cmp::Ordering::Greater => Err(another("newer_database", say!(
                "这个工作区由更新版本的 Mortise 建立，请升级程序",
                "This workspace was made by a newer Mortise; upgrade the program"
            ))),
        }
    }

    pub(super) async fn shapes(&mut self) -> Result<Vec<Shape>> {
        self.conn.shapes().await
    }

    pub async fn setting(&mut self, key: &str) -> Result<Option<Json>> {
        self.conn.setting(key).await
    }

    /// The newest version of the catalog.
    pub async fn published(&mut self) -> Result<Option<Version>> {
        self.conn.latest_version().await
    }

    /// Views that users saved.
    pub async fn views(&mut self) -> Result<Vec<SavedView>> {
        self.conn.all_views().await
    }

    pub async fn list(&mut self, select: &Select) -> Result<Page> {
        self.conn.list(select).await
    }

    pub async fn plan(&mut self, select: &Select) -> Result<Plan> {
        self.conn.plan(select).await
    }

    pub async fn aggregate(&mut self, aggregate: &Aggregate) -> Result<Vec<Row>> {
        self.conn.aggregate(aggregate).await
    }

    pub async fn plan_of(&mut self, aggregate: &Aggregate) -> Result<Plan> {
        self.conn.plan_of(aggregate).await
    }

    pub async fn summary(&mut self, database: &Database) -> Result<Summary> {
        let mut records = 0;
        for shape in self.shapes().await?.iter().filter(|shape| shape.is_records()) {
            let sql = format!("SELECT count(*) FROM {} WHERE deleted_at IS NULL", shape.quoted());
            records += self.conn.once(sql, args![]).await?.first().map_or(Ok(0), |row| row.int(0))?;
        }
        let changed = self.conn.once("SELECT at FROM event ORDER BY seq DESC LIMIT 1", args![]).await?;
        let moved = self.setting(MOVED).await?;
        Ok(Summary {
            engine: if self.conn.dialect() == Dialect::Sqlite { "SQLite" } else { "PostgreSQL" },
            size: self.size(database).await?,
            records,
            version: self.conn.versions(1).await?.pop(),
            changed_at: changed.first().map(|row| row.time(0)).transpose()?,
            unfinished: self.setting(UNFINISHED).await? == Some(Json::Bool(true)),
            moved_to: moved.and_then(|place| place.as_str().map(str::to_owned)),
        })
    }

    async fn size(&mut self, database: &Database) -> Result<u64> {
        if let Database::Sqlite(path) = database {
            let log = path.with_extension("db-wal");
            return Ok([path.as_path(), Path::new(&log)].iter().filter_map(|path| fs::metadata(path).ok()).map(|file| file.len()).sum());
        }
        let sql = "SELECT coalesce(sum(pg_total_relation_size(oid)), 0)::bigint FROM pg_class \
                   WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'";
        let rows = self.conn.once(sql, args![]).await?;
        rows.first().map_or(Ok(0), |row| u64::try_from(row.int(0)?).map_err(Error::internal))
    }

    /// Every file that the workspace knows.
    pub async fn files(&mut self) -> Result<Vec<StoredFile>> {
        let ids = self.conn.once("SELECT id FROM file ORDER BY id", args![]).await?;
        let ids = ids.iter().map(|row| row.id(0)).collect::<Result<Vec<Id>>>()?;
        let mut files = Vec::with_capacity(ids.len());
        for some in ids.chunks(500) {
            files.extend(self.conn.files(some).await?);
        }
        Ok(files)
    }

    /// Where the sheets of imports are, below the folder of the workspace's data.
    pub async fn sheets(&mut self) -> Result<Vec<String>> {
        self.conn.once("SELECT path FROM import ORDER BY id", args![]).await?.iter().map(|row| row.text(0)).collect()
    }
}

fn newest(migrations: &sqlx::migrate::Migrator) -> Option<i64> {
    migrations.iter().map(|migration| migration.version).max()
}

fn another(code: &'static str, message: crate::lang::Label) -> Error {
    Error::new(Kind::Unavailable, code, message)
}
