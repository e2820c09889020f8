//! `/api/files`: what records hold as attachments. Bytes come in and go out as streams; browsers are told to save, never to run.

use std::io;
use axum::Json;
use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::{Stream, StreamExt, stream};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use schemars::JsonSchema;
use serde::Serialize;
use tokio::fs::File;
use tokio::io::AsyncReadExt;

use super::caller::Caller;
use super::error::Answer;
use super::input::Path;
use crate::error::{Error, FieldError, Kind, Result};
use crate::lang::Label;
use crate::records;
use crate::say;
use crate::store::StoredFile;
use crate::value::Id;

/// Bytes of one file; a field may ask for less.
const LARGEST: i64 = 200 * 1024 * 1024;
const LONGEST_NAME: usize = 200;
/// What may stand unescaped in the file name of a header.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// A file as a record's field holds it.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "FileRef")]
pub struct Told {
    id: Id,
    name: String,
    size: i64,
    #[serde(rename = "type")]
    content_type: String,
}

pub async fn upload(
    caller: Caller,
    headers: HeaderMap,
    request: Request,
) -> Answer<(StatusCode, Json<Told>)> {
    let name = file_name(&headers)?;
    let content_type = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).filter(|kind| kind.len() <= 100);
    let content_type = content_type.unwrap_or("application/octet-stream").to_owned();
    let announced = headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<i64>().ok());
    if announced.is_some_and(|length| length > LARGEST) {
        return Err(too_large().into());
    }
    let id = caller.runtime().clock.new_id();
    let mut incoming = caller.runtime().store.receive(id).await?;
    let mut chunks = request.into_body().into_data_stream();
    while let Some(chunk) = chunks.next().await {
        let broken = |_| Error::malformed("body", Label::new("文件没有收完整", "The file did not arrive whole"));
        incoming.write(&chunk.map_err(broken)?).await?;
        if incoming.size() > LARGEST {
            return Err(too_large().into());
        }
    }
    let received = incoming.finish().await?;
    let at = caller.runtime().clock.now();
    let (size, sha256) = (received.size, received.sha256);
    let file = StoredFile { id, name, size, content_type, by: Some(caller.user.id), at, sha256 };
    let mut tx = caller.runtime().store.begin().await?;
    tx.add_file(&file).await?;
    tx.commit().await?;
    let StoredFile { id, name, size, content_type, .. } = file;
    Ok((StatusCode::CREATED, Json(Told { id, name, size, content_type })))
}

fn too_large() -> Error {
    let message = say!("文件不能超过 {} MB", "A file has at most {} MB", LARGEST / 1024 / 1024);
    Error::new(Kind::TooLarge, "too_large", message)
}

/// The name in `X-File-Name`, percent-encoded there; without folders.
pub fn file_name(headers: &HeaderMap) -> Result<String> {
    let given = headers.get("x-file-name").and_then(|name| name.to_str().ok()).unwrap_or_default();
    let name = percent_decode_str(given).decode_utf8_lossy().into_owned();
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default().trim();
    let name: String = name.chars().filter(|c| !c.is_control()).take(LONGEST_NAME).collect();
    if name.is_empty() {
        let message = Label::new("请求头 X-File-Name 要给出文件名", "The header X-File-Name must give the file's name");
        return Err(Error::malformed("file_name", message.clone()).with_fields(vec![FieldError::new("X-File-Name", "required", message)]));
    }
    Ok(name)
}

/// A header that makes browsers save what comes, under this name in any language (RFC 5987).
pub fn attachment(name: &str) -> Result<HeaderValue> {
    let plain: String = name.chars().map(|c| if c.is_ascii_alphanumeric() || "-_. ".contains(c) { c } else { '_' }).collect();
    let encoded = utf8_percent_encode(name, PLAIN);
    HeaderValue::from_str(&format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}")).map_err(Error::internal)
}

/// Known and not there: the data folder is another, or was not brought along.
fn absent(error: io::Error) -> Error {
    let message = say!(
        "文件的内容不在服务器的数据文件夹里，请联系管理员",
        "What is in the file is not in the server's data folder; ask an administrator"
    );
    Error { source: Some(error.into()), ..Error::new(Kind::Unavailable, "file_absent", message) }
}

/// For whoever uploaded it, and whoever sees it in a record.
pub async fn download(caller: Caller, Path(id): Path<Id>) -> Answer<Response> {
    let cx = caller.context();
    let stored = caller.runtime().store.read().await?.file(id).await?;
    let readable = match &stored {
        Some(file) => file.by == cx.actor.id() || records::attachments::readable(&cx, id).await?,
        None => false,
    };
    let stored = stored.filter(|_| readable).ok_or_else(|| Error::not_found(Label::new("没有这个文件", "There is no such file")))?;
    let file = File::open(caller.runtime().store.file_path(id)).await.map_err(absent)?;
    let kind = HeaderValue::from_str(&stored.content_type).unwrap_or(HeaderValue::from_static("application/octet-stream"));
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_LENGTH, HeaderValue::from(stored.size)),
        (header::CONTENT_DISPOSITION, attachment(&stored.name)?),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, max-age=86400, immutable")),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("sandbox; default-src 'none'")),
    ];
    Ok((headers, Body::from_stream(chunks(file))).into_response())
}

fn chunks(file: File) -> impl Stream<Item = io::Result<Bytes>> {
    stream::try_unfold(file, async |mut file| {
        let mut chunk = vec![0; 64 * 1024];
        let read = file.read(&mut chunk).await?;
        chunk.truncate(read);
        Ok((read > 0).then(|| (Bytes::from(chunk), file)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_survive_the_way_in_and_out() {
        let mut headers = HeaderMap::new();
        headers.insert("x-file-name", HeaderValue::from_static("..%2F%E5%90%88%E5%90%8C%22.pdf"));
        let name = file_name(&headers).unwrap();
        assert_eq!(name, "合同\".pdf");
        let header = attachment(&name).unwrap();
        assert_eq!(header.to_str().unwrap(), "attachment; filename=\"___.pdf\"; filename*=UTF-8''%E5%90%88%E5%90%8C%22.pdf");
        assert!(file_name(&HeaderMap::new()).is_err());
    }
}
