//! `GET /api/catalog`: the published catalog as the caller may see it; what the UI draws itself from.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Json;
use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value, json};

use super::caller::Caller;
use super::error::Answer;
use crate::access::Action;
use crate::auth::workspace;
use crate::catalog::model::{
    Administer, DashboardDef, FieldDef, FieldRight, Key, LayoutDef, NavGroup, NavItem, ObjectDef, PipelineDef, PoolDef, TemplateDef, Trigger, ViewDef,
};
use crate::catalog::{Catalog, Field, Object, Relation};
use crate::fields::RollupMeasure;
use crate::lang::{Label, Lang};
use crate::query;
use crate::records::Context;
use crate::value::filter::{Filter, Op};

/// The published catalog.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Catalog")]
pub struct Told {
    version: i64,
    workspace: Workspace,
    template: Template,
    languages: Vec<Lang>,
    nav: Vec<NavGroup>,
    /// By key, in the order of the template.
    objects: IndexMap<Key, ToldObject>,
    dashboards: Vec<DashboardDef>,
    /// Keys of the objects whose records may be under approval.
    approves: Vec<Key>,
    roles: Vec<Role>,
    can: Rights,
}

#[derive(Serialize, JsonSchema)]
struct Workspace {
    name: String,
    currency: String,
    time_zone: String,
}

#[derive(Serialize, JsonSchema)]
struct Template {
    key: Key,
    name: Label,
    version: String,
}

#[derive(Serialize, JsonSchema)]
struct Role {
    key: Key,
    label: Label,
}

/// What of the workspace itself the caller looks after.
#[derive(Serialize, JsonSchema)]
struct Rights {
    catalog: bool,
    users: bool,
    data: bool,
    audit: bool,
}

/// An object with everything that shows its records.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "CatalogObject")]
struct ToldObject {
    key: Key,
    label: Label,
    plural: Label,
    icon: Option<String>,
    colour: Option<String>,
    /// The field that names a record.
    title: Key,
    subtitle: Option<Key>,
    fields: Vec<ToldField>,
    relations: Vec<Relation>,
    layout: LayoutDef,
    views: Vec<ViewDef>,
    pipelines: Vec<PipelineDef>,
    pools: Vec<Pool>,
    buttons: Vec<Button>,
    can: ObjectRights,
}

/// A pool that records of the object may lie in.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "CatalogPool")]
struct Pool {
    key: Key,
    label: Label,
    /// Whether the caller belongs to it: sees what lies in it, and may claim it.
    member: bool,
}

/// What the caller may do with records of the object.
#[derive(Serialize, JsonSchema)]
struct ObjectRights {
    create: bool,
    update: bool,
    transfer: bool,
    merge: bool,
    bulk: bool,
    delete: bool,
    purge: bool,
    import: bool,
    export: bool,
    /// By pipeline, the only stages that records may be moved to; any where it is not named.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    moves: BTreeMap<Key, Vec<Key>>,
}

/// The definition of a field, and what its type makes of it.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Field")]
struct ToldField {
    #[serde(flatten)]
    def: FieldDef,
    operators: Vec<Op>,
    sortable: bool,
    groupable: bool,
    computed: bool,
    /// The object whose records it holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    target: Option<Key>,
    /// Only part of the value is shown. Unless it is read-only, it may be filled in on a new record; nobody changes what they see in part.
    #[serde(skip_serializing_if = "is_false")]
    masked: bool,
    /// The whole of it may be asked for.
    #[serde(skip_serializing_if = "is_false")]
    revealable: bool,
    /// One that every object has.
    #[serde(skip_serializing_if = "is_false")]
    system: bool,
}

fn is_false(value: &bool) -> bool {
    !value
}

/// A rule that a person starts, on the records that match.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "ButtonRule")]
struct Button {
    rule: Key,
    label: Label,
    #[serde(rename = "where")]
    filter: Option<Filter>,
}

pub async fn show(caller: Caller) -> Answer<Json<Told>> {
    let cx = caller.context();
    let name = workspace::name(caller.runtime(), caller.lang).await?;
    Ok(Json(whole(&cx, name)))
}

fn whole(cx: &Context, name: String) -> Told {
    let catalog = cx.seen();
    let objects: IndexMap<Key, ToldObject> =
        catalog.objects.values().map(|object| (object.key.clone(), self::object(cx, object))).collect();
    let TemplateDef { key, name: title, version, languages, currency, time_zone, nav } = catalog.template.clone();
    let roles = catalog.roles.roles.iter().map(|role| Role { key: role.key.clone(), label: role.label.clone() });
    Told {
        version: catalog.version,
        workspace: Workspace { name, currency, time_zone },
        template: Template { key, name: title, version },
        languages,
        nav: self::nav(nav, catalog),
        objects,
        dashboards: catalog.dashboards.values().cloned().collect(),
        approves: catalog.objects.keys().filter(|key| cx.published.approves(key)).cloned().collect(),
        roles: roles.collect(),
        can: Rights {
            catalog: cx.administers(Administer::Catalog),
            users: cx.administers(Administer::Users),
            data: cx.administers(Administer::Data),
            audit: cx.administers(Administer::Audit),
        },
    }
}

/// Only what the caller may see; groups left empty are left out.
fn nav(mut groups: Vec<NavGroup>, seen: &Catalog) -> Vec<NavGroup> {
    for group in &mut groups {
        group.items.retain(|item| match item {
            NavItem::Object(key) => seen.objects.contains_key(key),
            NavItem::Dashboard(key) => seen.dashboards.contains_key(key),
        });
    }
    groups.retain(|group| !group.items.is_empty());
    groups
}

/// A layout without conditions that speak of fields that are not shown: what stands under one is there.
fn layout(catalog: &Catalog, object: &Arc<Object>) -> LayoutDef {
    let mut layout = object.layout.clone();
    for section in &mut layout.sections {
        let conditions = section.fields.iter_mut().map(|place| &mut place.visible_when).chain([&mut section.visible_when]);
        conditions.for_each(|when| drop(when.take_if(|when| !query::filter_fits(catalog, object, when))));
    }
    layout
}

/// A pipeline without what its gates say of fields that are not shown.
fn pipeline(catalog: &Catalog, object: &Arc<Object>, def: &PipelineDef) -> PipelineDef {
    let mut def = def.clone();
    def.lost_reason.take_if(|key| object.field(key).is_none());
    for gate in def.stages.iter_mut().filter_map(|stage| stage.enter.as_mut()) {
        gate.require.retain(|key| object.field(key).is_some());
        if gate.when.take_if(|when| !query::filter_fits(catalog, object, when)).is_some() {
            gate.message = None;
        }
    }
    def
}

fn object(cx: &Context, object: &Arc<Object>) -> ToldObject {
    let catalog = cx.seen();
    let ObjectDef { label, plural, icon, colour, title, subtitle, .. } = object.def.clone();
    let live = object.fields.iter().filter(|field| !field.def.retired);
    let pipelines = object.pipelines.iter().filter_map(|(key, _)| catalog.pipeline(key));
    let can = |action| cx.policy.allows(action, &object.key);
    ToldObject {
        key: object.key.clone(),
        plural: plural.unwrap_or_else(|| label.clone()),
        label,
        icon,
        colour,
        title,
        subtitle,
        fields: live.map(|one| field(cx, object, one)).collect(),
        relations: object.relations.clone(),
        layout: layout(catalog, object),
        views: object.views.clone(),
        pipelines: pipelines.map(|shown| pipeline(catalog, object, &shown.def)).collect(),
        pools: pools(cx, object),
        buttons: buttons(catalog, object),
        can: ObjectRights {
            create: can(Action::Create),
            update: can(Action::Update),
            transfer: can(Action::Transfer),
            merge: can(Action::Merge),
            bulk: can(Action::Bulk),
            delete: can(Action::Delete),
            purge: can(Action::Purge),
            import: can(Action::Import),
            export: can(Action::Export),
            moves: cx.policy.moves(&object.key),
        },
    }
}

fn field(cx: &Context, object: &Object, field: &Field) -> ToldField {
    let (catalog, kind) = (cx.seen(), &field.kind);
    let mut def = FieldDef { searchable: field.def.searchable || field.slot == object.title, ..field.def.clone() };
    if let Some(yields) = yields(catalog, object, field) {
        def.settings.insert("as".into(), yields.into());
    }
    if kind.holds_pool() {
        def.settings.insert("options".into(), json!(kind.choices()));
    }
    ToldField {
        def,
        operators: kind.operators().to_vec(),
        sortable: kind.sortable(),
        groupable: kind.groupable(),
        computed: kind.computed(),
        target: kind.reference().map(|reference| reference.object.clone()),
        masked: kind.masked(),
        revealable: matches!(cx.policy.field(&object.key, field.key()), FieldRight::Mask(mask) if mask.reveal),
        system: field.system,
    }
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

/// None where it is not shown in which one a record lies.
fn pools(cx: &Context, object: &Object) -> Vec<Pool> {
    let shown = object.pool.is_some_and(|slot| !object.fields[slot].def.retired);
    let told = |pool: &Arc<PoolDef>| Pool { key: pool.key.clone(), label: pool.label.clone(), member: cx.policy.belongs_to(&object.key, &pool.key) };
    cx.seen().pools_of(&object.key).filter(|_| shown).map(told).collect()
}

fn buttons(catalog: &Catalog, object: &Object) -> Vec<Button> {
    let rules = catalog.rules.values().filter(|rule| rule.object == object.key && rule.enabled);
    let pressed = rules.filter(|rule| matches!(rule.trigger, Trigger::Button {}));
    pressed.map(|rule| Button { rule: rule.key.clone(), label: rule.label.clone(), filter: rule.filter.clone() }).collect()
}
