//! Set fields of the record, or of a record it refers to.

use futures_util::future::BoxFuture;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value as Json, json};

use super::super::values::{self, RecordRef};
use super::{Action, StepType, CheckCx, Run, check_values, typed};
use crate::error::{Error, Result};
use crate::lang::Label;
use crate::records::{decode, update};
use crate::say;

pub const TYPE: StepType = StepType {
    name: "set",
    label: || Label::new("设置字段", "Set fields"),
    schema: || schemars::schema_for!(Set),
    compile: typed::<Set>,
};

#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Set {
    /// Field → value.
    values: Map<String, Json>,
    /// Another record than the one the rule runs on: `{"ref": "<lookup>"}`; nothing is done when it is empty.
    #[serde(default)]
    record: Option<RecordRef>,
}

impl Action for Set {
    fn run<'a>(&'a self, run: &'a mut Run<'_, '_>) -> BoxFuture<'a, Result<Json>> {
        Box::pin(async move {
            let found = match &self.record {
                None => Some((run.object.clone(), run.record)),
                Some(record) => values::record_at(run, record).await?,
            };
            let Some((target, id)) = found else { return Ok(json!({"nothing": true})) };
            let values = values::resolve_all(run, &target, &self.values).await?;
            let decoded = decode(run.work.cx, &target, &values).map_err(Error::fields)?;
            let edit = update::Edit { values: decoded, expect: None, note: None };
            update::within(run.work, &target, id, edit).await?;
            Ok(json!({"object": target.key, "id": id, "values": target.told(values)}))
        })
    }

    fn check(&self, cx: &CheckCx<'_>) -> Vec<(String, Label)> {
        let target = self.record.as_ref().map_or_else(|| Some(cx.object.key.clone()), |record| values::object_of(cx, record));
        match target.and_then(|key| cx.catalog.object(&key)) {
            Some(target) => check_values(cx, target, &self.values),
            None => vec![("/record/ref".to_owned(), say!("不指向任何对象的记录", "it points to no record of any object"))],
        }
    }
}
