//! The second step of a sign-in: whoever gave the right password gets a challenge for a few minutes, and a code turns it into a session.
//! A challenge belongs to one person, takes few tries and works once.

use std::sync::Arc;

use chrono::{DateTime, Duration, Utc};
use serde_json::json;

use super::second_factor::{self, wrong_code};
use super::session::{self, By};
use super::throttle::{self, Throttle};
use super::{account, person, token};
use crate::error::{Error, Kind, Result};
use crate::lang::Label;
use crate::runtime::Runtime;
use crate::store::Challenge;
use crate::value::{Id, Origin};

/// Codes that may be tried with one challenge.
const TRIES: i64 = 5;

fn lifetime() -> Duration {
    Duration::minutes(5)
}

/// What is left to do: a code for this token.
pub struct Waiting {
    pub token: String,
    pub expires_at: DateTime<Utc>,
}

pub(super) async fn open(runtime: &Runtime, user: Id) -> Result<Waiting> {
    let token = token::fresh()?;
    let now = runtime.clock.now();
    let challenge = Challenge { token_hash: token::digest(&token), user, expires_at: now + lifetime(), tries: 0 };
    let mut tx = runtime.store.begin().await?;
    tx.open_challenge(&challenge, now).await?;
    tx.commit().await?;
    Ok(Waiting { token, expires_at: challenge.expires_at })
}

/// The token of a new session.
pub async fn answer(runtime: &Arc<Runtime>, throttle: &Throttle, given: &str, code: &str, origin: &Origin) -> Result<String> {
    let now = runtime.clock.now();
    let key = token::digest(given);
    let published = runtime.published();
    let people = person::object(&published.catalog)?;
    let mut reader = runtime.store.read().await?;
    let challenge = reader.challenge(&key).await?.filter(|challenge| challenge.expires_at > now).ok_or_else(over)?;
    let record = person::by_id(&mut reader, people, challenge.user).await?;
    let user = record.and_then(|record| person::active(people, &record)).ok_or_else(over)?;
    throttle.admit(&user.email, &origin.address, now)?;
    throttle::admit(&mut reader, &user.email, now).await?;
    drop(reader);
    let mut tx = runtime.store.begin().await?;
    if !tx.try_challenge(&key, TRIES).await? {
        return Err(over());
    }
    if let Some(proof) = second_factor::take(&mut tx, user.id, code, now).await? {
        tx.close_challenge(&key).await?;
        let token = session::begin(&mut tx, runtime, user.id, origin, By::Password, json!({ "second_factor": proof.name() })).await?;
        tx.commit().await?;
        throttle.succeeded(&user.email, &origin.address);
        return Ok(token);
    }
    tx.commit().await?;
    throttle.failed(&user.email, &origin.address, now);
    account::failed(runtime, &user.email, Some(user.id), origin).await?;
    Err(wrong_code())
}

/// Which of the reasons it is, is not told.
pub fn over() -> Error {
    let message = Label::new("等待验证码的时间已过，或试了太多次，请重新登录", "The time for the code is over, or it was tried too often; sign in again");
    Error::new(Kind::Unauthenticated, "challenge_over", message)
}
