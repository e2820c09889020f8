//! The workspace's own settings: key → JSON. Knows nothing of what they mean.

use serde_json::Value as Json;

use super::failure::failure;
use super::row::{self, Read};
use super::{Conn, Tx};
use crate::error::Result;

impl Conn {
    pub async fn setting(&mut self, key: &str) -> Result<Option<Json>> {
        let query = sqlx::query("SELECT value FROM setting WHERE key = ?").bind(key.to_owned());
        query.fetch_optional(&mut self.db).await.map_err(failure)?.map(|row| row.json("value")).transpose()
    }
}

impl Tx {
    pub async fn set_setting(&mut self, key: &str, value: &Json) -> Result<()> {
        let query = sqlx::query("INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)");
        query.bind(key.to_owned()).bind(row::json(value)?).execute(&mut self.db).await.map_err(failure)?;
        Ok(())
    }
}
