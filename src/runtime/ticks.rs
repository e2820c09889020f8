//! Which rules watch the time, and from when: since the publish that switched them on or changed what they watch.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use serde_json::{Value as Json, json};

use crate::catalog::model::{RuleDef, Trigger};
use crate::catalog::{Catalog, Pipeline};
use crate::error::Result;
use crate::store::{Tick, Tx};

/// The enabled rules that watch the time.
pub fn timed(catalog: &Catalog) -> impl Iterator<Item = &Arc<RuleDef>> {
    catalog.rules.values().filter(|rule| {
        rule.enabled && matches!(rule.trigger, Trigger::Date { .. } | Trigger::Schedule { .. } | Trigger::Stale { .. })
    })
}

/// The pipelines of its object that a rule speaks of: the one it names, or all.
pub fn pipelines_of<'a>(catalog: &'a Catalog, rule: &'a RuleDef, named: Option<&'a str>) -> impl Iterator<Item = &'a Arc<Pipeline>> {
    catalog.pipelines.values().filter(move |pipeline| pipeline.def.object == rule.object && named.is_none_or(|key| key == pipeline.def.key))
}

/// What a rule watches, as text. How long a stage may last is said by the stage.
pub fn watches(catalog: &Catalog, rule: &RuleDef) -> String {
    let stages: Vec<Json> = match &rule.trigger {
        Trigger::Stale { pipeline, after: None, .. } => pipelines_of(catalog, rule, pipeline.as_deref())
            .flat_map(|pipeline| pipeline.def.stages.iter().map(|stage| json!([stage.key, stage.stale_after])))
            .collect(),
        _ => Vec::new(),
    };
    json!([rule.object, rule.trigger, stages]).to_string()
}

/// What begins to be watched now begins now; what is watched no longer is forgotten.
pub(super) async fn follow(tx: &mut Tx, catalog: &Catalog, now: DateTime<Utc>) -> Result<()> {
    let mut wanted: BTreeMap<&str, String> = timed(catalog).map(|rule| (rule.key.as_str(), watches(catalog, rule))).collect();
    for tick in tx.ticks().await? {
        match wanted.get(tick.rule.as_str()) {
            Some(watches) if *watches == tick.watches => drop(wanted.remove(tick.rule.as_str())),
            Some(_) => {}
            None => tx.forget_tick(&tick.rule).await?,
        }
    }
    for (rule, watches) in wanted {
        tx.set_tick(&Tick { rule: rule.to_owned(), watches, through: now }).await?;
    }
    Ok(())
}
