//! Rows that hardly anyone reads before their transaction ends: events, first stays in stages, jobs, texts of new records.
//! They wait in memory and are written together, many to a statement, before whoever reads their table and before the commit.
//! Knows no table.

use super::Conn;
use super::arg::Arg;
use crate::error::Result;

/// Rows of one table to a flush.
const MOST: usize = 64;
/// Rows to a statement: few different numbers, so that few different statements are prepared.
const SIZES: [usize; 4] = [MOST, 16, 4, 1];

/// How rows of a table are written: `head (?, …), (?, …) tail`.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::store) struct Insert {
    pub head: &'static str,
    pub tail: &'static str,
}

/// What waits, by table, in the order the tables were first written to.
#[derive(Debug, Default)]
pub(in crate::store) struct Backlog(Vec<(&'static Insert, Vec<Vec<Arg>>)>);

impl Backlog {
    pub fn clear(&mut self) {
        self.0.clear();
    }

    fn of(&mut self, insert: &'static Insert) -> &mut Vec<Vec<Arg>> {
        let at = self.0.iter().position(|(known, _)| *known == insert).unwrap_or_else(|| {
            self.0.push((insert, Vec::new()));
            self.0.len() - 1
        });
        &mut self.0[at].1
    }
}

impl Conn {
    /// Has a row written, some time before anyone can miss it.
    pub(in crate::store) async fn later(&mut self, insert: &'static Insert, row: Vec<Arg>) -> Result<()> {
        if self.backlog.of(insert).len() >= MOST {
            self.flush().await?;
        }
        self.backlog.of(insert).push(row);
        Ok(())
    }

    /// Writes what waits: of each table one statement after the other, those of different tables together.
    pub(in crate::store) async fn flush(&mut self) -> Result<()> {
        let mut rounds: Vec<Vec<(String, Vec<Arg>)>> = Vec::new();
        for (insert, rows) in std::mem::take(&mut self.backlog.0) {
            let mut rows = rows.into_iter();
            let sizes = std::iter::from_fn(|| {
                let size = SIZES.into_iter().find(|size| *size <= rows.len())?;
                Some(statement(insert, rows.by_ref().take(size)))
            });
            for (round, part) in sizes.enumerate() {
                if rounds.len() <= round {
                    rounds.push(Vec::new());
                }
                rounds[round].push(part);
            }
        }
        for round in rounds {
            self.together(round).await?;
        }
        Ok(())
    }
}

fn statement(insert: &Insert, rows: impl Iterator<Item = Vec<Arg>>) -> (String, Vec<Arg>) {
    let (mut text, mut args) = (insert.head.to_owned(), Vec::new());
    for row in rows {
        text.push_str(if args.is_empty() { " (?" } else { ", (?" });
        text.push_str(&", ?".repeat(row.len() - 1));
        text.push(')');
        args.extend(row);
    }
    text.push_str(insert.tail);
    (text, args)
}
