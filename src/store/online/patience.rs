//! Trying again for a lock that others hold, waiting a little longer each time. Knows nothing of what it is for.

use std::time::Duration;

use crate::error::{Error, Kind, Result};

const TRIES: u32 = 60;
const WAIT: Duration = Duration::from_millis(50);
const LONGEST_WAIT: Duration = Duration::from_secs(2);

#[derive(Debug, Default)]
pub struct Patience {
    tried: u32,
}

impl Patience {
    pub fn new() -> Patience {
        Patience::default()
    }

    /// Waits, when trying again may help; gives the error back when not, or when it was tried often enough.
    pub async fn with(&mut self, error: Error) -> Result<()> {
        self.tried += 1;
        let busy = error.kind == Kind::Unavailable && error.code == "busy";
        if !busy || self.tried >= TRIES {
            return Err(error);
        }
        tokio::time::sleep((WAIT * self.tried).min(LONGEST_WAIT)).await;
        Ok(())
    }
}
