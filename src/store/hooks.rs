//! The addresses that rules have for what is pushed to them, and what arrived there lately. Knows nothing of what it means.

use chrono::{DateTime, Utc};

use super::arg::args;
use super::row::Row;
use super::{Conn, Tx};
use crate::error::Result;
use crate::value::Id;

/// The address of a rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Hook {
    pub rule: String,
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
    pub async fn hook(&mut self, rule: &str) -> Result<Option<Hook>> {
        self.opt("SELECT * FROM hook WHERE rule = ?", args![rule]).await?.map(|row| hook(&row)).transpose()
    }

    /// The rule whose address this is.
    pub async fn hook_at(&mut self, token: &str) -> Result<Option<Hook>> {
        self.opt("SELECT * FROM hook WHERE token = ?", args![token]).await?.map(|row| hook(&row)).transpose()
    }

    /// What came of the delivery that is known by this mark.
    pub async fn delivered(&mut self, rule: &str, mark: &str) -> Result<Option<Delivered>> {
        let found = self.opt("SELECT run FROM hook_delivery WHERE rule = ? AND mark = ?", args![rule, mark]).await?;
        found.map(|row| Ok(Delivered { run: row.opt_id("run")? })).transpose()
    }
}

impl Tx {
    /// The rule's address from now on; the one before leads nowhere.
    pub async fn set_hook(&mut self, hook: &Hook) -> Result<()> {
        let sql = "INSERT INTO hook (rule, token, at) VALUES (?, ?, ?) \
                   ON CONFLICT (rule) DO UPDATE SET token = excluded.token, at = excluded.at";
        self.change(sql, args![&hook.rule, &hook.token, hook.at]).await?;
        Ok(())
    }

    pub async fn keep_delivery(&mut self, rule: &str, mark: &str, run: Option<Id>, at: DateTime<Utc>) -> Result<()> {
        self.change("INSERT INTO hook_delivery (rule, mark, run, at) VALUES (?, ?, ?, ?)", args![rule, mark, run, at]).await?;
        Ok(())
    }

    /// What came before this is known no more.
    pub async fn forget_deliveries(&mut self, before: DateTime<Utc>) -> Result<()> {
        self.change("DELETE FROM hook_delivery WHERE at < ?", args![before]).await?;
        Ok(())
    }
}

fn hook(row: &Row) -> Result<Hook> {
    Ok(Hook { rule: row.text("rule")?, token: row.text("token")?, at: row.time("at")? })
}
