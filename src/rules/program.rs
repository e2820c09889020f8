//! A rule made ready to run, with the rules it calls: every list of steps by its place. And its definition as it is kept, so
//! that a run ends under the very steps it began with. Knows nothing of records.

use std::collections::{BTreeMap, HashMap};

use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};

use super::kinds::{self, Body};
use crate::catalog::Catalog;
use crate::catalog::model::{ActionDef, RuleDef};
use crate::error::{Error, Result};
use crate::lang::Label;
use crate::say;

/// The rule and those it calls, by their keys.
pub type Rules = BTreeMap<String, RuleDef>;

/// Steps ready to be done.
pub struct Program {
    rules: Rules,
    /// By the rule's key and the pointer of the list.
    lists: HashMap<(String, String), Vec<Step>>,
}

pub struct Step {
    pub kind: String,
    pub name: Option<String>,
    /// Where it stands in its rule's file.
    pub pointer: String,
    pub body: Body,
}

/// The definition of a rule and of those it calls, as it is kept for ever.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    /// SHA-256 of the definition, in hexadecimal.
    pub hash: String,
    pub definition: Json,
}

/// The rule and those it calls, as the catalog has them.
pub fn closure(catalog: &Catalog, rule: &RuleDef) -> Rules {
    let mut rules = Rules::from([(rule.key.clone(), rule.clone())]);
    let mut waiting = calls(&rule.actions);
    while let Some(key) = waiting.pop() {
        if let Some(called) = catalog.rules.get(&key).filter(|_| !rules.contains_key(&key)) {
            waiting.extend(calls(&called.actions));
            rules.insert(key, (**called).clone());
        }
    }
    rules
}

/// Keys of the rules that these steps call, at any depth.
pub fn calls(steps: &[ActionDef]) -> Vec<String> {
    let called = |step: &ActionDef| (step.kind == "call").then(|| Some(step.settings.get("rule")?.as_str()?.to_owned())).flatten();
    let inside = |step: &ActionDef| step.lists().iter().flat_map(|setting| calls(&step.list(setting))).collect::<Vec<_>>();
    steps.iter().flat_map(|step| called(step).into_iter().chain(inside(step))).collect()
}

impl Program {
    pub fn new(rules: Rules) -> Result<Program> {
        let mut lists = HashMap::new();
        for (key, rule) in &rules {
            compile(key, &rule.actions, "/actions".to_owned(), &mut lists)?;
        }
        Ok(Program { rules, lists })
    }

    /// Its definition as it is kept.
    pub fn version(&self) -> Result<Version> {
        let definition = json!(self.rules);
        let text = serde_json::to_vec(&definition).map_err(Error::internal)?;
        let hash = Sha256::digest(&text).iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(Version { hash, definition })
    }

    pub fn rule(&self, key: &str) -> Result<&RuleDef> {
        self.rules.get(key).ok_or_else(|| Error::invalid("unknown_rule", say!("没有规则「{}」", "There is no rule `{}`", key)))
    }

    /// The steps at a place; none where nothing was written.
    pub fn list(&self, rule: &str, pointer: &str) -> &[Step] {
        self.lists.get(&(rule.to_owned(), pointer.to_owned())).map_or(&[], Vec::as_slice)
    }
}

fn compile(rule: &str, steps: &[ActionDef], at: String, lists: &mut HashMap<(String, String), Vec<Step>>) -> Result<()> {
    let mut ready = Vec::with_capacity(steps.len());
    for (index, definition) in steps.iter().enumerate() {
        let pointer = format!("{at}/{index}");
        let wrong = |message: Label| {
            Error::invalid("action", Label::new(format!("{pointer}：{}", message.zh), format!("{pointer}: {}", message.en)))
        };
        let body = kinds::compile(definition).map_err(wrong)?;
        for setting in definition.lists() {
            compile(rule, &definition.list(setting), format!("{pointer}/{setting}"), lists)?;
        }
        ready.push(Step { kind: definition.kind.clone(), name: definition.name.clone(), pointer, body });
    }
    lists.insert((rule.to_owned(), at), ready);
    Ok(())
}
