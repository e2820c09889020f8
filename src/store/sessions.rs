//! Who is signed in: a row for each browser. Hashes of tokens only; knows nothing of how they are made, or of cookies.

use chrono::{DateTime, Utc};

use super::arg::args;
use super::row::Row;
use super::users::{STANDING, STANDING_FROM, Standing, standing};
use super::{Conn, Tx};
use crate::error::Result;
use crate::value::Id;

/// A signed-in browser.
#[derive(Clone, Debug, PartialEq)]
pub struct Session {
    /// What it is called in lists.
    pub id: Id,
    /// The token itself is nowhere but in the browser.
    pub token_hash: Vec<u8>,
    pub user: Id,
    pub created_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub last_seen_at: DateTime<Utc>,
    pub address: Option<String>,
    pub agent: Option<String>,
    /// Through whose eyes its user looks; `None`: their own.
    pub looking: Option<Id>,
    /// The OpenID provider that sent them; none when they gave their password here.
    pub provider: Option<String>,
}

impl Conn {
    /// The session with this token, expired or not, and what its user is let in with.
    pub async fn session(&mut self, token_hash: &[u8]) -> Result<Option<(Session, Standing)>> {
        let sql = format!("SELECT x.*, {STANDING} FROM session x {STANDING_FROM} WHERE x.token_hash = ?");
        let found = self.opt(sql, args![token_hash]).await?;
        found.map(|row| Ok((session(&row)?, standing(&row)?))).transpose()
    }

    /// The sessions of a user that last beyond `now`, the one used last first.
    pub async fn sessions(&mut self, user: Id, now: DateTime<Utc>) -> Result<Vec<Session>> {
        let sql = "SELECT * FROM session WHERE \"user\" = ? AND expires_at > ? ORDER BY last_seen_at DESC, id DESC LIMIT 200";
        self.rows(sql, args![user, now]).await?.iter().map(session).collect()
    }
}

impl Tx {
    pub async fn open_session(&mut self, session: &Session) -> Result<()> {
        let sql = "INSERT INTO session (token_hash, id, \"user\", created_at, expires_at, last_seen_at, address, agent, provider) \
                   VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
        let args = args![
            session.token_hash.as_slice(), session.id, session.user, session.created_at, session.expires_at, session.last_seen_at,
            session.address.as_deref(), session.agent.as_deref(), session.provider.as_deref(),
        ];
        self.change(sql, args).await?;
        Ok(())
    }

    /// The session was used at `at` and now lasts until `expires_at`.
    pub async fn touch_session(&mut self, token_hash: &[u8], at: DateTime<Utc>, expires_at: DateTime<Utc>) -> Result<()> {
        let sql = "UPDATE session SET last_seen_at = ?, expires_at = ? WHERE token_hash = ?";
        self.change(sql, args![at, expires_at, token_hash]).await?;
        Ok(())
    }

    /// From now on the session looks through the eyes of `other`, or its own user's.
    pub async fn look_session(&mut self, token_hash: &[u8], other: Option<Id>) -> Result<()> {
        self.change("UPDATE session SET looking = ? WHERE token_hash = ?", args![other, token_hash]).await?;
        Ok(())
    }

    pub async fn close_session(&mut self, token_hash: &[u8]) -> Result<()> {
        self.change("DELETE FROM session WHERE token_hash = ?", args![token_hash]).await?;
        Ok(())
    }

    /// Ends one session of a user; whether there was one.
    pub async fn close_session_of(&mut self, user: Id, id: Id) -> Result<bool> {
        let closed = self.change("DELETE FROM session WHERE \"user\" = ? AND id = ?", args![user, id]).await?;
        Ok(closed > 0)
    }

    /// Signs a user out everywhere, but for the session `except`; nobody half-way in comes further.
    pub async fn close_sessions(&mut self, user: Id, except: Option<&[u8]>) -> Result<()> {
        self.close_challenges(user).await?;
        let sql = "DELETE FROM session WHERE \"user\" = ? AND token_hash IS DISTINCT FROM ?";
        self.change(sql, args![user, except]).await?;
        Ok(())
    }

    /// Ends the sessions of a user that came in by this provider, but for the session `except`.
    pub async fn close_sessions_by(&mut self, user: Id, provider: &str, except: Option<&[u8]>) -> Result<()> {
        let sql = "DELETE FROM session WHERE \"user\" = ? AND provider = ? AND token_hash IS DISTINCT FROM ?";
        self.change(sql, args![user, provider, except]).await?;
        Ok(())
    }

    /// Forgets sessions that ended before `now`.
    pub async fn prune_sessions(&mut self, now: DateTime<Utc>) -> Result<()> {
        self.change("DELETE FROM session WHERE expires_at <= ?", args![now]).await?;
        Ok(())
    }
}

fn session(row: &Row) -> Result<Session> {
    Ok(Session {
        id: row.id("id")?,
        token_hash: row.bytes("token_hash")?,
        user: row.id("user")?,
        created_at: row.time("created_at")?,
        expires_at: row.time("expires_at")?,
        last_seen_at: row.time("last_seen_at")?,
        address: row.opt_text("address")?,
        agent: row.opt_text("agent")?,
        looking: row.opt_id("looking")?,
        provider: row.opt_text("provider")?,
    })
}
