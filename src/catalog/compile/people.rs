//! Users: what the engine itself needs to sign people in.

use super::Draft;
use crate::catalog::problems::Problems;
use crate::catalog::{Field, Object};
use crate::fields::builtin::{USER_FIELDS, USER_OBJECT, UserField};
use crate::say;

pub(super) fn check(draft: &mut Draft) {
    let Draft { objects, roles, problems, broken, .. } = draft;
    let Some(user) = objects.get(USER_OBJECT) else {
        if !broken.has("object", USER_OBJECT) {
            let message = say!("缺少用户对象“{}”", "The object of users, \"{}\", is missing", USER_OBJECT);
            problems.add(&format!("forms/{USER_OBJECT}/object.json"), "", "missing", message);
        }
        return;
    };
    for needed in USER_FIELDS.iter().filter(|needed| !broken.has_field(USER_OBJECT, needed.key)) {
        match user.field(needed.key) {
            Some(field) => fits(user, field, needed, problems),
            None => {
                let message =
                    say!("用户对象必须有字段“{}”（{}）", "The object of users needs the field \"{}\" ({})", needed.key, needed.types[0]);
                problems.add_expecting(&user.file, "/fields", "user", message, Some(needed.key.to_owned()));
            }
        }
    }
    let known: Vec<&str> = roles.iter().flat_map(|roles| &roles.roles).map(|role| role.key.as_str()).collect();
    if known.is_empty() {
        return;
    }
    for field in USER_FIELDS.iter().filter(|needed| !needed.options.is_empty()).filter_map(|needed| user.field(needed.key)) {
        let Some(position) = field.position else { continue };
        for (place, option) in field.kind.choices().iter().enumerate().filter(|(_, option)| !known.contains(&option.key.as_str())) {
            problems.unknown(
                &user.file,
                format!("/fields/{position}/options/{place}/key"),
                &say!("角色", "role"),
                &option.key,
                known.iter().copied(),
            );
        }
    }
}

fn fits(user: &Object, field: &Field, needed: &UserField, problems: &mut Problems) {
    let at = format!("/fields/{}", field.position.unwrap_or_default());
    if !needed.types.contains(&field.def.kind.as_str()) {
        let types = needed.types.join(" / ");
        let message = say!("用户的“{}”必须是 {}", "The users' \"{}\" must be of type {}", needed.key, types);
        problems.add_expecting(&user.file, format!("{at}/type"), "user", message, Some(types));
        return;
    }
    if field.def.encrypted.is_some() {
        let message = say!("用户的“{}”要用来登录和授权，不能加密", "The users' \"{}\" is needed to sign in, and cannot be encrypted", needed.key);
        problems.add(&user.file, format!("{at}/encrypted"), "user", message);
    }
    if needed.required && !field.def.required {
        problems.add(
            &user.file,
            format!("{at}/required"),
            "user",
            say!("用户的“{}”必须是必填", "The users' \"{}\" must be required", needed.key),
        );
    }
    if needed.unique && !field.def.unique {
        problems.add(
            &user.file,
            format!("{at}/unique"),
            "user",
            say!("用户的“{}”必须唯一", "The users' \"{}\" must be unique", needed.key),
        );
    }
    for option in needed.options.iter().filter(|needed| !field.kind.choices().iter().any(|choice| choice.key == **needed)) {
        let message = say!("用户的“{}”必须有选项“{}”", "The users' \"{}\" needs the option \"{}\"", needed.key, option);
        problems.add_expecting(&user.file, format!("{at}/options"), "user", message, Some((*option).to_owned()));
    }
}
