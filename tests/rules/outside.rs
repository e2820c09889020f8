//! What goes outside: sent with a key, tried again, kept when it does not come through, in order about one record, and never
//! waiting for somebody else. Receivers are real ones on this machine.

use chrono::Duration;
use mortise::catalog::Files;
use mortise::jobs;
use mortise::rules::{RunRetry, RunsSought, SecretWish, browse, mend, secrets};
use mortise::store::RunState;
use mortise::value::Id;
use serde_json::{Value as Json, json};

use crate::receiver::Receiver;
use crate::world::{World, files, wrong_files};

fn on_create(actions: Json) -> Json {
    json!([{"key": "r", "trigger": {"kind": "created"}, "actions": actions}])
}

async fn secret(world: &World, name: &str, value: &str) {
    secrets::keep(&world.cx(), name, &SecretWish { value: value.into() }).await.unwrap();
}

async fn later(world: &World, seconds: i64) {
    world.clock.set(world.clock.now() + Duration::seconds(seconds));
    world.settle().await;
}

#[tokio::test]
async fn an_api_is_called_between_two_transactions_and_its_answer_is_there_for_later_steps() {
    let there = Receiver::start().await;
    there.answers([(201, r#"{"id": "A-7", "lines": [{"n": 3}]}"#)]);
    let world = World::of(on_create(json!([
        {"kind": "set", "values": {"note": "sending"}},
        {"kind": "http", "url": format!("{}/orders?of={{{{ name }}}}", there.url), "headers": {"Authorization": {"secret": "TOKEN"}},
         "body": {"name": {"ref": "name"}, "tags": ["a", {"text": "{{ name }}!"}], "size": {"script": "size + 1"}}, "as": "order"},
        {"kind": "set", "values": {"note": {"ref": "$order.id"}, "size": {"ref": "$order.lines.0.n"}}}
    ]))).await;
    secret(&world, "TOKEN", "Bearer s3cret").await;
    let firm = world.add("firm", json!({"name": "Oak", "size": 1})).await;
    world.settle().await;
    let got = there.got();
    assert_eq!(got.len(), 1);
    assert_eq!((got[0].path.as_str(), got[0].json()), ("/orders?of=Oak", json!({"name": "Oak", "tags": ["a", "Oak!"], "size": 2})));
    assert_eq!(got[0].header("authorization"), "Bearer s3cret");
    let run = world.run("firm", firm).await;
    assert!(got[0].header("idempotency-key").starts_with(run["id"].as_str().unwrap()));
    let firm = world.get("firm", firm).await;
    assert_eq!((&firm["note"], &firm["size"], &run["state"], &run["steps"][1]["result"]["status"]), (&json!("A-7"), &json!(3), &json!("done"), &json!(201)));
    assert!(!run.to_string().contains("s3cret"));
}

#[tokio::test]
async fn what_fails_is_tried_again_under_the_same_key_with_pauses_that_grow() {
    let there = Receiver::start().await;
    there.answers([(503, "busy"), (429, "slowly"), (200, "{}")]);
    let world = World::of(on_create(json!([{"kind": "http", "url": there.url}, {"kind": "set", "values": {"note": "sent"}}]))).await;
    let firm = world.add("firm", json!({})).await;
    world.settle().await;
    let run = world.run("firm", firm).await;
    let detail = browse::one(&world.cx(), run["id"].as_str().unwrap().parse().unwrap()).await.unwrap();
    assert_eq!((run["state"].clone(), detail.attempts), (json!("running"), Some(1)));
    assert!(detail.last_error.unwrap().contains("503"));
    later(&world, 1).await;
    assert_eq!(there.got().len(), 2);
    later(&world, 1).await;
    assert_eq!(there.got().len(), 2, "the second pause is longer");
    later(&world, 4).await;
    let keys: Vec<String> = there.got().iter().map(|got| got.header("idempotency-key").to_owned()).collect();
    assert_eq!((keys.len(), &keys[0], &keys[1]), (3, &keys[1], &keys[2]));
    assert_eq!((world.get("firm", firm).await["note"].clone(), world.run("firm", firm).await["state"].clone()), (json!("sent"), json!("done")));
}

#[tokio::test]
async fn what_is_refused_is_kept_and_goes_on_from_there_when_it_was_mended() {
    let there = Receiver::start().await;
    there.answers([(400, "no such list")]);
    let world = World::of(on_create(json!([
        {"kind": "set", "values": {"size": {"script": "size + 1"}}},
        {"kind": "http", "url": format!("{}/wrong", there.url), "body": {"name": {"ref": "name"}}},
        {"kind": "set", "values": {"note": "sent"}}
    ]))).await;
    let firm = world.add("firm", json!({"name": "Oak", "size": 0})).await;
    world.settle().await;
    let sought = RunsSought { state: Some(RunState::Failed), ..Default::default() };
    let page = browse::list(&world.cx(), sought).await.unwrap();
    assert_eq!((page.runs.len(), page.runs[0].record, page.refs[&firm].title.as_str()), (1, firm, "Oak"));
    let id: Id = page.runs[0].run.id;
    let detail = browse::one(&world.cx(), id).await.unwrap();
    assert_eq!((detail.path.as_deref(), detail.request.unwrap()["body"].clone()), (Some("/actions/1"), json!({"name": "Oak"})));
    assert_eq!(there.got().len(), 1, "what is refused is not tried again by itself");

    let settings = json!({"url": format!("{}/right", there.url), "body": {"title": {"ref": "name"}}}).as_object().unwrap().clone();
    mend::retry(&world.cx(), id, RunRetry { settings: Some(settings) }).await.unwrap();
    world.settle().await;
    let got = there.got();
    assert_eq!((got.len(), got[1].path.as_str(), got[1].json()), (2, "/right", json!({"title": "Oak"})));
    assert_ne!(got[0].header("idempotency-key"), got[1].header("idempotency-key"), "it is another request");
    let firm_now = world.get("firm", firm).await;
    assert_eq!((&firm_now["size"], &firm_now["note"]), (&json!(1), &json!("sent")), "what was done before is not done again");
    assert!(mend::retry(&world.cx(), id, RunRetry::default()).await.is_err(), "it is done");
}

#[tokio::test]
async fn a_segment_that_fails_after_the_answer_is_taken_on_without_sending_again() {
    let there = Receiver::start().await;
    let world = World::of(on_create(json!([
        {"kind": "http", "url": there.url},
        {"kind": "set", "values": {"size": {"script": "if open { 1 } else { 1 / 0 }"}}}
    ]))).await;
    let firm = world.add("firm", json!({})).await;
    world.settle().await;
    let run = world.run("firm", firm).await;
    assert_eq!(run["state"], "failed");
    world.change("firm", firm, json!({"open": true})).await;
    mend::retry(&world.cx(), run["id"].as_str().unwrap().parse().unwrap(), RunRetry::default()).await.unwrap();
    world.settle().await;
    assert_eq!((world.get("firm", firm).await["size"].clone(), there.got().len()), (json!(1), 1));
}

#[tokio::test]
async fn a_run_that_did_nothing_yet_is_taken_on_by_the_rule_as_it_is_now() {
    let broken = on_create(json!([{"kind": "set", "values": {"size": {"script": "1 / 0"}}}]));
    let world = World::of(broken).await;
    let firm = world.add("firm", json!({})).await;
    world.settle().await;
    let id = world.run("firm", firm).await["id"].as_str().unwrap().parse().unwrap();
    world.publish(on_create(json!([{"kind": "set", "values": {"size": 5}}]))).await;
    mend::retry(&world.cx(), id, RunRetry::default()).await.unwrap();
    world.settle().await;
    assert_eq!(world.get("firm", firm).await["size"], 5);
}

#[tokio::test]
async fn a_run_that_waits_can_be_ended() {
    let world = World::of(on_create(json!([{"kind": "wait", "for": "1d"}, {"kind": "set", "values": {"note": "late"}}]))).await;
    let firm = world.add("firm", json!({})).await;
    world.settle().await;
    let id = world.run("firm", firm).await["id"].as_str().unwrap().parse().unwrap();
    mend::cancel(&world.cx(), id).await.unwrap();
    later(&world, 100_000).await;
    assert_eq!((world.run("firm", firm).await["state"].clone(), world.get("firm", firm).await.get("note").cloned().unwrap_or_default()), (json!("stopped"), Json::Null));
    assert_eq!(mend::cancel(&world.cx(), id).await.unwrap_err().code, "not_open");
}

#[tokio::test]
async fn what_is_about_one_record_arrives_in_order_even_when_the_first_has_to_wait() {
    let there = Receiver::start().await;
    there.answers([(500, "")]);
    let rules = json!([{"key": "r", "trigger": {"kind": "updated", "fields": ["size"]}, "actions": [{"kind": "webhook", "url": there.url}]}]);
    let world = World::of(rules).await;
    let (firm, other) = (world.add("firm", json!({"name": "Oak"})).await, world.add("firm", json!({"name": "Elm"})).await);
    world.change("firm", firm, json!({"size": 1})).await;
    world.settle().await;
    world.change("firm", firm, json!({"size": 2})).await;
    world.change("firm", other, json!({"size": 9})).await;
    world.settle().await;
    let sizes = || there.got().iter().map(|got| got.json()["record"]["size"].clone()).collect::<Vec<_>>();
    assert_eq!(sizes(), [json!(1), json!(9)], "the other record does not wait");
    for _ in 0..4 {
        later(&world, 1).await;
    }
    assert_eq!(sizes(), [json!(1), json!(9), json!(1), json!(2)]);
}

#[tokio::test]
async fn a_slow_receiver_delays_nobody_else() {
    let (slow, quick) = (Receiver::start().await, Receiver::start().await);
    let rules = json!([{"key": "r", "trigger": {"kind": "created"}, "actions": [
        {"kind": "branch", "when": "open", "then": [{"kind": "webhook", "url": format!("{}/slow", slow.url)}], "else": [{"kind": "webhook", "url": quick.url}]}]}]);
    let world = World::of(rules).await;
    let held = slow.hold().await;
    for index in 0..300 {
        world.add("firm", json!({"open": true, "size": index})).await;
    }
    for index in 0..20 {
        world.add("firm", json!({"open": false, "size": index})).await;
    }
    world.settle_inside().await;
    let flow = jobs::work(world.runtime.clone(), jobs::OUTSIDE);
    tokio::select! {
        () = flow => unreachable!(),
        () = quick.arrived(20) => {}
    }
    assert!(slow.got().len() <= 4, "{} places are taken by one receiver", slow.got().len());
    drop(held);
}

#[tokio::test]
async fn a_webhook_is_signed_and_says_what_happened() {
    let there = Receiver::start().await;
    let world = World::of(on_create(json!([{"kind": "webhook", "url": there.url, "secret": {"secret": "SIGN"}}]))).await;
    secret(&world, "SIGN", "Jefe").await;
    let firm = world.add("firm", json!({"name": "Oak"})).await;
    world.settle().await;
    let got = there.got().remove(0);
    let sent = got.json();
    assert_eq!((&sent["rule"], &sent["event"]["kind"], &sent["record"]["id"], &sent["record"]["name"]), (&json!("r"), &json!("created"), &json!(firm), &json!("Oak")));
    let expected = hmac(b"Jefe", format!("{}.{}", got.header("x-mortise-timestamp"), got.body).as_bytes());
    let hex: String = expected.iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(got.header("x-mortise-signature"), format!("sha256={hex}"));
}

#[tokio::test]
async fn what_is_encrypted_is_not_sent() {
    let there = Receiver::start().await;
    let world = World::from(encrypted(&on_create(json!([{"kind": "webhook", "url": there.url}])))).await;
    world.add("firm", json!({"name": "Oak", "note": "of the utmost secrecy"})).await;
    world.settle().await;
    let got = there.got().remove(0);
    assert_eq!((&got.json()["record"]["name"], &got.json()["record"]["note"]), (&json!("Oak"), &json!("****")));
    assert!(got.body.contains(r#""after":"****""#) && !got.body.contains("secrecy"), "{}", got.body);
    let rules = on_create(json!([{"kind": "http", "url": there.url, "body": {"texts": [{"ref": "name"}, {"ref": "note"}]}}]));
    let wrong = wrong_files(encrypted(&rules));
    assert_eq!(wrong.iter().map(|(pointer, _)| pointer.as_str()).collect::<Vec<_>>(), ["/actions/0/body/texts/1"], "{wrong:?}");
}

/// With a field that nobody reads who has only the database.
fn encrypted(rules: &Json) -> Files {
    let mut files = files(rules);
    let object = files.get_mut("forms/firm/object.json").unwrap();
    let note = object["fields"].as_array_mut().unwrap().iter_mut().find(|field| field["key"] == "note").unwrap();
    note["encrypted"] = json!("unsearchable");
    files
}

#[tokio::test]
async fn robots_get_their_messages_with_their_signatures() {
    use base64::Engine;
    let there = Receiver::start().await;
    there.answers([(200, r#"{"errcode":0}"#), (200, r#"{"errcode":0}"#), (200, r#"{"code":0}"#)]);
    let secret_of = |name: &str| json!({"secret": name});
    let world = World::of(on_create(json!([
        {"kind": "dingtalk", "url": format!("{}/ding?access_token=t", there.url), "secret": secret_of("DING"), "title": "New: {{ name }}", "text": "**{{ name }}**"},
        {"kind": "wecom", "url": secret_of("WECOM"), "markdown": true, "text": "{{ name }} is here"},
        {"kind": "feishu", "url": format!("{}/feishu", there.url), "secret": secret_of("FEI"), "text": "{{ name }}"}
    ]))).await;
    for (name, value) in [("DING", "SECabc"), ("WECOM", &format!("{}/wecom?key=k", there.url)), ("FEI", "feikey")] {
        secret(&world, name, value).await;
    }
    let firm = world.add("firm", json!({"name": "Oak"})).await;
    world.settle().await;
    assert_eq!(world.run("firm", firm).await["state"], "done", "{:#}", world.run("firm", firm).await);
    let got = there.got();
    let at = world.clock.now();
    let sign = |key: &str, text: String| base64::engine::general_purpose::STANDARD.encode(hmac(key.as_bytes(), text.as_bytes()));
    let ding = sign("SECabc", format!("{}\nSECabc", at.timestamp_millis()));
    let ding = ding.replace('+', "%2B").replace('/', "%2F").replace('=', "%3D");
    assert_eq!(got[0].path, format!("/ding?access_token=t&timestamp={}&sign={ding}", at.timestamp_millis()));
    assert_eq!(got[0].json(), json!({"msgtype": "markdown", "markdown": {"title": "New: Oak", "text": "**Oak**"}}));
    assert_eq!((got[1].path.as_str(), got[1].json()), ("/wecom?key=k", json!({"msgtype": "markdown", "markdown": {"content": "Oak is here"}})));
    let fei = sign(&format!("{}\nfeikey", at.timestamp()), String::new());
    assert_eq!(got[2].json(), json!({"msg_type": "text", "content": {"text": "Oak"}, "timestamp": at.timestamp().to_string(), "sign": fei}));
}

#[tokio::test]
async fn a_robot_that_refuses_or_a_secret_that_is_missing_is_a_failed_run_with_its_reason() {
    let there = Receiver::start().await;
    there.answers([(200, r#"{"errcode":310000,"errmsg":"sign not match"}"#)]);
    let world = World::of(on_create(json!([{"kind": "dingtalk", "url": there.url, "text": "x"}, {"kind": "wecom", "url": {"secret": "NONE"}, "text": "x"}]))).await;
    let firm = world.add("firm", json!({})).await;
    world.settle().await;
    let run = world.run("firm", firm).await;
    assert!(run["state"] == "failed" && run["error"].as_str().unwrap().contains("sign not match"), "{run:#}");
    mend::retry(&world.cx(), run["id"].as_str().unwrap().parse().unwrap(), RunRetry::default()).await.unwrap_or_else(|error| panic!("{error:?}"));
    there.answers([(200, r#"{"errcode":0}"#)]);
    world.settle().await;
    let run = world.run("firm", firm).await;
    assert!(run["state"] == "failed" && run["error"].as_str().unwrap().contains("NONE"), "{run:#}");
}

#[tokio::test]
async fn an_address_inside_the_private_network_is_a_failed_run() {
    let world = World::of(on_create(json!([{"kind": "http", "url": "http://10.0.0.1/x"}]))).await;
    let firm = world.add("firm", json!({})).await;
    world.settle().await;
    assert_eq!(world.run("firm", firm).await["state"], "failed");
}

fn hmac(key: &[u8], message: &[u8]) -> Vec<u8> {
    use hmac::{Hmac, KeyInit, Mac};
    let mut mac = Hmac::<sha2::Sha256>::new_from_slice(key).unwrap();
    mac.update(message);
    mac.finalize().into_bytes().to_vec()
}
