//! The workspaces of one server: each with a runtime, workers, a count of failed sign-ins and a live channel of its own.
//! `main` is open as long as the server is; the others are opened when somebody asks for them, and at the start, so that
//! what was under way goes on. Knows nothing of HTTP, and nothing crosses from one workspace to another here.

use std::collections::HashMap;
use std::future::Future;
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Duration;

use serde_json::json;
use tokio::sync::{self, watch};
use tokio::task::JoinHandle;

use crate::auth::openid::Known;
use crate::auth::recognised::Recognised;
use crate::auth::throttle::Throttle;
use crate::auth::workspace;
use crate::config::{Home, Key, Place};
use crate::error::{Error, Kind, Result};
use crate::jobs;
use crate::runtime::{Check, Published, Runtime};
use crate::say;
use crate::store::{Alone, Store, release_asked};
use crate::value::Clock;

/// Between two looks whether somebody asks to let go of a workspace.
const LOOK: Duration = Duration::from_millis(250);
/// Seconds after which whoever was sent away may come again.
const COME_AGAIN: u32 = 5;

/// An open workspace.
pub struct Workspace {
    pub key: Key,
    pub runtime: Arc<Runtime>,
    pub throttle: Throttle,
    pub recognised: Recognised,
    /// What its OpenID provider said of itself.
    pub openid: Known,
    closing: watch::Sender<bool>,
    /// Stopped when it is closed.
    workers: Mutex<Vec<JoinHandle<()>>>,
}

pub struct Workspaces {
    pub main: Arc<Workspace>,
    /// Failed sign-ins to workspaces that are not there.
    pub strangers: Throttle,
    pub clock: Clock,
    place: Place,
    checks: &'static [Check],
    open: RwLock<HashMap<Key, Arc<Workspace>>>,
    /// One is opened at a time.
    turn: sync::Mutex<()>,
}

impl Workspaces {
    /// `main` is open already; the others are at `place`.
    pub fn new(place: Place, checks: &'static [Check], main: Arc<Runtime>) -> Workspaces {
        let clock = main.clock.clone();
        let main = Arc::new(Workspace::new(Key::main(), main));
        let open = RwLock::new(HashMap::from([(Key::main(), main.clone())]));
        Workspaces { main, strangers: Throttle::default(), clock, place, checks, open, turn: sync::Mutex::new(()) }
    }

    /// Starts, then lets go of workspaces when that is asked for, until the server ends.
    pub async fn attend(&self) {
        let mut ending = pin!(self.main.closing());
        self.start().await;
        while tokio::time::timeout(LOOK, &mut ending).await.is_err() {
            for workspace in self.all() {
                self.let_go_if_asked(&workspace).await;
            }
        }
    }

    /// Closed, it may be moved or deleted; whoever asks for it is told to come again until that is done.
    async fn let_go_if_asked(&self, workspace: &Workspace) {
        let key = &workspace.key;
        if key.is_main() || !self.place.home(key).is_ok_and(|home| release_asked(&home)) {
            return;
        }
        let _turn = self.turn.lock().await;
        self.open.write().unwrap_or_else(PoisonError::into_inner).remove(key);
        workspace.closing.send_replace(true);
        match workspace.end().await {
            Ok(()) => tracing::info!(%key, "let go of a workspace"),
            Err(error) => tracing::error!(%key, ?error, "a workspace that was let go of did not close well"),
        }
    }

    /// Sets the workers of `main` to work and opens the other workspaces; one that does not open keeps no other from it.
    async fn start(&self) {
        self.main.work();
        let keys = Store::keys(&self.place).await.unwrap_or_else(|error| {
            tracing::error!(?error, "the other workspaces were not found; each is opened when it is asked for");
            Vec::new()
        });
        for key in keys {
            if let Err(error) = self.find(&key).await {
                tracing::error!(%key, ?error, "a workspace did not open");
            }
        }
    }

    /// The workspace with this key, opened if need be. One that is not there, or not whole, is none.
    pub async fn find(&self, key: &Key) -> Result<Option<Arc<Workspace>>> {
        if let Some(open) = self.opened(key) {
            return Ok(Some(open));
        }
        let _turn = self.turn.lock().await;
        if let Some(open) = self.opened(key) {
            return Ok(Some(open));
        }
        let home = self.place.home(key)?;
        if release_asked(&home) {
            return Err(away());
        }
        if !self.main.runtime.store.knows(&home.database).await? {
            return Ok(None);
        }
        let Some(runtime) = self.open(home).await? else { return Ok(None) };
        let workspace = Arc::new(Workspace::new(key.clone(), runtime));
        workspace.work();
        tracing::info!(%key, "opened a workspace");
        self.open.write().unwrap_or_else(PoisonError::into_inner).insert(key.clone(), workspace.clone());
        Ok(Some(workspace))
    }

    fn opened(&self, key: &Key) -> Option<Arc<Workspace>> {
        self.open.read().unwrap_or_else(PoisonError::into_inner).get(key).cloned()
    }

    async fn open(&self, home: Home) -> Result<Option<Arc<Runtime>>> {
        let _alone = Alone::at(&home.database).await?;
        let store = Store::at(&home, self.clock.clone()).await?;
        let whole = !workspace::unfinished(&store).await? && workspace::moved(&store).await?.is_none();
        let published = if whole { Published::load(&store, self.checks).await? } else { None };
        let Some(published) = published else {
            tracing::warn!(key = %home.key, "a workspace was never finished, or was moved away; it is not served");
            store.close().await?;
            return Ok(None);
        };
        Ok(Some(Runtime::new(store, self.clock.clone(), self.main.runtime.outbound.clone(), home.data, self.checks, published)))
    }

    /// Ends the streams that would otherwise never end.
    pub fn close(&self) {
        for workspace in self.all() {
            workspace.closing.send_replace(true);
        }
    }

    /// Stops the workers and closes every store; the first that fails is told when all are closed.
    pub async fn end(&self) -> Result<()> {
        let mut outcome = Ok(());
        for workspace in self.all() {
            outcome = outcome.and(workspace.end().await);
        }
        outcome
    }

    fn all(&self) -> Vec<Arc<Workspace>> {
        self.open.read().unwrap_or_else(PoisonError::into_inner).values().cloned().collect()
    }
}

fn away() -> Error {
    let message = say!("工作区正在移动或删除，请稍后再试", "The workspace is being moved or deleted; please try again later");
    Error::new(Kind::Unavailable, "away", message).with_extra(json!({ "retry_after": COME_AGAIN }))
}

impl Workspace {
    fn new(key: Key, runtime: Arc<Runtime>) -> Workspace {
        let (closing, _) = watch::channel(false);
        if !key.is_main() {
            runtime.name_workspace(key.as_str());
        }
        Workspace { key, runtime, throttle: Throttle::default(), recognised: Recognised::default(), openid: Known::default(), closing, workers: Mutex::default() }
    }

    fn work(&self) {
        let runtime = self.runtime.clone();
        #[expect(clippy::disallowed_methods, reason = "the background tasks, stopped in `end`")]
        let touch = tokio::spawn(async move { runtime.keep_in_touch().await });
        #[expect(clippy::disallowed_methods, reason = "the background tasks, stopped in `end`")]
        let lanes = jobs::LANES.map(|lane| tokio::spawn(jobs::work(self.runtime.clone(), lane)));
        #[expect(clippy::disallowed_methods, reason = "a background task, stopped in `end`")]
        let upkeep = tokio::spawn(jobs::upkeep(self.runtime.clone()));
        #[expect(clippy::disallowed_methods, reason = "a background task, stopped in `end`")]
        let watch = tokio::spawn(jobs::watch(self.runtime.clone()));
        self.workers.lock().unwrap_or_else(PoisonError::into_inner).extend(lanes.into_iter().chain([upkeep, touch, watch]));
    }

    /// Resolves once the workspace is being closed.
    pub fn closing(&self) -> impl Future<Output = ()> + Send + use<> {
        let mut closing = self.closing.subscribe();
        async move {
            if closing.wait_for(|closing| *closing).await.is_err() {
                tracing::debug!("the workspace is gone already");
            }
        }
    }

    /// A job cut short is done again at the next start.
    async fn end(&self) -> Result<()> {
        let workers = std::mem::take(&mut *self.workers.lock().unwrap_or_else(PoisonError::into_inner));
        for worker in workers {
            worker.abort();
            if let Err(error) = worker.await && error.is_panic() {
                tracing::error!(%error, "a worker had stopped before");
            }
        }
        self.runtime.store.close().await
    }
}
