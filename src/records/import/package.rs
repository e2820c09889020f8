//! The zip around a workbook: measured by its directory, then unpacked once through a counter, because a directory can lie.
//! Knows nothing of what is inside.

use std::io::{Cursor, Read};

use super::limits::{ENTRIES, RATIO, RATIO_FROM, UNPACKED_BYTES, too_large};
use super::sheet::{not_a_sheet, unreadable};
use crate::error::{Error, Result};
use crate::lang::Label;

/// Refuses packages that are no workbook, or would unpack to too much whatever their directory says.
pub fn measure(bytes: &[u8]) -> Result<()> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    if zip.len() > ENTRIES {
        return Err(bomb());
    }
    let names: Vec<String> = zip.file_names().filter_map(|name| Some(name.ok()?.to_ascii_lowercase())).collect();
    if !names.iter().any(|name| name.trim_start_matches('/') == "[content_types].xml") || names.iter().any(|name| name.ends_with("workbook.bin")) {
        return Err(unreadable(not_a_sheet()));
    }
    let mut left = UNPACKED_BYTES;
    for index in 0..zip.len() {
        let entry = zip.by_index(index).map_err(damaged)?;
        let packed = entry.compressed_size();
        if entry.encrypted() {
            return Err(locked());
        }
        if entry.size() > left {
            return Err(bomb());
        }
        let unpacked = std::io::copy(&mut entry.take(left + 1), &mut std::io::sink()).map_err(damaged)?;
        if unpacked > left || (unpacked > RATIO_FROM && unpacked / packed.max(1) > RATIO) {
            return Err(bomb());
        }
        left -= unpacked;
    }
    Ok(())
}

fn bomb() -> Error {
    too_large(Label::new("文件解压后过大，无法导入", "The file unpacks to far too much and cannot be imported"))
}

pub fn damaged(error: impl std::fmt::Display) -> Error {
    tracing::debug!(%error, "unreadable workbook");
    unreadable(Label::new("文件已损坏，或不是 Excel 工作簿", "The file is damaged, or is not an Excel workbook"))
}

pub fn locked() -> Error {
    unreadable(Label::new("文件有密码保护，请去掉密码后再上传", "The file is protected by a password; remove it and upload again"))
}
