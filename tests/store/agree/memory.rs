//! The reference: what lists, reports, rollups and searches must answer, worked out over plain values, without an engine and
//! with nothing of ours but what conditions mean in memory.

use std::cmp::Ordering;

use chrono::{DateTime, Datelike, Days, NaiveDate, Utc};
use mortise::catalog::Object;
use mortise::catalog::model::{MeasureFn, Period};
use mortise::fields::{Column, RollupMeasure};
use mortise::lang::Lang;
use mortise::query::{Aggregate, Bin, Cond, Leaf, Path, Row, Select, matches};
use mortise::value::{Id, Record, Value};
use pinyin::ToPinyin;
use rust_decimal::Decimal;

use super::query::Measured;
use super::world::World;

/// The records of a list, in its order.
pub fn list<'w>(world: &'w World, select: &Select) -> Vec<&'w Record> {
    let here = |record: &&Record| record.is_deleted() == (select.bin == Bin::Deleted);
    let meets = |record: &&Record| select.cond.as_ref().is_none_or(|cond| matches(cond, record, world));
    let found = |record: &&Record| select.search.as_ref().is_none_or(|typed| match select.bin {
        Bin::Live => found(&select.object, record, typed) > Found::Nowhere,
        Bin::Deleted => {
            let title = record.values[select.object.title].as_text().unwrap_or_default().to_ascii_lowercase();
            title.contains(&typed.trim().to_ascii_lowercase())
        }
    });
    let mut records: Vec<&Record> = world.of_object(&select.object).filter(here).filter(meets).filter(found).collect();
    records.sort_by(|left, right| {
        let by_sort = select.sort.iter().map(|sort| {
            let key = |record: &Record| match leaf(world, &sort.path, record) {
                Value::Text(key) if !sort.ranks.is_empty() => sort.ranks.iter().position(|rank| *rank == key).map_or(Value::Null, |at| Value::Int(at as i64)),
                other => other,
            };
            nulls_last(&key(left), &key(right), sort.desc)
        });
        by_sort.fold(Ordering::Equal, Ordering::then).then_with(|| right.id().cmp(&left.id()))
    });
    records
}

/// The value at the end of a path.
fn leaf(world: &World, path: &Path, record: &Record) -> Value {
    let mut at = Some(record);
    for hop in &path.hops {
        at = at.and_then(|record| record.values[hop.slot].as_id()).and_then(|id| world.get(id));
    }
    match &path.leaf {
        Leaf::Field(slot) => at.map_or(Value::Null, |record| record.values[*slot].clone()),
        Leaf::Count { child, via, .. } => {
            let of = |child: &&Record| at.is_some_and(|at| !child.is_deleted() && child.values[*via].as_id() == Some(at.id()));
            Value::Int(world.of_object(child).filter(of).count() as i64)
        }
    }
}

fn nulls_last(left: &Value, right: &Value, desc: bool) -> Ordering {
    match (left.is_null(), right.is_null()) {
        (false, false) if desc => order(right, left),
        (false, false) => order(left, right),
        (left, right) => left.cmp(&right),
    }
}

fn order(left: &Value, right: &Value) -> Ordering {
    match (left, right) {
        (Value::Null, Value::Null) => Ordering::Equal,
        (Value::Bool(left), Value::Bool(right)) => left.cmp(right),
        (Value::Text(left), Value::Text(right)) => left.chars().map(place).cmp(right.chars().map(place)).then_with(|| left.cmp(right)),
        (Value::Date(left), Value::Date(right)) => left.cmp(right),
        (Value::Time(left), Value::Time(right)) => left.cmp(right),
        (Value::Id(left), Value::Id(right)) => left.cmp(right),
        (left, right) => number(left).cmp(&number(right)),
    }
}

/// A character's place in the dictionary: what is not Chinese, then Chinese by its sound, then whatever lies beyond.
fn place(c: char) -> (u8, &'static str, u32) {
    let folded = match u32::from(c) {
        code @ 0xFF01..=0xFF5E => char::from_u32(code - 0xFEE0).unwrap(),
        _ => c,
    };
    let lower = if folded.is_ascii() { folded.to_ascii_lowercase() } else { folded.to_lowercase().next().unwrap() };
    match u32::from(c) {
        0x4E00..=0x9FFF => (1, c.to_pinyin().map_or("~", |sound| sound.plain()), u32::from(c)),
        0x0..0x4E00 | 0xFF01..=0xFF5E => (0, "", u32::from(lower)),
        beyond => (2, "", beyond),
    }
}

fn number(value: &Value) -> Decimal {
    match value {
        Value::Int(number) => Decimal::from(*number),
        Value::Decimal(number) => *number,
        other => panic!("{other:?} is no number"),
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Found {
    Nowhere,
    Somewhere,
    InTitle,
}

fn found(object: &Object, record: &Record, typed: &str) -> Found {
    let words: Vec<String> = typed.split_whitespace().map(fold).filter(|word| !word.is_empty()).collect();
    if words.is_empty() {
        return if typed.trim().is_empty() { Found::Somewhere } else { Found::Nowhere };
    }
    let shown = |slot: usize| fold(&object.fields[slot].kind.display(&record.values[slot], Lang::Zh));
    let title = shown(object.title);
    let spoken = |first: bool| -> String {
        let sound = |c: char| match c.to_pinyin() {
            Some(sound) if first => sound.plain().chars().take(1).collect::<String>().replace('ü', "v"),
            Some(sound) => sound.plain().replace('ü', "v"),
            None => c.to_string(),
        };
        title.chars().map(sound).collect()
    };
    let titles = [spoken(true), spoken(false), title.clone()];
    let others: Vec<String> = object.own_fields().filter(|field| field.def.searchable && field.slot != object.title).map(|field| shown(field.slot)).collect();
    let in_title = |word: &String| titles.iter().any(|title| title.contains(word.as_str()));
    match (words.iter().all(in_title), words.iter().all(|word| in_title(word) || others.iter().any(|text| text.contains(word.as_str())))) {
        (true, _) => Found::InTitle,
        (_, true) => Found::Somewhere,
        _ => Found::Nowhere,
    }
}

fn fold(text: &str) -> String {
    let narrow = text.chars().map(|c| match u32::from(c) {
        code @ 0xFF01..=0xFF5E => char::from_u32(code - 0xFEE0).unwrap(),
        _ => c,
    });
    narrow.flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric()).collect()
}

/// Ids of the records of an object in which what was typed is found: in their titles first, the newest first.
pub fn find(world: &World, object: &Object, typed: &str) -> Vec<Id> {
    if typed.trim().is_empty() {
        return Vec::new();
    }
    let live = world.of_object(object).filter(|record| !record.is_deleted());
    let mut hits: Vec<(Found, Id)> = live.map(|record| (found(object, record, typed), record.id())).filter(|(found, _)| *found > Found::Nowhere).collect();
    hits.reverse();
    hits.sort_by_key(|(found, _)| std::cmp::Reverse(*found));
    hits.into_iter().map(|(_, id)| id).collect()
}

/// Groups and measures, sorted, however many they are.
pub fn report(world: &World, aggregate: &Aggregate) -> Vec<Row> {
    let meets = |record: &&Record| !record.is_deleted() && aggregate.cond.as_ref().is_none_or(|cond| matches(cond, record, world));
    let mut groups: Vec<(Vec<Value>, Vec<&Record>)> = Vec::new();
    if aggregate.group.is_empty() {
        groups.push((Vec::new(), Vec::new()));
    }
    for record in world.of_object(&aggregate.object).filter(meets) {
        let key: Vec<Value> = aggregate.group.iter().map(|(path, by)| grouped(leaf(world, path, record), *by, aggregate.time_zone)).collect();
        match groups.iter_mut().find(|(group, _)| *group == key) {
            Some((_, records)) => records.push(record),
            None => groups.push((key, vec![record])),
        }
    }
    let mut rows: Vec<(Option<Rank>, Row)> = Vec::new();
    for (group, records) in groups {
        let of = |(function, path): &(MeasureFn, Option<Path>)| {
            let values = records.iter().map(|record| path.as_ref().map_or(Value::Int(1), |path| leaf(world, path, record)));
            let column = path.as_ref().map_or(Column::Int, |path| path.field(&aggregate.object).map_or(Column::Int, |field| field.kind.column()));
            measured(*function, column, values.filter(|value| !value.is_null()).collect())
        };
        let (ranks, values): (Vec<_>, Vec<_>) = aggregate.measures.iter().map(of).unzip();
        let rank = aggregate.sort.and_then(|(at, _)| ranks.get(at).cloned());
        rows.push((rank, Row { group, values }));
    }
    let desc = aggregate.sort.is_some_and(|(_, desc)| desc);
    rows.sort_by(|(left_rank, left), (right_rank, right)| {
        let by_measure = match (left_rank, right_rank) {
            (Some(left), Some(right)) => left.compare(right, desc),
            _ => Ordering::Equal,
        };
        let by_group = left.group.iter().zip(&right.group).map(|(left, right)| nulls_last(left, right, false));
        by_measure.then_with(|| by_group.fold(Ordering::Equal, Ordering::then))
    });
    rows.into_iter().map(|(_, row)| row).collect()
}

fn grouped(value: Value, by: Option<Period>, zone: chrono_tz::Tz) -> Value {
    let Some(by) = by else { return value };
    let day = match value {
        Value::Date(day) => day,
        Value::Time(time) => local_day(time, zone),
        _ => return Value::Null,
    };
    let first = match by {
        Period::Day => day,
        Period::Week => day - Days::new(u64::from(day.weekday().num_days_from_monday())),
        Period::Month => day.with_day(1).unwrap(),
        Period::Quarter => NaiveDate::from_ymd_opt(day.year(), day.month0() / 3 * 3 + 1, 1).unwrap(),
        Period::Year => NaiveDate::from_ymd_opt(day.year(), 1, 1).unwrap(),
    };
    Value::Date(first)
}

fn local_day(time: DateTime<Utc>, zone: chrono_tz::Tz) -> NaiveDate {
    time.with_timezone(&zone).date_naive()
}

/// What a measure is sorted by: an average exactly, as a sum and how many it is of.
#[derive(Clone, Debug)]
enum Rank {
    Of(Value),
    Average(Decimal, usize),
}

impl Rank {
    fn compare(&self, other: &Rank, desc: bool) -> Ordering {
        match (self, other) {
            (Rank::Of(left), Rank::Of(right)) => nulls_last(left, right, desc),
            (Rank::Average(left, of_left), Rank::Average(right, of_right)) => match (*of_left, *of_right) {
                (0, 0) => Ordering::Equal,
                (0, _) => Ordering::Greater,
                (_, 0) => Ordering::Less,
                _ => {
                    let order = (left * Decimal::from(*of_right)).cmp(&(right * Decimal::from(*of_left)));
                    if desc { order.reverse() } else { order }
                }
            },
            _ => panic!("measures of different kinds"),
        }
    }
}

fn measured(function: MeasureFn, column: Column, values: Vec<Value>) -> (Rank, Value) {
    let scale = if let Column::Scaled(scale) = column { scale } else { 0 };
    let sum = || values.iter().map(number).sum::<Decimal>();
    let value = match function {
        MeasureFn::Count => Value::Int(values.len() as i64),
        MeasureFn::Min => values.iter().min_by(|a, b| order(a, b)).cloned().unwrap_or_default(),
        MeasureFn::Max => values.iter().max_by(|a, b| order(a, b)).cloned().unwrap_or_default(),
        MeasureFn::Sum if column == Column::Int => sum().to_string().parse().map_or(Value::Decimal(sum()), Value::Int),
        MeasureFn::Sum => Value::Decimal(sum()),
        MeasureFn::Avg if values.is_empty() => Value::Null,
        MeasureFn::Avg => Value::Decimal((sum() / Decimal::from(values.len())).round_dp(scale.max(2) + 2)),
    };
    match function {
        MeasureFn::Avg => (Rank::Average(sum(), values.len()), value),
        // Of nothing there is no sum to sort by, though it is shown as 0.
        MeasureFn::Sum if values.is_empty() => (Rank::Of(Value::Int(0)), value),
        _ => (Rank::Of(value.clone()), value),
    }
}

/// A rollup's measures for each parent that has live children, by the parent's id.
pub fn rollups(world: &World, child: &Object, via: usize, parents: &[Id], measures: &[Measured]) -> Vec<(Id, Vec<Value>)> {
    let mut all = Vec::new();
    for parent in parents {
        let children: Vec<&Record> = world.of_object(child).filter(|record| !record.is_deleted() && record.values[via].as_id() == Some(*parent)).collect();
        let of = |(function, of, cond): &(RollupMeasure, Option<usize>, Option<Cond>)| {
            let met = children.iter().filter(|record| cond.as_ref().is_none_or(|cond| matches(cond, record, world)));
            let values = met.map(|record| of.map_or(Value::Int(1), |slot| record.values[slot].clone())).filter(|value| !value.is_null());
            let function = match function {
                RollupMeasure::Count => MeasureFn::Count,
                RollupMeasure::Sum => MeasureFn::Sum,
                RollupMeasure::Min => MeasureFn::Min,
                RollupMeasure::Max => MeasureFn::Max,
                RollupMeasure::Avg => MeasureFn::Avg,
            };
            let column = of.map_or(Column::Int, |slot| child.fields[slot].kind.column());
            measured(function, column, values.collect()).1
        };
        if !children.is_empty() {
            all.push((*parent, measures.iter().map(of).collect()));
        }
    }
    all.sort_by_key(|(parent, _)| *parent);
    all
}
