//! `GET /api/catalog`: the published catalog as the caller may see it; what the UI draws itself from.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde_json::{Map, Value, json};

use super::App;
use super::caller::Caller;
use super::error::Answer;
use crate::access::{self, Action};
use crate::auth::workspace;
use crate::catalog::model::{Administer, NavGroup, NavItem, Trigger};
use crate::catalog::{Catalog, Field, Object};
use crate::error::{Error, Result};
use crate::fields::RollupMeasure;
use crate::value::Actor;

pub async fn show(State(app): State<Arc<App>>, caller: Caller) -> Answer<Json<Value>> {
    let published = app.runtime.published();
    let workspace = workspace::name(&app.runtime, caller.lang).await?;
    Ok(Json(whole(&published.catalog, &caller.actor(), &workspace)?))
}

fn whole(catalog: &Catalog, actor: &Actor, workspace: &str) -> Result<Value> {
    let readable = |object: &&Arc<Object>| access::allows(catalog, actor, Action::Read, object);
    let objects: Map<String, Value> = catalog
        .objects
        .values()
        .filter(readable)
        .map(|object| Ok((object.key.clone(), self::object(catalog, actor, object)?)))
        .collect::<Result<_>>()?;
    let template = &catalog.template;
    Ok(json!({
        "version": catalog.version,
        "workspace": { "name": workspace, "currency": template.currency, "time_zone": template.time_zone },
        "template": { "key": template.key, "name": template.name, "version": template.version },
        "languages": template.languages,
        "nav": nav(&template.nav, &objects),
        "objects": objects,
        "dashboards": catalog.dashboards.values().collect::<Vec<_>>(),
        "roles": catalog.roles.roles.iter().map(|role| json!({ "key": role.key, "label": role.label })).collect::<Vec<_>>(),
        "can": {
            "catalog": access::administers(catalog, actor, Administer::Catalog),
            "users": access::administers(catalog, actor, Administer::Users),
            "data": access::administers(catalog, actor, Administer::Data),
        },
    }))
}

/// Only what the caller may see; groups left empty are left out.
fn nav(groups: &[NavGroup], objects: &Map<String, Value>) -> Vec<NavGroup> {
    let mut groups = groups.to_vec();
    for group in &mut groups {
        group.items.retain(|item| match item {
            NavItem::Object(key) => objects.contains_key(key),
            NavItem::Dashboard(_) => true,
        });
    }
    groups.retain(|group| !group.items.is_empty());
    groups
}

fn object(catalog: &Catalog, actor: &Actor, object: &Object) -> Result<Value> {
    let def = &object.def;
    let live = object.fields.iter().filter(|field| !field.def.retired);
    let fields: Vec<Value> = live.map(|one| field(catalog, object, one)).collect::<Result<_>>()?;
    let pipelines = object.pipelines.iter().filter_map(|(key, _)| catalog.pipeline(key)).map(|pipeline| &pipeline.def);
    let relations = object.relations.iter().map(|one| {
        json!({ "key": one.key, "label": one.label, "object": one.object, "via": one.via })
    });
    let can = |action| access::allows(catalog, actor, action, object);
    Ok(json!({
        "key": object.key,
        "label": def.label,
        "plural": def.plural.as_ref().unwrap_or(&def.label),
        "icon": def.icon,
        "colour": def.colour,
        "title": def.title,
        "subtitle": def.subtitle,
        "fields": fields,
        "relations": relations.collect::<Vec<_>>(),
        "layout": object.layout,
        "views": object.views,
        "pipelines": pipelines.collect::<Vec<_>>(),
        "buttons": buttons(catalog, object),
        "can": {
            "create": can(Action::Create), "update": can(Action::Update), "delete": can(Action::Delete),
            "purge": can(Action::Purge), "import": can(Action::Import), "export": can(Action::Export),
        },
    }))
}

/// The definition, and what its type makes of it.
fn field(catalog: &Catalog, object: &Object, field: &Field) -> Result<Value> {
    let mut told = serde_json::to_value(&field.def).map_err(Error::internal)?;
    let kind = &field.kind;
    let more = json!({
        "operators": kind.operators(),
        "sortable": kind.sortable(),
        "groupable": kind.groupable(),
        "numeric": kind.numeric(),
        "searchable": field.def.searchable || field.slot == object.title,
        "computed": kind.computed(),
    });
    if let (Value::Object(told), Value::Object(more)) = (&mut told, more) {
        told.extend(more);
        if let Some(reference) = kind.reference() {
            told.insert("target".into(), reference.object.clone().into());
        }
        if field.system {
            told.insert("system".into(), true.into());
        }
        if let Some(yields) = yields(catalog, object, field) {
            told.insert("as".into(), yields.into());
        }
    }
    Ok(told)
}

/// The type of field that a computed value looks like: what it says itself, else that of what a rollup measures.
fn yields(catalog: &Catalog, object: &Object, field: &Field) -> Option<String> {
    if let Some(said) = field.def.settings.get("as").and_then(Value::as_str) {
        return Some(said.to_owned());
    }
    let rollup = field.kind.rollup()?;
    let relation = object.relations.iter().find(|relation| relation.key == rollup.relation)?;
    let child = catalog.object(&relation.object)?;
    let Some(of) = &rollup.of else { return Some("integer".to_owned()) };
    let measured = child.field(of)?;
    let like = yields(catalog, child, measured).unwrap_or_else(|| measured.def.kind.clone());
    match (like.as_str(), rollup.measure) {
        ("integer" | "rating", RollupMeasure::Avg) => Some("decimal".to_owned()),
        ("rating", _) => Some("integer".to_owned()),
        _ => Some(like),
    }
}

fn buttons(catalog: &Catalog, object: &Object) -> Vec<Value> {
    let rules = catalog.rules.values().filter(|rule| rule.object == object.key && rule.enabled);
    let pressed = rules.filter(|rule| matches!(rule.trigger, Trigger::Button {}));
    pressed.map(|rule| json!({ "rule": rule.key, "label": rule.label, "where": rule.filter })).collect()
}
