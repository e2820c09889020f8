//! Mortise: a low-code configurable CRM engine. Modules stand lowest first; each may use only those above it here.

pub mod lang;
pub mod error;
pub mod pinyin;
pub mod value;
pub mod outbound;
pub mod seal;
pub mod config;
pub mod fields;
pub mod catalog;
pub mod query;
pub mod script;
pub mod template;
pub mod access;
pub mod store;
pub mod runtime;
pub mod records;
pub mod rules;
pub mod jobs;
pub mod trials;
pub mod auth;
pub mod workspaces;
pub mod http;
pub mod demo;
pub mod app;

/// Requests allocate all the time, on many threads, and SQLite with them (`docs/decisions/0017-sqlite-as-a-server-wants-it.md`).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;
