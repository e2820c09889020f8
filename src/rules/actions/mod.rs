//! What a rule can do, one file each: typed settings, a check at publish, and the doing.

mod assign;
mod create;
mod notify;
mod people;
mod script;
mod set;
mod share;

use std::collections::BTreeSet;
use std::sync::Arc;

use futures_util::future::BoxFuture;
use serde::de::DeserializeOwned;
use serde_json::Value as Json;

use super::Run;
use crate::catalog::model::ActionDef;
use crate::catalog::{Catalog, Object};
use crate::error::Result;
use crate::lang::Label;
use crate::say;

/// An action with its settings.
pub trait Action: Send + Sync {
    /// Does it; the answer is kept as what the step did.
    fn run<'a>(&'a self, run: &'a mut Run<'_, '_>) -> BoxFuture<'a, Result<Json>>;

    /// What is wrong with the settings in this catalog; pointers are relative to the action.
    fn check(&self, cx: &CheckCx<'_>) -> Vec<(String, Label)>;

    /// The name later actions know the created record by.
    fn names(&self) -> Option<&str> {
        None
    }
}

/// What an action's check may look at.
pub struct CheckCx<'a> {
    pub catalog: &'a Catalog,
    pub object: &'a Arc<Object>,
    /// Names of records that earlier actions create.
    pub names: &'a BTreeSet<String>,
}

/// An action as rules and the studio find it.
pub struct ActionType {
    pub name: &'static str,
    pub label: fn() -> Label,
    pub schema: fn() -> schemars::Schema,
    compile: fn(Json) -> Result<Box<dyn Action>, serde_json::Error>,
}

/// Every action there is.
pub static ALL: &[ActionType] = &[set::TYPE, create::TYPE, assign::TYPE, notify::TYPE, share::TYPE, script::TYPE];

pub fn find(name: &str) -> Option<&'static ActionType> {
    ALL.iter().find(|action| action.name == name)
}

/// The action a definition means, or what is wrong with it.
pub fn compile(definition: &ActionDef) -> Result<Box<dyn Action>, Label> {
    let Some(found) = find(&definition.kind) else {
        let names = ALL.iter().map(|action| action.name).collect::<Vec<_>>().join(", ");
        return Err(say!("没有动作「{}」，可用的有：{}", "there is no action `{}`; there are {}", definition.kind, names));
    };
    let settings = Json::Object(definition.settings.clone());
    (found.compile)(settings).map_err(|error| say!("设置有误：{}", "its settings are wrong: {}", error))
}

fn typed<T: Action + DeserializeOwned + 'static>(settings: Json) -> Result<Box<dyn Action>, serde_json::Error> {
    Ok(Box::new(serde_json::from_value::<T>(settings)?))
}

/// Problems of a map of values for fields of `target`, at `/values/<key>`.
fn check_values(cx: &CheckCx<'_>, target: &Object, values: &serde_json::Map<String, Json>) -> Vec<(String, Label)> {
    let mut problems = Vec::new();
    for (key, written) in values {
        let message = match target.field(key) {
            None => Some(say!("{} 没有字段「{}」", "{} has no field `{}`", target.key, key)),
            Some(field) if field.kind.computed() => Some(say!("「{}」是计算出来的，不能设置", "`{}` is computed and cannot be set", key)),
            Some(field) => super::values::check(cx.catalog, cx.object, field, written, cx.names),
        };
        problems.extend(message.map(|message| (format!("/values/{key}"), message)));
    }
    problems
}
