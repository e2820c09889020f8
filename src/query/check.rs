//! Whether every filter, sort, column and measure in a catalog's files means something.

use crate::catalog::{Catalog, Problem};

pub fn check(catalog: &Catalog) -> Vec<Problem> {
    unimplemented!("{catalog:?}")
}
