//! The first administrator of a workspace: once, and only while nobody can sign in.

use std::sync::Arc;

use serde_json::{Map, Value, json};
use tokio::sync::Mutex;

use super::{account, password, person, workspace};
use crate::catalog::Catalog;
use crate::catalog::model::Administer;
use crate::error::{Error, Result};
use crate::lang::Label;
use crate::records::{Context, create};
use crate::runtime::Runtime;
use crate::value::{Actor, Id};

/// One at a time: of two browsers that ask at once, the second is refused.
static TURN: Mutex<()> = Mutex::const_new(());

#[derive(Clone, Debug)]
pub struct First {
    pub name: String,
    pub email: String,
    pub password: String,
    pub workspace: Option<String>,
}

/// Whether nobody can sign in yet.
pub async fn needed(runtime: &Runtime) -> Result<bool> {
    runtime.store.read().await?.has_passwords().await.map(|any| !any)
}

/// Makes the first administrator.
pub async fn run(runtime: &Arc<Runtime>, first: First) -> Result<Id> {
    let _turn = TURN.lock().await;
    if !needed(runtime).await? {
        return Err(done());
    }
    let workspace = first.workspace.clone();
    let id = appoint(runtime, first).await?;
    if let Some(name) = workspace.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()) {
        workspace::rename(runtime, &name).await?;
    }
    Ok(id)
}

/// Nobody is waited for.
pub fn done() -> Error {
    Error::conflict("set_up", Label::new("已经有管理员了，请登录", "There is an administrator already; sign in"))
}

/// Makes an administrator, or gives the one with this address the password.
pub async fn appoint(runtime: &Arc<Runtime>, first: First) -> Result<Id> {
    password::check("password", &first.password)?;
    let cx = Context::new(runtime, Actor::System, "setup");
    let id = administrator(&cx, &first).await?;
    account::set(&cx, id, first.password).await?;
    Ok(id)
}

/// The person with this address when an earlier attempt stopped half-way, else a new one.
async fn administrator(cx: &Context, first: &First) -> Result<Id> {
    let people = person::object(cx.catalog())?;
    let known = person::by_email(&mut *cx.runtime.store.read().await?, people, &first.email).await?;
    if let Some(record) = known.filter(|record| !record.is_deleted()) {
        return Ok(record.id());
    }
    let values = json!({ "name": first.name, "email": first.email, "role": role(cx.catalog())?, "active": true });
    let values: Map<String, Value> = values.as_object().cloned().unwrap_or_default();
    let written = create::create(cx, &people.key, &values, crate::records::Duplicates::Accept).await?;
    Ok(written.record.id())
}

/// The role that looks after users and the catalog.
fn role(catalog: &Catalog) -> Result<&str> {
    let all = [Administer::Catalog, Administer::Users];
    let able = catalog.roles.roles.iter().find(|role| all.iter().all(|what| role.administer.contains(what)));
    able.map(|role| role.key.as_str()).ok_or_else(|| {
        let message = Label::new("配置里没有管理员角色", "The catalog has no role that administers users and the catalog");
        Error::conflict("no_admin_role", message)
    })
}
