//! Send an e-mail, by the workspace's mail server.

use std::collections::BTreeSet;

use futures_util::future::BoxFuture;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};

use super::super::actions::people;
use super::super::{values, words};
use super::{CheckCx, Outside, Run, Sending, Sent, StepType, outside};
use crate::access::USER;
use crate::error::{Error, Result};
use crate::lang::{Label, Lang};
use crate::outbound::{Letter, is_address};
use crate::query;
use crate::records::person;
use crate::records::post::{html, server};
use crate::say;
use crate::template;

pub const TYPE: StepType = StepType {
    name: "email",
    label: || Label::new("发送邮件", "Send an e-mail"),
    schema: || schemars::schema_for!(Email),
    compile: outside::<Email>,
};

#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Email {
    /// Each is `owner`, `created_by`, `admins`, any path to a user, a path to a field with an e-mail address, or an address itself.
    to: Vec<String>,
    /// As `to`.
    #[serde(default)]
    cc: Vec<String>,
    /// Where answers go, one of the same; when absent, to where the message comes from.
    #[serde(default)]
    reply_to: Option<String>,
    /// May hold `{{ field }}` and `{{ lookup.field }}`.
    subject: String,
    /// May hold `{{ field }}` and `{{ lookup.field }}`. Blank lines part paragraphs; addresses of pages can be followed.
    text: String,
    /// In which the values in it are said.
    #[serde(default)]
    language: Lang,
}

/// What is kept until the server has taken it over.
#[derive(Serialize, Deserialize)]
struct Written {
    to: BTreeSet<String>,
    cc: BTreeSet<String>,
    reply_to: Option<String>,
    subject: String,
    text: String,
}

impl Outside for Email {
    fn prepare<'a>(&'a self, run: &'a mut Run<'_, '_>) -> BoxFuture<'a, Result<Json>> {
        Box::pin(async move {
            let words = words::words(run, self.language).await?;
            let (subject, text) = (template::render(&self.subject, &words)?, template::render(&self.text, &words)?);
            let to = addresses(run, &self.to).await?;
            let mut cc = addresses(run, &self.cc).await?;
            cc.retain(|address| !to.contains(address));
            let reply_to = addresses(run, self.reply_to.as_slice()).await?.pop_first();
            Ok(json!(Written { to, cc, reply_to, subject, text }))
        })
    }

    fn send<'a>(&'a self, sending: &'a Sending, request: &'a Json) -> BoxFuture<'a, Result<Sent>> {
        Box::pin(async move {
            let Written { to, cc, reply_to, subject, text } = Written::deserialize(request).map_err(Error::internal)?;
            if to.is_empty() {
                return Ok(Sent { told: json!({"nobody": true}), answer: Json::Null });
            }
            let post = server::needed(&sending.runtime).await?;
            let told = json!({"to": to, "cc": cc, "subject": subject});
            let (to, cc) = (to.into_iter().collect(), cc.into_iter().collect());
            let letter = Letter { to, cc, reply_to, subject, html: Some(html(&text)), text, ..post.letter(&sending.runtime, &sending.key) };
            post.send(&sending.runtime, &letter).await?;
            Ok(Sent { told, answer: Json::Null })
        })
    }

    fn receiver(&self, _request: &Json) -> String {
        "mail".to_owned()
    }

    fn check(&self, cx: &CheckCx<'_>) -> Vec<(String, Label)> {
        let mut problems = Vec::new();
        if self.to.is_empty() {
            problems.push(("/to".to_owned(), say!("没有收件人", "nobody is written to")));
        }
        for (at, named) in [("/to", self.to.as_slice()), ("/cc", &self.cc)] {
            let wrong = |(index, name): (usize, &String)| Some((format!("{at}/{index}"), wrong_receiver(cx, name)?));
            problems.extend(named.iter().enumerate().filter_map(wrong));
        }
        problems.extend(self.reply_to.as_ref().and_then(|name| Some(("/reply_to".to_owned(), wrong_receiver(cx, name)?))));
        for (at, source) in [("/subject", &self.subject), ("/text", &self.text)] {
            problems.extend(template::check(source).err().map(|error| (at.to_owned(), error.message)));
        }
        problems
    }
}

/// The addresses of those who are named, each once; who may not sign in any more, or has none, gets nothing.
async fn addresses(run: &mut Run<'_, '_>, named: &[String]) -> Result<BTreeSet<String>> {
    let (mut found, mut people) = (BTreeSet::new(), Vec::new());
    for name in named {
        if name.contains('@') {
            found.insert(name.trim().to_owned());
        } else if is_field(run, name) {
            let value = values::resolve(run, &json!({"ref": name}), None).await?;
            found.extend(value.as_str().map(str::to_owned));
        } else {
            people.push(name.clone());
        }
    }
    let users = person::object(run.work.cx.catalog())?.clone();
    for id in people::all(run, &people).await? {
        let record = run.work.tx.get(&users, id).await?;
        found.extend(record.and_then(|record| person::active(&users, &record)).map(|user| user.email));
    }
    found.retain(|address| !address.is_empty());
    Ok(found)
}

/// Whether a path leads to an address.
fn is_field(run: &Run<'_, '_>, name: &str) -> bool {
    let path = query::path(run.work.cx.catalog(), &run.object, name).ok();
    path.is_some_and(|path| path.field(&run.object).is_some_and(|field| field.kind.mailable()))
}

fn wrong_receiver(cx: &CheckCx<'_>, name: &str) -> Option<Label> {
    if name == people::ADMINS {
        return None;
    }
    if name.contains('@') {
        return (!is_address(name.trim())).then(|| say!("「{}」不是邮箱地址", "`{}` is no e-mail address", name));
    }
    let path = match query::path(cx.catalog, cx.object, name) {
        Ok(path) => path,
        Err(error) => return Some(error.message),
    };
    let kind = path.field(cx.object).map(|field| &field.kind);
    if kind.is_some_and(|kind| kind.sealed().is_some()) {
        return Some(say!("“{}”已加密，不能发送到外部", "“{}” is encrypted and is not sent outside", name));
    }
    let fits = kind.is_some_and(|kind| kind.mailable() || kind.reference().is_some_and(|reference| reference.object == USER));
    (!fits).then(|| say!("「{}」不是用户，也不是邮箱地址", "`{}` is neither a user nor an e-mail address", name))
}
