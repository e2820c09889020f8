//! What an event may concern: rules by their triggers, tasks of the stages it entered. The write asks whether a job is needed at
//! all, the job asks what to run. Rules are looked up by object, kind and field, so that many others cost nothing.
//! Reads the catalog only; knows nothing of conditions.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use serde_json::Value as Json;

use crate::catalog::model::{ApprovalState, Key, RuleDef, StageTask, TaskTarget, Trigger};
use crate::catalog::time::DateDue;
use crate::catalog::{Catalog, Object};
use crate::store::{Change, Event, EventKind};

/// The enabled rules that listen to events, by what they listen to. Made once per published catalog.
#[derive(Debug, Default)]
pub struct Listeners {
    rules: Vec<Arc<RuleDef>>,
    objects: HashMap<Key, Listening>,
}

/// What is listened to of one object.
#[derive(Debug, Default)]
struct Listening {
    /// By positions in [`Listeners::rules`].
    created: Vec<usize>,
    deleted: Vec<usize>,
    restored: Vec<usize>,
    /// To approvals, by their keys; to any outcome where none is named.
    approvals: HashMap<Key, Vec<(usize, Vec<ApprovalState>)>>,
    /// To forms, by their keys.
    forms: HashMap<Key, Vec<usize>>,
    /// To any change.
    updated: Vec<usize>,
    fields: HashMap<Key, Vec<Ear>>,
    /// To dates, for when they are written too late to be waited for.
    dates: HashMap<Key, Vec<(usize, DateDue)>>,
}

/// One rule that listens to one field.
#[derive(Debug)]
struct Ear {
    rule: usize,
    /// Any value when empty.
    from: Vec<Json>,
    to: Vec<Json>,
    /// To creation too, and not to changes that leave the field empty.
    stage: bool,
}

impl Listeners {
    pub fn new(catalog: &Catalog) -> Listeners {
        Listeners::of(catalog, catalog.rules.values().filter(|rule| rule.enabled).cloned())
    }

    /// These rules alone.
    pub fn of(catalog: &Catalog, rules: impl IntoIterator<Item = Arc<RuleDef>>) -> Listeners {
        let mut listeners = Listeners::default();
        for rule in rules {
            if let Some(object) = catalog.object(&rule.object) {
                let at = listeners.rules.len();
                listeners.rules.push(rule.clone());
                listeners.objects.entry(object.key.clone()).or_default().add(catalog, object, &rule.trigger, at);
            }
        }
        listeners
    }

    /// The enabled rules this event may concern, in the catalog's order; their conditions are asked later.
    pub fn rules(&self, event: &Event) -> impl Iterator<Item = &Arc<RuleDef>> {
        let found = self.objects.get(&event.object).map(|listening| listening.to(event)).unwrap_or_default();
        found.into_iter().map(|at| &self.rules[at])
    }

    /// The rules whose date this event wrote though it was due before, and when it was. Not for an import, which brings what was
    /// dealt with elsewhere.
    pub fn late(&self, object: &Object, event: &Event) -> Vec<(&Arc<RuleDef>, DateTime<Utc>)> {
        let written = matches!(event.kind, EventKind::Created | EventKind::Updated | EventKind::Moved) && event.cause.import.is_none();
        let Some(listening) = self.objects.get(&event.object).filter(|listening| written && !listening.dates.is_empty()) else { return Vec::new() };
        let mut found = Vec::new();
        for change in &event.changes {
            let Some(dates) = listening.dates.get(&change.field) else { continue };
            let Some(value) = object.field(&change.field).and_then(|field| field.kind.decode(&change.after).ok()) else { continue };
            found.extend(dates.iter().filter_map(|(rule, due)| Some((&self.rules[*rule], due.late(&value, event.at)?))));
        }
        found
    }
}

impl Listening {
    fn add(&mut self, catalog: &Catalog, object: &Object, trigger: &Trigger, rule: usize) {
        match trigger {
            Trigger::Created {} => self.created.push(rule),
            Trigger::Deleted {} => self.deleted.push(rule),
            Trigger::Restored {} => self.restored.push(rule),
            Trigger::Updated { fields, .. } if fields.is_empty() => self.updated.push(rule),
            Trigger::Updated { fields, from, to } => {
                for field in fields {
                    let same = |values: &[Json]| values.iter().map(|value| as_written(object, field, value)).collect();
                    let ear = Ear { rule, from: same(from), to: same(to), stage: false };
                    self.fields.entry(field.clone()).or_default().push(ear);
                }
            }
            Trigger::Stage { pipeline, entered, left } => {
                let own = object.pipelines.iter().filter(|(key, _)| pipeline.as_ref().is_none_or(|named| named == key));
                for pipeline in own.filter_map(|(key, _)| catalog.pipeline(key)) {
                    let keys = |stages: &[Key]| stages.iter().map(|stage| Json::String(stage.clone())).collect();
                    let ear = Ear { rule, from: keys(left), to: keys(entered), stage: true };
                    self.fields.entry(pipeline.field.clone()).or_default().push(ear);
                }
            }
            Trigger::Date { field, .. } => {
                let field = object.field(field);
                let due = field.and_then(|field| Some((field, DateDue::new(trigger, field.kind.column(), catalog.time_zone)?)));
                if let Some((field, due)) = due {
                    self.dates.entry(field.key().to_owned()).or_default().push((rule, due));
                }
            }
            Trigger::Approval { approval, outcome } => self.approvals.entry(approval.clone()).or_default().push((rule, outcome.clone())),
            Trigger::Form { form } => self.forms.entry(form.clone()).or_default().push(rule),
            Trigger::Schedule { .. } | Trigger::Stale { .. } | Trigger::Button {} | Trigger::Called {} | Trigger::Webhook { .. } => {}
        }
    }

    /// Positions of the rules that listen to this, each once, in order.
    fn to(&self, event: &Event) -> BTreeSet<usize> {
        let changed = matches!(event.kind, EventKind::Updated | EventKind::Moved);
        let kind = match event.kind {
            EventKind::Created => &self.created[..],
            EventKind::Deleted => &self.deleted,
            EventKind::Restored => &self.restored,
            EventKind::Updated | EventKind::Moved => &self.updated,
            EventKind::Purged | EventKind::Note | EventKind::Shared | EventKind::Merged | EventKind::Approval => &[],
        };
        let mut found: BTreeSet<usize> = kind.iter().copied().collect();
        if event.kind == EventKind::Approval {
            found.extend(event.changes.iter().flat_map(|change| self.to_approval(&change.after)));
        }
        if let Some(form) = event.cause.form.as_ref().filter(|_| event.kind == EventKind::Created) {
            found.extend(self.forms.get(form).into_iter().flatten());
        }
        if changed || event.kind == EventKind::Created {
            for change in &event.changes {
                let ears = self.fields.get(&change.field).into_iter().flatten();
                found.extend(ears.filter(|ear| (changed || ear.stage) && ear.hears(change)).map(|ear| ear.rule));
            }
        }
        found
    }
}

impl Listening {
    /// Those that listen to what an event tells of an approval.
    fn to_approval<'a>(&'a self, told: &'a Json) -> impl Iterator<Item = usize> + 'a {
        let listening = told["approval"].as_str().and_then(|key| self.approvals.get(key)).into_iter().flatten();
        let reached = |outcomes: &[ApprovalState]| match told["outcome"].as_str() {
            Some(outcome) => outcomes.is_empty() || outcomes.iter().any(|named| named.name() == outcome),
            None => false,
        };
        listening.filter(move |(_, outcomes)| reached(outcomes)).map(|(rule, _)| *rule)
    }
}

impl Ear {
    fn hears(&self, change: &Change) -> bool {
        let among = |values: &[Json], value: &Json| values.is_empty() || values.contains(value);
        !(self.stage && change.after.is_null()) && among(&self.from, &change.before) && among(&self.to, &change.after)
    }
}

/// A value as events keep it.
fn as_written(object: &Object, field: &str, value: &Json) -> Json {
    let typed = object.field(field).and_then(|field| field.kind.decode(value).ok());
    match typed {
        Some(typed) if typed.is_null() => Json::Null,
        Some(typed) => typed.to_json(),
        None => value.clone(),
    }
}

/// Whether anything may react.
pub fn concerns(catalog: &Catalog, listeners: &Listeners, object: &Object, event: &Event) -> bool {
    listeners.rules(event).next().is_some() || !listeners.late(object, event).is_empty() || stage_tasks(catalog, object, event).next().is_some()
}

/// The tasks of the stages this event entered, and where they go. None for an import, which brings work done elsewhere.
pub fn stage_tasks<'a>(
    catalog: &'a Catalog,
    object: &'a Object,
    event: &'a Event,
) -> impl Iterator<Item = (&'a TaskTarget, &'a StageTask)> {
    let entered = stages_entered(catalog, object, event).filter(|_| event.cause.import.is_none());
    entered.flat_map(|(key, stage)| {
        let pipeline = catalog.pipeline(key);
        let target = pipeline.and_then(|pipeline| pipeline.def.tasks.as_ref());
        let stage = pipeline.and_then(|pipeline| pipeline.stage(stage));
        target.zip(stage).into_iter().flat_map(|(target, stage)| stage.tasks.iter().map(move |task| (target, task)))
    })
}

/// Pipeline and stage of every stage this event entered.
fn stages_entered<'a>(catalog: &'a Catalog, object: &'a Object, event: &'a Event) -> impl Iterator<Item = (&'a str, &'a str)> {
    let enters = matches!(event.kind, EventKind::Created | EventKind::Moved);
    object.pipelines.iter().filter(move |_| enters).filter_map(move |(key, _)| {
        let pipeline = catalog.pipeline(key)?;
        let change = event.changes.iter().find(|change| change.field == pipeline.field)?;
        Some((key.as_str(), change.after.as_str()?))
    })
}
