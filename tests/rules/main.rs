//! Rules over a small catalog of their own: steps, waits, what survives a killed server, what goes outside.

#[path = "../support/store.rs"]
mod store;

mod approvals;
mod assign;
mod check;
mod documents;
mod hooks;
mod killed;
mod outside;
mod pace;
mod receiver;
mod rehearse;
mod steps;
mod waits;
mod world;
