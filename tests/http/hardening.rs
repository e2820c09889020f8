//! What keeps browsers and the server safe around every request: headers, the limit of requests, and a log without secrets.

use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{HeaderName, Method, Request, Response};
use chrono::Duration;
use serde_json::json;
use tower::ServiceExt;
use tracing_subscriber::fmt::MakeWriter;

use crate::support::{Client, RATE, TestApp, morning};

/// A request as it comes over the network from this address.
async fn from(app: &TestApp, address: &str, path: &str, headers: &[(&str, &str)]) -> Response<Body> {
    let mut request = Request::builder().uri(path).body(Body::empty()).unwrap();
    for (name, value) in headers {
        request.headers_mut().insert(name.parse::<HeaderName>().unwrap(), value.parse().unwrap());
    }
    request.extensions_mut().insert(ConnectInfo(SocketAddr::new(address.parse().unwrap(), 4711)));
    app.router.clone().oneshot(request).await.unwrap()
}

fn header<'a>(response: &'a Response<Body>, name: &str) -> &'a str {
    response.headers().get(name).map_or("", |value| value.to_str().unwrap())
}

#[tokio::test]
async fn every_answer_tells_browsers_what_to_keep_out() {
    let app = TestApp::start().await;
    for path in ["/", "/api/session", "/api/nothing", "/healthz"] {
        let answer = from(&app, "203.0.113.7", path, &[]).await;
        assert_eq!(header(&answer, "x-content-type-options"), "nosniff", "{path}");
        assert_eq!(header(&answer, "x-frame-options"), "DENY", "{path}");
        assert_eq!(header(&answer, "referrer-policy"), "same-origin", "{path}");
        assert_eq!(header(&answer, "cross-origin-opener-policy"), "same-origin", "{path}");
        assert_eq!(header(&answer, "cross-origin-resource-policy"), "same-origin", "{path}");
        assert!(header(&answer, "permissions-policy").contains("camera=()"), "{path}");
        let policy = header(&answer, "content-security-policy");
        assert!(policy.starts_with("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{path}: {policy}");
        let scripts = policy.split(';').find(|part| part.trim().starts_with("script-src")).unwrap_or_default();
        assert!(!scripts.contains("unsafe") && !scripts.contains("http"), "{path}: {policy}");
        assert_eq!(header(&answer, "strict-transport-security"), "", "only where there is https");
    }
    let answer = from(&app, "127.0.0.1", "/", &[("x-forwarded-proto", "https")]).await;
    assert_eq!(header(&answer, "strict-transport-security"), "max-age=31536000");
    assert_eq!(header(&from(&app, "127.0.0.1", "/api/session", &[]).await, "cache-control"), "no-store");
}

#[tokio::test]
async fn who_asks_too_much_waits_and_nobody_else_does() {
    let app = TestApp::start().await;
    let mut answered = 0;
    let refused = loop {
        let answer = from(&app, "203.0.113.7", "/api/nothing", &[]).await;
        if answer.status() == 429 {
            break answer;
        }
        answered += 1;
        assert!(answered <= RATE, "nobody is ever refused");
    };
    assert!(answered > RATE / 8, "{answered}");
    assert_eq!((header(&refused, "retry-after"), header(&refused, "content-type")), ("1", "application/problem+json"));
    assert_eq!(from(&app, "203.0.113.8", "/api/nothing", &[]).await.status(), 404);
    assert_eq!(from(&app, "203.0.113.7", "/", &[]).await.status(), 200, "the page itself is shown");
    // Behind a proxy on this machine it is the browser's address that counts.
    assert_eq!(from(&app, "127.0.0.1", "/api/nothing", &[("x-forwarded-for", "203.0.113.7")]).await.status(), 429);
    assert_eq!(from(&app, "127.0.0.1", "/api/nothing", &[]).await.status(), 404);
    app.clock.set(morning() + Duration::seconds(1));
    assert_eq!(from(&app, "203.0.113.7", "/api/nothing", &[]).await.status(), 404);
}

/// A log in memory.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Log;

    fn make_writer(&'a self) -> Log {
        self.clone()
    }
}

#[tokio::test]
async fn no_secret_is_in_the_log_however_much_of_it_is_kept() {
    let app = TestApp::start().await;
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_ansi(false).with_writer(log.clone()).finish();
    // While there is only one, what other tests come by first would be asked of them, who keep no log, and left out for good.
    let second = tracing::Dispatch::new(tracing_subscriber::registry());
    let guard = tracing::subscriber::set_default(subscriber);
    // Other tests of this program, which keep no log, may have come by first.
    tracing::callsite::rebuild_interest_cache();
    let stranger = app.stranger();
    let first = json!({ "name": "Anna", "email": "anna@example.com", "password": "first password" });
    let made = stranger.post("/api/setup", first).await;
    let token = made.headers["set-cookie"].to_str().unwrap().split(['=', ';']).nth(1).unwrap().to_owned();
    let anna = Client { token: Some(token.clone()), ..stranger.clone() };
    stranger.post("/api/session", json!({ "email": "anna@example.com", "password": "a wrong password" })).await.problem(401, "bad_credentials");
    anna.post("/api/session/password", json!({ "current": "first password", "new": "second password" })).await.expect(204);
    let program = anna.post("/api/tokens", json!({ "name": "till", "days": 1 })).await.expect(201)["secret"].as_str().unwrap().to_owned();
    let bearer = format!("Bearer {program}");
    let headers = [("authorization", bearer.as_str()), ("cookie", "")];
    anna.send(Method::GET, "/api/catalog", &headers, Vec::new()).await.expect(200);
    anna.create("company", json!({ "name": "Nobody's business" })).await;
    anna.get("/api/records/company?q=business").await.expect(200);
    drop((guard, second));
    let kept = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(kept.contains("/api/session/password"), "the log is not whole: {kept}");
    for secret in ["first password", "second password", "a wrong password", &token, &program, "Nobody's business"] {
        assert!(!kept.contains(secret), "{secret} is in the log");
    }
}
