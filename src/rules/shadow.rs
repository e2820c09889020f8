//! A run in shadow: its conditions were asked, its steps are worked out and kept with what they would write, and nothing of that
//! stays or leaves. What it was for is thereby dealt with.

use serde_json::Value as Json;

use super::dry::{self, Worked};
use super::ready::Ready;
use super::run::{Run, told};
use super::segment;
use crate::error::Result;
use crate::store::{self, RunState};

/// Works the run out, undoes it, and keeps it in the same transaction.
pub async fn shadow(run: &mut Run<'_, '_>, ready: &Ready, row: &mut store::Run) -> Result<()> {
    run.work.tx.save().await?;
    let worked = dry::work_out(run, &ready.program).await;
    run.work.undo().await?;
    let Worked { steps, error, .. } = worked?;
    segment::ended(row, RunState::Shadow, run.work.cx.runtime.clock.now());
    row.error = error.as_ref().map(told);
    row.steps = Json::Array(steps);
    row.version = Some(ready.version()?.hash.clone());
    ready.keep(&mut run.work.tx, &row.rule).await?;
    run.work.tx.save_run(row).await
}
