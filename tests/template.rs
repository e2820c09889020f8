//! The shipped templates are written in the formats of the catalog, and their demo data names only what they define.
//! Says nothing of whether a catalog is right as a whole: that is the catalog's own check.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use mortise::catalog::model::{DashboardDef, LayoutDef, ObjectDef, PipelineDef, RolesDef, RuleDef, TemplateDef, ViewsDef};
use serde::de::DeserializeOwned;
use serde_json::Value as Json;

#[test]
fn every_file_of_the_templates_has_its_format() {
    let mut read = 0;
    let problems: Vec<String> = ["forms", "workflows"]
        .iter()
        .flat_map(|folder| files_below(&root().join(folder)))
        .filter(|path| path.extension().is_some_and(|ending| ending == "json"))
        .filter_map(|path| {
            read += 1;
            let text = std::fs::read_to_string(&path).unwrap();
            parse(&path, &text).err().map(|error| format!("{}: {error}", path.display()))
        })
        .collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    assert!(read > 40, "only {read} files were found");
}

fn parse(path: &Path, text: &str) -> Result<(), String> {
    let name = path.file_name().unwrap().to_str().unwrap();
    let folder = path.parent().unwrap().file_name().unwrap();
    match name {
        "object.json" => strict::<ObjectDef>(text),
        "layout.json" => strict::<LayoutDef>(text),
        "views.json" => strict::<ViewsDef>(text),
        "template.json" => strict::<TemplateDef>(text),
        "roles.json" => strict::<RolesDef>(text),
        "demo.json" => strict::<Json>(text),
        _ if folder == "dashboards" => strict::<DashboardDef>(text),
        _ if name.ends_with(".pipeline.json") => strict::<PipelineDef>(text),
        _ if name.ends_with(".rule.json") => strict::<RuleDef>(text),
        _ => Err("no kind of catalog file has this name".into()),
    }
}

fn strict<T: DeserializeOwned>(text: &str) -> Result<(), String> {
    serde_json::from_str::<T>(text).map(drop).map_err(|error| error.to_string())
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    entries
        .map(|entry| entry.unwrap().path())
        .flat_map(|path| if path.is_dir() { files_below(&path) } else { vec![path] })
        .collect()
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// What the engine adds to every record and demo data may set.
const SYSTEM: [&str; 1] = ["owner"];

#[test]
fn the_demo_data_names_only_what_the_template_defines() {
    let standard = root().join("forms/standard");
    let demo: Json = serde_json::from_str(&std::fs::read_to_string(standard.join("demo.json")).unwrap()).unwrap();
    let fields = fields_by_object(&standard);
    let users = demo["users"].as_array().unwrap().iter().map(|user| ("user", user));
    let records = demo["records"].as_array().unwrap().iter().map(|record| (record["object"].as_str().unwrap(), record));
    let mut known = HashSet::new();
    let mut problems = Vec::new();
    for (object, record) in users.chain(records) {
        for (key, value) in record["values"].as_object().unwrap() {
            if !SYSTEM.contains(&key.as_str()) && !fields.get(object).is_some_and(|keys| keys.contains(key)) {
                problems.push(format!("{object}.{key} is no field: {record}"));
            }
            if let Some(to) = value.get("ref") && !known.contains(to) {
                problems.push(format!("{to} is not defined before {record}"));
            }
        }
        if let Some(name) = record.get("ref") && !known.insert(name) {
            problems.push(format!("{name} is defined twice"));
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    assert!(known.len() > 200, "only {} records are named", known.len());
}

fn fields_by_object(template: &Path) -> HashMap<String, HashSet<String>> {
    files_below(template)
        .into_iter()
        .filter(|path| path.ends_with("object.json"))
        .map(|path| serde_json::from_str::<ObjectDef>(&std::fs::read_to_string(path).unwrap()).unwrap())
        .map(|object| (object.key, object.fields.into_iter().map(|field| field.key).collect()))
        .collect()
}
