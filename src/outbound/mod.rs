//! HTTP to other servers: the only client of the engine. Every connection goes where the [`guard`] lets it, redirects too; time and
//! size are bounded. Knows nothing of who asks, nor of what is said.

mod client;
mod guard;
mod request;

pub use client::Outbound;
pub use guard::AllowList;
pub use request::{Method, Request, Response};
