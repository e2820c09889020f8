//! Wiring only: opens the store, loads or makes the workspace, starts the workers, serves, and stops all of it again.

mod archive;
mod command;
mod doctor;
mod key;
mod template;
mod workspaces;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

use crate::auth::{setup, workspace};
use crate::config::{Cli, Command, Home, Key, New, Serve};
use crate::error::{Error, Kind, Result};
use crate::http::{self, App, Rate};
use crate::outbound::Outbound;
use crate::runtime::{Check, Published, Runtime};
use crate::store::{Alone, Store};
use crate::value::Clock;
use crate::workspaces::Workspaces;
use crate::{demo, rules, say};

/// What upper modules check of a catalog beside its own rules.
pub const CHECKS: &[Check] = &[rules::check];

pub async fn run(cli: Cli) -> Result<()> {
    match cli.command {
        Command::Serve(settings) => serve(settings).await,
        Command::Catalog(command) => command::catalog(command).await,
        Command::Openapi => command::openapi(),
        Command::User(command) => command::user(command).await,
        Command::Workspace(command) => workspaces::run(command).await,
        Command::Key(command) => key::run(command).await,
        Command::Doctor { workspace, slow, place } => doctor::run(&workspace, Duration::from_millis(slow), &place).await,
    }
}

/// A store, and the newest published catalog in it.
struct Opened {
    store: Store,
    data: PathBuf,
    published: Option<Published>,
    /// Until the workspace is whole.
    alone: Alone,
}

/// Opens the database, and makes it when there is none.
async fn open(home: &Home) -> Result<Opened> {
    let alone = Alone::at(&home.database).await?;
    let mut store = Store::at(home, Clock::default()).await?;
    if home.key.is_main() && workspace::unfinished(&store).await? {
        tracing::warn!("an earlier start ended before the workspace was made; it is made again");
        store.remove(&home.database).await?;
        store = Store::at(home, Clock::default()).await?;
    }
    if let Some(place) = workspace::moved(&store).await? {
        store.close().await?;
        let message = say!(
            "工作区 {} 已移到 {}，这里留下的数据不再启动",
            "The workspace {} was moved to {}; what is left here is no longer served",
            home.key,
            place
        );
        return Err(Error::new(Kind::Unavailable, "moved", message));
    }
    let published = Published::load(&store, CHECKS).await?;
    Ok(Opened { store, data: home.data.clone(), published, alone })
}

impl Opened {
    /// `None` before the first start of `serve`.
    fn runtime(self, outbound: Outbound) -> Result<Option<Arc<Runtime>>> {
        let Opened { store, data, published, alone: _ } = self;
        Ok(published.map(|published| Runtime::new(store, Clock::default(), outbound, data, CHECKS, published)))
    }
}

async fn serve(settings: Serve) -> Result<()> {
    let listener = listen(&settings).await?;
    let opened = open(&settings.place.home(&Key::main())?).await?;
    let outbound = Outbound::new(settings.outbound_allow);
    let main = match opened.published {
        Some(_) => opened.runtime(outbound)?.ok_or_else(|| Error::internal("the workspace has gone"))?,
        None => create(opened, &settings.new, outbound).await?,
    };
    announce(&main, &listener).await?;
    let app = App::new(Workspaces::new(settings.place, CHECKS, main), Rate::per_minute(settings.rate_limit));
    let served = async {
        let served = http::serve(listener, app.clone(), stopped()).await;
        app.workspaces.close();
        served
    };
    let (served, ()) = tokio::join!(served, app.workspaces.attend());
    served.map_err(Error::internal)?;
    app.workspaces.end().await
}

async fn listen(settings: &Serve) -> Result<TcpListener> {
    TcpListener::bind(settings.listen).await.map_err(|error| {
        let address = settings.listen;
        let message = say!("无法监听 {}：{}", "Cannot listen on {}: {}", address, error);
        Error { source: Some(error.into()), ..Error::new(Kind::Unavailable, "cannot_listen", message) }
    })
}

/// A new workspace: the template as version 1, then demo data or the first administrator as asked. Nobody is let in before it is
/// whole, and one that was never finished is begun again.
async fn create(opened: Opened, settings: &New, outbound: Outbound) -> Result<Arc<Runtime>> {
    let template = template::find(&settings.template)?;
    let clock = Clock::default();
    workspace::begin(&opened.store).await?;
    let published = Published::install(&opened.store, &clock, template.files, CHECKS).await?;
    let runtime = Runtime::new(opened.store, clock, outbound, opened.data, CHECKS, published);
    if let (true, Some(text)) = (settings.demo, template.demo) {
        let sign_in = demo::load(&runtime, CHECKS, &text).await?;
        workspace::offer(&runtime, &sign_in.email, &sign_in.password).await?;
    }
    if let (Some(email), Some(password)) = (&settings.admin_email, &settings.admin_password) {
        let name = email.split('@').next().unwrap_or(email).to_owned();
        let first = setup::First { name, email: email.clone(), password: password.clone(), workspace: None, code: None };
        setup::appoint(&runtime, first).await?;
    }
    workspace::finish(&runtime.store).await?;
    drop(opened.alone);
    Ok(runtime)
}

/// Where it is and how to get in, in both languages.
async fn announce(runtime: &Runtime, listener: &TcpListener) -> Result<()> {
    let address = listener.local_addr().map_err(Error::internal)?;
    let how = match workspace::offered(runtime).await? {
        Some((email, password)) => format!("演示账号 · demo account: {email} / {password}"),
        None if setup::needed(runtime).await? => "在浏览器里创建第一位管理员 · create the first administrator in the browser".to_owned(),
        None => "用你的邮箱和密码登录 · sign in with your e-mail address and password".to_owned(),
    };
    let version = env!("CARGO_PKG_VERSION");
    command::print(&format!("\n  榫卯 Mortise {version}\n  打开 · open   http://{address}\n  登录 · enter  {how}\n"))
}

/// Resolves when the process is told to end.
async fn stopped() {
    let mut asked = match (signal(SignalKind::terminate()), signal(SignalKind::interrupt())) {
        (Ok(terminate), Ok(interrupt)) => [terminate, interrupt],
        (Err(error), _) | (_, Err(error)) => {
            tracing::warn!(%error, "signals cannot be heard; only a kill ends this process");
            return std::future::pending().await;
        }
    };
    let [terminate, interrupt] = &mut asked;
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    tracing::info!("stopping");
}
