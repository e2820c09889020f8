//! Create a record, of any object, from the one the rule runs on.

use futures_util::future::BoxFuture;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value as Json, json};

use super::super::names::{Known, Named};
use super::{Action, StepType, CheckCx, Run, check_values, typed};
use crate::error::{Error, Result};
use crate::lang::{Label, Lang};
use crate::records::{Duplicates, create, decode, options};
use crate::say;

pub const TYPE: StepType = StepType {
    name: "create",
    label: || Label::new("新建记录", "Create a record"),
    schema: || schemars::schema_for!(Create),
    compile: typed::<Create>,
};

#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Create {
    object: String,
    /// Field → value.
    values: Map<String, Json>,
    /// Later actions refer to the new record as `{"ref": "$<name>"}`.
    #[serde(default, rename = "as")]
    name: Option<String>,
}

impl Action for Create {
    fn run<'a>(&'a self, run: &'a mut Run<'_, '_>) -> BoxFuture<'a, Result<Json>> {
        Box::pin(async move {
            let unknown = || Error::invalid("unknown_object", say!("没有对象「{}」", "There is no object `{}`", self.object));
            let target = run.work.cx.catalog().object(&self.object).cloned().ok_or_else(unknown)?;
            let mut values = super::super::values::resolve_all(run, &target, &self.values).await?;
            let pooled = target.pool.is_some_and(|slot| values.get(target.fields[slot].key()).is_some_and(|pool| !pool.is_null()));
            if !values.contains_key("owner") && !pooled {
                let owner = run.current().await?.owner();
                values.insert("owner".to_owned(), json!(owner));
            }
            let decoded = decode(run.work.cx, &target, &values).map_err(Error::fields)?;
            let written = create::within(run.work, &target, decoded, Duplicates::Accept).await?;
            let id = written.record.id();
            if let Some(name) = &self.name {
                run.place.names.insert(name.clone(), Named::Record { object: target.key.clone(), id });
            }
            let title = options::title(&target, &written.record, Lang::Zh);
            Ok(json!({"object": target.key, "id": id, "title": title, "warnings": written.warnings}))
        })
    }

    fn check(&self, cx: &CheckCx<'_>) -> Vec<(String, Label)> {
        match cx.catalog.object(&self.object) {
            Some(target) => check_values(cx, target, &self.values),
            None => {
                let message = say!("没有对象「{}」", "there is no object `{}`", self.object);
                vec![("/object".to_owned(), message)]
            }
        }
    }

    fn named(&self) -> Option<(&str, Known)> {
        Some((self.name.as_deref()?, Known::Record(self.object.clone())))
    }
}
