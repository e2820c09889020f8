//! Nothing crosses between the workspaces of a server: signed in to one, every call is made with every id of the other in every
//! place that takes an id. The answers are those for ids that do not exist, say nothing of the other, and change nothing in it.

use std::sync::Arc;

use axum::http::Method;
use mortise::app::CHECKS;
use mortise::auth::account;
use mortise::auth::session;
use mortise::config::Key;
use mortise::records::{Context, Duplicates, create};
use mortise::runtime::{Published, Runtime};
use mortise::store::{AuditKind, Purpose, Snapshot, Sought, Store, Tables};
use mortise::value::{Actor, Clock, Id, Origin};
use serde_json::{Value, json};

use crate::support::{Client, Reply, TestApp, described, object};

/// Stands in everything that the other workspace holds.
const MARK: &str = "机密QZX";

/// What one workspace holds, by what it is.
pub(super) struct World {
    pub client: Client,
    pub runtime: Arc<Runtime>,
    pub company: String,
    pub deal: String,
    import: String,
    pub view: String,
    /// What a program comes in with.
    token: String,
    /// All of them, and what only the store knows by an id.
    pub ids: Vec<String>,
}

/// Another workspace of the server, made as the command makes one, and somebody signed in to it.
pub(super) async fn other(app: &TestApp) -> (Client, Arc<Runtime>) {
    let key: Key = "b".parse().unwrap();
    let home = app.place.home(&key).unwrap();
    let store = Store::at(&home, app.clock.clone()).await.unwrap();
    let files = app.runtime.published().catalog.files.clone();
    Published::install(&store, &app.clock, files, CHECKS).await.unwrap();
    store.close().await.unwrap();
    let workspace = app.app.workspaces.find(&key).await.unwrap().unwrap();
    let cx = Context::new(&workspace.runtime, Actor::System, "test");
    let values = json!({ "name": MARK, "email": "b@example.com", "role": ["admin"] });
    let user = create::create(&cx, "user", &object(values), Duplicates::Accept).await.unwrap().record.id();
    account::set(&cx, user, "a password of theirs".into()).await.unwrap();
    let token = session::open(&workspace.runtime, user, &Origin::default()).await.unwrap();
    (Client { token: Some(format!("b.{token}")), user, ..app.stranger() }, workspace.runtime.clone())
}

/// Fills a workspace; `mark` is in every text.
pub(super) async fn world(client: Client, runtime: Arc<Runtime>, mark: &str) -> World {
    let company = client.create("company", json!({ "name": mark, "code": mark, "tags": [mark] })).await;
    let upload = |path: &'static str, name: &'static str, text: String| {
        let client = client.clone();
        async move {
            let answer = client.send(Method::POST, path, &[("x-file-name", name)], text.into_bytes()).await.expect(201);
            (answer["id"].as_str().unwrap().to_owned(), answer)
        }
    };
    let (file, papers) = upload("/api/files", "a.txt", mark.to_owned()).await;
    let deal = json!({ "name": mark, "company": company, "amount": 7, "close_date": "2026-12-01", "papers": [papers] });
    let deal = client.create("deal", deal).await;
    let note = client.post(&format!("/api/records/deal/{deal}/notes"), json!({ "text": mark })).await.expect(201);
    let pressed = client.post(&format!("/api/records/deal/{deal}/button/deal_praise"), json!({})).await.expect(200);
    let checked = client.create("company", json!({ "name": format!("{mark} 2") })).await;
    let submitted = client.post(&format!("/api/records/company/{checked}/approvals"), json!({ "approval": "company_check", "note": mark })).await.expect(201);
    let (import, _) = upload("/api/imports?object=company", "a.csv", format!("名称,等级\n{mark},重要\n")).await;
    let view = json!({ "label": { "zh-CN": mark, "en": mark }, "kind": "table", "columns": ["name"], "shared": true });
    let view = client.post("/api/views/deal", view).await.expect(201)["id"].as_str().unwrap().to_owned();
    let user = client.user.to_string();
    let token = client.post("/api/tokens", json!({ "name": mark, "days": 30 })).await.expect(201);
    let session = client.get("/api/sessions").await.expect(200);
    let mut ids = vec![company.clone(), deal.clone(), file.clone(), import.clone(), view.clone(), user];
    ids.extend([&token["token"]["id"], &session[0]["id"]].into_iter().filter_map(Value::as_str).map(str::to_owned));
    ids.extend([&note["id"], &pressed["run"]["id"], &submitted["approvals"][0]["id"]].into_iter().filter_map(Value::as_str).map(str::to_owned));
    let mut reader = runtime.store.read().await.unwrap();
    let events = reader.events(deal.parse().unwrap(), None, 50).await.unwrap().events;
    ids.extend(events.iter().map(|event| event.id.to_string()));
    drop(reader);
    let token = token["secret"].as_str().unwrap().to_owned();
    World { client, runtime, company, deal, import, view, token, ids }
}

/// What is sent in a call that takes an id, wherever it takes one; `mine` is the caller's own world.
pub(super) fn requests(call: &str, id: &str, mine: &World) -> Vec<(String, Value)> {
    let World { company, deal, import, view, .. } = mine;
    let filter = |field: &str| percent(&json!({ "field": field, "op": "is", "value": id }).to_string());
    let each = |tail: &str, body: Value| -> Vec<(String, Value)> {
        ["company", "deal", "user"].iter().map(|object| (format!("/api/records/{object}/{id}{tail}"), body.clone())).collect()
    };
    let one = |path: String, body: Value| vec![(path, body)];
    let paper = json!([{ "id": id, "name": "a.txt", "size": 1, "type": "text/plain" }]);
    match call {
        "GET /api/session" => one("/api/session".into(), Value::Null),
        "POST /api/session" => one("/api/session".into(), json!({ "workspace": "b", "email": format!("{id}@example.com"), "password": id })),
        "DELETE /api/session" | "GET /api/live" => Vec::new(), // Made by hand, below: they end something.
        "PATCH /api/session" => one("/api/session".into(), json!({ "workspace": "b", "name": id })),
        "DELETE /api/session/eyes" => one("/api/session/eyes".into(), Value::Null),
        "POST /api/users/{id}/eyes" => one(format!("/api/users/{id}/eyes"), json!({})),
        "POST /api/session/password" => one("/api/session/password".into(), json!({ "current": id, "new": "long enough" })),
        "POST /api/setup" => one("/api/setup".into(), json!({ "workspace": "b", "name": id, "email": "x@y.cn", "password": "long enough" })),
        "GET /api/audit" => vec![
            (format!("/api/audit?person={id}"), Value::Null),
            (format!("/api/audit?record={id}"), Value::Null),
            (format!("/api/audit?cursor={id}"), Value::Null),
        ],
        "POST /api/users/{id}/deactivate" => one(format!("/api/users/{id}/deactivate"), json!({ "handover": { "to": [mine.client.user] } })),
        "GET /api/handovers" => one("/api/handovers".into(), Value::Null),
        "GET /api/handovers/{id}" => one(format!("/api/handovers/{id}"), Value::Null),
        "POST /api/handovers/{id}/undo" => one(format!("/api/handovers/{id}/undo"), json!({})),
        "POST /api/handovers/preview" => vec![
            ("/api/handovers/preview".into(), json!({ "from": id })),
            ("/api/handovers/preview".into(), json!({ "from": mine.client.user, "plan": { "to": [id] } })),
        ],
        "POST /api/handovers" => vec![
            ("/api/handovers".into(), json!({ "from": id, "to": [mine.client.user] })),
            ("/api/handovers".into(), json!({ "from": mine.client.user, "to": [id] })),
        ],
        "GET /api/audit/export" => one(format!("/api/audit/export?format=csv&person={id}"), Value::Null),
        "GET /api/audit/retention" => one("/api/audit/retention".into(), Value::Null),
        "PATCH /api/audit/retention" => one("/api/audit/retention".into(), json!({ "days": null })),
        "POST /api/users/{id}/link/send" => one(format!("/api/users/{id}/link/send"), json!({})),
        "GET /api/mail" | "DELETE /api/mail" => one("/api/mail".into(), Value::Null),
        "POST /api/mail" => one("/api/mail".into(), json!({ "settings": { "host": id, "port": 25, "from": "a@b.cn", "address": "https://b.cn" } })),
        "POST /api/mail/test" => one("/api/mail/test".into(), json!({})),
        "GET /api/session/notices" => one("/api/session/notices".into(), Value::Null),
        "POST /api/session/notices" => one("/api/session/notices".into(), json!({ "approval": "now", "rule": "never", "other": "daily", "digest_hour": 9 })),
        "GET /api/today" => one("/api/today".into(), Value::Null),
        "POST /api/users/{id}/link" => one(format!("/api/users/{id}/link"), json!({})),
        "POST /api/link" => one("/api/link".into(), json!({ "workspace": "b", "code": id })),
        "POST /api/link/forgotten" => one("/api/link/forgotten".into(), json!({ "workspace": "b", "email": format!("{id}@example.com") })),
        "POST /api/link/password" => one("/api/link/password".into(), json!({ "workspace": "b", "code": id, "password": "long enough" })),
        "GET /api/sign_in_policy" => one("/api/sign_in_policy".into(), Value::Null),
        "PATCH /api/sign_in_policy" => one("/api/sign_in_policy".into(), json!({ "min_length": 10 })),
        "GET /api/openid" | "DELETE /api/openid" => one("/api/openid".into(), Value::Null),
        "POST /api/openid" => one("/api/openid".into(), json!({ "provider": { "issuer": id, "client_id": id, "label": { "zh-CN": id, "en": id }, "role": id } })),
        "GET /api/identities" => one("/api/identities".into(), Value::Null),
        "DELETE /api/identities" => one(format!("/api/identities?issuer={id}&subject={id}"), Value::Null),
        "DELETE /api/users/{id}/identities" => {
            let me = mine.client.user;
            vec![(format!("/api/users/{id}/identities?issuer=x&subject=x"), Value::Null), (format!("/api/users/{me}/identities?issuer={id}&subject={id}"), Value::Null)]
        }
        "POST /api/openid/start" => one("/api/openid/start".into(), json!({ "workspace": "b" })),
        "POST /api/session/code" => one("/api/session/code".into(), json!({ "workspace": "b", "challenge": id, "code": id })),
        "GET /api/session/second_factor" => one("/api/session/second_factor".into(), Value::Null),
        "POST /api/session/second_factor" => Vec::new(), // Takes nothing, and gives another secret each time.
        "POST /api/session/second_factor/confirm" => one("/api/session/second_factor/confirm".into(), json!({ "code": id })),
        "POST /api/session/second_factor/codes" => one("/api/session/second_factor/codes".into(), json!({ "code": id })),
        "POST /api/session/second_factor/off" => one("/api/session/second_factor/off".into(), json!({ "code": id })),
        "DELETE /api/users/{id}/second_factor" => one(format!("/api/users/{id}/second_factor"), Value::Null),
        "GET /api/sessions" => one("/api/sessions".into(), Value::Null),
        "DELETE /api/sessions" => one("/api/sessions".into(), Value::Null),
        "DELETE /api/sessions/{id}" => one(format!("/api/sessions/{id}"), Value::Null),
        "GET /api/tokens" => one("/api/tokens".into(), Value::Null),
        "POST /api/tokens" => one("/api/tokens".into(), json!({ "name": "x", "days": 1, "objects": [id] })),
        "DELETE /api/tokens/{id}" => one(format!("/api/tokens/{id}"), Value::Null),
        "GET /api/users/{id}/access" => one(format!("/api/users/{id}/access"), Value::Null),
        "DELETE /api/users/{id}/sessions" => one(format!("/api/users/{id}/sessions"), Value::Null),
        "DELETE /api/users/{id}/sessions/{session}" => {
            let me = mine.client.user;
            vec![(format!("/api/users/{id}/sessions/{id}"), Value::Null), (format!("/api/users/{me}/sessions/{id}"), Value::Null)]
        }
        "DELETE /api/users/{id}/tokens/{token}" => {
            let me = mine.client.user;
            vec![(format!("/api/users/{id}/tokens/{id}"), Value::Null), (format!("/api/users/{me}/tokens/{id}"), Value::Null)]
        }
        "POST /api/users/{id}/password" => one(format!("/api/users/{id}/password"), json!({ "password": "long enough" })),
        "GET /api/notices" => one("/api/notices?limit=200".into(), Value::Null),
        "POST /api/notices/read" => one("/api/notices/read".into(), json!({ "ids": [id] })),
        "GET /api/records/{object}" => {
            let fields = [("company", "id"), ("company", "owner"), ("deal", "company"), ("deal", "created_by"), ("user", "id")];
            let list = fields.iter().map(|(object, field)| (format!("/api/records/{object}?count=1&filter={}", filter(field)), Value::Null));
            list.chain([(format!("/api/records/deal?cursor={id}"), Value::Null), (format!("/api/records/deal?q={id}"), Value::Null)]).collect()
        }
        "POST /api/records/{object}" => [json!({ "company": id }), json!({ "owner": id }), json!({ "papers": paper }), json!({ "id": id })]
            .into_iter()
            .map(|mut values| {
                values["name"] = json!("x");
                ("/api/records/deal".to_owned(), values)
            })
            .collect(),
        "POST /api/records/{object}/aggregate" => {
            let of = json!({ "group": [{ "field": "company" }], "measures": [{ "fn": "count" }], "filter": { "field": "company", "op": "is", "value": id } });
            one("/api/records/deal/aggregate".into(), of)
        }
        "POST /api/records/{object}/bulk" => vec![
            ("/api/records/deal/bulk".into(), json!({ "ids": [id], "set": { "amount": 1 } })),
            ("/api/records/deal/bulk".into(), json!({ "ids": [id], "delete": true })),
            ("/api/records/company/bulk".into(), json!({ "ids": [id], "claim": true })),
            ("/api/records/deal/bulk".into(), json!({ "ids": [deal], "set": { "company": id } })),
            ("/api/records/company/bulk".into(), json!({ "ids": [company], "set": { "owner": id } })),
        ],
        "GET /api/records/{object}/export" => one(format!("/api/records/deal/export?format=csv&filter={}", filter("company")), Value::Null),
        "GET /api/records/{object}/{id}" => each("", Value::Null),
        "PATCH /api/records/{object}/{id}" => {
            let mut all = each("", json!({ "name": "x" }));
            all.extend([json!({ "company": id }), json!({ "owner": id }), json!({ "papers": paper })].map(|body| (format!("/api/records/deal/{deal}"), body)));
            all
        }
        "DELETE /api/records/{object}/{id}" => [each("", Value::Null), each("?purge=1", Value::Null)].concat(),
        "POST /api/records/{object}/{id}/restore" => each("/restore", json!({})),
        "GET /api/records/{object}/merge" => ["company", "deal", "user"]
            .iter()
            .flat_map(|object| [format!("{id},{company}"), format!("{company},{id}"), format!("{deal},{id}")].map(|ids| (format!("/api/records/{object}/merge?ids={ids}"), Value::Null)))
            .collect(),
        "POST /api/records/{object}/{id}/merge" => {
            let mut all = each("/merge", json!({ "others": [company] }));
            all.extend([(company, "company"), (deal, "deal")].map(|(mine, object)| (format!("/api/records/{object}/{mine}/merge"), json!({ "others": [id] }))));
            all.push((format!("/api/records/deal/{deal}/merge"), json!({ "others": [company], "values": { "company": id }, "versions": { id: 1 } })));
            all
        }
        "POST /api/records/{object}/{id}/claim" => each("/claim", json!({})),
        "POST /api/records/{object}/{id}/release" => each("/release", json!({ "pool": "open_sea" })),
        "POST /api/records/{object}/{id}/move" => {
            let mut all = each("/move", json!({ "stage": "won" }));
            all.push((format!("/api/records/deal/{deal}/move"), json!({ "stage": "won", "values": { "company": id } })));
            all
        }
        "GET /api/records/{object}/{id}/events" => {
            let mut all = each("/events", Value::Null);
            all.push((format!("/api/records/deal/{deal}/events?cursor={id}"), Value::Null));
            all
        }
        "GET /api/records/{object}/{id}/origins" => each("/origins", Value::Null),
        "GET /api/records/{object}/{id}/who" => [each("/who", Value::Null), one(format!("/api/records/deal/{deal}/who?user={id}"), Value::Null)].concat(),
        "POST /api/records/{object}/{id}/reveal/{field}" => each("/reveal/name", json!({})),
        "GET /api/records/{object}/{id}/team" => each("/team", Value::Null),
        "POST /api/records/{object}/{id}/team" => each("/team", json!({ "user": id, "access": "read" })),
        "DELETE /api/records/{object}/{id}/team/{user}" => each(&format!("/team/{id}"), Value::Null),
        "GET /api/records/{object}/{id}/approvals" => each("/approvals", Value::Null),
        "POST /api/records/{object}/{id}/approvals" => each("/approvals", json!({ "approval": "company_check" })),
        "GET /api/approvals" => one("/api/approvals?part=submitted".into(), Value::Null),
        "POST /api/approvals/{id}/decide" => one(format!("/api/approvals/{id}/decide"), json!({ "verdict": "approve" })),
        "POST /api/approvals/{id}/delegate" => one(format!("/api/approvals/{id}/delegate"), json!({ "user": mine.client.user })),
        "POST /api/approvals/{id}/add-signer" => one(format!("/api/approvals/{id}/add-signer"), json!({ "user": mine.client.user })),
        "POST /api/approvals/{id}/withdraw" => one(format!("/api/approvals/{id}/withdraw"), json!({})),
        "POST /api/approvals/{id}/link" => one(format!("/api/approvals/{id}/link"), json!({})),
        "POST /api/approvals/link" => one("/api/approvals/link".into(), json!({ "workspace": "b", "code": id })),
        "POST /api/approvals/link/decide" => one("/api/approvals/link/decide".into(), json!({ "workspace": "b", "code": id, "verdict": "approve" })),
        "POST /api/records/{object}/{id}/notes" => each("/notes", json!({ "text": "x" })),
        "POST /api/records/{object}/{id}/button/{rule}" => each("/button/deal_praise", json!({})),
        "GET /api/records/{object}/{id}/runs" => each("/runs", Value::Null),
        "GET /api/search" => vec![(format!("/api/search?q={id}"), Value::Null), (format!("/api/search?q={}", percent(MARK)), Value::Null)],
        "GET /api/options/{object}" => vec![
            (format!("/api/options/company?q={}", percent(MARK)), Value::Null),
            (format!("/api/options/company?filter={}", filter("id")), Value::Null),
        ],
        "GET /api/views/{object}" => one("/api/views/deal".into(), Value::Null),
        "POST /api/views/{object}" => Vec::new(), // Takes no id that leads to anything; the shape is tried with the change of one.
        "PATCH /api/views/{object}/{id}" => {
            let filter = json!({ "filter": { "field": "company", "op": "is", "value": id } });
            vec![(format!("/api/views/deal/{id}"), filter.clone()), (format!("/api/views/deal/{view}"), filter)]
        }
        "DELETE /api/views/{object}/{id}" => one(format!("/api/views/deal/{id}"), Value::Null),
        "POST /api/files" | "POST /api/imports" => Vec::new(), // Bytes and a name; no id.
        "GET /api/files/{id}" => one(format!("/api/files/{id}"), Value::Null),
        "GET /api/imports/{id}" => one(format!("/api/imports/{id}"), Value::Null),
        "PATCH /api/imports/{id}" => vec![
            (format!("/api/imports/{id}"), json!({ "defaults": { "level": "vip" } })),
            (format!("/api/imports/{import}"), json!({ "defaults": { "owner": id }, "values": { "owner": { "x": id } } })),
        ],
        "POST /api/imports/{id}/rehearse" => one(format!("/api/imports/{id}/rehearse"), json!({})),
        "POST /api/imports/{id}/run" => one(format!("/api/imports/{id}/run"), json!({})),
        "POST /api/imports/{id}/cancel" => one(format!("/api/imports/{id}/cancel"), json!({})),
        "GET /api/imports/{id}/refused.csv" => one(format!("/api/imports/{id}/refused.csv"), Value::Null),
        "GET /api/catalog" => one("/api/catalog".into(), Value::Null),
        "GET /api/catalog/draft" => one("/api/catalog/draft".into(), Value::Null),
        "PATCH /api/catalog/draft" => one("/api/catalog/draft".into(), json!({ "revision": 99, "files": { format!("scripts/{id}.rhai"): null } })),
        "DELETE /api/catalog/draft" => one("/api/catalog/draft".into(), Value::Null),
        "POST /api/catalog/draft/publish" => one("/api/catalog/draft/publish".into(), json!({ "revision": 99, "message": id })),
        "GET /api/catalog/versions" => one("/api/catalog/versions".into(), Value::Null),
        "POST /api/catalog/versions/{number}/rollback" => one("/api/catalog/versions/99/rollback".into(), json!({})),
        "GET /api/catalog/chores" => one("/api/catalog/chores".into(), Value::Null),
        "POST /api/keys/rotate" => one("/api/keys/rotate".into(), json!({})),
        "GET /api/catalog/chores/{id}" => one(format!("/api/catalog/chores/{id}"), Value::Null),
        "GET /api/catalog/fields/{object}/{field}" => one(format!("/api/catalog/fields/company/{id}"), Value::Null),
        "POST /api/catalog/fields/{object}/{field}/rehearse" => one(format!("/api/catalog/fields/company/{id}/rehearse"), json!({ "type": "text" })),
        "POST /api/catalog/fields/{object}/{field}/convert" => one(format!("/api/catalog/fields/company/{id}/convert"), json!({ "type": "text" })),
        "POST /api/catalog/fields/{object}/{field}/forget" => one(format!("/api/catalog/fields/company/{id}/forget"), json!({})),
        "POST /api/catalog/key" => one("/api/catalog/key".into(), json!({ "label": "x", "taken": [id] })),
        "POST /api/catalog/usage" => one("/api/catalog/usage".into(), json!({ "pipeline": "deal", "stage": id })),
        "GET /api/catalog/schema/{kind}" => one(format!("/api/catalog/schema/{id}"), Value::Null),
        "GET /api/runs" => vec![(format!("/api/runs?record={id}"), Value::Null), (format!("/api/runs?q={}", percent(MARK)), Value::Null)],
        "GET /api/runs/{id}" => one(format!("/api/runs/{id}"), Value::Null),
        "POST /api/runs/{id}/retry" => one(format!("/api/runs/{id}/retry"), json!({})),
        "POST /api/runs/{id}/cancel" => one(format!("/api/runs/{id}/cancel"), json!({})),
        "GET /api/secrets" => one("/api/secrets".into(), Value::Null),
        "POST /api/secrets/{name}" => Vec::new(), // A name and a value; no id.
        "DELETE /api/secrets/{name}" => one(format!("/api/secrets/{id}"), Value::Null),
        "GET /api/rules/{rule}/address" => one(format!("/api/rules/{id}/address"), Value::Null),
        "POST /api/rules/{rule}/address" => one(format!("/api/rules/{id}/address"), json!({})),
        "POST /api/hooks/{workspace}/{token}" => vec![(format!("/api/hooks/b/{id}"), json!({ "id": id })), (format!("/api/hooks/main/{id}"), json!({}))],
        "GET /api/catalog/forms/{form}/address" => one(format!("/api/catalog/forms/{id}/address"), Value::Null),
        "POST /api/catalog/forms/{form}/address" => one(format!("/api/catalog/forms/{id}/address"), json!({})),
        "GET /api/forms/{workspace}/{token}" => ["b", "main"].map(|key| (format!("/api/forms/{key}/{id}"), Value::Null)).into(),
        "POST /api/forms/{workspace}/{token}" => ["b", "main"].map(|key| (format!("/api/forms/{key}/{id}"), json!({ "id": id }))).into(),
        "POST /api/rules/{rule}/explain" => one("/api/rules/deal_praise/explain".into(), json!({ "record": id })),
        "GET /api/rules" => one("/api/rules".into(), Value::Null),
        "POST /api/catalog/draft/rules/{rule}/rehearse" => one(format!("/api/catalog/draft/rules/{id}/rehearse"), json!({})),
        "POST /api/catalog/draft/rules/{rule}/test" => one(format!("/api/catalog/draft/rules/{id}/test"), json!({})),
        "GET /api/openapi.json" => one("/api/openapi.json".into(), Value::Null),
        new => panic!("{new} is new: say here where it takes ids"),
    }
}

pub(super) fn percent(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

pub(super) async fn send(client: &Client, call: &str, path: &str, body: &Value) -> Reply {
    let method: Method = call.split(' ').next().unwrap().parse().unwrap();
    let bytes = if body.is_null() { Vec::new() } else { body.to_string().into_bytes() };
    client.send(method, path, &[("content-type", "application/json")], bytes).await
}

/// An answer but for the id that was sent.
pub(super) fn said(reply: &Reply, id: &str) -> (u16, String) {
    (reply.status.as_u16(), String::from_utf8_lossy(&reply.body).replace(id, "…"))
}

/// Every table of a workspace, summed up.
pub(super) async fn tables(app: &TestApp, key: &str) -> Tables {
    let folder = tempfile::tempdir().unwrap();
    let home = app.place.home(&key.parse().unwrap()).unwrap();
    let mut snapshot = Snapshot::of(&home.database, Clock::default()).await.unwrap();
    let copy = Store::open(&folder.path().join("x.db"), Clock::default()).await.unwrap();
    let tables = copy.copy(&mut snapshot, &[], Purpose::Keep).await.unwrap();
    copy.close().await.unwrap();
    tables
}

#[tokio::test(flavor = "multi_thread")]
async fn every_call_with_every_id_of_another_workspace_is_answered_as_if_it_were_not_there() {
    let app = TestApp::start().await;
    let (client, runtime) = other(&app).await;
    let theirs = world(client, runtime, MARK).await;
    mortise::jobs::drain_all(&theirs.runtime).await.unwrap();
    let mine = world(app.signed_in("admin").await, app.runtime.clone(), "我的").await;
    app.drain().await;
    // The test is of no use if their own key does not open the door.
    assert!(String::from_utf8_lossy(&theirs.client.get(&format!("/api/records/deal/{}", theirs.deal)).await.body).contains(MARK));
    app.program(&theirs.token).get("/api/catalog").await.expect(200);
    let before = tables(&app, "b").await;

    let mut wrong = Vec::new();
    for call in described::names() {
        for id in &theirs.ids {
            // The same call with an id that nobody has.
            let nobody = Id::from_u128(Id::parse_str(id).unwrap().as_u128() ^ 1 << 17).to_string();
            for ((path, body), (path_of_nobody, body_of_nobody)) in requests(&call, id, &mine).into_iter().zip(requests(&call, &nobody, &mine)) {
                let answer = send(&mine.client, &call, &path, &body).await;
                if String::from_utf8_lossy(&answer.body).contains(MARK) {
                    wrong.push(format!("{call} {path} {body} tells what is theirs"));
                }
                // What names no id is the same call twice: the first may still hold what the second asks for.
                if (&path, &body) == (&path_of_nobody, &body_of_nobody) {
                    continue;
                }
                let expected = send(&mine.client, &call, &path_of_nobody, &body_of_nobody).await;
                if said(&answer, id) != said(&expected, &nobody) {
                    wrong.push(format!("{call} {path} {body}\n  {:?}\n  {:?}", said(&answer, id), said(&expected, &nobody)));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    streams_and_cookies(&app, &mine, &theirs).await;
    let after = tables(&app, "b").await;
    let changed: Vec<&String> = before.iter().filter(|(name, contents)| after[*name] != **contents).map(|(name, _)| name).collect();
    // Whoever tries the password of somebody there is noted there, and that is all.
    assert!(changed.iter().all(|table| ["audit", "sign_in_failure"].contains(&table.as_str())), "their tables changed: {changed:?}");
    let sought = Sought { kinds: vec![AuditKind::SignInFailed.name().to_owned()], ..Sought::default() };
    let tried = theirs.runtime.store.read().await.unwrap().happenings(&sought, None, 200).await.unwrap().0;
    assert_eq!(after["audit"].rows - before["audit"].rows, tried.len() as u64);
}

/// A cookie or a token opens one workspace, and a stream tells of one.
async fn streams_and_cookies(app: &TestApp, mine: &World, theirs: &World) {
    programs(app, mine, theirs).await;
    let (own, their) = (mine.client.token.clone().unwrap(), theirs.client.token.clone().unwrap());
    for token in [format!("b.{own}"), their.trim_start_matches("b.").to_owned(), format!("c.{own}"), format!("b.{own}.{own}"), format!("../b.{own}")] {
        let forged = Client { token: Some(token.clone()), ..app.stranger() };
        assert_eq!(forged.get("/api/catalog").await.status, 401, "{token}");
        assert_eq!(forged.delete("/api/session").await.status, 204, "{token}");
    }
    assert_eq!(mine.client.get("/api/session?workspace=b").await.expect(200)["state"], "signed_out");
    assert_eq!(mine.client.get("/api/session").await.expect(200)["state"], "signed_in");
    let change = async {
        let id: Id = theirs.company.parse().unwrap();
        theirs.runtime.tell(mortise::runtime::Live::Record { object: "company".into(), id, kind: "updated".into() });
        app.app.workspaces.close();
    };
    let (heard, ()) = tokio::join!(mine.client.get("/api/live"), change);
    assert!(!String::from_utf8_lossy(&heard.body).contains(&theirs.company));
    mine.client.delete("/api/session").await.expect(204);
    assert_eq!(theirs.client.get("/api/session").await.expect(200)["state"], "signed_in", "signing out of one is not signing out of all");
}

/// A token works in the workspace that it names, and no other's does by being told to be of this one.
async fn programs(app: &TestApp, mine: &World, theirs: &World) {
    let (own, their) = (mine.token.strip_prefix("mortise_main_").unwrap(), theirs.token.strip_prefix("mortise_b_").unwrap());
    for forged in [format!("mortise_b_{own}"), format!("mortise_main_{their}"), format!("mortise_c_{own}"), format!("mortise_b_main_{own}"), own.to_owned()] {
        app.program(&forged).get("/api/catalog").await.problem(401, "bad_token");
    }
    let path = |world: &World| format!("/api/records/deal/{}", world.deal);
    let (ours, others) = (app.program(&mine.token), app.program(&theirs.token));
    ours.get(&path(mine)).await.expect(200);
    ours.get(&path(theirs)).await.problem(404, "not_found");
    others.get(&path(mine)).await.problem(404, "not_found");
    // A cookie of one beside the token of another: the token alone says who calls.
    let both = [("authorization", format!("Bearer {}", mine.token))];
    let both: Vec<(&str, &str)> = both.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(theirs.client.send(Method::GET, &path(theirs), &both, Vec::new()).await.status, 404);
}
