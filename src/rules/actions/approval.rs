//! Submit the record for approval.

use futures_util::future::BoxFuture;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::{Action, CheckCx, Run, StepType, typed};
use crate::error::{Error, Result};
use crate::lang::Label;
use crate::records::approvals;
use crate::say;

pub const TYPE: StepType = StepType {
    name: "approval",
    label: || Label::new("提交审批", "Start an approval"),
    schema: || schemars::schema_for!(Submit),
    compile: typed::<Submit>,
};

#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Submit {
    /// Key of the approval; it is about records of the same object.
    approval: String,
}

impl Action for Submit {
    fn run<'a>(&'a self, run: &'a mut Run<'_, '_>) -> BoxFuture<'a, Result<Json>> {
        Box::pin(async move {
            let unknown = || Error::invalid("unknown_approval", say!("没有审批「{}」", "There is no approval `{}`", self.approval));
            let definition = run.work.cx.catalog().approvals.get(&self.approval).cloned().ok_or_else(unknown)?;
            let object = run.object.clone();
            let id = approvals::within(run.work, &object, run.record, &definition, None).await?;
            Ok(json!({"approval": definition.key, "id": id}))
        })
    }

    fn check(&self, cx: &CheckCx<'_>) -> Vec<(String, Label)> {
        let known = cx.catalog.approvals.get(&self.approval).is_some_and(|definition| definition.object == cx.object.key);
        let message = || say!("对象「{}」没有审批「{}」", "`{}` has no approval `{}`", cx.object.key, self.approval);
        if known { Vec::new() } else { vec![("/approval".to_owned(), message())] }
    }
}
