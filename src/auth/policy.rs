//! What the workspace asks of those who sign in: how long passwords are, who has to change one. A setting of the workspace, for those
//! who look after users.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::catalog::model::Administer;
use crate::error::{Error, FieldError, Result};
use crate::records::Context;
use crate::say;
use crate::store::{AuditKind, Conn};

const SETTING: &str = "sign_in_policy";
pub const SHORTEST: u32 = 8;
const LONGEST_MINIMUM: u32 = 64;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(rename = "SignInPolicy")]
pub struct Policy {
    /// Characters of a password, at least.
    pub min_length: u32,
    /// A password that somebody else set has to be changed at the next sign-in.
    pub change_after_set: bool,
}

impl Default for Policy {
    fn default() -> Self {
        Policy { min_length: SHORTEST, change_after_set: true }
    }
}

pub async fn of(conn: &mut Conn) -> Result<Policy> {
    let kept = conn.setting(SETTING).await?.filter(|kept| !kept.is_null());
    Ok(kept.map(serde_json::from_value).transpose().map_err(Error::internal)?.unwrap_or_default())
}

pub async fn show(cx: &Context) -> Result<Policy> {
    cx.require_administer(Administer::Users)?;
    of(&mut *cx.runtime.store.read().await?).await
}

pub async fn set(cx: &Context, policy: Policy) -> Result<Policy> {
    cx.require_administer(Administer::Users)?;
    if !(SHORTEST..=LONGEST_MINIMUM).contains(&policy.min_length) {
        let message = say!("要在 {} 到 {} 之间", "Between {} and {}", SHORTEST, LONGEST_MINIMUM);
        return Err(Error::fields(vec![FieldError::new("min_length", "range", message)]));
    }
    let mut tx = cx.runtime.store.begin().await?;
    let before = of(&mut tx).await?;
    tx.set_setting(SETTING, &serde_json::to_value(&policy).map_err(Error::internal)?).await?;
    tx.audit(&cx.entry(AuditKind::Setting).with(json!({ "setting": SETTING, "before": before, "after": policy }))).await?;
    tx.commit().await?;
    Ok(policy)
}
