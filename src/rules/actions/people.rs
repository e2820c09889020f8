//! People that an action names: by a path from its record (`owner`, `owner.manager`), or as those who look after the workspace.

use std::collections::BTreeSet;

use serde_json::json;

use super::super::values;
use super::{CheckCx, Run};
use crate::access::USER;
use crate::error::Result;
use crate::lang::Label;
use crate::query;
use crate::records::person;
use crate::say;
use crate::value::Id;

pub const ADMINS: &str = "admins";

/// Everybody who is meant, once.
pub async fn all(run: &mut Run<'_, '_>, named: &[String]) -> Result<BTreeSet<Id>> {
    let mut people = BTreeSet::new();
    for name in named {
        if name == ADMINS {
            let select = person::administrators(run.work.cx, 200)?;
            people.extend(run.work.tx.ids(&select).await?);
        } else {
            people.extend(at(run, name).await?);
        }
    }
    Ok(people)
}

/// What is wrong with those that are named.
pub fn check_all(cx: &CheckCx<'_>, named: &[String], at: &str) -> Vec<(String, Label)> {
    let wrong = |(index, name): (usize, &String)| Some((format!("{at}/{index}"), check(cx, name)?));
    named.iter().enumerate().filter(|(_, name)| *name != ADMINS).filter_map(wrong).collect()
}

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
