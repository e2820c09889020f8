//! Conditions of checks and gates that mean the same whoever writes and whenever: compiled once, with the catalog.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::DateTime;

use crate::catalog::model::Key;
use crate::catalog::{Catalog, Object, Pipeline};
use crate::query::{self, Cond};
use crate::value::filter::Filter;

#[derive(Debug, Default)]
pub struct Conditions {
    /// By object, in the order of its checks.
    checks: HashMap<Key, Vec<Option<Cond>>>,
    /// By pipeline, in the order of its stages.
    gates: HashMap<Key, Vec<Option<Cond>>>,
}

impl Conditions {
    pub fn of(catalog: &Catalog) -> Conditions {
        let compile = |object: &Arc<Object>, filter: &Filter| fixed(catalog, object, filter);
        let checks = catalog.objects.values().map(|object| {
            let checks = object.def.checks.iter().map(|check| compile(object, &check.refuse_when));
            (object.key.clone(), checks.collect())
        });
        let gates = catalog.pipelines.values().filter_map(|pipeline| {
            let object = catalog.object(&pipeline.def.object)?;
            let gates = pipeline.def.stages.iter().map(|stage| compile(object, stage.enter.as_ref()?.when.as_ref()?));
            Some((pipeline.def.key.clone(), gates.collect()))
        });
        Conditions { checks: checks.collect(), gates: gates.collect() }
    }

    /// What one of the object's checks refuses, where that is the same for everybody and always.
    pub fn check(&self, object: &Object, position: usize) -> Option<&Cond> {
        self.checks.get(&object.key)?.get(position)?.as_ref()
    }

    /// What the gate of a stage demands, where that is the same for everybody and always.
    pub fn gate(&self, pipeline: &Pipeline, stage: &str) -> Option<&Cond> {
        self.gates.get(&pipeline.def.key)?.get(*pipeline.stages.get(stage)?)?.as_ref()
    }
}

/// What the filter means, when nothing in it is relative.
pub fn fixed(catalog: &Catalog, object: &Arc<Object>, filter: &Filter) -> Option<Cond> {
    let cx = query::Cx { me: None, now: DateTime::UNIX_EPOCH, time_zone: catalog.time_zone };
    query::is_fixed(filter).then(|| query::compile(catalog, object, filter, &cx).ok()).flatten()
}
