//! Fields given another type, and retired fields forgotten for good: what becomes of the values is told beforehand, and chores are put
//! in for it. Each publishes a version of its own, in which only that field differs. How they go on: [`super::convert`],
//! [`super::forget`].

use std::borrow::Cow;

use serde::Serialize;
use serde_json::{Value as Json, json};

use super::convert::Convert;
use super::forget::Forget;
use super::{CONVERT, FORGET, put_in};
use crate::catalog::{Field, Files, Object};
use crate::error::{Error, Result};
use crate::fields::{DateOrder, ParseCx, convert, convertible};
use crate::lang::Label;
use crate::runtime::publish::Publish;
use crate::runtime::{Published, Remap, Runtime};
use crate::say;
use crate::value::{Author, Id, Value};

/// Values looked at in a rehearsal.
const REHEARSED: i64 = 50_000;
const CHUNK: i64 = 500;
const EXAMPLES: usize = 20;

/// What becomes of a field's values.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rehearsal {
    /// Records that hold a value, in the bin or not.
    pub records: i64,
    /// Of those, how many were looked at.
    pub examined: i64,
    pub converts: i64,
    /// Some of those that cannot be read: record, title, value, why.
    pub refused: Vec<Refused>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Refused {
    pub id: Id,
    pub value: String,
    pub reason: Label,
}

/// The catalog in force, and as it would be; the field in both.
pub(super) struct Change<'a> {
    pub old: &'a Object,
    pub from: &'a Field,
    pub to: Field,
    pub files: Files,
    time_zone: chrono_tz::Tz,
}

impl Runtime {
    /// Records that hold a value in a field, retired or not.
    pub async fn filled(&self, object: &str, field: &str) -> Result<i64> {
        let published = self.published();
        let (object, field) = found(&published, object, field)?;
        self.store.read().await?.count_filled(object, field).await
    }

    /// What a change of type would do; nothing is changed.
    pub async fn rehearse_conversion(&self, object: &str, field: &str, definition: &Json) -> Result<Rehearsal> {
        let published = self.published();
        let change = self.change(&published, object, field, definition).await?;
        let mut conn = self.store.read().await?;
        let mut told = Rehearsal { records: conn.count_filled(change.old, change.from).await?, ..Rehearsal::default() };
        let mut after = None;
        while told.examined < REHEARSED {
            let ids = conn.ids_after(change.old, after, CHUNK).await?;
            let Some(last) = ids.last() else { break };
            after = Some(*last);
            for record in conn.get_many(change.old, &ids).await? {
                let value = &record.values[change.from.slot];
                if value.is_null() {
                    continue;
                }
                told.examined += 1;
                match change.convert(value) {
                    Ok(_) => told.converts += 1,
                    Err(reason) if told.refused.len() < EXAMPLES => {
                        told.refused.push(Refused { id: record.id(), value: change.shown(value), reason });
                    }
                    Err(_) => {}
                }
            }
        }
        Ok(told)
    }

    /// Gives a field another type, in the background. Values that cannot be read stop it, unless they are to be left out.
    pub async fn convert_field(&self, by: Author, object: &str, field: &str, definition: Json, empty: bool) -> Result<Id> {
        let published = self.published();
        self.change(&published, object, field, &definition).await?;
        let (object, field) = (object.to_owned(), field.to_owned());
        let origin = by.origin;
        let wish = Convert { object, field, origin, definition, empty, after: None, since: None, converted: 0, refused: 0 };
        self.ask(by.id, CONVERT, &wish).await
    }

    /// Takes a retired field out of the catalog and forgets its values for good, in the background.
    pub async fn forget_field(&self, by: Author, object: &str, field: &str) -> Result<Id> {
        let published = self.published();
        let (found_in, retired) = found(&published, object, field)?;
        if !retired.def.retired {
            let message = say!("字段「{}」还在使用，请先停用并发布", "The field “{}” is in use; retire it and publish first", retired.label().zh);
            return Err(Error::conflict("field_in_use", message));
        }
        self.out_of_the_way(&found_in.file).await?;
        self.made(&self.publication(by.clone(), without(&published, found_in, field), String::new())).await?;
        self.ask(by.id, FORGET, &Forget { object: object.to_owned(), field: field.to_owned(), origin: by.origin }).await
    }

    async fn ask(&self, by: Option<Id>, kind: &str, wish: &impl Serialize) -> Result<Id> {
        let _turn = self.publishing().await?;
        let mut tx = self.store.begin().await?;
        let chore = put_in(&mut tx, &self.clock, by, kind, wish).await?;
        tx.commit().await?;
        self.wake.send_replace(());
        Ok(chore)
    }

    /// The draft must not change the file that is published anew.
    async fn out_of_the_way(&self, file: &str) -> Result<()> {
        let draft = self.store.read().await?.draft().await?;
        if draft.is_some_and(|draft| draft.files.contains_key(file)) {
            let message = say!("草稿里有对这个对象的更改，请先发布或放弃草稿", "The draft changes this object; publish or discard it first");
            return Err(Error::conflict("draft_in_the_way", message));
        }
        Ok(())
    }

    pub(super) fn publication(&self, author: Author, files: Files, message: String) -> Publish<'static> {
        Publish { author, files, message: message.into(), remap: Cow::Owned(Remap::new()) }
    }

    /// What a change of type is made of, when it can be made.
    pub(super) async fn change<'a>(&self, published: &'a Published, object: &str, field: &str, definition: &Json) -> Result<Change<'a>> {
        let (old, from) = found(published, object, field)?;
        self.out_of_the_way(&old.file).await?;
        if from.def.unique || from.def.retired || definition["key"] != json!(field) || definition["unique"] == json!(true) {
            let message = say!("字段停用时不能改类型；值唯一的字段请先取消唯一", "A retired field cannot change its type; of one whose values are unique, lift that first");
            return Err(Error::invalid("not_convertible", message));
        }
        let files = replaced(published, old, field, Some(definition.clone()));
        let new = self.check(files.clone()).map_err(crate::runtime::problems_error)?;
        let problems = crate::runtime::sealed::ready(&self.store, &new.catalog).await?;
        if !problems.is_empty() {
            return Err(crate::runtime::problems_error(problems));
        }
        let missing = || Error::internal("the field has gone");
        let to = new.catalog.object(object).and_then(|object| object.field(field)).cloned().ok_or_else(missing)?;
        if !convertible(&*from.kind, &*to.kind) {
            let message = say!("这种字段的类型不能改变", "Fields of this type cannot become another");
            return Err(Error::invalid("not_convertible", message));
        }
        Ok(Change { old, from, to, files, time_zone: published.catalog.time_zone })
    }
}

impl Change<'_> {
    pub fn convert(&self, value: &Value) -> Result<Value, Label> {
        let cx = ParseCx { date_order: DateOrder::default(), time_zone: self.time_zone };
        convert(&*self.from.kind, &*self.to.kind, value, &cx).map_err(|refusal| refusal.message)
    }

    fn shown(&self, value: &Value) -> String {
        self.from.kind.display_in(value, Default::default(), self.time_zone)
    }
}

pub(super) fn found<'a>(published: &'a Published, object: &str, field: &str) -> Result<(&'a Object, &'a Field)> {
    let found = published.catalog.object(object).and_then(|object| {
        let slot = object.by_key.get(field)?;
        Some((&**object, &object.fields[*slot])).filter(|(_, field)| !field.system)
    });
    found.ok_or_else(|| Error::not_found(say!("没有字段 {}.{}", "There is no field {}.{}", object, field)))
}

pub(super) fn without(published: &Published, object: &Object, field: &str) -> Files {
    replaced(published, object, field, None)
}

/// The published files with one field defined otherwise, or not at all.
fn replaced(published: &Published, object: &Object, field: &str, definition: Option<Json>) -> Files {
    let mut files = published.catalog.files.clone();
    if let Some(fields) = files.get_mut(&object.file).and_then(|file| file["fields"].as_array_mut()) {
        match (fields.iter().position(|one| one["key"] == json!(field)), definition) {
            (Some(at), Some(definition)) => fields[at] = definition,
            (Some(at), None) => drop(fields.remove(at)),
            (None, _) => {}
        }
    }
    files
}
