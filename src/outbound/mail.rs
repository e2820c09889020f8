//! Sends e-mail by an SMTP server. Its name is resolved here, so that the connection goes to an address that was judged. Knows nothing
//! of who writes to whom, nor why.

use std::net::SocketAddr;
use std::time::Duration;

use chrono::{DateTime, Utc};
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart, SinglePart};
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, CertificateStore, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::{Address, Message};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::client::{Outbound, refused, too_slow};
use crate::error::{Error, Kind, Result};
use crate::say;

const CONNECT: Duration = Duration::from_secs(10);
/// How long a server may take from the first word to its receipt.
const PATIENCE: Duration = Duration::from_secs(60);
/// What is said after the receipt is waited for no longer.
const FAREWELL: Duration = Duration::from_secs(2);
/// Characters of a server's answer that are told.
const TOLD: usize = 500;
const MECHANISMS: &[Mechanism] = &[Mechanism::Plain, Mechanism::Login];

/// How what is said to the server is kept from others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "MailSecurity")]
pub enum Security {
    /// Not at all: for a server in one's own network.
    None,
    /// From the first sentence on; a server that cannot is not told any more.
    #[serde(rename = "starttls")]
    StartTls,
    /// From the start.
    #[default]
    Tls,
}

/// An SMTP server, and how it lets us in.
#[derive(Clone, Debug)]
pub struct MailServer {
    pub host: String,
    pub port: u16,
    pub security: Security,
    /// User and password, where it asks for them.
    pub sign_in: Option<(String, String)>,
    pub patience: Duration,
}

impl MailServer {
    pub fn new(host: impl Into<String>, port: u16, security: Security) -> Self {
        MailServer { host: host.into(), port, security, sign_in: None, patience: PATIENCE }
    }
}

/// Something to be sent, whole.
#[derive(Clone, Debug, Default)]
pub struct Letter {
    /// Name and address.
    pub from: (String, String),
    pub to: Vec<String>,
    pub cc: Vec<String>,
    pub reply_to: Option<String>,
    pub subject: String,
    pub text: String,
    /// The same as the text, for those who see it.
    pub html: Option<String>,
    /// By this whoever gets it twice knows that it is the same.
    pub id: String,
    pub at: DateTime<Utc>,
}

/// Whether this can be written to.
pub fn is_address(text: &str) -> bool {
    text.parse::<Address>().is_ok()
}

impl Outbound {
    /// Returns when the server has taken it over. An error of kind `Unavailable` may pass when the same is tried later.
    pub async fn post(&self, server: &MailServer, letter: &Letter) -> Result<()> {
        self.open()?;
        let message = written(letter)?;
        let handed = tokio::time::timeout(server.patience, self.hand_over(server, &message));
        let mut connection = handed.await.unwrap_or_else(|_| Err(too_slow()))?;
        // It is theirs now, however they part.
        if let Ok(Err(error)) = tokio::time::timeout(FAREWELL, connection.quit()).await {
            tracing::debug!(%error, "a mail server hung up without a word");
        }
        Ok(())
    }

    async fn hand_over(&self, server: &MailServer, message: &Message) -> Result<AsyncSmtpConnection> {
        let told = |error| failed(&server.host, &error);
        let hello = ClientId::Domain(domain_of(message).to_owned());
        let tls = |used: bool| used.then(|| encryption(&server.host)).transpose();
        let addresses = self.addresses_of(server).await?;
        let wrapped = tls(server.security == Security::Tls).map_err(told)?;
        let mut connection =
            AsyncSmtpConnection::connect_tokio1(addresses.as_slice(), Some(CONNECT), &hello, wrapped, None).await.map_err(told)?;
        if let Some(tls) = tls(server.security == Security::StartTls).map_err(told)? {
            connection.starttls(tls, &hello).await.map_err(told)?;
        }
        if let Some((user, password)) = &server.sign_in {
            connection.auth(MECHANISMS, &Credentials::new(user.clone(), password.clone())).await.map_err(told)?;
        }
        connection.send(message.envelope(), &message.formatted()).await.map_err(told)?;
        Ok(connection)
    }

    /// Where the server is, as far as it may be connected to; the first that answers is taken.
    async fn addresses_of(&self, server: &MailServer) -> Result<Vec<SocketAddr>> {
        let host = server.host.trim_start_matches('[').trim_end_matches(']');
        let found = tokio::net::lookup_host((host, server.port)).await;
        let found: Vec<SocketAddr> = found.map_err(|error| unreachable(&server.host, &error.to_string()))?.collect();
        let may: Vec<SocketAddr> = found.iter().copied().filter(|address| self.allowed().lets(host, address.ip())).collect();
        match (found.is_empty(), may.is_empty()) {
            (true, _) => Err(unreachable(&server.host, "no such name")),
            (false, true) => Err(refused(&server.host)),
            (false, false) => Ok(may),
        }
    }
}

/// Believes whom this machine believes, and whom browsers do where it believes nobody.
fn encryption(host: &str) -> Result<TlsParameters, lettre::transport::smtp::Error> {
    let known = !rustls_native_certs::load_native_certs().certs.is_empty();
    let store = if known { CertificateStore::Default } else { CertificateStore::WebpkiRoots };
    TlsParameters::builder(host.to_owned()).certificate_store(store).build_rustls()
}

fn domain_of(message: &Message) -> &str {
    message.envelope().from().map_or("localhost", Address::domain)
}

fn written(letter: &Letter) -> Result<Message> {
    let from = address(&letter.from.1)?;
    let id = format!("<{}@{}>", letter.id, from.domain());
    let name = Some(one_line(&letter.from.0)).filter(|name| !name.is_empty());
    let automatic = HeaderName::new_from_ascii_str("Auto-Submitted");
    let mut message = Message::builder()
        .from(Mailbox::new(name, from))
        .subject(one_line(&letter.subject))
        .date(letter.at.into())
        .message_id(Some(id))
        .raw_header(HeaderValue::new(automatic, "auto-generated".to_owned()));
    for to in &letter.to {
        message = message.to(Mailbox::new(None, address(to)?));
    }
    for cc in &letter.cc {
        message = message.cc(Mailbox::new(None, address(cc)?));
    }
    if let Some(reply_to) = &letter.reply_to {
        message = message.reply_to(Mailbox::new(None, address(reply_to)?));
    }
    let whole = match &letter.html {
        Some(html) => message.multipart(MultiPart::alternative_plain_html(letter.text.clone(), html.clone())),
        None => message.singlepart(SinglePart::builder().header(ContentType::TEXT_PLAIN).body(letter.text.clone())),
    };
    whole.map_err(|error| Error::invalid("mail_unfit", say!("邮件写不成：{}", "the message cannot be written: {}", error)))
}

fn address(text: &str) -> Result<Address> {
    let wrong = || Error::invalid("mail_address", say!("「{}」不是邮箱地址", "`{}` is no e-mail address", text));
    text.trim().parse().map_err(|_| wrong())
}

/// A header is one line, whatever the record says.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What the server said, or why it was not reached.
fn failed(host: &str, error: &lettre::transport::smtp::Error) -> Error {
    let told = std::error::Error::source(error).map_or_else(|| error.to_string(), ToString::to_string);
    let told: String = told.chars().take(TOLD).collect();
    if let Some(code) = error.status() {
        let message = say!("邮件服务器 {} 答复 {}：{}", "the mail server {} answered {}: {}", host, code, told);
        return match error.is_permanent() {
            true => Error::invalid("mail_refused", message),
            false => Error::new(Kind::Unavailable, "mail_deferred", message),
        };
    }
    if error.is_client() {
        return Error::invalid("mail_unfit", say!("邮件服务器 {} 不接受这样发送：{}", "the mail server {} does not take it like this: {}", host, told));
    }
    if error.is_tls() {
        let message = say!("与邮件服务器 {} 建立加密连接失败：{}", "no encrypted connection to the mail server {}: {}", host, told);
        return Error::new(Kind::Unavailable, "mail_tls", message);
    }
    unreachable(host, &told)
}

fn unreachable(host: &str, why: &str) -> Error {
    let message = say!(
        "连不上邮件服务器 {}，或没有得到它的答复：{}",
        "the mail server {} cannot be reached, or did not answer in full: {}",
        host,
        why
    );
    Error::new(Kind::Unavailable, "mail_unreachable", message)
}
