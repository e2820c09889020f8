//! Which objects' records some run may wait for: a write on any other need not ask whether it wakes one. Reads rules as they are
//! written, those of the catalog and those that open runs still go by; knows nothing of runs.

use std::collections::{BTreeMap, BTreeSet};

use super::Published;
use crate::catalog::Catalog;
use crate::catalog::model::{ActionDef, RuleDef};
use crate::catalog::steps;
use crate::error::{Error, Result};
use crate::store::Conn;

impl Published {
    /// Runs under way go by the rules they began with, whatever the catalog says now; so do approvals.
    pub(in crate::runtime) async fn mind_open_runs(&mut self, conn: &mut Conn) -> Result<()> {
        for definition in conn.open_rule_versions().await? {
            let rules: BTreeMap<String, RuleDef> = serde_json::from_value(definition).map_err(Error::internal)?;
            self.awaited.extend(objects(&self.catalog, rules.values()));
        }
        self.approved.extend(conn.objects_under_approval().await?);
        Ok(())
    }
}

/// The objects whose records these rules wait for.
pub(super) fn objects<'r>(catalog: &Catalog, rules: impl IntoIterator<Item = &'r RuleDef>) -> BTreeSet<String> {
    let mut awaited = BTreeSet::new();
    for rule in rules {
        steps::each_step(catalog, rule, &mut |_, object, step| {
            if wakes(step) {
                awaited.insert(object.key.clone());
            }
        });
    }
    awaited
}

fn wakes(step: &ActionDef) -> bool {
    step.kind == "wait" && ["until", "for_condition"].iter().any(|setting| step.settings.contains_key(*setting))
}
