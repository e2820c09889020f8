//! A form as whoever fills it in sees it: of the catalog only what it asks.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value as Json, json};

use super::open;
use crate::catalog::model::{FormDef, FormField, Key};
use crate::catalog::{Catalog, Field, Object};
use crate::error::Result;
use crate::fields::Choice;
use crate::lang::Label;

/// Settings that say how a value is filled in. All others are the workspace's own business.
const SHOWN: [&str; 6] = ["max_length", "min", "max", "scale", "unit", "levels"];

/// A form that anybody may fill in.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "OpenForm")]
pub struct Asked {
    pub title: Label,
    pub intro: Option<Label>,
    pub thanks: Option<Label>,
    /// That of amounts.
    pub currency: String,
    /// That in which times are meant.
    pub time_zone: String,
    pub fields: Vec<AskedField>,
}

/// One thing that is asked, with the settings that say how it is filled in.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "OpenFormField")]
pub struct AskedField {
    pub key: Key,
    pub label: Label,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<Label>,
    #[serde(rename = "type")]
    pub kind: String,
    pub required: bool,
    #[serde(flatten)]
    pub settings: Map<String, Json>,
}

pub fn asked(catalog: &Catalog, key: &str) -> Result<Asked> {
    let (form, object) = open(catalog, key)?;
    let FormDef { label, title, intro, thanks, .. } = form.clone();
    Ok(Asked {
        title: title.unwrap_or(label),
        intro,
        thanks,
        currency: catalog.template.currency.clone(),
        time_zone: catalog.time_zone.name().to_owned(),
        fields: form.fields.iter().filter_map(|asked| Some(told(asked, object.field(&asked.field)?))).collect(),
    })
}

fn told(asked: &FormField, field: &Field) -> AskedField {
    let settings = &field.def.settings;
    let mut shown: Map<String, Json> =
        SHOWN.iter().filter_map(|name| Some(((*name).to_owned(), settings.get(*name)?.clone()))).collect();
    let choices: Vec<Choice> = field.kind.choices().iter().filter(|choice| !choice.retired).map(as_shown).collect();
    if !choices.is_empty() {
        shown.insert("options".to_owned(), json!(choices));
    }
    AskedField {
        key: field.key().to_owned(),
        label: asked.label.clone().unwrap_or_else(|| field.label().clone()),
        help: asked.help.clone().or_else(|| field.def.help.clone()),
        kind: field.def.kind.clone(),
        required: must(asked, field),
        settings: shown,
    }
}

/// Whether it has to be filled in: an object that requires it may have a default instead.
pub(super) fn must(asked: &FormField, field: &Field) -> bool {
    asked.required || (field.def.required && field.def.default.is_null())
}

/// Without the words that sheets use for it.
fn as_shown(choice: &Choice) -> Choice {
    Choice { aliases: Vec::new(), ..choice.clone() }
}

/// What a field is called in a form.
pub(super) fn name(form: &FormDef, object: &Object, key: &str) -> Option<Label> {
    let asked = form.fields.iter().find(|asked| asked.field == key)?;
    asked.label.clone().or_else(|| Some(object.field(key)?.label().clone()))
}
