//! What an import goes by, row by row: the file as it is read, what its texts name, in which order its rows come. The rehearsal and the
//! import itself both go by it. Writes nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::names::{Meaning, Names};
use super::names_of::gather;
use super::order::Order;
use super::reading::{Line, Reading};
use super::rehearse::CellError;
use super::state::Choices;
use super::write::{Values, defaults};
use crate::error::{FieldError, Result};
use crate::records::{Context, Work};
use crate::value::{Id, Value};

/// Everything an import needs beside its file.
pub struct Plan {
    pub reading: Reading,
    pub names: BTreeMap<usize, Names>,
    pub order: Order,
    pub defaults: Values,
}

impl Plan {
    pub async fn make(cx: &Context, reading: Reading, choices: &Choices) -> Result<Plan> {
        let names = gather(cx, &reading, choices).await?;
        let order = Order::of(&reading);
        let defaults = defaults(cx, &reading.object, &choices.defaults)?;
        Ok(Plan { reading, names, order, defaults })
    }

    pub fn line(&self, at: usize) -> Line {
        self.reading.line(at, &self.names, &|name| self.order.brings(at, name))
    }

    /// The records that the rows name, by the object they are of.
    fn named(&self, rows: &[usize]) -> BTreeMap<&str, BTreeSet<Id>> {
        let mut named: BTreeMap<&str, BTreeSet<Id>> = BTreeMap::new();
        for column in &self.reading.columns {
            let Some(reference) = self.reading.object.fields[column.slot].kind.reference() else { continue };
            let Some(names) = self.names.get(&column.slot) else { continue };
            let found = rows.iter().filter_map(|at| match names.find(&self.reading.row(*at).cell(column.index).text()) {
                Meaning::Value(Value::Id(id)) => Some(id),
                _ => None,
            });
            named.entry(&reference.object).or_default().extend(found);
        }
        named
    }

    /// Loads what the rows name, which is asked for with each of them.
    pub async fn fetch(&self, work: &mut Work<'_>, rows: &[usize]) -> Result<()> {
        for (object, ids) in self.named(rows) {
            let Some(object) = work.cx.catalog().object(object) else { continue };
            work.related.fetch(&mut work.tx, object, &ids.into_iter().collect::<Vec<_>>()).await?;
        }
        Ok(())
    }

    pub fn number(&self, at: usize) -> u32 {
        self.reading.row(at).number
    }

    pub fn title(&self, at: usize) -> String {
        self.reading.text(at, self.reading.object.title)
    }

    /// Errors of a row as they are told, each with its column and what stood there.
    pub fn told(&self, at: usize, errors: &[FieldError]) -> Vec<CellError> {
        let one = |error: &FieldError| {
            let slot = self.reading.object.by_key.get(&error.field).copied();
            let header = slot.and_then(|slot| self.reading.column_of(slot)).map(|column| column.header.clone());
            let value = slot.map(|slot| self.reading.text(at, slot));
            CellError { field: error.field.clone(), code: error.code, header, value, message: error.message.clone() }
        };
        errors.iter().map(one).collect()
    }
}
