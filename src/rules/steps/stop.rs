//! End the run here, from wherever in it.

use schemars::JsonSchema;
use serde::Deserialize;

use super::super::kinds::{Body, StepType};
use crate::lang::Label;

pub const TYPE: StepType = StepType {
    name: "stop",
    label: || Label::new("结束", "Stop"),
    schema: || schemars::schema_for!(Stop),
    compile: |settings| Ok(Body::Stop(serde_json::from_value(settings)?)),
};

#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Stop {}
