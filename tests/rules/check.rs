//! What is wrong with steps is told at publish, at its place.

use serde_json::{Value as Json, json};

use crate::world::wrong;

fn rule(actions: Json) -> Json {
    json!([{"key": "r", "trigger": {"kind": "created"}, "actions": actions}])
}

fn pointers(rules: Json) -> Vec<String> {
    wrong(rules).into_iter().map(|(pointer, _)| pointer).collect()
}

#[test]
fn mistakes_are_told_where_they_stand_however_deep() {
    let set = |key: &str| json!({"kind": "set", "values": {key: "x"}});
    let is_open = json!({"field": "open", "op": "is", "value": true});
    let cases = [
        (json!([{"kind": "branch", "if": is_open, "then": [set("name"), set("nope")]}]), "/actions/0/then/1/values/nope"),
        (json!([{"kind": "branch", "if": is_open, "then": [], "else": [{"kind": "dance"}]}]), "/actions/0/else/0"),
        (json!([{"kind": "branch", "if": {"field": "nope", "op": "empty"}, "then": [set("name")]}]), "/actions/0/if/field"),
        (json!([{"kind": "branch", "when": "1 +", "then": [set("name")]}]), "/actions/0/when"),
        (json!([{"kind": "branch", "then": [set("name")]}]), "/actions/0"),
        (json!([{"kind": "branch", "if": is_open, "then": []}]), "/actions/0/then"),
        (json!([{"kind": "each", "of": "wheels", "do": [set("name")]}]), "/actions/0/of"),
        (json!([{"kind": "each", "of": "parts", "do": []}]), "/actions/0/do"),
        (json!([{"kind": "each", "of": "parts", "limit": 0, "do": [set("name")]}]), "/actions/0/limit"),
        (json!([{"kind": "each", "of": "parts", "do": [set("since")]}]), "/actions/0/do/0/values/since"),
        (json!([{"kind": "each", "of": "parts", "do": [{"kind": "set", "values": {"note": {"script": "1 +"}}}]}]), "/actions/0/do/0/values/note/script"),
        (json!([{"kind": "each", "of": "parts", "where": {"field": "since", "op": "empty"}, "do": [set("name")]}]), "/actions/0/where/field"),
        (json!([{"kind": "wait", "for": "3 days"}]), "/actions/0/for"),
        (json!([{"kind": "wait", "for": "3d", "until": "since"}]), "/actions/0"),
        (json!([{"kind": "wait", "until": "name"}]), "/actions/0/until"),
        (json!([{"kind": "wait", "for": "3d", "before": "1d"}]), "/actions/0/before"),
        (json!([{"kind": "wait", "for_condition": is_open, "else": [set("name")]}]), "/actions/0/else"),
        (json!([{"kind": "wait", "for_condition": {"field": "nope", "op": "empty"}}]), "/actions/0/for_condition/field"),
        (json!([{"kind": "call", "rule": "nobody"}]), "/actions/0/rule"),
        (json!([{"kind": "call", "rule": "r"}]), "/actions"),
        (json!([{"kind": "stop", "now": true}]), "/actions/0"),
    ];
    for (actions, place) in cases {
        assert_eq!(pointers(rule(actions.clone())), [place], "{actions}: {:?}", wrong(rule(actions.clone())));
    }
}

#[test]
fn a_name_is_known_after_the_step_that_gives_it_and_inside_what_follows() {
    let make = json!({"kind": "create", "object": "part", "as": "made", "values": {"name": "x"}});
    let note = |reference: &str| json!({"kind": "set", "values": {"note": {"ref": reference}}});
    let branch = |steps: Json| json!({"kind": "branch", "when": "true", "then": steps});
    assert_eq!(pointers(rule(json!([make, note("$made.name"), branch(json!([note("$made.name")]))]))), [""; 0]);
    assert_eq!(pointers(rule(json!([branch(json!([make])), note("$made")]))), ["/actions/1/values/note"], "not outside its list");
    assert_eq!(pointers(rule(json!([note("$made"), make]))), ["/actions/0/values/note"], "not before");
    assert_eq!(pointers(rule(json!([make, note("$made.wheels")]))), ["/actions/1/values/note"]);
    let each = |reference: &str| json!([{"kind": "each", "of": "parts", "do": [note(reference)]}]);
    assert_eq!(pointers(rule(each("$parent.name"))), [""; 0]);
    assert_eq!(pointers(rule(each("$parent.wheels"))), ["/actions/0/do/0/values/note"]);
    assert_eq!(pointers(rule(json!([note("$parent.name")]))), ["/actions/0/values/note"], "nothing is around it");
}

#[test]
fn rules_that_call_each_other_in_a_circle_are_told_with_the_way() {
    let call = |key: &str, other: &str| json!({"key": key, "trigger": {"kind": "called"}, "actions": [
        {"kind": "branch", "when": "true", "then": [{"kind": "call", "rule": other}]}]});
    let found = wrong(json!([call("a", "b"), call("b", "c"), call("c", "a")]));
    assert_eq!(found.len(), 3);
    assert!(found.iter().any(|(_, message)| message.contains("a → b → c → a")), "{found:?}");
    let part = json!({"key": "p", "object": "part", "trigger": {"kind": "called"}, "actions": [{"kind": "stop"}]});
    let caller = |record: Json| json!([part, {"key": "r", "object": "part", "trigger": {"kind": "created"}, "actions": [record]}]);
    assert_eq!(pointers(caller(json!({"kind": "call", "rule": "p"}))), [""; 0]);
    assert_eq!(pointers(caller(json!({"kind": "call", "rule": "p", "record": {"ref": "firm"}}))), ["/actions/0/rule"], "of another object");
}

#[test]
fn rules_that_certainly_never_end_are_refused_with_their_chain_and_those_that_may_end_are_not() {
    let create = |key: &str, on: &str, makes: &str| json!({"key": key, "object": on, "trigger": {"kind": "created"},
        "actions": [{"kind": "create", "object": makes, "values": {"name": "x"}}]});
    let found = wrong(json!([create("a", "firm", "part"), create("b", "part", "firm")]));
    assert!(found.len() == 2 && found[0].0 == "/trigger" && found[0].1.contains("a → b → a"), "{found:?}");
    let mut may_end = create("b", "part", "firm");
    may_end["where"] = json!({"field": "size", "op": ">", "value": 1});
    assert_eq!(pointers(json!([create("a", "firm", "part"), may_end])), [""; 0]);
    let set = |value: Json| json!([{"key": "r", "trigger": {"kind": "updated", "fields": ["seen"]}, "actions": [{"kind": "set", "values": {"seen": value}}]}]);
    assert_eq!(pointers(set(json!({"now": true}))), ["/trigger"]);
    assert_eq!(pointers(set(json!("2026-01-01T00:00:00Z"))), [""; 0], "the second time nothing changes");
}
