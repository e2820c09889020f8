//! Forms that anybody may fill in: they ask what a stranger can answer without learning anything, and what the object requires is
//! either asked or set.

use super::{Broken, Draft, field_at, fields, object_at};
use crate::catalog::model::FormDef;
use crate::catalog::problems::Problems;
use crate::catalog::{Field, Object};
use crate::fields::builtin::{DEPARTMENT_OBJECT, USER_OBJECT};
use crate::lang::Label;
use crate::say;
use crate::value::slot;

pub(super) fn check(draft: &mut Draft) {
    let Draft { objects, forms, problems, broken, .. } = draft;
    for (file, form) in forms.values() {
        if form.fields.is_empty() {
            problems.add(file, "/fields", "empty", say!("表单至少要问一项", "A form asks at least one thing"));
        }
        let Some(object) = object_at(objects, broken, problems, file, "/object", &form.object) else { continue };
        if [USER_OBJECT, DEPARTMENT_OBJECT].contains(&object.key.as_str()) {
            problems.add(file, "/object", "object", say!("用户和部门不能由外部填写", "Users and departments are not made by strangers"));
            continue;
        }
        asked(file, form, object, broken, problems);
        set(file, form, object, broken, problems);
        required(file, form, object, problems);
    }
}

fn asked(file: &str, form: &FormDef, object: &Object, broken: &Broken, problems: &mut Problems) {
    for (position, asked) in form.fields.iter().enumerate() {
        let at = format!("/fields/{position}/field");
        let Some(field) = field_at(object, broken, problems, file, &at, &asked.field) else { continue };
        if let Some(message) = unasked(field) {
            problems.add(file, &at, "field", message);
        } else if form.fields[..position].iter().any(|earlier| earlier.field == asked.field) {
            problems.add(file, &at, "duplicate", say!("“{}”问了两次", "\"{}\" is asked twice", asked.field));
        }
    }
}

/// Why a stranger is not asked for it.
fn unasked(field: &Field) -> Option<Label> {
    let (key, kind) = (field.key(), &field.kind);
    Some(if field.system || kind.computed() || field.def.readonly {
        say!("“{}”不由人填写", "\"{}\" is not filled in by people", key)
    } else if kind.reference().is_some() {
        say!("“{}”要从已有记录里选择，外人看不到", "\"{}\" is chosen among records, which strangers do not see", key)
    } else if kind.holds_files() || kind.pipeline().is_some() || kind.holds_pool() {
        say!("“{}”这种类型不能由外部填写", "\"{}\" is of a type that strangers do not fill in", key)
    } else if kind.sealed().is_some() {
        say!("“{}”已加密，不能由外部填写", "\"{}\" is encrypted and not filled in by strangers", key)
    } else if field.def.unique {
        say!("“{}”是唯一的：填写的人会由此得知已有哪些记录", "\"{}\" is unique: whoever fills it in would learn which records there are", key)
    } else {
        return None;
    })
}

fn set(file: &str, form: &FormDef, object: &Object, broken: &Broken, problems: &mut Problems) {
    for (key, written) in &form.values {
        let at = format!("/values/{key}");
        let Some(field) = field_at(object, broken, problems, file, &at, key) else { continue };
        if form.asks(key) {
            problems.add(file, &at, "either", say!("“{}”已经在问了，不能再设定", "\"{}\" is asked and cannot be set as well", key));
        } else if let Some(message) = unset(field) {
            problems.add(file, &at, "field", message);
        } else if written.get("me").is_some() {
            problems.add(file, &at, "value", say!("填写的人没有登录，不能用“我”", "Whoever fills it in is not signed in: there is no \"me\""));
        } else if let Err(message) = fields::written(field, written) {
            problems.add(file, &at, "value", message);
        } else if form.owner.is_some() && field.kind.holds_pool() && !written.is_null() {
            problems.add(file, "/owner", "either", say!("放进公海的记录没有负责人", "What lies in a pool has no owner"));
        }
    }
}

/// Why no form sets it.
fn unset(field: &Field) -> Option<Label> {
    let key = field.key();
    Some(if field.slot == slot::OWNER {
        say!("负责人写在 owner 里", "The owner is named by `owner`")
    } else if field.system || field.kind.computed() {
        say!("“{}”不能设定", "\"{}\" cannot be set", key)
    } else if field.kind.reference().is_some() || field.kind.holds_files() {
        say!("“{}”指向别的记录或文件，请用规则设定", "\"{}\" refers to other records or files; let a rule set it", key)
    } else if field.def.unique {
        say!("“{}”是唯一的，不能每次都一样", "\"{}\" is unique and cannot be the same each time", key)
    } else {
        return None;
    })
}

/// A record must be possible without more.
fn required(file: &str, form: &FormDef, object: &Object, problems: &mut Problems) {
    let needed = object.own_fields().filter(|field| field.def.required && field.def.default.is_null() && field.kind.pipeline().is_none());
    let missing = needed.filter(|field| !form.asks(field.key()) && form.values.get(field.key()).is_none_or(serde_json::Value::is_null));
    for field in missing {
        let message = say!("“{}”必填：请问这一项，或设定它的值", "\"{}\" is required: ask for it, or set it", field.key());
        problems.add(file, "/fields", "required", message);
    }
}
