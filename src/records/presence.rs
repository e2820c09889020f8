//! Whether a person is there: not away by what their record says (`absent_from`, `absent_until`, where the object has these fields), and who
//! stands in for them meanwhile (`deputy`). Knows nothing of what they would have to do.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::person;
use crate::catalog::{Catalog, Object};
use crate::error::Result;
use crate::query::day_start;
use crate::store::Conn;
use crate::value::{Id, Record, Value};

/// Whether the person is away at that moment. The last day of an absence is part of it.
pub fn is_away(users: &Object, person: &Record, at: DateTime<Utc>, zone: Tz) -> bool {
    let value = |key: &str| users.field(key).map_or(&Value::Null, |field| &person.values[field.slot]);
    let from = match value("absent_from") {
        Value::Date(day) => Some(day_start(*day, zone)),
        Value::Time(at) => Some(*at),
        _ => None,
    };
    let until = match value("absent_until") {
        Value::Date(day) => day.succ_opt().map(|next| day_start(next, zone)),
        Value::Time(at) => Some(*at),
        _ => None,
    };
    (from.is_some() || until.is_some()) && from.is_none_or(|from| from <= at) && until.is_none_or(|until| at < until)
}

/// The person while they are there; while they are away who stands in for them, unless that one is away too.
pub async fn on_hand(conn: &mut Conn, catalog: &Catalog, user: Id, at: DateTime<Utc>) -> Result<Option<Id>> {
    let users = person::object(catalog)?;
    let Some(own) = active(conn, users, user).await? else { return Ok(None) };
    if !is_away(users, &own, at, catalog.time_zone) {
        return Ok(Some(user));
    }
    let Some(deputy) = users.field("deputy").and_then(|field| own.values[field.slot].as_id()) else { return Ok(None) };
    let deputy = active(conn, users, deputy).await?;
    Ok(deputy.filter(|deputy| !is_away(users, deputy, at, catalog.time_zone)).map(|deputy| deputy.id()))
}

async fn active(conn: &mut Conn, users: &Object, id: Id) -> Result<Option<Record>> {
    Ok(conn.get(users, id).await?.filter(|record| person::active(users, record).is_some()))
}
