//! Opens the database of a test, of the engine that the run is about.

#[path = "engine.rs"]
pub mod engine;

use std::path::Path;

use mortise::seal::{self, Key};
use mortise::store::Store;
use mortise::value::Clock;

/// The database that stands at `path`, or for that file.
pub async fn open(path: &Path, clock: Clock) -> Store {
    let opened = match engine::postgres(path) {
        Some(url) => {
            give_key(path.parent().unwrap());
            Store::connect(&url, path.parent().unwrap(), clock).await
        }
        None => Store::open(path, clock).await,
    };
    opened.unwrap()
}

/// On PostgreSQL an encryption key is given; an embedded store makes its own.
fn give_key(folder: &Path) {
    seal::write_new(&folder.join(seal::FILE), &Key::fresh().unwrap()).unwrap();
}
