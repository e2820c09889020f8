//! Rules that a form sets off: for the record made of it, once, and for no other.

use mortise::records::forms::{self, Submission};
use mortise::rules::{RehearsalWish, rehearse};
use mortise::trials;
use mortise::value::{Id, Origin};
use serde_json::{Value as Json, json};

use crate::world::{World, files, wrong, wrong_files};

fn label(text: &str) -> Json {
    json!({"zh-CN": text, "en": text})
}

fn form(key: &str) -> Json {
    json!({"key": key, "label": label(key), "object": "firm", "fields": [{"field": "name", "required": true}, {"field": "size"}], "values": {"note": "from outside"}})
}

fn rules() -> Json {
    json!([{
        "key": "greet", "trigger": {"kind": "form", "form": "enquiry"}, "where": {"field": "size", "op": ">", "value": 1},
        "actions": [{"kind": "create", "object": "part", "values": {"name": {"text": "call {{ name }}"}, "firm": {"ref": "id"}}}],
        "tests": [
            {"name": "large", "when": {"form": {"name": "A", "size": 2}}, "then": {"record": {"note": "from outside"}, "created": [{"object": "part", "values": {"name": "call A"}}]}},
            {"name": "small", "when": {"form": {"name": "A", "size": 1}}, "then": {"fires": false}},
            {"name": "typed in", "when": {"create": {"name": "A", "size": 2}}, "then": {"fires": false}}]
    }])
}

fn office() -> mortise::catalog::Files {
    let mut files = files(&rules());
    for key in ["enquiry", "other"] {
        files.insert(format!("forms/firm/{key}.form.json"), form(key));
    }
    files
}

async fn fill(world: &World, form: &str, number: u128, values: Json) {
    let given = Submission { id: Id::from_u128(number), values: values.as_object().unwrap().clone(), homepage: String::new() };
    forms::fill(&world.runtime, form, &given, &Origin::default()).await.unwrap_or_else(|error| panic!("{error:?}"));
}

#[tokio::test]
async fn a_rule_runs_once_for_the_record_that_its_form_made() {
    let world = World::from(office()).await;
    fill(&world, "enquiry", 1, json!({"name": "Here", "size": 2})).await;
    fill(&world, "enquiry", 1, json!({"name": "Here", "size": 2})).await;
    fill(&world, "enquiry", 2, json!({"name": "Small", "size": 1})).await;
    fill(&world, "other", 3, json!({"name": "Elsewhere", "size": 2})).await;
    world.add("firm", json!({"name": "Typed", "size": 2})).await;
    // The server is killed before anything follows.
    let world = world.restarted().await;
    world.settle().await;
    world.settle().await;
    let parts = world.all("part").await;
    assert_eq!(parts.iter().map(|part| part["name"].clone()).collect::<Vec<_>>(), ["call Here"]);
    let firm: Id = parts[0]["firm"].as_str().unwrap().parse().unwrap();
    assert_eq!(world.run("firm", firm).await["rule"], "greet");
    world.change("firm", firm, json!({"size": 3})).await;
    world.delete("firm", firm).await;
    world.settle().await;
    assert_eq!(world.all("part").await.len(), 1, "only the form sets it off");
    assert_eq!(world.all("firm").await.len(), 3);
}

#[tokio::test]
async fn what_a_form_brought_can_be_rehearsed_and_tested() {
    let world = World::from(office()).await;
    fill(&world, "enquiry", 1, json!({"name": "Here", "size": 2})).await;
    fill(&world, "enquiry", 2, json!({"name": "Small", "size": 1})).await;
    world.add("firm", json!({"name": "Typed", "size": 2})).await;
    world.settle().await;
    let wish: RehearsalWish = serde_json::from_value(json!({"days": 1})).unwrap();
    let told = json!(rehearse(&world.cx(), "greet", wish).await.unwrap());
    assert_eq!(told["fired"], 1, "{told}");
    let found = trials::problems(&office(), &[mortise::rules::check]).await.unwrap();
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn a_rule_listens_to_a_form_of_its_own_object() {
    let named = |form: &str| json!([{"key": "greet", "trigger": {"kind": "form", "form": form}, "actions": [{"kind": "stop"}]}]);
    assert_eq!(wrong(named("enquiry")).iter().map(|(at, _)| at.as_str()).collect::<Vec<_>>(), ["/trigger/form"]);
    let mut files = files(&named("enquiry"));
    let mut elsewhere = form("enquiry");
    elsewhere["object"] = json!("part");
    files.insert("forms/part/enquiry.form.json".into(), elsewhere);
    assert_eq!(wrong_files(files).iter().map(|(at, _)| at.as_str()).collect::<Vec<_>>(), ["/trigger/form"]);
}
