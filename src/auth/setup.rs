//! The first administrator of a workspace: once, and only while nobody can sign in.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::policy::Policy;
use super::{account, password, person, token, workspace};
use crate::catalog::Catalog;
use crate::catalog::model::Administer;
use crate::error::{Error, Kind, Result};
use crate::fields::Column;
use crate::lang::Label;
use crate::access::Action;
use crate::records::update::Edit;
use crate::records::{Context, Duplicates, Work, create, decode, update};
use crate::runtime::Runtime;
use crate::store::Store;
use crate::value::{Actor, Id};

#[derive(Clone, Debug)]
pub struct First {
    pub name: String,
    pub email: String,
    pub password: String,
    pub workspace: Option<String>,
    /// Where the workspace was handed over: the code that goes with it.
    pub code: Option<String>,
}

/// Who may be the first administrator of a workspace that was handed over.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Invitation {
    pub email: String,
    /// Of the code, which is kept nowhere.
    code: String,
}

const INVITATION: &str = "first_administrator";

/// An invitation, and the code that goes with it.
pub fn invite(email: &str) -> Result<(Invitation, String)> {
    let email = email.trim().to_lowercase();
    if !email.contains('@') {
        return Err(Error::malformed("email", Label::new("请给出有效的邮箱", "Give a valid e-mail address")));
    }
    let code = token::code()?;
    Ok((Invitation { email, code: token::fingerprint(&code) }, code))
}

pub async fn keep_invitation(store: &Store, invitation: &Invitation) -> Result<()> {
    let mut tx = store.begin().await?;
    tx.set_setting(INVITATION, &serde_json::to_value(invitation).map_err(Error::internal)?).await?;
    tx.commit().await
}

/// Whom the workspace waits for, if it was handed over.
pub async fn invited(runtime: &Runtime) -> Result<Option<Invitation>> {
    let kept = runtime.store.read().await?.setting(INVITATION).await?.filter(|kept| !kept.is_null());
    kept.map(serde_json::from_value).transpose().map_err(Error::internal)
}

/// Whether nobody can sign in yet.
pub async fn needed(runtime: &Runtime) -> Result<bool> {
    runtime.store.read().await?.has_passwords().await.map(|any| !any)
}

/// Makes the first administrator, who is one in the transaction that finds none: writers take turns, those of other servers too.
pub async fn run(runtime: &Arc<Runtime>, first: First) -> Result<Id> {
    if !needed(runtime).await? {
        return Err(done());
    }
    let invited = invited(runtime).await?;
    if let Some(invitation) = &invited {
        check(invitation, &first)?;
    }
    let hash = hashed(&first).await?;
    let cx = Context::new(runtime, Actor::System, "setup");
    let mut work = Work::begin(&cx).await?;
    if work.tx.has_passwords().await? {
        return Err(done());
    }
    let id = administrator(&mut work, &first, &hash).await?;
    if invited.is_some() {
        work.tx.set_setting(INVITATION, &Value::Null).await?;
    }
    work.commit().await?;
    if let Some(name) = first.workspace.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()) {
        workspace::rename(runtime, &name).await?;
    }
    Ok(id)
}

/// Address and code must both be right; which of them is not, is not told.
fn check(invitation: &Invitation, first: &First) -> Result<()> {
    let code = first.code.as_deref().unwrap_or_default();
    if invitation.email == first.email.trim().to_lowercase() && invitation.code == token::fingerprint(code) {
        return Ok(());
    }
    let message = Label::new("邮箱或一次性代码不对", "The e-mail address or the code is wrong");
    Err(Error::new(Kind::Unauthenticated, "bad_credentials", message))
}

/// Nobody is waited for.
pub fn done() -> Error {
    Error::conflict("set_up", Label::new("已经有管理员了，请登录", "There is an administrator already; sign in"))
}

/// Makes an administrator, or gives the one with this address the password.
pub async fn appoint(runtime: &Arc<Runtime>, first: First) -> Result<Id> {
    let hash = hashed(&first).await?;
    let cx = Context::new(runtime, Actor::System, "setup");
    let mut work = Work::begin(&cx).await?;
    let id = administrator(&mut work, &first, &hash).await?;
    work.commit().await?;
    Ok(id)
}

/// Takes its time, and so comes before the transaction.
async fn hashed(first: &First) -> Result<String> {
    password::check("password", &first.password, &Policy::default(), &first.name, &first.email)?;
    password::hash(first.password.clone()).await
}

/// The person with this address, else a new one, who may sign in from now on.
async fn administrator(work: &mut Work<'_>, first: &First, hash: &str) -> Result<Id> {
    let cx = work.cx;
    let people = cx.object(&person::object(cx.catalog())?.key, Action::Create)?;
    let known = person::by_email(&mut work.tx, &people, &first.email).await?.filter(|record| !record.is_deleted());
    let mut values = json!({ "role": role(cx.catalog())?, "active": true });
    if known.is_none() {
        values["name"] = json!(first.name);
        values["email"] = json!(first.email);
    }
    let values: Map<String, Value> = values.as_object().cloned().unwrap_or_default();
    let values = decode(cx, &people, &values).map_err(Error::fields)?;
    let written = match known {
        Some(record) => update::within(work, &people, record.id(), Edit { values, ..Edit::default() }).await?,
        None => create::within(work, &people, values, Duplicates::Accept).await?,
    };
    let id = written.record.id();
    account::keep(cx, &mut work.tx, id, &person::email(&people, &written.record), hash, false).await?;
    Ok(id)
}

/// The role that looks after users and the catalog, as the field that holds roles takes it.
fn role(catalog: &Catalog) -> Result<Value> {
    let all = [Administer::Catalog, Administer::Users];
    let able = catalog.roles.roles.iter().find(|role| all.iter().all(|what| role.administer.contains(what)));
    let role = able.map(|role| role.key.as_str()).ok_or_else(|| {
        let message = Label::new("配置里没有管理员角色", "The catalog has no role that administers users and the catalog");
        Error::conflict("no_admin_role", message)
    })?;
    let several = person::object(catalog)?.field("role").is_some_and(|field| field.kind.column() == Column::List);
    Ok(if several { json!([role]) } else { json!(role) })
}
