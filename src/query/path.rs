//! Dotted paths: a field, a field through lookups, a count of children.

use std::sync::Arc;

use super::{Path, Sort};
use crate::catalog::model::{MeasureFn, Period};
use crate::catalog::{Catalog, Field, Object};
use crate::error::FieldError;

/// `amount`, `customer.level`, `contacts.count`, `customer.contacts.count`.
pub fn path(catalog: &Catalog, object: &Arc<Object>, text: &str) -> Result<Path, FieldError> {
    unimplemented!("{catalog:?} {object:?} {text}")
}

/// `-amount,customer.name`: at most five; lookups sort by title, options and stages by their own order.
pub fn sort(catalog: &Catalog, object: &Arc<Object>, text: &str) -> Result<Vec<Sort>, Vec<FieldError>> {
    unimplemented!("{catalog:?} {object:?} {text}")
}

/// What records may be grouped by: a groupable field, or a date by period.
pub fn group(catalog: &Catalog, object: &Arc<Object>, text: &str, by: Option<Period>) -> Result<(Path, Option<Period>), FieldError> {
    unimplemented!("{catalog:?} {object:?} {text} {by:?}")
}

/// What can be measured: a count, or a number (min and max: a date too).
pub fn measure(catalog: &Catalog, object: &Arc<Object>, function: MeasureFn, text: Option<&str>) -> Result<(MeasureFn, Option<Path>), FieldError> {
    unimplemented!("{catalog:?} {object:?} {function:?} {text:?}")
}

impl Path {
    /// The object that the leaf belongs to, for a path that starts at `base`.
    pub fn reached<'a>(&'a self, base: &'a Object) -> &'a Object {
        self.hops.last().map_or(base, |hop| &hop.to)
    }

    /// The field at the end; none for a count.
    pub fn field<'a>(&'a self, base: &'a Object) -> Option<&'a Field> {
        match self.leaf {
            super::Leaf::Field(slot) => self.reached(base).fields.get(slot),
            super::Leaf::Count { .. } => None,
        }
    }
}
