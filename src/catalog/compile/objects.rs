//! Objects: their fields, titles, checks and duplicate rules, each object by itself.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use serde_json::{Map, Value as Json};

use super::{Broken, Draft, field_at, fields, read};
use crate::catalog::model::{FieldDef, LayoutDef, ObjectDef};
use crate::catalog::problems::Problems;
use crate::catalog::shape::Finding;
use crate::catalog::{Field, Object};
use crate::fields::Column;
use crate::fields::builtin::{SYSTEM_KEYS, USER_OBJECT, system_fields};
use crate::say;
use crate::value::slot;

/// Live fields of one object.
const MOST_FIELDS: usize = 500;

/// One object with its fields typed; a field that cannot be read is left out and marked broken.
pub(super) fn read(file: &str, folder: &str, content: &Json, problems: &mut Problems, broken: &mut Broken) -> Option<Object> {
    let findings = read::findings("object", content);
    let bad: BTreeSet<usize> = findings.iter().filter_map(|finding| field_position(&finding.pointer)).collect();
    let unknown: BTreeSet<String> = findings.iter().filter_map(unknown_member).collect();
    let whole = findings.iter().any(|finding| field_position(&finding.pointer).is_none() && unknown_member(finding).is_none());
    read::tell(file, "", findings, problems);
    if whole {
        broken.mark("object", folder);
        return None;
    }
    let mut content = content.clone();
    content.as_object_mut().into_iter().for_each(|members| members.retain(|key, _| !unknown.contains(key)));
    let given = content.get_mut("fields").and_then(Json::as_array_mut).map(std::mem::take).unwrap_or_default();
    let (good, unreadable): (Vec<_>, Vec<_>) = given.into_iter().enumerate().partition(|(position, _)| !bad.contains(position));
    for key in unreadable.iter().filter_map(|(_, field)| field.get("key").and_then(Json::as_str)) {
        broken.mark_field(folder, key);
    }
    let def: ObjectDef = read::deserialize(file, content, problems)?;
    problems.key(file, "/key", &def.key, &mut BTreeSet::new());
    read::named(file, "/key", &def.key, folder, problems);
    let mut fields = system();
    let mut taken: BTreeSet<String> = SYSTEM_KEYS.iter().map(|key| (*key).to_owned()).collect();
    for (position, field) in good {
        if let Some(def) = read::deserialize::<FieldDef>(file, field, problems) {
            own(file, folder, position, def, &mut fields, &mut taken, problems, broken);
        }
    }
    Some(assemble(file, folder, def, fields))
}

/// A member of the object itself that is not known; without it the rest can be checked.
fn unknown_member(finding: &Finding) -> Option<String> {
    let key = finding.pointer.strip_prefix('/').filter(|key| finding.code == "unknown_key" && !key.contains('/'))?;
    Some(key.replace("~1", "/").replace("~0", "~"))
}

/// `/fields/3/label` → 3
fn field_position(pointer: &str) -> Option<usize> {
    pointer.strip_prefix("/fields/")?.split('/').next()?.parse().ok()
}

#[expect(clippy::too_many_arguments, reason = "one step of a loop, apart for its length")]
fn own(
    file: &str,
    object: &str,
    position: usize,
    def: FieldDef,
    fields: &mut Vec<Field>,
    taken: &mut BTreeSet<String>,
    problems: &mut Problems,
    broken: &mut Broken,
) {
    let at = format!("/fields/{position}");
    let before = problems.0.len();
    if SYSTEM_KEYS.contains(&def.key.as_str()) {
        let message = say!("“{}”是系统字段的标识，请换一个", "\"{}\" is the key of a system field; choose another", def.key);
        problems.add(file, format!("{at}/key"), "reserved", message);
    } else {
        problems.key(file, format!("{at}/key"), &def.key, taken);
    }
    match fields::kind(file, &at, &def, problems) {
        Some(kind) if problems.0.len() == before => {
            fields.push(Field { slot: fields.len(), def, kind, system: false, position: Some(position) })
        }
        _ => broken.mark_field(object, &def.key),
    }
}

fn system() -> Vec<Field> {
    let define = |(slot, field): (usize, crate::fields::builtin::SystemField)| Field {
        slot,
        def: FieldDef {
            key: field.key.to_owned(),
            label: field.label,
            kind: field.type_name.to_owned(),
            help: None,
            required: false,
            unique: false,
            readonly: slot != slot::OWNER,
            searchable: false,
            encrypted: None,
            default: Json::Null,
            aliases: Vec::new(),
            retired: false,
            settings: Map::new(),
        },
        kind: field.kind,
        system: true,
        position: None,
    };
    system_fields().into_iter().enumerate().map(define).collect()
}

fn assemble(file: &str, folder: &str, mut def: ObjectDef, fields: Vec<Field>) -> Object {
    def.fields = fields.iter().filter(|field| !field.system).map(|field| field.def.clone()).collect();
    let by_key: IndexMap<String, usize> = fields.iter().map(|field| (field.def.key.clone(), field.slot)).collect();
    let slot_of = |key: &str| by_key.get(key).copied();
    let title = slot_of(&def.title).unwrap_or(slot::ID);
    let subtitle = def.subtitle.as_deref().and_then(slot_of);
    let layout = LayoutDef {
        object: folder.to_owned(),
        header: Vec::new(),
        sections: Vec::new(),
        related: Vec::new(),
        timeline: Vec::new(),
        buttons: Vec::new(),
    };
    Object {
        key: folder.to_owned(),
        file: file.to_owned(),
        def,
        fields,
        by_key,
        title,
        subtitle,
        layout,
        views: Vec::new(),
        relations: Vec::new(),
        pipelines: Vec::new(),
        pool: None,
        seen_by: Vec::new(),
        titles_only: false,
        timed: Vec::new(),
    }
}

/// What an object says of its own fields.
pub(super) fn check(draft: &mut Draft) {
    let Draft { objects, problems, broken, .. } = draft;
    for object in objects.values() {
        let file = object.file.as_str();
        let live = object.own_fields().count();
        if live > MOST_FIELDS {
            let message = say!(
                "有 {} 个在用字段，最多 {} 个；请停用一些",
                "There are {} live fields, at most {} are possible; retire some",
                live,
                MOST_FIELDS
            );
            problems.add(file, "/fields", "too_many", message);
        }
        if let Some(title) = field_at(object, broken, problems, file, "/title", &object.def.title)
            && !title.kind.textual()
        {
            let message = match title.kind.sealed() {
                Some(_) => say!("“{}”已加密，不能作标题", "\"{}\" is encrypted and cannot be the title", object.def.title),
                None => say!("“{}”不是文字，不能作标题", "\"{}\" is no text and cannot be the title", object.def.title),
            };
            problems.add(file, "/title", "title", message);
        }
        if let Some(subtitle) = &object.def.subtitle {
            let field = field_at(object, broken, problems, file, "/subtitle", subtitle);
            if field.is_some_and(|field| field.kind.sealed().is_some()) {
                let message = say!("“{}”已加密，不能作副标题", "\"{}\" is encrypted and cannot be the subtitle", subtitle);
                problems.add(file, "/subtitle", "encrypted", message);
            }
        }
        for (position, field) in object.def.checks.iter().enumerate().filter_map(|(at, check)| Some((at, check.field.as_deref()?))) {
            field_at(object, broken, problems, file, &format!("/checks/{position}/field"), field);
        }
        duplicates(object, broken, problems);
        due(object, broken, problems);
    }
}

fn due(object: &Object, broken: &Broken, problems: &mut Problems) {
    let Some(due) = &object.def.due else { return };
    let file = object.file.as_str();
    let field = field_at(object, broken, problems, file, "/due/field", &due.field);
    if field.is_some_and(|field| !matches!(field.kind.column(), Column::Date | Column::Time)) {
        problems.add(file, "/due/field", "due", say!("“{}”不是日期，也不是时间", "\"{}\" is neither a date nor a time", due.field));
    }
    if let Some(who) = &due.who {
        let field = field_at(object, broken, problems, file, "/due/who", who);
        if field.is_some_and(|field| field.kind.reference().is_none_or(|reference| reference.object != USER_OBJECT)) {
            problems.add(file, "/due/who", "due", say!("“{}”不是用户字段", "\"{}\" is not a user field", who));
        }
    }
}

fn duplicates(object: &Object, broken: &Broken, problems: &mut Problems) {
    for (position, rule) in object.def.duplicates.iter().enumerate() {
        let at = format!("/duplicates/{position}/fields");
        if rule.fields.is_empty() {
            problems.add(&object.file, at.clone(), "empty", say!("查重规则至少要有一个字段", "A duplicate rule needs at least one field"));
        }
        for (place, key) in rule.fields.iter().enumerate() {
            let pointer = format!("{at}/{place}");
            if let Some(field) = field_at(object, broken, problems, &object.file, &pointer, key)
                && !field.kind.sealed().map_or(field.kind.sortable(), |sealed| sealed.findable)
            {
                problems.add(
                    &object.file,
                    pointer,
                    "duplicates",
                    say!("“{}”不能用来查重", "\"{}\" cannot be compared for duplicates", key),
                );
            }
        }
    }
}
