//! Who is calling: passwords, sessions, the first administrator → [`Actor`](crate::value::Actor). Knows nothing of HTTP.
//! People are ordinary records of the object `user`; only their passwords and sessions are kept apart.

pub mod account;
pub mod address;
pub mod api_token;
pub mod approval_link;
pub mod challenge;
pub mod eyes;
pub mod link;
pub mod openid;
pub mod password;
pub mod person;
pub mod policy;
pub mod recognised;
pub mod second_factor;
pub mod session;
pub mod setup;
pub mod throttle;
pub mod workspace;

use crate::seal::token;
