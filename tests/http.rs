//! Scenarios over HTTP: what is answered, and what is left behind in the events.

#[expect(dead_code, reason = "other tests use more of it")]
#[path = "support/mailbox.rs"]
mod mailbox;
#[path = "support/random.rs"]
mod random;
mod support;

#[path = "http/access.rs"]
mod access;
#[path = "http/audit.rs"]
mod audit;
#[path = "http/bad_input.rs"]
mod bad_input;
#[path = "http/catalog.rs"]
mod catalog;
#[path = "http/chores.rs"]
mod chores;
#[path = "http/demo.rs"]
mod demo;
#[path = "http/departments.rs"]
mod departments;
#[path = "http/description.rs"]
mod description;
#[path = "http/eyes.rs"]
mod eyes;
#[path = "http/fields.rs"]
mod fields;
#[path = "http/files.rs"]
mod files;
#[path = "http/forgotten.rs"]
mod forgotten;
#[path = "http/forms.rs"]
mod forms;
#[path = "http/handover.rs"]
mod handover;
#[path = "http/hardening.rs"]
mod hardening;
#[path = "http/hooks.rs"]
mod hooks;
#[path = "http/imports.rs"]
mod imports;
#[path = "http/isolation.rs"]
mod isolation;
#[path = "http/live.rs"]
mod live;
#[path = "http/masked.rs"]
mod masked;
#[path = "http/merge.rs"]
mod merge;
#[path = "http/notices.rs"]
mod notices;
#[path = "http/openid.rs"]
mod openid;
#[path = "http/passwords.rs"]
mod passwords;
#[path = "http/records.rs"]
mod records;
#[path = "http/sealed.rs"]
mod sealed;
#[path = "http/second_factor.rs"]
mod second_factor;
#[path = "http/session.rs"]
mod session;
#[path = "http/sessions.rs"]
mod sessions;
#[path = "http/surfaces.rs"]
mod surfaces;
#[path = "http/views.rs"]
mod views;
