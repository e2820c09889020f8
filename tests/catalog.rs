//! Catalogs as administrators write them: every mistake is told at once, with its place; the shipped template has none.

use std::collections::BTreeSet;
use std::path::Path;

use mortise::catalog::{self, FileKind, Files, load};
use serde_json::{Value as Json, json};

/// The smallest catalog that is right: users, roles, one object with a pipeline.
fn base() -> Files {
    let label = |zh: &str, en: &str| json!({"zh-CN": zh, "en": en});
    let files = json!({
        "forms/template.json": {"key": "t", "name": label("模板", "Template"), "version": "1", "languages": ["zh-CN", "en"], "currency": "CNY",
            "time_zone": "Asia/Shanghai", "nav": [{"items": [{"object": "thing"}]}]},
        "workflows/roles.json": {"roles": [{"key": "admin", "label": label("管理员", "Admin"), "administer": ["catalog", "users"]}, {"key": "member", "label": label("成员", "Member")}]},
        "forms/user/object.json": {"key": "user", "label": label("用户", "User"), "title": "name", "fields": [
            {"key": "name", "label": label("姓名", "Name"), "type": "text", "required": true},
            {"key": "email", "label": label("邮箱", "E-mail"), "type": "email", "required": true, "unique": true},
            {"key": "role", "label": label("角色", "Role"), "type": "select", "options": [{"key": "admin", "label": label("管理员", "Admin")}, {"key": "member", "label": label("成员", "Member")}]},
            {"key": "active", "label": label("在用", "Active"), "type": "boolean", "default": true}]},
        "forms/thing/object.json": {"key": "thing", "label": label("东西", "Thing"), "title": "name", "fields": [
            {"key": "name", "label": label("名称", "Name"), "type": "text", "required": true},
            {"key": "amount", "label": label("金额", "Amount"), "type": "money"},
            {"key": "stage", "label": label("阶段", "Stage"), "type": "stage", "pipeline": "flow"},
            {"key": "parent", "label": label("上级", "Parent"), "type": "lookup", "to": "thing", "inverse": {"key": "parts", "label": label("部件", "Parts")}},
            {"key": "parts_amount", "label": label("部件金额", "Amount of the parts"), "type": "rollup", "relation": "parts", "measure": "sum", "of": "amount"},
            {"key": "old", "label": label("旧字段", "Old"), "type": "integer", "retired": true}]},
        "workflows/flow.pipeline.json": {"key": "flow", "label": label("流程", "Flow"), "object": "thing", "stages": [
            {"key": "begun", "label": label("开始", "Begun"), "status": "open", "probability": 10},
            {"key": "done", "label": label("完成", "Done"), "status": "won", "probability": 100, "enter": {"require": ["amount"]}}]},
    });
    files.as_object().unwrap().iter().map(|(path, content)| (path.clone(), content.clone())).collect()
}

#[test]
fn the_smallest_catalog_compiles_and_is_completed() {
    let catalog = catalog::compile(base()).unwrap();
    let thing = catalog.object("thing").unwrap();
    assert_eq!(thing.fields[thing.title].key(), "name");
    assert!(thing.field("old").is_none() && thing.by_key.contains_key("old"), "a retired field keeps its slot and is hidden");
    assert_eq!(thing.pipelines, [("flow".to_owned(), thing.by_key["stage"])]);
    assert_eq!(catalog.pipeline("flow").unwrap().stages["done"], 1);
    assert_eq!(thing.relation("parts").map(|relation| relation.via.as_str()), Some("parent"));
    assert_eq!(thing.field("parts_amount").unwrap().kind.column(), mortise::fields::Column::Scaled(2));
    assert!(thing.field("stage").unwrap().kind.decode(&json!("done")).is_ok(), "stages come from the pipeline");
    assert!(thing.field("stage").unwrap().kind.decode(&json!("nowhere")).is_err());
    let placed: Vec<&str> = thing.layout.sections[0].fields.iter().map(|place| place.field.as_str()).collect();
    assert_eq!(placed, ["name", "amount", "stage", "parent", "parts_amount"], "a layout is generated");
    assert_eq!(thing.layout.related[0].relation, "parts");
    assert_eq!(thing.views.iter().map(|view| view.key.as_str()).collect::<Vec<_>>(), ["all", "board"]);
}

#[test]
fn retired_fields_and_their_relations_leave_the_screens_without_an_edit() {
    let label = || json!({"zh-CN": "甲", "en": "A"});
    let mut files = base();
    files.insert(
        "forms/thing/layout.json".to_owned(),
        json!({"object": "thing", "header": ["old", "amount"], "timeline": ["parts"], "related": [{"relation": "parts", "columns": ["old", "name", "parent.old"]}],
            "sections": [{"key": "a", "label": label(), "fields": [{"field": "old"}, {"field": "name"}]}]}),
    );
    files.insert(
        "forms/thing/views.json".to_owned(),
        json!({"object": "thing", "views": [{"key": "v", "label": label(), "kind": "table", "columns": ["name", "old", "parent.old", "parent.name"], "sort": [{"field": "old"}], "group": "old", "sum": "old"}]}),
    );
    let catalog = catalog::compile(files.clone()).unwrap_or_else(|problems| panic!("{problems:#?}"));
    let thing = catalog.object("thing").unwrap();
    assert_eq!(thing.layout.header, ["amount"]);
    assert_eq!(thing.layout.sections[0].fields.len(), 1);
    assert_eq!(thing.layout.related[0].columns, ["name"]);
    let view = &thing.views[0];
    assert_eq!((view.columns.join(" "), view.sort.len(), &view.group, &view.sum), ("name parent.name".to_owned(), 0, &None, &None));
    assert_eq!(catalog.files, files, "the files keep what they say");

    set(files.get_mut("forms/thing/object.json").unwrap(), "/fields/3/retired", Some(json!(true)));
    set(files.get_mut("forms/thing/object.json").unwrap(), "/fields/4/retired", Some(json!(true)));
    let catalog = catalog::compile(files).unwrap_or_else(|problems| panic!("{problems:#?}"));
    let thing = catalog.object("thing").unwrap();
    assert!(thing.relations.is_empty() && thing.layout.related.is_empty() && thing.layout.timeline.is_empty());
}

/// Each case changes the base and lists the problems it must then have: file, pointer, code, and words of its messages.
#[test]
fn every_mistake_is_told_at_once_and_nothing_else() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/catalog");
    let mut cases = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let case: Json = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        let mut files = base();
        for (file, content) in case["files"].as_object().into_iter().flatten() {
            match content {
                Json::Null => drop(files.remove(file)),
                content => drop(files.insert(file.clone(), content.clone())),
            }
        }
        for change in case["changes"].as_array().into_iter().flatten() {
            let file = files.get_mut(change["file"].as_str().unwrap()).unwrap();
            set(file, change["pointer"].as_str().unwrap(), change.get("value").cloned());
        }
        let problems = catalog::compile(files).err().unwrap_or_default();
        let told: BTreeSet<String> = problems.iter().map(|p| format!("{} {} {}", p.file, p.pointer, p.code)).collect();
        let expected: BTreeSet<String> = case["problems"]
            .as_array()
            .unwrap()
            .iter()
            .map(|p| format!("{} {} {}", p["file"].as_str().unwrap(), p["pointer"].as_str().unwrap(), p["code"].as_str().unwrap()))
            .collect();
        assert_eq!(told, expected, "{}: {problems:#?}", path.display());
        for wanted in case["problems"].as_array().unwrap() {
            let said = |p: &&catalog::Problem| p.file == wanted["file"] && p.pointer == wanted["pointer"] && p.code == wanted["code"];
            let problem = problems.iter().find(said).unwrap();
            assert!(!problem.message.zh.is_empty() && !problem.message.en.is_empty());
            for words in wanted["says"].as_array().into_iter().flatten().filter_map(Json::as_str) {
                let all = format!("{} {} {}", problem.message.zh, problem.message.en, problem.expected.as_deref().unwrap_or_default());
                assert!(all.contains(words), "{}: {words:?} not in {all:?}", path.display());
            }
        }
        cases += 1;
    }
    assert!(cases >= 10, "only {cases} cases were found");
}

/// Sets, adds (`/fields/-`) or removes what a pointer names.
fn set(file: &mut Json, pointer: &str, value: Option<Json>) {
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    match (file.pointer_mut(parent).unwrap_or_else(|| panic!("{pointer}")), value) {
        (Json::Object(members), Some(value)) => drop(members.insert(key.to_owned(), value)),
        (Json::Object(members), None) => drop(members.remove(key)),
        (Json::Array(items), Some(value)) if key == "-" => items.push(value),
        (Json::Array(items), Some(value)) => items[key.parse::<usize>().unwrap()] = value,
        (Json::Array(items), None) => drop(items.remove(key.parse().unwrap())),
        _ => panic!("{pointer}"),
    }
}

fn shipped() -> Files {
    load::from_folder(Path::new(env!("CARGO_MANIFEST_DIR")), "standard").unwrap_or_else(|problems| panic!("{problems:#?}"))
}

#[test]
fn the_shipped_template_has_no_mistake() {
    let catalog = catalog::compile(shipped()).unwrap_or_else(|problems| panic!("{problems:#?}"));
    assert!(catalog.objects.len() >= 9 && !catalog.pipelines.is_empty() && !catalog.rules.is_empty());
}

#[test]
fn the_shipped_template_fits_the_published_schemas() {
    let mut checked = BTreeSet::new();
    for (path, content) in shipped() {
        let Some(kind) = FileKind::of(&path).as_ref().and_then(FileKind::schema) else { continue };
        let validator = jsonschema::validator_for(&catalog::schema(kind).unwrap()).unwrap();
        let errors: Vec<String> = validator.iter_errors(&content).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(errors.is_empty(), "{path}: {errors:#?}");
        checked.insert(kind);
    }
    let missing: Vec<_> = catalog::KINDS.iter().copied().filter(|kind| !checked.contains(kind)).collect();
    assert!(missing.is_empty(), "no file of these kinds is shipped: {missing:?}");
}

#[test]
fn an_object_has_at_most_500_live_fields() {
    let mut files = base();
    let fields: Vec<Json> =
        (0..501).map(|n| json!({"key": format!("f{n}"), "label": {"zh-CN": "字段", "en": "Field"}, "type": "text"})).collect();
    files.insert(
        "forms/wide/object.json".to_owned(),
        json!({"key": "wide", "label": {"zh-CN": "宽", "en": "Wide"}, "title": "f0", "fields": fields}),
    );
    let problems = catalog::compile(files).unwrap_err();
    assert_eq!(problems.iter().map(|p| (p.code, p.pointer.as_str())).collect::<Vec<_>>(), [("too_many", "/fields")]);
}
