//! Asking the servers of a workspace to let go of it for a while, so that it can be moved or deleted beside them: a file in its
//! folder, locked by whoever asks for as long as they do, whatever becomes of them. Knows nothing of what it is asked for.

use std::fs::{self, File, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::failure::ALREADY_RUNNING;
use super::open::unusable;
use super::peers::Alone;
use super::Store;
use crate::config::Home;
use crate::error::Result;
use crate::value::Clock;

const NAME: &str = "release";
/// So long a server may take until it has let go.
const PATIENCE: Duration = Duration::from_secs(20);
const AGAIN: Duration = Duration::from_millis(200);

/// Held while it is asked.
#[derive(Debug)]
pub(in crate::store) struct Release {
    path: PathBuf,
    _locked: File,
}

impl Release {
    fn ask(home: &Home) -> Result<Release> {
        let path = home.data.join(NAME);
        let locked = locked(&path).map_err(|error| unusable(&path, error))?;
        Ok(Release { path, _locked: locked })
    }
}

fn locked(path: &Path) -> std::io::Result<File> {
    path.parent().map_or(Ok(()), fs::create_dir_all)?;
    let file = File::options().create(true).truncate(false).write(true).open(path)?;
    file.lock()?;
    Ok(file)
}

impl Drop for Release {
    fn drop(&mut self) {
        match fs::remove_file(&self.path) {
            // It went with the workspace.
            Err(error) if error.kind() != ErrorKind::NotFound => tracing::warn!(%error, path = %self.path.display(), "a file was left"),
            _ => {}
        }
    }
}

/// Whether somebody asks just now. Of whoever died while asking only the file is left.
pub fn release_asked(home: &Home) -> bool {
    File::open(home.data.join(NAME)).is_ok_and(|file| matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock)))
}

impl Store {
    /// As [`Store::sole`], but whoever serves the workspace is asked to let go of it. `main` a server never lets go of.
    pub async fn released(home: &Home, clock: Clock) -> Result<(Store, Alone)> {
        if home.key.is_main() {
            return Store::sole(home, clock).await;
        }
        let release = Release::ask(home)?;
        let asked = Instant::now();
        loop {
            match Store::sole(home, clock.clone()).await {
                Err(error) if error.code == ALREADY_RUNNING && asked.elapsed() < PATIENCE => tokio::time::sleep(AGAIN).await,
                Err(error) => return Err(error),
                Ok((store, alone)) => return Ok((store, alone.with(release))),
            }
        }
    }
}
