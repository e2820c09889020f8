//! Small secrets that must be read again, such as the seed of somebody's one-time codes: kept sealed, each for one purpose and
//! one owner. Knows nothing of what they open.

use super::arg::args;
use super::{Conn, Tx};
use crate::error::Result;
use crate::seal::{Place, UNKNOWN_KEY};
use crate::value::Id;

pub(super) fn place(purpose: &str, id: Id) -> Place<'_> {
    Place { kind: "secret", of: purpose, field: "", id }
}

impl Conn {
    /// The secret, as it was kept.
    pub async fn secret(&mut self, purpose: &str, id: Id) -> Result<Option<Vec<u8>>> {
        let sql = "SELECT sealed FROM secret WHERE purpose = ? AND id = ?";
        let Some(row) = self.opt(sql, args![purpose, id]).await? else { return Ok(None) };
        let sealed = row.bytes("sealed")?;
        match self.seals.keys().open(place(purpose, id), &sealed) {
            // Another server made that key.
            Err(error) if error.code == UNKNOWN_KEY => self.seal_keys().await?.open(place(purpose, id), &sealed).map(Some),
            opened => opened.map(Some),
        }
    }
}

impl Conn {
    /// What an owner has secrets for.
    pub async fn secret_purposes(&mut self, id: Id) -> Result<Vec<String>> {
        let sql = "SELECT purpose FROM secret WHERE id = ? ORDER BY purpose";
        self.rows(sql, args![id]).await?.iter().map(|row| row.text("purpose")).collect()
    }
}

impl Tx {
    /// Keeps a secret, in place of an earlier one. An embedded server makes the key it needs; elsewhere one must be given.
    pub async fn keep_secret(&mut self, purpose: &str, id: Id, secret: &[u8]) -> Result<()> {
        let sealed = self.seal_keys_or_new().await?.seal(place(purpose, id), secret, false)?;
        let sql = "INSERT INTO secret (purpose, id, sealed) VALUES (?, ?, ?) \
                   ON CONFLICT (purpose, id) DO UPDATE SET sealed = excluded.sealed";
        self.change(sql, args![purpose, id, sealed.as_slice()]).await?;
        Ok(())
    }

    /// Forgets a secret; whether there was one.
    pub async fn forget_secret(&mut self, purpose: &str, id: Id) -> Result<bool> {
        Ok(self.change("DELETE FROM secret WHERE purpose = ? AND id = ?", args![purpose, id]).await? > 0)
    }
}
