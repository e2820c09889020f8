//! Dotted paths: a field, a field through lookups, a count of children; and what they are good for in lists and reports.

use std::collections::HashSet;
use std::sync::Arc;

use super::{Cond, Hop, Leaf, Operand, Path, Sort, Test};
use crate::catalog::model::{MeasureFn, Period};
use crate::catalog::{Catalog, Field, Object, listed, nearest};
use crate::error::FieldError;
use crate::fields::Column;
use crate::lang::Label;
use crate::say;
use crate::value::slot;

const MOST_HOPS: usize = 4;
const MOST_SORTS: usize = 5;
const COUNT: &str = "count";

/// `amount`, `customer.level`, `contacts.count`, `customer.contacts.count`.
pub fn path(catalog: &Catalog, object: &Arc<Object>, text: &str) -> Result<Path, FieldError> {
    let refused = |code, message| Err(FieldError::new(text, code, message));
    let (mut hops, mut at) = (Vec::new(), object.clone());
    let mut rest = text;
    loop {
        let (key, after) = rest.split_once('.').map_or((rest, None), |(key, after)| (key, Some(after)));
        if let (Some(relation), Some(COUNT)) = (at.relation(key), after) {
            return match children(catalog, &relation.object, &relation.via) {
                Some(leaf) => Ok(Path { hops, leaf, text: text.to_owned() }),
                None => refused("unknown_field", unknown(&at, key)),
            };
        }
        let Some(field) = at.field(key) else { return refused("unknown_field", unknown(&at, key)) };
        let Some(after) = after else {
            return Ok(Path { hops, leaf: Leaf::Field(field.slot), text: text.to_owned() });
        };
        let Some(to) = field.kind.reference().and_then(|reference| catalog.object(&reference.object)) else {
            return refused("not_a_lookup", say!("“{}”不是查找字段，后面不能再接“.{}”", "“{}” is not a lookup, so “.{}” cannot follow it", key, after));
        };
        if hops.len() == MOST_HOPS {
            return refused("path_too_long", say!("路径最多经过 {} 个查找字段", "A path follows at most {} lookups", MOST_HOPS));
        }
        hops.push(Hop { slot: field.slot, to: to.clone(), guard: None });
        at = to.clone();
        rest = after;
    }
}

fn children(catalog: &Catalog, object: &str, via: &str) -> Option<Leaf> {
    let child = catalog.object(object)?;
    Some(Leaf::Count { child: child.clone(), via: child.field(via)?.slot, guard: None })
}

fn unknown(object: &Object, key: &str) -> Label {
    let relations: Vec<String> = object.relations.iter().map(|relation| format!("{}.{COUNT}", relation.key)).collect();
    let system = || object.fields.iter().filter(|field| field.system).map(Field::key);
    let names = || object.own_fields().map(Field::key).chain(relations.iter().map(String::as_str)).chain(system());
    let (zh, en) = match nearest(key, names()) {
        Some(near) => (format!("，是不是“{near}”？"), format!("; did you mean “{near}”?")),
        None => (String::from("。"), String::from(".")),
    };
    let (zh_label, en_label, all) = (&object.def.label.zh, &object.def.label.en, listed(names()));
    Label::new(format!("{zh_label}没有字段“{key}”{zh}可用的有：{all}"), format!("{en_label} has no field “{key}”{en} There are: {all}"))
}

/// `-amount,customer.name`: at most five; lookups sort by title, options and stages by their own order.
pub fn sort(catalog: &Catalog, object: &Arc<Object>, text: &str) -> Result<Vec<Sort>, Vec<FieldError>> {
    let (mut sorts, mut errors) = (Vec::new(), Vec::new());
    for part in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        let (key, desc) = part.strip_prefix('-').map_or((part, false), |key| (key, true));
        match sort_by(catalog, object, key, desc) {
            Ok(sort) => sorts.push(sort),
            Err(error) => errors.push(error),
        }
    }
    if sorts.len() > MOST_SORTS {
        errors.push(FieldError::new("sort", "too_many_sorts", say!("最多按 {} 个字段排序", "Sort by at most {} fields", MOST_SORTS)));
    }
    if errors.is_empty() { Ok(sorts) } else { Err(errors) }
}

pub(super) fn sort_by(catalog: &Catalog, object: &Arc<Object>, text: &str, desc: bool) -> Result<Sort, FieldError> {
    let mut path = path(catalog, object, text)?;
    if path.field(object).is_some_and(|field| !field.kind.sortable()) {
        return Err(FieldError::new(text, "not_sortable", say!("不能按“{}”排序", "“{}” cannot be sorted by", text)));
    }
    while let Some(field) = path.field(object)
        && path.hops.len() < MOST_HOPS
        && let Some(to) = field.kind.reference().and_then(|reference| catalog.object(&reference.object))
    {
        let slot = field.slot;
        path.hops.push(Hop { slot, to: to.clone(), guard: None });
        path.leaf = Leaf::Field(to.title);
    }
    let single = path.field(object).filter(|field| field.kind.column() == Column::Text);
    let ranks = single.into_iter().flat_map(|field| field.kind.choices()).map(|choice| choice.key.clone()).collect();
    Ok(Sort { path, desc, ranks })
}

/// What records may be grouped by: a groupable field, or a date by period (by month when none is said).
pub fn group(catalog: &Catalog, object: &Arc<Object>, text: &str, by: Option<Period>) -> Result<(Path, Option<Period>), FieldError> {
    let path = path(catalog, object, text)?;
    let Some(field) = path.field(object) else {
        return Err(FieldError::new(text, "not_groupable", say!("不能按“{}”分组", "Records cannot be grouped by “{}”", text)));
    };
    let dated = matches!(field.kind.column(), Column::Date | Column::Time);
    match (dated, by) {
        (true, by) => Ok((path, Some(by.unwrap_or(Period::Month)))),
        (false, Some(_)) => Err(FieldError::new(text, "not_a_date", say!("“{}”不是日期，不能按时间段分组", "“{}” is not a date, so it has no periods", text))),
        (false, None) if field.kind.groupable() => Ok((path, None)),
        (false, None) => {
            let groupable = object.fields.iter().filter(|field| field.kind.groupable() && !field.def.retired).map(Field::key);
            let all = listed(groupable);
            Err(FieldError::new(text, "not_groupable", say!("不能按“{}”分组。可用的有：{}", "Records cannot be grouped by “{}”. Possible: {}", text, all)))
        }
    }
}

/// What can be measured: a count, or a number (min and max: a date too).
pub fn measure(catalog: &Catalog, object: &Arc<Object>, function: MeasureFn, text: Option<&str>) -> Result<(MeasureFn, Option<Path>), FieldError> {
    let Some(text) = text else {
        return match function {
            MeasureFn::Count => Ok((function, None)),
            _ => Err(FieldError::new("field", "required", say!("请指定要统计的字段", "Say which field to measure"))),
        };
    };
    let path = path(catalog, object, text)?;
    let field = path.field(object);
    let numeric = field.is_none_or(|field| field.kind.numeric());
    let dated = field.is_some_and(|field| matches!(field.kind.column(), Column::Date | Column::Time));
    let fits = match function {
        MeasureFn::Count => true,
        MeasureFn::Sum | MeasureFn::Avg => numeric,
        MeasureFn::Min | MeasureFn::Max => numeric || dated,
    };
    if fits {
        return Ok((function, Some(path)));
    }
    let all = listed(object.fields.iter().filter(|field| field.kind.numeric() && !field.def.retired).map(Field::key));
    Err(FieldError::new(text, "not_a_number", say!("“{}”不是数字。可用的有：{}", "“{}” is not a number. Possible: {}", text, all)))
}

impl Path {
    /// The object that the leaf belongs to, for a path that starts at `base`.
    pub fn reached<'a>(&'a self, base: &'a Object) -> &'a Object {
        self.hops.last().map_or(base, |hop| &hop.to)
    }

    /// Whether it is this field of the record itself.
    pub fn is(&self, slot: usize) -> bool {
        self.hops.is_empty() && matches!(self.leaf, Leaf::Field(leaf) if leaf == slot)
    }

    /// Whether it ends at a field of the record itself.
    pub fn is_own(&self) -> bool {
        self.hops.is_empty() && matches!(self.leaf, Leaf::Field(_))
    }

    /// What it reads of the record that it starts from: a field, the lookup it follows first, or, to count children, the id.
    pub fn first_slot(&self) -> usize {
        match (self.hops.first(), &self.leaf) {
            (Some(hop), _) => hop.slot,
            (None, Leaf::Field(slot)) => *slot,
            (None, Leaf::Count { .. }) => slot::ID,
        }
    }

    /// The field at the end; none for a count.
    pub fn field<'a>(&'a self, base: &'a Object) -> Option<&'a Field> {
        match self.leaf {
            Leaf::Field(slot) => self.reached(base).fields.get(slot),
            Leaf::Count { .. } => None,
        }
    }
}

impl Cond {
    /// Conditions that all have to be met.
    pub fn all(&self) -> Vec<&Cond> {
        match self {
            Cond::All(parts) => parts.iter().flat_map(Cond::all).collect(),
            part => vec![part],
        }
    }

    /// Every path that it tests.
    pub fn paths(&self) -> Vec<&Path> {
        match self {
            Cond::All(parts) | Cond::Any(parts) => parts.iter().flat_map(Cond::paths).collect(),
            Cond::Not(part) => part.paths(),
            Cond::Test(path, _) => vec![path],
        }
    }

    /// What it reads of the record itself: fields tested, those that they are compared with, lookups followed.
    pub fn slots(&self) -> HashSet<usize> {
        match self {
            Cond::All(parts) | Cond::Any(parts) => parts.iter().flat_map(Cond::slots).collect(),
            Cond::Not(part) => part.slots(),
            Cond::Test(path, Test::Compare(_, Operand::Slot(slot) | Operand::Day(slot, _))) => HashSet::from([path.first_slot(), *slot]),
            Cond::Test(path, _) => HashSet::from([path.first_slot()]),
        }
    }
}
