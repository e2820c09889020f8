//! The live connection: each browser hears what concerns it, and is let go when the server ends.

use axum::body::{Body, BodyDataStream};
use axum::http::{Method, Request};
use futures_util::StreamExt;
use mortise::auth::session;
use mortise::runtime::Live;
use mortise::value::Origin;
use serde_json::json;
use tower::ServiceExt;

use crate::support::{Client, TestApp};

/// A live connection.
pub(super) async fn open(client: &Client) -> BodyDataStream {
    let request = Request::get("/api/live").header("cookie", format!("mortise_session={}", client.token.as_ref().unwrap()));
    let response = client.router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    assert_eq!(response.headers()["content-type"], "text/event-stream");
    response.into_body().into_data_stream()
}

/// What is said on it until that is enough, or it ends.
pub(super) async fn read(mut chunks: BodyDataStream, enough: impl Fn(&str) -> bool) -> String {
    let mut heard = String::new();
    while !enough(&heard) {
        let Some(chunk) = chunks.next().await else { break };
        heard.push_str(std::str::from_utf8(&chunk.unwrap()).unwrap());
    }
    heard
}

/// Everything said on a live connection until it ends.
async fn listen(client: &Client) -> impl Future<Output = String> + use<> {
    read(open(client).await, |_| false)
}

#[tokio::test]
async fn browsers_hear_what_concerns_them_until_the_server_ends() {
    let app = TestApp::start().await;
    let (bob, eve) = (app.signed_in("member").await, app.signed_in("member").await);
    let (bobs, eves) = (listen(&bob).await, listen(&eve).await);
    let id = eve.create("company", json!({ "name": "Acme" })).await;
    app.runtime.tell(Live::Notice { user: bob.user });
    // The streams end by themselves: first what was said, then the end.
    let closing = async {
        tokio::task::yield_now().await;
        app.app.workspaces.close();
    };
    let (bobs, eves, ()) = tokio::join!(bobs, eves, closing);
    let told = format!("event: record\ndata: {{\"object\":\"company\",\"id\":\"{id}\",\"kind\":\"created\"}}");
    assert!(bobs.contains(&told), "{bobs}");
    assert!(eves.contains(&told), "{eves}");
    assert!(bobs.contains("event: notice") && !eves.contains("event: notice"), "{bobs} / {eves}");
}

#[tokio::test]
async fn how_far_an_import_has_come_is_told_to_whoever_started_it_and_those_who_look_after_the_data() {
    let app = TestApp::start().await;
    let (bob, eve, admin) = (app.signed_in("member").await, app.signed_in("member").await, app.signed_in("admin").await);
    let (bobs, eves, admins) = (listen(&bob).await, listen(&eve).await, listen(&admin).await);
    let sheet = "名称\n明月\n".as_bytes().to_vec();
    let import = bob.send(Method::POST, "/api/imports?object=company", &[("x-file-name", "a.csv")], sheet).await.expect(201);
    bob.post(&format!("/api/imports/{}/run", import["id"].as_str().unwrap()), json!({})).await.expect(202);
    let closing = async {
        app.drain().await;
        app.app.workspaces.close();
    };
    let (bobs, eves, admins, ()) = tokio::join!(bobs, eves, admins, closing);
    let done = "\"state\":\"done\"";
    assert!(bobs.contains(done) && admins.contains(done), "{bobs} / {admins}");
    assert!(!eves.contains("event: import"), "{eves}");
}

#[tokio::test]
async fn news_end_with_the_session_however_it_ends() {
    let app = TestApp::start().await;
    let admin = app.signed_in("admin").await;
    let bob = app.signed_in("member").await;
    let set = format!("/api/users/{}/password", bob.user);
    // Streams end, and not only the tests' patience: each is read to its end.
    let heard = listen(&bob).await;
    bob.delete("/api/session").await.expect(204);
    heard.await;
    let bob = again(&app, &bob).await;
    let heard = listen(&bob).await;
    admin.post(&set, json!({ "password": "bobs first password" })).await.expect(204);
    heard.await;
    admin.patch("/api/sign_in_policy", json!({ "change_after_set": false })).await.expect(200);
    admin.post(&set, json!({ "password": "bobs other password" })).await.expect(204);
    let (bob, elsewhere) = (again(&app, &bob).await, again(&app, &bob).await);
    let heard = listen(&elsewhere).await;
    bob.post("/api/session/password", json!({ "current": "bobs other password", "new": "a third password" })).await.expect(204);
    heard.await;
    elsewhere.get("/api/catalog").await.problem(401, "signed_out");
    bob.get("/api/catalog").await.expect(200);
}

#[tokio::test]
async fn who_sees_what_is_asked_anew_when_a_department_moves() {
    let app = TestApp::with(super::access::files(Vec::new())).await;
    let (admin, bob) = (app.signed_in("admin").await, app.signed_in("member").await);
    let department = admin.create("department", json!({ "name": "One" })).await;
    let heard = listen(&bob).await;
    admin.patch(&format!("/api/records/department/{department}"), json!({ "name": "Other" })).await.expect(200);
    heard.await;
}

/// The same person, signed in once more.
async fn again(app: &TestApp, client: &Client) -> Client {
    let token = session::open(&app.runtime, client.user, &Origin::default()).await.unwrap();
    Client { token: Some(token), ..client.clone() }
}

#[tokio::test]
async fn nobody_listens_without_a_session() {
    let app = TestApp::start().await;
    app.stranger().get("/api/live").await.problem(401, "signed_out");
}
