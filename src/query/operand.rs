//! The value beside an operator → a typed test. What is refused is refused with what would be right.

use std::str::FromStr;

use rust_decimal::Decimal;
use serde_json::Value as Json;

use super::{Cond, Cx, Leaf, Operand, Path, Test, moment};
use crate::catalog::{Catalog, Field, Object, listed};
use crate::fields::Column;
use crate::lang::Label;
use crate::say;
use crate::value::filter::Op;
use crate::value::{Id, Value};

const MOST_VALUES: usize = 1000;
const MOST_LETTERS: usize = 500;
const COUNT_OPERATORS: &[Op] = &[Op::Is, Op::IsNot, Op::Gt, Op::Ge, Op::Lt, Op::Le, Op::Between, Op::In, Op::NotIn];

/// What a term tests.
pub(super) struct Target<'a> {
    pub catalog: &'a Catalog,
    /// Where the path starts; `{"ref": …}` names its fields.
    pub base: &'a Object,
    pub path: &'a Path,
    /// None for a count.
    pub field: Option<&'a Field>,
    pub column: Column,
}

impl<'a> Target<'a> {
    pub fn of(catalog: &'a Catalog, base: &'a Object, path: &'a Path) -> Self {
        let field = path.field(base);
        Target { catalog, base, path, field, column: field.map_or(Column::Int, |field| field.kind.column()) }
    }

    pub fn operators(&self) -> &'static [Op] {
        match self.path.leaf {
            Leaf::Count { .. } => COUNT_OPERATORS,
            Leaf::Field(_) => self.field.map_or(&[], |field| field.kind.operators()),
        }
    }

    pub fn test(&self, test: Test) -> Cond {
        Cond::Test(self.path.clone(), test)
    }

    pub fn compare(&self, op: Op, value: Value) -> Cond {
        self.test(Test::Compare(op, Operand::Value(value)))
    }
}

pub(super) fn cond(target: &Target<'_>, op: Op, value: &Json, cx: &Cx) -> Result<Cond, Label> {
    match op {
        Op::Empty => return Ok(target.test(Test::Empty)),
        Op::NotEmpty => return Ok(target.test(Test::NotEmpty)),
        Op::Status => return status(target, value),
        _ => {}
    }
    if let Some(other) = single(value, "ref") {
        return reference(target, op, other, cx);
    }
    match (target.column, op) {
        (_, Op::In | Op::NotIn) => among(target, op, value, cx),
        (Column::Date | Column::Time, _) => moment::cond(target, op, value, cx),
        (Column::Int | Column::Scaled(_), Op::Between) => between(target, value),
        (_, Op::Contains | Op::NotContains | Op::StartsWith | Op::EndsWith | Op::Under) => letters(target, op, value),
        (_, Op::Has) => match listed_values(target, &Json::Array(vec![value.clone()]))?.pop() {
            Some(value) => Ok(target.compare(op, value)),
            None => Err(needs_value()),
        },
        (_, Op::HasAny | Op::HasAll | Op::HasNone) => Ok(target.test(Test::Among(op, listed_values(target, value)?))),
        _ => Ok(match literal(target, value, cx)? {
            Some(value) => target.compare(op, value),
            // Nobody is me: no value is.
            None => Cond::Any(Vec::new()).negated(op == Op::IsNot),
        }),
    }
}

impl Cond {
    fn negated(self, negated: bool) -> Cond {
        if negated { Cond::Not(Box::new(self)) } else { self }
    }
}

/// `{"key": value}` and nothing else.
pub(super) fn single<'a>(value: &'a Json, key: &str) -> Option<&'a Json> {
    value.as_object().filter(|object| object.len() == 1).and_then(|object| object.get(key))
}

/// One value; `None` for `{"me": true}` when nobody is signed in.
fn literal(target: &Target<'_>, value: &Json, cx: &Cx) -> Result<Option<Value>, Label> {
    if single(value, "me") == Some(&Json::Bool(true)) {
        return match target.column {
            Column::Id => Ok(cx.me.map(|id: Id| Value::Id(id))),
            _ => Err(say!("“我”只能用于人员字段", "“me” fits fields that hold a user only")),
        };
    }
    if value.is_object() {
        return Err(say!("看不懂的值：{}", "Not a value that can be compared: {}", value));
    }
    let typed = match (target.column, target.field) {
        (Column::Int | Column::Scaled(_), _) | (_, None) => number(target.column, value)?,
        (_, Some(field)) => field.kind.decode(value).map_err(|refusal| refusal.message)?,
    };
    if typed.is_null() { Err(needs_value()) } else { Ok(Some(typed)) }
}

fn needs_value() -> Label {
    say!("缺少要比较的值；要找空值请用 empty", "A value to compare with is missing; to find empty values use “empty”")
}

/// Numbers are compared with any number, not only with those the field would accept.
fn number(column: Column, value: &Json) -> Result<Value, Label> {
    let text = match value {
        Json::Number(number) => number.to_string(),
        Json::String(text) => text.trim().to_owned(),
        _ => String::new(),
    };
    let number = Decimal::from_str(&text).or_else(|_| Decimal::from_scientific(&text));
    let number = number.map_err(|_| say!("需要一个数字，而不是 {}", "A number is needed, not {}", value))?;
    let scale = if let Column::Scaled(scale) = column { scale } else { 0 };
    let mut exact = number.normalize();
    if exact.scale() > scale {
        return Err(say!("最多 {} 位小数", "At most {} digits after the point", scale));
    }
    exact.rescale(scale);
    let digits = i64::try_from(exact.mantissa()).ok().filter(|_| exact.scale() == scale);
    let digits = digits.ok_or_else(|| say!("数字太大", "The number is too large"))?;
    Ok(if column == Column::Int { Value::Int(digits) } else { Value::Decimal(exact) })
}

fn among(target: &Target<'_>, op: Op, value: &Json, cx: &Cx) -> Result<Cond, Label> {
    let mut values = Vec::new();
    for value in list(value)? {
        values.extend(literal(target, value, cx)?);
    }
    Ok(match values.is_empty() {
        true => Cond::Any(Vec::new()).negated(op == Op::NotIn),
        false => target.test(Test::Among(op, values)),
    })
}

fn list(value: &Json) -> Result<&Vec<Json>, Label> {
    match value.as_array() {
        Some(values) if values.len() <= MOST_VALUES => Ok(values),
        Some(_) => Err(say!("列表太长：最多 {} 个值", "The list is too long: at most {} values", MOST_VALUES)),
        None => Err(say!("需要一个列表，例如 [\"a\", \"b\"]", "A list is needed, such as [\"a\", \"b\"]")),
    }
}

/// Values of a list field, as single texts.
fn listed_values(target: &Target<'_>, value: &Json) -> Result<Vec<Value>, Label> {
    let field = target.field.ok_or_else(needs_value)?;
    list(value)?;
    match field.kind.decode(value).map_err(|refusal| refusal.message)? {
        Value::List(items) => Ok(items.into_iter().map(Value::Text).collect()),
        _ => Err(needs_value()),
    }
}

fn between(target: &Target<'_>, value: &Json) -> Result<Cond, Label> {
    match value.as_array().map(Vec::as_slice) {
        Some([low, high]) => Ok(target.test(Test::Between(number(target.column, low)?, number(target.column, high)?))),
        _ => Err(say!("需要两个值：[最小, 最大]", "Two values are needed: [lowest, highest]")),
    }
}

fn letters(target: &Target<'_>, op: Op, value: &Json) -> Result<Cond, Label> {
    let text = value.as_str().filter(|text| !text.trim().is_empty()).ok_or_else(|| say!("需要一段文字", "A text is needed"))?;
    if text.chars().count() > MOST_LETTERS || text.contains('\0') {
        return Err(say!("文字太长：最多 {} 个字", "The text is too long: at most {} characters", MOST_LETTERS));
    }
    let text = if op == Op::Under { text.trim().trim_end_matches('/') } else { text };
    Ok(target.compare(op, Value::Text(text.to_owned())))
}

/// `status` of a stage: the stages that have it.
fn status(target: &Target<'_>, value: &Json) -> Result<Cond, Label> {
    let pipeline = target.field.and_then(|field| field.kind.pipeline()).and_then(|key| target.catalog.pipeline(key));
    let pipeline = pipeline.ok_or_else(|| say!("这个字段没有阶段", "The field has no stages"))?;
    let status = serde_json::from_value(value.clone()).map_err(|_| say!("需要 open、won 或 lost", "One of open, won, lost is needed"))?;
    let stages = pipeline.def.stages.iter().filter(|stage| stage.status == status);
    Ok(target.test(Test::Among(Op::In, stages.map(|stage| Value::Text(stage.key.clone())).collect())))
}

/// `{"ref": "other"}`: another field of the same record, of a kind that can be compared.
fn reference(target: &Target<'_>, op: Op, other: &Json, cx: &Cx) -> Result<Cond, Label> {
    let op = match op {
        Op::Before => Op::Lt,
        Op::After => Op::Gt,
        Op::OnOrBefore => Op::Le,
        Op::OnOrAfter => Op::Ge,
        Op::Is | Op::IsNot | Op::Gt | Op::Ge | Op::Lt | Op::Le => op,
        _ => return Err(say!("“{}”不能与另一个字段比较", "“{}” cannot compare with another field", op)),
    };
    let other = other.as_str().and_then(|key| target.base.field(key)).ok_or_else(|| {
        let all = listed(target.base.own_fields().map(Field::key));
        say!("ref 需要本记录的一个字段，而不是 {}。可用的有：{}", "ref needs a field of the same record, not {}. There are: {}", other, all)
    })?;
    let operand = match (target.column, other.kind.column()) {
        (Column::Date, Column::Time) | (Column::Time, Column::Date) => Operand::Day(other.slot, cx.time_zone),
        (Column::Int | Column::Scaled(_), Column::Int | Column::Scaled(_)) => Operand::Slot(other.slot),
        (left, right) if left == right && !matches!(left, Column::List | Column::Json | Column::Sealed(_)) => Operand::Slot(other.slot),
        _ => return Err(say!("“{}”与“{}”不是同一类，不能比较", "“{}” and “{}” are of different types and cannot be compared", target.path.text, other.key())),
    };
    Ok(target.test(Test::Compare(op, operand)))
}
