//! What programs sign in with on behalf of a user. Hashes only; knows nothing of how tokens are written or what they allow.

use chrono::{DateTime, Utc};

use super::arg::{Arg, args};
use super::row::Row;
use super::users::{STANDING, STANDING_FROM, Standing, standing};
use super::{Conn, Tx};
use crate::error::Result;
use crate::value::{Id, Limits};

#[derive(Clone, Debug, PartialEq)]
pub struct ApiToken {
    pub id: Id,
    /// The token itself is nowhere but with the program.
    pub token_hash: Vec<u8>,
    pub user: Id,
    pub name: String,
    pub limits: Limits,
    pub created_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub last_used_at: Option<DateTime<Utc>>,
    /// Where it was used last.
    pub address: Option<String>,
}

impl Conn {
    /// The API token with this hash, expired or not, and what its user is let in with.
    pub async fn api_token(&mut self, token_hash: &[u8]) -> Result<Option<(ApiToken, Standing)>> {
        let sql = format!("SELECT x.*, {STANDING} FROM api_token x {STANDING_FROM} WHERE x.token_hash = ?");
        let found = self.opt(sql, args![token_hash]).await?;
        found.map(|row| Ok((api_token(&row)?, standing(&row)?))).transpose()
    }

    /// A user's API tokens, expired ones too, the newest first.
    pub async fn api_tokens(&mut self, user: Id) -> Result<Vec<ApiToken>> {
        self.rows("SELECT * FROM api_token WHERE \"user\" = ? ORDER BY id DESC", args![user]).await?.iter().map(api_token).collect()
    }
}

impl Tx {
    pub async fn keep_api_token(&mut self, token: &ApiToken) -> Result<()> {
        let sql = "INSERT INTO api_token (id, token_hash, \"user\", name, limits, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?)";
        let args = args![
            token.id, token.token_hash.as_slice(), token.user, &token.name, Arg::json(&token.limits)?, token.created_at, token.expires_at,
        ];
        self.change(sql, args).await?;
        Ok(())
    }

    pub async fn touch_api_token(&mut self, id: Id, at: DateTime<Utc>, address: &str) -> Result<()> {
        self.change("UPDATE api_token SET last_used_at = ?, address = ? WHERE id = ?", args![at, address, id]).await?;
        Ok(())
    }

    /// Revokes one API token of a user; whether there was one.
    pub async fn revoke_api_token(&mut self, user: Id, id: Id) -> Result<bool> {
        let revoked = self.change("DELETE FROM api_token WHERE \"user\" = ? AND id = ?", args![user, id]).await?;
        Ok(revoked > 0)
    }

    /// Revokes every API token of a user.
    pub async fn revoke_api_tokens(&mut self, user: Id) -> Result<()> {
        self.change("DELETE FROM api_token WHERE \"user\" = ?", args![user]).await?;
        Ok(())
    }
}

fn api_token(row: &Row) -> Result<ApiToken> {
    Ok(ApiToken {
        id: row.id("id")?,
        token_hash: row.bytes("token_hash")?,
        user: row.id("user")?,
        name: row.text("name")?,
        limits: row.json("limits")?,
        created_at: row.time("created_at")?,
        expires_at: row.time("expires_at")?,
        last_used_at: row.opt_time("last_used_at")?,
        address: row.opt_text("address")?,
    })
}
