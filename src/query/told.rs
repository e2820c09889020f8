//! Conditions as they may be written down: what is sought among encrypted values is left out.

use std::sync::Arc;

use serde_json::Value as Json;

use super::path::path;
use crate::catalog::{Catalog, Object};
use crate::fields::STARS;
use crate::value::filter::{And, Filter, Not, Or, Term};

pub fn told(catalog: &Catalog, object: &Arc<Object>, filter: Filter) -> Filter {
    let all = |filters: Vec<Filter>| filters.into_iter().map(|filter| told(catalog, object, filter)).collect();
    match filter {
        Filter::And(And { and }) => Filter::And(And { and: all(and) }),
        Filter::Or(Or { or }) => Filter::Or(Or { or: all(or) }),
        Filter::Not(Not { not }) => Filter::Not(Not { not: Box::new(told(catalog, object, *not)) }),
        Filter::Term(term) => {
            let secret = path(catalog, object, &term.field).is_ok_and(|path| path.field(object).is_some_and(|field| field.kind.sealed().is_some()));
            Filter::Term(if secret && !term.value.is_null() { Term { value: Json::from(STARS), ..term } } else { term })
        }
    }
}
