//! The other servers of a workspace: what is said to them and heard from them, what they leave behind when they die, and how one
//! task at a time is alone among all of them. Where the engine has one server only, there is nobody. Knows nothing of what is said.

use super::postgres::{self, Listener};
use super::release::Release;
use super::{Store, Tx};
use crate::config::{Database, Home};
use crate::error::Result;
use crate::value::Clock;

/// What was heard.
#[derive(Debug)]
pub enum Heard {
    Words(String),
    /// The connection is new: something may have been missed.
    Gap,
}

/// Hears what the other servers say. When it fails, ask again, some time later.
#[derive(Debug)]
pub struct Ear(Listener);

/// As long as it is held, no other server opens or makes the workspace this way.
#[derive(Debug)]
pub struct Alone {
    _lock: Option<postgres::Alone>,
    /// Whoever served it let go of it, and takes it up again afterwards.
    _release: Option<Release>,
}

/// As long as it is held, no other server of the workspace changes its tables.
#[derive(Debug)]
pub struct Changing {
    _lock: Option<postgres::Alone>,
}

impl Ear {
    pub async fn next(&mut self) -> Result<Heard> {
        Ok(self.0.next().await?.map_or(Heard::Gap, Heard::Words))
    }
}

impl Alone {
    /// Waits until it is alone. A SQLite file is locked by whoever opens it.
    pub async fn at(database: &Database) -> Result<Alone> {
        let lock = match database {
            Database::Sqlite(_) => None,
            Database::Postgres(url) => Some(postgres::alone(url).await?),
        };
        Ok(Alone { _lock: lock, _release: None })
    }

    pub(in crate::store) fn with(self, release: Release) -> Alone {
        Alone { _release: Some(release), ..self }
    }
}

impl Store {
    /// Opens a workspace that nobody serves, and that nobody begins to serve as long as the second is held.
    pub async fn sole(home: &Home, clock: Clock) -> Result<(Store, Alone)> {
        let alone = Alone::at(&home.database).await?;
        let store = Store::at(home, clock).await?;
        if let Some(server) = store.server()
            && let Err(error) = server.require_sole().await
        {
            store.close().await?;
            return Err(error);
        }
        Ok((store, alone))
    }

    /// Waits until no other server changes the tables.
    pub async fn changing(&self) -> Result<Changing> {
        let lock = match self.server() {
            Some(server) => Some(server.changing().await?),
            None => None,
        };
        Ok(Changing { _lock: lock })
    }

    /// As [`Store::changing`]; `None` when another server is at it.
    pub async fn try_changing(&self) -> Result<Option<Changing>> {
        match self.server() {
            Some(server) => Ok(server.try_changing().await?.map(|lock| Changing { _lock: Some(lock) })),
            None => Ok(Some(Changing { _lock: None })),
        }
    }

    /// `None` where there is never anybody else.
    pub fn ear(&self) -> Option<Ear> {
        self.server().map(|server| Ear(server.listener()))
    }

    /// Says something to every other server; at most 7,900 bytes.
    pub async fn say(&self, words: &str) -> Result<()> {
        match self.server() {
            Some(server) => server.say(words).await,
            None => Ok(()),
        }
    }

    /// Makes the jobs due again that servers left behind which died; whether there were any.
    pub async fn relieve_the_dead(&self) -> Result<bool> {
        let Some(server) = self.server() else { return Ok(false) };
        if !server.anything_left_behind().await? {
            return Ok(false);
        }
        let mut tx: Tx = self.begin().await?;
        tx.take_over_jobs().await?;
        tx.commit().await?;
        Ok(true)
    }
}
