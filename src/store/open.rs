//! Opening and closing a workspace's database: folders, the lock beside it, pragmas, migrations, and clear words when that fails.
//! Knows nothing of what is kept in it.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicUsize;
use std::sync::Arc;

use tokio::runtime::Handle;
use tokio::sync::Mutex;

use super::callers::Callers;
use super::disk::Disk;
use super::growth::Growth;
use super::log::Log;
use super::failure::{already_running, broken, closed, unmigrated, unopened};
use super::postgres::Server;
use super::reader::{Reader, Readers};
use super::seals::Seals;
use super::sqlite::{Sqlite, Trouble, migrate};
use super::turns::Turns;
use super::tx::Tx;
use super::writer::{Queue, Writer};
use super::{Conn, analyze};
use super::db::Db;
use crate::config::{Database, Home};
use crate::error::{Error, Kind, Result};
use crate::say;
use crate::seal::Source;
use crate::value::Clock;

/// A workspace's database. Cheap to clone; closed by [`Store::close`] or with the last clone.
#[derive(Clone, Debug)]
pub struct Store(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    engine: Engine,
    /// Files are kept in it.
    folder: PathBuf,
    clock: Clock,
}

#[derive(Debug)]
enum Engine {
    /// The lock is held as long as the store is open.
    Sqlite { queue: Arc<Queue>, readers: Readers, lock: Option<File> },
    Postgres(Arc<Server>),
}

impl Store {
    /// Opens the workspace's database, wherever it is.
    pub async fn at(home: &Home, clock: Clock) -> Result<Store> {
        let seals = Seals::of(home.seals.clone());
        match &home.database {
            Database::Sqlite(path) => Store::open_with(path, seals, clock).await,
            Database::Postgres(url) => Store::connect_with(url, &home.data, seals, clock).await,
        }
    }

    /// Opens the database at `path`, made with its folders when missing. Must be called inside a Tokio runtime. Its encryption
    /// keys are beside it.
    pub async fn open(path: &Path, clock: Clock) -> Result<Store> {
        let folder = path.parent().unwrap_or(Path::new(""));
        Store::open_with(path, Seals::of(Source::beside(folder)), clock).await
    }

    async fn open_with(path: &Path, seals: Seals, clock: Clock) -> Result<Store> {
        let folder = path.parent().unwrap_or(Path::new("")).to_owned();
        fs::create_dir_all(&folder).map_err(|error| unusable(&folder, error))?;
        let lock = lock(path)?;
        Store::opened(path, folder, Some(lock), seals, clock).await
    }

    /// A database that is gone when it is closed, for trying things out.
    pub async fn in_memory(clock: Clock) -> Result<Store> {
        let name = PathBuf::from(format!("file:/{}?vfs=memdb", clock.new_id()));
        let folder = std::env::temp_dir();
        let seals = Seals::of(Source::beside(&folder));
        Store::opened(&name, folder, None, seals, clock).await
    }

    async fn opened(path: &Path, folder: PathBuf, lock: Option<File>, seals: Seals, clock: Clock) -> Result<Store> {
        let place = path.display();
        let db = Sqlite::writer(path).map_err(|error| unopened(&place, broken(error)))?;
        migrate(&db).map_err(|trouble| match trouble {
            Trouble::Plan(error) => unmigrated(&place, error),
            Trouble::Engine(error) => unopened(&place, broken(error)),
        })?;
        let callers = Callers::default();
        let disk = Disk::of(lock.as_ref().map(|_| path));
        let writer = Writer::new(Conn::new(Db::Sqlite(db), clock.clone(), seals.clone()), callers.clone(), disk);
        let queue = Queue {
            writer: Arc::new(Mutex::new(Some(writer))),
            waiters: AtomicUsize::new(0),
            turns: Turns::default(),
            log: Log::new(lock.as_ref().map(|_| path)),
            growth: Growth::default(),
            callers,
            runtime: Handle::current(),
        };
        let readers = Readers::new(path, clock.clone(), seals);
        let engine = Engine::Sqlite { queue: Arc::new(queue), readers, lock };
        Store(Arc::new(Inner { engine, folder, clock })).started().await
    }

    /// Opens the workspace in the PostgreSQL database at `url`, made when missing; files are kept in `folder`, and so are the
    /// encryption keys.
    pub async fn connect(url: &str, folder: &Path, clock: Clock) -> Result<Store> {
        Store::connect_with(url, folder, Seals::of(Source::beside(folder)), clock).await
    }

    async fn connect_with(url: &str, folder: &Path, seals: Seals, clock: Clock) -> Result<Store> {
        fs::create_dir_all(folder).map_err(|error| unusable(folder, error))?;
        let engine = Engine::Postgres(Server::connect(url, clock.clone(), seals).await?);
        Store(Arc::new(Inner { engine, folder: folder.to_owned(), clock })).started().await
    }

    async fn started(self) -> Result<Store> {
        let mut tx = self.begin().await?;
        tx.take_over_jobs().await?;
        tx.forget_jobs().await?;
        super::online::mend(&mut tx).await?;
        tx.commit().await?;
        self.analyze().await?;
        Ok(self)
    }

    /// Has the engine look at how much there is of what, where much was added since it last did, so that it chooses the index
    /// that leads straight to the first page. On SQLite that is done beside the writers, who wait for what came of it to be written
    /// only, a turn for each table.
    pub async fn analyze(&self) -> Result<()> {
        match &self.0.engine {
            // One that is gone when it is closed never holds much, and whoever reads it waits for whoever writes.
            Engine::Sqlite { lock: None, .. } => Ok(()),
            Engine::Sqlite { queue, readers, .. } => analyze::analyze(queue, readers).await,
            Engine::Postgres(server) => server.analyze().await,
        }
    }

    /// Returns when much was written since the store was opened, or since it last returned.
    pub async fn grown(&self) {
        match &self.0.engine {
            Engine::Sqlite { queue, .. } => queue.growth.much().await,
            Engine::Postgres(server) => server.growth.much().await,
        }
    }

    /// Waits for the writer and takes it. Others wait meanwhile, so hold it briefly. For what depends on no catalog.
    pub async fn begin(&self) -> Result<Tx> {
        self.begin_under(0).await
    }

    /// As [`Store::begin`], for what was made under this version of the catalog: refused with [`super::CATALOG_CHANGED`] when
    /// another one is in force, whoever published it.
    pub async fn begin_under(&self, catalog: i64) -> Result<Tx> {
        match &self.0.engine {
            Engine::Sqlite { queue, .. } => Tx::begin(queue, catalog).await,
            Engine::Postgres(server) => Tx::begin_at(server, catalog).await,
        }
    }

    /// The writer, where all that is written passes through it.
    pub(in crate::store) fn alone(&self) -> Option<&Arc<Queue>> {
        match &self.0.engine {
            Engine::Sqlite { queue, .. } => Some(queue),
            Engine::Postgres(_) => None,
        }
    }

    /// The other servers of the workspace, on an engine that has any.
    pub(in crate::store) fn server(&self) -> Option<&Arc<Server>> {
        match &self.0.engine {
            Engine::Sqlite { .. } => None,
            Engine::Postgres(server) => Some(server),
        }
    }

    /// A connection that sees everything committed so far.
    pub async fn read(&self) -> Result<Reader> {
        match &self.0.engine {
            Engine::Sqlite { readers, .. } => readers.lend().await,
            Engine::Postgres(server) => server.read().await,
        }
    }

    /// What was removed is not to be found in the database's files any more, as far as that is up to us.
    pub async fn scour(&self) -> Result<()> {
        let Engine::Sqlite { queue, .. } = &self.0.engine else { return Ok(()) };
        let _still = queue.log.still().await;
        let mut writer = queue.writer.lock().await;
        let writer = writer.as_mut().ok_or_else(closed)?;
        writer.rest().await;
        for statement in ["INSERT INTO search_text (search_text) VALUES ('optimize')", "PRAGMA wal_checkpoint(TRUNCATE)"] {
            writer.conn.once(statement, Vec::new()).await?;
        }
        Ok(())
    }

    /// Columns have other types from now on: what was made ready for the old ones is forgotten.
    pub fn reshaped(&self) {
        if let Engine::Postgres(server) = &self.0.engine {
            server.reshaped();
        }
    }

    pub fn clock(&self) -> &Clock {
        &self.0.clock
    }

    /// Where the bytes of files are kept.
    pub fn files(&self) -> PathBuf {
        self.0.folder.join("files")
    }

    /// Number of commits since opening: less than the number of transactions when they shared some.
    pub async fn commits(&self) -> u64 {
        match &self.0.engine {
            Engine::Sqlite { queue, .. } => queue.writer.lock().await.as_ref().map_or(0, Writer::commits),
            Engine::Postgres(server) => server.commits(),
        }
    }

    /// Lets transactions under way finish, then closes; whatever is asked afterwards is refused.
    pub async fn close(&self) -> Result<()> {
        let (queue, readers, lock) = match &self.0.engine {
            Engine::Sqlite { queue, readers, lock } => (queue, readers, lock),
            Engine::Postgres(server) => return server.close().await,
        };
        readers.close().await?;
        let database = queue.log.close().await?;
        if let Some(mut writer) = queue.writer.lock().await.take() {
            writer.rest().await;
            writer.close().await?;
        }
        drop(database);
        lock.as_ref().map_or(Ok(()), File::unlock).map_err(Error::internal)
    }

    /// Closes the database and takes it away, with all that is in it: of a workspace that nobody has used.
    pub async fn remove(self, database: &Database) -> Result<()> {
        self.close().await?;
        match database {
            Database::Sqlite(path) => remove_files(path),
            Database::Postgres(url) => Server::remove(url).await,
        }
    }
}

/// A connection to a database that is there, beside whoever writes to it.
pub(in crate::store) fn reading(path: &Path) -> Result<Db> {
    Sqlite::reader(path).map(Db::Sqlite).map_err(|error| unopened(&path.display(), broken(error)))
}

fn remove_files(path: &Path) -> Result<()> {
    for suffix in ["", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(suffix);
        match fs::remove_file(&name) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(unusable(Path::new(&name), error)),
            _ => {}
        }
    }
    Ok(())
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
        Err(TryLockError::WouldBlock) => Err(already_running(&path.display())),
        Err(TryLockError::Error(error)) => Err(unusable(&name, error)),
    }
}

/// A file or folder that the system does not let us use.
pub fn unusable(path: &Path, error: io::Error) -> Error {
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
