//! A small catalog to test queries with: firms that stand in firms, and the users who belong to them.

use serde_json::{Value as Json, json};

use crate::catalog::{Catalog, Files};
use crate::query::Cx;

pub(crate) fn cx() -> Cx {
    // A Sunday afternoon in Shanghai.
    Cx { me: Some(uuid::Uuid::from_u128(1)), now: "2026-11-22T07:30:00Z".parse().unwrap(), time_zone: chrono_tz::Asia::Shanghai }
}

pub(crate) fn catalog() -> Catalog {
    crate::catalog::compile(files()).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

pub(crate) fn files() -> Files {
    let options = |keys: &[&str]| keys.iter().map(|key| json!({"key": key, "label": label(key)})).collect::<Vec<_>>();
    let files = json!({
        "forms/template.json": {"key": "t", "name": label("t"), "version": "1", "languages": ["zh-CN", "en"], "currency": "CNY",
            "time_zone": "Asia/Shanghai", "nav": [{"items": [{"object": "firm"}]}]},
        "workflows/roles.json": {"roles": [
            {"key": "admin", "label": label("admin"), "administer": ["catalog", "users"]}, {"key": "member", "label": label("member")}]},
        "forms/user/object.json": {"key": "user", "label": label("user"), "title": "name", "fields": [
            field("name", "text", json!({"required": true})),
            field("email", "email", json!({"required": true, "unique": true})),
            field("role", "select", json!({"options": options(&["admin", "member"])})),
            field("active", "boolean", json!({})),
            field("firm", "lookup", json!({"to": "firm", "inverse": {"key": "people", "label": label("people")}}))]},
        "forms/firm/object.json": {"key": "firm", "label": label("firm"), "title": "name", "fields": [
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
            field("gone", "text", json!({"retired": true}))]},
        "workflows/way.pipeline.json": {"key": "way", "label": label("way"), "object": "firm", "stages": [
            {"key": "talk", "label": label("talk"), "status": "open"},
            {"key": "offer", "label": label("offer"), "status": "open"},
            {"key": "done", "label": label("done"), "status": "won"}]},
    });
    files.as_object().unwrap().iter().map(|(path, content)| (path.clone(), content.clone())).collect()
}

fn label(text: &str) -> Json {
    json!({"zh-CN": text, "en": text})
}

fn field(key: &str, kind: &str, settings: Json) -> Json {
    let mut field = json!({"key": key, "label": label(key), "type": kind});
    field.as_object_mut().unwrap().extend(settings.as_object().unwrap().clone());
    field
}
