//! The audit log as those read it who look after it: its entries and the changes of records in one stream, newest first; the same
//! as a file; how long entries are kept. What a record's values were is told of objects only whose every record the reader may read.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Duration, NaiveTime, TimeZone, Utc};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value as Json, json};

use super::export::{self, File, Format, Out};
use super::json::{self as encode, Refs};
use super::timeline::{self, Cause, Change, Person};
use super::{Context, Sight};
use crate::access::{Action, USER};
use crate::catalog::Object;
use crate::catalog::model::Administer;
use crate::error::{Error, FieldError, Result};
use crate::lang::Label;
use crate::runtime::Runtime;
use crate::say;
use crate::store::{AuditKind, Conn, Entry, Event, Happening, Sought, What};
use crate::value::{Id, Origin};

/// What exports of the log itself are said to be about.
const LOG: &str = "audit";
/// Where it is kept for how many days entries are kept; null is for ever.
const KEPT_DAYS: &str = "audit_days";
/// Entries are kept this many days at least …
const LEAST: u32 = 30;
/// … and at most, unless for ever.
const MOST: u32 = 36_500;
/// Entries of one page of a file.
const CHUNK: u32 = 1_000;

/// Columns of a file, as [`cells`] fills them.
const HEADERS: [(&str, &str); 9] = [
    ("时间", "Time"), ("人员", "Person"), ("事件", "What"), ("对象", "Object"), ("记录", "Record"), ("详情", "Detail"), ("来源", "Via"),
    ("地址", "Address"), ("程序", "Program"),
];

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "AuditPage")]
pub struct Page {
    pub entries: Vec<Told>,
    pub refs: Refs,
    /// Cursor of the older ones.
    pub next: Option<String>,
}

/// One thing that was done.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "AuditEntry")]
pub struct Told {
    pub id: Id,
    pub at: DateTime<Utc>,
    /// Null: the system, or nobody who is known.
    pub actor: Option<Person>,
    pub kind: String,
    /// The way it came in: `ui`, `import`, `rule` …
    pub via: String,
    /// Where it came from; null of changes of records.
    pub address: Option<String>,
    pub agent: Option<String>,
    pub object: Option<String>,
    /// Its title is among the refs.
    pub record: Option<Id>,
    /// What is in it depends on the kind.
    #[schemars(with = "serde_json::Map<String, Json>")]
    pub detail: Json,
    /// Labels of the fields that a change of a record changed.
    pub fields: Vec<String>,
    /// Their values, where the reader may read them.
    pub changes: Vec<Change>,
    pub note: Option<String>,
    pub cause: Option<Cause>,
}

/// A page of it, for those who look after it.
pub async fn page(cx: &Context, sought: &Sought, cursor: Option<&str>, limit: u32) -> Result<Page> {
    cx.require_administer(Administer::Audit)?;
    read(&mut cx.look().await?, sought, cursor, limit.clamp(1, 200)).await
}

async fn read(sight: &mut Sight<'_>, sought: &Sought, cursor: Option<&str>, limit: u32) -> Result<Page> {
    let cx = sight.cx;
    let (found, next) = sight.conn.happenings(sought, cursor, limit).await?;
    let mut refs = Refs::new();
    for (object, ids) in mentioned(cx, &found) {
        encode::titles(sight, object, ids, &mut refs).await?;
    }
    let entries = found.into_iter().map(|happening| told(cx, happening, &refs)).collect();
    Ok(Page { entries, refs, next })
}

/// The object, when the reader may read every record of it.
fn open<'a>(cx: &'a Context, key: &str) -> Option<&'a std::sync::Arc<Object>> {
    let object = cx.seen().object(key)?;
    let all = cx.policy.allows(Action::Read, key) && cx.scope(Action::Read, object).is_none();
    all.then_some(object)
}

/// Records whose titles are told: who did it, what it was about, what its values point at.
fn mentioned<'a>(cx: &'a Context, found: &[Happening]) -> BTreeMap<&'a str, BTreeSet<Id>> {
    let mut ids: BTreeMap<&str, BTreeSet<Id>> = BTreeMap::from([(USER, found.iter().filter_map(|one| one.actor).collect())]);
    for happening in found {
        let Some(object) = happening.object.as_deref().and_then(|key| open(cx, key)) else { continue };
        ids.entry(&object.key).or_default().extend(happening.record);
        if let What::Event(event) = &happening.what {
            ids.entry(&object.key).or_default().extend(event.changes.iter().filter_map(timeline::other));
        }
        for (field, values) in values(&happening.what) {
            let Some(reference) = object.field(field).and_then(|field| field.kind.reference()) else { continue };
            let Some(target) = open(cx, &reference.object) else { continue };
            ids.entry(&target.key).or_default().extend(values.into_iter().filter_map(id));
        }
        if let What::Entry { detail, .. } = &happening.what {
            ids.entry(USER).or_default().extend(id(&detail["user"]));
        }
    }
    ids
}

fn id(value: &Json) -> Option<Id> {
    value.as_str()?.parse().ok()
}

/// What fields held before and after, of a changed record and of changed rights.
fn values(what: &What) -> Vec<(&str, [&Json; 2])> {
    match what {
        What::Event(event) => event.changes.iter().map(|change| (change.field.as_str(), [&change.before, &change.after])).collect(),
        What::Entry { detail, .. } => {
            let changes = detail["changes"].as_object().into_iter().flatten();
            changes.map(|(field, values)| (field.as_str(), [&values[0], &values[1]])).collect()
        }
    }
}

fn told(cx: &Context, happening: Happening, refs: &Refs) -> Told {
    let Happening { id, at, actor, via, origin, object, record, what } = happening;
    let origin = origin.filter(|origin| !origin.address.is_empty());
    let (address, agent) = origin.map(|Origin { address, agent }| (address, agent)).unzip();
    let actor = actor.map(|id| Person { id, name: refs.get(&id).map(|found| found.title.clone()) });
    let told = Told {
        id, at, actor, via, address, agent: agent.flatten(), record, kind: String::new(), detail: json!({}), fields: Vec::new(),
        changes: Vec::new(), note: None, cause: None, object,
    };
    match what {
        What::Entry { kind, detail } => Told { kind: kind.name().to_owned(), detail, ..told },
        What::Event(event) => changed(cx, told, *event, refs),
    }
}

fn changed(cx: &Context, told: Told, mut event: Event, refs: &Refs) -> Told {
    let kind = event.kind.name().to_owned();
    let Some(object) = cx.seen().object(&event.object) else { return Told { kind, ..told } };
    timeline::seen(object, &mut event);
    let readable = open(cx, &object.key).is_some();
    let shown = timeline::shown(cx, object, event, refs);
    let fields = shown.changes.iter().map(|change| change.label.clone()).collect();
    let (changes, note) = if readable { (shown.changes, shown.note) } else { (Vec::new(), None) };
    Told { kind, fields, changes, note, cause: Some(shown.cause), ..told }
}

/// All that is sought, as a workbook or CSV; which is an export like any other.
pub async fn export(cx: &Context, sought: &Sought, format: Format) -> Result<File> {
    cx.require_administer(Administer::Audit)?;
    let lang = cx.actor.lang();
    let title = Label::new("审计日志", "Audit log");
    let headers = HEADERS.map(|(zh, en)| Label::new(zh, en));
    let headers: Vec<&str> = headers.iter().map(|header| header.get(lang)).collect();
    let mut writer = export::Writer::new(format, title.get(lang), &headers)?;
    let mut sight = cx.look().await?;
    let (mut cursor, mut rows) = (None, 0);
    loop {
        let page = read(&mut sight, sought, cursor.as_deref(), CHUNK).await?;
        rows += page.entries.len();
        export::bounded(rows)?;
        for entry in &page.entries {
            writer.row(&cells(cx, entry, &page.refs))?;
        }
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    drop(sight);
    let file = writer.file(cx, title.get(lang), format).await?;
    let mut tx = cx.runtime.store.begin().await?;
    tx.audit(&cx.entry(AuditKind::Export).about(LOG, None).with(json!({ "rows": rows, "format": format }))).await?;
    tx.commit().await?;
    Ok(file)
}

fn cells(cx: &Context, entry: &Told, refs: &Refs) -> Vec<Out> {
    let text = |text: Option<String>| text.filter(|text| !text.is_empty()).map_or(Out::Empty, Out::Text);
    let object = entry.object.as_deref().and_then(|key| cx.catalog().object(key)).map(|object| object.def.label.get(cx.actor.lang()).to_owned());
    let detail = match &entry.detail {
        Json::Object(members) if members.is_empty() => entry.fields.join(", "),
        detail => detail.to_string(),
    };
    let record = entry.record.map(|id| refs.get(&id).map_or_else(|| id.to_string(), |found| found.title.clone()));
    vec![
        Out::Time(entry.at.with_timezone(&cx.catalog().time_zone).naive_local()),
        text(entry.actor.as_ref().and_then(|actor| actor.name.clone())),
        text(Some(entry.kind.clone())),
        text(object.or_else(|| entry.object.clone())),
        text(record),
        text(Some(detail)),
        text(Some(entry.via.clone())),
        text(entry.address.clone()),
        text(entry.agent.clone()),
    ]
}

/// How long entries are kept. Changes of records stay in any case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "AuditRetention")]
pub struct Retention {
    /// Null: for ever.
    #[serde(default)]
    #[schemars(extend("x-null" = true))]
    pub days: Option<u32>,
}

pub async fn retention(cx: &Context) -> Result<Retention> {
    cx.require_administer(Administer::Audit)?;
    kept(&mut *cx.runtime.store.read().await?).await
}

async fn kept(conn: &mut Conn) -> Result<Retention> {
    let days = conn.setting(KEPT_DAYS).await?.and_then(|days| days.as_u64()).and_then(|days| u32::try_from(days).ok());
    Ok(Retention { days })
}

pub async fn set_retention(cx: &Context, wish: Retention) -> Result<Retention> {
    cx.require_administer(Administer::Audit)?;
    if wish.days.is_some_and(|days| !(LEAST..=MOST).contains(&days)) {
        let message = say!("请填 {} 到 {} 天，或永久保留", "Give {} to {} days, or keep them for ever", LEAST, MOST);
        return Err(Error::fields(vec![FieldError::new("days", "range", message)]));
    }
    let mut tx = cx.runtime.store.begin().await?;
    let before = kept(&mut tx).await?.days;
    tx.set_setting(KEPT_DAYS, &json!(wish.days)).await?;
    tx.audit(&cx.entry(AuditKind::Setting).with(json!({ "setting": KEPT_DAYS, "before": before, "after": wish.days }))).await?;
    tx.commit().await?;
    Ok(wish)
}

/// Removes what need not be kept any more: whole days, so that this happens once a day. It is an entry of its own.
pub async fn forget(runtime: &Runtime) -> Result<u64> {
    let mut reader = runtime.store.read().await?;
    let Some(days) = kept(&mut reader).await?.days else { return Ok(0) };
    let today = runtime.clock.now().date_naive().and_time(NaiveTime::MIN);
    let before = Utc.from_utc_datetime(&today) - Duration::days(days.into());
    if reader.audited_since().await?.is_none_or(|oldest| oldest >= before) {
        return Ok(0);
    }
    drop(reader);
    let mut tx = runtime.store.begin().await?;
    let removed = tx.forget_audit(before).await?;
    if removed > 0 {
        let entry = Entry::new(AuditKind::Retention, None, "upkeep", &Origin::default());
        tx.audit(&entry.with(json!({ "removed": removed, "before": before }))).await?;
    }
    tx.commit().await?;
    Ok(removed)
}
