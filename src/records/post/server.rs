//! The mail server of a workspace: by which server its messages leave, from whom, and at which address people find the workspace
//! themselves. A setting, for those who look after users. The password is kept sealed, and never given back.

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};

use super::text::html;
use crate::catalog::model::Administer;
use crate::error::{Error, FieldError, Result};
use crate::lang::{Label, Lang};
use crate::outbound::{Letter, MailServer, Security, is_address};
use crate::records::Context;
use crate::runtime::Runtime;
use crate::say;
use crate::store::{AuditKind, Conn, Store, Tx};
use crate::value::{Actor, Id};

const SETTING: &str = "mail";
/// The last message that was given up.
const TROUBLE: &str = "mail_trouble";
/// What the password is kept sealed for; the workspace has one.
const SECRET: (&str, Id) = ("mail", Id::nil());
const LONGEST: usize = 250;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "MailSettings")]
pub struct Settings {
    pub host: String,
    #[schemars(range(min = 1))]
    pub port: u16,
    #[serde(default)]
    pub security: Security,
    /// Nobody signs in when empty.
    #[serde(default)]
    pub user: String,
    /// The address that messages come from.
    pub from: String,
    /// The name beside it.
    #[serde(default)]
    pub from_name: String,
    /// Where people open this workspace: links in messages begin so.
    pub address: String,
}

/// A message to somebody that was given up, and why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Trouble {
    pub at: DateTime<Utc>,
    pub message: Label,
}

/// The server with its password, to send something by.
pub struct Post {
    pub settings: Settings,
    password: Option<String>,
}

pub async fn of(conn: &mut Conn) -> Result<Option<Settings>> {
    let kept = conn.setting(SETTING).await?.filter(|kept| !kept.is_null());
    kept.map(serde_json::from_value).transpose().map_err(Error::internal)
}

pub async fn open(conn: &mut Conn) -> Result<Option<Post>> {
    let Some(settings) = of(conn).await? else { return Ok(None) };
    let password = conn.secret(SECRET.0, SECRET.1).await?.map(String::from_utf8).transpose().map_err(Error::internal)?;
    Ok(Some(Post { settings, password }))
}

/// The server, which has to be there.
pub async fn needed(runtime: &Runtime) -> Result<Post> {
    open(&mut *runtime.store.read().await?).await?.ok_or_else(none)
}

/// Nothing can be sent.
pub fn none() -> Error {
    Error::invalid("no_mail_server", Label::new("还没有设置邮件服务器", "No mail server is set up"))
}

impl Post {
    /// An empty letter in the workspace's name; `id` is the same however often it is sent.
    pub fn letter(&self, runtime: &Runtime, id: impl Into<String>) -> Letter {
        let from = (self.settings.from_name.clone(), self.settings.from.clone());
        Letter { from, id: id.into(), at: runtime.clock.now(), ..Letter::default() }
    }

    pub async fn send(&self, runtime: &Runtime, letter: &Letter) -> Result<()> {
        let mut server = MailServer::new(&self.settings.host, self.settings.port, self.settings.security);
        let user = Some(self.settings.user.clone()).filter(|user| !user.is_empty());
        server.sign_in = user.zip(self.password.clone());
        runtime.outbound.post(&server, letter).await
    }

    /// The address of a page of the workspace. The code, which browsers tell no server, stands behind `#`.
    pub fn link(&self, runtime: &Runtime, page: &str, code: Option<&str>) -> String {
        let base = self.settings.address.trim_end_matches('/');
        let workspace = runtime.workspace().map_or_else(String::new, |key| format!("?workspace={key}"));
        match code {
            Some(code) => format!("{base}{page}{workspace}#{code}"),
            None => format!("{base}{page}{workspace}"),
        }
    }
}

/// How it stands.
pub struct Standing {
    pub settings: Option<Settings>,
    pub password: bool,
    pub trouble: Option<Trouble>,
}

pub async fn show(cx: &Context) -> Result<Standing> {
    cx.require_administer(Administer::Users)?;
    let mut reader = cx.runtime.store.read().await?;
    let post = open(&mut reader).await?;
    let trouble = reader.setting(TROUBLE).await?.filter(|kept| !kept.is_null());
    let trouble = trouble.map(serde_json::from_value).transpose().map_err(Error::internal)?;
    let password = post.as_ref().is_some_and(|post| post.password.is_some());
    Ok(Standing { settings: post.map(|post| post.settings), password, trouble })
}

/// A message was given up; the one before it is not spoken of any more.
pub(super) async fn in_trouble(tx: &mut Tx, trouble: &Trouble) -> Result<()> {
    tx.set_setting(TROUBLE, &serde_json::to_value(trouble).map_err(Error::internal)?).await
}

/// Messages leave by this server from now on. Without a password the one that is there stays, and goes to no other server.
pub async fn set(cx: &Context, settings: Settings, password: Option<String>) -> Result<()> {
    cx.require_administer(Administer::Users)?;
    let settings = check(settings)?;
    let mut tx = cx.runtime.store.begin().await?;
    let before = open(&mut tx).await?;
    let kept = before.as_ref().is_some_and(|before| before.password.is_some());
    let asked = |all: &Settings| (all.host.clone(), all.port, all.security, all.user.clone());
    let moved = before.as_ref().is_some_and(|before| asked(&before.settings) != asked(&settings));
    match password.as_deref() {
        _ if settings.user.is_empty() => {
            tx.forget_secret(SECRET.0, SECRET.1).await?;
        }
        Some(password) if !password.is_empty() => tx.keep_secret(SECRET.0, SECRET.1, password.as_bytes()).await?,
        _ if kept && !moved => {}
        _ => {
            let message = Label::new("请输入这个服务器的密码", "Enter the password for this server");
            return Err(Error::fields(vec![FieldError::new("password", "required", message)]));
        }
    }
    tx.set_setting(SETTING, &serde_json::to_value(&settings).map_err(Error::internal)?).await?;
    tx.set_setting(TROUBLE, &Json::Null).await?;
    let before = before.map(|before| before.settings);
    tx.audit(&cx.entry(AuditKind::Setting).with(json!({ "setting": SETTING, "before": before, "after": settings }))).await?;
    tx.commit().await
}

/// Nothing is sent any more.
pub async fn unset(cx: &Context) -> Result<()> {
    cx.require_administer(Administer::Users)?;
    let mut tx = cx.runtime.store.begin().await?;
    let before = of(&mut tx).await?;
    tx.set_setting(SETTING, &Json::Null).await?;
    tx.forget_secret(SECRET.0, SECRET.1).await?;
    tx.audit(&cx.entry(AuditKind::Setting).with(json!({ "setting": SETTING, "before": before, "after": null }))).await?;
    tx.commit().await
}

/// The server of those who hand a workspace over sends nothing for the others.
pub async fn leave_behind(store: &Store) -> Result<()> {
    let mut tx = store.begin().await?;
    for setting in [SETTING, TROUBLE] {
        tx.set_setting(setting, &Json::Null).await?;
    }
    tx.commit().await
}

/// Sends a message to whoever asks; answers its address.
pub async fn probe(cx: &Context) -> Result<String> {
    cx.require_administer(Administer::Users)?;
    let post = needed(&cx.runtime).await?;
    let Actor::User(me) = &cx.actor else { return Err(none()) };
    let (subject, text) = match me.lang {
        Lang::Zh => ("榫卯的测试邮件", "邮件服务器工作正常。"),
        Lang::En => ("A test message of Mortise", "The mail server works."),
    };
    let text = format!("{text}\n\n{}", post.link(&cx.runtime, "/", None));
    let letter = Letter { to: vec![me.email.clone()], subject: subject.into(), html: Some(html(&text)), text, ..post.letter(&cx.runtime, cx.runtime.clock.new_id().to_string()) };
    post.send(&cx.runtime, &letter).await?;
    Ok(me.email.clone())
}

fn check(given: Settings) -> Result<Settings> {
    let trimmed = |text: String| text.trim().to_owned();
    let settings = Settings {
        host: trimmed(given.host),
        user: trimmed(given.user),
        from: trimmed(given.from),
        from_name: trimmed(given.from_name),
        address: trimmed(given.address).trim_end_matches('/').to_owned(),
        ..given
    };
    let mut wrong = Vec::new();
    let host = &settings.host;
    if host.is_empty() || host.len() > LONGEST || host.contains(|c: char| c.is_whitespace() || c == '/' || c == '@') {
        wrong.push(FieldError::new("host", "format", Label::new("应为主机名或地址，例如 smtp.example.com", "A host name or address, such as smtp.example.com")));
    }
    if settings.port == 0 {
        wrong.push(FieldError::new("port", "range", Label::new("应在 1 到 65535 之间", "Between 1 and 65535")));
    }
    if !is_address(&settings.from) {
        wrong.push(FieldError::new("from", "format", Label::new("应为邮箱地址", "An e-mail address")));
    }
    for (field, text) in [("user", &settings.user), ("from_name", &settings.from_name), ("address", &settings.address)] {
        if text.chars().count() > LONGEST {
            wrong.push(FieldError::new(field, "length", say!("最多 {} 个字符", "At most {} characters", LONGEST)));
        }
    }
    let scheme = ["https://", "http://"].iter().find_map(|scheme| settings.address.strip_prefix(scheme));
    if scheme.is_none_or(|rest| rest.is_empty() || rest.contains(|c: char| c.is_whitespace() || matches!(c, '#' | '?' | '@'))) {
        let message = Label::new("应以 https:// 或 http:// 开头，例如 https://crm.example.com", "It begins with https:// or http://, such as https://crm.example.com");
        wrong.push(FieldError::new("address", "format", message));
    }
    if wrong.is_empty() { Ok(settings) } else { Err(Error::fields(wrong)) }
}
