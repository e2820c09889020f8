//! What is pushed to a rule from outside: which record it is about, what its steps know of it, once for each delivery, and every way
//! in which one can be wrong.

use chrono::Duration;
use hmac::{Hmac, KeyInit, Mac};
use mortise::error::{Error, Kind};
use mortise::rules::hook::{self, Delivery};
use mortise::rules::{RunRetry, SecretWish, mend, secrets};
use mortise::trials;
use mortise::value::Id;
use serde_json::{Value as Json, json};
use sha2::Sha256;

use crate::world::{World, files, wrong};

const PLAIN: Delivery<'static> = Delivery { body: b"{}", key: None, timestamp: None, signature: None, token: None };

fn trigger(more: Json) -> Json {
    let mut trigger = json!({"kind": "webhook"});
    trigger.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    trigger
}

/// A firm comes in from a form: by its name, or anew.
fn form() -> Json {
    json!([{
        "key": "form",
        "trigger": trigger(json!({
            "schema": {"type": "object", "required": ["name"], "properties": {"name": {"type": "string", "minLength": 1}, "size": {"type": "integer"}}},
            "match": {"field": "name", "value": {"ref": "$body.name"}},
            "values": {"size": {"ref": "$body.size"}, "note": {"text": "from {{ body.page.title }}"}}
        })),
        "actions": [
            {"kind": "set", "values": {"note": {"text": "{{ name }} asks: {{ body.question }}"}, "open": {"script": "body.urgent ?? false"}}},
            {"kind": "create", "object": "part", "values": {"name": {"ref": "$body.question"}, "firm": {"ref": "id"}}}
        ]
    }])
}

async fn push(world: &World, rule: &str, body: &Json) -> Result<Option<Id>, Error> {
    send(world, rule, &Delivery { body: body.to_string().as_bytes(), ..PLAIN }).await
}

async fn send(world: &World, rule: &str, delivery: &Delivery<'_>) -> Result<Option<Id>, Error> {
    hook::receive(&world.runtime, rule, delivery).await.map(|received| received.run)
}

fn signature(secret: &str, at: &str, body: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(format!("{at}.{body}").as_bytes());
    let hex: String = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    format!("sha256={hex}")
}

async fn secret(world: &World, name: &str, value: &str) {
    secrets::keep(&world.cx(), name, &SecretWish { value: value.into() }).await.unwrap();
}

#[tokio::test]
async fn what_comes_in_is_a_new_record_or_one_that_is_there() {
    let world = World::of(form()).await;
    let body = json!({"name": "Oak", "size": 7, "question": "How much?", "urgent": true, "page": {"title": "Prices"}});
    let run = push(&world, "form", &body).await.unwrap().unwrap();
    let firm: Id = world.all("firm").await[0]["id"].as_str().unwrap().parse().unwrap();
    let before = world.get("firm", firm).await;
    assert_eq!((&before["size"], &before["note"]), (&json!(7), &json!("from Prices")), "it is there before the run");
    assert_eq!(world.run("firm", firm).await["state"], "running");
    world.settle().await;
    let after = world.get("firm", firm).await;
    assert_eq!((&after["note"], &after["open"]), (&json!("Oak asks: How much?"), &json!(true)));
    let told = world.run("firm", firm).await;
    assert_eq!((&told["id"], &told["state"], &told["event"]), (&json!(run), &json!("done"), &Json::Null));
    assert_eq!(world.all("part").await[0]["firm"], json!(firm));
    push(&world, "form", &json!({"name": "Oak", "size": 9, "question": "And now?"})).await.unwrap();
    world.settle().await;
    let again = world.get("firm", firm).await;
    assert_eq!((world.all("firm").await.len(), &again["size"], &again["note"], &again["open"]), (1, &json!(7), &json!("Oak asks: And now?"), &json!(false)));
}

#[tokio::test]
async fn of_several_records_the_oldest_is_meant_and_one_in_the_bin_is_none() {
    let world = World::of(form()).await;
    let (first, second) = (world.add("firm", json!({"name": "Oak"})).await, world.add("firm", json!({"name": "Oak"})).await);
    push(&world, "form", &json!({"name": "Oak"})).await.unwrap();
    world.settle().await;
    assert_eq!((world.runs("firm", first).await.len(), world.runs("firm", second).await.len()), (1, 0));
    world.delete("firm", first).await;
    world.delete("firm", second).await;
    push(&world, "form", &json!({"name": "Oak"})).await.unwrap();
    assert_eq!(world.all("firm").await.len(), 1);
}

#[tokio::test]
async fn a_rule_may_want_a_record_that_is_there_and_meets_its_conditions() {
    let rule = json!([{"key": "paid", "where": {"field": "open", "op": "is", "value": true},
        "trigger": trigger(json!({"match": {"field": "name", "value": {"ref": "$body.number"}}, "otherwise": "stop"})),
        "actions": [{"kind": "set", "values": {"size": {"ref": "$body.amount"}}}]}]);
    let world = World::of(rule).await;
    assert_eq!(push(&world, "paid", &json!({"number": "HT-1", "amount": 5})).await.unwrap(), None);
    assert_eq!(push(&world, "paid", &json!({"amount": 5})).await.unwrap(), None, "nothing is no name");
    let firm = world.add("firm", json!({"name": "HT-1"})).await;
    assert_eq!(push(&world, "paid", &json!({"number": "HT-1", "amount": 5})).await.unwrap(), None);
    world.change("firm", firm, json!({"open": true})).await;
    assert!(push(&world, "paid", &json!({"number": "HT-1", "amount": 5})).await.unwrap().is_some());
    world.settle().await;
    assert_eq!((world.get("firm", firm).await["size"].clone(), world.all("firm").await.len()), (json!(5), 1));
}

#[tokio::test]
async fn a_doubled_delivery_runs_once_however_the_server_ends() {
    let world = World::of(form()).await;
    let body = json!({"name": "Oak", "question": "?"}).to_string();
    let keyed = Delivery { body: body.as_bytes(), key: Some("order-1"), ..PLAIN };
    let first = send(&world, "form", &keyed).await.unwrap();
    let world = world.restarted().await;
    let both = tokio::join!(send(&world, "form", &keyed), send(&world, "form", &keyed));
    assert_eq!((both.0.unwrap(), both.1.unwrap()), (first, first));
    let at_once = Delivery { key: Some("order-0"), ..keyed };
    let both = tokio::join!(send(&world, "form", &at_once), send(&world, "form", &at_once));
    assert_eq!(both.0.unwrap(), both.1.unwrap());
    world.settle().await;
    assert_eq!((world.all("firm").await.len(), world.all("part").await.len()), (1, 2));
    let other = Delivery { key: Some("order-2"), ..keyed };
    assert_ne!(send(&world, "form", &other).await.unwrap(), first);
    world.clock.set(world.clock.now() + Duration::days(31));
    send(&world, "form", &Delivery { key: Some("order-3"), ..other }).await.unwrap();
    assert_ne!(send(&world, "form", &Delivery { key: Some("order-1"), ..other }).await.unwrap(), first, "it is not remembered for ever");
}

#[tokio::test]
async fn what_is_signed_is_signed_by_the_sender_and_now_and_once() {
    let world = World::of(json!([{"key": "r", "trigger": trigger(json!({"signature": {"secret": "SHOP"}})), "actions": [{"kind": "stop"}]}])).await;
    let at = world.clock.now().timestamp().to_string();
    let signed = signature("s3cret", &at, "{}");
    let right = Delivery { timestamp: Some(&at), signature: Some(&signed), ..PLAIN };
    let refused = async |delivery: &Delivery<'_>| send(&world, "r", delivery).await.unwrap_err();
    assert_eq!((refused(&right).await.kind, refused(&right).await.code), (Kind::Unavailable, "not_ready"), "nobody kept the secret yet");
    secret(&world, "SHOP", "s3cret").await;
    let forged = signature("guess", &at, "{}");
    let bare = signed.replace("sha256=", "");
    for (wrong, what) in [
        (PLAIN, "nothing"),
        (Delivery { signature: Some(&forged), ..right }, "another secret"),
        (Delivery { body: b"{ }", ..right }, "another body"),
        (Delivery { timestamp: None, ..right }, "no time"),
        (Delivery { timestamp: Some("1"), ..right }, "another time"),
        (Delivery { signature: Some(&bare), ..right }, "no kind"),
        (Delivery { signature: Some("sha256=é"), ..right }, "no digits"),
    ] {
        let error = refused(&wrong).await;
        assert_eq!((error.kind, error.code), (Kind::Unauthenticated, "bad_signature"), "{what}");
    }
    assert!(send(&world, "r", &right).await.unwrap().is_some());
    assert_eq!(refused(&right).await.code, "replayed");
    assert_eq!(refused(&Delivery { key: Some("new"), ..right }).await.code, "replayed", "nobody signs the key");
    for minutes in [-6, 6] {
        let at = (world.clock.now() + Duration::minutes(minutes)).timestamp().to_string();
        let signed = signature("s3cret", &at, "{}");
        assert_eq!(refused(&Delivery { timestamp: Some(&at), signature: Some(&signed), ..PLAIN }).await.code, "old_signature");
    }
    let later = (world.clock.now() + Duration::seconds(1)).timestamp().to_string();
    let signed = signature("s3cret", &later, "{}");
    let again = Delivery { timestamp: Some(&later), signature: Some(&signed), key: Some("one"), ..PLAIN };
    let run = send(&world, "r", &again).await.unwrap();
    let latest = (world.clock.now() + Duration::seconds(2)).timestamp().to_string();
    let signed = signature("s3cret", &latest, "{}");
    assert_eq!(send(&world, "r", &Delivery { timestamp: Some(&latest), signature: Some(&signed), ..again }).await.unwrap(), run, "sent again, signed anew");
}

#[tokio::test]
async fn a_token_is_shown_as_it_is() {
    let world = World::of(json!([{"key": "r", "trigger": trigger(json!({"token": {"secret": "FORM"}})), "actions": [{"kind": "stop"}]}])).await;
    secret(&world, "FORM", "t0ken").await;
    for wrong in [None, Some(""), Some("t0ke"), Some("t0ken2")] {
        assert_eq!(send(&world, "r", &Delivery { token: wrong, ..PLAIN }).await.unwrap_err().code, "bad_token", "{wrong:?}");
    }
    assert!(send(&world, "r", &Delivery { token: Some("t0ken"), ..PLAIN }).await.unwrap().is_some());
}

#[tokio::test]
async fn what_is_wrong_changes_nothing_and_says_why() {
    let world = World::of(form()).await;
    let refused = async |body: &[u8], key: Option<&str>| send(&world, "form", &Delivery { body, key, ..PLAIN }).await.unwrap_err();
    let long = "x".repeat(300_000);
    let deep = "[".repeat(500);
    for (body, code) in [(&b""[..], "json"), (b"{", "json"), (b"name=Oak", "json"), (&[0xff, 0xfe], "json"), (deep.as_bytes(), "json"), (long.as_bytes(), "too_large")] {
        assert_eq!(refused(body, None).await.code, code);
    }
    assert_eq!(refused(b"{}", Some("")).await.code, "idempotency_key");
    assert_eq!(refused(b"{}", Some(&long)).await.code, "idempotency_key");
    for (body, field) in [(json!({}), ""), (json!([]), ""), (json!({"name": 3}), "/name"), (json!({"name": "Oak", "size": "x"}), "/size")] {
        let error = refused(body.to_string().as_bytes(), None).await;
        assert_eq!((error.kind, error.fields[0].field.as_str(), error.fields[0].code), (Kind::Invalid, field, "schema"), "{body}");
    }
    let error = refused(json!({"name": "Oak", "size": 1e300_f64 as i64}).to_string().as_bytes(), None).await;
    assert_eq!(error.fields[0].field, "size");
    assert!(world.all("firm").await.is_empty());
    for rule in ["form2", "other"] {
        assert_eq!(push(&world, rule, &json!({})).await.unwrap_err().kind, Kind::NotFound);
    }
    let mut off = form();
    off[0]["enabled"] = json!(false);
    world.publish(off).await;
    assert_eq!(push(&world, "form", &json!({"name": "Oak"})).await.unwrap_err().kind, Kind::NotFound);
}

#[tokio::test]
async fn a_run_that_failed_knows_what_came_when_it_is_taken_on() {
    let rule = |script: &str| json!([{"key": "r", "trigger": trigger(json!({"values": {"name": "x"}})), "actions": [{"kind": "set", "values": {"size": {"script": script}}}]}]);
    let world = World::of(rule("body.amount / 0")).await;
    let run = push(&world, "r", &json!({"amount": 4})).await.unwrap().unwrap();
    world.settle().await;
    let firm: Id = world.all("firm").await[0]["id"].as_str().unwrap().parse().unwrap();
    assert_eq!(world.run("firm", firm).await["state"], "failed");
    world.publish(rule("body.amount / 2")).await;
    mend::retry(&world.cx(), run, RunRetry::default()).await.unwrap();
    world.settle().await;
    assert_eq!((world.get("firm", firm).await["size"].clone(), world.run("firm", firm).await["state"].clone()), (json!(2), json!("done")));
}

#[test]
fn what_cannot_work_is_told_before_it_is_published() {
    let told = |more: Json| wrong(json!([{"key": "r", "trigger": trigger(more), "actions": [{"kind": "set", "values": {"note": {"ref": "$body.x"}}}]}]));
    assert_eq!(told(json!({})), Vec::new());
    let pointers = |more: Json| told(more).into_iter().map(|(pointer, _)| pointer).collect::<Vec<_>>();
    assert_eq!(pointers(json!({"signature": {"secret": "A"}, "token": {"secret": "B"}})), ["/trigger/token"]);
    assert_eq!(pointers(json!({"signature": {"secret": ""}})), ["/trigger/signature/secret"]);
    assert_eq!(pointers(json!({"schema": {"type": "strin"}})), ["/trigger/schema"]);
    assert_eq!(pointers(json!({"schema": {"$ref": "https://example.com/schema.json"}})), ["/trigger/schema"]);
    assert_eq!(pointers(json!({"otherwise": "stop"})), ["/trigger/otherwise"]);
    assert_eq!(pointers(json!({"match": {"field": "nme", "value": "x"}})), ["/trigger/match/field"]);
    assert_eq!(pointers(json!({"match": {"field": "name", "value": {"script": "1"}}})), ["/trigger/match/value"]);
    assert_eq!(pointers(json!({"match": {"field": "name", "value": {"ref": "size"}}})), ["/trigger/match/value"]);
    assert_eq!(pointers(json!({"match": {"field": "name", "value": {"ref": "$made.x"}}})), ["/trigger/match/value"]);
    assert_eq!(pointers(json!({"values": {"nme": 1, "size": "x", "note": {"text": "{{ x"}}})), ["/trigger/values/nme", "/trigger/values/size", "/trigger/values/note"]);
    assert_eq!(pointers(json!({"otherwise": "perhaps"})).len(), 1);
    let elsewhere = wrong(json!([{"key": "r", "trigger": {"kind": "created"}, "actions": [{"kind": "set", "values": {"note": {"ref": "$body.x"}}}]}]));
    assert_eq!(elsewhere[0].0, "/actions/0/values/note");
}

#[tokio::test]
async fn a_test_of_a_rule_says_what_is_pushed() {
    let mut rules = form();
    rules[0]["tests"] = json!([
        {"name": "anew", "when": {"webhook": {"name": "Oak", "size": 3, "question": "?"}}, "then": {"record": {"size": 3}, "created": [{"object": "part", "values": {"name": "?"}}]}},
        {"name": "known", "given": {"record": {"name": "Oak", "size": 9}}, "when": {"webhook": {"name": "Oak"}}, "then": {"record": {"size": 9}}},
        {"name": "wrong shape", "when": {"webhook": {}}, "then": {}},
        {"name": "wrongly expected", "when": {"webhook": {"name": "Oak"}}, "then": {"fires": false}}
    ]);
    let trials = trials::run(&files(&rules), &[mortise::rules::check], None).await.unwrap();
    let told: Vec<Vec<String>> = trials.iter().map(|trial| trial.problems.iter().map(|problem| problem.pointer.clone()).collect()).collect();
    assert_eq!(told, [vec![], vec![], vec!["/tests/2/when".to_owned()], vec!["/tests/3/then/fires".to_owned()]]);
}
