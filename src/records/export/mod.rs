//! Export: a list as it is filtered, sorted and shown, as a workbook or CSV that people open elsewhere and can import again.
//! Reads page by page. Knows nothing of HTTP.

pub mod csv;
mod limit;
mod xlsx;

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use chrono::{NaiveDate, NaiveDateTime};
use rust_decimal::prelude::ToPrimitive;
use serde_json::json;

use super::list::{self, List, MAX_LIMIT};
use self::limit::Limit;
use super::{Context, Sight};
use crate::access::Action;
use crate::catalog::{Field, Object};
use crate::error::{Error, FieldError, Result};
use crate::fields::Column as Kept;
use crate::lang::Lang;
use crate::query::{self, Bin, Leaf, Path, Select};
use crate::say;
use crate::store::AuditKind;
use crate::value::{Id, Record, Value, slot};

/// A sheet cannot hold more rows.
const MAX_ROWS: usize = 1_048_575;

#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "ExportFormat")]
pub enum Format {
    Xlsx,
    Csv,
}

/// A file to be saved: its name, what it is, its bytes.
#[derive(Debug)]
pub struct File {
    pub name: String,
    pub content_type: &'static str,
    pub bytes: Vec<u8>,
}

/// One cell on its way out.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Out {
    Empty,
    Text(String),
    /// With this many digits after the point.
    Number(rust_decimal::Decimal, u32),
    Date(NaiveDate),
    /// Local, in the workspace's zone.
    Time(NaiveDateTime),
}

/// One column on its way out.
struct Column {
    path: Path,
    header: String,
}

/// Writes a list, whatever its limit and cursor, with its columns in the order asked for.
pub async fn export(cx: &Context, object: &str, list: &List, format: Format) -> Result<File> {
    let object = cx.seen_object(object, Action::Export)?;
    let columns = columns(cx, &object, list.fields.as_deref())?;
    let paged = List { limit: Some(MAX_LIMIT), cursor: None, count: false, ..list.clone() };
    let mut select = list::select(cx, &object, &paged)?;
    let headers: Vec<&str> = columns.iter().map(|column| column.header.as_str()).collect();
    let lang = cx.actor.lang();
    let sheet = object.def.plural.as_ref().unwrap_or(&object.def.label).get(lang);
    let mut sight = cx.look().await?;
    let limit = Limit::of(cx);
    let mut rows = 0;
    let mut writer = Writer::new(format, sheet, &headers)?;
    loop {
        let page = sight.export(select.clone()).await?;
        rows += page.records.len();
        bounded(rows)?;
        if let Some(limit) = &limit {
            limit.admit(cx, &mut sight.conn, rows).await?;
        }
        for row in cells(&mut sight, &object, &columns, &page.records).await? {
            writer.row(&row)?;
        }
        match page.next {
            Some(next) => select = Select { cursor: Some(next), ..select },
            None => break,
        }
    }
    drop(sight);
    let file = writer.file(cx, sheet, format).await?;
    note(cx, &object, list, format, rows, limit).await?;
    Ok(file)
}

/// Refuses more rows than a sheet can hold.
pub(super) fn bounded(rows: usize) -> Result<()> {
    if rows <= MAX_ROWS {
        return Ok(());
    }
    let message = say!("超过 {} 行，请先筛选再导出", "More than {} rows; filter before exporting", MAX_ROWS);
    Err(Error::invalid("too_many_rows", message))
}

/// Nobody takes anything along unnoticed, nor more than they may: it is counted and in the audit log before the file is handed over.
async fn note(cx: &Context, object: &Arc<Object>, list: &List, format: Format, rows: usize, limit: Option<Limit>) -> Result<()> {
    let filter = cx.parse_filter(list.filter.as_deref())?.map(|filter| query::told(cx.catalog(), object, filter));
    let detail = json!({
        "rows": rows, "format": format, "filter": filter, "search": list.search, "fields": list.fields, "deleted": list.bin == Bin::Deleted,
    });
    let mut tx = cx.runtime.store.begin().await?;
    if let Some(limit) = limit {
        limit.count(cx, &mut tx, rows).await?;
    }
    tx.audit(&cx.entry(AuditKind::Export).about(&object.key, None).with(detail)).await?;
    tx.commit().await
}

#[expect(clippy::large_enum_variant, reason = "one per export")]
pub(super) enum Writer {
    Xlsx(xlsx::Writer),
    Csv(csv::Writer),
}

impl Writer {
    /// The file, named after what it holds and the day.
    pub(super) async fn file(self, cx: &Context, sheet: &str, format: Format) -> Result<File> {
        let day = cx.runtime.clock.now().with_timezone(&cx.catalog().time_zone).format("%Y%m%d");
        let (ending, content_type) = match format {
            Format::Xlsx => ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            Format::Csv => ("csv", "text/csv; charset=utf-8"),
        };
        // Packing a large workbook takes a while.
        let bytes = tokio::task::spawn_blocking(move || self.finish()).await.map_err(Error::internal)??;
        Ok(File { name: format!("{sheet}-{day}.{ending}"), content_type, bytes })
    }

    pub(super) fn new(format: Format, sheet: &str, headers: &[&str]) -> Result<Writer> {
        Ok(match format {
            Format::Xlsx => Writer::Xlsx(xlsx::Writer::new(sheet, headers)?),
            Format::Csv => Writer::Csv(csv::Writer::new(headers)?),
        })
    }

    pub(super) fn row(&mut self, cells: &[Out]) -> Result<()> {
        match self {
            Writer::Xlsx(writer) => writer.row(cells),
            Writer::Csv(writer) => writer.row(cells),
        }
    }

    fn finish(self) -> Result<Vec<u8>> {
        match self {
            Writer::Xlsx(writer) => writer.finish(),
            Writer::Csv(writer) => writer.finish(),
        }
    }
}

/// The columns asked for; otherwise every field people see, with the owner and the time of creation.
fn columns(cx: &Context, object: &Arc<Object>, fields: Option<&str>) -> Result<Vec<Column>> {
    let lang = cx.actor.lang();
    let own = || object.own_fields().map(|field| field.key().to_owned());
    let keys: Vec<String> = match fields.filter(|fields| !fields.is_empty()) {
        Some(fields) => fields.split(',').map(|field| field.trim().to_owned()).collect(),
        None => own().chain([slot::OWNER, slot::CREATED_AT].map(|slot| object.fields[slot].key().to_owned())).collect(),
    };
    let mut columns = Vec::new();
    let mut errors = Vec::new();
    for key in keys {
        match query::path(cx.seen(), object, &key) {
            Ok(path) if matches!(path.leaf, Leaf::Count { .. }) => {
                errors.push(FieldError::new(key, "not_a_field", say!("数量不能导出，请选择字段", "A count cannot be exported; choose a field")));
            }
            Ok(path) => columns.push(Column { header: header(object, &path, lang), path }),
            Err(error) => errors.push(error),
        }
    }
    if errors.is_empty() {
        return Ok(columns);
    }
    Err(Error::malformed("bad_fields", say!("要导出的字段有误", "The fields to export are not acceptable")).with_fields(errors))
}

/// The field's label; through lookups, the labels on the way before it.
fn header(object: &Object, path: &Path, lang: Lang) -> String {
    let mut labels = Vec::new();
    let mut at = object;
    for hop in &path.hops {
        labels.push(at.fields[hop.slot].label().get(lang).to_owned());
        at = &hop.to;
    }
    labels.push(match &path.leaf {
        Leaf::Field(slot) => at.fields[*slot].label().get(lang).to_owned(),
        Leaf::Count { child, .. } => child.def.plural.as_ref().unwrap_or(&child.def.label).get(lang).to_owned(),
    });
    labels.join(" / ")
}

/// The cells of one page; what its records refer to is read for the whole page at once.
async fn cells(sight: &mut Sight<'_>, object: &Arc<Object>, columns: &[Column], records: &[Record]) -> Result<Vec<Vec<Out>>> {
    let mut rows: Vec<Vec<Out>> = records.iter().map(|_| Vec::with_capacity(columns.len())).collect();
    for column in columns {
        let (reached, at) = follow(sight, &column.path, records).await?;
        let owner = column.path.hops.last().map_or(object, |hop| &hop.to);
        let Leaf::Field(slot) = column.path.leaf else { continue };
        let field = &owner.fields[slot];
        let values: Vec<Value> = at.iter().map(|record| record.map_or(Value::Null, |at| value(records, &reached, at, slot))).collect();
        let titles = titles(sight, field, &values).await?;
        for (row, value) in rows.iter_mut().zip(&values) {
            row.push(out(sight.cx, field, value, &titles));
        }
    }
    Ok(rows)
}

/// Where a path leads: among the page's own records, or those reached through lookups.
#[derive(Clone, Copy)]
enum At {
    Own(usize),
    Reached(Id),
}

async fn follow(sight: &mut Sight<'_>, path: &Path, records: &[Record]) -> Result<(HashMap<Id, Record>, Vec<Option<At>>)> {
    let mut at: Vec<Option<At>> = (0..records.len()).map(|index| Some(At::Own(index))).collect();
    let mut reached: HashMap<Id, Record> = HashMap::new();
    for hop in &path.hops {
        let ids: Vec<Option<Id>> = at.iter().map(|at| at.and_then(|at| value(records, &reached, at, hop.slot).as_id())).collect();
        let wanted: BTreeSet<Id> = ids.iter().flatten().copied().collect();
        let found = sight.get_many(&hop.to, &wanted.into_iter().collect::<Vec<_>>()).await?;
        reached = found.into_iter().map(|record| (record.id(), record)).collect();
        at = ids.into_iter().map(|id| id.filter(|id| reached.contains_key(id)).map(At::Reached)).collect();
    }
    Ok((reached, at))
}

fn value(records: &[Record], reached: &HashMap<Id, Record>, at: At, slot: usize) -> Value {
    let record = match at {
        At::Own(index) => records.get(index),
        At::Reached(id) => reached.get(&id),
    };
    record.map_or(Value::Null, |record| record.values[slot].clone())
}

async fn titles(sight: &mut Sight<'_>, field: &Field, values: &[Value]) -> Result<HashMap<Id, String>> {
    let Some(target) = field.kind.reference().and_then(|reference| sight.cx.seen().object(&reference.object)) else { return Ok(HashMap::new()) };
    let ids: BTreeSet<Id> = values.iter().filter_map(Value::as_id).collect();
    let found = sight.titles(target, &ids.into_iter().collect::<Vec<_>>()).await?;
    Ok(found.into_iter().collect())
}

fn out(cx: &Context, field: &Field, value: &Value, titles: &HashMap<Id, String>) -> Out {
    let lang = cx.actor.lang();
    match value {
        Value::Null => Out::Empty,
        Value::Date(date) => Out::Date(*date),
        Value::Time(at) => Out::Time(at.with_timezone(&cx.catalog().time_zone).naive_local()),
        Value::Int(number) => Out::Number((*number).into(), 0),
        Value::Decimal(number) => Out::Number(*number, if let Kept::Scaled(scale) = field.kind.column().opened() { scale } else { 0 }),
        Value::Id(id) if field.kind.reference().is_some() => titles.get(id).map_or(Out::Empty, |title| Out::Text(title.clone())),
        value => match field.kind.display(value, lang) {
            text if text.is_empty() => Out::Empty,
            text => Out::Text(text),
        },
    }
}

/// As a double, which holds every number the engine keeps to the digit.
pub(super) fn double(number: rust_decimal::Decimal) -> f64 {
    number.to_f64().unwrap_or_default()
}
