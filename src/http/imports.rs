//! `/api/imports` and the export of a list: files in, files out. What becomes of them is decided in `records`.

use axum::body::to_bytes;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use schemars::JsonSchema;
use serde::Deserialize;

use super::caller::Caller;
use super::error::{Answer, Localised};
use super::files::{attachment, file_name};
use super::input::{AsJson, Body, Path, Query, switch};
use crate::error::{Error, FieldError, Kind, Result};
use crate::lang::Label;
use crate::query::Bin;
use crate::records::export::{self, Format};
use crate::records::import::{self, Change};
use crate::records::list::List;
use crate::say;
use crate::value::Id;
use crate::value::filter::Filter;

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UploadParams {
    /// Key of the object whose records the file holds.
    object: String,
}

pub async fn upload(
    caller: Caller,
    Query(params): Query<UploadParams>,
    headers: HeaderMap,
    request: Request,
) -> Answer<(StatusCode, Localised<import::State>)> {
    let name = file_name(&headers)?;
    let claimed = headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()).and_then(|length| length.parse().ok());
    if claimed.is_some_and(|length: usize| length > import::FILE_BYTES) {
        return Err(too_large().into());
    }
    let bytes = to_bytes(request.into_body(), import::FILE_BYTES).await.map_err(|_| too_large())?;
    let told = import::upload(&caller.context(), &params.object, &name, bytes.to_vec()).await?;
    Ok((StatusCode::CREATED, Localised(told, caller.lang)))
}

fn too_large() -> Error {
    let limit = import::FILE_BYTES / 1024 / 1024;
    Error::new(Kind::TooLarge, "file_too_large", say!("文件没有收完整，或超过 {} MB", "The file did not arrive whole, or is larger than {} MB", limit))
}

pub async fn show(caller: Caller, Path(id): Path<Id>) -> Answer<Localised<import::State>> {
    Ok(Localised(import::show(&caller.context(), id).await?, caller.lang))
}

pub async fn change(caller: Caller, Path(id): Path<Id>, Body(change): Body<Change>) -> Answer<Localised<import::State>> {
    Ok(Localised(import::change(&caller.context(), id, change).await?, caller.lang))
}

pub async fn rehearse(caller: Caller, Path(id): Path<Id>) -> Answer<Localised<import::Report>> {
    Ok(Localised(import::rehearse(&caller.context(), id).await?, caller.lang))
}

pub async fn run(caller: Caller, Path(id): Path<Id>) -> Answer<(StatusCode, Localised<import::State>)> {
    let told = import::start(&caller.context(), id).await?;
    Ok((StatusCode::ACCEPTED, Localised(told, caller.lang)))
}

pub async fn cancel(caller: Caller, Path(id): Path<Id>) -> Answer<Localised<import::State>> {
    Ok(Localised(import::cancel(&caller.context(), id).await?, caller.lang))
}

/// The rows that were not taken, as CSV with the reasons.
pub async fn refused(caller: Caller, Path(id): Path<Id>) -> Answer<Response> {
    let (name, bytes) = import::refused(&caller.context(), id).await?;
    Ok(saved(&name, "text/csv; charset=utf-8", bytes)?)
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExportParams {
    #[schemars(with = "Option<Format>")]
    format: Option<String>,
    #[schemars(with = "Option<AsJson<Filter>>")]
    filter: Option<String>,
    /// `-amount,name`
    sort: Option<String>,
    /// Columns in their order; every field when absent.
    fields: Option<String>,
    /// Those in the recycle bin.
    #[serde(default, deserialize_with = "switch")]
    deleted: bool,
    /// Quick search inside the object.
    q: Option<String>,
}

pub async fn export(
    caller: Caller,
    Path(object): Path<String>,
    Query(params): Query<ExportParams>,
) -> Answer<Response> {
    let format = format(params.format.as_deref())?;
    let bin = if params.deleted { Bin::Deleted } else { Bin::Live };
    let ExportParams { filter, sort, fields, q: search, .. } = params;
    let list = List { filter, sort, fields, search, bin, ..List::default() };
    let file = export::export(&caller.context(), &object, &list, format).await?;
    Ok(saved(&file.name, file.content_type, file.bytes)?)
}

/// The format asked for; a workbook when none is.
pub(super) fn format(asked: Option<&str>) -> Result<Format> {
    match asked {
        None | Some("" | "xlsx") => Ok(Format::Xlsx),
        Some("csv") => Ok(Format::Csv),
        Some(_) => {
            let message = Label::new("format 只能是 xlsx 或 csv", "format is xlsx or csv");
            Err(Error::malformed("bad_format", message.clone()).with_fields(vec![FieldError::new("format", "bad_format", message)]))
        }
    }
}

/// A file for the browser to save.
pub(super) fn saved(name: &str, content_type: &'static str, bytes: Vec<u8>) -> Result<Response> {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(content_type)),
        (header::CONTENT_DISPOSITION, attachment(name)?),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((headers, bytes).into_response())
}
