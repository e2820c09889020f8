//! Go one way or the other, by a condition.

use schemars::JsonSchema;
use serde::Deserialize;

use super::super::Run;
use super::super::kinds::{Body, CheckCx, StepType};
use crate::catalog::model::ActionDef;
use crate::error::Result;
use crate::lang::Label;
use crate::say;
use crate::value::filter::Filter;

pub const TYPE: StepType = StepType {
    name: "branch",
    label: || Label::new("条件分支", "Branch"),
    schema: || schemars::schema_for!(Branch),
    compile: |settings| Ok(Body::Branch(serde_json::from_value(settings)?)),
};

/// Both conditions must hold when both are given.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Branch {
    /// What the record must match.
    #[serde(default, rename = "if")]
    filter: Option<Filter>,
    /// A Rhai expression that must be true.
    #[serde(default)]
    when: Option<String>,
    then: Vec<ActionDef>,
    #[serde(default, rename = "else")]
    otherwise: Vec<ActionDef>,
}

impl Branch {
    /// The setting that holds the steps to go on with.
    pub async fn way(&self, run: &mut Run<'_, '_>) -> Result<&'static str> {
        let holds = run.holds(self.filter.as_ref(), self.when.as_deref()).await?;
        Ok(if holds { "then" } else { "else" })
    }

    pub fn check(&self, cx: &CheckCx<'_>) -> Vec<(String, Label)> {
        let mut problems = Vec::new();
        if self.filter.is_none() && self.when.is_none() {
            problems.push((String::new(), say!("请写条件：if 或 when", "give a condition: `if` or `when`")));
        }
        if let Some(filter) = &self.filter {
            problems.extend(super::check_filter(cx, cx.object, filter, "/if"));
        }
        if self.then.is_empty() && self.otherwise.is_empty() {
            problems.extend(super::check_not_empty(&self.then, "/then"));
        }
        problems
    }
}
