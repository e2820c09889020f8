//! Requests to real receivers on this machine: what comes through, and what is refused wherever it is hidden.

use std::future::pending;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request as Incoming, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use axum::routing::{any, get};
use mortise::error::Kind;
use mortise::outbound::{Method, Outbound, Request};
use tokio::net::TcpListener;

/// A server on this machine that counts who reaches it.
struct Receiver {
    address: SocketAddr,
    reached: Arc<AtomicUsize>,
}

impl Receiver {
    async fn at(host: &str) -> Receiver {
        let listener = TcpListener::bind((host, 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let reached = Arc::new(AtomicUsize::new(0));
        let router = Router::new()
            .route("/echo", any(echo))
            .route("/to", any(|request: Incoming| async move { Redirect::temporary(query(&request)).into_response() }))
            .route("/see", any(|request: Incoming| async move { Redirect::to(query(&request)).into_response() }))
            .route("/endless", get(|| async { Redirect::temporary("/endless") }))
            .route("/silent", get(pending::<()>))
            .route("/long", get(|| async { Body::from(vec![b'x'; 2000]) }))
            .route("/broken", get(|| async { (StatusCode::INTERNAL_SERVER_ERROR, "no") }))
            .layer(axum::middleware::map_request_with_state(reached.clone(), count));
        #[expect(clippy::disallowed_methods, reason = "the other server of a test")]
        tokio::spawn(async move { axum::serve(listener, router).await });
        Receiver { address, reached }
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    fn reached(&self) -> usize {
        self.reached.load(Ordering::SeqCst)
    }
}

async fn count<B: Send + 'static>(State(reached): State<Arc<AtomicUsize>>, request: axum::http::Request<B>) -> axum::http::Request<B> {
    reached.fetch_add(1, Ordering::SeqCst);
    request
}

fn query(request: &Incoming) -> &str {
    request.uri().query().unwrap()
}

/// Says what arrived: method, a header, the key of an account, the body.
async fn echo(request: Incoming) -> impl IntoResponse {
    let (parts, body) = request.into_parts();
    let header = |name: &str| parts.headers.get(name).map_or("-", |value| value.to_str().unwrap()).to_owned();
    let body = axum::body::to_bytes(body, 10_000).await.unwrap();
    let told = format!("{} {} {} {}", parts.method, header("x-key"), header("authorization"), String::from_utf8_lossy(&body));
    ([("x-answer", "yes")], told)
}

/// Lets requests go to 127.0.0.1 and no further.
fn outbound() -> Outbound {
    Outbound::new("127.0.0.1".parse().unwrap())
}

fn get_(url: impl Into<String>) -> Request {
    Request::new(Method::Get, url)
}

async fn code(outbound: &Outbound, request: Request) -> &'static str {
    outbound.send(request).await.map(|answer| answer.status).unwrap_err().code
}

#[tokio::test]
async fn what_is_sent_arrives_and_what_is_answered_comes_back() {
    let there = Receiver::at("127.0.0.1").await;
    let request = Request::new(Method::Post, there.url("/echo")).header("X-Key", "k1").body("{\"a\":1}");
    let answer = outbound().send(request).await.unwrap();
    assert_eq!((answer.status, answer.header("X-Answer")), (200, Some("yes")));
    assert_eq!(String::from_utf8(answer.body).unwrap(), "POST k1 - {\"a\":1}");
    let answer = outbound().send(get_(there.url("/broken"))).await.unwrap();
    assert_eq!((answer.status, answer.is_success()), (500, false), "what the other server says is no error of ours");
}

#[tokio::test]
async fn nothing_reaches_this_machine_or_a_private_network_unless_the_operator_says_so() {
    let there = Receiver::at("127.0.0.1").await;
    let port = there.address.port();
    let closed = Outbound::default();
    let hosts = ["127.0.0.1", "localhost", "LOCALHOST", "2130706433", "0x7f.1", "0177.0.0.1", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "0.0.0.0", "[::]"];
    for host in hosts {
        let error = closed.send(get_(format!("http://{host}:{port}/echo"))).await.unwrap_err();
        assert_eq!((error.code, error.kind), ("outbound_refused", Kind::Invalid), "{host}");
        assert!(error.message.zh.contains("MORTISE_OUTBOUND_ALLOW") && error.message.en.contains("MORTISE_OUTBOUND_ALLOW"));
    }
    for host in ["169.254.169.254", "100.100.100.200", "10.0.0.1", "192.168.0.1", "[fd00:ec2::254]", "[fe80::1]"] {
        assert_eq!(code(&closed, get_(format!("http://{host}/latest/meta-data"))).await, "outbound_refused", "{host}");
    }
    assert_eq!(there.reached(), 0);
    let named = Outbound::new("localhost".parse().unwrap());
    assert_eq!(named.send(get_(format!("http://localhost:{port}/echo"))).await.unwrap().status, 200);
    assert_eq!(code(&named, get_(there.url("/echo"))).await, "outbound_refused", "a name that is allowed does not allow its address");
    assert_eq!(there.reached(), 1);
}

#[tokio::test]
async fn a_way_out_that_is_shut_leads_nowhere() {
    let there = Receiver::at("127.0.0.1").await;
    assert_eq!(code(&Outbound::shut(), get_(there.url("/echo"))).await, "outbound_shut");
    assert_eq!(there.reached(), 0);
}

#[tokio::test]
async fn a_redirect_is_judged_like_the_first_request() {
    let (open, private) = (Receiver::at("127.0.0.1").await, Receiver::at("127.0.0.2").await);
    let to = |place: String| get_(open.url(&format!("/to?{place}")));
    assert_eq!(code(&outbound(), to(private.url("/echo"))).await, "outbound_refused");
    let named = Outbound::new("localhost".parse().unwrap());
    assert_eq!(code(&named, get_(format!("http://localhost:{}/to?{}", open.address.port(), private.url("/echo")))).await, "outbound_refused");
    assert_eq!(private.reached(), 0);
    for place in ["ftp://example.com/", "file:///etc/passwd", "http://user:secret@example.com/"] {
        assert_eq!(code(&outbound(), to(place.into())).await, "outbound_url", "{place}");
    }
    assert_eq!(code(&outbound(), get_(open.url("/endless"))).await, "outbound_redirects");
}

#[tokio::test]
async fn a_redirect_tells_another_server_nothing() {
    let (one, other) = (Receiver::at("127.0.0.1").await, Receiver::at("127.0.0.1").await);
    let said = async |request: Request| {
        let answer = outbound().send(request.header("x-key", "k1").header("authorization", "Bearer s")).await;
        answer.map(|answer| String::from_utf8(answer.body).unwrap()).map_err(|error| error.code)
    };
    assert_eq!(said(get_(one.url("/to?/echo"))).await.unwrap(), "GET k1 Bearer s ");
    assert_eq!(said(get_(one.url(&format!("/to?{}", other.url("/echo"))))).await.unwrap(), "GET - - ");
    let post = |path: String| Request::new(Method::Post, one.url(&path)).body("secret");
    assert_eq!(said(post("/to?/echo".into())).await.unwrap(), "POST k1 Bearer s secret");
    assert_eq!(said(post("/see?/echo".into())).await.unwrap(), "GET - - ");
    assert_eq!(said(post(format!("/to?{}", other.url("/echo")))).await.unwrap_err(), "outbound_redirected");
    assert_eq!(other.reached(), 1);
}

#[tokio::test]
async fn time_and_size_are_bounded() {
    let there = Receiver::at("127.0.0.1").await;
    let error = outbound().send(get_(there.url("/silent")).timeout(Duration::from_millis(50))).await.unwrap_err();
    assert_eq!((error.code, error.kind), ("outbound_timeout", Kind::Unavailable));
    let long = |most: usize| Request { most, ..get_(there.url("/long")) };
    assert_eq!(code(&outbound(), long(1999)).await, "outbound_too_large");
    assert_eq!(outbound().send(long(2000)).await.unwrap().body.len(), 2000);
}

#[tokio::test]
async fn what_cannot_be_sent_says_why() {
    for url in ["", "example.com", "ftp://example.com/", "http://", "http://a:b@example.com/", "javascript:alert(1)"] {
        assert_eq!(code(&outbound(), get_(url)).await, "outbound_url", "{url}");
    }
    let there = Receiver::at("127.0.0.1").await;
    for (name, value) in [("Host", "x"), ("Content-Length", "1"), ("x y", "1"), ("x", "a\r\nb: c")] {
        assert_eq!(code(&outbound(), get_(there.url("/echo")).header(name, value)).await, "outbound_header", "{name}");
    }
    assert_eq!(there.reached(), 0);
    let free = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let error = outbound().send(get_(format!("http://{free}/"))).await.unwrap_err();
    assert_eq!((error.code, error.kind), ("outbound_unreachable", Kind::Unavailable), "{error:?}");
    let error = outbound().send(get_(format!("https://{}/", there.address))).await.unwrap_err();
    assert_eq!(error.code, "outbound_unreachable", "a server without a certificate: {error:?}");
}
