//! A file as uploaded → its sheets as cells. Knows the formats people send and what to say about the others;
//! knows nothing of objects or fields. Reading can take seconds: callers do it off the async threads.

use std::borrow::Cow;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use super::limits::{FILE_BYTES, too_large};
use super::package::locked;
use super::{csv, xlsx};
use crate::error::{Error, Result};
use crate::lang::Label;
use crate::say;

/// Everything read from one file.
#[derive(Clone, Debug, PartialEq)]
pub struct Workbook {
    pub sheets: Vec<Sheet>,
    /// How the text was encoded, when it had to be found out.
    pub encoding: Option<&'static str>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    pub name: String,
    pub hidden: bool,
    /// Rows with something in them.
    pub rows: Vec<Row>,
    /// Why this sheet could not be read although others could.
    pub problem: Option<Label>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// As the sheet's own program counts, from 1.
    pub number: u32,
    pub cells: Vec<Cell>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub enum Cell {
    #[default]
    Empty,
    Text(String),
    /// A number with the digits a person sees.
    Number(String),
    Bool(bool),
    Date(NaiveDate),
    /// Local time, of no zone.
    Time(NaiveDateTime),
    /// `#N/A`, `#DIV/0!` …
    Error(String),
}

impl Cell {
    /// As a person reads it; "" when empty.
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Cell::Empty => Cow::Borrowed(""),
            Cell::Text(text) | Cell::Number(text) | Cell::Error(text) => Cow::Borrowed(text),
            Cell::Bool(true) => Cow::Borrowed("TRUE"),
            Cell::Bool(false) => Cow::Borrowed("FALSE"),
            Cell::Date(date) => Cow::Owned(date.format("%Y-%m-%d").to_string()),
            Cell::Time(time) if time.time() == NaiveTime::MIN => Cow::Owned(time.format("%Y-%m-%d").to_string()),
            Cell::Time(time) => Cow::Owned(time.format("%Y-%m-%d %H:%M:%S").to_string()),
        }
    }

    pub fn is_empty(&self) -> bool {
        matches!(self, Cell::Empty)
    }
}

impl Row {
    pub fn cell(&self, index: usize) -> &Cell {
        self.cells.get(index).unwrap_or(&Cell::Empty)
    }

    pub fn filled(&self) -> usize {
        self.cells.iter().filter(|cell| !cell.is_empty()).count()
    }
}

impl Sheet {
    pub fn width(&self) -> usize {
        self.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0)
    }
}

/// Reads a file by what it is, not by what its name says; the name only names the sheet of a CSV file.
pub fn read(bytes: &[u8], name: &str) -> Result<Workbook> {
    read_as(bytes, name, None)
}

/// As [`read`]; a text in the encoding that a person named.
pub fn read_as(bytes: &[u8], name: &str, encoding: Option<&str>) -> Result<Workbook> {
    if bytes.len() > FILE_BYTES {
        let limit = FILE_BYTES / 1024 / 1024;
        return Err(too_large(say!("文件超过 {} MB", "The file is larger than {} MB", limit)));
    }
    let workbook = match format(bytes) {
        Format::Zip => xlsx::read(bytes)?,
        Format::Text => csv::read(bytes, name, encoding)?,
        Format::Other(message) => return Err(unreadable(message)),
    };
    if let Some(problem) = workbook.sheets.iter().filter(|sheet| !sheet.hidden).find_map(|sheet| sheet.problem.as_ref())
        && workbook.sheets.iter().all(|sheet| sheet.rows.is_empty())
    {
        return Err(too_large(problem.clone()));
    }
    if workbook.sheets.iter().all(|sheet| sheet.rows.is_empty()) {
        return Err(unreadable(Label::new("文件里没有内容", "The file is empty")));
    }
    Ok(workbook)
}

pub(super) fn unreadable(message: Label) -> Error {
    Error::invalid("file_unreadable", message)
}

enum Format {
    Zip,
    Text,
    Other(Label),
}

fn format(bytes: &[u8]) -> Format {
    const OLE: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Format::Zip;
    }
    if bytes.starts_with(OLE) {
        let encrypted: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        return Format::Other(match bytes.windows(encrypted.len()).any(|window| window == encrypted) {
            true => locked().message,
            false => Label::new(
                "这是旧版 Excel（.xls）文件，请在 Excel 中另存为 .xlsx 后再上传",
                "This is an old Excel file (.xls); save it as .xlsx in Excel and upload that",
            ),
        });
    }
    let binary = !csv::is_utf16(bytes) && bytes.iter().take(64 * 1024).any(|byte| *byte == 0);
    if binary || bytes.starts_with(b"%PDF") || bytes.starts_with(b"{\\rtf") {
        return Format::Other(not_a_sheet());
    }
    Format::Text
}

pub(super) fn not_a_sheet() -> Label {
    Label::new("不支持这种文件，请上传 .xlsx 或 .csv", "This kind of file cannot be imported; upload .xlsx or .csv")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_formats_are_refused_with_what_to_do() {
        let message = |bytes: &[u8]| read(bytes, "x").unwrap_err().message.en;
        assert!(message(b"%PDF-1.7 ...").contains("upload .xlsx or .csv"));
        assert!(message(b"\x89PNG\r\n\x1a\n\0\0\0\x0d").contains("upload .xlsx or .csv"));
        let mut ole = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
        assert!(message(&ole).contains(".xls"));
        ole.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
        assert!(message(&ole).contains("password"));
        assert!(message(b"").contains("empty"));
        assert!(message(b"\xef\xbb\xbf\r\n , ,\r\n").contains("empty"));
        assert!(message(b"PK\x03\x04 not really").contains("damaged"));
    }

    #[test]
    fn a_file_over_the_limit_is_too_large() {
        let error = read(&vec![b'a'; FILE_BYTES + 1], "x.csv").unwrap_err();
        assert_eq!(error.kind, crate::error::Kind::TooLarge);
    }
}
