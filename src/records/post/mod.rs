//! What leaves by e-mail: by which server ([`server`]), and as what.

pub mod server;
mod text;

pub use text::html;
