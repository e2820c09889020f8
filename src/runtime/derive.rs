//! Computed values: formulas of a record, and after a write the rollups and formulas of other records that read it.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use rust_decimal::Decimal;

use super::Published;
use super::graph::RollupEdge;
use super::related::{Related, children};
use crate::catalog::{Catalog, Field, Object};
use crate::error::{Error, FieldError, Result};
use crate::fields::{Column, RollupMeasure};
use crate::query::{Bin, Rollup};
use crate::say;
use crate::script::{Formula, Vars};
use crate::store::{Conn, Tx};
use crate::value::{Id, Record, Value};

/// Computes the record's formulas in their order. A script that fails is a field error.
pub async fn formulas(
    published: &Published,
    conn: &mut Conn,
    related: &mut Related,
    object: &Object,
    record: &mut Record,
) -> Result<()> {
    for slot in published.graph.formulas(&object.key) {
        let Some(formula) = published.programs.formula(&object.key, *slot) else { continue };
        let field = &object.fields[*slot];
        let vars = vars(&published.catalog, conn, related, object, record, formula).await?;
        let value = published
            .programs
            .evaluate(formula, &vars)
            .map_err(|error| error.with_place())
            .and_then(|value| field.kind.coerce(value).map_err(|refusal| refusal.message));
        record.values[*slot] = value.map_err(|message| {
            let label = field.label();
            let message = say!("公式「{}」出错：{}", "formula “{}” failed: {}", label.zh, message.zh);
            Error::fields(vec![FieldError::new(field.key(), "formula", message)])
        })?;
    }
    Ok(())
}

/// What an expression over a record sees: the fields it reads, lookups as maps when it reads through them, stages as maps.
pub async fn vars(
    catalog: &Catalog,
    conn: &mut Conn,
    related: &mut Related,
    object: &Object,
    record: &Record,
    formula: &Formula,
) -> Result<Vars> {
    let mut vars = Vars::new();
    let names: BTreeSet<&String> = formula.reads.iter().map(|path| &path[0]).collect();
    for name in names {
        let Some(field) = object.field(name) else { continue };
        let value = seen(field, record);
        let members: BTreeSet<&str> = formula
            .reads
            .iter()
            .filter(|path| &path[0] == name)
            .filter_map(|path| path.get(1).map(String::as_str))
            .collect();
        if field.kind.pipeline().is_some() {
            vars.set_map(name.clone(), &stage(catalog, field, value));
        } else if members.is_empty() {
            vars.set(name.clone(), value);
        } else {
            vars.set_map(name.clone(), &members_of(catalog, conn, related, field, value, &members).await?);
        }
    }
    Ok(vars)
}

/// A value as scripts see it: of encrypted ones nothing, for nobody knows where they would put it.
pub fn seen<'r>(field: &Field, record: &'r Record) -> &'r Value {
    if field.kind.sealed().is_some() { &Value::Null } else { &record.values[field.slot] }
}

/// A stage as scripts and messages see it: key, label, probability, status.
pub fn stage(catalog: &Catalog, field: &Field, value: &Value) -> Vec<(String, Value)> {
    let pipeline = field.kind.pipeline().and_then(|key| catalog.pipeline(key));
    let stage = pipeline.zip(value.as_text()).and_then(|(pipeline, key)| pipeline.stage(key));
    let Some(stage) = stage else { return Vec::new() };
    let status = serde_json::to_value(stage.status).ok();
    let status = status.and_then(|status| status.as_str().map(str::to_owned)).unwrap_or_default();
    vec![
        ("key".to_owned(), Value::Text(stage.key.clone())),
        ("label".to_owned(), Value::Text(stage.label.zh.clone())),
        ("probability".to_owned(), Value::Int(i64::from(stage.probability))),
        ("status".to_owned(), Value::Text(status)),
    ]
}

async fn members_of(
    catalog: &Catalog,
    conn: &mut Conn,
    related: &mut Related,
    field: &Field,
    value: &Value,
    members: &BTreeSet<&str>,
) -> Result<Vec<(String, Value)>> {
    let target = field.kind.reference().and_then(|reference| catalog.object(&reference.object));
    let (Some(target), Some(id)) = (target, value.as_id()) else { return Ok(Vec::new()) };
    let Some(found) = related.record(conn, target, id).await? else { return Ok(Vec::new()) };
    let value_of = |key: &str| target.field(key).map_or(Value::Null, |field| seen(field, found).clone());
    let mut map: Vec<(String, Value)> = members.iter().map(|key| ((*key).to_owned(), value_of(key))).collect();
    map.push(("id".to_owned(), Value::Id(id)));
    Ok(map)
}

/// What a rollup is over no records at all.
pub fn empty_rollup(measure: RollupMeasure, field: &Field) -> Value {
    match measure {
        RollupMeasure::Count => Value::Int(0),
        RollupMeasure::Sum => field.kind.decode(&serde_json::json!(0)).unwrap_or_default(),
        RollupMeasure::Min | RollupMeasure::Max | RollupMeasure::Avg => Value::Null,
    }
}

/// Other records whose computed values a write may have changed. Gather with [`Touched::note`] for each write of a
/// transaction, then [`Touched::settle`] once before it commits.
#[derive(Debug, Default)]
pub struct Touched {
    /// Object and record → the rollups to compute, by slot; formulas are computed always.
    dirty: BTreeMap<(String, Id), BTreeMap<usize, Due>>,
    /// Position of an edge in `read_through(object)`, and the record read.
    through: BTreeSet<(String, usize, Id)>,
    /// What is kept may have been computed in another way.
    distrustful: bool,
}

/// How a rollup changes.
#[derive(Debug, PartialEq, Eq)]
enum Due {
    /// By so much: what is kept was right before, and nobody needs to read all children for it.
    By(Decimal),
    /// It is computed over all children.
    Anew,
}

impl Touched {
    /// For what is written while a way to compute values changes: every rollup is computed over all children.
    pub fn distrustful() -> Touched {
        Touched { distrustful: true, ..Touched::default() }
    }

    /// Notes that a record went from `before` to `after`; `None` is one that did not, or does no longer, count: not there or deleted.
    pub fn note(&mut self, published: &Published, object: &Object, before: Option<&Record>, after: Option<&Record>) {
        let changed = |slot: usize| match (before, after) {
            (Some(before), Some(after)) => before.values[slot] != after.values[slot],
            _ => true,
        };
        for edge in published.graph.rollups_over(&object.key) {
            if !edge.reads.iter().any(|slot| changed(*slot)) {
                continue;
            }
            for (record, sign) in [(before, Decimal::NEGATIVE_ONE), (after, Decimal::ONE)] {
                let Some(record) = record else { continue };
                if let Some(parent) = record.values[edge.via].as_id() {
                    let part = edge.part(record).filter(|_| !self.distrustful);
                    self.rollup(edge, parent, part.map(|part| part * sign));
                }
            }
        }
        let Some(id) = before.or(after).map(Record::id) else { return };
        for (position, edge) in published.graph.read_through(&object.key).iter().enumerate() {
            if edge.reads.iter().any(|slot| changed(*slot)) {
                self.through.insert((object.key.clone(), position, id));
            }
        }
    }

    /// The rollup changes by so much, or nobody knows by how much.
    fn rollup(&mut self, edge: &RollupEdge, parent: Id, by: Option<Decimal>) {
        let due = self.dirty.entry((edge.parent.key.clone(), parent)).or_default().entry(edge.slot).or_insert(Due::By(Decimal::ZERO));
        let sum = match due {
            Due::By(before) => by.and_then(|by| before.checked_add(by)),
            Due::Anew => None,
        };
        *due = sum.map_or(Due::Anew, Due::By);
    }

    /// Asks for everything computed on this record to be computed anew.
    pub fn whole(&mut self, published: &Published, object: &Object, id: Id) {
        let slots = published.graph.rollups_of(&object.key).map(|edge| (edge.slot, Due::Anew));
        self.dirty.entry((object.key.clone(), id)).or_default().extend(slots);
    }

    /// Computes what was noted, and what changes by that in turn, until nothing changes any more. Answers which records changed.
    /// `related`: what the transaction knows already, none of it written since without its being told.
    pub async fn settle(mut self, tx: &mut Tx, published: &Published, related: &mut Related) -> Result<HashSet<Id>> {
        let mut changed = HashSet::new();
        loop {
            if let Some((object, _)) = self.dirty.keys().next().cloned() {
                let of_object = |(other, _): &(String, Id)| *other == object;
                let all = std::mem::take(&mut self.dirty);
                let (now, later): (BTreeMap<_, _>, _) = all.into_iter().partition(|(key, _)| of_object(key));
                self.dirty = later;
                if let Some(object) = published.catalog.object(&object) {
                    let now = now.into_iter().map(|((_, id), slots)| (id, slots)).collect();
                    self.recompute(tx, published, related, object, now, &mut changed).await?;
                }
            } else if let Some((object, position, id)) = self.through.pop_first() {
                let edge = published.graph.read_through(&object)[position].clone();
                for bin in [Bin::Live, Bin::Deleted] {
                    let select = crate::query::Select { bin, ..children(&edge.child, edge.via, id) };
                    for child in tx.ids(&select).await? {
                        self.dirty.entry((edge.child.key.clone(), child)).or_default();
                    }
                }
            } else {
                return Ok(changed);
            }
        }
    }

    /// Computes records of one object: their rollups, then their formulas.
    async fn recompute(
        &mut self,
        tx: &mut Tx,
        published: &Published,
        related: &mut Related,
        object: &Arc<Object>,
        dues: BTreeMap<Id, BTreeMap<usize, Due>>,
        changed: &mut HashSet<Id>,
    ) -> Result<()> {
        let ids: Vec<Id> = dues.keys().copied().collect();
        let kept = related.many(tx, object, &ids).await?;
        let mut values: HashMap<(Id, usize), Value> = HashMap::new();
        let mut anew: BTreeMap<Id, BTreeSet<usize>> = BTreeMap::new();
        for record in &kept {
            for (slot, due) in &dues[&record.id()] {
                match moved(&object.fields[*slot], &record.values[*slot], due) {
                    Some(value) => drop(values.insert((record.id(), *slot), value)),
                    None => drop(anew.entry(record.id()).or_default().insert(*slot)),
                }
            }
        }
        values.extend(rollups(tx, published, object, &anew).await?);
        let mut written = Vec::new();
        for before in kept {
            let mut after = before.clone();
            for slot in dues[&before.id()].keys() {
                let found = values.remove(&(before.id(), *slot));
                let field = &object.fields[*slot];
                let Some(rollup) = field.kind.rollup() else { continue };
                after.values[*slot] = found.filter(|value| !value.is_null()).unwrap_or_else(|| empty_rollup(rollup.measure, field));
            }
            formulas(published, tx, related, object, &mut after).await?;
            let differing: Vec<usize> = (0..object.slots()).filter(|slot| before.values[*slot] != after.values[*slot]).collect();
            if !differing.is_empty() {
                written.push((differing, before, after));
            }
        }
        // Those of which the same is written go together.
        written.sort_by(|(one, ..), (other, ..)| one.cmp(other));
        for (differing, _, after) in &written {
            tx.put(object, after, differing).await?;
            changed.insert(after.id());
            related.wrote(after);
        }
        for (differing, before, after) in &written {
            let live = !after.is_deleted();
            if live && object.is_indexed(differing) {
                tx.index(object, after).await?;
            }
            self.note(published, object, live.then_some(before), live.then_some(after));
        }
        Ok(())
    }
}

/// What is kept, changed by so much; none where all children must be asked.
fn moved(field: &Field, kept: &Value, due: &Due) -> Option<Value> {
    let Due::By(by) = due else { return None };
    match (kept, field.kind.column()) {
        (Value::Int(kept), Column::Int) => i64::try_from(Decimal::from(*kept).checked_add(*by)?).ok().map(Value::Int),
        (Value::Decimal(kept), Column::Scaled(scale)) => {
            let mut sum = kept.checked_add(*by)?;
            sum.rescale(scale);
            Some(Value::Decimal(sum))
        }
        _ => None,
    }
}

/// The rollups asked for, by record and slot: one question per lookup that leads to the records, whatever their number.
async fn rollups(
    tx: &mut Tx,
    published: &Published,
    object: &Object,
    slots: &BTreeMap<Id, BTreeSet<usize>>,
) -> Result<HashMap<(Id, usize), Value>> {
    let mut groups: BTreeMap<(&str, usize), Vec<&RollupEdge>> = BTreeMap::new();
    for edge in published.graph.rollups_of(&object.key).filter(|edge| slots.values().any(|slots| slots.contains(&edge.slot))) {
        groups.entry((&edge.child.key, edge.via)).or_default().push(edge);
    }
    let mut found = HashMap::new();
    for ((_, via), edges) in groups {
        let concerned = |slots: &BTreeSet<usize>| edges.iter().any(|edge| slots.contains(&edge.slot));
        let parents: Vec<Id> = slots.iter().filter(|(_, slots)| concerned(slots)).map(|(id, _)| *id).collect();
        let measures: Vec<Rollup<'_>> =
            edges.iter().map(|edge| Rollup { measure: edge.measure, of: edge.of, cond: edge.cond.as_ref() }).collect();
        for (parent, values) in tx.rollups(&edges[0].child, via, &parents, &measures).await? {
            found.extend(edges.iter().zip(values).map(|(edge, value)| ((parent, edge.slot), value)));
        }
    }
    Ok(found)
}
