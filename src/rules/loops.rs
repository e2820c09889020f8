//! Rules that would set each other off without end, found before they run. Only what is certain is told: rules without a condition,
//! whose steps write each time. What might end is left to the limits on depth and rate.

use crate::catalog::Catalog;
use crate::catalog::model::{ActionDef, RuleDef, Trigger};
use serde_json::Value as Json;

/// Keys of rules that set each other off in a circle which begins and ends with this one.
pub fn circle(catalog: &Catalog, rule: &RuleDef) -> Option<Vec<String>> {
    let mut waiting = vec![vec![rule.key.clone()]];
    let mut seen = Vec::new();
    while let Some(way) = waiting.pop() {
        let Some(last) = way.last().and_then(|key| catalog.rules.get(key)) else { continue };
        for next in catalog.rules.values().filter(|next| sets_off(last, next)) {
            let way: Vec<String> = way.iter().cloned().chain([next.key.clone()]).collect();
            if next.key == rule.key {
                return Some(way);
            }
            if !seen.contains(&next.key) {
                seen.push(next.key.clone());
                waiting.push(way);
            }
        }
    }
    None
}

/// Whether a run of one is always followed by a run of the other.
fn sets_off(one: &RuleDef, other: &RuleDef) -> bool {
    unconditional(one) && unconditional(other) && steps(one).any(|step| fires(one, step, other))
}

fn unconditional(rule: &RuleDef) -> bool {
    rule.enabled && rule.mode.is_live() && rule.filter.is_none() && rule.when.is_none()
}

/// Steps that are done in every run: up to the first that may end or keep it waiting.
fn steps(rule: &RuleDef) -> impl Iterator<Item = &ActionDef> {
    rule.actions.iter().take_while(|step| !["stop", "branch", "wait"].contains(&step.kind.as_str()))
}

fn fires(one: &RuleDef, step: &ActionDef, other: &RuleDef) -> bool {
    let named = |key: &str| step.settings.get(key).and_then(Json::as_str);
    match (&other.trigger, step.kind.as_str()) {
        (Trigger::Created {}, "create") => named("object") == Some(&other.object),
        (Trigger::Updated { fields, .. }, "set") => {
            let own = !step.settings.contains_key("record") && one.object == other.object;
            own && always_new(step).any(|key| fields.is_empty() || fields.contains(key))
        }
        _ => false,
    }
}

/// Fields that a step sets to something else each time: to the time it is.
fn always_new(step: &ActionDef) -> impl Iterator<Item = &String> {
    let values = step.settings.get("values").and_then(Json::as_object);
    values.into_iter().flatten().filter(|(_, value)| value.get("now").is_some()).map(|(key, _)| key)
}
