//! One delivery taken, from its bytes to the run that is kept for it.

use std::sync::Arc;

use chrono::Duration;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value as Json;

use super::super::names::{BODY, Named};
use super::super::outside::{secret, signature};
use super::super::place::Place;
use super::super::run::Run;
use super::super::{RUN_LIVE, conditions, ready, segment};
use super::written::{all, fitting, found};
use crate::catalog::Object;
use crate::catalog::model::{Match, Otherwise, RuleDef, SecretRef, Trigger};
use crate::error::{Error, FieldError, Kind, Result};
use crate::fields::Refusal;
use crate::records::{Context, Duplicates, Work, create, decode};
use crate::runtime::{Live, Runtime};
use crate::say;
use crate::store::{self, CATALOG_CHANGED, Door};
use crate::value::{Actor, Cause, Id};

/// Bytes of a body.
const LARGEST: usize = 256 * 1024;
/// Characters of an idempotency key.
const LONGEST_KEY: usize = 200;
/// Records among which the oldest is found.
const SEVERAL: u32 = 50;

/// How far a sender's clock may be from ours.
fn tolerance() -> Duration {
    Duration::minutes(5)
}

/// How long a delivery is known again.
fn memory() -> Duration {
    Duration::days(30)
}

/// What arrived, as it arrived.
pub struct Delivery<'a> {
    pub body: &'a [u8],
    /// The same however often it is sent.
    pub key: Option<&'a str>,
    /// `X-Mortise-Timestamp` and `X-Mortise-Signature`.
    pub timestamp: Option<&'a str>,
    pub signature: Option<&'a str>,
    /// The secret as it is.
    pub token: Option<&'a str>,
}

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "HookReceived")]
pub struct Received {
    /// The run that follows; null when there is nothing to do.
    pub run: Option<Id>,
}

/// What came of it.
struct Taken {
    run: Option<Id>,
    record: Option<Id>,
}

/// By what a delivery is known again.
#[derive(Default)]
struct Marks {
    key: Option<String>,
    seal: Option<String>,
}

/// Takes what was pushed to the address of a rule. When it answers, all of it is kept.
pub async fn receive(on: &Arc<Runtime>, rule: &str, delivery: &Delivery<'_>) -> Result<Received> {
    let mut cx = Context::new(on, Actor::System, "rule");
    loop {
        let rule = listening(&cx, rule)?;
        let Trigger::Webhook { signature, token, schema, .. } = &rule.trigger else { return Err(nobody()) };
        let key = delivery.key.map(known_again).transpose()?;
        let seal = match (signature, token) {
            (Some(secret), _) => Some(signed(&cx, secret, delivery).await?),
            (None, Some(secret)) => shown(&cx, secret, delivery).await.map(|()| None)?,
            (None, None) => None,
        };
        let body = read(delivery.body)?;
        fitting(schema.as_ref(), &body)?;
        match take(&cx, &rule, &body, &Marks { key, seal }).await {
            Err(error) if error.code == CATALOG_CHANGED => cx = cx.renewed(on.newest().await?),
            taken => return Ok(Received { run: taken?.run }),
        }
    }
}

/// The same for a test of the rule, which needs no address; gives the record.
pub async fn rehearsed(on: &Arc<Runtime>, rule: &str, body: &Json) -> Result<Option<Id>> {
    let cx = Context::new(on, Actor::System, "rule");
    let rule = listening(&cx, rule)?;
    if let Trigger::Webhook { schema, .. } = &rule.trigger {
        fitting(schema.as_ref(), body)?;
    }
    Ok(take(&cx, &rule, body, &Marks::default()).await?.record)
}

/// Nothing is told of rules that are gone, off or of another kind.
fn listening(cx: &Context, rule: &str) -> Result<Arc<RuleDef>> {
    let found = cx.catalog().rules.get(rule).filter(|rule| rule.enabled && matches!(rule.trigger, Trigger::Webhook { .. }));
    found.cloned().ok_or_else(nobody)
}

/// The answer at every address that leads nowhere.
pub fn nobody() -> Error {
    Error::not_found(say!("没有这个地址", "There is nothing at this address"))
}

fn known_again(key: &str) -> Result<String> {
    if key.is_empty() || key.chars().count() > LONGEST_KEY {
        let message = say!("Idempotency-Key 应有 1 到 {} 个字符", "Idempotency-Key has 1 to {} characters", LONGEST_KEY);
        return Err(Error::malformed("idempotency_key", message));
    }
    Ok(format!("key:{key}"))
}

/// The signature, when it is that of the sender and of now.
async fn signed(cx: &Context, by: &SecretRef, delivery: &Delivery<'_>) -> Result<String> {
    let refused = |code, message| Error::new(Kind::Unauthenticated, code, message);
    let wrong = || refused("bad_signature", say!("签名不对", "The signature is not right"));
    let stamp = delivery.timestamp.ok_or_else(wrong)?;
    let signature = delivery.signature.and_then(|given| given.strip_prefix("sha256=")).ok_or_else(wrong)?.to_ascii_lowercase();
    let message = [stamp.as_bytes(), b".", delivery.body].concat();
    if !signature::is_hex(&kept(cx, by).await?, &message, &signature)? {
        return Err(wrong());
    }
    let at = stamp.parse().ok().and_then(|seconds| chrono::DateTime::from_timestamp(seconds, 0)).ok_or_else(wrong)?;
    if (cx.runtime.clock.now() - at).abs() > tolerance() {
        let message = say!("时间戳与现在相差超过 5 分钟", "The timestamp is more than 5 minutes from now");
        return Err(refused("old_signature", message));
    }
    Ok(format!("seal:{signature}"))
}

async fn shown(cx: &Context, by: &SecretRef, delivery: &Delivery<'_>) -> Result<()> {
    let given = delivery.token.unwrap_or_default();
    if signature::same(given, &kept(cx, by).await?)? {
        return Ok(());
    }
    Err(Error::new(Kind::Unauthenticated, "bad_token", say!("令牌不对", "The token is not right")))
}

/// The secret that senders must know; until somebody keeps it here, nothing is taken, and they may try later.
async fn kept(cx: &Context, by: &SecretRef) -> Result<String> {
    secret(&cx.runtime, &by.secret).await.map_err(|error| match error.kind {
        Kind::Invalid => Error::new(Kind::Unavailable, "not_ready", say!("接收方还没有设置好", "The receiver is not set up yet")),
        _ => error,
    })
}

fn read(body: &[u8]) -> Result<Json> {
    if body.len() > LARGEST {
        return Err(Error::new(Kind::TooLarge, "too_large", say!("内容不能超过 {} KB", "A body has at most {} KB", LARGEST / 1024)));
    }
    serde_json::from_slice(body).map_err(|error| Error::malformed("json", say!("不是有效的 JSON：{}", "this is not JSON: {}", error)))
}

/// The record, the run and the marks: all of it or nothing.
async fn take(cx: &Context, rule: &RuleDef, body: &Json, marks: &Marks) -> Result<Taken> {
    let (id, now) = (cx.runtime.clock.new_id(), cx.runtime.clock.now());
    let cause = Cause { depth: 1, rule: Some(rule.key.clone()), run: Some(id), ..Cause::default() };
    let cx = Context { cause, ..cx.clone() };
    let ready = ready::of(&cx.published, rule)?;
    let object = cx.catalog().object(&rule.object).cloned().ok_or_else(nobody)?;
    let mut work = Work::begin(&cx).await?;
    if let Some(taken) = earlier(&mut work, rule, marks).await? {
        return Ok(taken);
    }
    let record = about(&mut work, &object, rule, body).await?;
    let run = match record {
        Some(record) => begin(&mut work, &ready, rule, record, id, body).await?,
        None => None,
    };
    for mark in [&marks.key, &marks.seal].into_iter().flatten() {
        work.tx.keep_delivery(&door(rule), mark, run, now).await?;
    }
    work.tx.forget_deliveries(now - memory()).await?;
    work.commit().await?;
    if run.is_some() {
        ready.was_kept();
    }
    Ok(Taken { run, record })
}

/// What came of the same delivery before. One that is signed as another was, and is not said to be the same, is refused.
async fn earlier(work: &mut Work<'_>, rule: &RuleDef, marks: &Marks) -> Result<Option<Taken>> {
    let known = match &marks.key {
        Some(key) => work.tx.delivered(&door(rule), key).await?,
        None => None,
    };
    if let Some(known) = known {
        return Ok(Some(Taken { run: known.run, record: None }));
    }
    let replayed = match &marks.seal {
        Some(seal) => work.tx.delivered(&door(rule), seal).await?.is_some(),
        None => false,
    };
    if replayed {
        return Err(Error::conflict("replayed", say!("这个签名已经用过", "This signature was used before")));
    }
    Ok(None)
}

fn door(rule: &RuleDef) -> Door {
    Door::Rule(rule.key.clone())
}

/// The record it is about, made where there is none.
async fn about(work: &mut Work<'_>, object: &Arc<Object>, rule: &RuleDef, body: &Json) -> Result<Option<Id>> {
    let Trigger::Webhook { find, otherwise, values, .. } = &rule.trigger else { return Ok(None) };
    let (cx, now) = (work.cx, work.cx.runtime.clock.now());
    let mut values = all(cx.catalog(), object, values, body, now)?;
    if let Some(Match { field, value }) = find {
        let sought = found(cx.catalog(), object.field(field), value, body, now)?;
        if let Some(oldest) = oldest(work, object, field, &sought).await? {
            return Ok(Some(oldest));
        }
        if *otherwise == Otherwise::Stop {
            return Ok(None);
        }
        if object.field(field).is_some_and(|field| field.kind.auto_number().is_none() && !field.system) {
            values.entry(field.clone()).or_insert(sought);
        }
    }
    let typed = decode(cx, object, &values).map_err(Error::fields)?;
    Ok(Some(create::within(work, object, typed, Duplicates::Accept).await?.record.id()))
}

/// The record that has this value; nothing is the value of none.
async fn oldest(work: &mut Work<'_>, object: &Object, field: &str, sought: &Json) -> Result<Option<Id>> {
    let missing = || Error::invalid("unknown_field", say!("没有字段「{}」", "There is no field `{}`", field));
    let field = object.field(field).ok_or_else(missing)?;
    let refused = |refusal: Refusal| Error::fields(vec![FieldError::new(field.key(), refusal.code, refusal.message)]);
    let value = field.kind.decode(sought).map_err(refused)?;
    if value.is_null() {
        return Ok(None);
    }
    Ok(work.tx.find_equal(object, &[(field.slot, &value)], None, SEVERAL).await?.into_iter().min())
}

/// The run that is taken on after the answer, if the rule's conditions hold.
async fn begin(work: &mut Work<'_>, ready: &ready::Ready, rule: &RuleDef, record: Id, id: Id, body: &Json) -> Result<Option<Id>> {
    let cx = work.cx;
    let mut place = Place::start(&rule.key, &rule.object, record, cx.cause.clone());
    place.names.insert(BODY.to_owned(), Named::Answer(body.clone()));
    let mut run = Run::at(work, None, None, place)?;
    let found = run.current().await?;
    let Some(met) = conditions::met(&mut run.asking(), &found, rule, ready).await? else { return Ok(None) };
    let mut row: store::Run = segment::row(id, rule, record, cx.runtime.clock.now());
    row.conditions = met.kept(&mut run.asking(), &found).await?;
    segment::later(&mut run, ready, &mut row).await?;
    work.news(Live::Record { object: rule.object.clone(), id: record, kind: RUN_LIVE.into() });
    Ok(Some(id))
}
