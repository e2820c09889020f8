//! What belongs to a user but is no record: password, sessions, preferences. Hashes only; knows nothing of how they are made.

use chrono::{DateTime, Utc};
use serde_json::Value as Json;

use super::arg::args;
use super::row::Row;
use super::{Conn, Tx};
use crate::error::{Error, Result};
use crate::lang::Lang;
use crate::value::Id;

/// A signed-in browser.
#[derive(Clone, Debug, PartialEq)]
pub struct Session {
    /// The token itself is nowhere but in the browser.
    pub token_hash: Vec<u8>,
    pub user: Id,
    pub created_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub last_seen_at: DateTime<Utc>,
    pub address: Option<String>,
    pub agent: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Preferences {
    pub lang: Option<Lang>,
    pub theme: Option<String>,
}

impl Conn {
    pub async fn password_hash(&mut self, user: Id) -> Result<Option<String>> {
        let sql = "SELECT password_hash FROM credential WHERE \"user\" = ?";
        let found = self.opt(sql, args![user]).await?;
        found.map(|row| row.text("password_hash")).transpose()
    }

    /// Whether anybody can sign in at all.
    pub async fn has_passwords(&mut self) -> Result<bool> {
        Ok(self.opt("SELECT 1 FROM credential LIMIT 1", args![]).await?.is_some())
    }

    /// The session with this token, expired or not, and how its user wants to be spoken to.
    pub async fn session(&mut self, token_hash: &[u8]) -> Result<Option<(Session, Preferences)>> {
        let sql = "SELECT s.*, p.lang, p.theme FROM session s LEFT JOIN preference p ON p.\"user\" = s.\"user\" WHERE s.token_hash = ?";
        let found = self.opt(sql, args![token_hash]).await?;
        found.map(|row| Ok((session(&row)?, preferences(&row)?))).transpose()
    }
}

impl Tx {
    pub async fn set_password(&mut self, user: Id, hash: &str) -> Result<()> {
        let sql = "INSERT INTO credential (\"user\", password_hash, changed_at) VALUES (?, ?, ?) \
                   ON CONFLICT (\"user\") DO UPDATE SET password_hash = excluded.password_hash, changed_at = excluded.changed_at";
        let args = args![user, hash, self.clock.now()];
        self.change(sql, args).await?;
        Ok(())
    }

    pub async fn open_session(&mut self, session: &Session) -> Result<()> {
        let sql = "INSERT INTO session (token_hash, \"user\", created_at, expires_at, last_seen_at, address, agent) \
                   VALUES (?, ?, ?, ?, ?, ?, ?)";
        let args = args![
            session.token_hash.as_slice(), session.user, session.created_at, session.expires_at, session.last_seen_at,
            session.address.as_deref(), session.agent.as_deref(),
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

    pub async fn close_session(&mut self, token_hash: &[u8]) -> Result<()> {
        self.change("DELETE FROM session WHERE token_hash = ?", args![token_hash]).await?;
        Ok(())
    }

    /// Signs a user out everywhere, but for the session `except`.
    pub async fn close_sessions(&mut self, user: Id, except: Option<&[u8]>) -> Result<()> {
        let sql = "DELETE FROM session WHERE \"user\" = ? AND token_hash IS DISTINCT FROM ?";
        self.change(sql, args![user, except]).await?;
        Ok(())
    }

    /// Forgets sessions that ended before `now`.
    pub async fn prune_sessions(&mut self, now: DateTime<Utc>) -> Result<()> {
        self.change("DELETE FROM session WHERE expires_at <= ?", args![now]).await?;
        Ok(())
    }

    pub async fn set_preferences(&mut self, user: Id, preferences: &Preferences) -> Result<()> {
        let sql = "INSERT INTO preference (\"user\", lang, theme) VALUES (?, ?, ?) \
                   ON CONFLICT (\"user\") DO UPDATE SET lang = excluded.lang, theme = excluded.theme";
        let args = args![user, preferences.lang.map(Lang::code), preferences.theme.as_deref()];
        self.change(sql, args).await?;
        Ok(())
    }
}

fn session(row: &Row) -> Result<Session> {
    Ok(Session {
        token_hash: row.bytes("token_hash")?,
        user: row.id("user")?,
        created_at: row.time("created_at")?,
        expires_at: row.time("expires_at")?,
        last_seen_at: row.time("last_seen_at")?,
        address: row.opt_text("address")?,
        agent: row.opt_text("agent")?,
    })
}

fn preferences(row: &Row) -> Result<Preferences> {
    let lang = row.opt_text("lang")?.map(|code| serde_json::from_value(Json::String(code))).transpose();
    Ok(Preferences { lang: lang.map_err(Error::internal)?, theme: row.opt_text("theme")? })
}
