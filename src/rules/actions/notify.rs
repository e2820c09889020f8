//! Tell people in the app: whoever sees the record, and each what they see of it.

use futures_util::future::BoxFuture;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::super::words;
use super::{Action, CheckCx, Run, StepType, typed};
use crate::error::Result;
use crate::lang::{Label, Lang};
use crate::records::post::{self, News, Recipient};
use crate::template::{self, Text};

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
            let (mut told, mut unseen) = (Vec::new(), Vec::new());
            for user in people {
                let cx = run.work.cx;
                let to = Recipient::of(&mut run.work.tx, &cx.runtime, &cx.published, user).await?;
                let (object, record) = (run.object.key.clone(), run.record);
                let seen = match &to {
                    Some(to) => to.sees(&mut run.work.tx, &object, record).await?,
                    None => false,
                };
                let Some(to) = to.filter(|_| seen) else {
                    unseen.push(user);
                    continue;
                };
                let text = if to.cx.policy.reads_everything() { text.clone() } else { self.seen_by(run, &to).await? };
                post::tell(run.work, News { user, text, about: Some((object, record)), kind: post::Kind::Rule, task: None }).await?;
                told.push(user);
            }
            Ok(json!({"users": told, "unseen": unseen, "text": text}))
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

impl Notify {
    /// The text with what somebody sees of the record.
    async fn seen_by(&self, run: &mut Run<'_, '_>, to: &Recipient) -> Result<Label> {
        let (zh, en) = (Text::read(&self.text.zh)?, Text::read(&self.text.en)?);
        let (in_zh, in_en) = (words::words_seen(run, to, &zh, Lang::Zh).await?, words::words_seen(run, to, &en, Lang::En).await?);
        Ok(Label::new(zh.render(&in_zh)?, en.render(&in_en)?))
    }
}
