//! `user`: a reference to a user, who is a record of the built-in object.

use std::sync::Arc;

use schemars::{JsonSchema, schema_for};
use serde::Deserialize;
use serde_json::Value as Json;

use super::builtin::USER_OBJECT;
use super::lookup::{Inverse, Lookup};
use super::{FieldType, Kind, OnDelete, Reference, SettingsError, settings};
use crate::lang::Label;

pub(super) const TYPE: FieldType =
    FieldType { name: "user", label: || Label::new("用户", "User"), compile, schema: || schema_for!(Settings) };

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Settings {
    /// The relation as seen from the user.
    #[serde(default)]
    inverse: Option<Inverse>,
}

fn compile(given: Json) -> Result<Arc<dyn Kind>, SettingsError> {
    let given: Settings = settings::read(given)?;
    Ok(Arc::new(to_user(given.inverse.map(|inverse| (inverse.key, inverse.label)))))
}

pub(super) fn to_user(inverse: Option<(String, Label)>) -> Lookup {
    Lookup { reference: Reference { object: USER_OBJECT.to_owned(), inverse, on_delete: OnDelete::Clear, filter: None } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leads_to_the_built_in_object() {
        let kind = compile(serde_json::json!({})).unwrap();
        assert_eq!(kind.reference().unwrap().object, "user");
        assert!(compile(serde_json::json!({"to": "deal"})).is_err());
    }
}
