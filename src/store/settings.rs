//! The workspace's own settings: key → JSON. Knows nothing of what they mean.

use serde_json::Value as Json;

use super::arg::{Arg, args};
use super::{Conn, Tx};
use crate::error::Result;

impl Conn {
    pub async fn setting(&mut self, key: &str) -> Result<Option<Json>> {
        self.opt("SELECT value FROM setting WHERE key = ?", args![key]).await?.map(|row| row.json("value")).transpose()
    }
}

impl Tx {
    pub async fn set_setting(&mut self, key: &str, value: &Json) -> Result<()> {
        let sql = "INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value";
        self.change(sql, args![key, Arg::json(value)?]).await?;
        Ok(())
    }
}
