//! The addresses at which what comes from outside is taken: one for each rule that things are pushed to, and for each form that anybody
//! may fill in, which cannot be guessed. They are no secrets of anybody, so those who look after the catalog can read them again. What
//! is done there is for `rules` and `records`.

use serde_json::json;

use super::token;
use crate::catalog::model::{Administer, Trigger};
use crate::error::{Error, Result};
use crate::records::Context;
use crate::runtime::Runtime;
use crate::say;
use crate::store::{AuditKind, Door, Hook};

pub async fn show(cx: &Context, door: &Door) -> Result<Option<Hook>> {
    published(cx, door)?;
    cx.runtime.store.read().await?.hook(door).await
}

/// Makes one; an earlier one leads nowhere from now on.
pub async fn renew(cx: &Context, door: Door) -> Result<Hook> {
    published(cx, &door)?;
    let setting = match &door {
        Door::Rule(key) => format!("hook:{key}"),
        Door::Form(_) => door.to_string(),
    };
    let hook = Hook { door, token: token::fresh()?, at: cx.runtime.clock.now() };
    let mut tx = cx.runtime.store.begin().await?;
    tx.set_hook(&hook).await?;
    tx.audit(&cx.entry(AuditKind::Setting).with(json!({"setting": setting, "after": "renewed"}))).await?;
    tx.commit().await?;
    Ok(hook)
}

/// Whose address this is.
pub async fn door(runtime: &Runtime, token: &str) -> Result<Option<Door>> {
    Ok(runtime.store.read().await?.hook_at(token).await?.map(|hook| hook.door))
}

/// Only what is published has one.
fn published(cx: &Context, door: &Door) -> Result<()> {
    cx.require_administer(Administer::Catalog)?;
    let (found, missing) = match door {
        Door::Rule(key) => (
            cx.catalog().rules.get(key).is_some_and(|rule| matches!(rule.trigger, Trigger::Webhook { .. })),
            say!("已发布的配置里没有由外部推送触发的规则「{}」", "No published rule `{}` is set off from outside", key),
        ),
        Door::Form(key) => {
            (cx.catalog().forms.contains_key(key), say!("已发布的配置里没有外部表单「{}」", "There is no published form `{}`", key))
        }
    };
    if found { Ok(()) } else { Err(Error::not_found(missing)) }
}
