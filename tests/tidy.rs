//! House rules that a compiler does not check: who may use whom, which library lives where, and no nouns of a trade in the engine.

use std::fs;
use std::path::{Path, PathBuf};

/// Modules, lowest first: each may use only those before it.
const ORDER: &[&str] = &[
    "lang", "error", "pinyin", "value", "seal", "outbound", "config", "fields", "catalog", "query", "script", "template", "access", "store", "runtime",
    "records", "rules", "jobs", "trials", "auth", "workspaces", "http", "demo", "app",
];

/// Libraries and the only module that may name them.
const HOMES: &[(&str, &[&str])] = &[
    ("sqlx::", &["store"]),
    ("rusqlite", &["store"]),
    ("axum::", &["http"]),
    ("rhai::", &["script"]),
    ("minijinja::", &["template"]),
    ("tokio::spawn", &["workspaces", "store"]),
    ("rand::", &["auth", "seal"]),
    ("reqwest::", &["outbound"]),
    ("lettre::", &["outbound"]),
    ("openidconnect::", &["auth"]),
];

/// Words that belong in a template, never in the engine or the UI.
const NOUNS: &[&str] = &["customer", "lead", "deal", "contract", "opportunity", "follow_up", "商机", "客户", "线索", "合同"];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let Ok(entries) = fs::read_dir(folder) else { return found };
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, endings));
        } else if endings.iter().any(|ending| path.to_string_lossy().ends_with(ending)) {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn module_of(path: &Path) -> String {
    let inside = path.strip_prefix(root().join("src")).unwrap();
    let first = inside.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

/// The file's code without its inline tests and comments.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let text = text.split("#[cfg(test)]").next().unwrap();
    let comment = |line: &&str| ["//", "/*", "*"].iter().any(|mark| line.trim_start().starts_with(mark));
    text.lines().filter(|line| !comment(line)).collect::<Vec<_>>().join("\n")
}

/// Test-only files stand beside the code they test.
fn is_test(path: &Path) -> bool {
    let name = path.to_string_lossy();
    name.ends_with("tests.rs") || name.contains("/tests/")
}

fn sources() -> Vec<PathBuf> {
    let all = files(&root().join("src"), &[".rs"]);
    all.into_iter().filter(|path| !is_test(path)).collect()
}

#[test]
fn modules_use_only_those_below_them() {
    let mut wrong = Vec::new();
    for path in sources() {
        let module = module_of(&path);
        if ["lib", "main"].contains(&module.as_str()) {
            continue;
        }
        let Some(rank) = ORDER.iter().position(|name| *name == module) else {
            wrong.push(format!("{module} is not in the table of modules"));
            continue;
        };
        for above in &ORDER[rank + 1..] {
            if code(&path).contains(&format!("crate::{above}::")) {
                wrong.push(format!("{} uses {above}, which stands above {module}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn libraries_stay_at_home() {
    let mut wrong = Vec::new();
    for path in sources() {
        let module = module_of(&path);
        let text = code(&path);
        for (library, homes) in HOMES {
            let named = text.match_indices(library).any(|(at, _)| !text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_'));
            if !homes.contains(&module.as_str()) && named {
                wrong.push(format!("{} names {library}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_file_says_what_it_is_for() {
    let silent: Vec<String> = sources()
        .into_iter()
        .filter(|path| !fs::read_to_string(path).unwrap().starts_with("//!"))
        .map(|path| path.display().to_string())
        .collect();
    assert!(silent.is_empty(), "{}", silent.join("\n"));
}

#[test]
fn warnings_are_expected_with_a_reason_never_allowed() {
    let allowing: Vec<String> = files(&root().join("src"), &[".rs"])
        .into_iter()
        .filter(|path| code(path).contains("#[allow"))
        .map(|path| path.display().to_string())
        .collect();
    assert!(allowing.is_empty(), "{}", allowing.join("\n"));
}

#[test]
fn the_engine_knows_no_nouns_of_a_trade() {
    let web = files(&root().join("web/src"), &[".ts", ".tsx"]);
    let web = web.into_iter().filter(|path| !path.to_string_lossy().contains(".test."));
    let mut found = Vec::new();
    for path in sources().into_iter().chain(web) {
        for (number, line) in code(&path).lines().enumerate() {
            let words = line.to_lowercase();
            for noun in NOUNS {
                if has_word(&words, noun) {
                    found.push(format!("{}: line {}: {noun}: {}", path.display(), number + 1, line.trim()));
                }
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// The word or its plural, on its own: `deal` is found in `deal.stage`, not in `ideal`.
fn has_word(text: &str, word: &str) -> bool {
    let letter = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut from = 0;
    while let Some(at) = text[from..].find(word).map(|at| at + from) {
        let before = text[..at].chars().next_back().is_some_and(letter);
        let rest = &text[at + word.len()..];
        let rest = rest.strip_prefix('s').unwrap_or(rest);
        if !before && !rest.starts_with(letter) {
            return true;
        }
        from = at + word.len();
    }
    false
}
