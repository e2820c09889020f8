//! The API's description: every call that it names is made here once, and held against it; and the one that is kept
//! with the sources is that of this very build.

use axum::http::Method;
use mortise::store::Chore;
use serde_json::{Value, json};
use totp_rs::{Builder, Secret};

use super::access::pooled;
use crate::mailbox::Mailbox;
use crate::openid::Provider;
use crate::support::{Client, TestApp, described};

#[tokio::test]
async fn every_call_answers_as_described() {
    let files = pooled(TestApp::files(), &[("company", "open_sea", Vec::new())]);
    let app = TestApp::with(files).await;
    let first = json!({ "name": "Ann", "email": "ann@example.com", "password": "a long password", "workspace_name": "Acme" });
    app.stranger().post("/api/setup", first).await.expect(200);
    let admin = app.signed_in("admin").await;
    admin.post("/api/keys/rotate", json!({})).await.problem(409, "nothing_sealed");
    people(&app, &admin).await;
    let deal = records(&app, &admin).await;
    reactions(&app, &admin, &deal).await;
    approvals(&app, &admin).await;
    views_and_files(&admin).await;
    import(&app, &admin).await;
    catalog(&admin).await;
    chores(&app, &admin).await;
    audit(&admin).await;
    handovers(&app, &admin).await;
    runs(&app, &admin).await;
    app.app.workspaces.close();
    admin.get("/api/live").await.expect(200);
    admin.delete("/api/session").await.expect(204);
    assert!(described::missed().is_empty(), "{:#?}", described::missed());
}

async fn mail(app: &TestApp, admin: &Client) {
    let member = app.signed_in("member").await;
    let mailbox = Mailbox::start().await;
    admin.post("/api/mail/test", json!({})).await.problem(422, "no_mail_server");
    let settings = json!({ "host": "127.0.0.1", "port": mailbox.port, "security": "none", "from": "crm@example.com", "address": "https://crm.example.com" });
    assert_eq!(admin.post("/api/mail", json!({ "settings": settings })).await.expect(200)["password"], false);
    admin.get("/api/mail").await.expect(200);
    admin.post("/api/mail/test", json!({})).await.expect(200);
    let sent = admin.post(&format!("/api/users/{}/link/send", member.user), json!({})).await.expect(201);
    let mail = mailbox.kept().pop().unwrap();
    assert_eq!(sent["to"], mail.to[0]);
    assert!(mail.text().contains("https://crm.example.com/enter#"), "{}", mail.text());
    assert_eq!(app.stranger().get("/api/session").await.expect(200), json!({ "state": "signed_out", "forgotten": true }));
    app.stranger().post("/api/link/forgotten", json!({ "email": mail.to[0] })).await.expect(204);
    member.get("/api/mail").await.problem(403, "forbidden");
    member.post("/api/mail", json!({ "settings": settings })).await.problem(403, "forbidden");
    admin.delete("/api/mail").await.expect(204);
}

async fn people(app: &TestApp, admin: &Client) {
    let signed_out = app.stranger().get("/api/session").await.expect(200);
    assert_eq!(signed_out, json!({ "state": "signed_out" }));
    let member = app.signed_in("member").await;
    admin.post(&format!("/api/users/{}/password", member.user), json!({ "password": "another long one" })).await.expect(204);
    let email = admin.get(&format!("/api/records/user/{}", member.user)).await.expect(200)["record"]["email"].clone();
    app.stranger().post("/api/session", json!({ "email": email, "password": "another long one" })).await.expect(200);
    let member = app.signed_in("member").await;
    admin.post(&format!("/api/users/{}/password", member.user), json!({ "password": "another long one" })).await.expect(204);
    let again = app.signed_in("member").await;
    admin.patch("/api/session", json!({ "lang": "en", "theme": "dark", "name": "Ann A." })).await.expect(200);
    admin.get("/api/session").await.expect(200);
    again.get("/api/notices").await.expect(200);
    again.post("/api/notices/read", json!({ "ids": null })).await.expect(204);
    let wishes = again.get("/api/session/notices").await.expect(200)["wishes"].clone();
    again.post("/api/session/notices", wishes).await.expect(200);
    again.get("/api/today").await.expect(200);
    admin.post(&format!("/api/users/{}/eyes", again.user), json!({})).await.expect(200);
    admin.delete("/api/session/eyes").await.expect(200);
    sessions_and_tokens(app, admin, &again).await;
    links(app, admin).await;
    mail(app, admin).await;
    second_factor(app, admin).await;
    single_sign_on(app, admin).await;
    let change = json!({ "current": "a long password", "new": "a longer password" });
    let cookie = app.stranger().post("/api/session", json!({ "email": "ann@example.com", "password": "a long password" })).await;
    let token = cookie.headers["set-cookie"].to_str().unwrap().split(['=', ';']).nth(1).unwrap().to_owned();
    Client { token: Some(token), ..app.stranger() }.post("/api/session/password", change).await.expect(204);
}

async fn links(app: &TestApp, admin: &Client) {
    admin.get("/api/sign_in_policy").await.expect(200);
    admin.patch("/api/sign_in_policy", json!({ "min_length": 9 })).await.expect(200);
    let made = admin.post(&format!("/api/users/{}/link", app.signed_in("member").await.user), json!({})).await.expect(201);
    let code = made["path"].as_str().unwrap().split('#').nth(1).unwrap();
    app.stranger().post("/api/link", json!({ "code": code })).await.expect(200);
    app.stranger().post("/api/link/password", json!({ "code": code, "password": "my own choice" })).await.expect(204);
}

async fn single_sign_on(app: &TestApp, admin: &Client) {
    let provider = json!({ "issuer": Provider::start().await.issuer, "client_id": "crm", "label": { "zh-CN": "公司账号", "en": "Company account" } });
    let headers = [("host", "crm.example.com"), ("content-type", "application/json")];
    let wish = json!({ "provider": provider, "secret": "s3cret" }).to_string().into_bytes();
    admin.send(Method::POST, "/api/openid", &headers, wish).await.expect(200);
    admin.send(Method::GET, "/api/openid", &headers, Vec::new()).await.expect(200);
    app.stranger().send(Method::POST, "/api/openid/start", &headers, Vec::new()).await.expect(200);
    let (friend, issuer) = (app.signed_in("member").await.user, provider["issuer"].as_str().unwrap());
    let mut tx = app.runtime.store.begin().await.unwrap();
    for (subject, user) in [("a", admin.user), ("b", admin.user), ("c", friend)] {
        tx.keep_identity(issuer, subject, user, app.clock.now()).await.unwrap();
    }
    tx.commit().await.unwrap();
    assert_eq!(admin.get("/api/identities").await.expect(200)[1]["subject"], "b");
    admin.delete(&format!("/api/identities?issuer={issuer}&subject=a")).await.expect(204);
    admin.delete(&format!("/api/users/{friend}/identities?issuer={issuer}&subject=c")).await.expect(204);
    admin.delete("/api/openid").await.expect(204);
}

async fn second_factor(app: &TestApp, admin: &Client) {
    let sign_in = async || app.stranger().post("/api/session", json!({ "email": "ann@example.com", "password": "a long password" })).await;
    let reply = sign_in().await;
    let token = reply.headers["set-cookie"].to_str().unwrap().split(['=', ';']).nth(1).unwrap().to_owned();
    let ann = Client { token: Some(token), ..app.stranger() };
    let enrol = async || {
        let begun = ann.post("/api/session/second_factor", json!({})).await.expect(200);
        let secret = Secret::try_from_base32(begun["secret"].as_str().unwrap()).unwrap();
        let code = Builder::new().with_secret(secret).build().unwrap().generate(app.clock.now().timestamp().try_into().unwrap());
        ann.post("/api/session/second_factor/confirm", json!({ "code": code.to_string() })).await.expect(200)["codes"][0].clone()
    };
    let code = enrol().await;
    ann.get("/api/session/second_factor").await.expect(200);
    let codes = ann.post("/api/session/second_factor/codes", json!({ "code": code })).await.expect(200)["codes"].clone();
    let challenge = sign_in().await.expect(200)["challenge"].clone();
    app.stranger().post("/api/session/code", json!({ "challenge": challenge, "code": codes[0] })).await.expect(200);
    ann.post("/api/session/second_factor/off", json!({ "password": "a long password", "code": codes[1] })).await.expect(204);
    enrol().await;
    let id = ann.get("/api/session").await.expect(200)["user"]["id"].as_str().unwrap().to_owned();
    admin.delete(&format!("/api/users/{id}/second_factor")).await.expect(204);
}

async fn sessions_and_tokens(app: &TestApp, admin: &Client, member: &Client) {
    let elsewhere = app.signed_in("member").await;
    let id = |told: &Value| told["id"].as_str().unwrap().to_owned();
    let own = member.get("/api/sessions").await.expect(200);
    member.delete("/api/sessions").await.expect(204);
    member.get("/api/tokens").await.expect(200);
    let made = member.post("/api/tokens", json!({ "name": "Sync", "days": 30, "objects": ["company"] })).await.expect(201);
    let access = admin.get(&format!("/api/users/{}/access", member.user)).await.expect(200);
    assert_eq!((&access["sessions"][0]["id"], &access["tokens"][0]), (&own[0]["id"], &made["token"]));
    member.delete(&format!("/api/tokens/{}", id(&made["token"]))).await.expect(204);
    let made = elsewhere.post("/api/tokens", json!({ "name": "Sync", "days": 30 })).await.expect(201);
    let access = admin.get(&format!("/api/users/{}/access", elsewhere.user)).await.expect(200);
    admin.delete(&format!("/api/users/{}/tokens/{}", elsewhere.user, id(&made["token"]))).await.expect(204);
    admin.delete(&format!("/api/users/{}/sessions/{}", elsewhere.user, id(&access["sessions"][0]))).await.expect(204);
    admin.delete(&format!("/api/users/{}/sessions", elsewhere.user)).await.expect(204);
    member.delete(&format!("/api/sessions/{}", id(&own[0]))).await.expect(204);
}

/// Everything a person does with records; gives a deal.
async fn records(app: &TestApp, admin: &Client) -> String {
    let company = admin.create("company", json!({ "name": "Acme", "level": "vip" })).await;
    let deal = admin.create("deal", json!({ "name": "One", "company": company, "amount": 10, "close_date": "2026-12-01" })).await;
    let path = format!("/api/records/deal/{deal}");
    let filter = "%7B%22field%22%3A%22amount%22%2C%22op%22%3A%22%3E%22%2C%22value%22%3A1%7D";
    let page = admin.get(&format!("/api/records/deal?count=true&sort=-amount&fields=name,company.level&filter={filter}")).await.expect(200);
    assert_eq!((&page["count"]["value"], &page["records"][0]["company.level"]), (&json!(1), &json!("vip")));
    admin.get(&path).await.expect(200);
    admin.patch(&path, json!({ "amount": 12, "company": null })).await.expect(200);
    admin.post(&format!("{path}/notes"), json!({ "text": "Called." })).await.expect(201);
    let friend = app.signed_in("member").await.user;
    admin.post(&format!("{path}/team"), json!({ "user": friend, "access": "read" })).await.expect(200);
    admin.get(&format!("{path}/team")).await.expect(200);
    admin.get(&format!("{path}/who")).await.expect(200);
    admin.post(&format!("{path}/reveal/name"), json!({})).await.expect(200);
    admin.delete(&format!("{path}/team/{friend}")).await.expect(204);
    admin.get(&format!("{path}/events?limit=10")).await.expect(200);
    admin.get(&format!("{path}/origins")).await.expect(200);
    let request = json!({ "group": [{ "field": "close_date", "by": "month" }, { "field": "owner" }], "measures": [{ "fn": "count" }, { "fn": "max", "field": "close_date" }], "sort": "-m0" });
    admin.post("/api/records/deal/aggregate", request).await.expect(200);
    let bulk = json!({ "ids": [deal, company], "set": { "amount": 15 } });
    let done = admin.post("/api/records/deal/bulk", bulk).await.expect(200);
    assert_eq!((&done["done"], &done["failed"][0]["id"]), (&json!(1), &json!(company)));
    admin.get("/api/records/deal/export?format=csv").await.expect(200);
    admin.get("/api/search?q=Acme").await.expect(200);
    admin.get("/api/options/company?q=Ac&limit=5").await.expect(200);
    admin.post(&format!("/api/records/company/{company}/release"), json!({ "pool": "open_sea" })).await.expect(200);
    assert_eq!(admin.get("/api/catalog").await.expect(200)["objects"]["company"]["pools"][0]["member"], true);
    let claimed = admin.post(&format!("/api/records/company/{company}/claim"), json!({})).await.expect(200);
    assert_eq!((&claimed["record"]["owner"], &claimed["record"]["pool"]), (&json!(admin.user), &json!(null)));
    admin.post(&format!("/api/records/company/{company}/claim"), json!({})).await.problem(404, "not_found");
    let gone = admin.create("company", json!({ "name": "Gone" })).await;
    admin.delete(&format!("/api/records/company/{gone}")).await.expect(204);
    admin.get("/api/records/company?deleted=true").await.expect(200);
    admin.post(&format!("/api/records/company/{gone}/restore"), json!({})).await.expect(200);
    let twin = admin.create("company", json!({ "name": "Acme 2" })).await;
    let page = admin.get(&format!("/api/records/company/merge?ids={company},{twin}")).await.expect(200);
    assert_eq!((&page["records"][1]["name"], &page["refused"]), (&json!("Acme 2"), &json!([])));
    let wish = json!({ "others": [twin], "values": { "name": "Acme 2" }, "versions": { twin: 1 } });
    assert_eq!(admin.post(&format!("/api/records/company/{company}/merge"), wish).await.expect(200)["record"]["name"], "Acme 2");
    deal
}

/// What follows from a move and from a button.
async fn reactions(app: &TestApp, admin: &Client, deal: &str) {
    let path = format!("/api/records/deal/{deal}");
    admin.post(&format!("{path}/button/deal_praise"), json!({})).await.expect(200);
    admin.post(&format!("{path}/move"), json!({ "stage": "won", "note": "Signed." })).await.expect(200);
    app.drain().await;
    let runs = admin.get(&format!("{path}/runs")).await.expect(200);
    let id = path.rsplit('/').next().unwrap();
    let why = admin.post("/api/rules/deal_won/explain", json!({ "record": id })).await.expect(200);
    assert_eq!((&why["enabled"], &why["set_off"], &why["holds"]), (&json!(true), &json!(true), &json!(true)));
    assert!(why["events"].as_array().unwrap().iter().any(|event| event["ran"] == true), "{why}");
    assert_eq!(runs["runs"].as_array().unwrap().len(), 2);
    assert_eq!(admin.get("/api/notices?unread=true").await.expect(200)["unread"], 1);
}

async fn runs(app: &TestApp, admin: &Client) {
    admin.patch("/api/catalog/draft", json!({ "revision": admin.get("/api/catalog/draft").await.expect(200)["revision"], "files": { "workflows/gate.rule.json": {
        "key": "gate", "label": { "zh-CN": "门", "en": "Gate" }, "object": "company", "trigger": { "kind": "created" },
        "actions": [{ "kind": "wecom", "url": { "secret": "NONE" }, "text": "x" }] } } })).await.expect(200);
    let revision = admin.get("/api/catalog/draft").await.expect(200)["revision"].clone();
    admin.post("/api/catalog/draft/publish", json!({ "message": "Gate", "revision": revision })).await.expect(200);
    admin.create("company", json!({ "name": "Outside" })).await;
    app.drain().await;
    let page = admin.get("/api/runs?state=failed&rule=gate").await.expect(200);
    let fared = admin.get("/api/rules").await.expect(200);
    let gate = fared["rules"].as_array().unwrap().iter().find(|one| one["rule"] == "gate").unwrap();
    assert_eq!((&gate["runs"], &gate["failed"], &gate["last"]["state"]), (&json!(1), &json!(1), &json!("failed")), "{fared}");
    let failed = format!("/api/runs/{}", page["runs"][0]["id"].as_str().unwrap());
    admin.post(&format!("{failed}/retry"), json!({})).await.expect(200);
    admin.post(&format!("{failed}/cancel"), json!({})).await.expect(200);
    let page = admin.get("/api/runs?limit=1&state=done").await.expect(200);
    let path = format!("/api/runs/{}", page["runs"][0]["id"].as_str().unwrap());
    admin.get(&path).await.expect(200);
    assert_eq!(admin.post(&format!("{path}/retry"), json!({})).await.expect(409)["code"], "not_retryable");
    assert_eq!(admin.post(&format!("{path}/cancel"), json!({})).await.expect(409)["code"], "not_open");
    pushed(app, admin).await;
    filled_in(app, admin).await;
    admin.post("/api/secrets/TOKEN", json!({ "value": "s" })).await.expect(200);
    assert_eq!(admin.get("/api/secrets").await.expect(200), json!({ "names": ["TOKEN"] }));
    admin.delete("/api/secrets/TOKEN").await.expect(204);
}

/// A rule with an address, to which a stranger pushes something.
async fn pushed(app: &TestApp, admin: &Client) {
    let revision = admin.get("/api/catalog/draft").await.expect(200)["revision"].clone();
    let rule = json!({ "key": "form", "label": { "zh-CN": "表单", "en": "Form" }, "object": "company",
        "trigger": { "kind": "webhook", "values": { "name": { "ref": "$body.name" } } }, "actions": [{ "kind": "stop" }] });
    let draft = admin.patch("/api/catalog/draft", json!({ "revision": revision, "files": { "workflows/form.rule.json": rule } })).await.expect(200);
    admin.post("/api/catalog/draft/publish", json!({ "message": "Form", "revision": draft["revision"] })).await.expect(200);
    assert_eq!(admin.get("/api/rules/form/address").await.expect(200), json!({ "path": null, "made_at": null }));
    let address = admin.post("/api/rules/form/address", json!({})).await.expect(201);
    app.stranger().post(address["path"].as_str().unwrap(), json!({ "name": "Pushed" })).await.expect(202);
    app.drain().await;
}

/// A form with an address, which a stranger fills in.
async fn filled_in(app: &TestApp, admin: &Client) {
    let revision = admin.get("/api/catalog/draft").await.expect(200)["revision"].clone();
    let form = json!({ "key": "website", "label": { "zh-CN": "官网", "en": "Website" }, "object": "company", "fields": [{ "field": "name" }] });
    let draft = admin.patch("/api/catalog/draft", json!({ "revision": revision, "files": { "forms/company/website.form.json": form } })).await.expect(200);
    admin.post("/api/catalog/draft/publish", json!({ "message": "Form", "revision": draft["revision"] })).await.expect(200);
    assert_eq!(admin.get("/api/catalog/forms/website/address").await.expect(200), json!({ "path": null, "made_at": null }));
    let address = admin.post("/api/catalog/forms/website/address", json!({})).await.expect(201);
    let path = address["path"].as_str().unwrap().replacen("/f/", "/api/forms/", 1);
    assert_eq!(app.stranger().get(&path).await.expect(200)["fields"][0]["key"], "name");
    let id = "00000000-0000-4000-8000-000000000001";
    app.stranger().post(&path, json!({ "id": id, "values": { "name": "Filled in" } })).await.expect(204);
    app.drain().await;
}

/// Submitted three times: withdrawn, passed to others and decided, decided by a link.
async fn approvals(app: &TestApp, admin: &Client) {
    let company = admin.create("company", json!({ "name": "Checked" })).await;
    let path = format!("/api/records/company/{company}/approvals");
    let other = app.signed_in("member").await;
    let submit = json!({ "approval": "company_check", "note": "Please." });
    assert_eq!(admin.get(&path).await.expect(200)["submit"][0]["approval"], "company_check");
    let id = |told: &Value| told["approvals"][0]["id"].as_str().unwrap().to_owned();
    let first = id(&admin.post(&path, submit.clone()).await.expect(201));
    let told = admin.post(&format!("/api/approvals/{first}/withdraw"), json!({})).await.expect(200);
    assert_eq!(told["approvals"][0]["state"], "withdrawn");
    let second = id(&admin.post(&path, submit.clone()).await.expect(201));
    admin.post(&format!("/api/approvals/{second}/add-signer"), json!({ "user": other.user })).await.expect(200);
    other.post(&format!("/api/approvals/{second}/decide"), json!({ "verdict": "approve" })).await.expect(200);
    admin.post(&format!("/api/approvals/{second}/delegate"), json!({ "user": other.user })).await.expect(200);
    let told = other.post(&format!("/api/approvals/{second}/decide"), json!({ "verdict": "send_back", "note": "Add the code." })).await.expect(200);
    assert_eq!((&told["approvals"][0]["state"], &told["waiting"]), (&json!("sent_back"), &json!(0)));
    let third = id(&admin.post(&path, submit).await.expect(201));
    assert_eq!(admin.get("/api/approvals?part=asked").await.expect(200)["waiting"], 1);
    let made = admin.post(&format!("/api/approvals/{third}/link"), json!({})).await.expect(201);
    let code = made["path"].as_str().unwrap().split('#').nth(1).unwrap();
    let asked = app.stranger().post("/api/approvals/link", json!({ "code": code })).await.expect(200);
    assert_eq!(asked["fields"][0]["text"], "Checked");
    let approve = json!({ "code": code, "verdict": "approve" });
    app.stranger().post("/api/approvals/link/decide", approve.clone()).await.expect(204);
    assert_eq!(app.stranger().post("/api/approvals/link/decide", approve).await.expect(409)["code"], "link_used");
    assert_eq!(app.stranger().post("/api/approvals/link", json!({ "code": "made up" })).await.expect(404)["code"], "link_unknown");
    assert_eq!(admin.get("/api/approvals?part=submitted&state=approved").await.expect(200)["approvals"][0]["round"], 3);
}

async fn views_and_files(admin: &Client) {
    let view = json!({ "label": { "zh-CN": "大单", "en": "Big" }, "kind": "table", "columns": ["name"], "shared": true });
    let view = admin.post("/api/views/deal", view).await.expect(201);
    let path = format!("/api/views/deal/{}", view["id"].as_str().unwrap());
    admin.patch(&path, json!({ "filter": null, "columns": ["name", "amount"] })).await.expect(200);
    admin.get("/api/views/deal").await.expect(200);
    admin.delete(&path).await.expect(204);
    let file = admin.send(Method::POST, "/api/files", &[("x-file-name", "a.txt")], b"a".to_vec()).await.expect(201);
    admin.get(&format!("/api/files/{}", file["id"].as_str().unwrap())).await.expect(200);
}

async fn import(app: &TestApp, admin: &Client) {
    let sheet = "名称,等级\n明远,重要\n远航,金牌\n,普通\n".as_bytes().to_vec();
    let up = admin.send(Method::POST, "/api/imports?object=company", &[("x-file-name", "a.csv")], sheet.clone()).await.expect(201);
    let path = format!("/api/imports/{}", up["id"].as_str().unwrap());
    admin.patch(&path, json!({ "upsert_by": null, "defaults": { "level": "normal" } })).await.expect(200);
    let report = admin.post(&format!("{path}/rehearse"), json!({})).await.expect(200);
    assert_eq!(report["refuse"], 2);
    admin.post(&format!("{path}/run"), json!({})).await.expect(202);
    app.drain().await;
    admin.get(&path).await.expect(200);
    admin.get(&format!("{path}/refused.csv")).await.expect(200);
    let other = admin.send(Method::POST, "/api/imports?object=company", &[("x-file-name", "b.csv")], sheet).await.expect(201);
    let path = format!("/api/imports/{}", other["id"].as_str().unwrap());
    admin.post(&format!("{path}/run"), json!({})).await.expect(202);
    admin.post(&format!("{path}/cancel"), json!({})).await.expect(200);
}

async fn catalog(admin: &Client) {
    admin.get("/api/catalog").await.expect(200);
    admin.get("/api/catalog/schema/object").await.expect(200);
    admin.get("/api/openapi.json").await.expect(200);
    let key = json!({ "label": { "zh-CN": "城市", "en": "City" }, "taken": [] });
    admin.post("/api/catalog/key", key).await.expect(200);
    admin.post("/api/catalog/usage", json!({ "pipeline": "deal", "stage": "won" })).await.expect(200);
    let draft = admin.get("/api/catalog/draft").await.expect(200);
    let path = "forms/company/object.json";
    let mut object: Value = draft["files"][path].clone();
    object["icon"] = json!("building");
    let wrong = json!({ "revision": 0, "files": { path: object, "forms/ghost/object.json": {} } });
    assert_ne!(admin.patch("/api/catalog/draft", wrong).await.expect(200)["problems"], json!([]));
    admin.get("/api/catalog/draft").await.expect(200);
    admin.post("/api/catalog/draft/publish", json!({ "revision": 1, "message": "" })).await.problem(422, "catalog");
    admin.delete("/api/catalog/draft").await.expect(204);
    let rule = "workflows/deal_won.rule.json";
    let mut red: Value = draft["files"][rule].clone();
    red["tests"] = json!([{ "name": "Wins", "given": { "record": { "name": "One" } }, "when": { "update": { "name": "Two" } }, "then": { "fires": true } }]);
    admin.patch("/api/catalog/draft", json!({ "revision": 0, "files": { rule: red } })).await.expect(200);
    let tried = admin.post("/api/catalog/draft/rules/deal_won/test", json!({})).await.expect(200);
    assert_eq!((&tried["tests"][0]["passed"], &tried["problems"][0]["pointer"]), (&json!(false), &json!("/tests/0/then/fires")));
    let rehearsed = admin.post("/api/catalog/draft/rules/deal_won/rehearse", json!({ "days": 3 })).await.expect(200);
    assert_eq!((&rehearsed["fired"], &rehearsed["by_day"][3]["fired"]), (&json!(1), &json!(1)), "{rehearsed}");
    admin.post("/api/catalog/draft/rules/deal_won/rehearse", json!({ "days": 0 })).await.problem(422, "invalid");
    let refused = admin.post("/api/catalog/draft/publish", json!({ "revision": 1, "message": "Red" })).await.problem(422, "catalog");
    assert_eq!(refused["problems"][0]["pointer"], "/tests/0/then/fires");
    admin.delete("/api/catalog/draft").await.expect(204);
    admin.patch("/api/catalog/draft", json!({ "revision": 0, "files": { path: object } })).await.expect(200);
    admin.post("/api/catalog/draft/publish", json!({ "revision": 1, "message": "An icon" })).await.expect(200);
    admin.get("/api/catalog/versions").await.expect(200);
    admin.post("/api/catalog/versions/1/rollback", json!({})).await.expect(200);
}

/// `npm run api` writes both anew.
#[test]
fn the_kept_description_is_not_stale() {
    let kept: Value = serde_json::from_str(include_str!("../../web/api/openapi.json")).unwrap();
    assert!(kept == mortise::http::openapi(), "web/api/openapi.json is stale: run `npm run api` in web/");
}

async fn audit(admin: &Client) {
    let page = admin.get("/api/audit?kind=export,created&limit=5").await.expect(200);
    assert_eq!(page["entries"][0]["kind"], "created");
    admin.get("/api/audit/export?format=csv&kind=export").await.expect(200);
    admin.patch("/api/audit/retention", json!({ "days": 365 })).await.expect(200);
    assert_eq!(admin.get("/api/audit/retention").await.expect(200), json!({ "days": 365 }));
}

async fn handovers(app: &TestApp, admin: &Client) {
    let leaver = app.signed_in("member").await;
    admin.create("company", json!({ "name": "Left", "owner": leaver.user })).await;
    admin.post("/api/handovers/preview", json!({ "from": leaver.user })).await.expect(200);
    let asked = admin.post("/api/handovers", json!({ "from": leaver.user, "to": [admin.user] })).await.expect(202);
    app.drain().await;
    let path = format!("/api/handovers/{}", asked["id"].as_str().unwrap());
    admin.get(&path).await.expect(200);
    admin.get("/api/handovers").await.expect(200);
    admin.post(&format!("{path}/undo"), json!({})).await.expect(202);
    app.drain().await;
    admin.post(&format!("/api/users/{}/deactivate", leaver.user), json!({ "handover": { "to": [admin.user] } })).await.expect(200);
}

async fn chores(app: &TestApp, admin: &Client) {
    let (id, at) = (app.clock.new_id(), app.clock.now());
    let chore = Chore {
        id, at, kind: "recompute".into(), by: None, state: "failed".into(), done: 1, total: 2, settings: json!({}),
        result: json!({ "code": "x", "message": { "zh-CN": "坏了", "en": "Broken" } }),
    };
    let mut tx = app.runtime.store.begin().await.unwrap();
    tx.save_chore(&chore).await.unwrap();
    tx.commit().await.unwrap();
    let told = admin.get(&format!("/api/catalog/chores/{id}")).await.expect(200);
    assert_eq!((&told["error"], &told["total"]), (&json!("Broken"), &json!(2)));
    assert_eq!(admin.get("/api/catalog/chores").await.expect(200)[0], told);
    admin.get(&format!("/api/catalog/chores/{}", app.clock.new_id())).await.problem(404, "not_found");
    app.runtime.store.ready_to_seal().await.unwrap();
    admin.post("/api/keys/rotate", json!({})).await.expect(202);
    app.drain().await;
    let field = "/api/catalog/fields/company/tags";
    admin.get(field).await.expect(200);
    let label = json!({ "zh-CN": "标签", "en": "Tags" });
    let mut definition = json!({ "key": "tags", "label": label, "type": "long_text" });
    admin.post(&format!("{field}/rehearse"), json!({ "definition": definition })).await.expect(200);
    admin.post(&format!("{field}/convert"), json!({ "definition": definition })).await.expect(202);
    app.drain().await;
    definition["retired"] = json!(true);
    let draft = admin.get("/api/catalog/draft").await.expect(200);
    let path = "forms/company/object.json";
    let mut object = draft["files"][path].clone();
    object["fields"].as_array_mut().unwrap().iter_mut().filter(|field| field["key"] == "tags").for_each(|field| *field = definition.clone());
    let files = json!({ path: object, "forms/company/layout.json": null });
    let changed = admin.patch("/api/catalog/draft", json!({ "revision": draft["revision"], "files": files })).await.expect(200);
    admin.post("/api/catalog/draft/publish", json!({ "revision": changed["revision"] })).await.expect(200);
    admin.post(&format!("{field}/forget"), json!({})).await.expect(202);
    app.drain().await;
}
