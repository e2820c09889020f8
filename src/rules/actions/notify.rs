//! Tell people in the app.

use futures_util::future::BoxFuture;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::super::words;
use super::{Action, CheckCx, Run, StepType, typed};
use crate::error::Result;
use crate::lang::{Label, Lang};
use crate::records::post::{self, News};
use crate::template;

pub const TYPE: StepType = StepType {
    name: "notify",
    label: || Label::new("站内通知", "Notify in the app"),
    schema: || schemars::schema_for!(Notify),
    compile: typed::<Notify>,
};

#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Notify {
    /// `owner`, `created_by`, any path to a user (`owner.manager`), or `admins`.
    to: Vec<String>,
    /// May hold `{{ field }}` and `{{ lookup.field }}`.
    text: Label,
}

impl Action for Notify {
    fn run<'a>(&'a self, run: &'a mut Run<'_, '_>) -> BoxFuture<'a, Result<Json>> {
        Box::pin(async move {
            let people = super::people::all(run, &self.to).await?;
            let zh = words::words(run, Lang::Zh).await?;
            let en = words::words(run, Lang::En).await?;
            let text = Label::new(template::render(&self.text.zh, &zh)?, template::render(&self.text.en, &en)?);
            let about = Some((run.object.key.clone(), run.record));
            for user in &people {
                post::tell(run.work, News { user: *user, text: text.clone(), about: about.clone(), kind: post::Kind::Rule, task: None }).await?;
            }
            Ok(json!({"users": people, "text": text}))
        })
    }

    fn check(&self, cx: &CheckCx<'_>) -> Vec<(String, Label)> {
        let mut problems = super::people::check_all(cx, &self.to, "/to");
        for (key, source) in [("zh-CN", &self.text.zh), ("en", &self.text.en)] {
            problems.extend(template::check(source).err().map(|error| (format!("/text/{key}"), error.message)));
        }
        problems
    }
}
