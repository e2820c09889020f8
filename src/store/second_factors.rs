//! What stands beside a password: whose phone makes codes, recovery codes as hashes, and sign-ins that wait for a code. Knows nothing of
//! how codes are made, nor of the secret that they are made of.

use chrono::{DateTime, Utc};

use super::arg::args;
use super::row::Row;
use super::{Conn, Tx};
use crate::error::Result;
use crate::value::Id;

/// The second factor of a user.
#[derive(Clone, Debug, PartialEq)]
pub struct SecondFactor {
    pub user: Id,
    /// When a first code was right: since then one is asked for.
    pub confirmed_at: Option<DateTime<Utc>>,
    /// Of the last code that was taken.
    pub last_step: i64,
}

/// Somebody who gave their password and owes a code.
#[derive(Clone, Debug, PartialEq)]
pub struct Challenge {
    /// The token itself is nowhere but in the browser.
    pub token_hash: Vec<u8>,
    pub user: Id,
    pub expires_at: DateTime<Utc>,
    /// Codes given so far.
    pub tries: i64,
}

impl Conn {
    /// In force or not.
    pub async fn second_factor(&mut self, user: Id) -> Result<Option<SecondFactor>> {
        let found = self.opt("SELECT * FROM second_factor WHERE \"user\" = ?", args![user]).await?;
        found.map(|row| second_factor(&row)).transpose()
    }

    /// How many recovery codes are left.
    pub async fn recovery_codes(&mut self, user: Id) -> Result<i64> {
        let found = self.opt("SELECT count(*) AS n FROM recovery_code WHERE \"user\" = ?", args![user]).await?;
        found.map_or(Ok(0), |row| row.int("n"))
    }

    /// The challenge with this token, expired or not.
    pub async fn challenge(&mut self, token_hash: &[u8]) -> Result<Option<Challenge>> {
        let found = self.opt("SELECT * FROM sign_in_challenge WHERE token_hash = ?", args![token_hash]).await?;
        found.map(|row| challenge(&row)).transpose()
    }
}

impl Tx {
    /// A second factor that is not in force yet, in place of an earlier one.
    pub async fn begin_second_factor(&mut self, user: Id, made_at: DateTime<Utc>) -> Result<()> {
        let sql = "INSERT INTO second_factor (\"user\", made_at) VALUES (?, ?) \
                   ON CONFLICT (\"user\") DO UPDATE SET made_at = excluded.made_at, confirmed_at = NULL, last_step = 0";
        self.change(sql, args![user, made_at]).await?;
        Ok(())
    }

    pub async fn confirm_second_factor(&mut self, user: Id, at: DateTime<Utc>) -> Result<()> {
        self.change("UPDATE second_factor SET confirmed_at = ? WHERE \"user\" = ?", args![at, user]).await?;
        Ok(())
    }

    /// The code of this step is used up, with those before it; false when it was already.
    pub async fn take_step(&mut self, user: Id, step: i64) -> Result<bool> {
        let sql = "UPDATE second_factor SET last_step = ? WHERE \"user\" = ? AND last_step < ?";
        Ok(self.change(sql, args![step, user, step]).await? > 0)
    }

    /// Forgets the second factor of a user with everything about it; whether there was one.
    pub async fn forget_second_factor(&mut self, user: Id) -> Result<bool> {
        self.change("DELETE FROM recovery_code WHERE \"user\" = ?", args![user]).await?;
        self.change("DELETE FROM sign_in_challenge WHERE \"user\" = ?", args![user]).await?;
        Ok(self.change("DELETE FROM second_factor WHERE \"user\" = ?", args![user]).await? > 0)
    }

    /// From now on these are the only ones.
    pub async fn keep_recovery_codes(&mut self, user: Id, hashes: &[String]) -> Result<()> {
        self.change("DELETE FROM recovery_code WHERE \"user\" = ?", args![user]).await?;
        for hash in hashes {
            self.change("INSERT INTO recovery_code (\"user\", code_hash) VALUES (?, ?)", args![user, hash.as_str()]).await?;
        }
        Ok(())
    }

    /// Uses one up; whether it was there.
    pub async fn take_recovery_code(&mut self, user: Id, hash: &str) -> Result<bool> {
        Ok(self.change("DELETE FROM recovery_code WHERE \"user\" = ? AND code_hash = ?", args![user, hash]).await? > 0)
    }

    /// Keeps a challenge; those that ended before `now` are forgotten.
    pub async fn open_challenge(&mut self, challenge: &Challenge, now: DateTime<Utc>) -> Result<()> {
        self.change("DELETE FROM sign_in_challenge WHERE expires_at <= ?", args![now]).await?;
        let sql = "INSERT INTO sign_in_challenge (token_hash, \"user\", expires_at, tries) VALUES (?, ?, ?, ?)";
        let args = args![challenge.token_hash.as_slice(), challenge.user, challenge.expires_at, challenge.tries];
        self.change(sql, args).await?;
        Ok(())
    }

    /// One more code is tried; false when there were `most` already, or nobody waits any more.
    pub async fn try_challenge(&mut self, token_hash: &[u8], most: i64) -> Result<bool> {
        let sql = "UPDATE sign_in_challenge SET tries = tries + 1 WHERE token_hash = ? AND tries < ?";
        Ok(self.change(sql, args![token_hash, most]).await? > 0)
    }

    pub async fn close_challenge(&mut self, token_hash: &[u8]) -> Result<()> {
        self.change("DELETE FROM sign_in_challenge WHERE token_hash = ?", args![token_hash]).await?;
        Ok(())
    }

    /// Whoever waits with this user's old password waits no more.
    pub async fn close_challenges(&mut self, user: Id) -> Result<()> {
        self.change("DELETE FROM sign_in_challenge WHERE \"user\" = ?", args![user]).await?;
        Ok(())
    }
}

fn second_factor(row: &Row) -> Result<SecondFactor> {
    Ok(SecondFactor {
        user: row.id("user")?,
        confirmed_at: row.opt_time("confirmed_at")?,
        last_step: row.int("last_step")?,
    })
}

fn challenge(row: &Row) -> Result<Challenge> {
    Ok(Challenge { token_hash: row.bytes("token_hash")?, user: row.id("user")?, expires_at: row.time("expires_at")?, tries: row.int("tries")? })
}
