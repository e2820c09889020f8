//! Run a Rhai function: it gets the record as a map and answers a map of fields to set, or nothing.

use futures_util::future::BoxFuture;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value as Json, json};

use super::{Action, StepType, CheckCx, Run, typed};
use crate::error::{Error, Result};
use crate::lang::Label;
use crate::records::{decode, update};
use crate::runtime;
use crate::say;
use crate::script::Vars;

pub const TYPE: StepType = StepType {
    name: "script",
    label: || Label::new("运行脚本", "Run a script"),
    schema: || schemars::schema_for!(Script),
    compile: typed::<Script>,
};

#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Script {
    /// `file::function` of a file under `scripts/`.
    function: String,
}

impl Action for Script {
    fn run<'a>(&'a self, run: &'a mut Run<'_, '_>) -> BoxFuture<'a, Result<Json>> {
        Box::pin(async move {
            let object = run.object.clone();
            let published = run.work.cx.published.clone();
            let record = run.current().await?;
            let mut vars = Vars::new();
            for field in object.fields.iter().filter(|field| !field.def.retired) {
                if field.kind.pipeline().is_some() {
                    vars.set_map(field.key(), &runtime::stage(&published.catalog, field, &record.values[field.slot]));
                } else {
                    vars.set(field.key(), runtime::seen(field, &record));
                }
            }
            let failed = |error: crate::script::ScriptError| Error::invalid("script", error.with_place());
            let answer = published.programs.call(&self.function, vars.into_record()).map_err(failed)?;
            let values: Map<String, Json> = match answer {
                Json::Object(values) => values,
                Json::Null => return Ok(json!({"values": {}})),
                _ => {
                    let message = say!("函数应返回字段的映射，或不返回", "The function must answer a map of fields, or nothing");
                    return Err(Error::invalid("script_result", message));
                }
            };
            let decoded = decode(run.work.cx, &object, &values).map_err(Error::fields)?;
            let edit = update::Edit { values: decoded, ..update::Edit::default() };
            update::within(run.work, &object, run.record, edit).await?;
            Ok(json!({"values": object.told(values)}))
        })
    }

    fn check(&self, cx: &CheckCx<'_>) -> Vec<(String, Label)> {
        let known = self.function.split_once("::").is_some_and(|(file, name)| {
            let source = cx.catalog.scripts.get(file);
            source.is_some_and(|source| source.contains(&format!("fn {name}(")))
        });
        if known {
            return Vec::new();
        }
        vec![("/function".to_owned(), say!("没有函数 {}，应写作 文件::函数", "there is no function {}; write file::function", self.function))]
    }
}
