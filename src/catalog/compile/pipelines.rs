//! Pipelines: their stages, moves, gates and tasks.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use super::{Broken, Draft, field_at, object_at};
use crate::catalog::Object;
use crate::catalog::model::{Key, Moves, PipelineDef, StageStatus, TaskTarget};
use crate::catalog::problems::Problems;
use crate::fields::Column;
use crate::say;
use crate::value::duration::Span;

pub(super) fn check(draft: &mut Draft) {
    let Draft { objects, pipelines, problems, broken, .. } = draft;
    for (key, (file, pipeline)) in pipelines.iter() {
        stages(file, pipeline, problems);
        moves(file, pipeline, problems);
        if let Some(object) = object_at(objects, broken, problems, file, "/object", &pipeline.object) {
            field_of(file, key, object, broken, problems);
            gates(file, pipeline, object, broken, problems);
        }
        tasks(file, pipeline, objects, broken, problems);
    }
}

/// Exactly one live field of the object holds the stage.
fn field_of(file: &str, key: &str, object: &Object, broken: &Broken, problems: &mut Problems) {
    let holders: Vec<&str> = object.own_fields().filter(|field| field.kind.pipeline() == Some(key)).map(|field| field.key()).collect();
    match holders.len() {
        1 => {}
        0 if broken.0.iter().any(|broken| broken.starts_with(&format!("field {}.", object.key))) => {}
        0 => {
            let message = say!("“{}”没有使用这个流程的阶段字段", "{} has no stage field that uses this pipeline", object.key);
            problems.add(file, "/object", "stage_field", message);
        }
        _ => {
            let message = say!(
                "“{}”有多个字段使用这个流程：{}；只能有一个",
                "Several fields of {} use this pipeline: {}; there can be only one",
                object.key,
                holders.join(", ")
            );
            problems.add(file, "/object", "stage_field", message);
        }
    }
}

fn stages(file: &str, pipeline: &PipelineDef, problems: &mut Problems) {
    let mut taken = BTreeSet::new();
    for (position, stage) in pipeline.stages.iter().enumerate() {
        let at = format!("/stages/{position}");
        problems.key(file, format!("{at}/key"), &stage.key, &mut taken);
        if stage.probability > 100 {
            let message = say!("赢率 {} 超过了 100", "A probability of {} is above 100", stage.probability);
            problems.add_expecting(file, format!("{at}/probability"), "range", message, Some("0..100".to_owned()));
        }
        span(file, &format!("{at}/stale_after"), stage.stale_after.as_deref(), problems);
        for (task, due) in stage.tasks.iter().enumerate() {
            span(file, &format!("{at}/tasks/{task}/due"), due.due.as_deref(), problems);
        }
    }
    if !pipeline.stages.iter().any(|stage| stage.status == StageStatus::Open) {
        problems.add(file, "/stages", "no_open_stage", say!("流程至少要有一个进行中的阶段", "A pipeline needs at least one open stage"));
    }
}

pub(super) fn span(file: &str, pointer: &str, text: Option<&str>, problems: &mut Problems) {
    if let Some(text) = text.filter(|text| Span::parse(text).is_none()) {
        let message = say!("“{}”不是时长", "\"{}\" is no span of time", text);
        problems.add_expecting(file, pointer, "span", message, Some("15m, 24h, 30d, 2w, 3mo, 1y".to_owned()));
    }
}

pub(super) fn stage_at(file: &str, pointer: &str, key: &str, pipeline: &PipelineDef, problems: &mut Problems) {
    if !pipeline.stages.iter().any(|stage| stage.key == key) {
        problems.unknown(file, pointer, &say!("阶段", "stage"), key, pipeline.stages.iter().map(|stage| stage.key.as_str()));
    }
}

fn moves(file: &str, pipeline: &PipelineDef, problems: &mut Problems) {
    let Moves::Listed(moves) = &pipeline.moves else { return };
    for (position, listed) in moves.iter().enumerate() {
        stage_at(file, &format!("/moves/{position}/from"), &listed.from, pipeline, problems);
        for (place, to) in listed.to.iter().enumerate() {
            stage_at(file, &format!("/moves/{position}/to/{place}"), to, pipeline, problems);
        }
    }
}

/// Fields a gate or a loss asks for exist and can be filled by people.
fn gates(file: &str, pipeline: &PipelineDef, object: &Object, broken: &Broken, problems: &mut Problems) {
    if let Some(key) = &pipeline.lost_reason {
        fillable(file, "/lost_reason", key, object, broken, problems);
    }
    for (position, stage) in pipeline.stages.iter().enumerate() {
        for (place, key) in stage.enter.iter().flat_map(|gate| &gate.require).enumerate() {
            fillable(file, &format!("/stages/{position}/enter/require/{place}"), key, object, broken, problems);
        }
    }
}

fn fillable(file: &str, pointer: &str, key: &str, object: &Object, broken: &Broken, problems: &mut Problems) {
    if let Some(field) = field_at(object, broken, problems, file, pointer, key)
        && field.kind.pipeline().is_some()
    {
        problems.add(
            file,
            pointer,
            "gate",
            say!("“{}”是阶段字段，不能作为进入条件", "\"{}\" is a stage field and cannot be asked for here", key),
        );
    }
}

fn tasks(file: &str, pipeline: &PipelineDef, objects: &IndexMap<Key, Object>, broken: &Broken, problems: &mut Problems) {
    let Some(target) = &pipeline.tasks else {
        if let Some(position) = pipeline.stages.iter().position(|stage| !stage.tasks.is_empty()) {
            let message = say!(
                "阶段有任务，但流程没有写 tasks：任务要建在哪个对象里",
                "A stage has tasks, but the pipeline does not say (tasks) which object they go to"
            );
            problems.add_expecting(file, format!("/stages/{position}/tasks"), "tasks", message, Some("tasks".to_owned()));
        }
        return;
    };
    let Some(object) = object_at(objects, broken, problems, file, "/tasks/object", &target.object) else { return };
    target_fields(file, target, &pipeline.object, object, broken, problems);
}

fn target_fields(file: &str, target: &TaskTarget, about: &str, object: &Object, broken: &Broken, problems: &mut Problems) {
    if let Some(title) = field_at(object, broken, problems, file, "/tasks/title", &target.title)
        && (!title.kind.textual() || title.kind.computed())
    {
        problems.add(
            file,
            "/tasks/title",
            "tasks",
            say!("“{}”不是可填写的文字字段", "\"{}\" is no text field that can be written", target.title),
        );
    }
    if let Some(field) = field_at(object, broken, problems, file, "/tasks/about", &target.about)
        && field.kind.reference().is_none_or(|to| to.object != about)
    {
        problems.add(file, "/tasks/about", "tasks", say!("“{}”不是指向“{}”的关联字段", "\"{}\" is no lookup to {}", target.about, about));
    }
    if let Some(key) = &target.due
        && let Some(due) = field_at(object, broken, problems, file, "/tasks/due", key)
        && !matches!(due.kind.column(), Column::Date | Column::Time)
    {
        problems.add(file, "/tasks/due", "tasks", say!("“{}”不是日期字段", "\"{}\" is no date field", key));
    }
}
