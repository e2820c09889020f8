//! Which indexes an object's table should have: what keeps values unique, what relations and boards follow, what saved views
//! sort and filter by. Decides; makes nothing.

use super::schema::quoted;
use super::sql::PINYIN;
use crate::catalog::{Field, Object};
use crate::fields::Column;
use crate::value::filter::Filter;
use crate::value::slot;

/// One index, named after what it is for.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::store) struct Index {
    pub name: String,
    /// Columns as written.
    columns: String,
    /// The slot whose values it keeps unique among live records.
    pub unique: Option<usize>,
    condition: &'static str,
}

impl Index {
    pub fn create(&self, table: &str) -> String {
        let unique = if self.unique.is_some() { "UNIQUE " } else { "" };
        let (name, table) = (quoted(&self.name), quoted(table));
        format!("CREATE {unique}INDEX {name} ON {table} ({}){}", self.columns, self.condition)
    }
}

/// Every index that the object's table should have.
pub(in crate::store) fn wanted(object: &Object) -> Vec<Index> {
    let mut indexes = vec![
        equal(object, &object.fields[slot::OWNER]),
        sorted(object, &object.fields[slot::CREATED_AT]),
        Index { condition: " WHERE \"deleted_at\" IS NOT NULL", ..sorted(object, &object.fields[slot::DELETED_AT]) },
    ];
    for field in object.own_fields() {
        if field.def.unique {
            indexes.push(unique(object, field));
        } else if field.kind.reference().is_some() || field.kind.pipeline().is_some() || field.slot == object.title {
            indexes.push(equal(object, field));
        }
    }
    let duplicates = object.def.duplicates.iter().filter_map(|rule| rule.fields.first());
    let filtered = object.views.iter().filter_map(|view| view.filter.as_ref().and_then(first_field));
    for field in duplicates.map(String::as_str).chain(filtered).filter_map(|key| object.field(key)) {
        if !matches!(field.kind.column(), Column::List | Column::Json | Column::Bool) && !field.def.unique {
            indexes.push(equal(object, field));
        }
    }
    let sorts = object.views.iter().filter_map(|view| view.sort.first());
    for field in sorts.filter_map(|sort| object.field(&sort.field)) {
        // Options and stages sort by their own order, which no index knows.
        if field.kind.choices().is_empty() && field.kind.pipeline().is_none() && field.kind.column() != Column::List {
            indexes.push(sorted(object, field));
        }
    }
    indexes.sort_by(|a, b| a.name.cmp(&b.name));
    indexes.dedup_by(|a, b| a.name == b.name);
    indexes
}

fn unique(object: &Object, field: &Field) -> Index {
    let condition = " WHERE \"deleted_at\" IS NULL";
    Index { unique: Some(field.slot), condition, name: name("u", object, field), ..equal(object, field) }
}

fn equal(object: &Object, field: &Field) -> Index {
    Index { name: name("e", object, field), columns: quoted(field.key()), unique: None, condition: "" }
}

/// In the very order of lists: texts as the dictionary has them, then by id.
fn sorted(object: &Object, field: &Field) -> Index {
    let collation = if field.kind.column() == Column::Text { format!(" COLLATE {PINYIN}") } else { String::new() };
    let columns = format!("{}{collation}, \"id\"", quoted(field.key()));
    Index { columns, name: name("s", object, field), ..equal(object, field) }
}

fn name(purpose: &str, object: &Object, field: &Field) -> String {
    format!("{purpose}_{}__{}", object.key, field.key())
}

/// The field that a condition surely tests, when it is one of the object's own.
fn first_field(filter: &Filter) -> Option<&str> {
    match filter {
        Filter::And(and) => and.and.iter().find_map(first_field),
        Filter::Term(term) if !term.field.contains('.') => Some(&term.field),
        Filter::Or(_) | Filter::Not(_) | Filter::Term(_) => None,
    }
}
