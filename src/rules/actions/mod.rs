//! What a rule can do, one file each: typed settings, a check at publish, and the doing.

mod approval;
mod assign;
mod create;
mod document;
mod notify;
pub(super) mod people;
mod release;
mod script;
mod set;
mod share;

use chrono::{DateTime, Utc};
use futures_util::future::BoxFuture;
use serde::de::DeserializeOwned;
use serde_json::Value as Json;

use super::Run;
use super::kinds::{Body, CheckCx, StepType};
use super::names::Known;
use crate::catalog::Object;
use crate::error::Result;
use crate::lang::Label;
use crate::say;

/// An action with its settings.
pub trait Action: Send + Sync {
    /// Does it; the answer is kept as what the step did.
    fn run<'a>(&'a self, run: &'a mut Run<'_, '_>) -> BoxFuture<'a, Result<Json>>;

    /// What is wrong with the settings in this catalog; pointers are relative to the action.
    fn check(&self, cx: &CheckCx<'_>) -> Vec<(String, Label)>;

    /// When it is looked again whether it can be done, if it cannot be now; the run rests until then.
    fn rests<'a>(&'a self, _run: &'a mut Run<'_, '_>) -> Option<BoxFuture<'a, Result<Option<DateTime<Utc>>>>> {
        None
    }

    /// The name later steps know its outcome by, and what that is.
    fn named(&self) -> Option<(&str, Known)> {
        None
    }
}

/// Every action there is.
pub static ALL: &[StepType] = &[set::TYPE, create::TYPE, assign::TYPE, notify::TYPE, share::TYPE, release::TYPE, approval::TYPE, document::TYPE, script::TYPE];

fn typed<T: Action + DeserializeOwned + 'static>(settings: Json) -> Result<Body, serde_json::Error> {
    Ok(Body::Inside(Box::new(serde_json::from_value::<T>(settings)?)))
}

/// Problems of a map of values for fields of `target`, at `/values/<key>`.
fn check_values(cx: &CheckCx<'_>, target: &Object, values: &serde_json::Map<String, Json>) -> Vec<(String, Label)> {
    let mut problems = Vec::new();
    for (key, written) in values {
        let message = match target.field(key) {
            None => Some(say!("{} 没有字段「{}」", "{} has no field `{}`", target.key, key)),
            Some(field) if field.kind.computed() => Some(say!("「{}」是计算出来的，不能设置", "`{}` is computed and cannot be set", key)),
            Some(field) => super::values::check(cx, field, written),
        };
        problems.extend(message.map(|message| (format!("/values/{key}"), message)));
    }
    problems
}
