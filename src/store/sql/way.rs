//! How a page of a list is best read: in the order that an index keeps, until it is full, or by an index that leads to few, which are
//! sorted. SQLite plans a statement without knowing its values, and as if the whole list were read; PostgreSQL knows better of conditions,
//! and not of scopes. So a statement asks first how much there is, and counts no further than makes a difference.

use super::from::{From, Lookups, Read};
use super::statement::Sql;
use super::{filter, scope, select};
use crate::catalog::Object;
use crate::error::Result;
use crate::query::{Bin, Cond, Operand, Scope, Select, Sort, Test};
use crate::store::db::Dialect;
use crate::store::{Conn, indexes};
use crate::value::filter::Op;
use crate::value::slot;

/// So many are gathered in less time than it takes to look up those of a page.
const FEW: u64 = 256;
/// Whoever owns so many pages of an object's records has filled one long before all records were passed.
const MANY: u64 = 10;
/// So many records are read and sorted in a few milliseconds. Where there are more, a page is full soon; should they all come last, passing
/// the entries of all records takes no longer than reading a twentieth of the records.
const SORTED: u64 = 1_000;

/// Answers 1 or 0.
const THEN: &str = " THEN CAST(1 AS BIGINT) ELSE 0 END";

/// How the page is best read.
pub(crate) async fn reading(conn: &mut Conn, select: &Select) -> Result<Read> {
    let dialect = conn.dialect();
    if select.bin != Bin::Live || select.search.is_some() || !select.sort.first().is_none_or(|sort| in_order(select, sort)) {
        return Ok(Read::Page);
    }
    let owned = parts(select).find(|part| part.owner().is_some());
    let narrow = if dialect == Dialect::Sqlite { narrowing(select) } else { Vec::new() };
    if owned.is_none() && narrow.is_empty() {
        return Ok(Read::Page);
    }
    let sql = question(dialect, select, owned, &narrow)?;
    let row = conn.one(sql.text, sql.args).await?;
    let many = |at: usize| row.int(at).map(|many| many != 0);
    for at in 3..3 + narrow.len() {
        if !many(at)? {
            return Ok(Read::Found);
        }
    }
    let lookups = Lookups { many_owned: many(1)?, many_pooled: many(2)? };
    Ok(match &select.scope {
        Some(_) if many(0)? => Read::Passing(lookups),
        Some(_) => Read::Page,
        None => ordered(select).map_or(Read::Page, |by| Read::Ordered { by }),
    })
}

/// Whether an index keeps the order of what the list is sorted by first.
fn in_order(select: &Select, sort: &Sort) -> bool {
    sort.path.is_own() && indexes::in_order(&select.object, sort.path.first_slot())
}

fn parts(select: &Select) -> impl Iterator<Item = &Scope> {
    select.scope.iter().flat_map(|scope| scope.parts())
}

/// Whether somebody owns much of the object; of SQLite, whether lookups lead to much that somebody owns, and to much that lies in a pool; and
/// whether much meets each of the conditions.
fn question(dialect: Dialect, select: &Select, owned: Option<&Scope>, narrow: &[&Cond]) -> Result<Sql> {
    let mut sql = Sql::new(dialect, "SELECT CASE WHEN ");
    match owned {
        Some(owned) => more_than(&mut sql, &select.object, owned, MANY * u64::from(select.limit))?,
        None => drop(sql.push("FALSE")),
    }
    for pooled in [false, true] {
        sql.push(THEN).push(", CASE WHEN FALSE");
        for (to, part) in followed(dialect, select, pooled) {
            more_than(sql.push(" OR "), to, part, FEW)?;
        }
    }
    for cond in narrow {
        sql.push(THEN).push(", CASE WHEN ");
        let from = From::new(dialect, &select.object);
        from.write(sql.push("EXISTS (SELECT 1"))?;
        sql.push(" WHERE ").column(&from.base, select.object.fields[slot::DELETED_AT].key()).push(" IS NULL AND ");
        filter::cond(&mut sql, &from, cond)?;
        beyond(&mut sql, SORTED);
    }
    sql.push(THEN);
    Ok(sql)
}

/// What lookups of the scope lead to, of SQLite: PostgreSQL gathers it, however much it is.
fn followed(dialect: Dialect, select: &Select, pooled: bool) -> impl Iterator<Item = (&Object, &Scope)> {
    let follows = parts(select).filter_map(move |part| match part {
        Scope::Follows { to, scope, .. } if dialect == Dialect::Sqlite && !scope.is_wide() => {
            Some(scope.parts().iter().map(move |part| (&**to, part)))
        }
        _ => None,
    });
    follows.flatten().filter(move |(_, part)| if pooled { matches!(part, Scope::Pool { .. }) } else { part.owner().is_some() })
}

/// Whether so many records of the object, and more, are in the scope.
fn more_than(sql: &mut Sql, object: &Object, scope: &Scope, count: u64) -> Result<()> {
    let from = From::new(sql.dialect, object);
    from.write(sql.push("EXISTS (SELECT 1"))?;
    scope::write(sql.push(" WHERE "), &from, scope)?;
    beyond(sql, count);
    Ok(())
}

fn beyond(sql: &mut Sql, count: u64) {
    select::limit(sql, 1);
    sql.push(" OFFSET ").push(&count.to_string()).push(")");
}

/// Conditions that all have to be met, and that an index leads to, but not in the order of the list.
fn narrowing(select: &Select) -> Vec<&Cond> {
    let by = select.sort.first().map(|sort| sort.path.first_slot());
    let narrows = |part: &&Cond| match part {
        Cond::Test(path, test) if path.is_own() && Some(path.first_slot()) != by => {
            is_led_to(&select.object, path.first_slot(), test) && !leads_in_order(select, part)
        }
        _ => false,
    };
    select.cond.iter().flat_map(Cond::all).filter(narrows).collect()
}

/// Whether an index leads to what meets the condition in the order of the list.
fn leads_in_order(select: &Select, cond: &Cond) -> bool {
    match (cond, select.sort.first()) {
        (Cond::Test(path, Test::Compare(Op::Is, _)), Some(sort)) => {
            path.is_own() && indexes::in_order_of(&select.object, path.first_slot(), sort.path.first_slot())
        }
        _ => false,
    }
}

fn is_led_to(object: &Object, slot: usize, test: &Test) -> bool {
    match test {
        Test::Compare(Op::Is, Operand::Value(_)) | Test::Among(Op::In, _) => slot == slot::OWNER || is_stage(object, slot),
        Test::Compare(Op::Gt | Op::Ge | Op::Lt | Op::Le, Operand::Value(_)) | Test::Between(..) | Test::Range(..) => indexes::in_order(object, slot),
        _ => false,
    }
}

fn is_stage(object: &Object, slot: usize) -> bool {
    object.pipelines.iter().any(|(_, stage)| *stage == slot)
}

/// The slot in whose order the list is read, where the entries of that order's index hold all that is asked of a record, and no other index
/// leads to the same order.
fn ordered(select: &Select) -> Option<usize> {
    let by = select.sort.first()?.path.first_slot();
    let slots: Vec<usize> = [by, slot::DELETED_AT].into_iter().chain(select.cond.iter().flat_map(Cond::slots)).collect();
    let led = select.cond.iter().flat_map(Cond::all).any(|cond| leads_in_order(select, cond));
    (!led && indexes::in_entries(&select.object, &slots)).then_some(by)
}
