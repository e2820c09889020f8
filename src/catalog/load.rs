//! Catalog files from a folder or from the binary: `forms/<template>/…`, `workflows/<template>/…`, `scripts/<template>/…`,
//! with the template's name taken out of the path. Reads and parses; whether they make sense is for `compile`.

use std::path::Path;

use serde_json::Value as Json;

use super::file_kind::FileKind;
use super::{Files, Problem};
use crate::lang::Label;
use crate::say;

/// Bytes of one file.
const LARGEST: usize = 1024 * 1024;
/// Files of one catalog.
const MOST: usize = 5_000;
const ROOTS: [&str; 3] = ["forms", "workflows", "scripts"];
/// Stands beside the catalog in `forms/<template>` and is no part of it.
const DEMO: &str = "forms/demo.json";

/// Files of `template` under `root`; every unreadable one is told.
pub fn from_folder(root: &Path, template: &str) -> Result<Files, Vec<Problem>> {
    let mut entries = Vec::new();
    let mut problems = Vec::new();
    for top in ROOTS {
        let folder = root.join(top).join(template);
        if folder.is_dir() {
            collect(&folder, &format!("{top}/{template}"), &mut entries, &mut problems);
        }
    }
    match from_entries(template, entries) {
        Ok(files) if problems.is_empty() => Ok(files),
        Ok(_) => Err(problems),
        Err(more) => Err(problems.into_iter().chain(more).collect()),
    }
}

fn collect(folder: &Path, path: &str, entries: &mut Vec<(String, Vec<u8>)>, problems: &mut Vec<Problem>) {
    let unreadable = |path: &str, error: std::io::Error| {
        problem(path, "", "unreadable", say!("读不了这个文件：{}", "The file cannot be read: {}", error))
    };
    let listed = std::fs::read_dir(folder).and_then(|listed| listed.collect::<Result<Vec<_>, _>>());
    let mut listed = match listed {
        Ok(listed) => listed,
        Err(error) => return problems.push(unreadable(path, error)),
    };
    listed.sort_by_key(std::fs::DirEntry::file_name);
    for entry in listed {
        let name = entry.file_name().to_string_lossy().into_owned();
        let (at, below) = (entry.path(), format!("{path}/{name}"));
        if name.starts_with('.') || entries.len() > MOST {
            continue;
        }
        match at.metadata() {
            Ok(facts) if facts.is_dir() => collect(&at, &below, entries, problems),
            Ok(facts) if facts.len() > LARGEST as u64 => problems.push(too_large(&below)),
            Ok(_) => match std::fs::read(&at) {
                Ok(bytes) => entries.push((below, bytes)),
                Err(error) => problems.push(unreadable(&below, error)),
            },
            Err(error) => problems.push(unreadable(&below, error)),
        }
    }
}

/// Files of `template` among all entries, each a path as in a source tree with its bytes.
pub fn from_entries(template: &str, entries: impl IntoIterator<Item = (String, Vec<u8>)>) -> Result<Files, Vec<Problem>> {
    let mut files = Files::new();
    let mut problems = Vec::new();
    for (path, bytes) in entries {
        let Some(path) = within(template, &path).filter(|path| path != DEMO) else { continue };
        match read(&path, &bytes) {
            Ok(content) => drop(files.insert(path, content)),
            Err(problem) => problems.push(*problem),
        }
    }
    if files.len() > MOST {
        problems.push(problem("", "", "too_many", say!("文件超过 {} 个", "There are more than {} files", MOST)));
    }
    if problems.is_empty() { Ok(files) } else { Err(problems) }
}

/// `forms/standard/deal/object.json` → `forms/deal/object.json`
fn within(template: &str, path: &str) -> Option<String> {
    let (top, rest) = path.split_once('/')?;
    let below = rest.strip_prefix(template)?.strip_prefix('/')?;
    ROOTS.contains(&top).then(|| format!("{top}/{below}"))
}

/// One file's content: its JSON value, or its text.
pub fn read(path: &str, bytes: &[u8]) -> Result<Json, Box<Problem>> {
    if bytes.len() > LARGEST {
        return Err(Box::new(too_large(path)));
    }
    let Ok(text) = std::str::from_utf8(bytes) else {
        return Err(Box::new(problem(path, "", "encoding", say!("文件不是 UTF-8 编码", "The file is not UTF-8"))));
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if FileKind::of(path).is_some_and(|kind| kind.is_text()) {
        return Ok(Json::String(text.to_owned()));
    }
    serde_json::from_str(text).map_err(|error| {
        let place = format!("{}:{}", error.line(), error.column());
        Box::new(problem(path, &place, "malformed", say!("不是正确的 JSON：{}", "Not well-formed JSON: {}", error)))
    })
}

fn too_large(path: &str) -> Problem {
    problem(path, "", "too_large", say!("文件超过 {} KB", "The file is larger than {} KB", LARGEST / 1024))
}

fn problem(file: &str, pointer: &str, code: &'static str, message: Label) -> Problem {
    Problem { file: file.to_owned(), pointer: pointer.to_owned(), code, message, expected: None }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn entry(path: &str, text: &str) -> (String, Vec<u8>) {
        (path.to_owned(), text.as_bytes().to_vec())
    }

    #[test]
    fn the_templates_name_leaves_the_path() {
        let files = from_entries(
            "standard",
            [
                entry("forms/standard/template.json", "\u{feff}{}"),
                entry("forms/standard/messages/hello.jinja", "Hi {{ name }}"),
                entry("scripts/standard/x.rhai", "1 + 1"),
                entry("forms/standard2/template.json", "{}"),
                entry("forms/standard/demo.json", "{}"),
                entry("docs/standard/x.json", "{}"),
            ],
        )
        .unwrap();
        let expected = Files::from([
            ("forms/messages/hello.jinja".to_owned(), json!("Hi {{ name }}")),
            ("forms/template.json".to_owned(), json!({})),
            ("scripts/x.rhai".to_owned(), json!("1 + 1")),
        ]);
        assert_eq!(files, expected);
    }

    #[test]
    fn every_unreadable_file_is_told_with_its_place() {
        let folder = tempfile::tempdir().unwrap();
        let forms = folder.path().join("forms/t/deal");
        std::fs::create_dir_all(&forms).unwrap();
        std::fs::write(forms.join("object.json"), "{\n  \"key\": ,\n}").unwrap();
        std::fs::write(forms.join("layout.json"), [0xff, 0xfe]).unwrap();
        std::fs::write(forms.join("views.json"), vec![b' '; LARGEST + 1]).unwrap();
        let mut problems = from_folder(folder.path(), "t").unwrap_err();
        problems.sort_by(|a, b| a.file.cmp(&b.file));
        let told: Vec<(&str, &str, &str)> = problems.iter().map(|p| (p.file.as_str(), p.pointer.as_str(), p.code)).collect();
        assert_eq!(
            told.iter().map(|(file, place, code)| (file.rsplit('/').next().unwrap(), *place, *code)).collect::<Vec<_>>(),
            [("layout.json", "", "encoding"), ("object.json", "2:10", "malformed"), ("views.json", "", "too_large")]
        );
    }
}
