//! Group records and count, sum, average them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::Context;
use super::json::{self as encode, Refs};
use crate::access::Action;
use crate::catalog::model::{Group, Measure};
use crate::error::{Error, Result};
use crate::query::{self, Leaf, Path};
use crate::say;
use crate::value::filter::Filter;
use crate::value::{Id, Value};

const MAX_ROWS: u32 = 1_000;

#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "AggregateRequest")]
pub struct Request {
    /// At most two.
    #[serde(default)]
    pub group: Vec<Group>,
    #[serde(default)]
    pub measures: Vec<Measure>,
    #[serde(default)]
    pub filter: Option<Filter>,
    /// By a measure: `m0`, or `-m0` for the largest first.
    #[serde(default)]
    pub sort: Option<String>,
    #[serde(default)]
    pub limit: Option<u32>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct Aggregate {
    pub rows: Vec<Row>,
    pub refs: Refs,
}

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "AggregateRow")]
pub struct Row {
    /// A value for each field grouped by.
    pub group: Vec<Json>,
    /// One for each measure; null over nothing, a date or a text only as the least or greatest of such.
    #[schemars(with = "Vec<Option<Measured>>")]
    pub values: Vec<Json>,
}

/// How the value of a measure is described.
#[derive(JsonSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "described only: the values are JSON already")]
enum Measured {
    Number(f64),
    Text(String),
}

pub async fn aggregate(cx: &Context, object: &str, request: &Request) -> Result<Aggregate> {
    let object = cx.seen_object(object, Action::Read)?;
    let bad = |fields| Error::malformed("bad_aggregate", say!("统计的要求有误", "The aggregate is not acceptable")).with_fields(fields);
    let mut errors = Vec::new();
    if request.group.len() > 2 || request.measures.is_empty() || request.measures.len() > 10 {
        let message = say!("最多按 2 个字段分组，1 到 10 个指标", "Group by at most 2 fields, with 1 to 10 measures");
        return Err(Error::malformed("bad_aggregate", message));
    }
    let mut group = Vec::new();
    for one in &request.group {
        match query::group(cx.seen(), &object, &one.field, one.by) {
            Ok(found) => group.push(found),
            Err(error) => errors.push(error),
        }
    }
    let mut measures = Vec::new();
    for one in &request.measures {
        match query::measure(cx.seen(), &object, one.function, one.field.as_deref()) {
            Ok(found) => measures.push(found),
            Err(error) => errors.push(error),
        }
    }
    if !errors.is_empty() {
        return Err(bad(errors));
    }
    let aggregate = query::Aggregate {
        object: object.clone(),
        cond: request.filter.as_ref().map(|filter| cx.asked(&object, filter)).transpose()?,
        scope: None,
        group,
        measures,
        sort: sort(request)?,
        limit: request.limit.unwrap_or(MAX_ROWS).clamp(1, MAX_ROWS),
        time_zone: cx.catalog().time_zone,
    };
    let mut sight = cx.look().await?;
    let rows = sight.aggregate(aggregate.clone()).await?;
    let mut refs = Refs::new();
    for (position, (path, _)) in aggregate.group.iter().enumerate() {
        let field = leaf(&object, path);
        if let Some(reference) = field.and_then(|field| field.kind.reference()) {
            let ids: Vec<Id> = rows.iter().filter_map(|row| row.group[position].as_id()).collect();
            encode::titles(&mut sight, &reference.object, ids, &mut refs).await?;
        }
    }
    let rows = rows.iter().map(shown).collect();
    Ok(Aggregate { rows, refs })
}

fn sort(request: &Request) -> Result<Option<(usize, bool)>> {
    let Some(text) = request.sort.as_deref().filter(|text| !text.is_empty()) else { return Ok(None) };
    let (desc, name) = text.strip_prefix('-').map_or((false, text), |name| (true, name));
    let position = name.strip_prefix('m').and_then(|number| number.parse().ok());
    match position.filter(|position| *position < request.measures.len()) {
        Some(position) => Ok(Some((position, desc))),
        None => Err(Error::malformed("bad_sort", say!("排序应写作 m0 或 -m0", "Sort is written m0 or -m0"))),
    }
}

fn leaf<'a>(object: &'a crate::catalog::Object, path: &'a Path) -> Option<&'a crate::catalog::Field> {
    let owner = path.hops.last().map_or(object, |hop| &hop.to);
    match path.leaf {
        Leaf::Field(slot) => Some(&owner.fields[slot]),
        Leaf::Count { .. } => None,
    }
}

fn shown(row: &query::Row) -> Row {
    let json = |values: &[Value]| values.iter().map(Value::to_json).collect();
    Row { group: json(&row.group), values: json(&row.values) }
}
