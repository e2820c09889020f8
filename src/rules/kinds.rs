//! Every kind of step: what it is called, the schema of its settings, and what a definition of it means. Knows nothing of runs.

use std::sync::Arc;

use serde_json::{Map, Value as Json, json};

use super::actions::{self, Action};
use super::names::{Known, KnownNames};
use super::outside::{self, Outside};
use super::steps::{self, Branch, Call, Each, Stop, Wait};
use crate::catalog::model::ActionDef;
use crate::catalog::{Catalog, Object};
use crate::lang::Label;
use crate::say;

/// A kind of step as rules and the studio find it.
pub struct StepType {
    pub name: &'static str,
    pub label: fn() -> Label,
    pub schema: fn() -> schemars::Schema,
    pub compile: fn(Json) -> Result<Body, serde_json::Error>,
}

/// What a step is made of.
pub enum Body {
    /// Does something within the workspace, in the run's transaction.
    Inside(Box<dyn Action>),
    /// Reaches outside, between two transactions.
    Outside(Box<dyn Outside>),
    Branch(Branch),
    Each(Each),
    Wait(Wait),
    Stop(Stop),
    Call(Call),
}

/// What the check of a step may look at.
pub struct CheckCx<'a> {
    pub catalog: &'a Catalog,
    pub object: &'a Arc<Object>,
    /// What earlier steps call their outcome.
    pub names: &'a KnownNames,
    /// The object around an `each`.
    pub outer: Option<&'a Arc<Object>>,
}

/// Every kind there is, those that only steer first.
pub fn all() -> impl Iterator<Item = &'static StepType> {
    steps::ALL.iter().chain(actions::ALL).chain(outside::ALL)
}

pub fn find(name: &str) -> Option<&'static StepType> {
    all().find(|kind| kind.name == name)
}

/// The step a definition means, or what is wrong with it. The steps inside it are left for later.
pub fn compile(definition: &ActionDef) -> Result<Body, Label> {
    let Some(found) = find(&definition.kind) else {
        let names = all().map(|kind| kind.name).collect::<Vec<_>>().join(", ");
        return Err(say!("没有步骤「{}」，可用的有：{}", "there is no step `{}`; there are {}", definition.kind, names));
    };
    let settings = Json::Object(definition.settings.clone());
    (found.compile)(settings).map_err(|error| say!("设置有误：{}", "its settings are wrong: {}", error))
}

/// What each kind is called and which settings it takes, by its name. A setting's `x-label` and `x-hint` are what people call it; a text of
/// the format `template` may hold fields.
pub fn described() -> Map<String, Json> {
    all().map(|kind| (kind.name.to_owned(), json!({"label": (kind.label)(), "settings": (kind.schema)()}))).collect()
}

impl Body {
    /// What is wrong with the settings in this catalog; pointers are relative to the step.
    pub fn check(&self, cx: &CheckCx<'_>) -> Vec<(String, Label)> {
        match self {
            Body::Inside(action) => action.check(cx),
            Body::Outside(action) => action.check(cx),
            Body::Branch(branch) => branch.check(cx),
            Body::Each(each) => each.check(cx),
            Body::Wait(wait) => wait.check(cx),
            Body::Stop(_) => Vec::new(),
            Body::Call(call) => call.check(cx),
        }
    }

    /// The name later steps know its outcome by, and what that is.
    pub fn named(&self) -> Option<(&str, Known)> {
        match self {
            Body::Inside(action) => action.named(),
            Body::Outside(action) => action.named(),
            Body::Branch(_) | Body::Each(_) | Body::Wait(_) | Body::Stop(_) | Body::Call(_) => None,
        }
    }
}
