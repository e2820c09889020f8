//! What is asked of another server, and what it answers. Knows nothing of how it gets there.

use std::time::Duration;

use reqwest::header::{HeaderMap, HeaderName, HeaderValue};

use crate::error::{Error, Result};
use crate::say;

/// However long a request may wish to wait, it waits no longer than this.
pub(super) const LONGEST: Duration = Duration::from_secs(60);
/// Bytes of an answer, unless the request says otherwise.
const LARGEST: usize = 1024 * 1024;

/// What a request does not say itself: the client does.
const OURS: &[&str] = &["host", "content-length", "transfer-encoding", "connection", "upgrade", "te", "trailer", "expect"];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    Get,
    Post,
    Put,
    Patch,
    Delete,
}

impl Method {
    pub(super) fn meant(self) -> reqwest::Method {
        match self {
            Method::Get => reqwest::Method::GET,
            Method::Post => reqwest::Method::POST,
            Method::Put => reqwest::Method::PUT,
            Method::Patch => reqwest::Method::PATCH,
            Method::Delete => reqwest::Method::DELETE,
        }
    }
}

#[derive(Clone, Debug)]
pub struct Request {
    pub method: Method,
    pub url: String,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    /// For all of it, redirects and body included.
    pub timeout: Duration,
    /// Bytes of the answer's body, at most.
    pub most: usize,
}

impl Request {
    /// Nothing but method and address, with the usual bounds.
    pub fn new(method: Method, url: impl Into<String>) -> Self {
        Request { method, url: url.into(), headers: Vec::new(), body: Vec::new(), timeout: Duration::from_secs(10), most: LARGEST }
    }

    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    pub fn body(self, body: impl Into<Vec<u8>>) -> Self {
        Request { body: body.into(), ..self }
    }

    pub fn timeout(self, timeout: Duration) -> Self {
        Request { timeout, ..self }
    }

    /// The headers as they are sent; one that cannot be a header, or is not the caller's to say, is an error.
    pub(super) fn head(&self) -> Result<HeaderMap> {
        let mut head = HeaderMap::new();
        for (name, value) in &self.headers {
            let key = HeaderName::try_from(name.as_str()).ok().filter(|key| !OURS.contains(&key.as_str()));
            let (key, value) = key.zip(HeaderValue::try_from(value.as_str()).ok()).ok_or_else(|| unfit(name))?;
            head.append(key, value);
        }
        Ok(head)
    }
}

fn unfit(name: &str) -> Error {
    Error::invalid("outbound_header", say!("请求头「{}」不能这样写", "The header `{}` cannot be sent like this", name))
}

/// What came back, whatever its status.
#[derive(Clone, Debug)]
pub struct Response {
    pub status: u16,
    /// Names in lower case; one may come several times.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Response {
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}
