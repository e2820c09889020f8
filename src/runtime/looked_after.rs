//! Somebody looks after the users of a workspace, and can sign in: neither a change of people nor a publish takes away the last.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use serde_json::json;

use crate::access::USER;
use crate::catalog::model::{Administer, RoleDef};
use crate::catalog::{Catalog, Object, Problem};
use crate::error::{Error, Result};
use crate::query::{self, Bin, Cx, Select};
use crate::say;
use crate::store::Conn;
use crate::value::filter::{Filter, Op};

/// Of those who look after users.
const MOST: u32 = 1_000;

/// Whether anybody who can sign in looks after users by one of these roles.
pub async fn looked_after(conn: &mut Conn, catalog: &Catalog, roles: &[RoleDef], now: DateTime<Utc>) -> Result<bool> {
    let Some(users) = catalog.object(USER) else { return Ok(false) };
    let able = roles.iter().filter(|role| role.administer.contains(&Administer::Users)).map(|role| role.key.as_str());
    let able: Vec<&str> = able.filter(|key| catalog.roles.roles.iter().any(|role| role.key == *key)).collect();
    if able.is_empty() {
        return Ok(false);
    }
    let found = conn.ids(&holding(catalog, users, &able, now, MOST)?).await?;
    conn.any_comes_in(&found).await
}

/// Those who have any of these roles and are not switched off.
pub fn holding(catalog: &Catalog, users: &Arc<Object>, keys: &[&str], now: DateTime<Utc>, limit: u32) -> Result<Select> {
    let several = users.field("role").is_some_and(|field| field.kind.operators().contains(&Op::HasAny));
    let held = Filter::term("role", if several { Op::HasAny } else { Op::In }, json!(keys));
    let filter = Filter::all([held, Filter::term("active", Op::IsNot, json!(false))]);
    let cx = Cx { me: None, now, time_zone: catalog.time_zone };
    let cond = Some(query::compile(catalog, users, &filter, &cx).map_err(Error::fields)?);
    Ok(Select { object: users.clone(), cond, scope: None, search: None, sort: Vec::new(), limit, cursor: None, bin: Bin::Live })
}

/// What is wrong with roles that leave nobody, where there is somebody.
pub(super) async fn unattended(conn: &mut Conn, old: &Catalog, new: &Catalog, now: DateTime<Utc>) -> Result<Option<Problem>> {
    let (before, after) = (&old.roles.roles, &new.roles.roles);
    if before == after || looked_after(conn, old, after, now).await? || !looked_after(conn, old, before, now).await? {
        return Ok(None);
    }
    Ok(Some(Problem {
        file: "workflows/roles.json".to_owned(),
        pointer: "/roles".to_owned(),
        code: "last_administrator",
        message: say!(
            "这样就没有能登录的人管理用户了，请先把能管理用户的角色给一个能登录的人",
            "nobody who can sign in would be left to look after users; give somebody who can a role that does, first"
        ),
        expected: None,
    }))
}
