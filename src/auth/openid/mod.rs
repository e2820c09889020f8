//! Sign-in by an OpenID Connect provider of the workspace's choice. [`settings`] says which, [`protocol`] speaks with it, [`enter`]
//! finds out whom it means.

pub mod enter;
pub mod identity;
mod protocol;
pub mod settings;

pub use enter::{Sent, Why};
pub use protocol::Known;
