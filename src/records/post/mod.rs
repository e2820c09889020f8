//! What people are told: in the app at once, and by e-mail as they wish. A notice and what has to be sent of it are written in the
//! transaction of what they tell ([`tell`]); a job sends it ([`deliver`]), by the workspace's mail server ([`server`]). So are
//! links that let somebody set a password ([`link`], [`forgotten`]).

mod compose;
mod deliver;
pub mod forgotten;
pub mod link;
mod recipient;
pub mod server;
mod tell;
mod text;
pub mod wishes;

pub use deliver::{deliver, give_up, reachable};
pub use recipient::Recipient;
pub use tell::{News, tell};
pub use text::html;
pub use wishes::Kind;

/// Kind of the jobs that send somebody what is due.
pub const JOB: &str = "post";
