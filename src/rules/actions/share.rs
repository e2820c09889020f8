//! Share the record with people, to read or to change it.

use std::collections::BTreeSet;

use futures_util::future::BoxFuture;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::{Action, StepType, CheckCx, Run, people, typed};
use crate::error::Result;
use crate::lang::Label;
use crate::records::share::{self, Access};
use crate::value::Id;

pub const TYPE: StepType = StepType {
    name: "share",
    label: || Label::new("共享记录", "Share the record"),
    schema: || schemars::schema_for!(Share),
    compile: typed::<Share>,
};

#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Share {
    /// `owner.manager`, or any path to a user.
    with: Vec<String>,
    access: Access,
}

impl Action for Share {
    fn run<'a>(&'a self, run: &'a mut Run<'_, '_>) -> BoxFuture<'a, Result<Json>> {
        Box::pin(async move {
            let mut users: BTreeSet<Id> = BTreeSet::new();
            for path in &self.with {
                users.extend(people::at(run, path).await?);
            }
            let object = run.object.clone();
            for user in &users {
                share::within(run.work, &object, run.record, share::Wish { user: *user, access: self.access }).await?;
            }
            Ok(json!({"users": users, "access": self.access}))
        })
    }

    fn check(&self, cx: &CheckCx<'_>) -> Vec<(String, Label)> {
        let wrong = |(index, path): (usize, &String)| Some((format!("/with/{index}"), people::check(cx, path)?));
        self.with.iter().enumerate().filter_map(wrong).collect()
    }
}
