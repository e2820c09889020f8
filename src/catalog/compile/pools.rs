//! Pools: their object has a field for them, the roles they name may see its records, and their spans are some.

use indexmap::IndexMap;

use super::{Draft, object_at};
use crate::catalog::Object;
use crate::catalog::model::{Grant, Key, PoolDef, RolesDef};
use crate::catalog::problems::Problems;
use crate::fields::builtin::{DEPARTMENT_OBJECT, USER_OBJECT};
use crate::say;
use crate::value::duration::Span;

pub(super) fn check(draft: &mut Draft) {
    let Draft { objects, pools, roles, problems, broken, .. } = draft;
    fields(objects, problems);
    for (file, pool) in pools.values() {
        cooldown(file, pool, problems);
        let Some(object) = object_at(objects, broken, problems, file, "/object", &pool.object) else { continue };
        if [USER_OBJECT, DEPARTMENT_OBJECT].contains(&object.key.as_str()) {
            problems.add(file, "/object", "object", say!("用户和部门不能放进公海", "Users and departments lie in no pool"));
        } else if !object.own_fields().any(|field| field.kind.holds_pool()) {
            let message = say!("请先给“{}”加一个“公海”类型的字段", "{} needs a field of the type \"Pool\" first", object.key);
            problems.add(file, "/object", "no_pool_field", message);
        }
        if let Some(roles) = roles {
            members(file, pool, roles, problems);
        }
    }
}

/// One at most in each object; it is filled by what happens to the record.
fn fields(objects: &IndexMap<Key, Object>, problems: &mut Problems) {
    for object in objects.values() {
        let holding = object.own_fields().filter(|field| field.kind.holds_pool()).filter_map(|field| Some((field, field.position?)));
        for (number, (field, position)) in holding.enumerate() {
            let at = format!("/fields/{position}");
            if number > 0 {
                let message = say!("一个对象只能有一个公海字段", "An object has one field for its pools");
                problems.add(&object.file, format!("{at}/type"), "one_pool_field", message);
            }
            for (given, member) in [(field.def.required, "required"), (!field.def.default.is_null(), "default")] {
                if given {
                    let message = say!("公海字段不能必填，也没有默认值", "The field for pools is not required and has no default");
                    problems.add(&object.file, format!("{at}/{member}"), "pool", message);
                }
            }
        }
    }
}

fn members(file: &str, pool: &PoolDef, roles: &RolesDef, problems: &mut Problems) {
    for (position, key) in pool.roles.iter().enumerate() {
        let at = format!("/roles/{position}");
        let reads = |grant: &Grant| grant.everything || !grant.read.is_empty();
        match roles.roles.iter().find(|role| role.key == *key) {
            None => problems.unknown(file, at, &say!("角色", "role"), key, roles.roles.iter().map(|role| role.key.as_str())),
            Some(role) if !role.grant(&pool.object).is_some_and(reads) => {
                let message = say!("角色“{}”不能查看“{}”，用不了这个公海", "The role \"{}\" reads no {} and has no use of the pool", key, pool.object);
                problems.add(file, at, "unreadable", message);
            }
            Some(_) => {}
        }
    }
}

fn cooldown(file: &str, pool: &PoolDef, problems: &mut Problems) {
    if pool.cooldown.as_deref().is_some_and(|span| Span::parse(span).is_none_or(|span| span == Span::Exact(chrono::Duration::zero()))) {
        let message = say!("时间段应写作 24h、7d、2w", "A span is written 24h, 7d or 2w");
        problems.add(file, "/cooldown", "span", message);
    }
}
