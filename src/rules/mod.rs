//! Automation: which rules an event concerns, and what each then does. Reactions call `records` like anyone else,
//! carrying what caused them; all actions of one run are one transaction.

pub mod actions;
mod button;
mod check;
mod react;
mod run;
mod runs;
mod stage_tasks;
mod values;

pub use button::{Pressed, press};
pub use check::check;
pub use react::react;
pub use run::Run;
pub use runs::{Runs, runs};

/// Reactions to reactions end here.
pub const MAX_DEPTH: u32 = 8;
