//! What people see: layouts, views and dashboards name what exists. Filters, columns and measures are checked by `query`.

use std::collections::BTreeSet;

use super::{Broken, Draft, field_at, hide, object_at};
use crate::catalog::model::{CardKind, DashboardDef, LayoutDef, RuleDef, Trigger, ViewDef, ViewKind};
use crate::catalog::problems::Problems;
use crate::catalog::{Object, model::Key};
use crate::lang::Label;
use crate::say;

pub(super) fn check(draft: &mut Draft) {
    let Draft { objects, pipelines, layouts, views, rules, dashboards, problems, broken, .. } = draft;
    for (folder, layout) in layouts.iter() {
        let file = format!("forms/{folder}/layout.json");
        if let Some(object) = object_at(objects, broken, problems, &file, "", folder) {
            fields_of(&file, layout, object, broken, problems);
            relations_of(&file, layout, object, objects, broken, problems);
            buttons_of(&file, layout, object, rules, broken, problems);
        }
    }
    for (folder, defined) in views.iter() {
        let file = format!("forms/{folder}/views.json");
        let Some(object) = object_at(objects, broken, problems, &file, "", folder) else { continue };
        let own: Vec<&str> =
            pipelines.iter().filter(|(_, (_, pipeline))| pipeline.object == object.key).map(|(key, _)| key.as_str()).collect();
        let mut taken = BTreeSet::new();
        for (position, view) in defined.views.iter().enumerate() {
            let at = format!("/views/{position}");
            problems.key(&file, format!("{at}/key"), &view.key, &mut taken);
            pipeline_of(&file, &at, view, &own, broken, problems);
        }
    }
    for (file, dashboard) in dashboards.values() {
        cards(file, dashboard, objects, broken, problems);
    }
}

fn fields_of(file: &str, layout: &LayoutDef, object: &Object, broken: &Broken, problems: &mut Problems) {
    for (position, key) in layout.header.iter().enumerate() {
        shown(object, broken, problems, file, &format!("/header/{position}"), key);
    }
    let (mut sections, mut placed) = (BTreeSet::new(), BTreeSet::new());
    for (position, section) in layout.sections.iter().enumerate() {
        let at = format!("/sections/{position}");
        problems.key(file, format!("{at}/key"), &section.key, &mut sections);
        if !(1..=2).contains(&section.columns) {
            let message = say!("分栏数是 {}，只能是 1 或 2", "There are {} columns; there can be 1 or 2", section.columns);
            problems.add_expecting(file, format!("{at}/columns"), "range", message, Some("1..2".to_owned()));
        }
        for (place, field) in section.fields.iter().enumerate() {
            let pointer = format!("{at}/fields/{place}/field");
            if shown(object, broken, problems, file, &pointer, &field.field) && !placed.insert(&field.field) {
                problems.add(file, pointer, "duplicate", say!("字段“{}”放了两次", "The field \"{}\" is placed twice", field.field));
            }
        }
    }
}

/// Whether a field is there; a retired one is, and is hidden.
fn shown(object: &Object, broken: &Broken, problems: &mut Problems, file: &str, pointer: &str, key: &str) -> bool {
    object.by_key.contains_key(key) || field_at(object, broken, problems, file, pointer, key).is_some()
}

fn relations_of(
    file: &str,
    layout: &LayoutDef,
    object: &Object,
    objects: &indexmap::IndexMap<Key, Object>,
    broken: &Broken,
    problems: &mut Problems,
) {
    let related = layout.related.iter().enumerate().map(|(at, related)| (format!("/related/{at}/relation"), &related.relation));
    let timeline = layout.timeline.iter().enumerate().map(|(at, key)| (format!("/timeline/{at}"), key));
    for (pointer, key) in related.chain(timeline) {
        // A relation may be missing because the child that makes it could not be read.
        if object.relation(key).is_none() && broken.0.is_empty() && !hide::is_retired_relation(object, key, objects) {
            let what = Label::new(format!("指向“{}”的反向关系", object.def.label.zh), format!("relation of {}", object.def.label.en));
            problems.unknown(file, pointer, &what, key, object.relations.iter().map(|relation| relation.key.as_str()));
        }
    }
}

fn buttons_of(
    file: &str,
    layout: &LayoutDef,
    object: &Object,
    rules: &indexmap::IndexMap<Key, (String, RuleDef)>,
    broken: &Broken,
    problems: &mut Problems,
) {
    let is_button = |rule: &RuleDef| matches!(rule.trigger, Trigger::Button {}) && rule.object == object.key;
    for (position, button) in layout.buttons.iter().enumerate() {
        let pointer = format!("/buttons/{position}/rule");
        match rules.get(&button.rule) {
            Some((_, rule)) if is_button(rule) => {}
            Some(_) => {
                let message = say!("规则“{}”不是“{}”上的按钮规则", "The rule \"{}\" is no button rule of {}", button.rule, object.key);
                problems.add(file, pointer, "button", message);
            }
            None if broken.has("rule", &button.rule) => {}
            None => {
                let buttons = rules.values().filter(|(_, rule)| is_button(rule)).map(|(_, rule)| rule.key.as_str());
                problems.unknown(file, pointer, &say!("按钮规则", "button rule"), &button.rule, buttons);
            }
        }
    }
}

fn pipeline_of(file: &str, at: &str, view: &ViewDef, own: &[&str], broken: &Broken, problems: &mut Problems) {
    match &view.pipeline {
        Some(key) if !own.contains(&key.as_str()) && !broken.has("pipeline", key) => {
            problems.unknown(file, format!("{at}/pipeline"), &say!("这个对象的流程", "pipeline of this object"), key, own.iter().copied());
        }
        None if view.kind == ViewKind::Board && own.is_empty() && broken.0.is_empty() => {
            problems.add(
                file,
                format!("{at}/kind"),
                "board",
                say!("看板需要流程，而这个对象没有", "A board needs a pipeline, and this object has none"),
            );
        }
        _ => {}
    }
}

fn cards(file: &str, dashboard: &DashboardDef, objects: &indexmap::IndexMap<Key, Object>, broken: &Broken, problems: &mut Problems) {
    let mut taken = BTreeSet::new();
    for (position, card) in dashboard.cards.iter().enumerate() {
        let at = format!("/cards/{position}");
        problems.key(file, format!("{at}/key"), &card.key, &mut taken);
        let object = object_at(objects, broken, problems, file, &format!("{at}/object"), &card.object);
        if card.kind != CardKind::Number && card.group.is_none() {
            problems.add_expecting(
                file,
                at.clone(),
                "group",
                say!("这种卡片要按字段分组", "A card of this kind needs a group"),
                Some("group".to_owned()),
            );
        }
        if let (CardKind::Funnel, Some(object), Some(group)) = (card.kind, object, &card.group)
            && object.field(&group.field).is_some_and(|field| field.kind.pipeline().is_none())
        {
            let message = say!("漏斗要按阶段字段分组，“{}”不是", "A funnel is grouped by a stage field; \"{}\" is none", group.field);
            problems.add(file, format!("{at}/group/field"), "funnel", message);
        }
        if card.width.is_some_and(|width| !(1..=12).contains(&width)) {
            problems.add_expecting(
                file,
                format!("{at}/width"),
                "range",
                say!("宽度只能是 1 到 12 栏", "A width is 1 to 12 columns"),
                Some("1..12".to_owned()),
            );
        }
        if card.limit.is_some_and(|limit| !(1..=1_000).contains(&limit)) {
            problems.add_expecting(
                file,
                format!("{at}/limit"),
                "range",
                say!("分组数只能是 1 到 1000", "A limit is 1 to 1000"),
                Some("1..1000".to_owned()),
            );
        }
    }
}
