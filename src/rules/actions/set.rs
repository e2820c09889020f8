//! Set fields of the record, or of a record it refers to.

use futures_util::future::BoxFuture;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value as Json, json};

use super::{Action, ActionType, CheckCx, Run, check_values, typed};
use crate::error::{Error, Result};
use crate::lang::Label;
use crate::query;
use crate::records::{decode, update};
use crate::say;
use crate::value::Id;

pub const TYPE: ActionType = ActionType {
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

#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct RecordRef {
    #[serde(rename = "ref")]
    path: String,
}

impl Set {
    /// Key of the object whose record is set.
    fn target(&self, cx: &CheckCx<'_>) -> Option<String> {
        let Some(record) = &self.record else { return Some(cx.object.key.clone()) };
        target_of(cx.catalog, cx.object, &record.path)
    }
}

fn target_of(catalog: &crate::catalog::Catalog, object: &std::sync::Arc<crate::catalog::Object>, path: &str) -> Option<String> {
    let path = query::path(catalog, object, path).ok()?;
    Some(path.field(object)?.kind.reference()?.object.clone())
}

impl Action for Set {
    fn run<'a>(&'a self, run: &'a mut Run<'_, '_>) -> BoxFuture<'a, Result<Json>> {
        Box::pin(async move {
            let (target, id) = match &self.record {
                None => (run.object.clone(), Some(run.record)),
                Some(record) => {
                    let written = json!({"ref": record.path});
                    let id = super::super::values::resolve(run, &written, None).await?;
                    let id: Option<Id> = id.as_str().and_then(|text| text.parse().ok());
                    let target = target_of(run.work.cx.catalog(), &run.object, &record.path);
                    let target = target.and_then(|key| run.work.cx.catalog().object(&key).cloned());
                    let unknown = || Error::invalid("bad_ref", say!("「{}」不指向记录", "`{}` points to no record", record.path));
                    (target.ok_or_else(unknown)?, id)
                }
            };
            let Some(id) = id else { return Ok(json!({"nothing": true})) };
            let values = super::super::values::resolve_all(run, &target, &self.values).await?;
            let decoded = decode(run.work.cx, &target, &values).map_err(Error::fields)?;
            let edit = update::Edit { values: decoded, expect: None, note: None };
            update::within(run.work, &target, id, edit).await?;
            Ok(json!({"object": target.key, "id": id, "values": values}))
        })
    }

    fn check(&self, cx: &CheckCx<'_>) -> Vec<(String, Label)> {
        match self.target(cx).and_then(|key| cx.catalog.object(&key)) {
            Some(target) => check_values(cx, target, &self.values),
            None => vec![("/record/ref".to_owned(), say!("不指向任何对象的记录", "it points to no record of any object"))],
        }
    }
}
