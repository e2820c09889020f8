//! The front of the line before the writer. People and jobs come to it by turns, two of three for jobs while there are any: what a
//! write sets off keeps up with the writes, and whoever writes waits for a few jobs at most, however many are due.

use std::future::Future;

use tokio::sync::{Semaphore, SemaphorePermit};

use super::failure::closed;
use crate::error::Result;

/// So many stand at the front at a time. One of each would leave the writer idle until the next has come.
const PEOPLE: usize = 2;
const JOBS: usize = 4;

tokio::task_local! {
    static JOB: ();
}

/// Does work that nobody waits for: its transactions take the turns of jobs.
pub async fn as_job<F: Future>(work: F) -> F::Output {
    JOB.scope((), work).await
}

#[derive(Debug)]
pub(in crate::store) struct Turns {
    people: Semaphore,
    jobs: Semaphore,
}

impl Default for Turns {
    fn default() -> Self {
        Turns { people: Semaphore::new(PEOPLE), jobs: Semaphore::new(JOBS) }
    }
}

impl Turns {
    /// A place at the front, to be given up once the writer is one's own.
    pub async fn front(&self) -> Result<SemaphorePermit<'_>> {
        let line = if JOB.try_with(|()| ()).is_ok() { &self.jobs } else { &self.people };
        line.acquire().await.map_err(|_| closed())
    }
}
