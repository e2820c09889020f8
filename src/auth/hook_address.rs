//! The addresses at which rules take what is pushed to them: one for each, which cannot be guessed. They are no secrets of anybody, so
//! those who look after the catalog can read them again; whoever wants more lets senders sign. What is done there is for `rules`.

use serde_json::json;

use super::token;
use crate::catalog::model::{Administer, Trigger};
use crate::error::{Error, Result};
use crate::records::Context;
use crate::runtime::Runtime;
use crate::say;
use crate::store::{AuditKind, Hook};

pub async fn show(cx: &Context, rule: &str) -> Result<Option<Hook>> {
    pushed(cx, rule)?;
    cx.runtime.store.read().await?.hook(rule).await
}

/// Makes one; an earlier one leads nowhere from now on.
pub async fn renew(cx: &Context, rule: &str) -> Result<Hook> {
    pushed(cx, rule)?;
    let hook = Hook { rule: rule.to_owned(), token: token::fresh()?, at: cx.runtime.clock.now() };
    let mut tx = cx.runtime.store.begin().await?;
    tx.set_hook(&hook).await?;
    tx.audit(&cx.entry(AuditKind::Setting).with(json!({"setting": format!("hook:{rule}"), "after": "renewed"}))).await?;
    tx.commit().await?;
    Ok(hook)
}

/// The rule that takes what is pushed there.
pub async fn rule(runtime: &Runtime, token: &str) -> Result<Option<String>> {
    Ok(runtime.store.read().await?.hook_at(token).await?.map(|hook| hook.rule))
}

/// Only published rules that wait for it have one.
fn pushed(cx: &Context, rule: &str) -> Result<()> {
    cx.require_administer(Administer::Catalog)?;
    let found = cx.catalog().rules.get(rule).filter(|rule| matches!(rule.trigger, Trigger::Webhook { .. }));
    let missing = || Error::not_found(say!("已发布的配置里没有由外部推送触发的规则「{}」", "No published rule `{}` is set off from outside", rule));
    found.map(drop).ok_or_else(missing)
}
