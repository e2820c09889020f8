//! The steps of a rule wherever they stand, each with its place and the object whose record it is about. Knows which steps
//! hold others; nothing of what any of them does.

use std::sync::Arc;

use super::model::{ActionDef, RuleDef};
use super::{Catalog, Object};

/// Calls back for every step of the rule, from the outside in.
pub fn each_step(catalog: &Catalog, rule: &RuleDef, seen: &mut impl FnMut(&str, &Arc<Object>, &ActionDef)) {
    if let Some(object) = catalog.object(&rule.object) {
        list(catalog, object, &rule.actions, "/actions", seen);
    }
}

fn list(
    catalog: &Catalog,
    object: &Arc<Object>,
    steps: &[ActionDef],
    at: &str,
    seen: &mut impl FnMut(&str, &Arc<Object>, &ActionDef),
) {
    for (index, step) in steps.iter().enumerate() {
        let pointer = format!("{at}/{index}");
        seen(&pointer, object, step);
        let Some(inside) = object_inside(catalog, object, step) else { continue };
        for setting in step.lists() {
            list(catalog, inside, &step.list(setting), &format!("{pointer}/{setting}"), seen);
        }
    }
}

/// The object whose records the steps inside this one are about.
pub fn object_inside<'a>(catalog: &'a Catalog, object: &'a Arc<Object>, step: &ActionDef) -> Option<&'a Arc<Object>> {
    if step.kind != "each" {
        return Some(object);
    }
    let relation = object.relation(step.settings.get("of")?.as_str()?)?;
    catalog.object(&relation.object)
}
