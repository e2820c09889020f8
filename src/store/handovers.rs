//! Records that go from one person to others: what was asked for, and what became of each record. Knows nothing of why.

use chrono::{DateTime, Utc};
use serde_json::Value as Json;

use super::arg::{Arg, args};
use super::row::Row;
use super::{Conn, Tx};
use crate::error::Result;
use crate::lang::Label;
use crate::value::Id;

#[derive(Clone, Debug, PartialEq)]
pub struct Handover {
    pub id: Id,
    /// Who asked for it.
    pub by: Option<Id>,
    pub from: Id,
    pub at: DateTime<Utc>,
    pub state: String,
    pub settings: Json,
    /// Why it failed.
    pub error: Option<Label>,
}

/// One field of one record that is to name somebody else.
#[derive(Clone, Debug, PartialEq)]
pub struct HandoverItem {
    pub object: String,
    pub record: Id,
    pub field: String,
    pub to: Id,
    pub state: String,
    /// Why it was refused.
    pub error: Option<Label>,
}

impl Conn {
    pub async fn handover(&mut self, id: Id) -> Result<Option<Handover>> {
        self.opt("SELECT * FROM handover WHERE id = ?", args![id]).await?.map(|row| handover(&row)).transpose()
    }

    /// Newest first.
    pub async fn handovers(&mut self, limit: u32) -> Result<Vec<Handover>> {
        self.rows("SELECT * FROM handover ORDER BY id DESC LIMIT ?", args![limit]).await?.iter().map(handover).collect()
    }

    /// Some of those in a state, in their own order.
    pub async fn handover_items(&mut self, handover: Id, state: &str, limit: u32) -> Result<Vec<HandoverItem>> {
        let sql = "SELECT * FROM handover_item WHERE handover = ? AND state = ? ORDER BY record, field LIMIT ?";
        self.rows(sql, args![handover, state, limit]).await?.iter().map(item).collect()
    }

    /// How many there are in each state.
    pub async fn handover_counts(&mut self, handover: Id) -> Result<Vec<(String, i64)>> {
        let sql = "SELECT state, count(*) AS counted FROM handover_item WHERE handover = ? GROUP BY state";
        self.rows(sql, args![handover]).await?.iter().map(|row| Ok((row.text("state")?, row.int("counted")?))).collect()
    }

    /// How many each person got, of those done.
    pub async fn handover_receivers(&mut self, handover: Id) -> Result<Vec<(Id, i64)>> {
        let sql = "SELECT \"to\", count(*) AS counted FROM handover_item WHERE handover = ? AND state = 'done' GROUP BY \"to\"";
        self.rows(sql, args![handover]).await?.iter().map(|row| Ok((row.id("to")?, row.int("counted")?))).collect()
    }
}

impl Tx {
    /// Writes it, over what was written of it before.
    pub async fn save_handover(&mut self, handover: &Handover) -> Result<()> {
        let sql = "INSERT INTO handover (id, \"by\", \"from\", at, state, settings, error) VALUES (?, ?, ?, ?, ?, ?, ?) \
                   ON CONFLICT (id) DO UPDATE SET state = excluded.state, settings = excluded.settings, error = excluded.error";
        let error = handover.error.as_ref().map(Arg::json).transpose()?.unwrap_or(Arg::Null);
        let mut args = args![handover.id, handover.by, handover.from, handover.at, &handover.state, Arg::json(&handover.settings)?];
        args.push(error);
        self.change(sql, args).await?;
        Ok(())
    }

    /// Puts them in; those that are in stay as they are.
    pub async fn plan_handover(&mut self, handover: Id, items: &[HandoverItem]) -> Result<()> {
        let sql = "INSERT INTO handover_item (handover, record, field, object, \"to\", state) VALUES (?, ?, ?, ?, ?, 'waiting') \
                   ON CONFLICT (handover, record, field) DO NOTHING";
        for item in items {
            self.change(sql, args![handover, item.record, &item.field, &item.object, item.to]).await?;
        }
        Ok(())
    }

    pub async fn end_handover_item(&mut self, handover: Id, item: &HandoverItem, state: &str, error: Option<&Label>) -> Result<()> {
        let sql = "UPDATE handover_item SET state = ?, error = ? WHERE handover = ? AND record = ? AND field = ?";
        let mut args = args![state];
        args.push(error.map(Arg::json).transpose()?.unwrap_or(Arg::Null));
        args.extend(args![handover, item.record, &item.field]);
        self.change(sql, args).await?;
        Ok(())
    }
}

fn handover(row: &Row) -> Result<Handover> {
    Ok(Handover {
        id: row.id("id")?,
        by: row.opt_id("by")?,
        from: row.id("from")?,
        at: row.time("at")?,
        state: row.text("state")?,
        settings: row.json("settings")?,
        error: reason(row)?,
    })
}

fn item(row: &Row) -> Result<HandoverItem> {
    Ok(HandoverItem {
        object: row.text("object")?,
        record: row.id("record")?,
        field: row.text("field")?,
        to: row.id("to")?,
        state: row.text("state")?,
        error: reason(row)?,
    })
}

fn reason(row: &Row) -> Result<Option<Label>> {
    if row.str("error")?.is_none() { Ok(None) } else { row.json("error").map(Some) }
}
