//! Opening and closing a workspace's database: folders, the lock beside it, pragmas, migrations, and clear words when that fails.
//! Knows nothing of what is kept in it.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicUsize;
use std::sync::Arc;
use std::time::Duration;

use sqlx::migrate::MigrateError;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection};
use tokio::runtime::Handle;
use tokio::sync::Mutex;

use super::failure::failure;
use super::reader::{Reader, Readers};
use super::sql::{PINYIN, pinyin_order};
use super::tx::Tx;
use super::writer::{Queue, Writer};
use super::Conn;
use crate::error::{Error, Kind, Result};
use crate::say;
use crate::value::Clock;

/// A workspace's database. Cheap to clone; closed by [`Store::close`] or with the last clone.
#[derive(Clone, Debug)]
pub struct Store(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    queue: Arc<Queue>,
    readers: Readers,
    folder: PathBuf,
    clock: Clock,
    /// Held as long as the store is open.
    lock: File,
}

impl Store {
    /// Opens the database at `path`, made with its folders when missing. Must be called inside a Tokio runtime.
    pub async fn open(path: &Path, clock: Clock) -> Result<Store> {
        let folder = path.parent().unwrap_or(Path::new("")).to_owned();
        fs::create_dir_all(&folder).map_err(|error| unusable(&folder, error))?;
        let lock = lock(path)?;
        let mut db = writer_options(path).connect().await.map_err(|error| unopened(path, error))?;
        sqlx::migrate!("migrations/sqlite").run(&mut db).await.map_err(|error| unmigrated(path, error))?;
        let writer = Writer::new(Conn::new(db, clock.clone()));
        let queue = Queue {
            writer: Arc::new(Mutex::new(Some(writer))),
            waiters: AtomicUsize::new(0),
            runtime: Handle::current(),
        };
        let readers = Readers::new(reader_options(path), clock.clone());
        let store = Store(Arc::new(Inner { queue: Arc::new(queue), readers, folder, clock, lock }));
        let mut tx = store.begin().await?;
        tx.reset_jobs().await?;
        tx.commit().await?;
        Ok(store)
    }

    /// Waits for the writer and takes it. Others wait meanwhile, so hold it briefly.
    pub async fn begin(&self) -> Result<Tx> {
        Tx::begin(&self.0.queue).await
    }

    /// A connection that sees everything committed so far.
    pub async fn read(&self) -> Result<Reader> {
        self.0.readers.lend().await
    }

    pub fn clock(&self) -> &Clock {
        &self.0.clock
    }

    /// Where the bytes of files are kept.
    pub(in crate::store) fn files(&self) -> PathBuf {
        self.0.folder.join("files")
    }

    /// Number of commits since opening: less than the number of transactions when they shared some.
    pub async fn commits(&self) -> u64 {
        self.0.queue.writer.lock().await.as_ref().map_or(0, Writer::commits)
    }

    /// Lets transactions under way finish, then closes; whatever is asked afterwards is refused.
    pub async fn close(&self) -> Result<()> {
        self.0.readers.close().await?;
        if let Some(mut writer) = self.0.queue.writer.lock().await.take() {
            writer.rest().await;
            writer.conn.db.close().await.map_err(failure)?;
        }
        self.0.lock.unlock().map_err(Error::internal)
    }
}

fn writer_options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .collation(PINYIN, pinyin_order)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(false)
        .busy_timeout(Duration::from_secs(10))
        .pragma("cache_size", "-4096")
        .pragma("temp_store", "memory")
        .collation(PINYIN, pinyin_order)
        .pragma("journal_size_limit", "33554432")
        .disable_statement_logging()
}

fn reader_options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .collation(PINYIN, pinyin_order)
        .read_only(true)
        .foreign_keys(false)
        .busy_timeout(Duration::from_secs(10))
        .pragma("cache_size", "-2048")
        .pragma("temp_store", "memory")
        .collation(PINYIN, pinyin_order)
        .disable_statement_logging()
}

/// One server per database: a second one would not see the first one's state.
fn lock(path: &Path) -> Result<File> {
    let mut name = path.as_os_str().to_owned();
    name.push(".lock");
    let name = PathBuf::from(name);
    let file = File::options().create(true).truncate(false).write(true).open(&name);
    let file = file.map_err(|error| unusable(&name, error))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => {
            let path = path.display();
            let message = say!(
                "已有一个 Mortise 正在使用数据库 {}，请先停止它",
                "Another Mortise is already using the database {}; stop it first",
                path
            );
            Err(Error::new(Kind::Unavailable, "already_running", message))
        }
        Err(TryLockError::Error(error)) => Err(unusable(&name, error)),
    }
}

/// A file or folder that the system does not let us use.
pub(in crate::store) fn unusable(path: &Path, error: io::Error) -> Error {
    let place = path.display();
    let (code, message) = match error.kind() {
        io::ErrorKind::PermissionDenied => {
            ("no_permission", say!("没有写入 {} 的权限", "No permission to write to {}", place))
        }
        io::ErrorKind::ReadOnlyFilesystem => {
            ("read_only", say!("{} 在只读的磁盘上", "{} is on a read-only disk", place))
        }
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            ("disk_full", say!("磁盘空间不足，无法写入 {}", "The disk is full; cannot write to {}", place))
        }
        _ => ("cannot_open", say!("无法使用 {}：{}", "Cannot use {}: {}", place, error)),
    };
    Error { source: Some(error.into()), ..Error::new(Kind::Unavailable, code, message) }
}

fn unopened(path: &Path, error: sqlx::Error) -> Error {
    let known = failure(error);
    let place = path.display();
    let message = say!("无法打开数据库 {}：{}", "Cannot open the database {}: {}", place, reason(&known));
    Error { message, ..known }
}

fn unmigrated(path: &Path, error: MigrateError) -> Error {
    let place = path.display();
    let (code, message) = match error {
        MigrateError::VersionMissing(_) | MigrateError::VersionTooNew(..) => {
            let message = say!(
                "数据库 {} 由更新版本的 Mortise 建立，请升级程序后再打开",
                "The database {} was made by a newer Mortise; upgrade the program to open it",
                place
            );
            ("newer_database", message)
        }
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => return unopened(path, error),
        other => {
            let message = say!("无法升级数据库 {}：{}", "Cannot upgrade the database {}: {}", place, other);
            return Error { source: Some(other.into()), ..Error::new(Kind::Internal, "not_upgraded", message) };
        }
    };
    Error { source: Some(error.into()), ..Error::new(Kind::Unavailable, code, message) }
}

/// The engine's own words when ours would say nothing.
fn reason(error: &Error) -> String {
    match (&error.source, error.kind) {
        (Some(source), Kind::Internal) => source.to_string(),
        _ => error.message.en.clone(),
    }
}
