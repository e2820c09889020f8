//! What fields say of other objects: lookups and their inverse relations, stages of pipelines, rollups over children.
//! Kinds that depend on these are completed here.

use std::sync::Arc;

use indexmap::IndexMap;

use super::{Broken, Draft, fields, object_at};
use crate::catalog::model::{Key, PipelineDef, PoolDef};
use crate::catalog::problems::Problems;
use crate::catalog::{Field, Object, Relation};
use crate::fields::builtin::USER_OBJECT;
use crate::fields::{Choice, Column, Kind, Links, RollupMeasure};
use crate::lang::Label;
use crate::say;

pub(super) fn link(draft: &mut Draft) {
    relations(draft);
    pipelines(draft);
    rollups(draft);
    complete(draft);
    let Draft { objects, problems, .. } = draft;
    for object in objects.values() {
        for field in object.fields.iter().filter(|field| !field.def.retired) {
            fields::check(&object.file, field, problems);
        }
    }
}

/// Lookups lead to objects; their inverses become relations there.
fn relations(draft: &mut Draft) {
    let Draft { objects, problems, broken, .. } = draft;
    let mut found: Vec<(Key, Relation)> = Vec::new();
    for object in objects.values() {
        for (field, position) in own(object) {
            let Some(reference) = field.kind.reference() else { continue };
            let at = format!("/fields/{position}");
            if reference.object == USER_OBJECT && !objects.contains_key(USER_OBJECT) {
                continue; // Told once, where users are checked.
            }
            let Some(target) = object_at(objects, broken, problems, &object.file, &format!("{at}/to"), &reference.object) else { continue };
            let Some((key, label)) = &reference.inverse else { continue };
            let pointer = format!("{at}/inverse/key");
            if inverse_fits(&object.file, &pointer, key, target, &found, problems) {
                found.push((
                    target.key.clone(),
                    Relation { key: key.clone(), label: label.clone(), object: object.key.clone(), via: field.def.key.clone() },
                ));
            }
        }
    }
    for (target, relation) in found {
        if let Some(object) = objects.get_mut(&target) {
            object.relations.push(relation);
        }
    }
}

fn own(object: &Object) -> impl Iterator<Item = (&Field, usize)> {
    object.own_fields().filter_map(|field| Some((field, field.position?)))
}

fn inverse_fits(file: &str, pointer: &str, key: &str, target: &Object, found: &[(Key, Relation)], problems: &mut Problems) -> bool {
    let before = problems.0.len();
    problems.key(file, pointer, key, &mut Default::default());
    if target.by_key.contains_key(key) {
        let message = say!(
            "“{}”已是“{}”的字段标识，反向关系请换一个标识",
            "\"{}\" is already a field of {}; the inverse needs another key",
            key,
            target.key
        );
        problems.add(file, pointer, "inverse", message);
    }
    if let Some((_, other)) = found.iter().find(|(object, relation)| *object == target.key && relation.key == key) {
        let message = say!(
            "“{}”已是“{}.{}”的反向关系，请换一个标识",
            "\"{}\" is already the inverse of {}.{}; choose another key",
            key,
            other.object,
            other.via
        );
        problems.add(file, pointer, "inverse", message);
    }
    problems.0.len() == before
}

/// Stage fields name a pipeline of their own object.
fn pipelines(draft: &mut Draft) {
    let Draft { objects, pipelines, problems, broken, .. } = draft;
    for object in objects.values() {
        for (field, position) in own(object) {
            let Some(key) = field.kind.pipeline() else { continue };
            let pointer = format!("/fields/{position}/pipeline");
            match pipelines.get(key) {
                Some((_, pipeline)) if pipeline.object == object.key => {}
                Some((_, pipeline)) => {
                    let message = say!(
                        "流程“{}”属于“{}”，不是“{}”的",
                        "The pipeline \"{}\" belongs to {}, not to {}",
                        key,
                        pipeline.object,
                        object.key
                    );
                    problems.add(&object.file, pointer, "pipeline", message);
                }
                None if broken.has("pipeline", key) => {}
                None => problems.unknown(&object.file, pointer, &say!("流程", "pipeline"), key, pipelines.keys().map(String::as_str)),
            }
        }
    }
}

/// Rollups name a relation and, unless they count, a number or date of the children.
fn rollups(draft: &mut Draft) {
    let Draft { objects, problems, broken, .. } = draft;
    for object in objects.values() {
        for (field, position) in own(object) {
            let Some(rollup) = field.kind.rollup() else { continue };
            let at = format!("/fields/{position}");
            let Some(relation) = object.relation(&rollup.relation) else {
                if broken.0.is_empty() {
                    let what =
                        Label::new(format!("指向“{}”的反向关系", object.def.label.zh), format!("relation of {}", object.def.label.en));
                    problems.unknown(
                        &object.file,
                        format!("{at}/relation"),
                        &what,
                        &rollup.relation,
                        object.relations.iter().map(|relation| relation.key.as_str()),
                    );
                }
                continue;
            };
            let (Some(child), Some(of)) = (objects.get(&relation.object), rollup.of.as_deref()) else { continue };
            measured(&object.file, &format!("{at}/of"), child, of, rollup.measure, broken, problems);
        }
    }
}

fn measured(file: &str, pointer: &str, child: &Object, of: &str, measure: RollupMeasure, broken: &Broken, problems: &mut Problems) {
    let Some(field) = super::field_at(child, broken, problems, file, pointer, of) else { return };
    let dated = matches!(field.kind.column(), Column::Date | Column::Time) && matches!(measure, RollupMeasure::Min | RollupMeasure::Max);
    if !field.kind.numeric() && !dated {
        let message = say!(
            "“{}”不是数字，不能这样汇总（日期可取最小、最大）",
            "\"{}\" is no number and cannot be measured so (dates have a min and a max)",
            of
        );
        problems.add(file, pointer, "rollup", message);
    }
}

/// Completes kinds until no column changes: a rollup may measure a rollup of its children.
fn complete(draft: &mut Draft) {
    const DEEPEST: usize = 8;
    for pass in 0..DEEPEST {
        let mut completed: Vec<(Key, usize, Arc<dyn Kind>)> = Vec::new();
        let mut settled = pass > 0;
        for object in draft.objects.values() {
            let links = View { objects: &draft.objects, pipelines: &draft.pipelines, pools: &draft.pools, object };
            for field in &object.fields {
                let Some(kind) = field.kind.link(&links) else { continue };
                settled &= kind.column() == field.kind.column();
                completed.push((object.key.clone(), field.slot, kind));
            }
        }
        for (object, slot, kind) in completed {
            if let Some(field) = draft.objects.get_mut(&object).and_then(|object| object.fields.get_mut(slot)) {
                field.kind = kind;
            }
        }
        if settled {
            return;
        }
    }
}

struct View<'a> {
    objects: &'a IndexMap<Key, Object>,
    pipelines: &'a IndexMap<Key, (String, PipelineDef)>,
    pools: &'a IndexMap<Key, (String, PoolDef)>,
    object: &'a Object,
}

impl Links for View<'_> {
    fn stages(&self, pipeline: &str) -> Option<Vec<Choice>> {
        let (_, pipeline) = self.pipelines.get(pipeline)?;
        let choice = |stage: &crate::catalog::model::StageDef| Choice {
            key: stage.key.clone(),
            label: stage.label.clone(),
            colour: stage.colour.clone(),
            aliases: Vec::new(),
            retired: false,
        };
        Some(pipeline.stages.iter().map(choice).collect())
    }

    fn child(&self, relation: &str, of: &str) -> Option<Arc<dyn Kind>> {
        let relation = self.object.relation(relation)?;
        self.objects.get(&relation.object)?.field(of).map(|field| field.kind.clone())
    }

    fn pools(&self) -> Vec<Choice> {
        let own = self.pools.values().map(|(_, pool)| pool).filter(|pool| pool.object == self.object.key);
        let choice = |pool: &PoolDef| Choice { key: pool.key.clone(), label: pool.label.clone(), colour: None, aliases: Vec::new(), retired: false };
        own.map(choice).collect()
    }
}
