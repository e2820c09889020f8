//! A record of the object `user` seen as a person who signs in. Knows nothing of passwords.

use std::sync::Arc;

use crate::access::{self, DEPARTMENT, USER};
use crate::catalog::{Catalog, Object};
use crate::error::{Error, Result};
use crate::lang::Label;
use crate::query::{Bin, Cond, Leaf, Path, Select, Test};
use crate::records::Context;
use crate::store::Conn;
use crate::value::filter::Op;
use crate::value::{Id, Record, User, Value};

/// On one level of the tree.
const MOST_DEPARTMENTS: u32 = 10_000;

/// The object of people; the catalog's check insists on it.
pub fn object(catalog: &Catalog) -> Result<&Arc<Object>> {
    catalog.object(USER).ok_or_else(|| Error::internal("the catalog has no object `user`"))
}

/// The person of a record, unless it is in the bin or switched off.
pub fn active(object: &Object, record: &Record) -> Option<User> {
    let value = |key: &str| object.field(key).map_or(&Value::Null, |field| &record.values[field.slot]);
    let text = |key: &str| value(key).as_text().unwrap_or_default().to_owned();
    if record.is_deleted() || *value("active") == Value::Bool(false) {
        return None;
    }
    let roles = match value("role") {
        Value::List(roles) => roles.clone(),
        Value::Text(role) => vec![role.clone()],
        _ => Vec::new(),
    };
    let departments = value("department").as_id().into_iter().collect();
    let lang = Default::default();
    Some(User { id: record.id(), name: text("name"), email: text("email"), roles, departments, limits: None, lang })
}

/// As [`active`], with the departments below that of the person, where their roles ask for them.
pub async fn known(conn: &mut Conn, catalog: &Catalog, record: &Record) -> Result<Option<User>> {
    let Some(mut user) = active(object(catalog)?, record) else { return Ok(None) };
    if !user.departments.is_empty() && access::asks_for_departments(catalog, &user.roles) {
        user.departments = below(conn, catalog, user.departments).await?;
    }
    Ok(Some(user))
}

/// The departments, and all that are below them.
async fn below(conn: &mut Conn, catalog: &Catalog, mut all: Vec<Id>) -> Result<Vec<Id>> {
    let Some(departments) = catalog.object(DEPARTMENT) else { return Ok(all) };
    let Some(parent) = departments.field("parent") else { return Ok(all) };
    let mut level = all.clone();
    while !level.is_empty() {
        let path = Path { hops: Vec::new(), leaf: Leaf::Field(parent.slot), text: parent.key().to_owned() };
        let among = Test::Among(Op::In, level.into_iter().map(Value::Id).collect());
        let select = Select {
            object: departments.clone(),
            cond: Some(Cond::Test(path, among)),
            scope: None,
            search: None,
            sort: Vec::new(),
            limit: MOST_DEPARTMENTS,
            cursor: None,
            bin: Bin::Live,
        };
        // A department that stands above itself ends here.
        level = conn.ids(&select).await?.into_iter().filter(|id| !all.contains(id)).collect();
        all.extend(&level);
    }
    Ok(all)
}

/// The address a person signs in with.
pub fn email(object: &Object, record: &Record) -> String {
    let value = object.field("email").and_then(|field| record.values[field.slot].as_text());
    value.unwrap_or_default().to_owned()
}

/// The record with this e-mail address, as the field's type writes it.
pub async fn by_email(conn: &mut Conn, object: &Object, email: &str) -> Result<Option<Record>> {
    let Some(field) = object.field("email") else { return Ok(None) };
    let Ok(value @ Value::Text(_)) = field.kind.decode(&email.into()) else { return Ok(None) };
    let found = conn.find_equal(object, &[(field.slot, &value)], None, 1).await?;
    match found.first() {
        Some(id) => by_id(conn, object, *id).await,
        None => Ok(None),
    }
}

pub async fn by_id(conn: &mut Conn, object: &Object, id: Id) -> Result<Option<Record>> {
    conn.get(object, id).await
}

/// The person's record, whether they may sign in or not; one in the bin is nobody.
pub async fn existing(cx: &Context, id: Id) -> Result<Record> {
    let record = by_id(&mut *cx.runtime.store.read().await?, object(cx.catalog())?, id).await?;
    let record = record.filter(|record| !record.is_deleted());
    record.ok_or_else(|| Error::not_found(Label::new("没有这个用户", "There is no such user")))
}
