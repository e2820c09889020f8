//! The workspace's own settings: key → JSON. Knows nothing of what they mean, but for those that speak of this very database
//! and are never copied into another.

use serde_json::Value as Json;

use super::arg::{Arg, args};
use super::{Conn, Tx};
use crate::error::Result;

/// Set while the workspace is being made.
pub const UNFINISHED: &str = "unfinished";
/// Where the workspace was moved to: this one is no longer served.
pub const MOVED: &str = "moved_to";

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
