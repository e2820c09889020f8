//! The workspace over HTTP: one file per resource. Decodes, asks the use case, encodes; decides nothing itself.

mod around;
mod caller;
mod catalog;
mod draft;
mod error;
mod files;
mod health;
mod imports;
mod input;
mod live;
mod notices;
mod openapi;
mod records;
mod route;
mod router;
mod session;
mod ui;
mod views;

use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;

use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::auth::throttle::Throttle;
use crate::runtime::Runtime;

pub use openapi::general as openapi;
pub use router::router;

/// What every request shares.
pub struct App {
    pub runtime: Arc<Runtime>,
    pub throttle: Throttle,
    meters: health::Meters,
    closing: watch::Sender<bool>,
}

impl App {
    pub fn new(runtime: Arc<Runtime>) -> Arc<Self> {
        let (closing, _) = watch::channel(false);
        Arc::new(App { runtime, throttle: Throttle::default(), meters: health::Meters::default(), closing })
    }

    /// Ends the streams that would otherwise never end.
    pub fn close(&self) {
        self.closing.send_replace(true);
    }

    /// Resolves once [`App::close`] was called.
    fn closing(&self) -> impl Future<Output = ()> + Send + use<> {
        let mut closing = self.closing.subscribe();
        async move {
            if closing.wait_for(|closing| *closing).await.is_err() {
                tracing::debug!("the server is gone already");
            }
        }
    }
}

/// Serves until `stop` resolves, then finishes what is under way.
pub async fn serve(listener: TcpListener, app: Arc<App>, stop: impl Future<Output = ()> + Send + 'static) -> std::io::Result<()> {
    let service = router(app.clone()).into_make_service_with_connect_info::<SocketAddr>();
    let stop = async move {
        stop.await;
        app.close();
    };
    axum::serve(listener, service).with_graceful_shutdown(stop).await
}
