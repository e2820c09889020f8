//! What the servers of one workspace tell each other: what browsers shall hear, that there is work, that a catalog was published. It is
//! gathered for a moment and said in few words. Also notices servers that died. Knows nothing of the connection it goes through.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use indexmap::IndexSet;
use serde::{Deserialize, Serialize};
use tokio::sync::Notify;

use super::{Live, Runtime};
use crate::error::{Error, Result};
use crate::store::{Ear, Heard, Store};

/// How long words are gathered.
const MOMENT: Duration = Duration::from_millis(50);
/// Whoever would have to be told more than this at a time is told that it missed something.
const MANY: usize = 500;
/// Bytes to a message: the database takes 8,000.
const LONGEST: usize = 7_500;
/// How often we look whether another server died.
const LOOK: Duration = Duration::from_secs(2);
/// How long to wait before trying again what failed.
const REST: Duration = Duration::from_secs(1);

#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
enum Word {
    Live(Live),
    /// There is work.
    Wake,
    /// A catalog was published. The database says so itself, together with the commit.
    Catalog,
}

/// What is to be said to the other servers. The same is said once.
#[derive(Debug)]
pub(super) struct Outbox {
    /// `None` where there are none.
    words: Option<Mutex<IndexSet<Word>>>,
    filled: Notify,
}

impl Outbox {
    pub fn new(store: &Store) -> Outbox {
        Outbox { words: store.ear().map(|_| Mutex::default()), filled: Notify::new() }
    }

    pub fn put(&self, live: &Live) {
        // The database says that a catalog was published.
        if !matches!(live, Live::Catalog { .. }) {
            self.add(|| Word::Live(live.clone()));
        }
    }

    pub fn put_wake(&self) {
        self.add(|| Word::Wake);
    }

    fn add(&self, word: impl FnOnce() -> Word) {
        let Some(words) = &self.words else { return };
        let mut words = words.lock().unwrap_or_else(PoisonError::into_inner);
        // One more says that there were many.
        if words.len() <= MANY {
            words.insert(word());
        }
        if words.len() == 1 {
            self.filled.notify_one();
        }
    }

    fn take(&self) -> IndexSet<Word> {
        let taken = self.words.as_ref().map(|words| std::mem::take(&mut *words.lock().unwrap_or_else(PoisonError::into_inner)));
        let taken = taken.unwrap_or_default();
        if taken.len() <= MANY {
            return taken;
        }
        [Word::Wake, Word::Live(Live::Missed)].into_iter().collect()
    }
}

impl Runtime {
    /// Keeps in touch with the other servers until the process ends.
    pub async fn keep_in_touch(&self) {
        let Some(ear) = self.store.ear() else { return };
        tokio::join!(self.hear(ear), self.speak(), self.look_after_the_dead());
    }

    async fn hear(&self, mut ear: Ear) {
        loop {
            let outcome = match ear.next().await {
                Ok(heard) => self.heed(heard).await,
                Err(error) => Err(error),
            };
            if let Err(error) = outcome {
                tracing::warn!(%error, "the other servers cannot be heard");
                tokio::time::sleep(REST).await;
            }
        }
    }

    async fn heed(&self, heard: Heard) -> Result<()> {
        let words = match heard {
            Heard::Words(words) => serde_json::from_str(&words).map_err(Error::internal)?,
            Heard::Gap => vec![Word::Live(Live::Missed), Word::Wake, Word::Catalog],
        };
        for word in words {
            match word {
                Word::Live(live) => self.show(live),
                Word::Wake => self.wake.send_modify(|()| ()),
                Word::Catalog => drop(self.newest().await?),
            }
        }
        Ok(())
    }

    async fn speak(&self) {
        loop {
            self.outbox.filled.notified().await;
            tokio::time::sleep(MOMENT).await;
            for words in letters(&self.outbox.take()) {
                if let Err(error) = self.store.say(&words).await {
                    tracing::warn!(%error, "the other servers could not be told");
                }
            }
        }
    }

    async fn look_after_the_dead(&self) {
        loop {
            tokio::time::sleep(LOOK).await;
            match self.store.relieve_the_dead().await {
                Ok(false) => {}
                Ok(true) => {
                    tracing::info!("another server is gone; what it left undone is taken over");
                    self.wake.send_replace(());
                }
                Err(error) => tracing::warn!(%error, "nobody could look whether another server is gone"),
            }
        }
    }
}

/// As messages that are short enough, each a JSON list.
fn letters(words: &IndexSet<Word>) -> Vec<String> {
    let mut letters: Vec<String> = Vec::new();
    for word in words {
        let Ok(text) = serde_json::to_string(word) else { continue };
        match letters.last_mut() {
            Some(letter) if letter.len() + text.len() < LONGEST => {
                letter.push(',');
                letter.push_str(&text);
            }
            _ => letters.push(text),
        }
    }
    letters.iter().map(|letter| format!("[{letter}]")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Id;

    fn outbox() -> Outbox {
        Outbox { words: Some(Mutex::default()), filled: Notify::new() }
    }

    fn record(number: usize) -> Live {
        Live::Record { object: "thing".into(), id: Id::from_u128(number as u128), kind: "created".into() }
    }

    #[test]
    fn the_same_is_said_once_and_much_in_several_letters() {
        let outbox = outbox();
        for number in 0..400 {
            outbox.put(&record(number / 2));
            outbox.put_wake();
        }
        outbox.put(&Live::Catalog { version: 2 });
        let letters = letters(&outbox.take());
        assert!(letters.len() > 1 && letters.iter().all(|letter| letter.len() < 7_900));
        let words: Vec<Word> = letters.iter().flat_map(|letter| serde_json::from_str::<Vec<Word>>(letter).unwrap()).collect();
        assert_eq!(words.len(), 201);
        assert_eq!(words[0], Word::Live(record(0)));
        assert!(outbox.take().is_empty());
    }

    #[test]
    fn too_much_at_once_is_told_as_missed() {
        let outbox = outbox();
        (0..5_000).for_each(|number| outbox.put(&record(number)));
        assert_eq!(outbox.take().into_iter().collect::<Vec<_>>(), [Word::Wake, Word::Live(Live::Missed)]);
    }

    #[test]
    fn the_database_says_that_a_catalog_was_published() {
        assert_eq!(serde_json::from_str::<Vec<Word>>("[\"Catalog\"]").unwrap(), [Word::Catalog]);
    }
}
