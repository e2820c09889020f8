//! What waits in memory to be written, many rows to a statement. Rows that hardly anyone reads before their transaction ends (events,
//! first stays in stages, jobs, runs, texts of new records) wait for whoever reads their table, or for the commit. Records, which
//! everybody reads, wait for the next statement of whatever kind: only what is written one after the other waits together.
//! Knows no table.

use super::Conn;
use super::arg::Arg;
use crate::error::Result;

/// Rows of one table to a flush.
const MOST: usize = 64;
/// Rows to a statement: few different numbers, so that few different statements are prepared …
const SIZES: [usize; 4] = [MOST, 16, 4, 1];
/// … and no more arguments than either engine takes, with those of other tables beside them.
const MOST_ARGS: usize = 16_000;

/// How rows of a table are written: `head (?, …), (?, …) tail`.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::store) struct Insert {
    pub head: &'static str,
    pub tail: &'static str,
    /// Those of all transactions that share a commit are best written at once.
    pub late: bool,
}

/// By table, in the order the tables were first written to.
pub(in crate::store) type Unwritten = Vec<(&'static Insert, Vec<Vec<Arg>>)>;

/// A statement about several records, `head (…), (…) tail`: what stands for the first of its rows, and for each of the others.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::store) struct Records {
    pub head: String,
    pub first: String,
    pub other: String,
    pub tail: String,
}

/// What waits.
#[derive(Debug, Default)]
pub(in crate::store) struct Backlog {
    rows: Unwritten,
    records: Option<(Records, Vec<Vec<Arg>>)>,
}

impl Backlog {
    pub fn clear(&mut self) {
        *self = Backlog::default();
    }

    fn of(&mut self, insert: &'static Insert) -> &mut Vec<Vec<Arg>> {
        let at = self.rows.iter().position(|(known, _)| *known == insert).unwrap_or_else(|| {
            self.rows.push((insert, Vec::new()));
            self.rows.len() - 1
        });
        &mut self.rows[at].1
    }

    /// Has these wait with the others.
    pub fn add(&mut self, rows: Unwritten) {
        for (insert, rows) in rows {
            self.of(insert).extend(rows);
        }
    }

    /// Those that need not be written before the commit.
    pub fn late(&mut self) -> Unwritten {
        self.rows.extract_if(.., |(insert, _)| insert.late).collect()
    }

    /// The statements that write the records, to be run before any other.
    pub fn records(&mut self) -> Vec<(String, Vec<Arg>)> {
        let Some((Records { head, first, other, tail }, rows)) = self.records.take() else { return Vec::new() };
        parts(rows, |rows| statement(&head, &first, &other, &tail, rows))
    }
}

impl Conn {
    /// Whether a row that begins with this waits to be written.
    pub(in crate::store) fn waits(&self, insert: &Insert, first: &Arg) -> bool {
        let rows = self.backlog.rows.iter().find(|(known, _)| *known == insert).map(|(_, rows)| rows);
        rows.into_iter().flatten().any(|row| row.first() == Some(first))
    }

    /// Has a row written, some time before anyone can miss it.
    pub(in crate::store) async fn later(&mut self, insert: &'static Insert, row: Vec<Arg>) -> Result<()> {
        if self.backlog.of(insert).len() >= MOST {
            self.flush().await?;
        }
        self.backlog.of(insert).push(row);
        Ok(())
    }

    /// Has a record written, before anything else is asked. It must not fail: nobody would know whose failure it was.
    pub(in crate::store) async fn soon(&mut self, statement: Records, row: Vec<Arg>) -> Result<()> {
        match &mut self.backlog.records {
            Some((known, rows)) if *known == statement && rows.len() < MOST => rows.push(row),
            _ => {
                self.catch_up().await?;
                self.backlog.records = Some((statement, vec![row]));
            }
        }
        Ok(())
    }

    /// Writes what waits: of each table one statement after the other, those of different tables together.
    pub(in crate::store) async fn flush(&mut self) -> Result<()> {
        let records = self.backlog.records();
        let others = std::mem::take(&mut self.backlog.rows).into_iter().map(|(insert, rows)| {
            let row = values(rows.first().map_or(0, Vec::len));
            parts(rows, |rows| statement(insert.head, &row, &row, insert.tail, rows))
        });
        let mut rounds: Vec<Vec<(String, Vec<Arg>)>> = Vec::new();
        for parts in std::iter::once(records).chain(others) {
            for (round, part) in parts.into_iter().enumerate() {
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

/// `?, …` for so many.
pub(in crate::store) fn values(count: usize) -> String {
    vec!["?"; count].join(", ")
}

/// The rows, in statements of as many as may be.
fn parts(rows: Vec<Vec<Arg>>, written: impl Fn(Vec<Vec<Arg>>) -> (String, Vec<Arg>)) -> Vec<(String, Vec<Arg>)> {
    let most = MOST_ARGS / rows.first().map_or(1, Vec::len).max(1);
    let mut rows = rows.into_iter();
    let sizes = std::iter::from_fn(|| {
        let size = SIZES.into_iter().find(|size| *size <= rows.len() && (*size <= most || *size == 1))?;
        Some(written(rows.by_ref().take(size).collect()))
    });
    sizes.collect()
}

fn statement(head: &str, first: &str, other: &str, tail: &str, rows: Vec<Vec<Arg>>) -> (String, Vec<Arg>) {
    let (mut text, mut args) = (head.to_owned(), Vec::new());
    for row in rows {
        let (before, row_of) = if args.is_empty() { (" (", first) } else { (", (", other) };
        text.push_str(before);
        text.push_str(row_of);
        text.push(')');
        args.extend(row);
    }
    text.push_str(tail);
    (text, args)
}
