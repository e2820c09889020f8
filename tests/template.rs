//! The shipped templates are written in the formats of the catalog.
//! Says nothing of whether a catalog is right as a whole: that is the catalog's own check.

use std::path::{Path, PathBuf};

use mortise::catalog::model::{DashboardDef, LayoutDef, ObjectDef, PipelineDef, RolesDef, RuleDef, TemplateDef, ViewsDef};
use serde::de::DeserializeOwned;

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
        "demo.json" => strict::<serde_json::Value>(text),
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
