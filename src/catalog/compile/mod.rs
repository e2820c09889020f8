//! Files → [`Catalog`], or every mistake in them at once. What filters, formulas and actions mean is checked by upper
//! modules; here stands all that can be said from the definitions alone.

mod approvals;
mod calendar;
mod fields;
mod forms;
pub(super) mod hide;
mod labels;
mod links;
mod objects;
mod people;
mod pipelines;
mod pools;
mod read;
mod roles;
mod rules;
mod screens;
mod triggers;
mod workspace;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use indexmap::IndexMap;

use super::model::{ApprovalDef, CalendarDef, DashboardDef, FormDef, Key, LayoutDef, PipelineDef, PoolDef, RolesDef, RuleDef, TemplateDef, ViewsDef};
use super::problems::Problems;
use super::{Catalog, Field, Files, Object, Pipeline, Problem, generate};
use super::time::WorkingDays;
use crate::lang::Label;
use crate::say;

/// Compiles a whole catalog; every mistake is told, sorted by file and place.
pub fn compile(files: Files) -> Result<Catalog, Vec<Problem>> {
    let mut draft = read::read(&files);
    objects::check(&mut draft);
    links::link(&mut draft);
    pipelines::check(&mut draft);
    screens::check(&mut draft);
    rules::check(&mut draft);
    approvals::check(&mut draft);
    pools::check(&mut draft);
    forms::check(&mut draft);
    calendar::check(&mut draft);
    people::check(&mut draft);
    roles::check(&mut draft);
    let time_zone = workspace::check(&mut draft);
    match (draft.template.take(), draft.roles.take(), time_zone) {
        (Some(template), Some(roles), Some(time_zone)) if draft.problems.0.is_empty() => {
            Ok(draft.finish(files, template, roles, time_zone))
        }
        _ => {
            let mut problems = draft.problems.0;
            problems.sort_by(|a, b| (&a.file, &a.pointer).cmp(&(&b.file, &b.pointer)));
            problems.dedup();
            Err(problems)
        }
    }
}

/// A catalog under construction.
#[derive(Default)]
struct Draft {
    problems: Problems,
    broken: Broken,
    template: Option<TemplateDef>,
    objects: IndexMap<Key, Object>,
    /// By the object whose folder they stand in.
    layouts: BTreeMap<Key, LayoutDef>,
    views: BTreeMap<Key, ViewsDef>,
    pipelines: IndexMap<Key, (String, PipelineDef)>,
    rules: IndexMap<Key, (String, RuleDef)>,
    approvals: IndexMap<Key, (String, ApprovalDef)>,
    pools: IndexMap<Key, (String, PoolDef)>,
    forms: IndexMap<Key, (String, FormDef)>,
    dashboards: IndexMap<Key, (String, DashboardDef)>,
    roles: Option<RolesDef>,
    calendar: Option<CalendarDef>,
    scripts: BTreeMap<String, String>,
    messages: BTreeMap<String, String>,
    documents: BTreeMap<String, String>,
}

/// What is there but could not be read: naming it is no second mistake.
#[derive(Default)]
struct Broken(BTreeSet<String>);

impl Broken {
    fn mark(&mut self, kind: &str, key: &str) {
        self.0.insert(format!("{kind} {key}"));
    }

    fn mark_field(&mut self, object: &str, field: &str) {
        self.mark("field", &format!("{object}.{field}"));
    }

    fn has(&self, kind: &str, key: &str) -> bool {
        self.0.contains(&format!("{kind} {key}"))
    }

    fn has_field(&self, object: &str, field: &str) -> bool {
        self.has("object", object) || self.has("field", &format!("{object}.{field}"))
    }
}

fn an_object() -> Label {
    say!("对象", "object")
}

/// The object named at a place; told when there is none.
fn object_at<'a>(
    objects: &'a IndexMap<Key, Object>,
    broken: &Broken,
    problems: &mut Problems,
    file: &str,
    pointer: &str,
    key: &str,
) -> Option<&'a Object> {
    let object = objects.get(key);
    if object.is_none() && !broken.has("object", key) {
        problems.unknown(file, pointer, &an_object(), key, objects.keys().map(String::as_str));
    }
    object
}

/// The live field of `object` named at a place; told when there is none or it is retired.
fn field_at<'a>(object: &'a Object, broken: &Broken, problems: &mut Problems, file: &str, pointer: &str, key: &str) -> Option<&'a Field> {
    if let Some(field) = object.field(key) {
        return Some(field);
    }
    if object.by_key.contains_key(key) {
        let message = say!("字段“{}”已停用，不能再引用", "The field \"{}\" is retired and cannot be used any more", key);
        problems.add(file, pointer, "retired", message);
    } else if !broken.has_field(&object.key, key) {
        let live = object.fields.iter().filter(|field| !field.def.retired).map(Field::key);
        let what = Label::new(format!("“{}”的字段", object.def.label.zh), format!("field of {}", object.def.label.en));
        problems.unknown(file, pointer, &what, key, live);
    }
    None
}

/// The field that holds the stage of a pipeline.
fn stage_field<'a>(object: &'a Object, pipeline: &str) -> Option<&'a Field> {
    object.fields.iter().find(|field| !field.def.retired && field.kind.pipeline() == Some(pipeline))
}

impl Draft {
    /// Without problems: fills in what may be left out and freezes the whole.
    fn finish(mut self, files: Files, template: TemplateDef, roles: RolesDef, time_zone: chrono_tz::Tz) -> Catalog {
        for (key, (_, pipeline)) in &self.pipelines {
            if let Some(object) = self.objects.get_mut(&pipeline.object)
                && let Some(slot) = stage_field(object, key).map(|field| field.slot)
            {
                object.pipelines.push((key.clone(), slot));
            }
        }
        for (_, rule) in self.rules.values() {
            triggers::watch(rule, &mut self.objects);
        }
        let mut layouts = self.layouts;
        let mut views = self.views;
        let all = &self.objects;
        let find: hide::Objects<'_> = &|key| all.get(key);
        let screens: Vec<_> = all
            .values()
            .map(|object| {
                let layout = layouts.remove(&object.key).unwrap_or_else(|| generate::layout(object, all));
                let given = views.remove(&object.key).map(|file| file.views).filter(|views| !views.is_empty());
                (hide::in_layout(layout, object, find), hide::in_views(given.unwrap_or_else(|| generate::views(object)), object, find))
            })
            .collect();
        for (object, (layout, views)) in self.objects.values_mut().zip(screens) {
            (object.layout, object.views) = (layout, views);
            let pool = object.own_fields().find(|field| field.kind.holds_pool()).map(|field| field.slot);
            object.pool = pool;
            object.seen_by = roles::seen_by(&roles, object);
        }
        let pipelines = self.pipelines.into_iter().filter_map(|(key, (file, def))| {
            let object = self.objects.get(&def.object)?;
            let field = stage_field(object, &key)?.def.key.clone();
            let stages = def.stages.iter().enumerate().map(|(at, stage)| (stage.key.clone(), at)).collect();
            Some((key, Arc::new(Pipeline { def, file, stages, field })))
        });
        Catalog {
            version: 0,
            files,
            template,
            time_zone,
            pipelines: pipelines.collect(),
            objects: self.objects.into_iter().map(|(key, object)| (key, Arc::new(object))).collect(),
            rules: self.rules.into_iter().map(|(key, (_, rule))| (key, Arc::new(rule))).collect(),
            approvals: self.approvals.into_iter().map(|(key, (_, approval))| (key, Arc::new(approval))).collect(),
            forms: self.forms.into_iter().map(|(key, (_, form))| (key, Arc::new(form))).collect(),
            pools: self.pools.into_iter().map(|(key, (_, pool))| (key, Arc::new(pool))).collect(),
            dashboards: self.dashboards.into_iter().map(|(key, (_, dashboard))| (key, dashboard)).collect(),
            roles,
            working_days: WorkingDays::new(&self.calendar.unwrap_or_default()),
            scripts: self.scripts,
            messages: self.messages,
            documents: self.documents,
        }
    }
}
