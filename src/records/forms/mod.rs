//! Forms that anybody may fill in without signing in: what one asks, and the record that is made of the answers. Strangers learn what
//! is asked, whether their answers will do, and nothing else. Knows nothing of addresses.

mod asked;
mod fill;

use std::sync::Arc;

use crate::catalog::model::FormDef;
use crate::catalog::{Catalog, Object};
use crate::error::{Error, Result};
use crate::say;

pub use asked::{Asked, asked};
pub use fill::{Submission, fill, rehearsed};

/// The answer wherever there is no form to fill in: the same for one that is closed, is gone or never was.
pub fn nobody() -> Error {
    Error::not_found(say!("这个表单不存在，或已经关闭", "There is no such form, or it is closed"))
}

fn open<'c>(catalog: &'c Catalog, key: &str) -> Result<(&'c FormDef, &'c Arc<Object>)> {
    let form = catalog.forms.get(key).filter(|form| form.open).ok_or_else(nobody)?;
    Ok((form, catalog.object(&form.object).ok_or_else(nobody)?))
}
