//! What the workspace tells whoever stands before its door: whether it is ready, its name, and in a demo how to come in.

use serde_json::{Value, json};

use crate::error::Result;
use crate::lang::Lang;
use crate::runtime::Runtime;
use crate::store::{MOVED, Snapshot, Store, Tx, UNFINISHED};

const DEMO: &str = "demo_sign_in";
const NAME: &str = "workspace_name";
const LONGEST: usize = 80;

/// From now on the workspace is being made; until [`finish`] nothing in it is anybody's.
pub async fn begin(store: &Store) -> Result<()> {
    mark(store, true).await
}

pub async fn finish(store: &Store) -> Result<()> {
    mark(store, false).await
}

async fn mark(store: &Store, unfinished: bool) -> Result<()> {
    let mut tx = store.begin().await?;
    tx.set_setting(UNFINISHED, &Value::Bool(unfinished)).await?;
    tx.commit().await
}

/// Whether whoever made it was stopped half-way.
pub async fn unfinished(store: &Store) -> Result<bool> {
    Ok(store.read().await?.setting(UNFINISHED).await? == Some(Value::Bool(true)))
}

/// Where it was moved to: what is left of it here is no longer served.
pub async fn moved(store: &Store) -> Result<Option<String>> {
    let place = store.read().await?.setting(MOVED).await?;
    Ok(place.and_then(|place| place.as_str().map(str::to_owned)))
}

pub async fn mark_moved(store: &Store, to: &str) -> Result<()> {
    let mut tx = store.begin().await?;
    tx.set_setting(MOVED, &Value::from(to)).await?;
    tx.commit().await
}

/// The name given at the setup, if any was.
pub async fn given_name(snapshot: &mut Snapshot) -> Result<Option<String>> {
    Ok(snapshot.setting(NAME).await?.and_then(|name| name.as_str().map(str::to_owned)))
}

/// The name given at the setup, else that of its template.
pub async fn name(runtime: &Runtime, lang: Lang) -> Result<String> {
    let given = runtime.store.read().await?.setting(NAME).await?;
    Ok(match given {
        Some(Value::String(name)) => name,
        _ => runtime.published().catalog.template.name.get(lang).to_owned(),
    })
}

pub async fn rename(runtime: &Runtime, name: &str) -> Result<()> {
    let name: String = name.chars().take(LONGEST).collect();
    let mut tx = runtime.store.begin().await?;
    tx.set_setting(NAME, &Value::String(name)).await?;
    tx.commit().await
}

/// Offers this account to everybody: a workspace with demo data.
pub async fn offer(runtime: &Runtime, email: &str, password: &str) -> Result<()> {
    let mut tx = runtime.store.begin().await?;
    tx.set_setting(DEMO, &json!({ "email": email, "password": password })).await?;
    tx.commit().await
}

/// The account offered to everybody: e-mail address and password.
pub async fn offered(runtime: &Runtime) -> Result<Option<(String, String)>> {
    let kept = runtime.store.read().await?.setting(DEMO).await?.unwrap_or_default();
    let text = |key: &str| kept.get(key).and_then(Value::as_str).map(str::to_owned);
    Ok(text("email").zip(text("password")))
}

/// No account is offered any more.
pub async fn offer_nothing(store: &Store) -> Result<()> {
    let mut tx = store.begin().await?;
    tx.set_setting(DEMO, &Value::Null).await?;
    tx.commit().await
}

/// The password of this account was changed: what is offered must not be wrong, nor the new one be known.
pub async fn withdraw(tx: &mut Tx, email: &str) -> Result<()> {
    let kept = tx.setting(DEMO).await?.unwrap_or_default();
    if kept.get("email").and_then(Value::as_str) == Some(email) {
        tx.set_setting(DEMO, &Value::Null).await?;
    }
    Ok(())
}
