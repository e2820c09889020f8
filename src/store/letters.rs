//! Notices that are still to be told by e-mail, and what each person wishes to be told so. Knows nothing of how they are sent, nor
//! what a wish means.

use chrono::{DateTime, Utc};
use serde_json::Value as Json;

use super::arg::{Arg, args};
use super::row::Row;
use super::{Conn, Tx};
use crate::error::{Error, Result};
use crate::lang::{Label, Lang};
use crate::value::Id;

/// A notice on its way.
#[derive(Clone, Debug, PartialEq)]
pub struct NoticeLetter {
    pub notice: Id,
    pub kind: String,
    /// What the person is asked to approve, where it is that.
    pub task: Option<Id>,
    /// The message that an earlier attempt put it into.
    pub letter: Option<Id>,
    pub text: Label,
    pub object: Option<String>,
    pub record: Option<Id>,
    pub read: bool,
}

impl Conn {
    pub async fn notice_wish(&mut self, user: Id) -> Result<Option<Json>> {
        let found = self.opt("SELECT wish FROM notice_wish WHERE \"user\" = ?", args![user]).await?;
        found.map(|row| row.json("wish")).transpose()
    }

    /// The language somebody chose, if they did.
    pub async fn language_of(&mut self, user: Id) -> Result<Option<Lang>> {
        let found = self.opt("SELECT lang FROM preference WHERE \"user\" = ?", args![user]).await?;
        let code = found.map(|row| row.opt_text("lang")).transpose()?.flatten();
        code.map(|code| serde_json::from_value(Json::String(code))).transpose().map_err(Error::internal)
    }

    /// What is to be told to somebody by now, the oldest first.
    pub async fn letters_due(&mut self, user: Id, now: DateTime<Utc>, limit: u32) -> Result<Vec<NoticeLetter>> {
        let sql = "SELECT l.notice, l.kind, l.task, l.letter, n.text, n.object, n.record, n.read_at FROM notice_letter l \
                   JOIN notice n ON n.id = l.notice WHERE l.\"user\" = ? AND l.due <= ? ORDER BY l.letter IS NULL, l.notice LIMIT ?";
        self.rows(sql, args![user, now, limit]).await?.iter().map(letter).collect()
    }
}

impl Tx {
    pub async fn set_notice_wish(&mut self, user: Id, wish: &Json) -> Result<()> {
        let sql = "INSERT INTO notice_wish (\"user\", wish) VALUES (?, ?) ON CONFLICT (\"user\") DO UPDATE SET wish = excluded.wish";
        self.change(sql, args![user, Arg::json(wish)?]).await?;
        Ok(())
    }

    /// The notice is to be told by e-mail too, not before `due`.
    pub async fn put_letter(&mut self, notice: Id, user: Id, kind: &str, due: DateTime<Utc>, task: Option<Id>) -> Result<()> {
        let sql = "INSERT INTO notice_letter (notice, \"user\", kind, due, task) VALUES (?, ?, ?, ?, ?)";
        self.change(sql, args![notice, user, kind, due, task]).await?;
        Ok(())
    }

    /// These go into one message.
    pub async fn bundle_letters(&mut self, notices: &[Id], letter: Id) -> Result<()> {
        let sql = format!("UPDATE notice_letter SET letter = ? WHERE {}", self.dialect().among("notice"));
        self.change(sql, args![letter, notices]).await?;
        Ok(())
    }

    pub async fn postpone_letters(&mut self, notices: &[Id], due: DateTime<Utc>) -> Result<()> {
        let sql = format!("UPDATE notice_letter SET due = ? WHERE {}", self.dialect().among("notice"));
        self.change(sql, args![due, notices]).await?;
        Ok(())
    }

    /// They were told, or need not be told any more.
    pub async fn drop_letters(&mut self, notices: &[Id]) -> Result<()> {
        let sql = format!("DELETE FROM notice_letter WHERE {}", self.dialect().among("notice"));
        self.change(sql, args![notices]).await?;
        Ok(())
    }
}

fn letter(row: &Row) -> Result<NoticeLetter> {
    Ok(NoticeLetter {
        notice: row.id("notice")?,
        kind: row.text("kind")?,
        task: row.opt_id("task")?,
        letter: row.opt_id("letter")?,
        text: row.json("text")?,
        object: row.opt_text("object")?,
        record: row.opt_id("record")?,
        read: row.opt_time("read_at")?.is_some(),
    })
}
