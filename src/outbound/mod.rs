//! HTTP and e-mail to other servers: the only clients of the engine. Every connection goes where the [`guard`] lets it, redirects too;
//! time and size are bounded. Knows nothing of who asks, nor of what is said.

mod client;
mod guard;
mod mail;
mod request;

pub use client::Outbound;
pub use guard::AllowList;
pub use mail::{Letter, MailServer, Security, is_address};
pub use request::{Method, Request, Response};
