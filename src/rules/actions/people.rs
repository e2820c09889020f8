//! People that an action names by a path from its record: `owner`, `owner.manager`.

use serde_json::json;

use super::super::values;
use super::{CheckCx, Run};
use crate::access::USER;
use crate::error::Result;
use crate::lang::Label;
use crate::query;
use crate::say;
use crate::value::Id;

/// The user at the end of a path, if there is one.
pub async fn at(run: &mut Run<'_, '_>, path: &str) -> Result<Option<Id>> {
    let id = values::resolve(run, &json!({"ref": path}), None).await?;
    Ok(id.as_str().and_then(|text| text.parse().ok()))
}

/// What is wrong with a path that must lead to a user.
pub fn check(cx: &CheckCx<'_>, path: &str) -> Option<Label> {
    match query::path(cx.catalog, cx.object, path) {
        Err(error) => Some(error.message),
        Ok(found) => {
            let reference = found.field(cx.object).and_then(|field| field.kind.reference());
            let is_user = reference.is_some_and(|reference| reference.object == USER);
            (!is_user).then(|| say!("「{}」不是用户字段", "`{}` is not a user field", path))
        }
    }
}
