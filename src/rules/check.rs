//! What can be known to be wrong with rules before they run.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::hook;
use super::kinds::{self, CheckCx};
use super::loops;
use super::names::{BODY, Known, KnownNames};
use super::pace;
use super::program;
use crate::catalog::model::{ActionDef, RuleDef, Trigger};
use crate::catalog::{Catalog, Object, Problem, steps};
use crate::lang::Label;
use crate::say;
use crate::template;

/// Every mistake in every rule and in what rules fill, disabled ones too: switching one on must not surprise.
pub fn check(catalog: &Catalog) -> Vec<Problem> {
    let mut problems: Vec<Problem> = catalog
        .documents
        .iter()
        .filter_map(|(stem, source)| {
            let message = template::check(source).err()?.message;
            Some(Problem { file: format!("forms/documents/{stem}.jinja"), pointer: String::new(), code: "template", message, expected: None })
        })
        .collect();
    for rule in catalog.rules.values() {
        let file = catalog.rule_file(&rule.key);
        let mut say = |pointer: String, message: Label| {
            problems.push(Problem { file: file.clone(), pointer, code: "rule", message, expected: None });
        };
        self::steps(catalog, rule, &mut say);
        self::loops(catalog, rule, &mut say);
        self::mode(rule, &mut say);
        self::limit(rule, &mut say);
    }
    problems
}

/// What a person or another rule sets off is waited for: there is nobody it could be tried out on unnoticed.
fn mode(rule: &RuleDef, say: &mut impl FnMut(String, Label)) {
    if !rule.mode.is_live() && matches!(rule.trigger, Trigger::Button {} | Trigger::Called {} | Trigger::Webhook { .. }) {
        let told = say!("由按钮、别的规则或外部推送触发的规则不能试运行", "a rule that a button, another rule or a push from outside sets off cannot run in shadow");
        say("/mode".to_owned(), told);
    }
}

fn limit(rule: &RuleDef, say: &mut impl FnMut(String, Label)) {
    let Some(limit) = &rule.limit else { return };
    if matches!(rule.trigger, Trigger::Webhook { .. }) {
        let told = say!("外部推送按地址限速，规则不能再设上限", "what is pushed from outside is limited by its address, and not by its rule");
        say("/limit".to_owned(), told);
    }
    if pace::window(&limit.per).is_none() {
        say("/limit/per".to_owned(), say!("「{}」不是 1m 到 31d 之间的时间段", "`{}` is no span from 1m to 31d", limit.per));
    }
}

/// Steps as they follow each other, and those inside them.
struct Steps<'a, 'p> {
    catalog: &'a Catalog,
    say: &'p mut dyn FnMut(String, Label),
}

fn steps(catalog: &Catalog, rule: &RuleDef, say: &mut impl FnMut(String, Label)) {
    let Some(object) = catalog.object(&rule.object) else { return };
    let names = match rule.trigger {
        Trigger::Webhook { .. } => KnownNames::from([(BODY.to_owned(), Known::Answer)]),
        _ => KnownNames::new(),
    };
    let cx = CheckCx { catalog, object, names: &names, outer: None };
    for (pointer, message) in hook::check(&cx, &rule.trigger) {
        say(format!("/trigger{pointer}"), message);
    }
    Steps { catalog, say: &mut *say }.list(&rule.actions, "/actions", object, None, names);
    if let Some(chain) = chain(catalog, &rule.key) {
        say("/actions".to_owned(), say!("规则互相调用成环：{}", "rules call each other in a circle: {}", chain.join(" → ")));
    }
}

/// Rules that certainly set each other off without end.
fn loops(catalog: &Catalog, rule: &RuleDef, say: &mut impl FnMut(String, Label)) {
    if let Some(circle) = loops::circle(catalog, rule) {
        let chain = circle.join(" → ");
        say("/trigger".to_owned(), say!("规则会无休止地互相触发：{}，请加上条件", "rules set each other off without end: {}; give one a condition", chain));
    }
}

impl Steps<'_, '_> {
    /// `names`: what steps before this list are called; those inside it are not known after it.
    fn list(&mut self, list: &[ActionDef], at: &str, object: &Arc<Object>, outer: Option<&Arc<Object>>, mut names: KnownNames) {
        for (index, definition) in list.iter().enumerate() {
            let pointer = format!("{at}/{index}");
            let body = match kinds::compile(definition) {
                Ok(body) => body,
                Err(message) => {
                    (self.say)(pointer, message);
                    continue;
                }
            };
            for (place, message) in body.check(&CheckCx { catalog: self.catalog, object, names: &names, outer }) {
                (self.say)(format!("{pointer}{place}"), message);
            }
            let inside = steps::object_inside(self.catalog, object, definition);
            for setting in definition.lists() {
                let Some(inside) = inside else { break };
                let around = if definition.kind == "each" { Some(object) } else { outer };
                self.list(&definition.list(setting), &format!("{pointer}/{setting}"), inside, around, names.clone());
            }
            names.extend(body.named().map(|(name, known)| (name.to_owned(), known)));
        }
    }
}

/// The rules by which one comes to call itself.
fn chain(catalog: &Catalog, rule: &str) -> Option<Vec<String>> {
    let mut waiting = vec![vec![rule.to_owned()]];
    let mut seen = BTreeSet::new();
    while let Some(way) = waiting.pop() {
        let Some(last) = way.last().and_then(|key| catalog.rules.get(key)) else { continue };
        for called in program::calls(&last.actions) {
            let way: Vec<String> = way.iter().cloned().chain([called.clone()]).collect();
            if called == rule {
                return Some(way);
            }
            if seen.insert(called) {
                waiting.push(way);
            }
        }
    }
    None
}
