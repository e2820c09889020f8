//! A server on this machine that answers as it is told, and remembers what reached it.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use serde_json::Value as Json;
use tokio::sync::Notify;

/// One request as it arrived.
#[derive(Clone, Debug)]
pub struct Got {
    pub path: String,
    pub headers: axum::http::HeaderMap,
    pub body: String,
}

impl Got {
    pub fn json(&self) -> Json {
        serde_json::from_str(&self.body).unwrap()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers[name].to_str().unwrap()
    }
}

#[derive(Default)]
struct Inside {
    got: Mutex<Vec<Got>>,
    answers: Mutex<VecDeque<(u16, String)>>,
    /// While it is held, nobody is answered whose path begins with `/slow`.
    held: tokio::sync::Mutex<()>,
    arrived: Notify,
}

pub struct Receiver {
    pub url: String,
    inside: Arc<Inside>,
}

impl Receiver {
    pub async fn start() -> Receiver {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let inside = Arc::new(Inside::default());
        let router = Router::new().fallback(answer).with_state(inside.clone());
        #[expect(clippy::disallowed_methods, reason = "the other server of a test")]
        tokio::spawn(async move { axum::serve(listener, router).await });
        Receiver { url, inside }
    }

    /// What the next requests are answered, one each; then `200 {}`.
    pub fn answers(&self, answers: impl IntoIterator<Item = (u16, &'static str)>) {
        self.inside.answers.lock().unwrap().extend(answers.into_iter().map(|(status, body)| (status, body.to_owned())));
    }

    pub fn got(&self) -> Vec<Got> {
        self.inside.got.lock().unwrap().clone()
    }

    /// Resolves when so many requests have arrived.
    pub async fn arrived(&self, count: usize) {
        loop {
            let next = self.inside.arrived.notified();
            if self.got().len() >= count {
                return;
            }
            next.await;
        }
    }

    pub async fn hold(&self) -> tokio::sync::MutexGuard<'_, ()> {
        self.inside.held.lock().await
    }
}

async fn answer(State(inside): State<Arc<Inside>>, request: Request) -> impl IntoResponse {
    let (parts, body) = request.into_parts();
    let body = axum::body::to_bytes(body, 1_000_000).await.unwrap();
    let (path, body) = (parts.uri.to_string(), String::from_utf8(body.to_vec()).unwrap());
    let slow = path.starts_with("/slow");
    inside.got.lock().unwrap().push(Got { path, headers: parts.headers, body });
    inside.arrived.notify_waiters();
    if slow {
        drop(inside.held.lock().await);
    }
    let (status, text) = inside.answers.lock().unwrap().pop_front().unwrap_or((200, "{}".into()));
    (StatusCode::from_u16(status).unwrap(), text)
}
