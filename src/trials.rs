//! The tests that rules bring: each tried in a workspace of its own, in memory, with the catalog as it would be published. Knows
//! nothing of how rules run: it writes records, moves the clock and looks what came of it.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use chrono::DateTime;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value as Json};

use crate::catalog::model::{Made, RuleDef, RuleTest, TestWhen, Trigger};
use crate::catalog::{Catalog, Files, Object, Problem};
use crate::error::{Error, Kind, Result};
use crate::lang::Label;
use crate::outbound::Outbound;
use crate::query::{Bin, Select};
use crate::records::{Context, Duplicates, create, delete, forms, restore, stage, update};
use crate::runtime::{Check, Published, Runtime};
use crate::store::{Store, Which};
use crate::value::{Actor, Clock, Id, Record};
use crate::{jobs, rules, say};

/// Monday, 5 January 2026, 9:00 in Shanghai.
const MORNING: i64 = 1_767_574_800;
/// Records of an object that are looked at.
const MOST: u32 = 1_000;

/// One test of a rule and what was not as it should be.
#[derive(Debug)]
pub struct Trial {
    pub rule: String,
    pub name: String,
    pub problems: Vec<Problem>,
}

/// How a test went, told.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "RuleTrial")]
pub struct Told {
    pub rule: String,
    pub name: String,
    pub passed: bool,
}

/// Tries every test of every rule, or of one; a catalog that has mistakes is tried by nobody.
pub async fn run(files: &Files, checks: &'static [Check], only: Option<&str>) -> Result<Vec<Trial>> {
    let catalog = Published::compile(files.clone(), 0, checks).map_err(crate::runtime::problems_error)?.catalog;
    let mut trials = Vec::new();
    for rule in catalog.rules.values().filter(|rule| only.is_none_or(|key| rule.key == key)) {
        for (position, test) in rule.tests.iter().enumerate() {
            let problems = tried(files, checks, &catalog, rule, position, test).await?;
            trials.push(Trial { rule: rule.key.clone(), name: test.name.clone(), problems });
        }
    }
    Ok(trials)
}

/// What the tests of the catalog find wrong with it.
pub async fn problems(files: &Files, checks: &'static [Check]) -> Result<Vec<Problem>> {
    let has_tests = |content: &Json| content.get("tests").and_then(Json::as_array).is_some_and(|tests| !tests.is_empty());
    if !files.iter().any(|(path, content)| path.ends_with(".rule.json") && has_tests(content)) {
        return Ok(Vec::new());
    }
    Ok(run(files, checks, None).await?.into_iter().flat_map(|trial| trial.problems).collect())
}

async fn tried(files: &Files, checks: &'static [Check], catalog: &Catalog, rule: &RuleDef, position: usize, test: &RuleTest) -> Result<Vec<Problem>> {
    let file = catalog.rule_file(&rule.key);
    let mut files = files.clone();
    if let Some(Json::Object(definition)) = files.get_mut(&file) {
        // Whether it works is asked of rules that are still off, or only tried out, too.
        definition.insert("enabled".to_owned(), Json::Bool(true));
        definition.remove("mode");
    }
    let clock = Clock::fixed(test.clock.or(DateTime::from_timestamp(MORNING, 0)).unwrap_or_default());
    let store = Store::in_memory(clock.clone()).await?;
    let published = Published::install(&store, &clock, files, checks).await?;
    let runtime = Runtime::new(store, clock, Outbound::shut(), PathBuf::new(), checks, published);
    let mut desk = Desk { cx: Context::new(&runtime, Actor::System, "test"), rule, names: BTreeMap::new(), found: Vec::new() };
    let outcome = desk.try_out(test).await;
    let found = desk.found;
    runtime.store.close().await?;
    let mut problems: Vec<(String, Label)> = found;
    match outcome {
        Ok(()) => {}
        Err((_, error)) if matches!(error.kind, Kind::Internal | Kind::Unavailable) => return Err(error),
        Err((at, error)) => problems.push((at.to_owned(), rules::told(&error))),
    }
    let problem = |(pointer, message): (String, Label)| {
        let message = Label::new(format!("测试「{}」：{}", test.name, message.zh), format!("The test \"{}\": {}", test.name, message.en));
        Problem { file: file.clone(), pointer: format!("/tests/{position}{pointer}"), code: "test", message, expected: None }
    };
    Ok(problems.into_iter().map(problem).collect())
}

/// Where one test is tried.
struct Desk<'a> {
    cx: Context,
    rule: &'a RuleDef,
    names: BTreeMap<String, Id>,
    /// What is not as it should be, by its place in the test.
    found: Vec<(String, Label)>,
}

type Placed<T> = std::result::Result<T, (&'static str, Error)>;

impl Desk<'_> {
    async fn try_out(&mut self, test: &RuleTest) -> Placed<()> {
        for made in &test.given.records {
            self.given(made).await.map_err(|error| ("/given/records", error))?;
        }
        let key = self.rule.object.clone();
        let mut record = None;
        let only_then = match test.when {
            TestWhen::Create(_) | TestWhen::Form(_) => true,
            TestWhen::Webhook(_) => test.given.record.is_empty(),
            _ => false,
        };
        if !only_then {
            record = Some(self.made(&key, &test.given.record).await.map_err(|error| ("/given/record", error))?);
        }
        self.settle().await.map_err(|error| ("/given", error))?;
        let before = self.runs(record).await.map_err(|error| ("/given", error))?;
        let there = self.everything(test).await.map_err(|error| ("/then", error))?;
        let notices = self.notices().await.map_err(|error| ("/then", error))?;
        let given = record;
        let record = self.happen(&test.when, record).await.map_err(|error| ("/when", error))?;
        let before = if record == given { before } else { 0 };
        self.settle().await.map_err(|error| ("/when", error))?;
        self.judge(test, record, before, &there, notices).await.map_err(|error| ("/then", error))
    }

    async fn given(&mut self, made: &Made) -> Result<()> {
        let id = self.made(&made.object, &made.values).await?;
        self.names.extend(made.name.clone().map(|name| (name, id)));
        Ok(())
    }

    async fn made(&self, object: &str, values: &Map<String, Json>) -> Result<Id> {
        let values = self.resolved(values)?;
        Ok(create::create(&self.cx, object, &values, Duplicates::Accept).await?.record.id())
    }

    /// The record it happened to, if any.
    async fn happen(&self, when: &TestWhen, record: Option<Id>) -> Result<Option<Id>> {
        let object = &self.rule.object;
        let id = match (when, record) {
            (TestWhen::Create(values), _) => return self.made(object, values).await.map(Some),
            (TestWhen::Webhook(body), _) => return rules::hook::rehearsed(&self.cx.runtime, &self.rule.key, body).await,
            (TestWhen::Form(values), _) => return self.filled(values).await,
            (_, Some(id)) => id,
            (_, None) => return Err(Error::internal("a test without a record")),
        };
        match when {
            TestWhen::Create(_) | TestWhen::Webhook(_) | TestWhen::Form(_) => {}
            TestWhen::Update(values) => drop(update::update(&self.cx, object, id, None, &self.resolved(values)?).await?),
            TestWhen::Move(stage) => {
                let to = stage::Move { stage: stage.clone(), ..stage::Move::default() };
                stage::move_to(&self.cx, object, id, to).await?;
            }
            TestWhen::Date(at) => self.cx.runtime.clock.set(*at),
            TestWhen::Delete => delete::delete(&self.cx, object, id).await?,
            TestWhen::Restore => {
                delete::delete(&self.cx, object, id).await?;
                restore::restore(&self.cx, object, id).await?;
            }
            TestWhen::Press => drop(rules::press(&self.cx, object, id, &self.rule.key).await?),
        }
        Ok(Some(id))
    }

    /// The record made of the form that the rule listens to.
    async fn filled(&self, values: &Map<String, Json>) -> Result<Option<Id>> {
        let Trigger::Form { form } = &self.rule.trigger else {
            return Err(Error::invalid("no_form", say!("这条规则不由表单触发", "no form sets this rule off")));
        };
        forms::rehearsed(&self.cx.runtime, form, values).await
    }

    async fn settle(&self) -> Result<()> {
        rules::look(&self.cx.runtime).await?;
        jobs::drain_all(&self.cx.runtime).await
    }

    /// How often the rule has run on the record.
    async fn runs(&self, record: Option<Id>) -> Result<usize> {
        let Some(record) = record else { return Ok(0) };
        let runs = self.cx.runtime.store.read().await?.runs(record, MOST).await?;
        Ok(runs.iter().filter(|run| run.rule == self.rule.key).count())
    }

    async fn judge(&mut self, test: &RuleTest, record: Option<Id>, before: usize, there: &[Id], notices: usize) -> Result<()> {
        let runs = match record {
            Some(record) => self.cx.runtime.store.read().await?.runs(record, MOST).await?,
            None => Vec::new(),
        };
        let own: Vec<_> = runs.iter().filter(|run| run.rule == self.rule.key).collect();
        if let Some(error) = own.first().and_then(|run| run.error.clone()) {
            self.found.push(("/then/fires".to_owned(), error));
        } else if (own.len() > before) != test.then.fires {
            let message = match test.then.fires {
                true => say!("规则没有运行", "the rule did not run"),
                false => say!("规则不该运行，却运行了", "the rule ran and should not have"),
            };
            self.found.push(("/then/fires".to_owned(), message));
        }
        let object = self.object(&self.rule.object)?;
        let record = match record {
            Some(record) => self.cx.runtime.store.read().await?.get(&object, record).await?,
            None => None,
        };
        if record.is_none() && !test.then.record.is_empty() {
            self.found.push(("/then/record".to_owned(), say!("没有记录", "there is no record")));
        }
        if let Some(record) = record {
            for (key, wanted) in &self.resolved(&test.then.record)? {
                if let Some(message) = self.differs(&object, &record, key, wanted) {
                    self.found.push((format!("/then/record/{key}"), message));
                }
            }
        }
        for (position, made) in test.then.created.iter().enumerate() {
            if let Some(message) = self.missing(made, there).await? {
                self.found.push((format!("/then/created/{position}"), message));
            }
        }
        let sent = self.notices().await? - notices;
        if let Some(wanted) = test.then.notices.filter(|wanted| usize::try_from(*wanted) != Ok(sent)) {
            self.found.push(("/then/notices".to_owned(), say!("应有 {} 条通知，实际 {} 条", "{} notices were expected, {} were sent", wanted, sent)));
        }
        Ok(())
    }

    /// What is wrong with a field; nothing when it is as wanted.
    fn differs(&self, object: &Object, record: &Record, key: &str, wanted: &Json) -> Option<Label> {
        let Some(field) = object.field(key) else { return Some(say!("没有字段「{}」", "there is no field `{}`", key)) };
        let is = &record.values[field.slot];
        let same = match field.kind.decode(wanted) {
            Ok(wanted) => wanted == *is,
            // Fields that nobody writes are compared as they are shown.
            Err(_) => !is.is_null() && is.to_json() == *wanted,
        };
        let shown = if is.is_null() { Json::Null } else { is.to_json() };
        (!same).then(|| say!("「{}」应是 {}，实际是 {}", "`{}` should be {} and is {}", key, wanted, shown))
    }

    /// What is wrong when no new record is like this.
    async fn missing(&self, made: &Made, there: &[Id]) -> Result<Option<Label>> {
        let object = self.object(&made.object)?;
        let wanted = self.resolved(&made.values)?;
        let mut nearest: Option<Vec<Label>> = None;
        let mut conn = self.cx.runtime.store.read().await?;
        for id in conn.ids(&all(&object)).await?.into_iter().filter(|id| !there.contains(id)) {
            let Some(record) = conn.get(&object, id).await? else { continue };
            let wrong: Vec<Label> = wanted.iter().filter_map(|(key, wanted)| self.differs(&object, &record, key, wanted)).collect();
            if wrong.is_empty() {
                return Ok(None);
            }
            if nearest.as_ref().is_none_or(|nearest| wrong.len() < nearest.len()) {
                nearest = Some(wrong);
            }
        }
        Ok(Some(match nearest.and_then(|wrong| wrong.into_iter().next()) {
            None => say!("没有新建「{}」的记录", "no record of `{}` was created", made.object),
            Some(wrong) => Label::new(format!("新建的「{}」里没有这样的：{}", made.object, wrong.zh), format!("no new `{}` is like this: {}", made.object, wrong.en)),
        }))
    }

    /// The records there were before, of the objects of which new ones are expected.
    async fn everything(&self, test: &RuleTest) -> Result<Vec<Id>> {
        let mut there = Vec::new();
        for made in &test.then.created {
            there.extend(self.cx.runtime.store.read().await?.ids(&all(&self.object(&made.object)?)).await?);
        }
        Ok(there)
    }

    async fn notices(&self) -> Result<usize> {
        let people = self.object(crate::access::USER)?;
        let mut conn = self.cx.runtime.store.read().await?;
        let mut count = 0;
        for user in conn.ids(&all(&people)).await? {
            count += conn.notices(user, Which::All, MOST).await?.len();
        }
        Ok(count)
    }

    fn object(&self, key: &str) -> Result<Arc<Object>> {
        let missing = || Error::invalid("unknown_object", say!("没有对象「{}」", "there is no object `{}`", key));
        self.cx.catalog().object(key).cloned().ok_or_else(missing)
    }

    /// Names become the records they were given to.
    fn resolved(&self, values: &Map<String, Json>) -> Result<Map<String, Json>> {
        let one = |(key, value): (&String, &Json)| {
            let name = value.get("ref").and_then(Json::as_str).and_then(|text| text.strip_prefix('$'));
            let Some(name) = name else { return Ok((key.clone(), value.clone())) };
            let missing = || Error::invalid("bad_ref", say!("没有名为 {} 的记录", "no record is called {}", name));
            self.names.get(name).map(|id| (key.clone(), Json::String(id.to_string()))).ok_or_else(missing)
        };
        values.iter().map(one).collect()
    }
}

fn all(object: &Arc<Object>) -> Select {
    Select { object: object.clone(), cond: None, scope: None, search: None, sort: Vec::new(), limit: MOST, cursor: None, bin: Bin::Live }
}

impl Trial {
    pub fn told(&self) -> Told {
        Told { rule: self.rule.clone(), name: self.name.clone(), passed: self.problems.is_empty() }
    }
}
