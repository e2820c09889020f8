//! The records that somebody may reach → a condition. What belongs to few of another object is looked up among them, which
//! the engine gathers once; what belongs to many is, for a page, looked up record by record until the page is full. SQLite looks
//! up what is somebody's own record by record too, where it knows which records to ask about. Little that is in a scope SQLite finds by
//! each of its parts; PostgreSQL does so only for a list of ids.

use super::filter::{self, Joined, several};
use super::from::{BASE, From, Lookups, Read};
use super::statement::Sql;
use super::{table, value};
use crate::catalog::Object;
use crate::error::Result;
use crate::fields::Column;
use crate::query::{Cond, Scope};
use crate::store::arg::Arg;
use crate::store::db::Dialect;
use crate::value::{Id, slot};

/// Makes available what the conditions of a scope read.
pub(crate) fn reach<'a>(from: &mut From<'a>, scope: &'a Scope) -> Result<()> {
    match scope {
        Scope::Any(scopes) | Scope::All(scopes) => scopes.iter().try_for_each(|scope| reach(from, scope)),
        Scope::Meets(cond) => from.reach_cond(cond),
        Scope::Shared { .. } | Scope::Pool { .. } | Scope::Follows { .. } => Ok(()),
    }
}

/// The condition on the base of `from` that a record is in the scope.
pub(crate) fn write(sql: &mut Sql, from: &From<'_>, scope: &Scope) -> Result<()> {
    match scope {
        Scope::Any(scopes) => several(sql, scopes, Joined::Or, |sql, scope| write(sql, from, scope)),
        Scope::All(scopes) => several(sql, scopes, Joined::And, |sql, scope| write(sql, from, scope)),
        Scope::Meets(cond) => {
            // The sign keeps SQLite from gathering each part of the scope by itself, and sorting all of it.
            sql.push(if from.passes().is_some() && scope.owner().is_some() { "+" } else { "" });
            filter::cond(sql, from, cond)
        }
        Scope::Shared { user, write } => {
            shared(sql.column(&from.base, "id").push(" IN ("), from.object, *user, *write);
            sql.push(")");
            Ok(())
        }
        Scope::Pool { slot, pool } => {
            sql.column(&from.base, from.object.fields[*slot].key()).push(" = ").literal(pool);
            Ok(())
        }
        Scope::Follows { slot, to, scope } if from.read != Read::All && *slot != slot::OWNER && scope.is_wide() => {
            let via = from.object.fields[*slot].key();
            let mut inside = from.inside(to);
            reach(&mut inside, scope)?;
            inside.write(sql.push("EXISTS (SELECT 1"))?;
            sql.push(" WHERE ").column(&inside.base, "id").push(" = ").column(&from.base, via).push(" AND ");
            write(sql, &inside, scope)?;
            // Else PostgreSQL gathers them all the same: it thinks of every record that the condition could be asked of.
            sql.push(if sql.dialect == Dialect::Postgres { " OFFSET 0)" } else { ")" });
            Ok(())
        }
        Scope::Follows { slot, to, scope } => {
            let via = from.object.fields[*slot].key();
            match from.passes().filter(|_| !scope.is_wide()) {
                Some(lookups) => follows(sql, from, (via, to), scope, lookups),
                None => gathered(sql, from, via, to, scope),
            }
        }
    }
}

/// That the lookup leads to what is in a scope: what an index leads to is looked up there, part by part; the rest is gathered together, so
/// that it takes one look.
fn follows(sql: &mut Sql, from: &From<'_>, (via, to): (&str, &Object), scope: &Scope, lookups: Lookups) -> Result<()> {
    let (mut ways, mut rest) = (Vec::new(), Vec::new());
    for part in scope.parts() {
        match led_by(sql.dialect, part, lookups)? {
            Some((by, key)) => {
                let mut way = Sql::new(sql.dialect, "(");
                way.append(&key).push(", ").column(&from.base, via).push(") IN (SELECT ");
                way.name(to.fields[by].key()).push(", ").name(to.fields[slot::ID].key()).push(" FROM ").name(&table(&to.key)).push(")");
                ways.push(way);
            }
            None => rest.push(part),
        }
    }
    if !rest.is_empty() {
        let mut way = Sql::new(sql.dialect, "");
        together(way.column(&from.base, via).push(" IN ("), to, rest)?;
        way.push(")");
        ways.push(way);
    }
    several(sql, &ways, Joined::Or, |sql, way| {
        sql.append(way);
        Ok(())
    })
}

/// The slot of what much of this part has in common, its owner or its pool, and which it is: its index holds the ids too. Gathering it would
/// take longer than a page.
fn led_by(dialect: Dialect, part: &Scope, lookups: Lookups) -> Result<Option<(usize, Sql)>> {
    let mut key = Sql::new(dialect, "");
    let by = match (part, part.owner()) {
        (_, Some(owner)) if lookups.many_owned => {
            key.bind(value::arg(Column::Id, owner)?);
            slot::OWNER
        }
        (Scope::Pool { slot, pool }, None) if lookups.many_pooled => {
            key.literal(pool);
            *slot
        }
        _ => return Ok(None),
    };
    Ok(Some((by, key)))
}

fn gathered(sql: &mut Sql, from: &From<'_>, via: &str, to: &Object, scope: &Scope) -> Result<()> {
    let guard = among(sql.dialect, to, scope)?;
    sql.column(&from.base, via).append(&guard);
    Ok(())
}

/// ` IN (…)`: the ids of the object's records that are in the scope, in the bin or not.
pub(crate) fn among(dialect: Dialect, object: &Object, scope: &Scope) -> Result<Sql> {
    let mut sql = Sql::new(dialect, " IN (");
    ids(&mut sql, object, scope)?;
    sql.push(")");
    Ok(sql)
}

/// The ids of the records of a scope. Those of each of its parts come from an index by themselves, where `OR` reads every record
/// that it finds.
fn ids(sql: &mut Sql, object: &Object, scope: &Scope) -> Result<()> {
    match scope {
        Scope::Any(parts) if !parts.is_empty() => together(sql, object, parts),
        Scope::Shared { user, write } => {
            shared(sql, object, *user, *write);
            Ok(())
        }
        scope => {
            let mut from = From::new(sql.dialect, object);
            reach(&mut from, scope)?;
            from.write(sql.push("SELECT ").column(BASE, "id"))?;
            write(sql.push(" WHERE "), &from, scope)
        }
    }
}

fn together<'s>(sql: &mut Sql, object: &Object, parts: impl IntoIterator<Item = &'s Scope>) -> Result<()> {
    for (position, part) in parts.into_iter().enumerate() {
        sql.push(if position == 0 { "" } else { " UNION ALL " });
        ids(sql, object, part)?;
    }
    Ok(())
}

fn shared(sql: &mut Sql, object: &Object, user: Id, write: bool) {
    sql.push("SELECT s.record FROM share s WHERE s.object = ").literal(&object.key);
    sql.push(" AND s.\"user\" = ").bind(Arg::from(user));
    sql.push(if write { " AND s.access = 'write'" } else { "" });
}

/// ` FROM … WHERE …`: those of `ids` that are in the scope, or all of them where there is none; in the bin or not.
pub(crate) fn of_these(sql: &mut Sql, object: &Object, ids: &[Id], scope: Option<&Scope>) -> Result<()> {
    let mut from = From::reading(sql.dialect, object, Read::Passing(Lookups::EACH));
    if let Some(scope) = scope {
        reach(&mut from, scope)?;
    }
    from.write(sql)?;
    sql.push(" WHERE ").column(BASE, "id").ids(ids);
    both(sql, &from, None, scope)
}

/// Adds a condition and a scope to a `WHERE` that has begun.
pub(crate) fn both(sql: &mut Sql, from: &From<'_>, cond: Option<&Cond>, scope: Option<&Scope>) -> Result<()> {
    if let Some(cond) = cond {
        filter::cond(sql.push(" AND "), from, cond)?;
    }
    if let Some(scope) = scope {
        sql.push(" AND ");
        if !is_gathered(sql.dialect, from, scope) {
            return write(sql, from, scope);
        }
        let among = among(sql.dialect, from.object, scope)?;
        sql.column(&from.base, "id").append(&among);
    }
    Ok(())
}

/// Whether the parts of a scope are found each by itself, and its records among them: PostgreSQL would read every record, however few
/// are in the scope, because no index leads to what is in one part or another.
fn is_gathered(dialect: Dialect, from: &From<'_>, scope: &Scope) -> bool {
    let elsewhere = |part: &Scope| matches!(part, Scope::Follows { .. } | Scope::Shared { .. });
    dialect == Dialect::Postgres && from.read == Read::Page && !scope.is_wide() && scope.parts().iter().any(elsewhere)
}
