//! Which provider people may sign in by, and whom it may send: a setting of the workspace. The client's secret is kept sealed, and never
//! given back.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};

use super::protocol::{self, Known};
use crate::catalog::model::Administer;
use crate::error::{Error, FieldError, Result};
use crate::lang::Label;
use crate::records::Context;
use crate::say;
use crate::store::{AuditKind, Conn, Store, Tx};
use crate::value::Id;

const SETTING: &str = "openid";
/// What the client's secret is kept sealed for; the workspace has one.
const SECRET: (&str, Id) = ("openid", Id::nil());
const LONGEST: usize = 500;
const MOST_DOMAINS: usize = 50;

/// The provider, and whom it may send.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "OpenIdProvider")]
pub struct Provider {
    /// An address; what the provider says of itself is below it, at `/.well-known/openid-configuration`.
    pub issuer: String,
    pub client_id: String,
    /// What the button at the sign-in says.
    pub label: Label,
    /// Only e-mail addresses of these; any when empty.
    #[serde(default)]
    pub domains: Vec<String>,
    /// The role that people get whom nobody knows here yet; such are refused when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
}

pub async fn of(conn: &mut Conn) -> Result<Option<Provider>> {
    let kept = conn.setting(SETTING).await?.filter(|kept| !kept.is_null());
    kept.map(serde_json::from_value).transpose().map_err(Error::internal)
}

pub(super) async fn secret(conn: &mut Conn) -> Result<Option<String>> {
    let kept = conn.secret(SECRET.0, SECRET.1).await?;
    kept.map(String::from_utf8).transpose().map_err(Error::internal)
}

/// The provider, and whether there is a secret.
pub async fn show(cx: &Context) -> Result<Option<(Provider, bool)>> {
    cx.require_administer(Administer::Users)?;
    let mut reader = cx.runtime.store.read().await?;
    let Some(provider) = of(&mut reader).await? else { return Ok(None) };
    Ok(Some((provider, secret(&mut reader).await?.is_some())))
}

/// From now on people may sign in by this provider, which has to answer now. Without a secret the one that is there stays.
pub async fn set(cx: &Context, known: &Known, provider: Provider, secret: Option<String>) -> Result<()> {
    cx.require_administer(Administer::Users)?;
    let provider = check(cx, provider)?;
    protocol::fresh(&cx.runtime, known, &provider.issuer).await.map_err(|error| {
        let message = say!("找不到这个登录服务：{}", "There is no such provider: {}", error.message.zh);
        let message = Label { en: format!("There is no such provider: {}", error.message.en), ..message };
        Error::fields(vec![FieldError::new("issuer", "unreachable", message)])
    })?;
    let mut tx = cx.runtime.store.begin().await?;
    let before = of(&mut tx).await?;
    tx.set_setting(SETTING, &serde_json::to_value(&provider).map_err(Error::internal)?).await?;
    match secret.as_deref() {
        None => {}
        Some("") => forget(&mut tx).await?,
        Some(secret) => tx.keep_secret(SECRET.0, SECRET.1, secret.as_bytes()).await?,
    }
    tx.audit(&cx.entry(AuditKind::Setting).with(json!({ "setting": SETTING, "before": before, "after": provider }))).await?;
    tx.commit().await
}

/// Nobody signs in by it any more. Whom it knows by which name is kept, for the case that it comes back.
pub async fn unset(cx: &Context) -> Result<()> {
    cx.require_administer(Administer::Users)?;
    let mut tx = cx.runtime.store.begin().await?;
    let before = of(&mut tx).await?;
    tx.set_setting(SETTING, &Json::Null).await?;
    forget(&mut tx).await?;
    tx.audit(&cx.entry(AuditKind::Setting).with(json!({ "setting": SETTING, "before": before, "after": null }))).await?;
    tx.commit().await
}

/// The provider of those who hand a workspace over lets nobody into it any more.
pub async fn leave_behind(store: &Store) -> Result<()> {
    let mut tx = store.begin().await?;
    tx.set_setting(SETTING, &Json::Null).await?;
    tx.commit().await
}

async fn forget(tx: &mut Tx) -> Result<()> {
    tx.forget_secret(SECRET.0, SECRET.1).await.map(|_| ())
}

fn check(cx: &Context, given: Provider) -> Result<Provider> {
    let trimmed = |text: &str| text.trim().to_owned();
    let domain = |text: &String| text.trim().trim_start_matches('@').to_lowercase();
    let provider = Provider {
        issuer: trimmed(&given.issuer),
        client_id: trimmed(&given.client_id),
        label: Label::new(trimmed(&given.label.zh), trimmed(&given.label.en)),
        domains: given.domains.iter().map(domain).filter(|domain| !domain.is_empty()).collect(),
        role: given.role,
    };
    let mut wrong = Vec::new();
    let texts = [("issuer", &provider.issuer), ("client_id", &provider.client_id), ("label", &provider.label.zh), ("label", &provider.label.en)];
    for (field, text) in texts {
        if text.is_empty() || text.chars().count() > LONGEST {
            wrong.push(FieldError::new(field, "length", say!("需要 1 到 {} 个字符", "1 to {} characters are needed", LONGEST)));
        }
    }
    if provider.domains.len() > MOST_DOMAINS || provider.domains.iter().any(|domain| !domain.contains('.') || domain.contains(['@', ' ', '/'])) {
        let message = Label::new("邮箱域名写作 example.com", "Domains are written as example.com");
        wrong.push(FieldError::new("domains", "format", message));
    }
    if let Some(role) = provider.role.as_ref().filter(|role| cx.catalog().roles.roles.iter().all(|known| known.key != **role)) {
        wrong.push(FieldError::new("role", "unknown", say!("没有角色「{}」", "There is no role `{}`", role)));
    }
    if wrong.is_empty() { Ok(provider) } else { Err(Error::fields(wrong)) }
}
