//! Who could get a record: the people that the settings name, as far as they are active, and there where that is asked for.

use chrono::DateTime;
use serde_json::Value as Json;

use super::super::super::values;
use super::super::{CheckCx, Run};
use super::{Assign, HEAVIEST, Otherwise, Row, Word};
use crate::access::USER;
use crate::catalog::Object;
use crate::error::Result;
use crate::lang::Label;
use crate::query::{self, Bin, Select};
use crate::records::{person, presence};
use crate::say;
use crate::value::filter::{Filter, Op};
use crate::value::Id;

/// Users who match.
const MOST: u32 = 200;

/// Those who could, each once, in the order they are named.
pub(super) struct People {
    pub ids: Vec<Id>,
    /// The row of the table that they stand in.
    pub row: Option<usize>,
}

pub(super) async fn people(assign: &Assign, run: &mut Run<'_, '_>) -> Result<People> {
    let mut row = None;
    let mut ids = match (&assign.to, &assign.least_loaded) {
        (Some(person), _) => named(run, person).await?.into_iter().collect(),
        (None, Some(least)) => listed(run, &least.people, least.among.as_ref()).await?,
        (None, None) if !assign.weighted.is_empty() => {
            let names: Vec<String> = assign.weighted.iter().map(|weighted| weighted.who.clone()).collect();
            listed(run, &names, None).await?
        }
        (None, None) if !assign.table.is_empty() => {
            row = met(run, &assign.table).await?;
            match row.and_then(|row| assign.table.get(row)) {
                Some(row) => listed(run, &row.people, None).await?,
                None => Vec::new(),
            }
        }
        (None, None) => listed(run, &assign.round_robin, assign.among.as_ref()).await?,
    };
    if assign.present {
        ids = there(run, ids, assign.to.is_some()).await?;
    }
    Ok(People { ids, row })
}

/// The first row whose condition the record meets.
async fn met(run: &mut Run<'_, '_>, table: &[Row]) -> Result<Option<usize>> {
    for (row, Row { filter, .. }) in table.iter().enumerate() {
        if run.holds(filter.as_ref(), None).await? {
            return Ok(Some(row));
        }
    }
    Ok(None)
}

async fn listed(run: &mut Run<'_, '_>, names: &[String], among: Option<&Filter>) -> Result<Vec<Id>> {
    let mut found: Vec<Id> = Vec::new();
    for name in names {
        found.extend(active(run, name).await?);
    }
    if let Some(filter) = among {
        found.extend(matching(run, filter).await?);
    }
    let mut once = Vec::with_capacity(found.len());
    found.into_iter().for_each(|id| if !once.contains(&id) { once.push(id) });
    Ok(once)
}

/// Those who are not away, within working hours; of one person their deputy, where `deputies` may do it.
async fn there(run: &mut Run<'_, '_>, ids: Vec<Id>, deputies: bool) -> Result<Vec<Id>> {
    let (cx, now) = (run.work.cx, run.work.cx.runtime.clock.now());
    let catalog = cx.catalog();
    if !catalog.working_days.is_open(now.with_timezone(&catalog.time_zone).naive_local()) {
        return Ok(Vec::new());
    }
    let mut there = Vec::with_capacity(ids.len());
    for id in ids {
        let on_hand = presence::on_hand(&mut run.work.tx, catalog, id, now).await?;
        there.extend(on_hand.filter(|hand| deputies || *hand == id));
    }
    Ok(there)
}

/// The person that a value leads to.
pub(super) async fn named(run: &mut Run<'_, '_>, person: &Json) -> Result<Option<Id>> {
    let resolved = values::resolve(run, person, None).await?;
    match resolved.as_str() {
        Some(text) => active(run, text).await,
        None => Ok(None),
    }
}

/// Active users who match, in the order they joined.
async fn matching(run: &mut Run<'_, '_>, filter: &Filter) -> Result<Vec<Id>> {
    let Some(users) = run.work.cx.catalog().object(USER).cloned() else { return Ok(Vec::new()) };
    let filter = Filter::all([filter.clone(), Filter::term("active", Op::Is, true)]);
    let cond = run.work.cx.condition(&users, &filter)?;
    let select =
        Select { object: users, cond: Some(cond), scope: None, search: None, sort: Vec::new(), limit: MOST, cursor: None, bin: Bin::Live };
    let mut ids = run.work.tx.ids(&select).await?;
    ids.sort_unstable();
    Ok(ids)
}

/// The user with this id or e-mail, unless inactive.
pub(super) async fn active(run: &mut Run<'_, '_>, name: &str) -> Result<Option<Id>> {
    person::named(&mut run.work.tx, run.work.cx.catalog(), name).await
}

pub(super) fn check(assign: &Assign, cx: &CheckCx<'_>) -> Vec<(String, Label)> {
    let Assign { to, round_robin, among, least_loaded, weighted, table, present, otherwise } = assign;
    let given = [to.is_some(), !round_robin.is_empty(), among.is_some(), least_loaded.is_some(), !weighted.is_empty(), !table.is_empty()];
    if given.into_iter().filter(|given| *given).count() != 1 {
        let names = "to, round_robin, among, least_loaded, weighted, table";
        return vec![(String::new(), say!("请写其中之一：{}", "give one of: {}", names))];
    }
    let mut problems = Vec::new();
    let mut filters: Vec<(String, &Filter, Option<&Object>)> = Vec::new();
    let users = cx.catalog.object(USER).map(|users| &**users);
    filters.extend(among.iter().map(|filter| ("/among".to_owned(), filter, users)));
    if let Some(least) = least_loaded {
        if least.people.is_empty() && least.among.is_none() {
            problems.push(("/least_loaded".to_owned(), say!("请写 people 或 among", "give `people` or `among`")));
        }
        filters.extend(least.among.iter().map(|filter| ("/least_loaded/among".to_owned(), filter, users)));
        filters.extend(least.open.iter().map(|filter| ("/least_loaded/open".to_owned(), filter, Some(&**cx.object))));
    }
    for (position, Row { filter, people }) in table.iter().enumerate() {
        filters.extend(filter.iter().map(|filter| (format!("/table/{position}/if"), filter, Some(&**cx.object))));
        if people.is_empty() {
            problems.push((format!("/table/{position}/people"), say!("至少要有一个人", "at least one person is needed")));
        }
    }
    for (position, weighted) in weighted.iter().enumerate() {
        if weighted.weight == 0 || weighted.weight > HEAVIEST {
            problems.push((format!("/weighted/{position}/weight"), say!("应在 1 到 {} 之间", "it must be from 1 to {}", HEAVIEST)));
        }
    }
    if matches!(otherwise, Some(Otherwise::Word(Word::Wait))) && !present {
        problems.push(("/otherwise".to_owned(), say!("要等人在，请同时写 present", "to wait for somebody who is there, `present` is needed too")));
    }
    problems.extend(filters.into_iter().flat_map(|(at, filter, object)| wrong(cx, object, filter, &at)));
    problems
}

fn wrong(cx: &CheckCx<'_>, object: Option<&Object>, filter: &Filter, at: &str) -> Vec<(String, Label)> {
    let Some(object) = object.and_then(|object| cx.catalog.object(&object.key)) else { return Vec::new() };
    let asked = query::Cx { me: None, now: DateTime::UNIX_EPOCH, time_zone: cx.catalog.time_zone };
    let errors = query::compile(cx.catalog, object, filter, &asked).err().unwrap_or_default();
    errors.into_iter().map(|error| (format!("{at}{}", error.field), error.message)).collect()
}
