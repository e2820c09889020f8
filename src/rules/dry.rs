//! The steps of a run worked out, and what they would write noted with each. A wait is taken for over, and what would go outside
//! for answered with nothing, so that the steps after it are worked out too. What was written is for the caller to undo.

use serde_json::{Value as Json, json};

use super::advance::{Halt, advance};
use super::place::Pending;
use super::program::Program;
use super::run::{Run, Steps};
use crate::error::{Error, Kind, Result};
use crate::store::Event;

/// Waits and sendings that are gone past.
const RESTS: usize = 50;

/// What was worked out, what the steps failed with, and what was written.
pub struct Worked {
    pub steps: Steps,
    pub error: Option<Error>,
    pub wrote: Vec<Event>,
}

/// An error is one of ours; what the rule does wrong is part of the answer. A loop over many records is worked out for the first of them.
pub async fn work_out(run: &mut Run<'_, '_>, program: &Program) -> Result<Worked> {
    run.work.observe();
    let mut steps = Steps::new();
    let mut error = None;
    for _ in 0..RESTS {
        let told = match advance(run, program, &mut steps).await {
            Ok(Halt::End | Halt::Breath) => break,
            Ok(Halt::Asleep { until, .. }) => json!({"would_wait": until}),
            Ok(Halt::Outside { receiver }) => json!({"would_send": request(run), "receiver": receiver}),
            Err(failed) if matches!(failed.kind, Kind::Internal | Kind::Unavailable) => return Err(failed),
            Err(failed) => {
                error = Some(failed);
                break;
            }
        };
        run.place.pending = Some(Pending::Answered { told, answer: Json::Null });
    }
    let wrote = run.work.observed();
    Ok(Worked { steps, error, wrote })
}

fn request(run: &Run<'_, '_>) -> Json {
    match &run.place.pending {
        Some(Pending::Send { request, .. }) => request.clone(),
        _ => Json::Null,
    }
}
