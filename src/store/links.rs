//! Links that let a user set a password, once, how often they asked for one, and how often signing in failed. Hashes only; knows
//! nothing of how codes are made or what is too often.

use chrono::{DateTime, Utc};

use super::arg::args;
use super::row::Row;
use super::{Conn, Tx};
use crate::error::{Error, Result};
use crate::value::Id;

/// The one link of a user.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    pub user: Id,
    /// The code itself is nowhere but in the link.
    pub code_hash: Vec<u8>,
    pub kind: LinkKind,
    pub made_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkKind {
    /// There is no password yet.
    Invite,
    Reset,
}

impl LinkKind {
    pub fn name(self) -> &'static str {
        match self {
            LinkKind::Invite => "invite",
            LinkKind::Reset => "reset",
        }
    }
}

/// Failed sign-ins to one account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failures {
    pub count: i64,
    /// The first of them.
    pub since: DateTime<Utc>,
}

impl Conn {
    /// The link with this code, expired or not.
    pub async fn link(&mut self, code_hash: &[u8]) -> Result<Option<Link>> {
        self.opt("SELECT * FROM sign_in_link WHERE code_hash = ?", args![code_hash]).await?.map(|row| link(&row)).transpose()
    }

    /// The link of a user, expired or not.
    pub async fn link_of(&mut self, user: Id) -> Result<Option<Link>> {
        self.opt("SELECT * FROM sign_in_link WHERE \"user\" = ?", args![user]).await?.map(|row| link(&row)).transpose()
    }

    pub async fn sign_in_failures(&mut self, account: &str) -> Result<Option<Failures>> {
        let found = self.opt("SELECT count, since FROM sign_in_failure WHERE account = ?", args![account]).await?;
        found.map(|row| Ok(Failures { count: row.int("count")?, since: row.time("since")? })).transpose()
    }
}

impl Tx {
    /// Keeps the link; an earlier one of the user is void.
    pub async fn keep_link(&mut self, link: &Link) -> Result<()> {
        let sql = "INSERT INTO sign_in_link (\"user\", code_hash, kind, made_at, expires_at) VALUES (?, ?, ?, ?, ?) \
                   ON CONFLICT (\"user\") DO UPDATE SET code_hash = excluded.code_hash, kind = excluded.kind, \
                   made_at = excluded.made_at, expires_at = excluded.expires_at";
        let args = args![link.user, link.code_hash.as_slice(), link.kind.name(), link.made_at, link.expires_at];
        self.change(sql, args).await?;
        Ok(())
    }

    /// The link of a user works no more; whether there was one.
    pub async fn void_link(&mut self, user: Id) -> Result<bool> {
        Ok(self.change("DELETE FROM sign_in_link WHERE \"user\" = ?", args![user]).await? > 0)
    }

    /// Somebody asked for a link at `now`, once more since the first time after `window`; answers how often that is.
    pub async fn count_forgotten(&mut self, user: Id, now: DateTime<Utc>, window: DateTime<Utc>) -> Result<i64> {
        self.change("DELETE FROM forgotten WHERE since <= ?", args![window]).await?;
        let sql = "INSERT INTO forgotten (\"user\", count, since) VALUES (?, 1, ?) \
                   ON CONFLICT (\"user\") DO UPDATE SET count = forgotten.count + 1 RETURNING count";
        self.one(sql, args![user, now]).await?.int("count")
    }

    /// One more failure at `now`; those that began before `window` are forgotten.
    pub async fn count_sign_in_failure(&mut self, account: &str, now: DateTime<Utc>, window: DateTime<Utc>) -> Result<Failures> {
        self.change("DELETE FROM sign_in_failure WHERE since <= ?", args![window]).await?;
        let sql = "INSERT INTO sign_in_failure (account, count, since) VALUES (?, 1, ?) \
                   ON CONFLICT (account) DO UPDATE SET count = sign_in_failure.count + 1";
        self.change(sql, args![account, now]).await?;
        self.sign_in_failures(account).await?.ok_or_else(|| Error::internal("a failure just counted is not there"))
    }

    pub async fn forgive_sign_in_failures(&mut self, account: &str) -> Result<()> {
        self.change("DELETE FROM sign_in_failure WHERE account = ?", args![account]).await?;
        Ok(())
    }
}

fn link(row: &Row) -> Result<Link> {
    let kind = match row.text("kind")?.as_str() {
        "invite" => LinkKind::Invite,
        _ => LinkKind::Reset,
    };
    Ok(Link {
        user: row.id("user")?,
        code_hash: row.bytes("code_hash")?,
        kind,
        made_at: row.time("made_at")?,
        expires_at: row.time("expires_at")?,
    })
}
