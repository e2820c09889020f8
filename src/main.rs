//! The `mortise` command.

fn main() {}
