//! The published catalog with everything compiled from it, the store, the clock: what every use case runs on.
//! Publishing swaps one `Arc`; whoever holds the old one finishes under it.

pub mod chores;
mod awaited;
mod concern;
mod conditions;
mod derive;
mod draft;
mod graph;
mod looked_after;
pub mod names;
mod paces;
mod peers;
mod publish;
mod related;
mod sealed;
mod ticks;
mod vacate;

use std::any::Any;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock, RwLock};

use serde::{Deserialize, Serialize};
use tokio::sync::{Mutex, broadcast, watch};

use crate::access::{Policies, Policy};
use crate::catalog::{Catalog, Files, Problem};
use crate::error::{Error, Result};
use crate::outbound::Outbound;
use crate::query;
use crate::script::Programs;
use crate::store::Store;
use crate::value::{Actor, Clock, Id};

use self::peers::Outbox;

pub use concern::{Listeners, concerns, stage_tasks};
pub use conditions::{Conditions, fixed};
pub use derive::{Touched, empty_rollup, formulas, seen, stage, vars};
pub use draft::{DraftState, Publishing};
pub use graph::Graph;
pub use looked_after::{holding, looked_after};
pub use paces::{Limit, Paces, Turn};
pub use publish::{Publish, Remap, problems_error};
pub use related::{Related, children};
pub use ticks::{pipelines_of, timed, watches};

/// A check that an upper module adds to those of the catalog, the queries and the scripts.
pub type Check = fn(&Catalog) -> Vec<Problem>;

/// One published catalog and what was compiled from it.
#[derive(Debug)]
pub struct Published {
    pub catalog: Arc<Catalog>,
    pub programs: Programs,
    pub graph: Graph,
    pub listeners: Listeners,
    /// Those that are compiled once.
    pub conditions: Conditions,
    policies: Policies,
    /// Objects whose records some run may wait to be written.
    awaited: BTreeSet<String>,
    /// Objects whose records may be under approval.
    approved: BTreeSet<String>,
    upper: Upper,
}

/// What an upper module makes of the catalog, once.
#[derive(Default)]
struct Upper(OnceLock<Arc<dyn Any + Send + Sync>>);

impl std::fmt::Debug for Upper {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Upper").field(&self.0.get().is_some()).finish()
    }
}

/// What open browsers are told, whichever server they are connected to.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Live {
    Catalog { version: i64 },
    Record { object: String, id: Id, kind: Cow<'static, str> },
    Notice { user: Id },
    /// `by` is who started it.
    Import { id: Id, by: Option<Id>, state: String, done: u64, total: u64 },
    /// Long work of those who look after the catalog.
    Chore { id: Id, kind: String, state: String, done: i64, total: i64 },
    /// Something may have been missed: they connect anew and read afresh.
    Missed,
}

pub struct Runtime {
    pub store: Store,
    pub clock: Clock,
    /// The way to other servers.
    pub outbound: Outbound,
    /// Folder of the workspace's data.
    pub data: PathBuf,
    pub live: broadcast::Sender<Live>,
    /// Changes when a job was committed, by whichever server.
    pub wake: watch::Sender<()>,
    /// How often each rule has fired here lately.
    pub paces: Paces,
    /// What people are called, as it was read lately.
    pub names: names::Names,
    /// See [`Runtime::workspace`].
    workspace: OnceLock<String>,
    outbox: Outbox,
    checks: &'static [Check],
    /// Held by whoever publishes here; see [`Runtime::publishing`] for the other servers.
    publishing: tokio::sync::Mutex<()>,
    published: RwLock<Arc<Published>>,
    /// Held from the commit of a version until it is in force here.
    swapping: Mutex<()>,
}

impl Runtime {
    /// A runtime on a store. `published` is what [`Published::compile`] made of the newest version.
    pub fn new(
        store: Store,
        clock: Clock,
        outbound: Outbound,
        data: PathBuf,
        checks: &'static [Check],
        published: Published,
    ) -> Arc<Self> {
        let (live, _) = broadcast::channel(1024);
        Arc::new(Runtime {
            outbox: Outbox::new(&store),
            store,
            clock,
            outbound,
            data,
            live,
            wake: watch::Sender::new(()),
            paces: Paces::default(),
            names: names::Names::default(),
            workspace: OnceLock::new(),
            checks,
            publishing: tokio::sync::Mutex::new(()),
            published: RwLock::new(Arc::new(published)),
            swapping: Mutex::new(()),
        })
    }

    /// The key by which links name this workspace; none for the one that is meant when none is named.
    pub fn workspace(&self) -> Option<&str> {
        self.workspace.get().map(String::as_str)
    }

    /// Says that key, once.
    pub fn name_workspace(&self, key: &str) {
        if self.workspace.set(key.to_owned()).is_err() {
            tracing::warn!(key, "a workspace is named already");
        }
    }

    /// The catalog in force now; take it once and keep it for the whole request.
    pub fn published(&self) -> Arc<Published> {
        self.published.read().unwrap_or_else(|poisoned| poisoned.into_inner()).clone()
    }

    /// Compiles and checks files as a publish would.
    pub fn check(&self, files: Files) -> Result<Published, Vec<Problem>> {
        Published::compile(files, 0, self.checks)
    }

    /// What upper modules check.
    pub fn checks(&self) -> &'static [Check] {
        self.checks
    }

    /// The catalog in force now, though another server published it just before.
    pub async fn newest(&self) -> Result<Arc<Published>> {
        let _swapping = self.swapping.lock().await;
        if self.store.read().await?.latest_number().await? > self.published().catalog.version
            && let Some(published) = Published::load(&self.store, self.checks).await?
        {
            let version = published.catalog.version;
            self.swap(published);
            self.show(Live::Catalog { version });
        }
        Ok(self.published())
    }

    /// Tells open browsers, those of other servers too; nobody listening is fine.
    pub fn tell(&self, live: Live) {
        self.outbox.put(&live);
        self.show(live);
    }

    /// A job was committed.
    pub fn wake_workers(&self) {
        self.outbox.put_wake();
        self.wake.send_replace(());
    }

    /// Tells the browsers of this server.
    fn show(&self, live: Live) {
        if self.live.send(live).is_err() {
            tracing::trace!("no browser is listening");
        }
    }

    pub(in crate::runtime) fn swap(&self, published: Published) {
        let reshaped = reshaped(&self.published().catalog, &published.catalog);
        *self.published.write().unwrap_or_else(|poisoned| poisoned.into_inner()) = Arc::new(published);
        if reshaped {
            self.store.reshaped();
        }
    }
}

/// Whether a field is kept in a column of another type than before.
fn reshaped(old: &Catalog, new: &Catalog) -> bool {
    old.objects.values().flat_map(|object| object.fields.iter().map(move |field| (object, field))).any(|(object, field)| {
        let now = new.object(&object.key).and_then(|now| Some(&now.fields[*now.by_key.get(field.key())?]));
        now.is_some_and(|now| now.kind.column() != field.kind.column())
    })
}

impl Published {
    /// Compiles a catalog and everything in it; every mistake is reported at once.
    pub fn compile(files: Files, version: i64, checks: &[Check]) -> Result<Published, Vec<Problem>> {
        let mut catalog = crate::catalog::compile(files)?;
        catalog.version = version;
        let (programs, mut problems) = Programs::compile(&catalog);
        let (graph, cycles) = Graph::build(&catalog, &programs);
        problems.extend(cycles);
        problems.extend(sealed::check(&catalog, &graph));
        problems.extend(query::check(&catalog));
        problems.extend(checks.iter().flat_map(|check| check(&catalog)));
        if !problems.is_empty() {
            return Err(problems);
        }
        let awaited = awaited::objects(&catalog, catalog.rules.values().map(|rule| &**rule));
        let (listeners, conditions) = (Listeners::new(&catalog), Conditions::of(&catalog));
        let (policies, upper) = (Policies::default(), Upper::default());
        let approved = catalog.approvals.values().map(|approval| approval.object.clone()).collect();
        Ok(Published { catalog: Arc::new(catalog), programs, graph, listeners, conditions, policies, awaited, approved, upper })
    }

    /// Whether a run may wait for a record of this object to be written.
    pub fn awaits(&self, object: &str) -> bool {
        self.awaited.contains(object)
    }

    /// Whether a record of this object may be under approval.
    pub fn approves(&self, object: &str) -> bool {
        self.approved.contains(object)
    }

    /// What an upper module keeps beside the catalog, made when first asked for.
    pub fn upper<T: Any + Send + Sync + Default>(&self) -> Result<Arc<T>> {
        let kept = self.upper.0.get_or_init(|| Arc::new(T::default()));
        kept.clone().downcast().map_err(|_| Error::internal("something else is kept beside the catalog"))
    }

    /// What an actor may do under this catalog.
    pub fn policy(&self, actor: &Actor) -> Arc<Policy> {
        let sources = |object: &str, slot| self.graph.sources(object, slot).cloned().collect();
        self.policies.of(&self.catalog, &sources, actor)
    }
}
