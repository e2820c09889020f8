//! The second factor: codes of an app on somebody's phone (TOTP), and recovery codes for whoever lost it. A code counts once. Knows
//! nothing of passwords but that one is asked for to turn it off.

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::json;
use totp_rs::{Builder, Totp};

use super::throttle::{self, Throttle};
use super::{account, password, person, policy, token, workspace};
use crate::access::USER;
use crate::catalog::model::Administer;
use crate::error::{Error, FieldError, Result};
use crate::lang::Label;
use crate::records::Context;
use crate::store::{AuditKind, Tx};
use crate::value::{Id, User};

const CODES: usize = 10;
/// What the secret is kept sealed for.
const TOTP: &str = "totp";

/// How one's own second factor stands.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "SecondFactor")]
pub struct State {
    /// Since when a code is asked for at the sign-in; null when none is.
    on_since: Option<DateTime<Utc>>,
    recovery_codes_left: i64,
    /// The workspace asks for it.
    required: bool,
    /// One signs in with a password here, which is asked for to turn it off.
    password: bool,
}

/// What an app needs to make codes.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "SecondFactorBegun")]
pub struct Begun {
    /// In base 32, for typing.
    secret: String,
    /// `otpauth:`, for a QR code.
    url: String,
}

/// What a code was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Proof {
    App,
    Recovery,
}

impl Proof {
    pub(super) fn name(self) -> &'static str {
        match self {
            Proof::App => "code",
            Proof::Recovery => "recovery_code",
        }
    }
}

pub async fn show(cx: &Context, user: &User) -> Result<State> {
    let mut reader = cx.runtime.store.read().await?;
    Ok(State {
        on_since: reader.second_factor(user.id).await?.and_then(|factor| factor.confirmed_at),
        recovery_codes_left: reader.recovery_codes(user.id).await?,
        required: policy::of(&mut reader).await?.asks_for_second_factor(cx.catalog(), user),
        password: reader.password_hash(user.id).await?.is_some(),
    })
}

/// A new secret; it is in force once a code that was made of it is [confirmed](confirm).
pub async fn begin(cx: &Context, user: &User) -> Result<Begun> {
    let secret = token::secret()?;
    let place = workspace::name(&cx.runtime, user.lang).await?;
    let app = app(&secret).with_account_name(plain(&user.email)).with_issuer(Some(plain(&place))).build().map_err(unusable)?;
    let mut tx = cx.runtime.store.begin().await?;
    if tx.second_factor(user.id).await?.is_some_and(|factor| factor.confirmed_at.is_some()) {
        return Err(Error::conflict("second_factor_on", Label::new("两步验证已经开启", "Two-factor sign-in is on already")));
    }
    tx.begin_second_factor(user.id, cx.runtime.clock.now()).await?;
    tx.keep_secret(TOTP, user.id, &secret).await?;
    tx.commit().await?;
    Ok(Begun { secret: app.secret().to_base32(), url: app.to_url().map_err(unusable)? })
}

/// From now on a code is asked for. Gives recovery codes, which are shown this once.
pub async fn confirm(cx: &Context, user: &User, code: &str) -> Result<Vec<String>> {
    let now = cx.runtime.clock.now();
    let mut tx = cx.runtime.store.begin().await?;
    if tx.second_factor(user.id).await?.is_none_or(|factor| factor.confirmed_at.is_some()) {
        let message = Label::new("请先开始设置两步验证", "Begin to set up two-factor sign-in first");
        return Err(Error::conflict("second_factor_not_begun", message));
    }
    let step = step(&mut tx, user.id, code, now).await?.ok_or_else(wrong_code)?;
    tx.take_step(user.id, step).await?;
    tx.confirm_second_factor(user.id, now).await?;
    let codes = fresh_codes(&mut tx, user.id).await?;
    workspace::withdraw(&mut tx, &user.email).await?;
    tx.audit(&cx.entry(AuditKind::TwoFactorOn).about(USER, Some(user.id))).await?;
    tx.commit().await?;
    Ok(codes)
}

/// New recovery codes in place of the old ones.
pub async fn renew(cx: &Context, throttle: &Throttle, user: &User, code: &str) -> Result<Vec<String>> {
    let mut tx = proved(cx, throttle, user, code).await?;
    let codes = fresh_codes(&mut tx, user.id).await?;
    tx.audit(&cx.entry(AuditKind::TwoFactorOn).about(USER, Some(user.id)).with(json!({ "recovery_codes": "renewed" }))).await?;
    tx.commit().await?;
    Ok(codes)
}

/// No code is asked for any more. Whoever has a password gives it too.
pub async fn turn_off(cx: &Context, throttle: &Throttle, user: &User, given: Option<String>, code: &str) -> Result<()> {
    let (address, now) = (&cx.origin.address, cx.runtime.clock.now());
    throttle.admit(&user.email, address, now)?;
    let kept = cx.runtime.store.read().await?.password_hash(user.id).await?;
    if kept.is_some() && !password::verify(given.unwrap_or_default(), kept).await? {
        throttle.failed(&user.email, address, now);
        account::failed(&cx.runtime, &user.email, Some(user.id), &cx.origin).await?;
        return Err(Error::fields(vec![FieldError::new("password", "wrong", Label::new("密码不对", "The password is wrong"))]));
    }
    let mut tx = proved(cx, throttle, user, code).await?;
    forget(&mut tx, user.id).await?;
    tx.audit(&cx.entry(AuditKind::TwoFactorOff).about(USER, Some(user.id))).await?;
    tx.commit().await
}

/// Who looks after users takes the second factor of somebody away who lost it.
pub async fn reset(cx: &Context, user: Id) -> Result<()> {
    cx.require_administer(Administer::Users)?;
    person::existing(cx, user).await?;
    let mut tx = cx.runtime.store.begin().await?;
    if !forget(&mut tx, user).await? {
        return Err(off());
    }
    tx.audit(&cx.entry(AuditKind::TwoFactorOff).about(USER, Some(user)).with(json!({ "reset": true }))).await?;
    tx.commit().await
}

/// A transaction that has used up a right code; a wrong one counts as a failed sign-in.
async fn proved(cx: &Context, throttle: &Throttle, user: &User, code: &str) -> Result<Tx> {
    let (address, now) = (&cx.origin.address, cx.runtime.clock.now());
    throttle.admit(&user.email, address, now)?;
    let mut tx = cx.runtime.store.begin().await?;
    throttle::admit(&mut tx, &user.email, now).await?;
    if tx.second_factor(user.id).await?.is_none_or(|factor| factor.confirmed_at.is_none()) {
        return Err(off());
    }
    if take(&mut tx, user.id, code, now).await?.is_some() {
        throttle.succeeded(&user.email, address);
        return Ok(tx);
    }
    drop(tx);
    throttle.failed(&user.email, address, now);
    account::failed(&cx.runtime, &user.email, Some(user.id), &cx.origin).await?;
    Err(wrong_code())
}

/// Uses up a code of the app, or a recovery code; none when it is wrong or was used before.
pub(super) async fn take(tx: &mut Tx, user: Id, code: &str, now: DateTime<Utc>) -> Result<Option<Proof>> {
    if tx.second_factor(user).await?.is_none_or(|factor| factor.confirmed_at.is_none()) {
        return Ok(None);
    }
    if let Some(step) = step(tx, user, code, now).await? {
        return Ok(tx.take_step(user, step).await?.then_some(Proof::App));
    }
    Ok(tx.take_recovery_code(user, &token::fingerprint(code)).await?.then_some(Proof::Recovery))
}

/// The time step that a code of the app belongs to: this one, or one of its neighbours.
async fn step(tx: &mut Tx, user: Id, code: &str, now: DateTime<Utc>) -> Result<Option<i64>> {
    let Some(secret) = tx.secret(TOTP, user).await? else { return Ok(None) };
    let digits: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let time = u64::try_from(now.timestamp()).map_err(Error::internal)?;
    let totp: Totp = app(&secret).build().map_err(unusable)?;
    totp.check(&digits, time).map(i64::try_from).transpose().map_err(Error::internal)
}

/// As every app takes it: SHA-1, six digits, half a minute.
fn app(secret: &[u8]) -> Builder {
    Builder::new().with_secret(secret)
}

/// With its secret; whether there was one.
async fn forget(tx: &mut Tx, user: Id) -> Result<bool> {
    tx.forget_secret(TOTP, user).await?;
    tx.forget_second_factor(user).await
}

async fn fresh_codes(tx: &mut Tx, user: Id) -> Result<Vec<String>> {
    let codes = (0..CODES).map(|_| token::code()).collect::<Result<Vec<_>>>()?;
    let hashes: Vec<String> = codes.iter().map(|code| token::fingerprint(code)).collect();
    tx.keep_recovery_codes(user, &hashes).await?;
    Ok(codes)
}

/// A colon separates the two names in the address that an app reads.
fn plain(name: &str) -> String {
    name.replace(':', " ")
}

fn unusable(error: totp_rs::TotpError) -> Error {
    Error::internal(error.to_string())
}

fn off() -> Error {
    Error::conflict("second_factor_off", Label::new("两步验证没有开启", "Two-factor sign-in is not on"))
}

pub(super) fn wrong_code() -> Error {
    let message = Label::new("验证码不对，或已经用过", "The code is wrong, or was used before");
    Error::fields(vec![FieldError::new("code", "wrong", message)])
}
