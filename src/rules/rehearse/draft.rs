//! The catalog in force with one rule as the draft has it, switched on. What the draft changes of objects and pipelines is left
//! out: no record has it yet. Knows nothing of what the rule does.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::Value as Json;

use crate::catalog::Files;
use crate::catalog::model::RuleDef;
use crate::error::{Error, Result};
use crate::rules::program;
use crate::runtime::{Published, Runtime, problems_error};
use crate::say;

pub async fn compiled(on: &Arc<Runtime>, rule: &str) -> Result<(Arc<Published>, Arc<RuleDef>)> {
    let drafted = on.draft().await?.files;
    let in_force = on.published();
    let mut files: Files = in_force.catalog.files.clone();
    files.retain(|path, _| !is_text(path));
    files.extend(drafted.iter().filter(|(path, _)| is_text(path)).map(|(path, content)| (path.clone(), content.clone())));
    let missing = || Error::not_found(say!("没有规则「{}」", "There is no rule `{}`", rule));
    for key in called(&drafted, rule) {
        let Some((path, definition)) = of_key(&drafted, &key) else { continue };
        let mut definition = definition.clone();
        if let Some(written) = definition.as_object_mut().filter(|_| key == rule) {
            written.insert("enabled".to_owned(), Json::Bool(true));
            written.remove("mode");
        }
        files.insert(path.clone(), definition);
    }
    let published = Published::compile(files, in_force.catalog.version, on.checks()).map_err(problems_error)?;
    let rule = published.catalog.rules.get(rule).cloned().ok_or_else(missing)?;
    Ok((Arc::new(published), rule))
}

/// What says something about no table.
fn is_text(path: &str) -> bool {
    path.starts_with("scripts/") || path.ends_with(".jinja") || path == "workflows/calendar.json"
}

/// The rule and those it calls, as the draft has them.
fn called(files: &Files, rule: &str) -> BTreeSet<String> {
    let (mut found, mut waiting) = (BTreeSet::new(), vec![rule.to_owned()]);
    while let Some(key) = waiting.pop() {
        let definition = of_key(files, &key).and_then(|(_, content)| serde_json::from_value::<RuleDef>(content.clone()).ok());
        waiting.extend(definition.map(|rule| program::calls(&rule.actions)).unwrap_or_default().into_iter().filter(|key| !found.contains(key)));
        found.insert(key);
    }
    found
}

fn of_key<'f>(files: &'f Files, key: &str) -> Option<(&'f String, &'f Json)> {
    files.iter().find(|(path, content)| path.ends_with(".rule.json") && content.get("key").and_then(Json::as_str) == Some(key))
}
