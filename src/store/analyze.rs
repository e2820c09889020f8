//! What SQLite knows of the sizes of its tables and indexes: looked at anew where it is out of date, one index at a time.
//! Changes no data.

use std::sync::Arc;

use super::arg::args;
use super::reader::Readers;
use super::schema::quoted;
use super::writer::Queue;
use super::tx::Tx;
use crate::error::Result;

/// Entries of an index that are looked at: all of them up to a million, which takes the writer about 100 ms. An estimate from
/// fewer makes a stage look as if it led to a handful of records.
const LIMIT: &str = "PRAGMA analysis_limit = 1000000";
/// Says which tables are worth it, and does nothing: whether read from lately or not.
const WORTH: &str = "PRAGMA optimize = 0x10003";

pub(in crate::store) async fn analyze(queue: &Arc<Queue>, readers: &Readers) -> Result<()> {
    let mut tx = Tx::begin(queue, 0).await?;
    tx.once(LIMIT, args![]).await?;
    let mut subjects = Vec::new();
    for row in tx.once(WORTH, args![]).await? {
        let text = row.text(0)?;
        let Some(table) = text.rsplit_once('.').map(|(_, name)| name.trim_matches('"')) else { continue };
        let indexes = tx.rows("SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = ?", args![table]).await?;
        match indexes.is_empty() {
            true => subjects.push(table.to_owned()),
            false => subjects.extend(indexes.iter().map(|row| row.text(0)).collect::<Result<Vec<_>>>()?),
        }
    }
    drop(tx);
    for subject in &subjects {
        let mut tx = Tx::begin(queue, 0).await?;
        tx.once(format!("ANALYZE {}", quoted(subject)), args![]).await?;
        tx.commit().await?;
    }
    if !subjects.is_empty() {
        // A connection knows what was known when it was opened.
        readers.renew();
    }
    Ok(())
}
