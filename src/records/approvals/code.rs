//! The code of a link that decides once what somebody is asked. It is kept as a hash; whoever has the code decides.

use chrono::{DateTime, Duration, Utc};

use crate::error::Result;
use crate::seal::token;
use crate::store::Tx;
use crate::value::Id;

const DAYS: i64 = 7;

/// A code for a task, and until when it works; an earlier one is void.
pub async fn code(tx: &mut Tx, task: Id, now: DateTime<Utc>) -> Result<(String, DateTime<Utc>)> {
    let (code, expires_at) = (token::fresh()?, now + Duration::days(DAYS));
    tx.keep_approval_code(task, &token::digest(&code), expires_at).await?;
    Ok((code, expires_at))
}
