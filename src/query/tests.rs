//! What filters, paths and sorts are refused for, and what they become.

use serde_json::{Value as Json, json};

use super::fixture::{catalog, cx, files};
use super::{Cond, Cx, compile, group, matches, measure, path, sort};
use crate::catalog::model::{MeasureFn, Period};
use crate::error::FieldError;
use crate::value::{Record, Value};

fn compiled(filter: Json, cx: &Cx) -> Result<Cond, Vec<FieldError>> {
    let catalog = catalog();
    compile(&catalog, &catalog.objects["firm"], &serde_json::from_value(filter).unwrap(), cx)
}

fn refused(filter: Json) -> Vec<(String, &'static str)> {
    compiled(filter, &cx()).unwrap_err().into_iter().map(|error| (error.field, error.code)).collect()
}

#[test]
fn every_mistake_is_told_with_its_place() {
    let found = refused(json!({"and": [
        {"field": "nmae", "op": "is", "value": "x"},
        {"or": [{"field": "size", "op": "contains", "value": "x"}, {"field": "size", "op": ">", "value": "many"}]},
        {"not": {"field": "parent.nothing", "op": "empty"}},
        {"field": "name.length", "op": "is", "value": 1},
        {"field": "gone", "op": "empty"},
        {"field": "name", "op": "is", "value": "fine"},
    ]}));
    let expected = [
        ("/and/0/field", "unknown_field"),
        ("/and/1/or/0/op", "unknown_operator"),
        ("/and/1/or/1/value", "bad_value"),
        ("/and/2/not/field", "unknown_field"),
        ("/and/3/field", "not_a_lookup"),
        ("/and/4/field", "unknown_field"),
    ];
    assert_eq!(found, expected.map(|(place, code)| (place.to_owned(), code)));
}

#[test]
fn messages_say_what_would_be_right() {
    for (filter, words) in [
        (json!({"field": "nmae", "op": "empty"}), vec!["nmae", "“name”", "phase, grade"]),
        (json!({"field": "parts", "op": "empty"}), vec!["parts.count"]),
        (json!({"field": "size", "op": "contains", "value": 1}), vec!["contains", "between", ">="]),
        (json!({"field": "phase", "op": "is", "value": "tlak"}), vec!["tlak", "talk"]),
        (json!({"field": "grade", "op": "in", "value": ["betta"]}), vec!["betta", "beta"]),
        (json!({"field": "since", "op": "during", "value": "this_moth"}), vec!["this_moth", "this_month", "last_7_days"]),
        (json!({"field": "since", "op": "before", "value": {"ago": "ten days"}}), vec!["30d", "ten days"]),
        (json!({"field": "since", "op": "before", "value": {"ref": "sinse"}}), vec!["sinse", "since"]),
        (json!({"field": "phase", "op": "status", "value": "lsot"}), vec!["open", "won", "lost"]),
    ] {
        let error = compiled(filter.clone(), &cx()).unwrap_err().remove(0);
        for text in [&error.message.zh, &error.message.en] {
            assert!(words.iter().all(|word| text.contains(word)), "{filter}: {text}");
        }
    }
}

#[test]
fn values_of_the_wrong_kind_are_refused() {
    for (field, op, value) in [
        ("name", "is", json!(null)),
        ("name", "is", json!("")),
        ("name", "is", json!({"me": true})),
        ("name", "contains", json!(5)),
        ("name", "contains", json!("x".repeat(501))),
        ("name", "contains", json!("a\0b")),
        ("name", "contains", json!({"ref": "grade"})),
        ("name", "in", json!("x")),
        ("name", "in", json!(vec!["x"; 1001])),
        ("size", "is", json!(1.5)),
        ("size", "is", json!("1e400")),
        ("size", "between", json!([1])),
        ("size", ">", json!({"ref": "name"})),
        ("size", ">", json!({"ref": "parent.size"})),
        ("size", ">", json!({"ref": "size", "x": 1})),
        ("worth", "is", json!(0.001)),
        ("worth", "is", json!(1e30)),
        ("since", "is", json!("22.11.2026")),
        ("since", "is", json!("20260-11-22")),
        ("since", "between", json!(["2026-01-01"])),
        ("since", "during", json!("last_0_days")),
        ("open", "is", json!("maybe")),
        ("parent", "is", json!("not an id")),
        ("kinds", "has", json!(["a"])),
        ("kinds", "has_any", json!([])),
        ("kinds", "has_any", json!(["z"])),
        ("parts.count", "is", json!("some")),
    ] {
        let found = refused(json!({"field": field, "op": op, "value": value}));
        assert_eq!(found, [("/value".to_owned(), "bad_value")], "{field} {op} {value}");
    }
}

#[test]
fn filters_have_a_size() {
    let term = json!({"field": "open", "op": "empty"});
    let nested = |depth| (1..depth).fold(term.clone(), |inner, _| json!({"not": inner}));
    assert!(compiled(nested(16), &cx()).is_ok());
    assert_eq!(refused(nested(17)), [("/not".repeat(16), "too_deep")]);
    assert!(compiled(json!({"or": vec![term.clone(); 200]}), &cx()).is_ok());
    assert_eq!(refused(json!({"or": vec![term; 201]})), [(String::new(), "too_many_terms")]);
}

#[test]
fn numbers_are_compared_beyond_what_the_field_accepts() {
    for value in [json!(-5), json!(1000), json!("12")] {
        assert!(compiled(json!({"field": "size", "op": ">", "value": value}), &cx()).is_ok(), "{value}");
    }
}

#[test]
fn nobody_is_me_when_nobody_is_signed_in() {
    let nobody = Cx { me: None, ..cx() };
    let catalog = catalog();
    let mut record = Record::empty(catalog.objects["firm"].slots());
    for owner in [Value::Null, Value::Id(uuid::Uuid::from_u128(1))] {
        record.values[crate::value::slot::OWNER] = owner;
        for (op, value, expected) in [("is", json!({"me": true}), false), ("is_not", json!({"me": true}), true), ("in", json!([{"me": true}]), false), ("not_in", json!([{"me": true}]), true)] {
            let cond = compiled(json!({"field": "owner", "op": op, "value": value}), &nobody).unwrap();
            assert_eq!(matches(&cond, &record, &()), expected, "{op}");
        }
    }
}

#[test]
fn paths_lead_through_lookups_to_fields_and_counts() {
    let catalog = catalog();
    let firm = &catalog.objects["firm"];
    for (text, hops) in [("size", 0), ("owner.firm.name", 2), ("parts.count", 0), ("parent.people.count", 1), ("created_by.email", 1)] {
        assert_eq!(path(&catalog, firm, text).unwrap().hops.len(), hops, "{text}");
    }
    for (text, code) in [
        ("", "unknown_field"),
        (".", "unknown_field"),
        ("parent.", "unknown_field"),
        ("parts", "unknown_field"),
        ("parts.size", "unknown_field"),
        ("parts.count.x", "unknown_field"),
        ("parent.parent.parent.parent.parent.name", "path_too_long"),
    ] {
        assert_eq!(path(&catalog, firm, text).unwrap_err().code, code, "{text}");
    }
}

#[test]
fn sorts_groups_and_measures_are_checked() {
    let catalog = catalog();
    let firm = &catalog.objects["firm"];
    let sorts = sort(&catalog, firm, " -worth , parent,phase").unwrap();
    assert_eq!(sorts.iter().map(|sort| (sort.desc, sort.path.hops.len())).collect::<Vec<_>>(), [(true, 0), (false, 1), (false, 0)]);
    assert_eq!(sorts[2].ranks, ["talk", "offer", "done"]);
    let codes = |text: &str| sort(&catalog, firm, text).unwrap_err().into_iter().map(|error| error.code).collect::<Vec<_>>();
    assert_eq!(codes("wroth,-papers"), ["unknown_field", "not_sortable"]);
    assert_eq!(codes("size,size,size,size,size,size"), ["too_many_sorts"]);

    assert_eq!(group(&catalog, firm, "since", None).unwrap().1, Some(Period::Month));
    assert_eq!(group(&catalog, firm, "grade", Some(Period::Day)).unwrap_err().code, "not_a_date");
    assert_eq!(group(&catalog, firm, "papers", None).unwrap_err().code, "not_groupable");
    assert_eq!(group(&catalog, firm, "parts.count", None).unwrap_err().code, "not_groupable");
    assert!(measure(&catalog, firm, MeasureFn::Count, None).is_ok());
    assert!(measure(&catalog, firm, MeasureFn::Max, Some("since")).is_ok());
    assert_eq!(measure(&catalog, firm, MeasureFn::Sum, None).unwrap_err().code, "required");
    assert_eq!(measure(&catalog, firm, MeasureFn::Sum, Some("since")).unwrap_err().code, "not_a_number");
}

#[test]
fn a_catalog_is_checked_in_all_its_files() {
    let bad = json!({"field": "nothing", "op": "empty"});
    let label = json!({"zh-CN": "x", "en": "x"});
    let mut files = files();
    assert_eq!(super::check(&catalog()), []);
    let firm = files.get_mut("forms/firm/object.json").unwrap();
    firm["checks"] = json!([{"refuse_when": bad, "message": label}]);
    firm["fields"][12]["filter"] = bad.clone();
    firm["fields"].as_array_mut().unwrap().push(json!({"key": "n", "label": label, "type": "rollup", "relation": "people", "measure": "count", "where": bad}));
    files.get_mut("workflows/way.pipeline.json").unwrap()["stages"][1]["enter"] = json!({"when": bad});
    files.insert("forms/firm/layout.json".into(), json!({"object": "firm", "sections": [{"key": "s", "label": label, "visible_when": bad, "fields": [
        {"field": "name"}, {"field": "size", "visible_when": {"field": "parent.name", "op": "empty"}}]}]}));
    files.insert("forms/firm/views.json".into(), json!({"object": "firm", "views": [{"key": "v", "label": label, "kind": "table", "filter": bad,
        "sort": [{"field": "papers"}], "columns": ["name", "parent.nothing"]}]}));
    files.insert("workflows/r.rule.json".into(), json!({"key": "r", "label": label, "object": "firm", "trigger": {"kind": "created"}, "where": bad, "actions": [{"kind": "set", "values": {"size": 1}}]}));
    files.insert("forms/dashboards/d.json".into(), json!({"key": "d", "label": label, "cards": [{"key": "c", "label": label, "kind": "number", "object": "firm",
        "filter": bad, "share": bad, "group": {"field": "papers"}, "measure": {"fn": "sum", "field": "name"}}]}));
    let found = match crate::catalog::compile(files) {
        Ok(catalog) => super::check(&catalog),
        Err(problems) => panic!("{problems:#?}"),
    };
    let mut found: Vec<(&str, &str, &str)> = found.iter().map(|problem| (problem.file.as_str(), problem.pointer.as_str(), problem.code)).collect();
    found.sort_unstable();
    assert_eq!(found, [
        ("forms/dashboards/d.json", "/cards/0/filter/field", "unknown_field"),
        ("forms/dashboards/d.json", "/cards/0/group/field", "not_groupable"),
        ("forms/dashboards/d.json", "/cards/0/measure/field", "not_a_number"),
        ("forms/dashboards/d.json", "/cards/0/share/field", "unknown_field"),
        ("forms/firm/layout.json", "/sections/0/fields/1/visible_when", "not_own"),
        ("forms/firm/layout.json", "/sections/0/visible_when/field", "unknown_field"),
        ("forms/firm/object.json", "/checks/0/refuse_when/field", "unknown_field"),
        ("forms/firm/object.json", "/fields/12/filter/field", "unknown_field"),
        ("forms/firm/object.json", "/fields/15/where/field", "unknown_field"),
        ("forms/firm/views.json", "/views/0/columns/1", "unknown_field"),
        ("forms/firm/views.json", "/views/0/filter/field", "unknown_field"),
        ("forms/firm/views.json", "/views/0/sort/0/field", "not_sortable"),
        ("workflows/r.rule.json", "/where/field", "unknown_field"),
        ("workflows/way.pipeline.json", "/stages/1/enter/when/field", "unknown_field"),
    ]);
}

#[test]
fn the_shipped_template_means_something_everywhere() {
    let files = crate::catalog::load::from_folder(env!("CARGO_MANIFEST_DIR").as_ref(), "standard").unwrap();
    assert_eq!(super::check(&crate::catalog::compile(files).unwrap()), []);
}
