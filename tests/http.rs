//! Scenarios over HTTP: what is answered, and what is left behind in the events.

mod support;

#[path = "http/session.rs"]
mod session;
