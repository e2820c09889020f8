//! Automation: which rules an event concerns, and what each then does. Reactions call `records` like anyone else,
//! carrying what caused them. A run is one transaction from its start, or from where it rested, to its next rest or its end.

pub mod actions;
mod advance;
pub mod browse;
mod button;
mod check;
mod conditions;
mod explain;
mod kinds;
mod loops;
pub mod mend;
mod names;
mod outside;
mod place;
mod program;
mod react;
mod ready;
mod resume;
mod run;
mod runs;
pub mod secrets;
mod segment;
mod stage_tasks;
mod start;
mod steps;
mod tick;
mod values;

pub use browse::{Detail as RunDetail, Page as RunsPage, Sought as RunsSought};
pub use button::{Pressed, press};
pub use check::check;
pub use conditions::Condition;
pub use explain::{Ask, Explanation, explain};
pub use kinds::described;
pub use mend::Retry as RunRetry;
pub use react::react;
pub use resume::{BEHIND, give_up, resume};
pub use run::{Run, told};
pub use runs::{Runs, runs};
pub use secrets::{Secrets, Wish as SecretWish};
pub use segment::{OUTSIDE, RUN};
pub use start::{START, start, start_job};
pub use tick::{JOB as TICK, carry_out, look};

/// Reactions to reactions end here, and rules that call rules.
pub const MAX_DEPTH: u32 = 8;

/// What browsers are told of a record when a run on it went on.
const RUN_LIVE: &str = "run";
