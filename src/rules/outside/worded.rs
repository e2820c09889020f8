//! A text in the settings of what goes outside: written with `{{ field }}` in it, or kept as a secret of the workspace and only
//! named. What is prepared and kept never holds the secret itself.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::{Sending, host};
pub use crate::catalog::model::SecretRef as Secret;
use crate::error::Result;
use crate::lang::Label;
use crate::say;
use crate::template;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Worded {
    /// May hold `{{ field }}`.
    #[schemars(extend("format" = "template"))]
    Text(String),
    Secret(Secret),
}

impl Worded {
    /// With the record's values put in.
    pub fn filled(&self, values: &Json) -> Result<Worded> {
        match self {
            Worded::Text(text) => Ok(Worded::Text(template::render(text, values)?)),
            Worded::Secret(_) => Ok(self.clone()),
        }
    }

    /// As it is sent.
    pub async fn said(&self, sending: &Sending) -> Result<String> {
        match self {
            Worded::Text(text) => Ok(text.clone()),
            Worded::Secret(secret) => sending.secret(&secret.secret).await,
        }
    }

    /// The server an address leads to, as far as it can be told without the secret.
    pub fn receiver(&self) -> String {
        match self {
            Worded::Text(url) => host(url).to_owned(),
            Worded::Secret(secret) => secret.secret.clone(),
        }
    }

    pub fn check(&self, at: &str) -> Option<(String, Label)> {
        let message = match self {
            Worded::Text(text) => template::check(text).err()?.message,
            Worded::Secret(secret) if secret.secret.is_empty() => say!("密钥的名称不能为空", "the name of a secret cannot be empty"),
            Worded::Secret(_) => return None,
        };
        Some((at.to_owned(), message))
    }

    /// As [`Self::check`], of an address.
    pub fn check_url(&self, at: &str) -> Option<(String, Label)> {
        match self {
            Worded::Text(url) if !url.starts_with("https://") && !url.starts_with("http://") => {
                Some((at.to_owned(), say!("地址应以 https:// 或 http:// 开头", "an address begins with https:// or http://")))
            }
            other => other.check(at),
        }
    }
}
