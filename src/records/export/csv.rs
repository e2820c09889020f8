//! Rows out as CSV: UTF-8 with a mark so that Excel knows, and nothing that a spreadsheet would run as a formula.

use std::borrow::Cow;

use super::Out;
use crate::error::{Error, Result};

pub struct Writer {
    out: csv::Writer<Vec<u8>>,
}

impl Writer {
    pub(super) fn new(headers: &[&str]) -> Result<Writer> {
        let out = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(vec![0xef, 0xbb, 0xbf]);
        let mut writer = Writer { out };
        writer.record(headers.iter().map(|header| guarded(header)))?;
        Ok(writer)
    }

    pub(super) fn row(&mut self, cells: &[Out]) -> Result<()> {
        self.record(cells.iter().map(text))
    }

    fn record<'a>(&mut self, texts: impl Iterator<Item = Cow<'a, str>>) -> Result<()> {
        self.out.write_record(texts.map(|text| text.into_owned().into_bytes())).map_err(Error::internal)
    }

    pub(super) fn finish(self) -> Result<Vec<u8>> {
        self.out.into_inner().map_err(|error| Error::internal(error.to_string()))
    }
}

fn text(cell: &Out) -> Cow<'_, str> {
    match cell {
        Out::Empty => Cow::Borrowed(""),
        Out::Text(text) => guarded(text),
        Out::Number(number, _) => Cow::Owned(number.normalize().to_string()),
        Out::Date(date) => Cow::Owned(date.format("%Y-%m-%d").to_string()),
        Out::Time(at) => Cow::Owned(at.format("%Y-%m-%d %H:%M:%S").to_string()),
    }
}

/// With an apostrophe before what a spreadsheet would take for a formula; plain numbers are none. The import takes it off again.
pub fn guarded(text: &str) -> Cow<'_, str> {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) || text.starts_with(['＝', '＋', '－', '＠']);
    match formula && !is_number(text) {
        true => Cow::Owned(format!("'{text}")),
        false => Cow::Borrowed(text),
    }
}

fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    all(whole) && all(fraction)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_runs_as_a_formula() {
        for (text, expected) in [
            ("=1+1", "'=1+1"),
            ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
            ("-2+3", "'-2+3"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("＝1", "'＝1"),
            ("-12.50", "-12.50"),
            ("+8613800138000", "+8613800138000"),
            ("-", "'-"),
            ("普通", "普通"),
            ("a=b", "a=b"),
        ] {
            assert_eq!(guarded(text), expected);
        }
    }
}
