//! What the workspace asks of those who sign in: how long passwords are, who has to change one. A setting of the workspace, for those
//! who look after users.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};

use crate::catalog::Catalog;
use crate::catalog::model::Administer;
use crate::error::{Error, FieldError, Result};
use crate::records::Context;
use crate::say;
use crate::store::{AuditKind, Conn, SIGN_IN_RULES as SETTING};
use crate::value::User;

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
    /// Who cannot do without a second factor.
    pub second_factor: SecondFactorFor,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SecondFactorFor {
    #[default]
    Nobody,
    /// Those with a role that administers anything.
    Administrators,
    Everybody,
}

impl Default for Policy {
    fn default() -> Self {
        Policy { min_length: SHORTEST, change_after_set: true, second_factor: SecondFactorFor::Nobody }
    }
}

impl Policy {
    pub fn asks_for_second_factor(&self, catalog: &Catalog, user: &User) -> bool {
        match self.second_factor {
            SecondFactorFor::Nobody => false,
            SecondFactorFor::Everybody => true,
            SecondFactorFor::Administrators => {
                let roles = catalog.roles.roles.iter().filter(|role| user.roles.contains(&role.key));
                roles.into_iter().any(|role| !role.administer.is_empty())
            }
        }
    }
}

pub async fn of(conn: &mut Conn) -> Result<Policy> {
    kept(conn.setting(SETTING).await?)
}

/// What the setting says; what has never been set is as it is by default.
pub(super) fn kept(setting: Option<Json>) -> Result<Policy> {
    let kept = setting.filter(|kept| !kept.is_null());
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
