//! What operators ask: is it alive, is it ready, how much has it done. Knows nothing of users.

use std::fmt::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering::Relaxed};
use std::time::{Duration, Instant};

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;

use super::App;

/// What has been counted since the start.
#[derive(Debug)]
pub struct Meters {
    started: Instant,
    /// Answers by the first digit of their status, from 1xx.
    answers: [AtomicU64; 5],
    micros: AtomicU64,
    listening: AtomicI64,
}

impl Default for Meters {
    fn default() -> Self {
        let answers = Default::default();
        Meters { started: Instant::now(), answers, micros: AtomicU64::new(0), listening: AtomicI64::new(0) }
    }
}

impl Meters {
    pub fn answered(&self, status: StatusCode, took: Duration) {
        if let Some(count) = self.answers.get(usize::from(status.as_u16() / 100).wrapping_sub(1)) {
            count.fetch_add(1, Relaxed);
        }
        self.micros.fetch_add(u64::try_from(took.as_micros()).unwrap_or(u64::MAX), Relaxed);
    }

    pub fn listening(&self, change: i64) {
        self.listening.fetch_add(change, Relaxed);
    }

    /// In the text format of Prometheus.
    fn text(&self, catalog: i64) -> String {
        let mut text = String::from("# TYPE mortise_http_answers_total counter\n");
        let mut line = |written: std::fmt::Arguments<'_>| text.write_fmt(written);
        let mut all = || {
            for (class, count) in (1..).zip(&self.answers) {
                line(format_args!("mortise_http_answers_total{{class=\"{class}xx\"}} {}\n", count.load(Relaxed)))?;
            }
            let seconds = Duration::from_micros(self.micros.load(Relaxed)).as_secs_f64();
            line(format_args!("# TYPE mortise_http_seconds_total counter\nmortise_http_seconds_total {seconds}\n"))?;
            line(format_args!("# TYPE mortise_live_listeners gauge\nmortise_live_listeners {}\n", self.listening.load(Relaxed)))?;
            line(format_args!("# TYPE mortise_catalog_version gauge\nmortise_catalog_version {catalog}\n"))?;
            line(format_args!("# TYPE mortise_uptime_seconds gauge\nmortise_uptime_seconds {}\n", self.started.elapsed().as_secs()))?;
            match resident() {
                Some(bytes) => line(format_args!("# TYPE process_resident_memory_bytes gauge\nprocess_resident_memory_bytes {bytes}\n")),
                None => Ok(()),
            }
        };
        // Writing to a String cannot fail.
        let written: std::fmt::Result = all();
        debug_assert!(written.is_ok());
        text
    }
}

/// Memory in use, where the system tells it.
fn resident() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok().map(|kb| kb * 1024)
}

pub async fn alive() -> &'static str {
    "ok\n"
}

/// Ready while the store answers.
pub async fn ready(State(app): State<Arc<App>>) -> (StatusCode, &'static str) {
    match app.workspaces.main.runtime.store.read().await {
        Ok(_) => (StatusCode::OK, "ready\n"),
        Err(error) => {
            tracing::warn!(%error, "the store does not answer");
            (StatusCode::SERVICE_UNAVAILABLE, "the store does not answer\n")
        }
    }
}

pub async fn metrics(State(app): State<Arc<App>>) -> impl IntoResponse {
    let text = app.meters.text(app.workspaces.main.runtime.published().catalog.version);
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_happened_is_counted() {
        let meters = Meters::default();
        meters.answered(StatusCode::NOT_FOUND, Duration::from_millis(5));
        meters.listening(1);
        let text = meters.text(7);
        assert!(text.contains("mortise_http_answers_total{class=\"4xx\"} 1\n"), "{text}");
        assert!(text.contains("mortise_live_listeners 1\n") && text.contains("mortise_catalog_version 7\n"));
    }
}
