//! Generated questions: lists, reports, rollups and searches over a world, told by numbers as that is.

use std::sync::Arc;

use mortise::catalog::Object;
use mortise::catalog::model::{MeasureFn, Period};
use mortise::fields::{Column, RollupMeasure};
use mortise::query::{self, Aggregate, Bin, Cond, Cx, Leaf, Path, Select, Sort};
use mortise::value::filter::{Filter, Op};
use proptest::prelude::*;
use serde_json::{Value as Json, json};

use super::world::{Ids, World, part, slots, value};

#[derive(Clone, Debug)]
pub enum Ask {
    List { of: usize, filter: Option<Term>, sort: Vec<(usize, bool)>, search: Option<usize>, limit: u32, deleted: bool },
    Report { of: usize, filter: Option<Term>, group: Vec<(usize, usize)>, measures: Vec<(usize, usize)>, sort: Option<(usize, bool)>, limit: u32 },
    Rollup { relation: usize, measures: Vec<(usize, usize, Option<Term>)> },
    Find { of: usize, words: Vec<usize>, limit: u32 },
}

#[derive(Clone, Debug)]
pub enum Term {
    Test { path: usize, op: usize, one: usize, two: usize, special: usize },
    All(Vec<Term>),
    Any(Vec<Term>),
    Not(Box<Term>),
}

pub fn asks() -> impl Strategy<Value = Vec<Ask>> {
    proptest::collection::vec(ask(), 1..10)
}

/// Which path is meant: mostly one of the object's own fields, which come first.
fn number() -> impl Strategy<Value = usize> {
    prop_oneof![3 => 0..8usize, 1 => 0..1000usize]
}

fn ask() -> impl Strategy<Value = Ask> {
    let filter = || proptest::option::weighted(0.6, term());
    let sort = proptest::collection::vec((number(), any::<bool>()), 0..4);
    let list = (0..4usize, filter(), sort, proptest::option::weighted(0.2, number()), 1..6u32, proptest::bool::weighted(0.1))
        .prop_map(|(of, filter, sort, search, limit, deleted)| Ask::List { of, filter, sort, search, limit, deleted });
    let (group, measures) = (proptest::collection::vec((number(), 0..6usize), 0..3), proptest::collection::vec((0..6usize, number()), 1..4));
    let report = (0..4usize, filter(), group, measures, proptest::option::of((0..4usize, any::<bool>())), 1..12u32)
        .prop_map(|(of, filter, group, measures, sort, limit)| Ask::Report { of, filter, group, measures, sort, limit });
    let measures = proptest::collection::vec((0..5usize, number(), proptest::option::weighted(0.4, term())), 1..4);
    let rollup = (number(), measures).prop_map(|(relation, measures)| Ask::Rollup { relation, measures });
    let find = (0..4usize, proptest::collection::vec(number(), 1..3), 1..6u32).prop_map(|(of, words, limit)| Ask::Find { of, words, limit });
    prop_oneof![5 => list, 3 => report, 1 => rollup, 1 => find]
}

fn term() -> impl Strategy<Value = Term> {
    let test = (number(), 0..100usize, 1..60usize, 1..60usize, 0..100usize);
    let test = test.prop_map(|(path, op, one, two, special)| Term::Test { path, op, one, two, special });
    test.prop_recursive(3, 8, 3, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..3).prop_map(Term::All),
            proptest::collection::vec(inner.clone(), 0..3).prop_map(Term::Any),
            inner.prop_map(|part| Term::Not(Box::new(part))),
        ]
    })
}

/// What was asked, in the terms of a world.
pub struct Asked<'w> {
    pub world: &'w World,
    ids: Ids,
    pub cx: Cx,
}

impl<'w> Asked<'w> {
    pub fn of(world: &'w World) -> Asked<'w> {
        let cx = Cx { me: None, now: "2026-11-22T07:30:00Z".parse().unwrap(), time_zone: world.catalog.time_zone };
        Asked { world, ids: Ids::of_world(world), cx }
    }

    pub fn object(&self, of: usize) -> Arc<Object> {
        self.world.objects[of % self.world.objects.len()].clone()
    }

    pub fn select(&self, of: usize, filter: &Option<Term>, sort: &[(usize, bool)], search: Option<usize>, deleted: bool) -> Select {
        let object = self.object(of);
        let sortable = |path: &&String| query::sort(&self.world.catalog, &object, path).is_ok();
        let paths: Vec<String> = self.paths(&object).iter().filter(sortable).cloned().collect();
        let sort = sort.iter().flat_map(|(path, desc)| {
            let sign = if *desc { "-" } else { "" };
            query::sort(&self.world.catalog, &object, &format!("{sign}{}", paths[path % paths.len()])).unwrap()
        });
        let sort: Vec<Sort> = sort.collect();
        let bin = if deleted { Bin::Deleted } else { Bin::Live };
        Select { cond: self.cond(&object, filter), scope: None, search: search.map(|number| searched(&[number])), sort, limit: 1000, cursor: None, bin, object }
    }

    pub fn report(&self, of: usize, filter: &Option<Term>, groups: &[(usize, usize)], measures: &[(usize, usize)]) -> Aggregate {
        let object = self.object(of);
        let catalog = &self.world.catalog;
        let paths = self.paths(&object);
        let periods = [None, Some(Period::Day), Some(Period::Week), Some(Period::Month), Some(Period::Quarter), Some(Period::Year)];
        let group = groups.iter().map(|(path, by)| {
            let possible: Vec<_> = paths.iter().filter_map(|path| query::group(catalog, &object, path, None).ok()).collect();
            let (path, dated) = possible[path % possible.len()].clone();
            (path, dated.and(periods[by % 6].or(dated)))
        });
        let group = group.collect();
        let functions = [MeasureFn::Count, MeasureFn::Sum, MeasureFn::Min, MeasureFn::Max, MeasureFn::Avg];
        let measures = measures.iter().map(|(function, path)| match functions.get(*function) {
            None => (MeasureFn::Count, None),
            Some(function) => {
                let possible: Vec<_> = paths.iter().filter_map(|path| query::measure(catalog, &object, *function, Some(path)).ok()).collect();
                possible[path % possible.len()].clone()
            }
        });
        let measures = measures.collect();
        Aggregate { cond: self.cond(&object, filter), scope: None, group, measures, sort: None, limit: 1000, time_zone: self.cx.time_zone, object }
    }

    /// A child object, the slot that leads to its parents, and what is measured; none where no object has children.
    pub fn rollup(&self, relation: usize, measures: &[(usize, usize, Option<Term>)]) -> Option<(Arc<Object>, usize, Vec<Measured>)> {
        let relations: Vec<_> = self.world.objects.iter().flat_map(|object| &object.relations).collect();
        let relation = relations.get(relation % relations.len().max(1))?;
        let child = self.world.catalog.object(&relation.object)?.clone();
        let functions = [RollupMeasure::Count, RollupMeasure::Sum, RollupMeasure::Min, RollupMeasure::Max, RollupMeasure::Avg];
        let measured = measures.iter().map(|(function, of, filter)| {
            let function = functions[function % 5];
            let numbers: Vec<usize> = slots(&child).filter(|slot| child.fields[*slot].kind.numeric()).collect();
            let of = if function == RollupMeasure::Count { None } else { Some(*numbers.get(of % numbers.len().max(1))?) };
            Some((function, of, self.cond(&child, filter)))
        });
        Some((child.clone(), child.field(&relation.via)?.slot, measured.collect::<Option<_>>()?))
    }

    fn cond(&self, object: &Arc<Object>, term: &Option<Term>) -> Option<Cond> {
        let filter = self.filter(object, term.as_ref()?);
        let filter: Filter = serde_json::from_value(filter.clone()).unwrap_or_else(|error| panic!("{filter}: {error}"));
        Some(query::compile(&self.world.catalog, object, &filter, &self.cx).unwrap_or_else(|errors| panic!("{filter:?}: {errors:?}")))
    }

    fn filter(&self, object: &Arc<Object>, term: &Term) -> Json {
        match term {
            Term::All(parts) => json!({ "and": parts.iter().map(|part| self.filter(object, part)).collect::<Vec<_>>() }),
            Term::Any(parts) => json!({ "or": parts.iter().map(|part| self.filter(object, part)).collect::<Vec<_>>() }),
            Term::Not(part) => json!({ "not": self.filter(object, part) }),
            Term::Test { path, op, one, two, special } => {
                let paths = self.paths(object);
                let text = &paths[path % paths.len()];
                let path = query::path(&self.world.catalog, object, text).unwrap();
                let ops: &[Op] = path.field(object).map_or(&[Op::Is, Op::IsNot, Op::Gt, Op::Lt, Op::Le, Op::Ge, Op::Between, Op::In, Op::NotIn], |field| field.kind.operators());
                let op = ops[op % ops.len()];
                let written = |value: Json| json!({ "field": text, "op": op, "value": value });
                let with_reference = written(json!({ "ref": object.fields[slots(object).nth(special % object.slots()).unwrap()].key() }));
                let compiles = |filter: &Json| serde_json::from_value(filter.clone()).is_ok_and(|filter| query::compile(&self.world.catalog, object, &filter, &self.cx).is_ok());
                match special % 4 == 0 && compiles(&with_reference) {
                    true => with_reference,
                    false => written(self.operand(object, &path, op, [*one, *two], *special)),
                }
            }
        }
    }

    fn operand(&self, object: &Object, path: &Path, op: Op, numbers: [usize; 2], special: usize) -> Json {
        let values = numbers.map(|number| match path.leaf {
            Leaf::Field(slot) => value(path.reached(object), slot, number, &self.ids),
            Leaf::Count { .. } => json!(number % 4),
        });
        let dated = path.field(object).is_some_and(|field| matches!(field.kind.column(), Column::Date | Column::Time));
        let [one, two] = values;
        match op {
            Op::Empty | Op::NotEmpty => Json::Null,
            Op::Contains | Op::NotContains | Op::StartsWith | Op::EndsWith => json!(part(numbers[0] * 7 + special)),
            Op::Status => texts(["open", "won", "lost"], special),
            Op::During => texts(["today", "this_week", "last_month", "this_quarter", "last_7_days", "this_year", "tomorrow"], special),
            Op::Has => one[0].clone(),
            Op::HasAny | Op::HasAll | Op::HasNone => one,
            Op::In | Op::NotIn | Op::Between => json!([one, two]),
            _ if dated && special % 5 == 1 => [json!({ "ago": "30d" }), json!({ "ago": "1w" }), json!({ "ahead": "1mo" })][special % 3].clone(),
            _ => one,
        }
    }

    /// Everything that conditions on the object may speak of, over up to two lookups.
    fn paths(&self, object: &Object) -> Vec<String> {
        let mut paths = Vec::new();
        self.paths_from(object, "", 2, &mut paths);
        paths
    }

    fn paths_from(&self, object: &Object, before: &str, further: usize, paths: &mut Vec<String>) {
        paths.extend(slots(object).map(|slot| format!("{before}{}", object.fields[slot].key())));
        paths.extend(object.relations.iter().map(|relation| format!("{before}{}.count", relation.key)));
        for field in slots(object).map(|slot| &object.fields[slot]).filter(|_| further > 0) {
            if let Some(to) = field.kind.reference().and_then(|reference| self.world.catalog.object(&reference.object)) {
                self.paths_from(to, &format!("{before}{}.", field.key()), further - 1, paths);
            }
        }
    }
}

fn texts<const N: usize>(texts: [&str; N], number: usize) -> Json {
    json!(texts[number % N])
}

pub type Measured = (RollupMeasure, Option<usize>, Option<Cond>);

/// What somebody types: parts of texts, some of them by their sound.
pub fn searched(words: &[usize]) -> String {
    let word = |number: &usize| match number % 5 {
        0 => mortise::pinyin::pinyin_full(&part(*number)),
        1 => mortise::pinyin::pinyin_initials(&part(*number)),
        _ => part(*number),
    };
    words.iter().map(word).collect::<Vec<_>>().join(" ")
}
