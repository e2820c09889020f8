//! Files as people keep them, all the way in and out again: uploaded, matched, rehearsed, written by the job, exported.

#[path = "import/job.rs"]
mod job;
#[path = "import/sample.rs"]
mod sample;
#[path = "import/sheets.rs"]
mod sheets;
#[path = "support/store.rs"]
mod store;
#[path = "import/workspace.rs"]
mod workspace;
