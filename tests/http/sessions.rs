//! Where somebody is signed in, and what programs come in with: listed, narrowed, ended.

use axum::http::Method;
use chrono::Duration;
use mortise::auth::session;
use mortise::value::Origin;
use serde_json::{Value, json};

use crate::support::{Client, TestApp, morning};

/// The same person at another browser.
async fn elsewhere(app: &TestApp, client: &Client, address: &str, agent: &str) -> Client {
    let origin = Origin { address: address.into(), agent: Some(agent.into()) };
    let token = session::open(&app.runtime, client.user, &origin).await.unwrap();
    Client { token: Some(token), ..client.clone() }
}

async fn token(client: &Client, wanted: Value) -> (String, String) {
    let mut whole = json!({ "name": "Sync", "days": 30 });
    whole.as_object_mut().unwrap().extend(crate::support::object(wanted));
    let made = client.post("/api/tokens", whole).await.expect(201);
    (made["token"]["id"].as_str().unwrap().to_owned(), made["secret"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn ones_own_sessions_are_listed_and_ended() {
    let app = TestApp::start().await;
    let bob = app.signed_in("member").await;
    app.clock.set(morning() + Duration::minutes(1));
    let phone = elsewhere(&app, &bob, "10.0.0.7", "Phone").await;
    let third = elsewhere(&app, &bob, "10.0.0.8", "Third").await;
    let list = phone.get("/api/sessions").await.expect(200);
    let seen: Vec<(&str, bool)> = list.as_array().unwrap().iter().map(|one| (one["agent"].as_str().unwrap_or("-"), one["current"].as_bool().unwrap())).collect();
    assert_eq!(seen, [("Third", false), ("Phone", true), ("-", false)]);
    assert_eq!(list[1]["address"], "10.0.0.7");
    assert!(!list.to_string().contains(phone.token.as_deref().unwrap()));

    let path = format!("/api/sessions/{}", list[0]["id"].as_str().unwrap());
    app.signed_in("admin").await.delete(&path).await.problem(404, "not_found");
    third.get("/api/catalog").await.expect(200);
    phone.delete(&path).await.expect(204);
    third.get("/api/catalog").await.problem(401, "signed_out");
    phone.delete(&path).await.problem(404, "not_found");
    phone.delete("/api/sessions").await.expect(204);
    bob.get("/api/catalog").await.problem(401, "signed_out");
    assert_eq!(phone.get("/api/sessions").await.expect(200).as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn who_looks_after_users_signs_others_out() {
    let app = TestApp::start().await;
    let (admin, bob) = (app.signed_in("admin").await, app.signed_in("member").await);
    let phone = elsewhere(&app, &bob, "10.0.0.7", "Phone").await;
    let (_, secret) = token(&bob, json!({})).await;
    let path = format!("/api/users/{}", bob.user);
    let access = admin.get(&format!("{path}/access")).await.expect(200);
    assert_eq!((&access["password"], &access["tokens"][0]["name"]), (&json!(false), &json!("Sync")));
    let on_phone = access["sessions"].as_array().unwrap().iter().find(|one| one["agent"] == "Phone").unwrap();
    let of_phone = format!("{path}/sessions/{}", on_phone["id"].as_str().unwrap());
    for (method, path) in [(Method::GET, format!("{path}/access")), (Method::DELETE, of_phone.clone()), (Method::DELETE, format!("{path}/sessions"))] {
        app.signed_in("member").await.send(method, &path, &[], Vec::new()).await.problem(403, "forbidden");
    }
    admin.delete(&of_phone).await.expect(204);
    phone.get("/api/catalog").await.problem(401, "signed_out");
    app.program(&secret).get("/api/catalog").await.expect(200);
    admin.delete(&format!("{path}/sessions")).await.expect(204);
    bob.get("/api/catalog").await.problem(401, "signed_out");
    app.program(&secret).get("/api/catalog").await.problem(401, "bad_token");
    admin.delete(&format!("/api/users/{}/sessions", app.clock.new_id())).await.problem(404, "not_found");
}

#[tokio::test]
async fn a_token_works_for_a_program_until_it_expires_or_is_revoked() {
    let app = TestApp::start().await;
    let bob = app.signed_in("member").await;
    let (id, secret) = token(&bob, json!({ "days": 7 })).await;
    assert!(secret.starts_with("mortise_main_"), "{secret}");
    let program = app.program(&secret);
    // No header of ours is needed: no browser sends a token by itself.
    let created = program.send(Method::POST, "/api/records/company", json!({ "name": "Acme" })).await.expect(201);
    let events = program.get(&format!("/api/records/company/{}/events", created["record"]["id"].as_str().unwrap())).await.expect(200);
    assert_eq!((&events["events"][0]["via"], &events["events"][0]["actor"]["id"]), (&json!("api"), &json!(bob.user)));
    let who = program.get("/api/session").await;
    assert!(!who.headers.contains_key("set-cookie"), "a token never becomes a cookie");
    assert_eq!(who.expect(200)["state"], "signed_in");
    let list = bob.get("/api/tokens").await.expect(200);
    assert_eq!(list[0]["last_used_at"], "2026-11-22T02:00:00Z");
    assert!(!list.to_string().contains(&secret[20..]));

    app.clock.set(morning() + Duration::days(7));
    program.get("/api/catalog").await.problem(401, "bad_token");
    assert_eq!(bob.get("/api/tokens").await.expect(200).as_array().unwrap().len(), 1, "one that expired is still told of");
    let (other, secret) = token(&bob, json!({})).await;
    bob.delete(&format!("/api/tokens/{other}")).await.expect(204);
    app.program(&secret).get("/api/catalog").await.problem(401, "bad_token");
    app.signed_in("admin").await.delete(&format!("/api/tokens/{id}")).await.problem(404, "not_found");
}

#[tokio::test]
async fn what_changes_about_somebody_holds_for_their_next_request() {
    let app = TestApp::start().await;
    let (admin, bob) = (app.signed_in("admin").await, app.signed_in("member").await);
    let (path, settings) = (format!("/api/records/user/{}", bob.user), "/api/audit");
    bob.get(settings).await.problem(403, "forbidden");
    admin.patch(&path, json!({ "role": ["admin"] })).await.expect(200);
    bob.get(settings).await.expect(200);
    admin.patch(&path, json!({ "role": ["member"] })).await.expect(200);
    bob.get(settings).await.problem(403, "forbidden");
    // A cookie's secret is none of a program's, whoever was recognised by it.
    app.program(&format!("mortise_main_{}", bob.token.as_deref().unwrap())).get("/api/catalog").await.problem(401, "bad_token");

    // That it was used is written down, though who it is was known.
    app.clock.set(morning() + Duration::minutes(11));
    bob.get("/api/catalog").await.expect(200);
    assert_eq!(bob.get("/api/sessions").await.expect(200)[0]["last_seen_at"], json!(morning() + Duration::minutes(11)));
    app.clock.set(morning() + Duration::days(31));
    bob.get("/api/catalog").await.problem(401, "signed_out");
}

#[tokio::test]
async fn a_token_does_less_than_its_owner() {
    let app = TestApp::start().await;
    let admin = app.signed_in("admin").await;
    let company = admin.create("company", json!({ "name": "Acme" })).await;
    let (_, secret) = token(&admin, json!({ "read_only": true })).await;
    let reader = app.program(&secret);
    reader.get(&format!("/api/records/company/{company}")).await.expect(200);
    let counted = json!({ "group": [], "measures": [{ "fn": "count" }] });
    reader.send(Method::POST, "/api/records/company/aggregate", counted).await.expect(200);
    for (method, path, body) in [
        (Method::POST, "/api/records/company".to_owned(), json!({ "name": "x" })),
        (Method::PATCH, format!("/api/records/company/{company}"), json!({ "name": "x" })),
        (Method::DELETE, format!("/api/records/company/{company}"), Value::Null),
        (Method::POST, "/api/records/company/bulk".to_owned(), json!({ "ids": [company], "delete": true })),
        (Method::PATCH, "/api/catalog/draft".to_owned(), json!({ "revision": 0, "files": {} })),
        (Method::POST, "/api/notices/read".to_owned(), json!({ "ids": null })),
    ] {
        reader.send(method, &path, body).await.problem(403, "read_only");
    }
    // What only a person may do, whatever the token allows.
    let (id, secret) = token(&admin, json!({})).await;
    let program = app.program(&secret);
    for (method, path, body) in [
        (Method::POST, "/api/tokens".to_owned(), json!({ "name": "x", "days": 9 })),
        (Method::DELETE, format!("/api/tokens/{id}"), Value::Null),
        (Method::GET, "/api/sessions".to_owned(), Value::Null),
        (Method::DELETE, "/api/sessions".to_owned(), Value::Null),
        (Method::PATCH, "/api/session".to_owned(), json!({ "name": "x" })),
        (Method::POST, "/api/session/password".to_owned(), json!({ "current": "x", "new": "a longer one" })),
        (Method::POST, format!("/api/users/{}/password", app.signed_in("member").await.user), json!({ "password": "a longer one" })),
        (Method::GET, format!("/api/users/{}/access", admin.user), Value::Null),
    ] {
        program.send(method, &path, body).await.problem(403, "person_needed");
    }
    program.send(Method::DELETE, "/api/session", Value::Null).await.expect(204);
    admin.get("/api/catalog").await.expect(200);
    // It looks after nothing, users among it.
    let bob = app.signed_in("member").await;
    let change = json!({ "role": ["admin"], "email": "mine@example.com" });
    program.send(Method::PATCH, &format!("/api/records/user/{}", bob.user), change).await.problem(403, "forbidden");
    program.send(Method::POST, "/api/records/user", json!({ "name": "x", "email": "x@example.com", "role": ["admin"] })).await.problem(403, "forbidden");
    program.get(&format!("/api/records/user/{}", bob.user)).await.expect(200);
}

#[tokio::test]
async fn a_token_for_some_objects_knows_of_no_others() {
    let app = TestApp::start().await;
    let admin = app.signed_in("admin").await;
    let company = admin.create("company", json!({ "name": "Acme Secret" })).await;
    let deal = admin.create("deal", json!({ "name": "Acme Secret deal", "company": company, "amount": 7, "close_date": "2026-12-01" })).await;
    let (_, secret) = token(&admin, json!({ "objects": ["deal"] })).await;
    let program = app.program(&secret);
    program.get(&format!("/api/records/deal/{deal}")).await.expect(200);
    program.send(Method::PATCH, &format!("/api/records/deal/{deal}"), json!({ "amount": 8 })).await.expect(200);
    let nothing = app.program(&token(&admin, json!({ "objects": ["deal"] })).await.1);
    let counted = json!({ "group": [], "measures": [{ "fn": "count" }] });
    for (method, path, body) in [
        (Method::GET, "/api/records/company".to_owned(), Value::Null),
        (Method::GET, format!("/api/records/company/{company}"), Value::Null),
        (Method::GET, format!("/api/records/company/{company}/events"), Value::Null),
        (Method::GET, "/api/records/company/export?format=csv".to_owned(), Value::Null),
        (Method::GET, "/api/options/company".to_owned(), Value::Null),
        (Method::POST, "/api/records/company".to_owned(), json!({ "name": "x" })),
        (Method::POST, "/api/records/company/aggregate".to_owned(), counted),
        (Method::PATCH, format!("/api/records/company/{company}"), json!({ "name": "x" })),
        (Method::DELETE, format!("/api/records/company/{company}"), Value::Null),
        (Method::POST, "/api/records/company/bulk".to_owned(), json!({ "ids": [company], "delete": true })),
    ] {
        let reply = nothing.send(method.clone(), &path, body).await;
        assert!([403, 404].contains(&reply.status.as_u16()), "{method} {path}: {} {}", reply.status, reply.json);
        assert!(!reply.json.to_string().contains("Acme Secret"), "{method} {path}: {}", reply.json);
    }
    let seen = program.get("/api/catalog").await.expect(200);
    assert_eq!(seen["objects"].as_object().unwrap().keys().collect::<Vec<_>>(), ["deal"]);
    assert!(!program.get("/api/search?q=Acme").await.expect(200)["hits"].as_array().unwrap().iter().any(|hit| hit["object"] != "deal"));
    let told = program.get(&format!("/api/records/deal/{deal}")).await.expect(200);
    assert!(!told["refs"].to_string().contains("\"title\":\"Acme Secret\""), "the title of what it may not read: {told}");
    let probe = "/api/records/deal?filter=%7B%22field%22%3A%22company.name%22%2C%22op%22%3A%22is%22%2C%22value%22%3A%22Acme%20Secret%22%7D";
    assert_ne!(program.get(probe).await.status, 200, "no filter looks into what it may not read");
    assert_eq!(admin.get(&format!("/api/records/company/{company}")).await.expect(200)["record"]["name"], "Acme Secret");
}

#[tokio::test]
async fn a_token_dies_with_its_owner() {
    let app = TestApp::start().await;
    let (admin, bob) = (app.signed_in("admin").await, app.signed_in("member").await);
    let (_, secret) = token(&bob, json!({})).await;
    let program = app.program(&secret);
    program.get("/api/catalog").await.expect(200);
    admin.patch(&format!("/api/records/user/{}", bob.user), json!({ "active": false })).await.expect(200);
    program.get("/api/catalog").await.problem(401, "bad_token");
    admin.patch(&format!("/api/records/user/{}", bob.user), json!({ "active": true })).await.expect(200);
    program.get("/api/catalog").await.problem(401, "bad_token");
}

#[tokio::test]
async fn tokens_that_cannot_be_are_refused_with_every_reason() {
    let app = TestApp::start().await;
    let bob = app.signed_in("member").await;
    let wrong = json!({ "name": " ", "days": 0, "objects": ["ghost"] });
    let told = bob.post("/api/tokens", wrong).await.problem(422, "invalid");
    let fields: Vec<&str> = told["errors"].as_array().unwrap().iter().map(|error| error["field"].as_str().unwrap()).collect();
    assert_eq!(fields, ["name", "days", "objects"]);
    bob.post("/api/tokens", json!({ "name": "x", "days": 400, "objects": [] })).await.problem(422, "invalid");
    for odd in ["", "Bearer", "Bearer ", "Bearer x", "Basic YTpi", "Bearer mortise__", "Bearer mortise_main_"] {
        let headers = [("authorization", if odd.is_empty() { " " } else { odd })];
        bob.send(Method::GET, "/api/catalog", &headers, Vec::new()).await.problem(401, "bad_token");
    }
}
