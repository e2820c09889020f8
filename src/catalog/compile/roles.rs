//! Roles: what they name must be there, and what they say must be possible.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use super::{Broken, Draft, field_at, object_at};
use crate::catalog::{Field, Object};
use crate::catalog::model::{
    ANY_OBJECT, Administer, DashboardDef, FieldRight, Grant, Hide, Key, PipelineDef, RoleDef, RolesDef, RuleDef, ScopeDef, ViewsDef,
};
use crate::catalog::problems::Problems;
use crate::fields::Plain;
use crate::fields::builtin::{DEPARTMENT_OBJECT, USER_OBJECT};
use crate::lang::Label;
use crate::say;
use crate::value::slot;

const ROLES: &str = "workflows/roles.json";

pub(super) fn check(draft: &mut Draft) {
    let Draft { roles: Some(roles), objects, views, pipelines, rules, dashboards, problems, broken, .. } = draft else { return };
    let mut taken = BTreeSet::new();
    let mut check = Check { objects, views, pipelines, rules, dashboards, broken, problems, follows: BTreeMap::new() };
    for (position, role) in roles.roles.iter().enumerate() {
        check.problems.key(ROLES, format!("/roles/{position}/key"), &role.key, &mut taken);
        check.role(role, &format!("/roles/{position}"));
    }
    check.circles();
    for (needed, zh, en) in [(Administer::Catalog, "配置目录", "the catalog"), (Administer::Users, "用户", "users")] {
        if !roles.roles.iter().any(|role| role.administer.contains(&needed)) {
            let message = Label::new(format!("没有任何角色能管理{zh}"), format!("No role administers {en}"));
            problems.add(ROLES, "/roles", "administer", message);
        }
    }
}

/// Slots of the fields by which the roles narrow what is read of an object.
pub(super) fn seen_by(roles: &RolesDef, object: &Object) -> Vec<usize> {
    let grants = roles.roles.iter().filter_map(|role| role.objects.get(&object.key).or_else(|| role.objects.get(ANY_OBJECT)));
    let narrowed = grants.filter(|grant| !grant.everything && !grant.read.contains(&ScopeDef::All));
    let mut slots: Vec<usize> = narrowed
        .flat_map(|grant| &grant.read)
        .filter_map(|scope| match scope {
            ScopeDef::Own | ScopeDef::Department | ScopeDef::DepartmentBelow => Some(slot::OWNER),
            ScopeDef::Follow(key) => Some(object.field(key)?.slot),
            ScopeDef::All | ScopeDef::Shared | ScopeDef::Filter(_) | ScopeDef::Pool(_) => None,
        })
        .collect();
    // Who sees only a part also sees what lies in a pool of theirs.
    slots.extend(object.pool.filter(|_| !slots.is_empty()));
    slots.sort_unstable();
    slots.dedup();
    slots
}

struct Check<'a> {
    objects: &'a IndexMap<Key, Object>,
    views: &'a BTreeMap<Key, ViewsDef>,
    pipelines: &'a IndexMap<Key, (String, PipelineDef)>,
    rules: &'a IndexMap<Key, (String, RuleDef)>,
    dashboards: &'a IndexMap<Key, (String, DashboardDef)>,
    broken: &'a Broken,
    problems: &'a mut Problems,
    /// Which objects follow which, and where that is said.
    follows: BTreeMap<Key, Vec<(Key, String)>>,
}

impl Check<'_> {
    fn role(&mut self, role: &RoleDef, at: &str) {
        for (key, grant) in &role.objects {
            let at = format!("{at}/objects/{key}");
            if key == ANY_OBJECT {
                self.any(grant, &at);
            } else if let Some(object) = object_at(self.objects, self.broken, self.problems, ROLES, &at, key) {
                self.grant(object, grant, &at);
            }
        }
        self.hide(&role.hide, &format!("{at}/hide"));
    }

    /// What is said of every object can name none of one object's fields.
    fn any(&mut self, grant: &Grant, at: &str) {
        for (there, member) in [(!grant.fields.is_empty(), "fields"), (!grant.moves.is_empty(), "moves")] {
            if there {
                let message = say!("只能写在某个对象下，不能写在“*”下", "This belongs to an object, not to \"*\"");
                self.problems.add(ROLES, format!("{at}/{member}"), "not_here", message);
            }
        }
        for (action, scopes) in grant.scopes() {
            for (position, scope) in scopes.iter().enumerate() {
                match scope {
                    ScopeDef::Follow(_) => {
                        let message = say!("只能写在某个对象下，不能写在“*”下", "This belongs to an object, not to \"*\"");
                        self.problems.add(ROLES, format!("{at}/{action}/{position}/follow"), "not_here", message);
                    }
                    _ => self.possible(scope, &format!("{at}/{action}/{position}")),
                }
            }
        }
    }

    fn grant(&mut self, object: &Object, grant: &Grant, at: &str) {
        for (action, scopes) in grant.scopes() {
            for (position, scope) in scopes.iter().enumerate() {
                let at = format!("{at}/{action}/{position}");
                self.possible(scope, &at);
                if let ScopeDef::Follow(key) = scope {
                    self.follow(object, key, &format!("{at}/follow"));
                }
            }
        }
        for (key, right) in &grant.fields {
            self.field(object, key, right, &format!("{at}/fields/{key}"));
        }
        for (key, stages) in &grant.moves {
            self.moves(object, key, stages, &format!("{at}/moves/{key}"));
        }
    }

    fn follow(&mut self, object: &Object, key: &str, at: &str) {
        let Some(field) = field_at(object, self.broken, self.problems, ROLES, at, key) else { return };
        match field.kind.reference() {
            Some(reference) => self.follows.entry(object.key.clone()).or_default().push((reference.object.clone(), at.to_owned())),
            None => self.problems.add(ROLES, at, "not_a_lookup", say!("“{}”不是查找字段", "\"{}\" is not a lookup", key)),
        }
    }

    fn field(&mut self, object: &Object, key: &str, right: &FieldRight, at: &str) {
        let Some(field) = field_at(object, self.broken, self.problems, ROLES, at, key) else { return };
        if field.slot == object.title && !right.shows_whole() {
            let message = say!("记录靠“{}”辨认，不能隐藏或遮盖", "Records are told apart by \"{}\", which cannot be hidden or masked", key);
            self.problems.add(ROLES, at, "title", message);
        } else if matches!(right, FieldRight::Mask(_)) && !is_text(field) {
            self.problems.add(ROLES, at, "not_a_text", say!("只有文本类字段可以遮盖", "Only fields that hold a text can be masked"));
        }
    }

    fn moves(&mut self, object: &Object, key: &str, stages: &[Key], at: &str) {
        let own = |key: &&Key| self.pipelines[*key].1.object == object.key;
        let Some((_, pipeline)) = self.pipelines.get(key).filter(|(_, pipeline)| pipeline.object == object.key) else {
            if !self.broken.has("pipeline", key) {
                let known: Vec<&str> = self.pipelines.keys().filter(own).map(String::as_str).collect();
                self.problems.unknown(ROLES, at, &say!("流程", "pipeline"), key, known);
            }
            return;
        };
        for (position, stage) in stages.iter().enumerate() {
            if !pipeline.stages.iter().any(|known| known.key == *stage) {
                let known = pipeline.stages.iter().map(|known| known.key.as_str());
                self.problems.unknown(ROLES, format!("{at}/{position}"), &say!("阶段", "stage"), stage, known);
            }
        }
    }

    /// Whether such a scope can be here at all.
    fn possible(&mut self, scope: &ScopeDef, at: &str) {
        match scope {
            ScopeDef::Department | ScopeDef::DepartmentBelow => self.department(at),
            ScopeDef::Pool(_) => {
                let message = say!("谁能看到公海，写在公海自己的文件里", "Who sees a pool stands in the pool's own file");
                self.problems.add_expecting(ROLES, at, "not_here", message, Some("workflows/<key>.pool.json".to_owned()));
            }
            ScopeDef::All | ScopeDef::Own | ScopeDef::Shared | ScopeDef::Filter(_) | ScopeDef::Follow(_) => {}
        }
    }

    /// Departments must be there, for people to be in them.
    fn department(&mut self, at: &str) {
        let points = |object: &str, field: &str| {
            let field = self.objects.get(object).and_then(|object| object.field(field));
            field.and_then(|field| field.kind.reference()).is_some_and(|reference| reference.object == DEPARTMENT_OBJECT)
        };
        if !points(USER_OBJECT, "department") || !points(DEPARTMENT_OBJECT, "parent") {
            let message = say!(
                "按部门授权需要对象“department”（带指向自身的查找字段“parent”），并且用户的“department”是指向它的查找字段",
                "Scopes by department need an object \"department\" with a lookup \"parent\" to itself, and users whose \"department\" is a lookup to it"
            );
            self.problems.add(ROLES, at, "no_departments", message);
        }
    }

    /// Who follows another cannot be followed by it, however far around.
    fn circles(&mut self) {
        for (start, edges) in &self.follows {
            for (first, at) in edges {
                let (mut seen, mut open) = (BTreeSet::new(), vec![first]);
                while let Some(next) = open.pop() {
                    if next == start {
                        let message = say!("可见范围互相跟随，成了一个圈", "Scopes that follow each other form a circle");
                        self.problems.add(ROLES, at.clone(), "circle", message);
                        break;
                    }
                    if seen.insert(next) {
                        open.extend(self.follows.get(next).into_iter().flatten().map(|(to, _)| to));
                    }
                }
            }
        }
    }

    fn hide(&mut self, hide: &Hide, at: &str) {
        for (position, name) in hide.views.iter().enumerate() {
            let found = name.split_once('.').and_then(|(object, view)| Some((self.objects.get(object)?, view)));
            let at = format!("{at}/views/{position}");
            let Some((object, view)) = found.filter(|(_, view)| !view.is_empty()) else {
                let message = say!("请写作“对象.视图”，例如“{}”", "Write `object.view`, such as \"{}\"", "task.mine");
                self.problems.add(ROLES, at, "unknown", message);
                continue;
            };
            // An object without views of its own is given some.
            let own = self.views.get(&object.key).map(|file| &file.views[..]).unwrap_or_default();
            if !own.is_empty() && !own.iter().any(|one| one.key == view) {
                self.problems.unknown(ROLES, at, &say!("视图", "view"), view, own.iter().map(|one| one.key.as_str()));
            }
        }
        for (position, key) in hide.dashboards.iter().enumerate().filter(|(_, key)| !self.dashboards.contains_key(*key)) {
            let known = self.dashboards.keys().map(String::as_str);
            self.problems.unknown(ROLES, format!("{at}/dashboards/{position}"), &say!("仪表盘", "dashboard"), key, known);
        }
        for (position, key) in hide.buttons.iter().enumerate().filter(|(_, key)| !self.rules.contains_key(*key)) {
            let known = self.rules.keys().map(String::as_str);
            self.problems.unknown(ROLES, format!("{at}/buttons/{position}"), &say!("规则", "rule"), key, known);
        }
    }
}

/// Whether it holds a text of its own, encrypted or not.
fn is_text(field: &Field) -> bool {
    let textual = field.kind.textual() || field.kind.sealed().is_some_and(|sealed| sealed.holds == Plain::Text);
    textual && field.kind.reference().is_none()
}
