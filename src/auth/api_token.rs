//! API tokens: what programs come in with on behalf of a user, at most with that user's rights and often with fewer. Shown once, kept
//! as a hash, dead when they expire, when they are revoked or when their owner may no longer sign in.

use std::sync::Arc;

use chrono::Duration;
use serde_json::json;

use super::recognised::{Recognised, Shown};
use super::session::{Must, SignedIn, Through, end_all, hang_up};
use super::{person, token};
use crate::access::{self, USER};
use crate::catalog::model::Administer;
use crate::config::Key;
use crate::error::{Error, FieldError, Result};
use crate::lang::Label;
use crate::records::Context;
use crate::runtime::Runtime;
use crate::say;
use crate::store::{ApiToken, AuditKind, Preferences};
use crate::value::{Id, Limits, User};

/// What every token begins with, so that those who look for leaked secrets recognise it.
const PREFIX: &str = "mortise_";
/// Between the workspace and the secret. A key may hold it too, a secret never does.
const OF: char = '_';
const LONGEST_NAME: usize = 80;
const LONGEST_LIFE: u32 = 366;
/// Tokens of one user.
const MOST: usize = 50;
/// Objects that one token names.
const MOST_OBJECTS: usize = 100;

/// A token as it is asked for.
#[derive(Clone, Debug)]
pub struct Wanted {
    pub name: String,
    pub days: u32,
    pub limits: Limits,
}

/// The last use is written down at most this often.
fn grain() -> Duration {
    Duration::minutes(1)
}

/// A token of the workspace as its owner gets it, once.
fn written(workspace: &Key, secret: &str) -> String {
    format!("{PREFIX}{workspace}{OF}{secret}")
}

/// The workspace and the secret of a written token.
pub fn read(text: &str) -> Option<(Key, &str)> {
    let (workspace, secret) = text.strip_prefix(PREFIX)?.rsplit_once(OF)?;
    Some((workspace.parse().ok()?, secret))
}

/// Makes a token for the caller; its text is kept nowhere.
pub async fn make(cx: &Context, workspace: &Key, user: Id, wanted: Wanted) -> Result<(ApiToken, String)> {
    let name = check(cx, &wanted)?;
    if list(&cx.runtime, user).await?.len() >= MOST {
        let message = say!("最多 {} 个令牌，请先吊销不用的", "At most {} tokens; revoke those that are not used", MOST);
        return Err(Error::conflict("too_many_tokens", message));
    }
    let secret = token::fresh()?;
    let now = cx.runtime.clock.now();
    let made = ApiToken {
        id: cx.runtime.clock.new_id(),
        token_hash: token::digest(&secret),
        user,
        name,
        limits: wanted.limits,
        created_at: now,
        expires_at: now + Duration::days(wanted.days.into()),
        last_used_at: None,
        address: None,
    };
    let mut tx = cx.runtime.store.begin().await?;
    tx.keep_api_token(&made).await?;
    let detail = json!({ "token": made.id, "name": made.name, "limits": made.limits });
    tx.audit(&cx.entry(AuditKind::TokenMade).about(USER, Some(user)).with(detail)).await?;
    tx.commit().await?;
    Ok((made, written(workspace, &secret)))
}

/// The name, once everything that is wanted is possible.
fn check(cx: &Context, wanted: &Wanted) -> Result<String> {
    let mut wrong = Vec::new();
    let name = wanted.name.trim();
    if name.is_empty() || name.chars().count() > LONGEST_NAME {
        let message = say!("名称需要 1 到 {} 个字符", "A name has 1 to {} characters", LONGEST_NAME);
        wrong.push(FieldError::new("name", "length", message));
    }
    if !(1..=LONGEST_LIFE).contains(&wanted.days) {
        let message = say!("有效期是 1 到 {} 天", "A token lasts 1 to {} days", LONGEST_LIFE);
        wrong.push(FieldError::new("days", "range", message));
    }
    let objects = wanted.limits.objects.as_deref();
    if objects.is_some_and(|objects| objects.is_empty() || objects.len() > MOST_OBJECTS) {
        let message = say!("请选 1 到 {} 个对象，或不限制", "Choose 1 to {} objects, or do not narrow them", MOST_OBJECTS);
        wrong.push(FieldError::new("objects", "length", message));
    }
    for key in objects.into_iter().flatten() {
        let known = cx.catalog().object(key).filter(|object| cx.policy.allows(access::Action::Read, &object.key));
        if known.is_none() {
            wrong.push(FieldError::new("objects", "unknown", say!("没有对象「{}」", "There is no object `{}`", key)));
        }
    }
    if wrong.is_empty() { Ok(name.to_owned()) } else { Err(Error::fields(wrong)) }
}

pub async fn list(runtime: &Runtime, user: Id) -> Result<Vec<ApiToken>> {
    runtime.store.read().await?.api_tokens(user).await
}

/// One's own token works no more.
pub async fn revoke(cx: &Context, user: Id, id: Id) -> Result<()> {
    let mut tx = cx.runtime.store.begin().await?;
    if !tx.revoke_api_token(user, id).await? {
        return Err(Error::not_found(Label::new("没有这个令牌，可能已被吊销", "There is no such token; it may have been revoked")));
    }
    tx.audit(&cx.entry(AuditKind::TokenRevoked).about(USER, Some(user)).with(json!({ "token": id }))).await?;
    tx.commit().await?;
    hang_up(&cx.runtime, user);
    Ok(())
}

/// Who looks after users revokes somebody's.
pub async fn revoke_of(cx: &Context, user: Id, id: Id) -> Result<()> {
    cx.require_administer(Administer::Users)?;
    revoke(cx, user, id).await
}

/// Whose token this is, if it still works.
pub async fn find(runtime: &Arc<Runtime>, recognised: &Recognised, secret: &str, address: &str) -> Result<Option<SignedIn>> {
    let key = token::digest(secret);
    recognised.find(runtime, Shown::ApiToken(key.clone()), known(runtime, &key, address)).await
}

async fn known(runtime: &Arc<Runtime>, key: &[u8], address: &str) -> Result<Option<SignedIn>> {
    let now = runtime.clock.now();
    let published = runtime.published();
    let mut reader = runtime.store.read().await?;
    let found = reader.api_token(key).await?.filter(|(token, _)| token.expires_at > now);
    let Some((token, standing)) = found else { return Ok(None) };
    let user = person::acting(&mut reader, &published.catalog, token.user).await?;
    drop(reader);
    let Some(user) = user else {
        end_all(runtime, token.user).await?;
        return Ok(None);
    };
    if token.last_used_at.is_none_or(|last| now - last >= grain()) {
        let mut tx = runtime.store.begin().await?;
        tx.touch_api_token(token.id, now, address).await?;
        tx.commit().await?;
    }
    let until = token.last_used_at.map_or(now, |last| token.expires_at.min(last + grain()));
    let user = User { limits: Some(token.limits), ..user };
    let must = standing.must_change.then_some(Must::ChangePassword);
    let Preferences { lang, theme } = standing.preferences;
    Ok(Some(SignedIn { user, lang, theme, looker: None, through: Through::ApiToken, must, until }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_names_its_workspace() {
        let key: Key = "north_branch".parse().unwrap();
        let secret = token::fresh().unwrap();
        let text = written(&key, &secret);
        assert!(text.starts_with("mortise_north_branch_"));
        assert_eq!(read(&text), Some((key, secret.as_str())));
        assert_eq!(read("mortise_"), None);
        assert_eq!(read("ghp_main_x"), None);
        assert_eq!(read("mortise_../x_y"), None);
    }
}
