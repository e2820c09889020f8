//! Each file by itself: its place, its shape, its labels. A file that cannot be read is marked broken, so that the rest is
//! still checked without echoes of the same mistake.

use std::collections::HashMap;
use std::sync::OnceLock;

use serde::de::DeserializeOwned;
use serde_json::Value as Json;

use super::{Broken, Draft, labels, objects};
use crate::catalog::file_kind::FileKind;
use crate::catalog::problems::Problems;
use crate::catalog::shape::{Finding, Shape};
use crate::catalog::{Files, schema};
use crate::say;

pub(super) fn read(files: &Files) -> Draft {
    let mut draft = Draft::default();
    for (path, content) in files {
        match FileKind::of(path) {
            Some(kind) if kind.is_text() => text(&mut draft, path, kind, content),
            Some(kind) => json(&mut draft, path, kind, content),
            None => draft.problems.add_expecting(
                path,
                "",
                "path",
                say!("配置目录里没有这种文件", "A catalog has no such file"),
                Some("forms/<object>/{object,layout,views}.json, forms/<object>/<key>.form.json, forms/dashboards/<key>.json, workflows/<key>.{pipeline,rule,approval,pool}.json, scripts/<name>.rhai, forms/documents/<name>.jinja".to_owned()),
            ),
        }
    }
    draft
}

fn text(draft: &mut Draft, path: &str, kind: FileKind, content: &Json) {
    match (kind, content) {
        (FileKind::Script(stem), Json::String(source)) => drop(draft.scripts.insert(stem, source.clone())),
        (FileKind::Message(stem), Json::String(source)) => drop(draft.messages.insert(stem, source.clone())),
        (FileKind::Document(stem), Json::String(source)) => drop(draft.documents.insert(stem, source.clone())),
        _ => draft.problems.add(path, "", "type", say!("这个文件的内容应是文本", "The content of this file must be text")),
    }
}

fn json(draft: &mut Draft, path: &str, kind: FileKind, content: &Json) {
    labels::check(path, content, &mut draft.problems);
    let Draft { problems, broken, .. } = draft;
    match kind {
        FileKind::Template => draft.template = parse(path, "template", content, problems),
        FileKind::Roles => draft.roles = parse(path, "roles", content, problems),
        FileKind::Calendar => draft.calendar = parse(path, "calendar", content, problems),
        FileKind::Object(folder) => {
            if let Some(object) = objects::read(path, &folder, content, problems, broken) {
                draft.objects.insert(folder, object);
            }
        }
        FileKind::Layout(folder) => {
            if let Some(layout) = parse::<crate::catalog::model::LayoutDef>(path, "layout", content, problems) {
                named(path, "/object", &layout.object, &folder, problems);
                draft.layouts.insert(folder, layout);
            }
        }
        FileKind::Views(folder) => {
            if let Some(views) = parse::<crate::catalog::model::ViewsDef>(path, "views", content, problems) {
                named(path, "/object", &views.object, &folder, problems);
                draft.views.insert(folder, views);
            }
        }
        FileKind::Form(folder, stem) => {
            let form = parse_keyed(path, "form", &stem, content, problems, broken, |def: &crate::catalog::model::FormDef| &def.key);
            let Some(form) = form else { return };
            named(path, "/object", &form.object, &folder, problems);
            if let Some((other, _)) = draft.forms.get(&stem) {
                let message = say!("标识“{}”已用于 {}", "The key \"{}\" is that of {} already", stem, other);
                return problems.add(path, "/key", "duplicate", message);
            }
            draft.forms.insert(stem, (path.to_owned(), form));
        }
        FileKind::Pipeline(stem) => {
            let pipeline =
                parse_keyed(path, "pipeline", &stem, content, problems, broken, |def: &crate::catalog::model::PipelineDef| &def.key);
            draft.pipelines.extend(pipeline.map(|def| (stem, (path.to_owned(), def))));
        }
        FileKind::Rule(stem) => {
            let rule = parse_keyed(path, "rule", &stem, content, problems, broken, |def: &crate::catalog::model::RuleDef| &def.key);
            draft.rules.extend(rule.map(|def| (stem, (path.to_owned(), def))));
        }
        FileKind::Approval(stem) => {
            let approval =
                parse_keyed(path, "approval", &stem, content, problems, broken, |def: &crate::catalog::model::ApprovalDef| &def.key);
            draft.approvals.extend(approval.map(|def| (stem, (path.to_owned(), def))));
        }
        FileKind::Pool(stem) => {
            let pool = parse_keyed(path, "pool", &stem, content, problems, broken, |def: &crate::catalog::model::PoolDef| &def.key);
            draft.pools.extend(pool.map(|def| (stem, (path.to_owned(), def))));
        }
        FileKind::Dashboard(stem) => {
            let dashboard =
                parse_keyed(path, "dashboard", &stem, content, problems, broken, |def: &crate::catalog::model::DashboardDef| &def.key);
            draft.dashboards.extend(dashboard.map(|def| (stem, (path.to_owned(), def))));
        }
        FileKind::Message(_) | FileKind::Document(_) | FileKind::Script(_) => {}
    }
}

/// A definition that is named by its file.
fn parse_keyed<T: DeserializeOwned>(
    path: &str,
    kind: &'static str,
    stem: &str,
    content: &Json,
    problems: &mut Problems,
    broken: &mut Broken,
    key: fn(&T) -> &String,
) -> Option<T> {
    let Some(definition) = parse::<T>(path, kind, content, problems) else {
        broken.mark(kind, stem);
        return None;
    };
    problems.key(path, "/key", key(&definition), &mut Default::default());
    named(path, "/key", key(&definition), stem, problems);
    Some(definition)
}

/// What a file says it is must be what its path says.
pub(super) fn named(path: &str, pointer: &str, said: &str, place: &str, problems: &mut Problems) {
    if said != place {
        let message = say!("“{}”与文件路径里的“{}”不一致", "\"{}\" differs from \"{}\" in the file's path", said, place);
        problems.add_expecting(path, pointer, "path", message, Some(place.to_owned()));
    }
}

/// The typed definition; every mistake in its shape is told.
pub(super) fn parse<T: DeserializeOwned>(path: &str, kind: &'static str, content: &Json, problems: &mut Problems) -> Option<T> {
    let findings = findings(kind, content);
    let fine = findings.is_empty();
    tell(path, "", findings, problems);
    if !fine {
        return None;
    }
    deserialize(path, content.clone(), problems)
}

pub(super) fn deserialize<T: DeserializeOwned>(path: &str, content: Json, problems: &mut Problems) -> Option<T> {
    match serde_path_to_error::deserialize(content) {
        Ok(definition) => Some(definition),
        Err(error) => {
            problems.add(path, "", "type", say!("内容不正确：{}", "Not acceptable: {}", error));
            None
        }
    }
}

pub(super) fn findings(kind: &'static str, content: &Json) -> Vec<Finding> {
    static SHAPES: OnceLock<HashMap<&'static str, Shape>> = OnceLock::new();
    let shapes =
        SHAPES.get_or_init(|| schema::KINDS.iter().filter_map(|kind| Some((*kind, Shape::new(schema::loose(kind)?).ok()?))).collect());
    shapes.get(kind).map(|shape| shape.check(content)).unwrap_or_default()
}

pub(super) fn tell(path: &str, at: &str, findings: Vec<Finding>, problems: &mut Problems) {
    for finding in findings {
        problems.add_expecting(path, format!("{at}{}", finding.pointer), finding.code, finding.message, finding.expected);
    }
}
