//! Put the record into a pool, for others to claim.

use futures_util::future::BoxFuture;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::{Action, CheckCx, Run, StepType, typed};
use crate::catalog::listed;
use crate::error::Result;
use crate::lang::Label;
use crate::records::{pool, update};
use crate::say;

pub const TYPE: StepType = StepType {
    name: "release",
    label: || Label::new("放入公海", "Release to a pool"),
    schema: || schemars::schema_for!(Release),
    compile: typed::<Release>,
};

#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Release {
    /// Key of a pool of this object.
    pool: String,
}

impl Action for Release {
    fn run<'a>(&'a self, run: &'a mut Run<'_, '_>) -> BoxFuture<'a, Result<Json>> {
        Box::pin(async move {
            let object = run.object.clone();
            let values = pool::into(run.work.cx, &object, &self.pool)?;
            update::within(run.work, &object, run.record, update::Edit { values, ..update::Edit::default() }).await?;
            Ok(json!({"pool": self.pool}))
        })
    }

    fn check(&self, cx: &CheckCx<'_>) -> Vec<(String, Label)> {
        let own: Vec<&str> = cx.catalog.pools_of(&cx.object.key).map(|pool| pool.key.as_str()).collect();
        if own.contains(&self.pool.as_str()) {
            return Vec::new();
        }
        let (object, known) = (&cx.object.key, listed(own));
        vec![("/pool".to_owned(), say!("{} 没有公海「{}」，可用的有：{}", "{} has no pool `{}`; there are: {}", object, self.pool, known))]
    }
}
