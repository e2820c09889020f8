//! Gathers from the store everything that the columns of a sheet may name: records by title and unique value, options, stages.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::names::Names;
use super::reading::Reading;
use super::state::Choices;
use crate::catalog::{Field, Object};
use crate::error::Result;
use crate::lang::Lang;
use crate::query::{Bin, Select};
use crate::records::{Context, Sight};
use crate::value::filter::{Filter, Op};
use crate::value::{Record, Value};

/// Objects of more records are asked for the texts of the sheet only.
const ALL: u64 = 50_000;
const PAGE: u32 = 1_000;

/// Names by slot, for every column whose texts may stand for something.
pub async fn gather(cx: &Context, reading: &Reading, choices: &Choices) -> Result<BTreeMap<usize, Names>> {
    let mut sight = cx.look().await?;
    let mut all = BTreeMap::new();
    for column in &reading.columns {
        let field = &reading.object.fields[column.slot];
        let mut names = match field.kind.reference() {
            Some(reference) => {
                let Some(target) = cx.seen().object(&reference.object).cloned() else { continue };
                records(&mut sight, &target, reading, column.slot).await?
            }
            None => options(field, cx.actor.lang()),
        };
        if let Some(said) = choices.values.get(field.key()) {
            names.say(said);
        }
        all.insert(column.slot, names);
    }
    Ok(all)
}

fn options(field: &Field, lang: Lang) -> Names {
    let mut names = Names::default();
    for choice in field.kind.choices().iter().filter(|choice| !choice.retired) {
        names.add(&choice.key, choice.label.get(lang), Value::Text(choice.key.clone()));
        names.known_as([choice.label.zh.as_str(), &choice.label.en, &choice.key].into_iter().chain(choice.aliases.iter().map(String::as_str)));
    }
    names
}

async fn records(sight: &mut Sight<'_>, target: &Arc<Object>, reading: &Reading, slot: usize) -> Result<Names> {
    let mut select = Select { object: target.clone(), cond: None, scope: None, search: None, sort: Vec::new(), limit: PAGE, cursor: None, bin: Bin::Live };
    let mut names = Names::default();
    let by: Vec<&Field> = naming(target).collect();
    if sight.count(select.clone(), ALL).await?.exact {
        return page(sight, &mut select, &by, &mut names).await.map(|()| names);
    }
    let texts = reading.texts(slot);
    for field in &by {
        for texts in texts.chunks(200) {
            let filter = Filter::term(field.key(), Op::In, serde_json::json!(texts));
            select.cond = Some(sight.cx.asked(target, &filter)?);
            select.cursor = None;
            page(sight, &mut select, &by, &mut names).await?;
        }
    }
    Ok(names)
}

async fn page(sight: &mut Sight<'_>, select: &mut Select, by: &[&Field], names: &mut Names) -> Result<()> {
    loop {
        let page = sight.list(select.clone()).await?;
        for record in &page.records {
            name(names, by, record);
        }
        select.cursor = page.next;
        if select.cursor.is_none() {
            return Ok(());
        }
    }
}

/// The fields whose values name a record: its title, and texts that are unique.
pub fn naming(object: &Object) -> impl Iterator<Item = &Field> {
    let title = &object.fields[object.title];
    let unique = object.own_fields().filter(|field| field.slot != object.title && field.def.unique && field.kind.textual());
    std::iter::once(title).chain(unique)
}

/// Lets the record be found by its names.
pub fn name(names: &mut Names, by: &[&Field], record: &Record) {
    for (position, field) in by.iter().enumerate() {
        let text = field.kind.display(&record.values[field.slot], Lang::Zh);
        if position == 0 {
            names.add(record.id().to_string(), &text, Value::Id(record.id()));
        } else if !text.is_empty() {
            names.also(&text, Value::Id(record.id()));
        }
    }
}
