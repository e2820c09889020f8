//! Something is pushed to a rule's address: whether it comes from whom it should and has the shape it should, which record it is
//! about, and the run that follows. The record, the run and the mark by which a doubled delivery is known are one transaction, made
//! before the sender is answered. Knows nothing of addresses.

mod received;
mod written;

pub use received::{Delivery, Received, nobody, receive, rehearsed};
pub use written::check;
