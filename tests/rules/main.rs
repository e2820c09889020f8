//! Rules over a small catalog of their own: steps, waits, what survives a killed server, what goes outside.

#[path = "../support/store.rs"]
mod store;
#[path = "../support/mailbox.rs"]
mod mailbox;
#[path = "../support/receiver.rs"]
mod receiver;

mod approvals;
mod assign;
mod check;
mod documents;
mod forms;
mod hooks;
mod email;
mod killed;
mod outside;
mod pace;
mod pools;
mod post;
mod rehearse;
mod steps;
mod today;
mod together;
mod waits;
mod world;
