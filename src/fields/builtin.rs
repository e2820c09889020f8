//! What the engine itself insists on: the system fields of every object and the core of the built-in `user` object.

use std::sync::Arc;

use serde_json::{Value as Json, json};

use super::datetime::Moment;
use super::integer::Integer;
use super::{Column, Kind, Refusal, lookup, operators, user};
use crate::lang::{Label, Lang};
use crate::value::filter::Op;
use crate::value::{SYSTEM_SLOTS, Value};

/// Key of the object whose records are the users.
pub const USER_OBJECT: &str = "user";

/// Key of the object whose records are the departments; a catalog may do without.
pub const DEPARTMENT_OBJECT: &str = "department";

/// A system field: every object has them, in the order of their slots.
pub struct SystemField {
    pub key: &'static str,
    /// What the catalog says of its type.
    pub type_name: &'static str,
    pub label: Label,
    pub kind: Arc<dyn Kind>,
}

pub const SYSTEM_KEYS: [&str; SYSTEM_SLOTS] =
    ["id", "version", "owner", "created_at", "created_by", "updated_at", "updated_by", "deleted_at"];

pub fn system_fields() -> [SystemField; SYSTEM_SLOTS] {
    let identity = |key, zh, en| SystemField { key, type_name: "id", label: Label::new(zh, en), kind: Arc::new(Identity) };
    let count = |key, zh, en| SystemField { key, type_name: "integer", label: Label::new(zh, en), kind: Arc::new(Integer::default()) };
    let person = |key, zh, en| SystemField { key, type_name: "user", label: Label::new(zh, en), kind: Arc::new(user::to_user(None)) };
    let moment = |key, zh, en| SystemField { key, type_name: "datetime", label: Label::new(zh, en), kind: Arc::new(Moment) };
    [
        identity(SYSTEM_KEYS[0], "编号", "ID"),
        count(SYSTEM_KEYS[1], "版本", "Version"),
        person(SYSTEM_KEYS[2], "负责人", "Owner"),
        moment(SYSTEM_KEYS[3], "创建时间", "Created"),
        person(SYSTEM_KEYS[4], "创建人", "Created by"),
        moment(SYSTEM_KEYS[5], "更新时间", "Updated"),
        person(SYSTEM_KEYS[6], "更新人", "Updated by"),
        moment(SYSTEM_KEYS[7], "删除时间", "Deleted"),
    ]
}

/// A field the `user` object must have.
pub struct UserField {
    pub key: &'static str,
    /// Types it may have, the usual one first.
    pub types: &'static [&'static str],
    pub required: bool,
    pub unique: bool,
    /// Options it must offer.
    pub options: &'static [&'static str],
}

pub const USER_FIELDS: &[UserField] = &[
    UserField { key: "name", types: &["text"], required: true, unique: false, options: &[] },
    UserField { key: "email", types: &["email"], required: false, unique: true, options: &[] },
    UserField { key: "role", types: &["multi_select", "select"], required: false, unique: false, options: &["admin", "member"] },
    UserField { key: "active", types: &["boolean"], required: false, unique: false, options: &[] },
];

/// The id of the record itself.
#[derive(Debug)]
struct Identity;

impl Kind for Identity {
    fn column(&self) -> Column {
        Column::Id
    }

    fn decode(&self, input: &Json) -> Result<Value, Refusal> {
        lookup::decode(input)
    }

    fn display(&self, value: &Value, _lang: Lang) -> String {
        value.as_id().map(|id| id.to_string()).unwrap_or_default()
    }

    fn operators(&self) -> &'static [Op] {
        operators::REFERENCE
    }

    fn json_schema(&self) -> Json {
        json!({"type": "string", "format": "uuid", "readOnly": true})
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::slot;

    #[test]
    fn system_fields_stand_in_their_slots() {
        let fields = system_fields();
        assert_eq!(fields[slot::OWNER].kind.reference().map(|to| to.object.as_str()), Some(USER_OBJECT));
        assert_eq!(fields[slot::DELETED_AT].kind.column(), Column::Time);
        assert_eq!(fields[slot::VERSION].kind.column(), Column::Int);
        assert_eq!(fields[slot::ID].key, "id");
    }
}
