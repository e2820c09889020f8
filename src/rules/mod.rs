//! Automation: which rules an event concerns, and what each then does. Reactions call `records` like anyone else,
//! carrying what caused them. A run is one transaction from its start, or from where it rested, to its next rest or its end.

pub mod actions;
mod advance;
mod asking;
pub mod browse;
mod button;
mod check;
mod conditions;
mod dry;
mod explain;
pub mod hook;
mod kinds;
mod loops;
pub mod mend;
mod names;
mod outside;
mod pace;
mod past;
mod place;
mod program;
mod react;
mod ready;
mod rehearse;
mod resume;
mod run;
mod runs;
pub mod secrets;
mod segment;
mod shadow;
mod stage_tasks;
mod standing;
mod start;
mod steps;
mod tick;
mod together;
mod values;
mod words;
mod wrote;

pub use browse::{Detail as RunDetail, Page as RunsPage, Sought as RunsSought};
pub use button::{Pressed, press};
pub use check::check;
pub use conditions::Condition;
pub use explain::{Ask, Explanation, explain};
pub use kinds::described;
pub use mend::Retry as RunRetry;
pub use pace::{HELD, TELL, held, tell};
pub use react::react;
pub use rehearse::{Rehearsal, Wish as RehearsalWish, rehearse};
pub use resume::{BEHIND, give_up, resume};
pub use run::{Run, told};
pub use runs::{Runs, runs};
pub use secrets::{Secrets, Wish as SecretWish};
pub use segment::{OUTSIDE, RUN};
pub use standing::{Standings, standings};
pub use start::{START, start, start_job};
pub use tick::{JOB as TICK, carry_out, look};

/// Reactions to reactions end here, and rules that call rules.
pub const MAX_DEPTH: u32 = 8;

/// What browsers are told of a record when a run on it went on.
const RUN_LIVE: &str = "run";
