//! A filter as written → a [`Cond`]: every mistake collected, each with its place and what would be right.

use std::sync::Arc;

use super::{Cond, Cx};
use crate::catalog::{Catalog, Object};
use crate::error::FieldError;
use crate::value::filter::Filter;

/// Errors name their place in the filter as a JSON pointer (`/and/1/value`).
pub fn compile(catalog: &Catalog, object: &Arc<Object>, filter: &Filter, cx: &Cx) -> Result<Cond, Vec<FieldError>> {
    unimplemented!("{catalog:?} {object:?} {filter:?} {cx:?}")
}
