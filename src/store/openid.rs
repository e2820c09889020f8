//! Sign-ins by an OpenID provider: who is known there by which name, and browsers that are on their way. Knows nothing of the protocol.

use chrono::{DateTime, Utc};

use super::arg::args;
use super::row::Row;
use super::{Conn, Tx};
use crate::error::Result;
use crate::value::Id;

/// A browser that was sent to the provider.
#[derive(Clone, Debug, PartialEq)]
pub struct Attempt {
    /// Of what comes back with it, in its address.
    pub state_hash: Vec<u8>,
    /// Of what comes back with it, in a cookie.
    pub browser_hash: Vec<u8>,
    pub nonce: String,
    /// Proves to the provider that who asked is who comes for the answer.
    pub verifier: String,
    /// Where it was told to come back to.
    pub redirect: String,
    pub expires_at: DateTime<Utc>,
}

/// By which name a provider knows somebody.
#[derive(Clone, Debug, PartialEq)]
pub struct Identity {
    pub issuer: String,
    pub subject: String,
    pub made_at: DateTime<Utc>,
}

impl Conn {
    /// By which names somebody is known, the latest first.
    pub async fn identities(&mut self, user: Id) -> Result<Vec<Identity>> {
        let sql = "SELECT * FROM identity WHERE \"user\" = ? ORDER BY made_at DESC, issuer, subject LIMIT 200";
        let identity = |row: &Row| Ok(Identity { issuer: row.text("issuer")?, subject: row.text("subject")?, made_at: row.time("made_at")? });
        self.rows(sql, args![user]).await?.iter().map(identity).collect()
    }

    /// Whom the provider means by this subject.
    pub async fn identity(&mut self, issuer: &str, subject: &str) -> Result<Option<Id>> {
        let found = self.opt("SELECT \"user\" FROM identity WHERE issuer = ? AND subject = ?", args![issuer, subject]).await?;
        found.map(|row| row.id("user")).transpose()
    }
}

impl Tx {
    pub async fn keep_identity(&mut self, issuer: &str, subject: &str, user: Id, at: DateTime<Utc>) -> Result<()> {
        let sql = "INSERT INTO identity (issuer, subject, \"user\", made_at) VALUES (?, ?, ?, ?) \
                   ON CONFLICT (issuer, subject) DO UPDATE SET \"user\" = excluded.\"user\", made_at = excluded.made_at";
        self.change(sql, args![issuer, subject, user, at]).await?;
        Ok(())
    }

    /// The provider knows somebody by this name no more; whether it did.
    pub async fn forget_identity(&mut self, user: Id, issuer: &str, subject: &str) -> Result<bool> {
        let sql = "DELETE FROM identity WHERE \"user\" = ? AND issuer = ? AND subject = ?";
        Ok(self.change(sql, args![user, issuer, subject]).await? > 0)
    }

    /// Keeps an attempt; those that ended before `now` are forgotten.
    pub async fn open_attempt(&mut self, attempt: &Attempt, now: DateTime<Utc>) -> Result<()> {
        self.change("DELETE FROM openid_attempt WHERE expires_at <= ?", args![now]).await?;
        let sql = "INSERT INTO openid_attempt (state_hash, browser_hash, nonce, verifier, redirect, expires_at) VALUES (?, ?, ?, ?, ?, ?)";
        let args = args![
            attempt.state_hash.as_slice(), attempt.browser_hash.as_slice(), attempt.nonce.as_str(), attempt.verifier.as_str(),
            attempt.redirect.as_str(), attempt.expires_at,
        ];
        self.change(sql, args).await?;
        Ok(())
    }

    /// The attempt with this state, expired or not; nobody finds it again.
    pub async fn take_attempt(&mut self, state_hash: &[u8]) -> Result<Option<Attempt>> {
        let found = self.opt("SELECT * FROM openid_attempt WHERE state_hash = ?", args![state_hash]).await?;
        let taken = self.change("DELETE FROM openid_attempt WHERE state_hash = ?", args![state_hash]).await? > 0;
        found.filter(|_| taken).map(|row| attempt(&row)).transpose()
    }
}

fn attempt(row: &Row) -> Result<Attempt> {
    Ok(Attempt {
        state_hash: row.bytes("state_hash")?,
        browser_hash: row.bytes("browser_hash")?,
        nonce: row.text("nonce")?,
        verifier: row.text("verifier")?,
        redirect: row.text("redirect")?,
        expires_at: row.time("expires_at")?,
    })
}
