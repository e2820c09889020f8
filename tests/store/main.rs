//! The store suite: everything the engine relies on, against a real database in a folder of its own.

mod audit;
mod agree;
mod common;
mod concepts;
mod copying;
#[path = "../support/engine.rs"]
mod engine;
mod killed;
mod online;
mod opening;
mod pooled;
mod postgres;
mod records;
mod schema;
mod seals;
mod search;
mod tls;
mod writers;
