//! List records: filter, sort, search, page by cursor, choose fields, count.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value as Json, json};

use super::json::{self as encode, Flat, Refs};
use super::{Context, Sight};
use crate::access::Action;
use crate::catalog::Object;
use crate::error::{Error, Result};
use crate::catalog::model::MeasureFn;
use crate::query::{self, Aggregate, Bin, Cond, Leaf, Path, Select, Test};
use crate::value::filter::Op;
use crate::say;
use crate::store::{Conn, Count};
use crate::value::{Id, Record, Value, slot};

/// Records on one page at most.
pub const MAX_LIMIT: u32 = 200;
/// Up to here a count is exact.
pub const COUNT_CAP: u64 = 10_000;

/// A list as asked for; texts are as in the query string.
#[derive(Clone, Debug, Default)]
pub struct List {
    /// The filter as JSON text.
    pub filter: Option<String>,
    /// `-amount,name`
    pub sort: Option<String>,
    /// Field keys and paths through lookups; all fields when absent.
    pub fields: Option<String>,
    pub limit: Option<u32>,
    pub cursor: Option<String>,
    pub count: bool,
    pub bin: Bin,
    pub search: Option<String>,
}

/// Since when each record stands in its stages: record → pipeline → time.
type Entered = BTreeMap<Id, BTreeMap<String, DateTime<Utc>>>;

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "RecordPage")]
pub struct Page {
    pub records: Vec<Flat>,
    pub refs: Refs,
    /// Cursor of the page after this one.
    pub next: Option<String>,
    /// When it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<Count>,
    /// Of objects that have a pipeline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entered: Option<Entered>,
}

pub async fn list(cx: &Context, object: &str, list: &List) -> Result<Page> {
    let object = cx.seen_object(object, Action::Read)?;
    let select = select(cx, &object, list)?;
    let paths = columns(cx, &object, list.fields.as_deref())?;
    let mut sight = cx.glance().await?;
    let page = sight.list(select.clone()).await?;
    let mut refs = encode::refs(&mut sight, &object, &page.records).await?;
    let only = paths.as_deref().map(|paths| Arc::new(chosen(paths)));
    let mut records: Vec<Flat> = page.records.into_iter().map(|record| Flat::of(&object, record, only.clone())).collect();
    for path in paths.iter().flatten() {
        counted(&mut sight, path, &mut records).await?;
    }
    for path in paths.iter().flatten().filter(|path| !path.hops.is_empty()) {
        through(&mut sight, path, &mut records, &mut refs).await?;
    }
    let entered = match object.pipelines.is_empty() {
        true => None,
        false => Some(entered(&mut sight.conn, &records).await?),
    };
    let count = match list.count {
        true => Some(sight.count(Select { cursor: None, ..select }, COUNT_CAP).await?),
        false => None,
    };
    Ok(Page { records, refs, next: page.next, count, entered })
}

async fn entered(conn: &mut Conn, records: &[Flat]) -> Result<Entered> {
    let ids: Vec<Id> = records.iter().map(|row| row.record().id()).collect();
    let mut since = Entered::new();
    for stay in conn.current_stages(&ids).await? {
        since.entry(stay.record).or_default().insert(stay.pipeline, stay.entered_at);
    }
    Ok(since)
}

/// The list as the actor asked for it; [`Sight`] keeps it within what they may read.
pub fn select(cx: &Context, object: &Arc<Object>, list: &List) -> Result<Select> {
    let limit = list.limit.unwrap_or(50);
    if limit == 0 || limit > MAX_LIMIT {
        let message = say!("每页 1 到 {} 条", "A page has 1 to {} records", MAX_LIMIT);
        return Err(Error::malformed("bad_limit", message));
    }
    let filter = cx.parse_filter(list.filter.as_deref())?;
    let sort = match list.sort.as_deref().filter(|sort| !sort.is_empty()) {
        Some(sort) => query::sort(cx.seen(), object, sort).map_err(|errors| {
            Error::malformed("bad_sort", say!("排序有误", "The sort is not acceptable")).with_fields(errors)
        })?,
        None => Vec::new(),
    };
    Ok(Select {
        object: object.clone(),
        cond: filter.map(|filter| cx.asked(object, &filter)).transpose()?,
        scope: None,
        search: list.search.clone().filter(|search| !search.trim().is_empty()),
        sort,
        limit,
        cursor: list.cursor.clone().filter(|cursor| !cursor.is_empty()),
        bin: list.bin,
    })
}

fn columns(cx: &Context, object: &Arc<Object>, fields: Option<&str>) -> Result<Option<Vec<Path>>> {
    let Some(fields) = fields.filter(|fields| !fields.is_empty()) else { return Ok(None) };
    let mut errors = Vec::new();
    let mut paths = Vec::new();
    for text in fields.split(',') {
        match query::path(cx.seen(), object, text.trim()) {
            Ok(path) => paths.push(path),
            Err(error) => errors.push(error),
        }
    }
    if errors.is_empty() {
        return Ok(Some(paths));
    }
    Err(Error::malformed("bad_fields", say!("要显示的字段有误", "The fields to show are not acceptable")).with_fields(errors))
}

/// The chosen own fields, with id and version always.
fn chosen(paths: &[Path]) -> BTreeSet<usize> {
    let own = paths.iter().filter(|path| path.hops.is_empty()).filter_map(|path| match path.leaf {
        Leaf::Field(slot) => Some(slot),
        Leaf::Count { .. } => None,
    });
    own.chain([slot::ID, slot::VERSION]).collect()
}

/// Adds a column that counts children, for the whole page at once.
async fn counted(sight: &mut Sight<'_>, path: &Path, rows: &mut [Flat]) -> Result<()> {
    let (Leaf::Count { child, via, .. }, true) = (&path.leaf, path.hops.is_empty()) else { return Ok(()) };
    let to_parent = || Path { hops: Vec::new(), leaf: Leaf::Field(*via), text: child.fields[*via].key().to_owned() };
    let parents = rows.iter().map(|row| row.record().values[slot::ID].clone()).collect();
    let theirs = Cond::Test(to_parent(), Test::Among(Op::In, parents));
    let time_zone = sight.cx.catalog().time_zone;
    let counts = sight
        .aggregate(Aggregate {
            object: child.clone(),
            cond: Some(theirs),
            scope: None,
            group: vec![(to_parent(), None)],
            measures: vec![(MeasureFn::Count, None)],
            sort: None,
            limit: MAX_LIMIT,
            time_zone,
        })
        .await?;
    for row in rows {
        let found = counts.iter().find(|count| count.group[0] == row.record().values[slot::ID]);
        let count = found.map_or(Value::Int(0), |count| count.values[0].clone());
        if let Value::Int(count) = count {
            row.add(&path.text, json!(count));
        }
    }
    Ok(())
}

/// Adds a column reached through lookups, read for the whole page at once.
async fn through(
    sight: &mut Sight<'_>,
    path: &Path,
    rows: &mut [Flat],
    refs: &mut Refs,
) -> Result<()> {
    let mut at: Vec<Option<Id>> = rows.iter().map(|row| row.record().values[path.hops[0].slot].as_id()).collect();
    let mut reached: HashMap<Id, Record> = HashMap::new();
    for (position, hop) in path.hops.iter().enumerate() {
        let ids: BTreeSet<Id> = at.iter().flatten().copied().collect();
        let found = sight.get_many(&hop.to, &ids.into_iter().collect::<Vec<_>>()).await?;
        reached = found.into_iter().map(|record| (record.id(), record)).collect();
        if let Some(next) = path.hops.get(position + 1) {
            let follow = |id: Id| reached.get(&id).and_then(|record| record.values[next.slot].as_id());
            at = at.into_iter().map(|id| id.and_then(follow)).collect();
        }
    }
    let (Some(last), Leaf::Field(slot)) = (path.hops.last(), &path.leaf) else { return Ok(()) };
    let field = &last.to.fields[*slot];
    for (row, id) in rows.iter_mut().zip(&at) {
        let value = id.and_then(|id| reached.get(&id)).map_or(Json::Null, |record| record.values[*slot].to_json());
        row.add(&path.text, value);
    }
    if let Some(reference) = field.kind.reference() {
        let ids = reached.values().filter_map(|record| match &record.values[*slot] {
            Value::Id(id) => Some(*id),
            _ => None,
        });
        encode::titles(sight, &reference.object, ids.collect::<Vec<_>>(), refs).await?;
    }
    Ok(())
}
