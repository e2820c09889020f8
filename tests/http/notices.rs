//! What people are told: of what they see, as they see it, and as long as they see it.

use mortise::records::approvals::{self, Submission};
use mortise::records::Context;
use mortise::value::Actor;
use serde_json::{Value, json};

use super::access::{files, hire, label};
use crate::support::{Client, TestApp};

/// Reps see their own companies without the code, and part of the telephone; the rule tells everybody named, with all three.
async fn start() -> TestApp {
    let own = json!({ "create": true, "read": ["own"], "update": ["own"],
        "fields": { "code": "hidden", "phone": { "mask": { "as": "phone" } } } });
    let rep = json!({ "key": "rep", "label": label("rep"), "objects": { "company": own, "user": { "read": ["all"] } } });
    let mut files = files(vec![rep]);
    let tell = json!({ "key": "tell", "label": label("tell"), "object": "company", "trigger": { "kind": "updated", "fields": ["tags"] },
        "actions": [{ "kind": "notify", "to": ["owner", "created_by", "admins"], "text": label("{{ name }}: {{ code }} {{ phone }}") }] });
    files.insert("workflows/tell.rule.json".into(), tell);
    TestApp::with(files).await
}

async fn told(client: &Client) -> (Vec<Value>, i64) {
    let told = client.get("/api/notices").await.expect(200);
    let texts = told["notices"].as_array().unwrap().iter().map(|notice| notice["text"].clone());
    (texts.collect(), told["unread"].as_i64().unwrap())
}

#[tokio::test]
async fn everybody_is_told_what_they_see_and_nobody_of_what_they_do_not() {
    let app = start().await;
    let admin = app.signed_in("admin").await;
    let (ann, bob) = (hire(&app, &["rep"], None).await, hire(&app, &["rep"], None).await);
    let company = ann.create("company", json!({ "name": "Acme" })).await;
    let path = format!("/api/records/company/{company}");
    admin.patch(&path, json!({ "code": "SECRET", "phone": "13812341234", "tags": ["a"] })).await.expect(200);
    app.drain().await;
    assert_eq!(told(&ann).await, (vec![json!("Acme:  138****1234")], 1));
    assert_eq!(told(&admin).await.0, [json!("Acme: SECRET 13812341234")]);

    // Bob has it now; Ann made it, and sees it no more: not what she was told, nor what happens to it.
    admin.patch(&path, json!({ "owner": bob.user, "tags": ["b"], "name": "Zenith" })).await.expect(200);
    app.drain().await;
    assert_eq!(told(&bob).await, (vec![json!("Zenith:  138****1234")], 1));
    assert_eq!(told(&ann).await, (Vec::new(), 0));
    assert_eq!(ann.get("/api/notices?unread=true").await.expect(200)["notices"], json!([]));
    let runs = admin.get("/api/runs").await.expect(200);
    let run = admin.get(&format!("/api/runs/{}", runs["runs"][0]["id"].as_str().unwrap())).await.expect(200);
    assert!(run.to_string().contains(&format!("\"unseen\":[\"{}\"]", ann.user)), "the run says who was not told: {run}");
    admin.patch(&path, json!({ "owner": ann.user })).await.expect(200);
    assert_eq!(told(&ann).await, (vec![json!("Acme:  138****1234")], 1), "it is hers again");
}

#[tokio::test]
async fn whoever_is_asked_to_approve_what_they_do_not_see_is_not_told_its_title() {
    let mut files = start().await.runtime.published().catalog.files.clone();
    files.get_mut("workflows/company_check.approval.json").unwrap()["steps"][0]["who"] = json!([{ "role": "rep" }]);
    let app = TestApp::with(files).await;
    let admin = app.signed_in("admin").await;
    let ann = hire(&app, &["rep"], None).await;
    let mut companies = Vec::new();
    for (name, owner) in [("Hidden", admin.user), ("Hers", ann.user)] {
        companies.push(admin.create("company", json!({ "name": name, "owner": owner })).await);
    }
    for company in &companies {
        let cx = Context::new(&app.runtime, Actor::System, "test");
        approvals::submit(&cx, "company", company.parse().unwrap(), Submission { approval: "company_check".into(), note: None }).await.unwrap();
    }
    let notices = ann.get("/api/notices").await.expect(200);
    let about: Vec<_> = notices["notices"].as_array().unwrap().iter().map(|one| (one["text"].clone(), one["record"].clone())).collect();
    let asked = "Waiting for your approval: Company check";
    assert_eq!(about, [(json!(format!("{asked} · Hers")), json!(companies[1])), (json!(asked), Value::Null)]);
    assert_eq!(ann.get("/api/approvals").await.expect(200)["waiting"], 2, "she decides both");
}
