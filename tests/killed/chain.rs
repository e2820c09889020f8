//! What the killed server's runs are about: firms with their parts, a rule with steps of every nature, another that waits an hour, and
//! both as they are published while they run.

use serde_json::{Value as Json, json};

/// The paths of the steps of a run, in the order in which they are done.
pub const STEPS: [&str; 19] = [
    "/actions/0", "/actions/1", "/actions/2", "/actions/3", "/actions/3/do/0", "/actions/3/do/1", "/actions/3/do/0", "/actions/3/do/1",
    "/actions/3/do/0", "/actions/3/do/1", "/actions/4", "/actions/4/then/0", "/actions/4/then/1", "/actions/5", "/actions/6",
    "/actions/0", "/actions/1", "/actions/7", "/actions/8",
];

fn label(text: &str) -> Json {
    json!({"zh-CN": text, "en": text})
}

fn field(key: &str, kind: &str) -> Json {
    json!({"key": key, "label": label(key), "type": kind})
}

fn object(key: &str, fields: Vec<Json>) -> Json {
    json!({"key": key, "label": label(key), "title": "name", "fields": fields})
}

fn rule(key: &str, trigger: Json, actions: Json) -> Json {
    json!({"key": key, "label": label(key), "object": "firm", "trigger": trigger, "actions": actions})
}

/// Objects, and the rules as the runs begin with them.
pub fn first(url: &str) -> Json {
    let more = json!({"kind": "set", "values": {"size": {"script": "size + 1"}}});
    let on_open = || json!({"kind": "updated", "fields": ["open"]});
    let mut firm = field("firm", "lookup");
    firm.as_object_mut().unwrap().extend(json!({"to": "firm", "inverse": {"key": "parts", "label": label("parts")}}).as_object().unwrap().clone());
    let chain = json!([
        more,
        {"kind": "webhook", "url": format!("{url}/slow/hook")},
        {"kind": "create", "object": "part", "values": {"name": "made", "size": 0, "firm": {"ref": "id"}}},
        {"kind": "each", "of": "parts", "do": [more, {"kind": "http", "url": format!("{url}/part"), "body": {"part": {"ref": "id"}}}]},
        {"kind": "branch", "if": {"field": "size", "op": "is", "value": 1},
         "then": [more, {"kind": "notify", "to": ["created_by"], "text": label("{{ name }}")}], "else": [{"kind": "stop"}]},
        {"kind": "wait", "until": "due"},
        {"kind": "call", "rule": "called"},
        {"kind": "wait", "for_condition": {"field": "note", "op": "is", "value": "go"}, "timeout": "1y", "else": [{"kind": "stop"}]},
        {"kind": "approval", "approval": "sign"}
    ]);
    let called = json!([more, {"kind": "http", "url": format!("{url}/called"), "body": {"firm": {"ref": "id"}}}]);
    let later = json!([{"kind": "wait", "for": "1h"}, {"kind": "create", "object": "part", "values": {"name": {"text": "an hour after {{ name }}"}}}]);
    json!({
        "forms/firm/object.json": object("firm", vec![field("name", "text"), field("size", "integer"), field("note", "text"), field("due", "datetime"), field("open", "boolean")]),
        "forms/part/object.json": object("part", vec![field("name", "text"), field("size", "integer"), firm]),
        "workflows/chain.rule.json": rule("chain", on_open(), chain),
        "workflows/called.rule.json": rule("called", json!({"kind": "called"}), called),
        "workflows/later.rule.json": rule("later", on_open(), later),
        "workflows/sign.approval.json": {"key": "sign", "label": label("sign"), "object": "firm", "by_rules": true,
            "steps": [{"key": "boss", "label": label("boss"), "who": [{"role": "admin"}]}]},
    })
}

/// The rules as they are published while the runs are under way.
pub fn second(url: &str) -> Json {
    let wrong = |text: &str| json!({"kind": "create", "object": "part", "values": {"name": text}});
    let on_open = || json!({"kind": "updated", "fields": ["open"]});
    json!({
        "workflows/chain.rule.json": rule("chain", on_open(), json!([wrong("second"), {"kind": "http", "url": format!("{url}/second")}])),
        "workflows/called.rule.json": rule("called", json!({"kind": "called"}), json!([wrong("second called")])),
        "workflows/later.rule.json": rule("later", on_open(), json!([{"kind": "wait", "for": "3d"}, wrong("second later")])),
    })
}
