//! Sends requests. Follows redirects itself, so that each is judged like the first; resolves names itself, so that a connection goes to
//! an address that was judged. Uses no proxy, keeps no cookies.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::redirect::Policy;
use reqwest::{Client, Url};
use rustls::{ClientConfig, RootCertStore};

use super::guard::AllowList;
use super::request::{LONGEST, Method, Request, Response};
use crate::error::{Error, Kind, Result};
use crate::lang::Label;
use crate::say;

const HOPS: usize = 5;
const CONNECT: Duration = Duration::from_secs(10);
const AGENT: &str = concat!("Mortise/", env!("CARGO_PKG_VERSION"));

/// The way out of a server, shared by all its workspaces.
#[derive(Clone, Debug, Default)]
pub struct Outbound(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    allowed: Arc<AllowList>,
    shut: bool,
    /// Made when it is needed first: it reads the machine's certificates.
    client: OnceLock<Client>,
}

impl Outbound {
    /// To the public internet, and where `allowed` says.
    pub fn new(allowed: AllowList) -> Self {
        Outbound(Arc::new(Inner { allowed: Arc::new(allowed), ..Inner::default() }))
    }

    /// To nowhere: of a workspace that is only tried out.
    pub fn shut() -> Self {
        Outbound(Arc::new(Inner { shut: true, ..Inner::default() }))
    }

    pub fn is_shut(&self) -> bool {
        self.0.shut
    }

    pub(super) fn open(&self) -> Result<()> {
        let message = Label::new("这里只是试运行，不向外发送", "This is only tried out: nothing is sent");
        if self.0.shut { Err(Error::invalid("outbound_shut", message)) } else { Ok(()) }
    }

    /// Where connections may go.
    pub(super) fn allowed(&self) -> &AllowList {
        &self.0.allowed
    }

    /// What came back. An error of kind `Unavailable` may pass when the same is tried later; others will not.
    pub async fn send(&self, request: Request) -> Result<Response> {
        self.open()?;
        let timeout = request.timeout.min(LONGEST);
        tokio::time::timeout(timeout, self.follow(request)).await.unwrap_or_else(|_| Err(too_slow()))
    }

    async fn follow(&self, mut request: Request) -> Result<Response> {
        for _ in 0..=HOPS {
            let url = self.judge(&request.url)?;
            let head = request.head()?;
            let sent = self.client()?.request(request.method.meant(), url.clone()).headers(head).body(request.body.clone());
            let answer = sent.send().await.map_err(|error| failed(&url, error))?;
            let Some(next) = target(&url, &answer)? else { return read(&url, answer, request.most).await };
            request = onward(request, &url, &next, answer.status().as_u16())?;
        }
        Err(Error::invalid("outbound_redirects", Label::new("对方重定向的次数太多", "The other server redirects too often")))
    }

    /// An address that may be asked, as far as can be told before its name is resolved.
    fn judge(&self, text: &str) -> Result<Url> {
        let url = Url::parse(text).map_err(|_| unfit(text))?;
        let plain = url.username().is_empty() && url.password().is_none();
        let Some(host) = url.host_str().filter(|_| plain && ["http", "https"].contains(&url.scheme())) else {
            return Err(unfit(text));
        };
        // Nothing is resolved for these, so the resolver below never sees them.
        let literal = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>().ok();
        if literal.is_some_and(|address| !self.0.allowed.lets(host, address)) {
            return Err(refused(host));
        }
        Ok(url)
    }

    fn client(&self) -> Result<&Client> {
        if let Some(client) = self.0.client.get() {
            return Ok(client);
        }
        let guarded = Guarded(self.0.allowed.clone());
        let made = Client::builder()
            .user_agent(AGENT)
            .no_proxy()
            .redirect(Policy::none())
            .connect_timeout(CONNECT)
            .dns_resolver(guarded)
            .tls_backend_preconfigured(tls()?)
            .build()
            .map_err(Error::internal)?;
        Ok(self.0.client.get_or_init(|| made))
    }
}

/// Believes whom browsers believe, and whom this machine does: certificates of an intranet.
fn tls() -> Result<ClientConfig> {
    let mut roots = RootCertStore::from_iter(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    let found = rustls_native_certs::load_native_certs();
    for error in &found.errors {
        tracing::debug!(%error, "a certificate of this machine is not used");
    }
    roots.add_parsable_certificates(found.certs);
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().map_err(Error::internal)?;
    Ok(config.with_root_certificates(roots).with_no_client_auth())
}

/// Resolves names to the addresses that may be connected to.
struct Guarded(Arc<AllowList>);

/// A name of which no address may be connected to.
#[derive(Debug, thiserror::Error)]
#[error("no address of this name may be connected to")]
struct Refused;

impl Resolve for Guarded {
    fn resolve(&self, name: Name) -> Resolving {
        let allowed = self.0.clone();
        Box::pin(async move {
            let found: Vec<SocketAddr> = tokio::net::lookup_host((name.as_str(), 0)).await?.collect();
            let may: Vec<SocketAddr> = found.iter().copied().filter(|address| allowed.lets(name.as_str(), address.ip())).collect();
            match (found.is_empty(), may.is_empty()) {
                (true, _) => Err(io::Error::from(io::ErrorKind::NotFound).into()),
                (false, true) => Err(Refused.into()),
                (false, false) => Ok(Box::new(may.into_iter()) as Addrs),
            }
        })
    }
}

/// Where the answer sends us, if it does.
fn target(from: &Url, answer: &reqwest::Response) -> Result<Option<Url>> {
    if !matches!(answer.status().as_u16(), 301 | 302 | 303 | 307 | 308) {
        return Ok(None);
    }
    let Some(place) = answer.headers().get(reqwest::header::LOCATION) else { return Ok(None) };
    let next = place.to_str().ok().and_then(|place| from.join(place).ok());
    next.map(Some).ok_or_else(|| unfit(&String::from_utf8_lossy(place.as_bytes())))
}

/// The request that a redirect asks for. What was meant for one server is not told to another: a request that brings something does not
/// leave its origin, and one that asks leaves its headers behind. Nothing leaves https.
fn onward(request: Request, from: &Url, to: &Url, status: u16) -> Result<Request> {
    let same = from.origin() == to.origin();
    let again = matches!(status, 307 | 308) || request.method == Method::Get;
    let away = !same && request.method != Method::Get;
    if away || (from.scheme() == "https" && to.scheme() != "https") {
        let message = Label::new("对方把请求转到了别的服务器，没有照做", "The other server redirects this request elsewhere; it was not followed");
        return Err(Error::invalid("outbound_redirected", message));
    }
    let (method, body) = if again { (request.method, request.body) } else { (Method::Get, Vec::new()) };
    let headers = if same && again { request.headers } else { Vec::new() };
    Ok(Request { method, body, headers, url: to.to_string(), ..request })
}

async fn read(url: &Url, mut answer: reqwest::Response, most: usize) -> Result<Response> {
    let headers = answer.headers().iter();
    let headers = headers.map(|(name, value)| (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned())).collect();
    let mut body = Vec::new();
    while let Some(piece) = answer.chunk().await.map_err(|error| failed(url, error))? {
        if body.len() + piece.len() > most {
            let message = say!("对方的回答超过 {} 字节", "The other server's answer is longer than {} bytes", most);
            return Err(Error::invalid("outbound_too_large", message));
        }
        body.extend_from_slice(&piece);
    }
    Ok(Response { status: answer.status().as_u16(), headers, body })
}

fn failed(url: &Url, error: reqwest::Error) -> Error {
    let host = url.host_str().unwrap_or_default();
    if error.is_timeout() {
        return too_slow();
    }
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(&error);
    while let Some(one) = cause {
        if one.is::<Refused>() {
            return refused(host);
        }
        cause = one.source();
    }
    let message = say!("连不上 {}，或没有得到完整的回答", "{} cannot be reached, or did not answer in full", host);
    // The address may hold secrets in its path; what went wrong does not need it.
    Error { source: Some(error.without_url().into()), ..Error::new(Kind::Unavailable, "outbound_unreachable", message) }
}

pub(super) fn too_slow() -> Error {
    Error::new(Kind::Unavailable, "outbound_timeout", Label::new("对方没有及时回答", "The other server did not answer in time"))
}

pub(super) fn refused(host: &str) -> Error {
    let message = say!(
        "{} 是内网或本机地址，不能访问；需要时请让服务器管理员用 MORTISE_OUTBOUND_ALLOW 放行",
        "{} is an address of a private network or of this machine; the operator of the server can allow it with MORTISE_OUTBOUND_ALLOW",
        host
    );
    Error::invalid("outbound_refused", message)
}

fn unfit(text: &str) -> Error {
    let start: String = text.chars().take(100).collect();
    let message = say!("「{}」不是可以访问的网址（http 或 https，不含用户名和密码）", "`{}` is no address to ask (http or https, without a user and password)", start);
    Error::invalid("outbound_url", message)
}
