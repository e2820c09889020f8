//! Signing in by an OpenID provider: a small one of the test's own, so that it can lie. A real one is in the browser tests.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use axum::extract::State;
use axum::http::{HeaderMap, Method};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use chrono::{DateTime, Duration, Utc};
use mortise::store::{AuditKind, Sought};
use mortise::value::Clock;
use openidconnect::core::{CoreEdDsaPrivateSigningKey, CoreIdToken, CoreIdTokenClaims, CoreJwsSigningAlgorithm};
use openidconnect::{
    Audience, EmptyAdditionalClaims, EndUserEmail, EndUserName, IssuerUrl, JsonWebKeyId, LocalizedClaim, Nonce, PrivateSigningKey, StandardClaims,
    SubjectIdentifier,
};
use rcgen::{KeyPair, PKCS_ED25519};
use serde_json::{Value, json};
use tokio::net::TcpListener;

use crate::support::{Client, Reply, TestApp};

/// The library judges what it makes by the real time.
fn now() -> DateTime<Utc> {
    Clock::default().now()
}

/// A provider: its keys, what it will say next, what it was asked.
#[derive(Clone)]
pub struct Provider {
    pub issuer: String,
    says: Arc<Mutex<Says>>,
    asked: Arc<Mutex<Vec<HashMap<String, String>>>>,
}

/// What is in the next ID token; each may be a lie.
#[derive(Clone)]
struct Says {
    key: String,
    published: String,
    subject: String,
    email: Option<(String, bool)>,
    issuer: Option<String>,
    audience: String,
    nonce: Option<String>,
    lasts: Duration,
}

fn key() -> String {
    KeyPair::generate_for(&PKCS_ED25519).unwrap().serialize_pem()
}

fn signing(pem: &str) -> CoreEdDsaPrivateSigningKey {
    CoreEdDsaPrivateSigningKey::from_ed25519_pem(pem, Some(JsonWebKeyId::new("one".into()))).unwrap()
}

impl Provider {
    pub async fn start() -> Provider {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let issuer = format!("http://{}", listener.local_addr().unwrap());
        let pem = key();
        let says = Says {
            key: pem.clone(), published: pem, subject: "s-1".into(), email: None, issuer: None, audience: "crm".into(), nonce: None,
            lasts: Duration::minutes(5),
        };
        let provider = Provider { issuer, says: Arc::new(Mutex::new(says)), asked: Arc::default() };
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(Provider::metadata))
            .route("/keys", get(Provider::keys))
            .route("/token", post(Provider::token))
            .with_state(provider.clone());
        #[expect(clippy::disallowed_methods, reason = "the other server of a test")]
        tokio::spawn(async move { axum::serve(listener, router).await });
        provider
    }

    async fn metadata(State(this): State<Provider>) -> Json<Value> {
        let at = |path: &str| format!("{}{path}", this.issuer);
        Json(json!({
            "issuer": this.issuer, "authorization_endpoint": at("/authorize"), "token_endpoint": at("/token"), "jwks_uri": at("/keys"),
            "response_types_supported": ["code"], "subject_types_supported": ["public"], "id_token_signing_alg_values_supported": ["EdDSA"],
        }))
    }

    async fn keys(State(this): State<Provider>) -> Json<Value> {
        let key = signing(&this.says.lock().unwrap().published).as_verification_key();
        Json(json!({ "keys": [key] }))
    }

    async fn token(State(this): State<Provider>, headers: HeaderMap, body: String) -> Response {
        let mut asked = form(&body);
        asked.insert("authorization".into(), headers.get("authorization").map(|value| value.to_str().unwrap().into()).unwrap_or_default());
        let once = !this.asked.lock().unwrap().iter().any(|earlier| earlier["code"] == asked["code"]);
        this.asked.lock().unwrap().push(asked.clone());
        if !once || asked["code"] == "wrong" {
            return (axum::http::StatusCode::BAD_REQUEST, Json(json!({ "error": "invalid_grant" }))).into_response();
        }
        let says = this.says.lock().unwrap().clone();
        let token = CoreIdToken::new(claims(&this.issuer, &says), &signing(&says.key), CoreJwsSigningAlgorithm::EdDsa, None, None).unwrap();
        Json(json!({ "access_token": "a", "token_type": "Bearer", "id_token": token })).into_response()
    }

    fn says(&self, change: impl FnOnce(&mut Says)) {
        change(&mut self.says.lock().unwrap());
    }
}

fn claims(issuer: &str, says: &Says) -> CoreIdTokenClaims {
    let mut name = LocalizedClaim::new();
    name.insert(None, EndUserName::new("王小明".into()));
    let email = says.email.clone();
    let person = StandardClaims::new(SubjectIdentifier::new(says.subject.clone()))
        .set_name(Some(name))
        .set_email(email.as_ref().map(|(email, _)| EndUserEmail::new(email.clone())))
        .set_email_verified(email.map(|(_, verified)| verified));
    let issuer = IssuerUrl::new(says.issuer.clone().unwrap_or(issuer.to_owned())).unwrap();
    let now = now();
    CoreIdTokenClaims::new(issuer, vec![Audience::new(says.audience.clone())], now + says.lasts, now, person, EmptyAdditionalClaims {})
        .set_nonce(says.nonce.clone().map(Nonce::new))
}

struct World {
    app: TestApp,
    admin: Client,
    provider: Provider,
}

impl World {
    async fn start(more: Value) -> World {
        let app = TestApp::start().await;
        app.clock.set(now());
        let (admin, provider) = (app.signed_in("admin").await, Provider::start().await);
        let world = World { app, admin, provider };
        world.settings(more, Some("s3cret")).await.expect(200);
        // Somebody has a password: the workspace is set up.
        let user = world.app.signed_in("member").await.user;
        world.admin.post(&format!("/api/users/{user}/password"), json!({ "password": "chosen for them" })).await.expect(204);
        world
    }

    async fn settings(&self, more: Value, secret: Option<&str>) -> Reply {
        let mut provider = json!({ "issuer": self.provider.issuer, "client_id": "crm", "label": { "zh-CN": "公司账号", "en": "Company account" } });
        provider.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let mut wish = json!({ "provider": provider });
        if let Some(secret) = secret {
            wish["secret"] = secret.into();
        }
        self.post(&self.admin, "/api/openid", wish).await
    }

    /// As a browser that says which host it is at.
    async fn post(&self, client: &Client, path: &str, body: Value) -> Reply {
        client.send(Method::POST, path, &[("host", "crm.example.com"), ("content-type", "application/json")], body.to_string().into_bytes()).await
    }

    /// Sends a browser away: its cookie, and the parameters of the address that it is sent to.
    async fn leave(&self) -> (String, HashMap<String, String>) {
        let reply = self.post(&self.app.stranger(), "/api/openid/start", json!({})).await;
        let cookie = reply.headers["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
        let url = reply.expect(200)["url"].as_str().unwrap().to_owned();
        let query = url.split_once('?').unwrap().1;
        let parameters: HashMap<String, String> = form(query);
        self.provider.says(|says| says.nonce = Some(parameters["nonce"].clone()));
        (cookie, parameters)
    }

    async fn back(&self, cookie: &str, query: &str) -> Reply {
        self.app.stranger().send(Method::GET, &format!("/api/openid/return?{query}"), &[("cookie", cookie)], Vec::new()).await
    }

    /// There and back again; where it leads.
    async fn round(&self, code: &str) -> Reply {
        let (cookie, asked) = self.leave().await;
        self.back(&cookie, &format!("state={}&code={code}", asked["state"])).await
    }

    async fn failures(&self) -> usize {
        let sought = Sought { kinds: vec![AuditKind::SignInFailed.name().to_owned()], ..Sought::default() };
        self.app.runtime.store.read().await.unwrap().happenings(&sought, None, 200).await.unwrap().0.len()
    }

    fn enter(&self, reply: &Reply) -> Client {
        assert_eq!(place(reply), "/");
        let cookies = reply.headers.get_all("set-cookie").iter().map(|cookie| cookie.to_str().unwrap());
        let session = cookies.filter_map(|cookie| cookie.strip_prefix("mortise_session=")).next().unwrap();
        Client { token: Some(session.split(';').next().unwrap().to_owned()), ..self.app.stranger() }
    }
}

fn form(query: &str) -> HashMap<String, String> {
    let decode = |text: &str| percent_encoding::percent_decode_str(&text.replace('+', " ")).decode_utf8().unwrap().into_owned();
    query.split('&').map(|pair| pair.split_once('=').unwrap()).map(|(key, value)| (decode(key), decode(value))).collect()
}

fn place(reply: &Reply) -> String {
    assert_eq!(reply.status, 303);
    reply.headers["location"].to_str().unwrap().to_owned()
}

#[tokio::test]
async fn whom_the_provider_vouches_for_is_let_in() {
    let world = World::start(json!({ "domains": ["@Example.com"], "role": "member" })).await;
    let (app, provider) = (&world.app, &world.provider);
    let told = app.stranger().get("/api/session").await.expect(200);
    assert_eq!(told["openid"], json!({ "zh-CN": "公司账号", "en": "Company account" }));
    let bob = world.admin.create("user", json!({ "name": "李小雨", "email": "bob@example.com", "role": ["member"] })).await;
    provider.says(|says| says.email = Some(("Bob@Example.com".into(), true)));

    let (cookie, asked) = world.leave().await;
    assert_eq!((asked["response_type"].as_str(), asked["client_id"].as_str()), ("code", "crm"));
    assert_eq!((asked["code_challenge_method"].as_str(), asked["redirect_uri"].as_str()), ("S256", "http://crm.example.com/api/openid/return"));
    let reply = world.back(&cookie, &format!("state={}&code=one&iss=x", asked["state"])).await;
    let browser = world.enter(&reply);
    assert_eq!(browser.get("/api/session").await.expect(200)["user"]["id"], bob.as_str());
    let exchanged = provider.asked.lock().unwrap()[0].clone();
    assert_eq!(exchanged["authorization"], "Basic Y3JtOnMzY3JldA==");
    assert!(exchanged["code_verifier"].len() >= 43 && exchanged["redirect_uri"] == asked["redirect_uri"]);

    // From now on the subject is who they are, whatever the address becomes.
    provider.says(|says| says.email = Some(("robert@example.com".into(), true)));
    let again = world.enter(&world.round("two").await);
    assert_eq!(again.get("/api/session").await.expect(200)["user"]["id"], bob.as_str());
    // Somebody new is made, once.
    provider.says(|says| (says.subject, says.email) = ("s-2".into(), Some(("new@example.com".into(), true))));
    let fresh = world.enter(&world.round("three").await).get("/api/session").await.expect(200);
    assert_eq!((&fresh["user"]["name"], &fresh["user"]["roles"]), (&json!("王小明"), &json!(["member"])));
    assert_eq!(world.enter(&world.round("four").await).get("/api/session").await.expect(200)["user"]["id"], fresh["user"]["id"]);
    // The provider has asked for whatever it asks for: neither our second factor nor a password of ours.
    world.admin.patch("/api/sign_in_policy", json!({ "second_factor": "everybody" })).await.expect(200);
    world.enter(&world.round("five").await).get("/api/catalog").await.expect(200);
}

#[tokio::test]
async fn whom_it_does_not_vouch_for_and_who_may_not_come_in_is_refused_with_the_reason() {
    let world = World::start(json!({ "domains": ["example.com"] })).await;
    let provider = &world.provider;
    let bob = world.admin.create("user", json!({ "name": "李小雨", "email": "bob@example.com", "role": ["member"] })).await;
    provider.says(|says| says.email = None);
    assert_eq!(place(&world.round("a").await), "/?openid=email");
    provider.says(|says| says.email = Some(("bob@example.com".into(), false)));
    assert_eq!(place(&world.round("b").await), "/?openid=email", "an address that is not verified is none");
    provider.says(|says| says.email = Some(("bob@example.com.evil.cn".into(), true)));
    assert_eq!(place(&world.round("c").await), "/?openid=domain");
    provider.says(|says| says.email = Some(("nobody@example.com".into(), true)));
    assert_eq!(place(&world.round("d").await), "/?openid=unknown");
    provider.says(|says| says.email = Some(("bob@example.com".into(), true)));
    let browser = world.enter(&world.round("e").await);
    world.admin.patch(&format!("/api/records/user/{bob}"), json!({ "active": false })).await.expect(200);
    assert_eq!(place(&world.round("f").await), "/?openid=inactive");
    browser.get("/api/catalog").await.problem(401, "signed_out");
    assert_eq!(world.failures().await, 5);
}

#[tokio::test]
async fn what_is_forged_replayed_or_old_lets_nobody_in() {
    let world = World::start(json!({})).await;
    let provider = &world.provider;
    world.admin.create("user", json!({ "name": "李小雨", "email": "bob@example.com", "role": ["member"] })).await;
    provider.says(|says| says.email = Some(("bob@example.com".into(), true)));
    let (cookie, asked) = world.leave().await;
    let back = format!("state={}&code=one", asked["state"]);
    assert_eq!(place(&world.back(&cookie, "state=main.forged&code=one").await), "/?openid=state");
    assert_eq!(place(&world.back(&cookie, "state=nowhere.x&code=one").await), "/?openid=state");
    assert_eq!(place(&world.back(&cookie, "code=one").await), "/?openid=state");
    assert_eq!(place(&world.back("mortise_openid=another", &back).await), "/?openid=state", "only the browser that was sent comes back");
    assert_eq!(place(&world.back(&cookie, &back).await), "/?openid=state", "and it has one try");
    let (cookie, asked) = world.leave().await;
    assert_eq!(place(&world.back(&cookie, &format!("state={}&error=access_denied", asked["state"])).await), "/?openid=declined");
    let (cookie, asked) = world.leave().await;
    world.app.clock.set(world.app.clock.now() + Duration::minutes(10));
    assert_eq!(place(&world.back(&cookie, &format!("state={}&code=two", asked["state"])).await), "/?openid=state", "too late");
    world.app.clock.set(now());
    assert!(provider.asked.lock().unwrap().is_empty(), "none of them reached the provider");

    assert_eq!(place(&world.round("wrong").await), "/?openid=code");
    world.enter(&world.round("three").await);
    assert_eq!(place(&world.round("three").await), "/?openid=code", "a code works once");
    let honest = provider.says.lock().unwrap().clone();
    type Lie = fn(&mut Says);
    let lies: [(&str, Lie); 5] = [
        ("another nonce", |says| says.nonce = Some("another".into())),
        ("no nonce", |says| says.nonce = None),
        ("another audience", |says| says.audience = "another".into()),
        ("another issuer", |says| says.issuer = Some("https://example.com".into())),
        ("too old", |says| says.lasts = Duration::minutes(-1)),
    ];
    for (at, (lie, tell)) in lies.into_iter().enumerate() {
        *provider.says.lock().unwrap() = honest.clone();
        let (cookie, asked) = world.leave().await;
        provider.says(tell);
        assert_eq!(place(&world.back(&cookie, &format!("state={}&code=lie-{at}", asked["state"])).await), "/?openid=token", "{lie}");
    }
    *provider.says.lock().unwrap() = honest.clone();
    provider.says(|says| says.key = key());
    assert_eq!(place(&world.round("signed").await), "/?openid=token", "signed by somebody else");
    *provider.says.lock().unwrap() = honest;
    for guess in 0..8 {
        assert_eq!(place(&world.back("", &format!("state=main.{guess}&code=x")).await), "/?openid=state");
    }
    assert_eq!(place(&world.round("late").await), "/?openid=state", "whoever guesses is not listened to for a while");
}

#[tokio::test]
async fn the_provider_is_chosen_by_those_who_look_after_users_and_its_secret_told_to_nobody() {
    let world = World::start(json!({})).await;
    let (app, admin) = (&world.app, &world.admin);
    let told = admin.send(Method::GET, "/api/openid", &[("host", "crm.example.com")], Vec::new()).await.expect(200);
    assert_eq!((&told["secret"], &told["redirect"]), (&json!(true), &json!("http://crm.example.com/api/openid/return")));
    let log = admin.get("/api/audit").await.expect(200).to_string();
    assert!(!told.to_string().contains("s3cret") && !log.contains("s3cret") && log.contains("openid"));
    let member = app.signed_in("member").await;
    world.post(&member, "/api/openid", json!({ "provider": told["provider"] })).await.problem(403, "forbidden");
    member.send(Method::GET, "/api/openid", &[("host", "x.cn")], Vec::new()).await.problem(403, "forbidden");
    member.delete("/api/openid").await.problem(403, "forbidden");

    let refused = async |more: Value| {
        let told = world.settings(more, None).await.problem(422, "invalid");
        told["errors"].as_array().unwrap().iter().map(|one| one["field"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(refused(json!({ "issuer": "", "client_id": " ", "domains": ["a b"], "role": "emperor" })).await, ["issuer", "client_id", "domains", "role"]);
    assert_eq!(refused(json!({ "issuer": "http://10.0.0.1" })).await, ["issuer"], "a private address is asked nothing");
    assert_eq!(refused(json!({ "issuer": format!("{}/elsewhere", world.provider.issuer) })).await, ["issuer"]);
    assert_eq!(world.settings(json!({ "client_id": "crm2" }), None).await.expect(200)["secret"], true, "the secret stays");

    assert!(app.stranger().get("/api/session").await.expect(200)["openid"].is_object());
    admin.delete("/api/openid").await.expect(204);
    assert!(app.stranger().get("/api/session").await.expect(200).get("openid").is_none());
    world.post(&app.stranger(), "/api/openid/start", json!({})).await.problem(409, "no_openid");
    assert_eq!(admin.send(Method::GET, "/api/openid", &[("host", "x.cn")], Vec::new()).await.expect(200), json!({ "provider": null, "secret": false, "redirect": "http://x.cn/api/openid/return" }));
}

#[tokio::test]
async fn an_account_at_the_provider_is_taken_apart_from_its_person() {
    let world = World::start(json!({})).await;
    let (admin, provider) = (&world.admin, &world.provider);
    let bob = admin.create("user", json!({ "name": "李小雨", "email": "bob@example.com", "role": ["member"] })).await;
    provider.says(|says| says.email = Some(("bob@example.com".into(), true)));
    let (first, second) = (world.enter(&world.round("one").await), world.enter(&world.round("two").await));
    let own = first.get("/api/identities").await.expect(200);
    assert_eq!((&own[0]["issuer"], &own[0]["subject"], &own[0]["current"]), (&json!(provider.issuer), &json!("s-1"), &json!(true)));
    assert_eq!(admin.get(&format!("/api/users/{bob}/access")).await.expect(200)["identities"], own);

    let which = format!("issuer={}&subject=s-1", super::isolation::percent(&provider.issuer));
    first.delete(&format!("/api/identities?{which}")).await.problem(409, "only_way_in");
    first.delete(&format!("/api/users/{}/identities?{which}", admin.user)).await.problem(403, "forbidden");
    admin.delete(&format!("/api/users/{}/identities?{which}", admin.user)).await.problem(409, "only_way_in");
    admin.delete(&format!("/api/users/{bob}/identities?issuer=x&subject=s-1")).await.problem(404, "not_found");

    // Whoever looks after users: the sessions that came in by it end.
    admin.delete(&format!("/api/users/{bob}/identities?{which}")).await.expect(204);
    for browser in [&first, &second] {
        browser.get("/api/catalog").await.problem(401, "signed_out");
    }
    // The verified address leads to the same person, who may do it themselves once there is a password; their own session goes on.
    let (first, second) = (world.enter(&world.round("three").await), world.enter(&world.round("four").await));
    admin.post(&format!("/api/users/{bob}/password"), json!({ "password": "chosen for them" })).await.expect(204);
    first.get("/api/catalog").await.problem(401, "signed_out");
    second.get("/api/catalog").await.problem(401, "signed_out");
    let (first, second) = (world.enter(&world.round("five").await), world.enter(&world.round("six").await));
    first.delete(&format!("/api/identities?{which}")).await.expect(204);
    first.get("/api/catalog").await.expect(200);
    second.get("/api/catalog").await.problem(401, "signed_out");
    assert_eq!(first.get("/api/identities").await.expect(200), json!([]));
    let log = admin.get("/api/audit?kind=identity_unlinked").await.expect(200);
    let entries = log["entries"].as_array().unwrap();
    assert_eq!((entries.len(), &entries[0]["actor"]["id"], &entries[1]["actor"]["id"]), (2, &json!(bob), &json!(admin.user)));
    assert_eq!(entries[0]["detail"], json!({ "openid": provider.issuer, "subject": "s-1" }));
}
