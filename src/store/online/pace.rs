//! How much is done in one go while others wait: as much as took about twenty milliseconds before. Knows nothing of what is done.

use std::time::{Duration, Instant};

use crate::error::Result;
use crate::store::{Store, Tx};

const GOAL: Duration = Duration::from_millis(20);
const LEAST: i64 = 50;
const MOST: i64 = 20_000;

#[derive(Clone, Copy, Debug)]
pub struct Pace {
    pub rows: i64,
}

impl Pace {
    pub fn new() -> Pace {
        Pace { rows: 500 }
    }

    /// The last go took this long.
    pub fn took(&mut self, time: Duration) {
        let factor = GOAL.as_secs_f64() / time.as_secs_f64().max(0.000_1);
        #[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "some thousand rows")]
        let rows = (self.rows as f64 * factor.clamp(0.25, 1.5)) as i64;
        self.rows = rows.clamp(LEAST, MOST);
    }

    /// Waits for a turn to write.
    pub async fn turn(&self, store: &Store) -> Result<Turn> {
        self.turn_under(store, 0).await
    }

    /// The same for what depends on this version of the catalog.
    pub async fn turn_under(&self, store: &Store, catalog: i64) -> Result<Turn> {
        let tx = store.begin_under(catalog).await?;
        Ok(Turn { tx, began: Instant::now() })
    }

    /// Ends the turn; those who wait come next.
    pub async fn done(&mut self, turn: Turn) -> Result<()> {
        turn.tx.commit().await?;
        self.took(turn.began.elapsed());
        tokio::task::yield_now().await;
        Ok(())
    }
}

impl Default for Pace {
    fn default() -> Pace {
        Pace::new()
    }
}

/// One go, in a transaction of its own.
pub struct Turn {
    pub tx: Tx,
    began: Instant,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slow_go_makes_the_next_smaller_and_a_quick_one_larger() {
        let mut pace = Pace::new();
        pace.took(Duration::from_millis(40));
        assert_eq!(pace.rows, 250);
        pace.took(Duration::from_secs(9));
        assert_eq!(pace.rows, 62);
        for _ in 0..40 {
            pace.took(Duration::from_micros(10));
        }
        assert_eq!(pace.rows, MOST);
    }
}
