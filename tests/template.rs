//! The shipped template passes the same check as a client's catalog, and its demo data fits it.

use std::collections::HashSet;
use std::path::Path;

use mortise::catalog::load::from_folder;
use mortise::catalog::{Catalog, Object, Problem, compile};
use mortise::query;
use serde_json::Value as Json;

/// What the engine adds to every record and demo data may set.
const SYSTEM: [&str; 1] = ["owner"];

#[test]
fn the_template_passes_the_check() {
    let catalog = standard();
    told(&query::check(&catalog));
    assert!(catalog.objects.len() >= 10 && catalog.rules.len() >= 5, "{:?}", catalog.objects.keys());
}

#[test]
fn the_demo_data_fits_the_template() {
    let catalog = standard();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("forms/standard/demo.json");
    let demo: Json = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let users = demo["users"].as_array().unwrap().iter().map(|user| ("user", user));
    let entries = |list: &str| demo[list].as_array().unwrap().iter().map(|record| (record["object"].as_str().unwrap(), record)).collect::<Vec<_>>();
    let (departments, records) = (entries("departments"), entries("records"));
    let mut known = HashSet::new();
    let mut problems = Vec::new();
    for (object, record) in departments.into_iter().chain(users).chain(records) {
        for (key, value) in record["values"].as_object().unwrap() {
            problems.extend(wrong(catalog.object(object).unwrap(), key, value, &known).map(|why| format!("{why}: {record}")));
        }
        if let Some(name) = record.get("ref") && !known.insert(name) {
            problems.push(format!("{name} is defined twice"));
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    assert!(known.len() > 200, "only {} records are named", known.len());
}

/// Why a demo record's value is not acceptable. Relative dates are read by whoever loads them.
fn wrong(object: &Object, key: &str, value: &Json, known: &HashSet<&Json>) -> Option<String> {
    let Some(field) = object.field(key).filter(|field| !field.system || SYSTEM.contains(&key)) else {
        return Some(format!("{key} is no field"));
    };
    if let Some(name) = value.get("ref") {
        return (!known.contains(name)).then(|| format!("{name} is not defined before"));
    }
    if value.is_object() {
        return None;
    }
    field.kind.decode(value).err().map(|refusal| format!("{key}: {}", refusal.message.en))
}

fn standard() -> Catalog {
    let files = from_folder(Path::new(env!("CARGO_MANIFEST_DIR")), "standard").unwrap_or_else(|problems| unusable(&problems));
    compile(files).unwrap_or_else(|problems| unusable(&problems))
}

fn unusable<T>(problems: &[Problem]) -> T {
    told(problems);
    panic!("no catalog and no problem told");
}

fn told(problems: &[Problem]) {
    let lines: Vec<String> = problems.iter().map(|p| format!("{} {} {}: {} {:?}", p.file, p.pointer, p.code, p.message.en, p.expected)).collect();
    assert!(lines.is_empty(), "{}", lines.join("\n"));
}
