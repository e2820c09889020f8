//! The secrets of the workspace that rules name: kept sealed, written by those who look after the rules, read by nobody but what is
//! sent outside.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::outside::{PURPOSE, purpose};
use crate::catalog::model::Administer;
use crate::error::{Error, FieldError, Result};
use crate::records::Context;
use crate::say;
use crate::store::AuditKind;
use crate::value::Id;

/// Characters of a name and of a secret.
const LONGEST_NAME: usize = 60;
const LONGEST: usize = 8_000;

/// The names only.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "RuleSecrets")]
pub struct Secrets {
    pub names: Vec<String>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "RuleSecret")]
pub struct Wish {
    pub value: String,
}

pub async fn list(cx: &Context) -> Result<Secrets> {
    cx.require_administer(Administer::Catalog)?;
    let purposes = cx.runtime.store.read().await?.secret_purposes(Id::nil()).await?;
    let prefix = format!("{PURPOSE}:");
    Ok(Secrets { names: purposes.iter().filter_map(|purpose| purpose.strip_prefix(&prefix).map(str::to_owned)).collect() })
}

pub async fn keep(cx: &Context, name: &str, wish: &Wish) -> Result<Secrets> {
    cx.require_administer(Administer::Catalog)?;
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    if name.is_empty() || name.len() > LONGEST_NAME || !name.chars().all(fits) {
        let message = say!("名称只能用字母、数字、_ 和 -，最多 {} 个字符", "A name has letters, digits, _ and -, at most {}", LONGEST_NAME);
        return Err(Error::fields(vec![FieldError::new("name", "name", message)]));
    }
    if wish.value.is_empty() || wish.value.len() > LONGEST {
        let message = say!("密钥应有 1 到 {} 个字符", "A secret has 1 to {} characters", LONGEST);
        return Err(Error::fields(vec![FieldError::new("value", "length", message)]));
    }
    let mut tx = cx.runtime.store.begin().await?;
    tx.keep_secret(&purpose(name), Id::nil(), wish.value.as_bytes()).await?;
    tx.audit(&cx.entry(AuditKind::Setting).with(json!({"setting": purpose(name), "after": "kept"}))).await?;
    tx.commit().await?;
    list(cx).await
}

pub async fn forget(cx: &Context, name: &str) -> Result<()> {
    cx.require_administer(Administer::Catalog)?;
    let mut tx = cx.runtime.store.begin().await?;
    if !tx.forget_secret(&purpose(name), Id::nil()).await? {
        return Err(Error::not_found(say!("没有名为「{}」的密钥", "There is no secret called `{}`", name)));
    }
    tx.audit(&cx.entry(AuditKind::Setting).with(json!({"setting": purpose(name), "after": "forgotten"}))).await?;
    tx.commit().await
}
