//! A record of the object `user` seen as a person: whom it lets act, with which roles and departments.

use std::sync::Arc;

use super::Context;
use crate::access::{self, DEPARTMENT, USER};
use crate::catalog::model::Administer;
use crate::catalog::{Catalog, Object};
use crate::error::{Error, Result};
use crate::query::{Bin, Cond, Leaf, Path, Select, Test};
use crate::runtime;
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

/// The record with this e-mail address, as the field's type writes it.
pub async fn by_email(conn: &mut Conn, object: &Object, email: &str) -> Result<Option<Record>> {
    let Some(field) = object.field("email") else { return Ok(None) };
    let Ok(value @ Value::Text(_)) = field.kind.decode(&email.into()) else { return Ok(None) };
    let found = conn.find_equal(object, &[(field.slot, &value)], None, 1).await?;
    match found.first() {
        Some(id) => conn.get(object, *id).await,
        None => Ok(None),
    }
}

/// As [`active`], with the departments below that of the person, where their roles ask for them.
pub async fn known(conn: &mut Conn, catalog: &Catalog, record: &Record) -> Result<Option<User>> {
    let Some(mut user) = active(object(catalog)?, record) else { return Ok(None) };
    if !user.departments.is_empty() && access::asks_for_departments(catalog, &user.roles) {
        user.departments = below(conn, catalog, user.departments).await?;
    }
    Ok(Some(user))
}

/// The person with this id, as [`known`].
pub async fn acting(conn: &mut Conn, catalog: &Catalog, id: Id) -> Result<Option<User>> {
    match conn.get(object(catalog)?, id).await? {
        Some(record) => known(conn, catalog, &record).await,
        None => Ok(None),
    }
}

/// The user with this id or e-mail address, unless inactive.
pub async fn named(conn: &mut Conn, catalog: &Catalog, name: &str) -> Result<Option<Id>> {
    let users = object(catalog)?;
    let id = match name.parse::<Id>() {
        Ok(id) => Some(id),
        Err(_) => {
            let Some(email) = users.field("email") else { return Ok(None) };
            let value = Value::Text(name.trim().to_lowercase());
            conn.find_equal(users, &[(email.slot, &value)], None, 1).await?.first().copied()
        }
    };
    let Some(id) = id else { return Ok(None) };
    let found = conn.get(users, id).await?;
    Ok(found.filter(|user| active(users, user).is_some()).map(|user| user.id()))
}

/// Those who look after users and may sign in, whatever the actor may see of them.
pub fn administrators(cx: &Context, limit: u32) -> Result<Select> {
    let able = cx.catalog().roles.roles.iter().filter(|role| role.administer.contains(&Administer::Users));
    holding(cx, &able.map(|role| role.key.as_str()).collect::<Vec<_>>(), limit)
}

/// Those who have any of these roles and may sign in, whatever the actor may see of them.
pub fn holding(cx: &Context, keys: &[&str], limit: u32) -> Result<Select> {
    let catalog = cx.catalog();
    runtime::holding(catalog, object(catalog)?, keys, cx.runtime.clock.now(), limit)
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
