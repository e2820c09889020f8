//! The addresses at which what comes from outside is taken, and what arrived there lately. Knows nothing of what it means.

use std::fmt;

use chrono::{DateTime, Utc};

use super::arg::args;
use super::row::Row;
use super::{Conn, Tx};
use crate::error::{Error, Result};
use crate::value::Id;

/// What has an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Door {
    /// Takes what is pushed to it.
    Rule(String),
    /// Is filled in.
    Form(String),
}

const RULE: &str = "rule:";
const FORM: &str = "form:";

impl fmt::Display for Door {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Door::Rule(key) => write!(to, "{RULE}{key}"),
            Door::Form(key) => write!(to, "{FORM}{key}"),
        }
    }
}

impl Door {
    fn read(text: &str) -> Result<Door> {
        let rule = text.strip_prefix(RULE).map(|key| Door::Rule(key.to_owned()));
        let form = || text.strip_prefix(FORM).map(|key| Door::Form(key.to_owned()));
        rule.or_else(form).ok_or_else(|| Error::internal(format!("no door is written {text}")))
    }
}

/// The address of a door.
#[derive(Clone, Debug, PartialEq)]
pub struct Hook {
    pub door: Door,
    pub token: String,
    /// Since when.
    pub at: DateTime<Utc>,
}

/// What is known of a delivery that came before.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Delivered {
    /// Nothing when it led to none.
    pub run: Option<Id>,
}

impl Conn {
    pub async fn hook(&mut self, door: &Door) -> Result<Option<Hook>> {
        self.opt("SELECT * FROM hook WHERE door = ?", args![door.to_string()]).await?.map(|row| hook(&row)).transpose()
    }

    /// Whose address this is.
    pub async fn hook_at(&mut self, token: &str) -> Result<Option<Hook>> {
        self.opt("SELECT * FROM hook WHERE token = ?", args![token]).await?.map(|row| hook(&row)).transpose()
    }

    /// What came of the delivery that is known by this mark.
    pub async fn delivered(&mut self, door: &Door, mark: &str) -> Result<Option<Delivered>> {
        let found = self.opt("SELECT run FROM hook_delivery WHERE door = ? AND mark = ?", args![door.to_string(), mark]).await?;
        found.map(|row| Ok(Delivered { run: row.opt_id("run")? })).transpose()
    }
}

impl Tx {
    /// The door's address from now on; the one before leads nowhere.
    pub async fn set_hook(&mut self, hook: &Hook) -> Result<()> {
        let sql = "INSERT INTO hook (door, token, at) VALUES (?, ?, ?) \
                   ON CONFLICT (door) DO UPDATE SET token = excluded.token, at = excluded.at";
        self.change(sql, args![hook.door.to_string(), &hook.token, hook.at]).await?;
        Ok(())
    }

    pub async fn keep_delivery(&mut self, door: &Door, mark: &str, run: Option<Id>, at: DateTime<Utc>) -> Result<()> {
        self.change("INSERT INTO hook_delivery (door, mark, run, at) VALUES (?, ?, ?, ?)", args![door.to_string(), mark, run, at]).await?;
        Ok(())
    }

    /// What came before this is known no more.
    pub async fn forget_deliveries(&mut self, before: DateTime<Utc>) -> Result<()> {
        self.change("DELETE FROM hook_delivery WHERE at < ?", args![before]).await?;
        Ok(())
    }
}

fn hook(row: &Row) -> Result<Hook> {
    Ok(Hook { door: Door::read(&row.text("door")?)?, token: row.text("token")?, at: row.time("at")? })
}
