//! What sets rules off: fields, stages, spans and times that are named exist and can be understood.

use indexmap::IndexMap;

use super::pipelines::{span, stage_at};
use super::{Broken, field_at};
use crate::catalog::model::{ApprovalDef, FormDef, Key, PipelineDef, RuleDef, Trigger};
use crate::catalog::problems::Problems;
use crate::catalog::time::{self, Schedule};
use crate::catalog::{Field, Object};
use crate::fields::Column;
use crate::say;

/// Where a rule stands, and what it may speak of.
pub(super) struct Place<'a> {
    pub file: &'a str,
    pub object: &'a Object,
    pub pipelines: &'a IndexMap<Key, (String, PipelineDef)>,
    pub approvals: &'a IndexMap<Key, (String, ApprovalDef)>,
    pub forms: &'a IndexMap<Key, (String, FormDef)>,
    pub broken: &'a Broken,
}

/// The date a rule watches is one the store finds records by.
pub(super) fn watch(rule: &RuleDef, objects: &mut IndexMap<Key, Object>) {
    let Trigger::Date { field, .. } = &rule.trigger else { return };
    let Some(object) = objects.get_mut(&rule.object).filter(|_| rule.enabled) else { return };
    if let Some(slot) = object.field(field).map(|field| field.slot)
        && !object.timed.contains(&slot)
    {
        object.timed.push(slot);
    }
}

pub(super) fn check(place: &Place<'_>, trigger: &Trigger, problems: &mut Problems) {
    match trigger {
        Trigger::Updated { fields, from, to } => {
            let found: Vec<Option<&Field>> = fields
                .iter()
                .enumerate()
                .map(|(position, key)| field_at(place.object, place.broken, problems, place.file, &format!("/trigger/fields/{position}"), key))
                .collect();
            for (name, values) in [("from", from), ("to", to)].into_iter().filter(|(_, values)| !values.is_empty()) {
                match found[..] {
                    [Some(field)] => values_of(place, field, name, values, problems),
                    [None] => {}
                    _ => problems.add(
                        place.file,
                        format!("/trigger/{name}"),
                        "one_field",
                        say!("只有指定了一个字段时才能限定它的值", "Values can be named only of one field"),
                    ),
                }
            }
        }
        Trigger::Stage { pipeline, entered, left } => {
            stages(place, pipeline.as_deref(), &[("entered", entered), ("left", left)], problems);
        }
        Trigger::Stale { pipeline, stages: named, after } => {
            span(place.file, "/trigger/after", after.as_deref(), problems);
            let found = stages(place, pipeline.as_deref(), &[("stages", named)], problems);
            let says = |def: &PipelineDef| def.stages.iter().any(|stage| stage.stale_after.is_some() && (named.is_empty() || named.contains(&stage.key)));
            if after.is_none() && found.is_some_and(|def| !says(def)) {
                let message = say!("这些阶段都没有说停留多久算太久", "None of these stages says how long is too long");
                problems.add_expecting(place.file, "/trigger", "stale_after", message, Some("after".to_owned()));
            }
        }
        Trigger::Date { .. } => date(place, trigger, problems),
        Trigger::Schedule { cron, .. } => {
            if let Err(why) = Schedule::parse(cron, chrono_tz::UTC) {
                let message = say!("“{}”不是定时表达式：{}", "\"{}\" is no schedule: {}", cron, why);
                problems.add_expecting(place.file, "/trigger/cron", "cron", message, Some("0 9 * * 1".to_owned()));
            }
        }
        Trigger::Approval { approval, .. } if !place.broken.has("approval", approval) => {
            let own = || place.approvals.iter().filter(|(_, (_, other))| other.object == place.object.key).map(|(key, _)| key.as_str());
            if !own().any(|key| key == approval) {
                problems.unknown(place.file, "/trigger/approval", &say!("这个对象的审批", "approval of this object"), approval, own());
            }
        }
        Trigger::Form { form } if !place.broken.has("form", form) => {
            let own = || place.forms.iter().filter(|(_, (_, other))| other.object == place.object.key).map(|(key, _)| key.as_str());
            if !own().any(|key| key == form) {
                problems.unknown(place.file, "/trigger/form", &say!("这个对象的外部表单", "form of this object"), form, own());
            }
        }
        Trigger::Webhook { find: Some(find), .. } => {
            let found = field_at(place.object, place.broken, problems, place.file, "/trigger/match/field", &find.field);
            if found.is_some_and(|field| !findable(field)) {
                let message = say!("按“{}”找不了记录", "records cannot be found by \"{}\"", find.field);
                problems.add(place.file, "/trigger/match/field", "match_field", message);
            }
        }
        Trigger::Webhook { find: None, .. } | Trigger::Approval { .. } | Trigger::Form { .. } | Trigger::Created {} | Trigger::Deleted {} | Trigger::Restored {} | Trigger::Button {} | Trigger::Called {} => {}
    }
}

/// Whether the store finds records by a value of the field.
fn findable(field: &Field) -> bool {
    match field.kind.column() {
        Column::List | Column::Json => false,
        Column::Sealed(sealed) => sealed.findable,
        _ => true,
    }
}

fn values_of(place: &Place<'_>, field: &Field, name: &str, values: &[serde_json::Value], problems: &mut Problems) {
    for (position, value) in values.iter().enumerate() {
        if let Err(refusal) = field.kind.decode(value) {
            problems.add(place.file, format!("/trigger/{name}/{position}"), "value", refusal.message);
        }
    }
}

fn date(place: &Place<'_>, trigger: &Trigger, problems: &mut Problems) {
    let Trigger::Date { field, before, after, at, yearly, lunar } = trigger else { return };
    span(place.file, "/trigger/before", before.as_deref(), problems);
    span(place.file, "/trigger/after", after.as_deref(), problems);
    if before.is_some() && after.is_some() {
        problems.add(place.file, "/trigger/after", "either", say!("只能在之前或之后中选一个", "It is either before or after"));
    }
    if let Some(text) = at.as_deref().filter(|text| time::time_of_day(text).is_none()) {
        let message = say!("“{}”不是时刻", "\"{}\" is no time of day", text);
        problems.add_expecting(place.file, "/trigger/at", "time", message, Some("09:00".to_owned()));
    }
    let Some(found) = field_at(place.object, place.broken, problems, place.file, "/trigger/field", field) else { return };
    match found.kind.column() {
        Column::Date => {}
        Column::Time if !yearly && !lunar => {}
        Column::Time => {
            let message = say!("每年一次的只能是日期字段，“{}”是时间", "Only a date comes every year; \"{}\" is a time", field);
            problems.add(place.file, "/trigger/field", "date_field", message);
        }
        _ => problems.add(place.file, "/trigger/field", "date_field", say!("“{}”不是日期或时间", "\"{}\" is no date or time", field)),
    }
}

/// The pipeline spoken of, when there is one; told when there is none, or a stage is not in it.
fn stages<'a>(place: &Place<'a>, named: Option<&str>, lists: &[(&str, &Vec<Key>)], problems: &mut Problems) -> Option<&'a PipelineDef> {
    let Place { file, object, pipelines, broken, .. } = place;
    let own = || pipelines.iter().filter(|(_, (_, pipeline))| pipeline.object == object.key);
    let found = match named {
        Some(key) => own().find(|(known, _)| *known == key),
        None => own().next(),
    };
    match (found, named) {
        (Some((_, (_, pipeline))), _) => {
            for (name, stages) in lists {
                for (position, key) in stages.iter().enumerate() {
                    stage_at(file, &format!("/trigger/{name}/{position}"), key, pipeline, problems);
                }
            }
            return Some(pipeline);
        }
        (None, Some(key)) if !broken.has("pipeline", key) => {
            let known = own().map(|(key, _)| key.as_str());
            problems.unknown(file, "/trigger/pipeline", &say!("这个对象的流程", "pipeline of this object"), key, known);
        }
        (None, None) if broken.0.is_empty() => {
            let message = say!("“{}”没有流程，不会进入任何阶段", "{} has no pipeline and never enters a stage", object.key);
            problems.add(file, "/trigger", "pipeline", message);
        }
        _ => {}
    }
    None
}
