//! Do the steps of another rule, here and now, if its conditions hold.

use schemars::JsonSchema;
use serde::Deserialize;

use super::super::Run;
use super::super::kinds::{Body, CheckCx, StepType};
use super::super::values::{self, RecordRef};
use crate::error::Result;
use crate::lang::Label;
use crate::say;
use crate::value::Id;

pub const TYPE: StepType = StepType {
    name: "call",
    label: || Label::new("调用另一条规则", "Call another rule"),
    schema: || schemars::schema_for!(Call),
    compile: |settings| Ok(Body::Call(serde_json::from_value(settings)?)),
};

#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Call {
    /// Key of the rule; it is about records of the same object, or of the one that `record` leads to.
    pub rule: String,
    /// Another record than the one at hand; nothing is done when it is empty.
    #[serde(default)]
    record: Option<RecordRef>,
}

impl Call {
    /// Object and record to go on with.
    pub async fn target(&self, run: &mut Run<'_, '_>) -> Result<Option<(String, Id)>> {
        match &self.record {
            None => Ok(Some((run.object.key.clone(), run.record))),
            Some(record) => Ok(values::record_at(run, record).await?.map(|(object, id)| (object.key.clone(), id))),
        }
    }

    pub fn check(&self, cx: &CheckCx<'_>) -> Vec<(String, Label)> {
        let target = match &self.record {
            None => Some(cx.object.key.clone()),
            Some(record) => values::object_of(cx, record),
        };
        let Some(target) = target else {
            return vec![("/record/ref".to_owned(), say!("不指向任何对象的记录", "it points to no record of any object"))];
        };
        let message = match cx.catalog.rules.get(&self.rule) {
            None => say!("没有规则「{}」", "there is no rule `{}`", self.rule),
            Some(rule) if rule.object != target => say!(
                "规则「{}」属于对象 {}，而这里的记录属于 {}",
                "the rule `{}` is about records of {}, and this one is of {}",
                self.rule,
                rule.object,
                target
            ),
            Some(_) => return Vec::new(),
        };
        vec![("/rule".to_owned(), message)]
    }
}
