//! Workspaces over HTTP: one file per resource. Decodes, asks the use case, encodes; decides nothing itself.

mod again;
mod approvals;
mod around;
mod audit;
mod caller;
mod catalog;
mod chores;
mod draft;
mod error;
mod fields;
mod files;
mod forms;
mod handovers;
mod health;
mod hooks;
mod imports;
mod input;
mod links;
mod live;
mod mail;
mod merges;
mod notices;
mod openapi;
mod openid;
mod rate;
mod records;
mod route;
mod router;
mod rules;
mod second_factor;
mod runs;
mod session;
mod sessions;
mod ui;
mod views;

use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;

use tokio::net::TcpListener;

use crate::workspaces::Workspaces;

pub use openapi::general as openapi;
pub use rate::Rate;
pub use router::router;

/// What every request shares. Which workspace it is about, its caller knows.
pub struct App {
    pub workspaces: Workspaces,
    meters: health::Meters,
    rate: Rate,
    /// What each address of a rule takes.
    pushed: Rate<(String, String)>,
    /// What each form takes, and who fills in forms.
    filled: Rate<(String, String)>,
    fillers: Rate,
}

impl App {
    pub fn new(workspaces: Workspaces, rate: Rate) -> Arc<Self> {
        Arc::new(App {
            workspaces,
            meters: health::Meters::default(),
            rate,
            pushed: Rate::per_minute(hooks::PER_MINUTE),
            filled: Rate::per_minute(forms::PER_MINUTE),
            fillers: Rate::per_minute(forms::PER_ADDRESS),
        })
    }
}

/// Serves until `stop` resolves, then finishes what is under way.
pub async fn serve(listener: TcpListener, app: Arc<App>, stop: impl Future<Output = ()> + Send + 'static) -> std::io::Result<()> {
    let service = router(app.clone()).into_make_service_with_connect_info::<SocketAddr>();
    let stop = async move {
        stop.await;
        app.workspaces.close();
    };
    axum::serve(listener, service).with_graceful_shutdown(stop).await
}
