//! The UI, embedded: hashed assets for ever, `index.html` for every address of its own. Knows nothing of what it shows.

use std::borrow::Cow;

use axum::body::Body;
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::{Html, IntoResponse, Response};
use rust_embed::{EmbeddedFile, RustEmbed};

use super::error::Failure;
use crate::error::Error;
use crate::lang::Label;

#[derive(RustEmbed)]
#[folder = "web/dist"]
struct Dist;

const UNBUILT: &str = "<!doctype html><meta charset=utf-8><title>Mortise</title>\
    <p>界面还没有构建，请运行 <code>make</code>。<p>The UI is not built yet: run <code>make</code>.";

/// A file of the UI, or its start page for an address that the UI itself understands.
pub async fn serve(method: Method, uri: Uri, headers: HeaderMap) -> Response {
    if method != Method::GET && method != Method::HEAD {
        return Failure::from(nothing()).into_response();
    }
    let path = uri.path().trim_start_matches('/');
    if !path.is_empty() && let Some(response) = file(path, &headers) {
        return response;
    }
    // A name with an extension is a file that is not there; anything else is one of the UI's own addresses.
    if path.rsplit('/').next().is_some_and(|name| name.contains('.')) {
        return Failure::from(nothing()).into_response();
    }
    file("index.html", &headers).unwrap_or_else(|| (StatusCode::OK, Html(UNBUILT)).into_response())
}

fn nothing() -> Error {
    Error::not_found(Label::new("没有这个文件", "There is no such file"))
}

fn file(path: &str, headers: &HeaderMap) -> Option<Response> {
    let plain = Dist::get(path)?;
    let tag = format!("\"{}\"", plain.metadata.sha256_hash().iter().take(16).map(|byte| format!("{byte:02x}")).collect::<String>());
    let cache = if path.starts_with("assets/") { "public, max-age=31536000, immutable" } else { "no-cache" };
    let known = headers.get(header::IF_NONE_MATCH).is_some_and(|value| value.as_bytes() == tag.as_bytes());
    let fixed = [(header::ETAG, tag), (header::CACHE_CONTROL, cache.to_owned()), (header::VARY, "accept-encoding".to_owned())];
    if known {
        return Some((StatusCode::NOT_MODIFIED, fixed).into_response());
    }
    let kind = [(header::CONTENT_TYPE, content_type(path))];
    if accepts_gzip(headers) && let Some(packed) = Dist::get(&format!("{path}.gz")) {
        return Some((fixed, kind, [(header::CONTENT_ENCODING, "gzip")], body(packed)).into_response());
    }
    Some((fixed, kind, body(plain)).into_response())
}

fn body(file: EmbeddedFile) -> Body {
    match file.data {
        Cow::Borrowed(bytes) => Body::from(bytes),
        Cow::Owned(bytes) => Body::from(bytes),
    }
}

fn accepts_gzip(headers: &HeaderMap) -> bool {
    headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).is_some_and(|value| value.contains("gzip"))
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn addresses_of_the_ui_get_its_page_and_missing_files_do_not() {
        let page = serve(Method::GET, Uri::from_static("/records/x/board"), HeaderMap::new()).await;
        assert_eq!(page.status(), StatusCode::OK);
        let missing = serve(Method::GET, Uri::from_static("/assets/none.js"), HeaderMap::new()).await;
        assert_eq!(missing.status(), StatusCode::NOT_FOUND);
        let wrong = serve(Method::POST, Uri::from_static("/records"), HeaderMap::new()).await;
        assert_eq!(wrong.status(), StatusCode::NOT_FOUND);
    }
}
