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

/// What a user is let in with: how they want to be spoken to, and what they have to do first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Standing {
    pub preferences: Preferences,
    /// Somebody else chose their password.
    pub must_change: bool,
    /// They have a second factor, in force.
    pub second_factor: bool,
    /// What is asked of those who sign in, as the setting [`SIGN_IN_RULES`] says.
    pub rules: Option<Json>,
}

/// The setting that is read with every session.
pub const SIGN_IN_RULES: &str = "sign_in_policy";

/// What [`standing`] reads, of a user in a column of `x`.
pub(in crate::store) const STANDING: &str = "p.lang, p.theme, c.must_change, f.confirmed_at AS second_factor, r.value AS rules";
pub(in crate::store) const STANDING_FROM: &str =
    "LEFT JOIN preference p ON p.\"user\" = x.\"user\" LEFT JOIN credential c ON c.\"user\" = x.\"user\" \
     LEFT JOIN second_factor f ON f.\"user\" = x.\"user\" LEFT JOIN setting r ON r.key = 'sign_in_policy'";

impl Conn {
    pub async fn password_hash(&mut self, user: Id) -> Result<Option<String>> {
        let sql = "SELECT password_hash FROM credential WHERE \"user\" = ?";
        let found = self.opt(sql, args![user]).await?;
        found.map(|row| row.text("password_hash")).transpose()
    }

    /// Whether any of these people can sign in, with a password or at a provider, or is signed in.
    pub async fn any_comes_in(&mut self, users: &[Id]) -> Result<bool> {
        let among = self.dialect().among("\"user\"");
        let ways = ["credential", "identity", "session"].map(|table| format!("SELECT 1 FROM {table} WHERE {among}"));
        Ok(self.opt(format!("{} LIMIT 1", ways.join(" UNION ALL ")), args![users, users, users]).await?.is_some())
    }

    /// Whether anybody can sign in at all.
    pub async fn has_passwords(&mut self) -> Result<bool> {
        Ok(self.opt("SELECT 1 FROM credential LIMIT 1", args![]).await?.is_some())
    }
}

impl Tx {
    /// A password that its owner did not choose is one they must change.
    pub async fn set_password(&mut self, user: Id, hash: &str, must_change: bool) -> Result<()> {
        let sql = "INSERT INTO credential (\"user\", password_hash, changed_at, must_change) VALUES (?, ?, ?, ?) \
                   ON CONFLICT (\"user\") DO UPDATE SET password_hash = excluded.password_hash, changed_at = excluded.changed_at, \
                   must_change = excluded.must_change";
        let args = args![user, hash, self.clock.now(), must_change];
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

pub(in crate::store) fn standing(row: &Row) -> Result<Standing> {
    let lang = row.opt_text("lang")?.map(|code| serde_json::from_value(Json::String(code))).transpose();
    let preferences = Preferences { lang: lang.map_err(Error::internal)?, theme: row.opt_text("theme")? };
    let rules = row.opt_text("rules")?.map(|rules| serde_json::from_str(&rules)).transpose().map_err(Error::internal)?;
    let second_factor = row.opt_time("second_factor")?.is_some();
    Ok(Standing { preferences, must_change: row.opt_int("must_change")? == Some(1), second_factor, rules })
}
