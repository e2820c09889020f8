//! Which indexes an object's table should have: what keeps values unique, what relations and boards follow, what views of the
//! catalog and those that users share sort and filter by, what rules watch. Decides; makes nothing.
//!
//! SQLite reads an index in either direction and sorts what is equal in it, and an index that also holds what roles see records
//! by, and the stages, passes over what somebody may not see, and what stands elsewhere, without reading the record. One that holds
//! whether the record is in the bin, too, is counted and grouped by without reading any: its condition alone does not tell SQLite so.
//! PostgreSQL wants the very order of the list, nulls last and the newest first, and so one index for each direction that a view sorts
//! in. What roles see records by is held beside its order: a statement that asks for nothing else reads no record.

use sha2::{Digest, Sha256};

use super::Conn;
use super::db::Dialect;
use super::schema::quoted;
use super::sql::{PINYIN, order_column, order_kept, sealed};
use crate::catalog::model::ViewDef;
use crate::catalog::{Field, Object};
use crate::error::Result;
use crate::fields::Column;
use crate::value::filter::Filter;
use crate::value::slot;

/// What PostgreSQL takes as a name.
const LONGEST_NAME: usize = 63;
const LIVE: &str = " WHERE \"deleted_at\" IS NULL";
/// The last first.
const NEWEST: bool = true;

/// One index, named after what it is for.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::store) struct Index {
    pub name: String,
    /// Columns as written.
    columns: String,
    /// Those that PostgreSQL's entries hold besides, in no order.
    beside: String,
    /// Slots of the columns that an entry is made of.
    pub slots: Vec<usize>,
    /// The slot whose values it keeps unique among live records.
    pub unique: Option<usize>,
    condition: &'static str,
}

impl Index {
    pub fn create(&self, table: &str) -> String {
        self.created("INDEX", table)
    }

    /// PostgreSQL: while others write.
    pub fn create_beside_writers(&self, table: &str) -> String {
        self.created("INDEX CONCURRENTLY", table)
    }

    fn created(&self, what: &str, table: &str) -> String {
        let unique = if self.unique.is_some() { "UNIQUE " } else { "" };
        let (name, table) = (quoted(&self.name), quoted(table));
        let beside = if self.beside.is_empty() { String::new() } else { format!(" INCLUDE ({})", self.beside) };
        format!("CREATE {unique}{what} {name} ON {table} ({}){beside}{}", self.columns, self.condition)
    }
}

impl Conn {
    /// Every index that the object's table should have now.
    pub(in crate::store) async fn wanted(&mut self, object: &Object) -> Result<Vec<Index>> {
        let shared = self.shared_views(&object.key).await?;
        Ok(wanted(self.dialect(), object, &shared))
    }
}

/// The same, where users share these views of it.
pub(in crate::store) fn wanted(dialect: Dialect, object: &Object, shared: &[ViewDef]) -> Vec<Index> {
    let mut indexes = vec![
        listed(dialect, object, &object.fields[slot::OWNER]),
        Index { condition: " WHERE \"deleted_at\" IS NOT NULL", ..sorted(dialect, object, &object.fields[slot::DELETED_AT], NEWEST) },
    ];
    for field in object.own_fields() {
        if field.def.unique {
            indexes.push(unique(object, field));
        } else if let Some(pipeline) = field.kind.pipeline() {
            indexes.push(staged(dialect, object, field, pipeline));
        } else if object.pool == Some(field.slot) {
            indexes.push(listed(dialect, object, field));
        } else if field.kind.reference().is_some() || field.slot == object.title {
            indexes.push(equal(dialect, object, field));
        }
    }
    let duplicates = object.def.duplicates.iter().filter_map(|rule| rule.fields.first());
    let views = || object.views.iter().chain(shared);
    let filtered = views().filter_map(|view| view.filter.as_ref().and_then(Filter::first_own_field));
    // What stands in the order of its values is found by them; texts stand in that of the dictionary.
    let ordered = |field: &Field| field.kind.column() != Column::Text && in_order(object, field.slot);
    for field in duplicates.map(String::as_str).chain(filtered).filter_map(|key| object.field(key)).filter(|field| !ordered(field)) {
        let sealed = field.kind.sealed().is_some_and(|sealed| !sealed.findable);
        if !sealed && !matches!(field.kind.column(), Column::List | Column::Json | Column::Bool) && !field.def.unique {
            indexes.push(equal(dialect, object, field));
        }
    }
    let timed = object.timed.iter().map(|slot| &object.fields[*slot]);
    let timed = timed.filter(|field| !field.def.unique && !ordered(field));
    indexes.extend(timed.map(|field| equal(dialect, object, field)));
    indexes.extend(orders(object, shared).map(|(field, desc)| sorted(dialect, object, field, desc)));
    indexes.sort_by(|a, b| a.name.cmp(&b.name));
    indexes.dedup_by(|a, b| a.name == b.name);
    indexes
}

/// Whether an index keeps the object's records in the order of this field. Those for views that users share are not known here.
pub(in crate::store) fn in_order(object: &Object, slot: usize) -> bool {
    orders(object, &[]).any(|(field, _)| field.slot == slot)
}

/// What lists are sorted by, and whether the last come first: as they were made, and as views say.
fn orders<'a>(object: &'a Object, shared: &'a [ViewDef]) -> impl Iterator<Item = (&'a Field, bool)> {
    let sorts = object.views.iter().chain(shared).filter_map(|view| view.sort.first());
    let fields = sorts.filter_map(|sort| Some((object.field(&sort.field)?, sort.desc)));
    // Options and stages sort by their own order, which no index knows.
    let known = |field: &Field| field.kind.choices().is_empty() && field.kind.pipeline().is_none() && field.kind.column() != Column::List;
    [(&object.fields[slot::CREATED_AT], NEWEST)].into_iter().chain(fields.filter(move |(field, _)| known(field)))
}

/// Whether SQLite finds all of these in the entries of one index, whose order is that of the first. The indexes for views that users share
/// are not known here.
pub(in crate::store) fn in_entries(object: &Object, slots: &[usize]) -> bool {
    let all = |index: &Index| index.slots.first() == slots.first() && slots.iter().all(|slot| index.slots.contains(slot));
    // A unique one does not hold what its condition is about.
    let holds = |index: &Index| index.unique.is_none() && all(index);
    wanted(Dialect::Sqlite, object, &[]).iter().any(holds)
}

/// Whether an index leads to what stands in one stage in the order of another field.
pub(in crate::store) fn in_order_of(object: &Object, stage: usize, by: usize) -> bool {
    let found = object.pipelines.iter().find(|(_, slot)| *slot == stage);
    found.is_some_and(|(pipeline, _)| summed(object, stage, pipeline).starts_with(&[stage, by]))
}

fn unique(object: &Object, field: &Field) -> Index {
    let slots = vec![field.slot, slot::DELETED_AT];
    Index { unique: Some(field.slot), condition: LIVE, slots, name: name("u", object, field), columns: kept(field), beside: String::new() }
}

fn equal(dialect: Dialect, object: &Object, field: &Field) -> Index {
    let (slots, columns) = match field.kind.sealed() {
        Some(_) => (vec![field.slot], kept(field)),
        None => {
            let slots = with_bin(dialect, vec![field.slot]);
            let columns = written(object, &slots);
            (slots, columns)
        }
    };
    Index { name: name("e", object, field), columns, beside: String::new(), slots, unique: None, condition: "" }
}

/// Of SQLite's indexes the entries also say whether the record is in the bin. PostgreSQL's do so where a list is read from them.
fn with_bin(dialect: Dialect, mut slots: Vec<usize>) -> Vec<usize> {
    if dialect == Dialect::Sqlite && !slots.contains(&slot::DELETED_AT) {
        slots.push(slot::DELETED_AT);
    }
    slots
}

/// What somebody owns, or what lies in a pool. The entries alone say which records those are: lists that follow a lookup to what is
/// one's own, or to what lies in a pool, ask for that each time.
fn listed(dialect: Dialect, object: &Object, field: &Field) -> Index {
    let plain = equal(dialect, object, field);
    let slots = with_bin(dialect, vec![field.slot, slot::ID]);
    match dialect {
        Dialect::Sqlite => Index { columns: written(object, &slots), slots, ..plain },
        Dialect::Postgres => Index { beside: written(object, &[slot::ID]), slots, ..plain },
    }
}

/// What a field's values are told apart by.
fn kept(field: &Field) -> String {
    let column = quoted(field.key());
    if field.kind.sealed().is_some() { sealed::beginning_of(&column) } else { column }
}

/// Live records by stage, with the numbers that boards sum up at the head of a column: no record is read for them. A list of
/// one stage in the order of that number needs no sorting.
fn staged(dialect: Dialect, object: &Object, field: &Field, pipeline: &str) -> Index {
    let summed = summed(object, field.slot, pipeline);
    let seen_by: Vec<usize> = object.seen_by.iter().filter(|slot| !summed.contains(slot)).copied().collect();
    let slots: Vec<usize> = summed.iter().chain(&seen_by).copied().chain([slot::DELETED_AT]).collect();
    let (columns, beside) = match dialect {
        Dialect::Sqlite => (written(object, &slots), String::new()),
        Dialect::Postgres => {
            let newest = |slot: &usize| format!("{} DESC NULLS LAST", quoted(object.fields[*slot].key()));
            let ordered = summed[1..].iter().map(newest);
            ([quoted(field.key())].into_iter().chain(ordered).collect::<Vec<_>>().join(", "), written(object, &seen_by))
        }
    };
    Index { columns, beside, condition: LIVE, slots, ..equal(dialect, object, field) }
}

/// A stage, the numbers that boards of its pipeline sum up, and the id.
fn summed(object: &Object, stage: usize, pipeline: &str) -> Vec<usize> {
    let boards = object.views.iter().filter(|view| view.pipeline.as_deref().is_none_or(|key| key == pipeline));
    let mut slots = vec![stage];
    for sum in boards.filter_map(|view| object.field(view.sum.as_deref()?)) {
        if !slots.contains(&sum.slot) {
            slots.push(sum.slot);
        }
    }
    slots.push(slot::ID);
    slots
}

/// In the very order of lists: texts as the dictionary has them, then by id.
fn sorted(dialect: Dialect, object: &Object, field: &Field, desc: bool) -> Index {
    let stages = object.pipelines.iter().map(|(_, stage)| stage).filter(|_| dialect == Dialect::Sqlite);
    let mut held: Vec<usize> = object.seen_by.iter().chain(stages).filter(|slot| **slot != field.slot).copied().collect();
    held.extend((field.slot != slot::DELETED_AT).then_some(slot::DELETED_AT));
    let (purpose, columns, beside) = match dialect {
        Dialect::Sqlite => {
            let collation = if field.kind.column() == Column::Text { format!(" COLLATE {PINYIN}") } else { String::new() };
            let held = written(object, &[&[slot::ID], &*held].concat());
            ("s", format!("{}{collation}, {held}", quoted(field.key())), String::new())
        }
        Dialect::Postgres => {
            let column = if order_kept(field) { order_column(field.key()) } else { field.key().to_owned() };
            let (purpose, direction) = if desc { ("d", "DESC") } else { ("s", "ASC") };
            (purpose, format!("{} {direction} NULLS LAST, \"id\" DESC", quoted(&column)), written(object, &held))
        }
    };
    let slots = [&[field.slot, slot::ID], &*held].concat();
    Index { columns, beside, slots, name: name(purpose, object, field), ..equal(dialect, object, field) }
}

fn written(object: &Object, slots: &[usize]) -> String {
    slots.iter().map(|slot| quoted(object.fields[*slot].key())).collect::<Vec<_>>().join(", ")
}

fn name(purpose: &str, object: &Object, field: &Field) -> String {
    let name = format!("{purpose}_{}__{}", object.key, field.key());
    if name.len() <= LONGEST_NAME {
        return name;
    }
    let digest: String = Sha256::digest(&name).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    format!("{}_{digest}", &name[..LONGEST_NAME - 17])
}
