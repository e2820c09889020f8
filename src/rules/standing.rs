//! How every rule of the catalog has fared lately, for those who look after rules. Knows nothing of single runs.

use std::collections::HashMap;

use chrono::{DateTime, Duration, Utc};
use schemars::JsonSchema;
use serde::Serialize;

use crate::catalog::model::RuleMode;
use crate::error::Result;
use crate::records::Context;
use crate::store::{RuleStanding, RunState};
use crate::value::Id;

use super::browse;

/// Days that runs are counted for.
const DAYS: i64 = 7;

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "RuleStandings")]
pub struct Standings {
    pub rules: Vec<Standing>,
}

/// How a rule has fared.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "RuleStanding")]
pub struct Standing {
    pub rule: String,
    pub object: String,
    pub label: String,
    pub enabled: bool,
    pub mode: RuleMode,
    pub last: Option<Last>,
    /// Runs of the last seven days, and those of them that failed; 10,001 stands for more than 10,000.
    pub runs: i64,
    pub failed: i64,
    /// Runs that are held back because it fired too often, and when the last of them is due.
    pub held: i64,
    pub held_until: Option<DateTime<Utc>>,
}

/// Its last run.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "LastRun")]
pub struct Last {
    pub id: Id,
    pub at: DateTime<Utc>,
    pub state: RunState,
}

pub async fn standings(cx: &Context) -> Result<Standings> {
    browse::require(cx)?;
    let rules: Vec<&str> = cx.catalog().rules.keys().map(String::as_str).collect();
    let since = cx.runtime.clock.now() - Duration::days(DAYS);
    let mut conn = cx.runtime.store.read().await?;
    let (found, waiting) = (conn.standings(&rules, since).await?, conn.held_back().await?);
    drop(conn);
    let mut found: HashMap<String, RuleStanding> = found.into_iter().map(|one| (one.rule.clone(), one)).collect();
    let told = cx.catalog().rules.values().map(|rule| {
        let known = found.remove(&rule.key);
        let last = known.as_ref().map(|known| Last { id: known.last.0, at: known.last.1, state: known.last.2 });
        let (runs, failed) = known.map_or((0, 0), |known| (known.runs, known.failed));
        let label = rule.label.get(cx.actor.lang()).to_owned();
        let waiting = waiting.iter().find(|waiting| waiting.rule == rule.key);
        Standing {
            rule: rule.key.clone(),
            object: rule.object.clone(),
            label,
            enabled: rule.enabled,
            mode: rule.mode,
            last,
            runs,
            failed,
            held: waiting.map_or(0, |waiting| waiting.runs),
            held_until: waiting.map(|waiting| waiting.until),
        }
    });
    Ok(Standings { rules: told.collect() })
}
