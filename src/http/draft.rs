//! `/api/catalog/draft`, `/api/catalog/versions` and what the studio asks beside them: changing the catalog, publishing, going back.

use std::collections::BTreeMap;
use axum::Json;
use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::caller::Caller;
use super::error::{Answer, localise};
use super::input::{Body, Path};
use crate::access::{self, USER};
use crate::catalog::model::Administer;
use crate::catalog::{self, Files, Problem};
use crate::error::{Error, FieldError, Result};
use crate::lang::{Label, Lang};
use crate::query::Bin;
use crate::records::timeline::Person;
use crate::records::{self, Context, Refs, list::List};
use crate::rules;
use crate::runtime::{DraftState, Publishing, Remap, problems_error};
use crate::value::Id;
use crate::{say, store, trials};

/// Versions told; older ones are kept all the same.
const VERSIONS: u32 = 200;

/// Everything here is for those who look after the catalog.
pub(super) fn administrator(caller: &Caller) -> Result<Context> {
    let cx = caller.context();
    cx.require_administer(Administer::Catalog)?;
    Ok(cx)
}

/// What a draft changes, and what is wrong with it.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "DraftState")]
pub struct Told {
    /// The version it is based on.
    base: i64,
    /// Grows with each change; a change names the one it was made under.
    revision: i64,
    changes: Vec<catalog::Change>,
    problems: Vec<ToldProblem>,
}

/// One mistake in a catalog.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "CatalogProblem")]
pub struct ToldProblem {
    file: String,
    /// JSON pointer into the file; in scripts `line:column`.
    pointer: String,
    code: &'static str,
    message: String,
    /// What would be right, when it can be said.
    expected: Option<String>,
}

/// A draft with its files: path → content, JSON or the text of a script or message.
#[derive(Serialize, JsonSchema)]
pub struct Draft {
    #[serde(flatten)]
    told: Told,
    /// All files as they would be published.
    files: Files,
    /// What the draft changed or removed, as it is published: so that a change can be told in words.
    before: Files,
}

pub async fn show(caller: Caller) -> Answer<Json<Draft>> {
    administrator(&caller)?;
    let DraftState { draft, files, mut published, problems } = caller.runtime().draft().await?;
    let told = told(draft, &published, &files, &problems, caller.lang);
    published.retain(|path, content| files.get(path) != Some(content));
    Ok(Json(Draft { told, files, before: published }))
}

fn told(draft: store::Draft, published: &Files, files: &Files, problems: &[Problem], lang: Lang) -> Told {
    let problems = problems.iter().map(|problem| self::problem(problem, lang)).collect();
    Told { base: draft.base, revision: draft.revision, changes: catalog::changes(published, files), problems }
}

fn problem(problem: &Problem, lang: Lang) -> ToldProblem {
    let Problem { file, pointer, code, message, expected } = problem.clone();
    ToldProblem { file, pointer, code, message: message.get(lang).to_owned(), expected }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "DraftChanges")]
pub struct Changes {
    revision: i64,
    /// Path → content; null removes the file.
    files: BTreeMap<String, Value>,
}

pub async fn change(caller: Caller, Body(changes): Body<Changes>) -> Answer<Json<Told>> {
    administrator(&caller)?;
    let DraftState { draft, files, published, problems } = caller.runtime().change_draft(changes.revision, changes.files).await?;
    Ok(Json(told(draft, &published, &files, &problems, caller.lang)))
}

pub async fn discard(caller: Caller) -> Answer<StatusCode> {
    administrator(&caller)?;
    caller.runtime().discard_draft().await?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Publish {
    #[serde(default)]
    message: String,
    revision: i64,
    /// Pipeline → removed stage → the stage its records go to.
    #[serde(default)]
    remap: Remap,
}

#[derive(Serialize, JsonSchema)]
pub struct NewVersion {
    /// Null while large tables are prepared for it.
    version: Option<i64>,
    /// What says how far that has come: `/api/catalog/chores/{id}`.
    #[serde(skip_serializing_if = "Option::is_none")]
    chore: Option<Id>,
}

impl From<Publishing> for NewVersion {
    fn from(publishing: Publishing) -> NewVersion {
        match publishing {
            Publishing::Done(version) => NewVersion { version: Some(version), chore: None },
            Publishing::Later(chore) => NewVersion { version: None, chore: Some(chore) },
        }
    }
}

pub async fn publish(caller: Caller, Body(publish): Body<Publish>) -> Answer<Json<NewVersion>> {
    let cx = administrator(&caller)?;
    let message = publish.message.trim();
    if message.chars().count() > 1000 {
        let message = say!("说明最多 {} 个字", "The message has at most {} characters", 1000);
        return Err(Error::fields(vec![FieldError::new("message", "length", message)]).into());
    }
    green(&caller, &caller.runtime().draft().await?.files).await?;
    let publishing = caller.runtime().publish_draft(cx.author(), publish.revision, message, &publish.remap).await?;
    Ok(Json(publishing.into()))
}

/// Refuses what the tests of its rules find wrong.
async fn green(caller: &Caller, files: &Files) -> Result<()> {
    let red = trials::problems(files, caller.runtime().checks()).await?;
    if red.is_empty() { Ok(()) } else { Err(problems_error(red)) }
}

/// How the tests of a rule went.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "RuleTests")]
pub struct Tried {
    tests: Vec<trials::Told>,
    problems: Vec<ToldProblem>,
}

/// Tries the tests of one rule as it stands in the draft.
pub async fn test(caller: Caller, Path(rule): Path<String>) -> Answer<Json<Tried>> {
    administrator(&caller)?;
    let files = caller.runtime().draft().await?.files;
    let tried = trials::run(&files, caller.runtime().checks(), Some(&rule)).await?;
    let problems = tried.iter().flat_map(|trial| &trial.problems).map(|problem| self::problem(problem, caller.lang)).collect();
    Ok(Json(Tried { tests: tried.iter().map(trials::Trial::told).collect(), problems }))
}

/// A published version.
#[derive(Serialize, JsonSchema)]
pub struct Version {
    version: i64,
    at: DateTime<Utc>,
    /// Null: the template itself.
    author: Option<Person>,
    message: String,
}

pub async fn versions(caller: Caller) -> Answer<Json<Vec<Version>>> {
    let cx = administrator(&caller)?;
    let mut sight = cx.look().await?;
    let versions = sight.conn.versions(VERSIONS).await?;
    let mut authors = Refs::new();
    records::titles(&mut sight, USER, versions.iter().filter_map(|version| version.author), &mut authors).await?;
    let named = |id| Person { id, name: authors.get(&id).map(|author| author.title.clone()) };
    let told = versions.into_iter().map(|version| Version {
        version: version.number,
        at: version.at,
        author: version.author.map(named),
        message: version.message,
    });
    Ok(Json(told.collect()))
}

pub async fn roll_back(caller: Caller, Path(number): Path<i64>) -> Answer<Json<NewVersion>> {
    let cx = administrator(&caller)?;
    let version = caller.runtime().store.read().await?.version(number).await?;
    if let Some(version) = version {
        green(&caller, &version.files).await?;
    }
    Ok(Json(caller.runtime().rollback(cx.author(), number).await?.into()))
}

/// What a key is made from: a text, or a label.
#[derive(Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Named {
    Text(String),
    Label(Label),
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct KeyFor {
    label: Named,
    #[serde(default)]
    taken: Vec<String>,
}

#[derive(Serialize, JsonSchema)]
pub struct Keyed {
    key: String,
}

pub async fn key(caller: Caller, Body(wish): Body<KeyFor>) -> Answer<Json<Keyed>> {
    administrator(&caller)?;
    // English makes the more readable key where there is some.
    let text = match &wish.label {
        Named::Text(text) => text,
        Named::Label(label) if label.en.trim().is_empty() => &label.zh,
        Named::Label(label) => &label.en,
    };
    let taken: Vec<&str> = wish.taken.iter().map(String::as_str).collect();
    Ok(Json(Keyed { key: catalog::key_from_label(text, &taken) }))
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Usage {
    pipeline: String,
    stage: String,
}

#[derive(Default, Serialize, JsonSchema)]
pub struct Used {
    records: u64,
}

/// How many records are in a stage, the recycle bin included.
pub async fn usage(caller: Caller, Body(usage): Body<Usage>) -> Answer<Json<Used>> {
    let cx = administrator(&caller)?;
    let Some(pipeline) = cx.catalog().pipeline(&usage.pipeline) else { return Ok(Json(Used::default())) };
    if !pipeline.stages.contains_key(&usage.stage) {
        return Ok(Json(Used::default()));
    }
    let object = cx.object(&pipeline.def.object, access::Action::Read)?;
    let filter = json!({ "field": pipeline.field, "op": "is", "value": usage.stage }).to_string();
    let mut records = 0;
    for bin in [Bin::Live, Bin::Deleted] {
        let list = List { filter: Some(filter.clone()), bin, ..List::default() };
        let select = records::list::select(&cx, &object, &list)?;
        records += caller.runtime().store.read().await?.count(&select, 1_000_000).await?.value;
    }
    Ok(Json(Used { records }))
}

pub async fn schema(caller: Caller, Path(kind): Path<String>) -> Answer<Json<Value>> {
    administrator(&caller)?;
    let schema = match kind.as_str() {
        "steps" => Some(Value::Object(rules::described())),
        file => catalog::schema(file),
    };
    let missing = || Error::not_found(say!("没有「{}」这种文件", "There is no kind of file called `{}`", kind));
    Ok(Json(localise(schema.ok_or_else(missing)?, caller.lang)))
}
