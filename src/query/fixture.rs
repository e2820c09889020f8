//! Two objects and a pipeline to test queries with, put together by hand.

use std::collections::BTreeMap;
use std::sync::Arc;

use indexmap::IndexMap;
use serde_json::{Value as Json, json};

use crate::catalog::model::{FieldDef, LayoutDef, ObjectDef, PipelineDef, RolesDef, TemplateDef};
use crate::catalog::{Catalog, Field, Object, Pipeline, Relation};
use crate::fields::{self, Choice, Kind, Links, builtin};
use crate::lang::Label;
use crate::query::Cx;

pub(crate) fn cx() -> Cx {
    // A Sunday afternoon in Shanghai.
    Cx { me: Some(uuid::Uuid::from_u128(1)), now: "2026-11-22T07:30:00Z".parse().unwrap(), time_zone: chrono_tz::Asia::Shanghai }
}

fn label(text: &str) -> Json {
    json!({"zh-CN": text, "en": text})
}

fn field(key: &str, kind: &str, settings: Json) -> Json {
    let mut field = json!({"key": key, "label": label(key), "type": kind});
    field.as_object_mut().unwrap().extend(settings.as_object().unwrap().clone());
    field
}

/// A firm with people; firms stand in firms.
pub(crate) fn catalog() -> Catalog {
    let options = |keys: &[&str]| keys.iter().map(|key| json!({"key": key, "label": label(key)})).collect::<Vec<_>>();
    let firm = json!({"key": "firm", "label": label("firm"), "title": "name", "fields": [
        field("name", "text", json!({"unique": true})),
        field("phase", "stage", json!({"pipeline": "way"})),
        field("grade", "select", json!({"options": options(&["zeta", "beta", "alpha"])})),
        field("kinds", "multi_select", json!({"options": options(&["a", "b", "c"])})),
        field("marks", "tags", json!({})),
        field("size", "integer", json!({"min": 0, "max": 99})),
        field("worth", "money", json!({})),
        field("rate", "decimal", json!({"scale": 4})),
        field("since", "date", json!({})),
        field("seen", "datetime", json!({})),
        field("open", "boolean", json!({})),
        field("place", "region", json!({})),
        field("parent", "lookup", json!({"to": "firm", "inverse": {"key": "parts", "label": label("parts")}})),
        field("papers", "file", json!({})),
        field("gone", "text", json!({"retired": true})),
    ]});
    let user = json!({"key": "user", "label": label("user"), "title": "name", "fields": [
        field("name", "text", json!({})),
        field("firm", "lookup", json!({"to": "firm", "inverse": {"key": "people", "label": label("people")}})),
    ]});
    let pipeline: PipelineDef = serde_json::from_value(json!({"key": "way", "label": label("way"), "object": "firm", "stages": [
        {"key": "talk", "label": label("talk"), "status": "open"},
        {"key": "offer", "label": label("offer"), "status": "open"},
        {"key": "done", "label": label("done"), "status": "won"},
    ]}))
    .unwrap();
    let stages = pipeline.stages.iter().enumerate().map(|(at, stage)| (stage.key.clone(), at)).collect();
    let pipeline = Arc::new(Pipeline { def: pipeline, file: "workflows/way.pipeline.json".into(), stages, field: "phase".into() });
    let relation = |key: &str, object: &str, via: &str| Relation { key: key.into(), label: Label::same(key), object: object.into(), via: via.into() };
    let firm = object(firm, vec![relation("parts", "firm", "parent"), relation("people", "user", "firm")], &pipeline);
    let user = object(user, vec![], &pipeline);
    let template: TemplateDef = serde_json::from_value(json!({"key": "t", "name": label("t"), "version": "1", "languages": ["zh-CN"],
        "currency": "CNY", "time_zone": "Asia/Shanghai", "nav": []}))
    .unwrap();
    Catalog {
        version: 0,
        files: BTreeMap::new(),
        template,
        time_zone: chrono_tz::Asia::Shanghai,
        objects: [("firm".into(), firm), ("user".into(), user)].into_iter().collect(),
        pipelines: [("way".into(), pipeline)].into_iter().collect(),
        rules: IndexMap::new(),
        dashboards: IndexMap::new(),
        roles: RolesDef { roles: vec![] },
        scripts: BTreeMap::new(),
        messages: BTreeMap::new(),
    }
}

struct Stages<'a>(&'a Pipeline);

impl Links for Stages<'_> {
    fn stages(&self, _pipeline: &str) -> Option<Vec<Choice>> {
        let choice = |key: &String| Choice { key: key.clone(), label: Label::same(key), colour: None, aliases: vec![], retired: false };
        Some(self.0.stages.keys().map(choice).collect())
    }

    fn child(&self, _relation: &str, _of: &str) -> Option<Arc<dyn Kind>> {
        None
    }
}

fn object(def: Json, relations: Vec<Relation>, pipeline: &Pipeline) -> Arc<Object> {
    let def: ObjectDef = serde_json::from_value(def).unwrap();
    let mut fields: Vec<Field> = builtin::system_fields()
        .into_iter()
        .enumerate()
        .map(|(slot, system)| {
            let def = json!({"key": system.key, "label": label(system.key), "type": system.type_name});
            Field { slot, def: serde_json::from_value(def).unwrap(), kind: system.kind, system: true, position: None }
        })
        .collect();
    for (position, def) in def.fields.iter().enumerate() {
        let kind = kind(def, pipeline);
        fields.push(Field { slot: fields.len(), def: def.clone(), kind, system: false, position: Some(position) });
    }
    let by_key: IndexMap<_, _> = fields.iter().map(|field| (field.def.key.clone(), field.slot)).collect();
    let layout: LayoutDef = serde_json::from_value(json!({"object": def.key, "sections": []})).unwrap();
    Arc::new(Object {
        key: def.key.clone(),
        title: by_key[&def.title],
        file: format!("forms/{}/object.json", def.key),
        def,
        fields,
        by_key,
        subtitle: None,
        layout,
        views: vec![],
        relations,
        pipelines: vec![],
    })
}

fn kind(def: &FieldDef, pipeline: &Pipeline) -> Arc<dyn Kind> {
    let kind = (fields::find(&def.kind).unwrap().compile)(Json::Object(def.settings.clone())).unwrap();
    kind.link(&Stages(pipeline)).unwrap_or(kind)
}
