//! Conditions on records in memory; means exactly what the SQL of the same condition means. A test of an empty value is
//! never true but for those that say so; `contains` and its like take ASCII letters of either case as the same.

use std::borrow::Cow;
use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::dates::local_day;
use super::{Cond, Leaf, Operand, Path, Test};
use crate::catalog::Object;
use crate::value::filter::Op;
use crate::value::{Id, Record, Value};

/// What lies beyond the record itself, fetched beforehand by the caller: see [`needs`].
pub trait Related {
    fn record(&self, object: &Object, id: Id) -> Option<&Record>;
    /// Live records of `child` whose slot `via` is `parent`.
    fn count(&self, child: &Object, via: usize, parent: Id) -> i64;
}

/// Nothing beyond the record: for conditions that need nothing.
impl Related for () {
    fn record(&self, _: &Object, _: Id) -> Option<&Record> {
        None
    }

    fn count(&self, _: &Object, _: usize, _: Id) -> i64 {
        0
    }
}

/// Whether the record meets the condition.
pub fn matches(cond: &Cond, record: &Record, related: &impl Related) -> bool {
    match cond {
        Cond::All(parts) => parts.iter().all(|part| matches(part, record, related)),
        Cond::Any(parts) => parts.iter().any(|part| matches(part, record, related)),
        Cond::Not(part) => !matches(part, record, related),
        Cond::Test(path, test) => holds(test, &leaf(path, record, related), record),
    }
}

/// The paths that lead out of the record: what to fetch before [`matches`].
pub fn needs(cond: &Cond) -> Vec<&Path> {
    cond.paths().into_iter().filter(|path| !path.is_own()).collect()
}

/// The value at the end of a path; null where a lookup leads nowhere, where children count as none.
fn leaf<'a>(path: &Path, record: &'a Record, related: &'a impl Related) -> Cow<'a, Value> {
    let mut at = Some(record);
    for hop in &path.hops {
        at = at.and_then(|record| slot(record, hop.slot).as_id()).and_then(|id| related.record(&hop.to, id));
    }
    match &path.leaf {
        Leaf::Field(field) => Cow::Borrowed(at.map_or(&Value::Null, |record| slot(record, *field))),
        Leaf::Count { child, via, .. } => Cow::Owned(Value::Int(at.map_or(0, |record| related.count(child, *via, record.id())))),
    }
}

fn slot(record: &Record, slot: usize) -> &Value {
    record.values.get(slot).unwrap_or(&Value::Null)
}

fn holds(test: &Test, value: &Value, record: &Record) -> bool {
    let at_least = |low| order(value, low).is_some_and(Ordering::is_ge);
    match test {
        Test::Empty => value.is_null(),
        Test::NotEmpty => !value.is_null(),
        Test::Compare(op, operand) => compare(*op, value, operand, record),
        Test::Among(op, values) => among(*op, value, values),
        Test::Between(low, high) => at_least(low) && order(value, high).is_some_and(Ordering::is_le),
        Test::Range(low, high) => at_least(low) && order(value, high).is_some_and(Ordering::is_lt),
    }
}

fn compare(op: Op, value: &Value, operand: &Operand, record: &Record) -> bool {
    let positive = match op {
        Op::IsNot => Op::Is,
        Op::NotContains => Op::Contains,
        _ => {
            return match operand {
                Operand::Value(other) => compare_value(op, value, other),
                Operand::Slot(other) => ordered(op, order(value, slot(record, *other))),
                Operand::Day(other, zone) => ordered(op, order(&day(value, *zone), &day(slot(record, *other), *zone))),
            };
        }
    };
    !compare(positive, value, operand, record)
}

fn compare_value(op: Op, value: &Value, other: &Value) -> bool {
    match (op, value, other) {
        (Op::Contains, Value::Text(text), Value::Text(part)) => text.to_ascii_lowercase().contains(&part.to_ascii_lowercase()),
        (Op::StartsWith, Value::Text(text), Value::Text(part)) => text.to_ascii_lowercase().starts_with(&part.to_ascii_lowercase()),
        (Op::EndsWith, Value::Text(text), Value::Text(part)) => text.to_ascii_lowercase().ends_with(&part.to_ascii_lowercase()),
        (Op::Under, Value::Text(text), Value::Text(top)) => text.strip_prefix(top.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')),
        (Op::Has, _, _) => has(value, other),
        _ => ordered(op, order(value, other)),
    }
}

fn among(op: Op, value: &Value, values: &[Value]) -> bool {
    let equal = |other: &Value| order(value, other) == Some(Ordering::Equal);
    match op {
        Op::In => values.iter().any(equal),
        Op::NotIn => !values.iter().any(equal),
        Op::HasAny => values.iter().any(|item| has(value, item)),
        Op::HasAll => values.iter().all(|item| has(value, item)),
        Op::HasNone => !values.iter().any(|item| has(value, item)),
        _ => false,
    }
}

fn has(value: &Value, item: &Value) -> bool {
    matches!((value, item), (Value::List(items), Value::Text(item)) if items.contains(item))
}

fn ordered(op: Op, order: Option<Ordering>) -> bool {
    let Some(order) = order else { return false };
    match op {
        Op::Is => order.is_eq(),
        Op::Gt => order.is_gt(),
        Op::Ge => order.is_ge(),
        Op::Lt => order.is_lt(),
        Op::Le => order.is_le(),
        _ => false,
    }
}

/// `None` when either is null, or when they are of different types.
fn order(left: &Value, right: &Value) -> Option<Ordering> {
    match (left, right) {
        (Value::Bool(left), Value::Bool(right)) => Some(left.cmp(right)),
        (Value::Int(left), Value::Int(right)) => Some(left.cmp(right)),
        (Value::Decimal(left), Value::Decimal(right)) => Some(left.cmp(right)),
        (Value::Int(left), Value::Decimal(right)) => Some(Decimal::from(*left).cmp(right)),
        (Value::Decimal(left), Value::Int(right)) => Some(left.cmp(&Decimal::from(*right))),
        (Value::Text(left), Value::Text(right)) => Some(left.cmp(right)),
        (Value::Date(left), Value::Date(right)) => Some(left.cmp(right)),
        (Value::Time(left), Value::Time(right)) => Some(left.timestamp_millis().cmp(&right.timestamp_millis())),
        (Value::Id(left), Value::Id(right)) => Some(left.cmp(right)),
        _ => None,
    }
}

fn day(value: &Value, zone: chrono_tz::Tz) -> Value {
    match value {
        Value::Time(time) => Value::Date(local_day(*time, zone)),
        other => other.clone(),
    }
}
