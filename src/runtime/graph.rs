//! What is computed from what: formulas and rollups across objects, in an order in which they can be computed.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::catalog::{Catalog, Object, Problem};
use crate::fields::RollupMeasure;
use crate::query::{self, Cond, Cx};
use crate::say;
use crate::script::Programs;
use crate::value::filter::{Filter, Op};
use crate::value::{Record, Value};

/// One field of one object.
type Node = (String, usize);

#[derive(Debug, Default)]
pub struct Graph {
    formulas: HashMap<String, Vec<usize>>,
    rollups: HashMap<String, Vec<Arc<RollupEdge>>>,
    through: HashMap<String, Vec<Arc<ThroughEdge>>>,
    /// Computed field → the fields it reads.
    sources: HashMap<Node, HashSet<Node>>,
}

/// A rollup on `parent`, seen from the child object it is computed over.
#[derive(Debug)]
pub struct RollupEdge {
    pub parent: Arc<Object>,
    /// Slot of the rollup on the parent.
    pub slot: usize,
    pub child: Arc<Object>,
    /// Slot of the child's lookup to the parent.
    pub via: usize,
    pub measure: RollupMeasure,
    pub of: Option<usize>,
    pub cond: Option<Cond>,
    /// Slots of the child whose change changes the rollup.
    pub reads: HashSet<usize>,
}

impl RollupEdge {
    /// What a live child adds to the rollup; none where that is not a matter of adding, or where it is kept less exactly than the child is.
    pub fn part(&self, child: &Record) -> Option<Decimal> {
        let column = |object: &Object, slot: usize| object.fields[slot].kind.column();
        let part = match (self.measure, self.of) {
            (RollupMeasure::Count, of) => Decimal::from(u8::from(of.is_none_or(|of| !child.values[of].is_null()))),
            (RollupMeasure::Sum, Some(of)) if column(&self.parent, self.slot) == column(&self.child, of) => match &child.values[of] {
                Value::Null => Decimal::ZERO,
                Value::Int(number) => Decimal::from(*number),
                Value::Decimal(number) => *number,
                _ => return None,
            },
            (RollupMeasure::Sum | RollupMeasure::Min | RollupMeasure::Max | RollupMeasure::Avg, _) => return None,
        };
        // Its filter reads nothing beyond the child.
        let counts = self.cond.as_ref().is_none_or(|cond| query::matches(cond, child, &()));
        Some(if counts { part } else { Decimal::ZERO })
    }
}

/// Formulas of `child` that read fields of this object through the lookup at `via`.
#[derive(Debug)]
pub struct ThroughEdge {
    pub child: Arc<Object>,
    pub via: usize,
    pub reads: HashSet<usize>,
}

impl Graph {
    /// Slots of an object's formulas, in the order to compute them.
    pub fn formulas(&self, object: &str) -> &[usize] {
        self.formulas.get(object).map_or(&[], Vec::as_slice)
    }

    /// Rollups of other objects that are computed over this one.
    pub fn rollups_over(&self, object: &str) -> &[Arc<RollupEdge>] {
        self.rollups.get(object).map_or(&[], Vec::as_slice)
    }

    /// The rollups an object has itself.
    pub fn rollups_of<'a>(&'a self, object: &'a str) -> impl Iterator<Item = &'a Arc<RollupEdge>> {
        self.rollups.values().flatten().filter(move |edge| edge.parent.key == object)
    }

    /// Formulas elsewhere that read this object through a lookup.
    pub fn read_through(&self, object: &str) -> &[Arc<ThroughEdge>] {
        self.through.get(object).map_or(&[], Vec::as_slice)
    }

    /// The fields that a computed field is made of, each an object's key and a slot; none of others.
    pub fn sources(&self, object: &str, slot: usize) -> impl Iterator<Item = &(String, usize)> {
        self.sources.get(&(object.to_owned(), slot)).into_iter().flatten()
    }

    pub fn build(catalog: &Catalog, programs: &Programs) -> (Graph, Vec<Problem>) {
        let mut building = Building::default();
        for object in catalog.objects.values() {
            for field in object.own_fields() {
                if let Some(formula) = programs.formula(&object.key, field.slot) {
                    building.formula(catalog, object, field.slot, &formula.reads);
                }
                if let Some(rollup) = field.kind.rollup() {
                    building.rollup(catalog, object, field.slot, rollup);
                }
            }
        }
        building.order(catalog);
        (building.graph, building.problems)
    }
}

#[derive(Default)]
struct Building {
    graph: Graph,
    problems: Vec<Problem>,
}

impl Building {
    fn formula(&mut self, catalog: &Catalog, object: &Arc<Object>, slot: usize, reads: &BTreeSet<Vec<String>>) {
        let node = (object.key.clone(), slot);
        self.graph.sources.entry(node.clone()).or_default();
        self.graph.formulas.entry(object.key.clone()).or_default().push(slot);
        for path in reads {
            let Some(field) = object.field(&path[0]) else { continue };
            self.graph.sources.entry(node.clone()).or_default().insert((object.key.clone(), field.slot));
            let target = field.kind.reference().and_then(|reference| catalog.object(&reference.object));
            let (Some(target), Some(member)) = (target, path.get(1)) else { continue };
            let Some(member) = target.field(member) else { continue };
            self.graph.sources.entry(node.clone()).or_default().insert((target.key.clone(), member.slot));
            let edges = self.graph.through.entry(target.key.clone()).or_default();
            edges.push(Arc::new(ThroughEdge {
                child: object.clone(),
                via: field.slot,
                reads: HashSet::from([member.slot]),
            }));
        }
    }

    fn rollup(&mut self, catalog: &Catalog, object: &Arc<Object>, slot: usize, rollup: &crate::fields::Rollup) {
        let Some(relation) = object.relation(&rollup.relation) else { return };
        let Some(child) = catalog.object(&relation.object) else { return };
        let Some(via) = child.field(&relation.via) else { return };
        let of = rollup.of.as_deref().and_then(|key| child.field(key)).map(|field| field.slot);
        let cond = rollup.filter.as_ref().and_then(|filter| self.rollup_filter(catalog, object, slot, child, filter));
        let mut reads: HashSet<usize> = of.into_iter().chain([via.slot]).collect();
        if let Some(cond) = &cond {
            reads.extend(cond.slots());
        }
        let node = (object.key.clone(), slot);
        let sources = reads.iter().map(|slot| (child.key.clone(), *slot));
        self.graph.sources.entry(node).or_default().extend(sources);
        self.graph.rollups.entry(child.key.clone()).or_default().push(Arc::new(RollupEdge {
            parent: object.clone(),
            slot,
            child: child.clone(),
            via: via.slot,
            measure: rollup.measure,
            of,
            cond,
            reads,
        }));
    }

    /// A rollup's filter may read only the child itself and nothing that changes without a write.
    fn rollup_filter(
        &mut self,
        catalog: &Catalog,
        object: &Object,
        slot: usize,
        child: &Arc<Object>,
        filter: &Filter,
    ) -> Option<Cond> {
        let cx = Cx { me: None, now: chrono::DateTime::UNIX_EPOCH, time_zone: catalog.time_zone };
        // What does not compile is reported by `query::check`.
        let cond = query::compile(catalog, child, filter, &cx).ok()?;
        let steady = !is_relative(filter) && cond.paths().iter().all(|path| path.is_own());
        if !steady {
            let position = object.fields[slot].position.unwrap_or_default();
            self.problems.push(Problem {
                file: object.file.clone(),
                pointer: format!("/fields/{position}/where"),
                code: "rollup_filter",
                message: say!(
                    "汇总的条件只能用子记录自己的字段，不能用「我」或相对日期",
                    "a rollup's filter may only use the child's own fields, not `me` or relative dates"
                ),
                expected: None,
            });
            return None;
        }
        Some(cond)
    }

    /// Orders formulas so that each comes after what it reads; what cannot be ordered is a cycle.
    fn order(&mut self, catalog: &Catalog) {
        let mut left: Vec<Node> = self.graph.sources.keys().cloned().collect();
        left.sort();
        let mut done: HashSet<Node> = HashSet::new();
        let mut rank: HashMap<Node, usize> = HashMap::new();
        loop {
            let (ready, waiting): (Vec<Node>, Vec<Node>) = left.into_iter().partition(|node| {
                self.graph.sources[node].iter().all(|source| !self.graph.sources.contains_key(source) || done.contains(source))
            });
            left = waiting;
            if ready.is_empty() {
                break;
            }
            for node in ready {
                rank.insert(node.clone(), rank.len());
                done.insert(node);
            }
        }
        for (object, slots) in &mut self.graph.formulas {
            slots.sort_by_key(|slot| rank.get(&(object.clone(), *slot)).copied().unwrap_or(usize::MAX));
        }
        if !left.is_empty() {
            self.report_cycle(catalog, &left);
        }
    }

    fn report_cycle(&mut self, catalog: &Catalog, cycle: &[Node]) {
        let names: Vec<String> = cycle
            .iter()
            .filter_map(|(object, slot)| {
                let object = catalog.object(object)?;
                Some(format!("{}.{}", object.key, object.fields[*slot].key()))
            })
            .collect();
        let names = names.join(", ");
        for (key, slot) in cycle {
            let Some(object) = catalog.object(key) else { continue };
            self.problems.push(Problem {
                file: object.file.clone(),
                pointer: format!("/fields/{}", object.fields[*slot].position.unwrap_or_default()),
                code: "cycle",
                message: say!("这些字段互相依赖，无法计算：{}", "these fields depend on each other and cannot be computed: {}", names),
                expected: None,
            });
        }
    }
}

fn is_relative(filter: &Filter) -> bool {
    match filter {
        Filter::And(and) => and.and.iter().any(is_relative),
        Filter::Or(or) => or.or.iter().any(is_relative),
        Filter::Not(not) => is_relative(&not.not),
        Filter::Term(term) => {
            term.op == Op::During || ["me", "ago", "ahead"].iter().any(|key| term.value.get(key).is_some())
        }
    }
}
