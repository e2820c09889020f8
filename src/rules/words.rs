//! What templates say of records: each field as people read it, lookups with the fields of what they lead to, and in documents the
//! records that belong to the one at hand. Encrypted values are starred; what somebody is told holds no more than they see. Knows
//! nothing of what is filled.

use serde_json::{Map, Value as Json, json};

use super::Run;
use super::names::{self, Named};
use crate::catalog::{Catalog, Field, Object, Relation};
use crate::error::{Error, Result};
use crate::fields::STARS;
use crate::lang::Lang;
use crate::query::Select;
use crate::records::post::Recipient;
use crate::runtime::children;
use crate::say;
use crate::template::Text;
use crate::value::{Record, Value};

/// The record at hand: each field as people read it, lookups as `{title, …fields}`, and what was pushed to the rule's address.
pub async fn words(run: &mut Run<'_, '_>, lang: Lang) -> Result<Json> {
    said(run, None, &|_| true, lang).await
}

/// The same as far as this text asks for it.
pub async fn words_of(run: &mut Run<'_, '_>, text: &Text<'_>, lang: Lang) -> Result<Json> {
    let asked = text.asks();
    said(run, None, &|field| asked.contains(field.key()), lang).await
}

/// The same of what somebody sees of the record.
pub async fn words_seen(run: &mut Run<'_, '_>, by: &Recipient, text: &Text<'_>, lang: Lang) -> Result<Json> {
    let asked = text.asks();
    said(run, Some(by), &|field| asked.contains(field.key()), lang).await
}

/// Which fields of a record are said.
type Wanted<'a> = &'a (dyn Fn(&Field) -> bool + Sync);

async fn said(run: &mut Run<'_, '_>, by: Option<&Recipient>, wanted: Wanted<'_>, lang: Lang) -> Result<Json> {
    let (object, record) = (run.object.clone(), run.current().await?);
    let mut values = with_lookups(run, by, &object, &record, wanted, lang).await?;
    if let Some(Named::Answer(body)) = run.place.names.get(names::BODY) {
        values.entry(names::BODY).or_insert_with(|| body.clone());
    }
    Ok(Json::Object(values))
}

/// The records of a relation, the oldest first; more than `most` are refused, since leaving some out would be a lie.
pub async fn related(run: &mut Run<'_, '_>, relation: &Relation, most: u32, lang: Lang) -> Result<Json> {
    let catalog = run.work.cx.published.catalog.clone();
    let missing = || Error::invalid("unknown_relation", say!("没有关联「{}」", "There is no relation `{}`", relation.key));
    let child = catalog.object(&relation.object).ok_or_else(missing)?;
    let via = child.field(&relation.via).ok_or_else(missing)?;
    let page = run.work.tx.list(&Select { limit: most, ..children(child, via.slot, run.record) }).await?;
    if page.next.is_some() {
        let message = say!("「{}」超过 {} 条，文档里放不下", "there are more than {1} `{0}`, too many for a document", relation.key, most);
        return Err(Error::invalid("too_many", message));
    }
    let mut records = page.records;
    records.sort_by_key(Record::id);
    let mut all = Vec::with_capacity(records.len());
    for record in &records {
        let values = with_lookups(run, None, child, record, &|field| field.slot != via.slot, lang).await?;
        all.push(Json::Object(values));
    }
    Ok(Json::Array(all))
}

/// Its fields and those of what its lookups lead to; of somebody who is told, as far as they see them.
async fn with_lookups(
    run: &mut Run<'_, '_>,
    by: Option<&Recipient>,
    object: &Object,
    record: &Record,
    wanted: Wanted<'_>,
    lang: Lang,
) -> Result<Map<String, Json>> {
    let catalog = run.work.cx.published.catalog.clone();
    let seen = by.map_or(&*catalog, |by| by.cx.seen());
    let mut values = shown(seen, object, record, wanted, lang);
    for field in object.fields.iter().filter(|field| wanted(field)) {
        let Some(id) = record.values[field.slot].as_id().filter(|_| values.contains_key(field.key())) else { continue };
        let Some(target) = field.kind.reference().and_then(|reference| catalog.object(&reference.object)) else { continue };
        if let Some(by) = by
            && !by.sees(&mut run.work.tx, &target.key, id).await?
        {
            values.insert(field.key().to_owned(), json!(""));
            continue;
        }
        if let Some(found) = run.work.related.record(&mut run.work.tx, target, id).await? {
            let mut members = shown(seen, target, found, &|_| true, lang);
            let title = members.get(target.fields[target.title].key()).cloned().unwrap_or_default();
            members.insert("title".to_owned(), title);
            values.insert(field.key().to_owned(), Json::Object(members));
        }
    }
    Ok(values)
}

/// The fields that there are in this catalog.
fn shown(catalog: &Catalog, object: &Object, record: &Record, wanted: Wanted<'_>, lang: Lang) -> Map<String, Json> {
    let Some(there) = catalog.object(&object.key) else { return Map::new() };
    let text = |field: &Field| match &record.values[field.slot] {
        Value::Null => String::new(),
        // What is written with it is kept as it is.
        _ if object.fields[field.slot].kind.sealed().is_some() => STARS.to_owned(),
        value => match field.kind.pipeline().and_then(|key| catalog.pipeline(key)).zip(value.as_text()) {
            Some((pipeline, key)) => pipeline.stage(key).map_or(key, |stage| stage.label.get(lang)).to_owned(),
            None => field.kind.display(value, lang),
        },
    };
    let fields = there.fields.iter().filter(|field| !field.def.retired && wanted(field));
    fields.map(|field| (field.key().to_owned(), json!(text(field)))).collect()
}
