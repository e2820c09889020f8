//! What belongs to a user but is no record: password and preferences. Hashes only; knows nothing of how they are made.

use serde_json::Value as Json;

use super::arg::args;
use super::row::Row;
use super::{Conn, Tx};
use crate::error::{Error, Result};
use crate::lang::Lang;
use crate::value::Id;

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
}

impl Tx {
    pub async fn set_password(&mut self, user: Id, hash: &str) -> Result<()> {
        let sql = "INSERT INTO credential (\"user\", password_hash, changed_at) VALUES (?, ?, ?) \
                   ON CONFLICT (\"user\") DO UPDATE SET password_hash = excluded.password_hash, changed_at = excluded.changed_at";
        let args = args![user, hash, self.clock.now()];
        self.change(sql, args).await?;
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

pub(in crate::store) fn preferences(row: &Row) -> Result<Preferences> {
    let lang = row.opt_text("lang")?.map(|code| serde_json::from_value(Json::String(code))).transpose();
    Ok(Preferences { lang: lang.map_err(Error::internal)?, theme: row.opt_text("theme")? })
}
