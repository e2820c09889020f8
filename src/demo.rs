//! Fills a new workspace with a template's demo data, through the same use cases as everybody: every value is checked, every
//! event written, as if it had been entered at its own time by its owner. Reactions are left out: the data is complete.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, NaiveTime, TimeZone, Utc};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::access::{Action, USER};
use crate::auth::{account, person};
use crate::catalog::{Catalog, Files};
use crate::error::{Error, Result};
use crate::lang::Label;
use crate::records::{self, Context, Duplicates, Work, create};
use crate::runtime::{Check, Published, Runtime, problems_error};
use crate::say;
use crate::value::duration::Span;
use crate::value::{Actor, Clock, Id};

/// Records of one transaction.
const CHUNK: usize = 100;
const MORNING: NaiveTime = NaiveTime::from_hms_opt(9, 30, 0).expect("half past nine is a time");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Demo {
    password: String,
    /// What people belong to: there before them.
    #[serde(default)]
    departments: Vec<Entry>,
    users: Vec<Person>,
    records: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Person {
    #[serde(rename = "ref")]
    name: String,
    values: Map<String, Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    object: String,
    #[serde(rename = "ref")]
    name: Option<String>,
    created: Option<Moment>,
    values: Map<String, Value>,
}

/// `{"ago": "12d", "at": "14:30"}`: counted from now, at a time of day in the workspace's zone.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Moment {
    ago: Option<String>,
    ahead: Option<String>,
    at: Option<String>,
}

/// How to sign in afterwards.
#[derive(Clone, Debug)]
pub struct SignIn {
    pub email: String,
    pub password: String,
}

/// Loads the demo data into the workspace of `runtime`, which must be new.
pub async fn load(runtime: &Arc<Runtime>, checks: &'static [Check], text: &[u8]) -> Result<SignIn> {
    let demo: Demo = serde_json::from_slice(text).map_err(unreadable)?;
    let now = runtime.clock.now();
    let clock = Clock::fixed(now);
    let files = without_reactions(runtime.published().catalog.files.clone());
    let quiet = Published::compile(files, runtime.published().catalog.version, checks).map_err(problems_error)?;
    let store = runtime.store.clone();
    let runtime = Runtime::new(store, clock, runtime.outbound.clone(), runtime.data.clone(), checks, quiet);
    let mut loading = Loading { system: Context::new(&runtime, Actor::System, "demo"), now, ids: HashMap::new(), actors: HashMap::new() };
    loading.chunk(&demo.departments).await?;
    let first = loading.people(&demo).await?;
    for entries in demo.records.chunks(CHUNK) {
        loading.chunk(entries).await?;
    }
    Ok(SignIn { email: first, password: demo.password })
}

fn unreadable(error: serde_json::Error) -> Error {
    Error::malformed("demo", say!("演示数据读不懂：{}", "The demo data cannot be read: {}", error))
}

/// The same catalog with its rules switched off and its stages without tasks.
fn without_reactions(mut files: Files) -> Files {
    for (path, content) in &mut files {
        if path.ends_with(".rule.json") {
            content["enabled"] = json!(false);
        } else if path.ends_with(".pipeline.json") {
            for stage in content["stages"].as_array_mut().into_iter().flatten().filter_map(Value::as_object_mut) {
                stage.remove("tasks");
            }
        }
    }
    files
}

struct Loading {
    system: Context,
    now: DateTime<Utc>,
    /// Name in the file → record.
    ids: HashMap<String, Id>,
    /// Who enters a record: its owner.
    actors: HashMap<Id, Context>,
}

impl Loading {
    /// Creates the users, each with the demo's password; answers the address of the first, an administrator.
    async fn people(&mut self, demo: &Demo) -> Result<String> {
        let cx = self.system.clone();
        let people = Arc::clone(person::object(cx.catalog())?);
        let mut first = None;
        for one in &demo.users {
            let values = self.resolve(cx.catalog(), &one.values)?;
            let written = create::create(&cx, USER, &values, Duplicates::Accept).await?;
            let id = written.record.id();
            account::set(&cx, id, demo.password.clone()).await?;
            self.ids.insert(one.name.clone(), id);
            if let Some(user) = person::active(&people, &written.record) {
                first.get_or_insert(user.email.clone());
                self.actors.insert(id, Context::under(&cx.runtime, cx.published.clone(), Actor::User(user), cx.via));
            }
        }
        first.ok_or_else(|| Error::malformed("demo", Label::new("演示数据里没有用户", "The demo data has no users")))
    }

    async fn chunk(&mut self, entries: &[Entry]) -> Result<()> {
        let system = self.system.clone();
        let actors = self.actors.clone();
        let mut work = Work::begin(&system).await?;
        for entry in entries {
            let values = self.resolve(system.catalog(), &entry.values)?;
            let object = system.object(&entry.object, Action::Create)?;
            let values = records::decode(&system, &object, &values).map_err(|errors| named(entry, Error::fields(errors)))?;
            system.runtime.clock.set(self.entered(system.catalog(), entry)?);
            let owner = values.get(&crate::value::slot::OWNER).and_then(crate::value::Value::as_id);
            work.cx = owner.and_then(|owner| actors.get(&owner)).unwrap_or(&system);
            let written = create::within(&mut work, &object, values, Duplicates::Accept).await.map_err(|error| named(entry, error))?;
            if let Some(name) = &entry.name {
                self.ids.insert(name.clone(), written.record.id());
            }
        }
        work.cx = &system;
        work.commit().await
    }

    /// When a record was entered: never later than now.
    fn entered(&self, catalog: &Catalog, entry: &Entry) -> Result<DateTime<Utc>> {
        let Some(created) = &entry.created else { return Ok(self.now) };
        let at = self.moment(catalog, created)?;
        Ok(at.min(self.now))
    }

    /// Names → ids, moments → dates and times; anything else is a literal.
    fn resolve(&self, catalog: &Catalog, values: &Map<String, Value>) -> Result<Map<String, Value>> {
        let resolved = values.iter().map(|(key, value)| Ok((key.clone(), self.value(catalog, value)?)));
        resolved.collect()
    }

    fn value(&self, catalog: &Catalog, value: &Value) -> Result<Value> {
        let Some(members) = value.as_object() else { return Ok(value.clone()) };
        if let Some(name) = members.get("ref").and_then(Value::as_str) {
            let missing = || Error::malformed("demo", say!("演示数据里没有「{}」", "The demo data has no `{}`", name));
            return self.ids.get(name).map(|id| json!(id)).ok_or_else(missing);
        }
        let moment: Moment = serde_json::from_value(value.clone()).map_err(unreadable)?;
        let at = self.moment(catalog, &moment)?;
        Ok(match moment.at {
            Some(_) => json!(at),
            None => json!(at.with_timezone(&catalog.time_zone).date_naive()),
        })
    }

    fn moment(&self, catalog: &Catalog, moment: &Moment) -> Result<DateTime<Utc>> {
        let wrong = || Error::malformed("demo", Label::new("演示数据里的时间写错了", "The demo data has a time that is none"));
        let span = |text: &String| Span::parse(text).ok_or_else(wrong);
        let day = match (&moment.ago, &moment.ahead) {
            (Some(ago), None) => span(ago)?.before(self.now),
            (None, Some(ahead)) => span(ahead)?.after(self.now),
            _ => return Err(wrong()),
        };
        let time = match &moment.at {
            Some(at) => NaiveTime::parse_from_str(at, "%H:%M").map_err(|_| wrong())?,
            None => MORNING,
        };
        let local = day.with_timezone(&catalog.time_zone).date_naive().and_time(time);
        catalog.time_zone.from_local_datetime(&local).earliest().map(|at| at.to_utc()).ok_or_else(wrong)
    }
}

/// An error that says which entry it is about.
fn named(entry: &Entry, error: Error) -> Error {
    let name = entry.name.as_deref().unwrap_or("-");
    let fields: Vec<String> = error.fields.iter().map(|field| format!("{}: {}", field.field, field.message.en)).collect();
    let message = say!(
        "演示数据的 {} {} 有误：{} {}",
        "The demo data's {} {} is wrong: {} {}",
        entry.object,
        name,
        error.message.en,
        fields.join("; ")
    );
    Error { message, ..error }
}
