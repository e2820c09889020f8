//! Text files → rows: finds out the encoding and the delimiter, takes ragged rows as they are.

use std::borrow::Cow;

use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, GB18030, SHIFT_JIS, UTF_16BE, UTF_16LE, UTF_8, WINDOWS_1252};

use super::fold::trim;
use super::limits::Budget;
use super::sheet::{Cell, Row, Sheet, Workbook, unreadable};
use crate::error::Result;
use crate::say;

/// Encodings that a person may name where the one found out is wrong. The wizard offers the same.
static ENCODINGS: [(&str, &Encoding); 9] = [
    ("UTF-8", UTF_8),
    ("GBK", GB18030),
    ("Big5", BIG5),
    ("Shift_JIS", SHIFT_JIS),
    ("EUC-JP", EUC_JP),
    ("EUC-KR", EUC_KR),
    ("windows-1252", WINDOWS_1252),
    ("UTF-16LE", UTF_16LE),
    ("UTF-16BE", UTF_16BE),
];

pub fn knows(encoding: &str) -> bool {
    ENCODINGS.iter().any(|(name, _)| *name == encoding)
}

/// Reads the text in the encoding named, else in the one it seems to have.
pub fn read(bytes: &[u8], name: &str, encoding: Option<&str>) -> Result<Workbook> {
    let named = encoding.and_then(|wanted| ENCODINGS.iter().find(|(name, _)| *name == wanted));
    let (text, encoding) = match named {
        Some((name, encoding)) => (encoding.decode_with_bom_removal(bytes).0, *name),
        None => decode(bytes),
    };
    let (text, delimiter) = match declared_delimiter(&text) {
        Some((rest, delimiter)) => (rest, delimiter),
        None => (&*text, detect_delimiter(&text)),
    };
    let stem = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem);
    let sheet = Sheet { name: stem.to_owned(), rows: rows(text, delimiter)?, ..Sheet::default() };
    Ok(Workbook { sheets: vec![sheet], encoding: Some(encoding) })
}

/// With a byte order mark, or recognisable by the zero bytes of plain letters.
pub fn is_utf16(bytes: &[u8]) -> bool {
    utf16(bytes).is_some()
}

fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    if bytes.starts_with(&[0xff, 0xfe]) {
        return Some(UTF_16LE);
    }
    if bytes.starts_with(&[0xfe, 0xff]) {
        return Some(UTF_16BE);
    }
    let head = &bytes[..bytes.len().min(4096) & !1];
    let zeros = |offset: usize| head.iter().skip(offset).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, units) = (zeros(0), zeros(1), head.len() / 2);
    match units >= 4 {
        true if even == 0 && odd * 10 >= units * 3 => Some(UTF_16LE),
        true if odd == 0 && even * 10 >= units * 3 => Some(UTF_16BE),
        _ => None,
    }
}

fn decode(bytes: &[u8]) -> (Cow<'_, str>, &'static str) {
    if let Some(encoding) = utf16(bytes) {
        return (encoding.decode(bytes).0, encoding.name());
    }
    if let Some(text) = UTF_8.decode_without_bom_handling_and_without_replacement(bytes) {
        return match text {
            Cow::Borrowed(text) => (Cow::Borrowed(text.trim_start_matches('\u{feff}')), "UTF-8"),
            Cow::Owned(text) => (Cow::Owned(text.trim_start_matches('\u{feff}').to_owned()), "UTF-8"),
        };
    }
    if bytes.starts_with(&[0xef, 0xbb, 0xbf]) {
        return (UTF_8.decode(bytes).0, "UTF-8");
    }
    if reads_as_chinese(bytes) {
        return (GB18030.decode_without_bom_handling(bytes).0, "GBK");
    }
    (WINDOWS_1252.decode_without_bom_handling(bytes).0, "windows-1252")
}

/// Whether the bytes beyond ASCII come in pairs of the plane where Chinese text lives. Western text, where such a byte stands
/// between plain letters, does not.
fn reads_as_chinese(bytes: &[u8]) -> bool {
    let (mut good, mut all, mut at) = (0_usize, 0_usize, 0_usize);
    while at < bytes.len() {
        let first = bytes[at];
        if first < 0x80 {
            at += 1;
            continue;
        }
        let trail = bytes.get(at + 1).copied().unwrap_or(0);
        all += 1;
        good += usize::from(matches!(first, 0xa1..=0xa9 | 0xb0..=0xf7) && trail >= 0xa1);
        at += 2;
    }
    all > 0 && good * 10 >= all * 8
}

/// Excel's own first line: `sep=;`.
fn declared_delimiter(text: &str) -> Option<(&str, u8)> {
    let (line, rest) = text.split_once('\n')?;
    let delimiter = line.trim_end_matches('\r').trim_matches('"').strip_prefix("sep=")?;
    match delimiter.as_bytes() {
        [one] if one.is_ascii() => Some((rest, *one)),
        _ => None,
    }
}

fn detect_delimiter(text: &str) -> u8 {
    let mut best = (0.0, 0, b',');
    for delimiter in [b',', b'\t', b';', b'|'] {
        let (score, columns) = score(text, delimiter);
        if score > best.0 + 0.01 || (score > best.0 - 0.01 && columns > best.1) {
            best = (score, columns, delimiter);
        }
    }
    best.2
}

/// How well the first rows agree on a number of columns, with a plus when one of them looks like a header; and that number.
fn score(text: &str, delimiter: u8) -> (f64, usize) {
    let records: Vec<csv::StringRecord> = reader(text, delimiter).into_records().take(50).flatten().collect();
    let mut counts = std::collections::BTreeMap::<usize, usize>::new();
    for record in &records {
        *counts.entry(record.len()).or_default() += 1;
    }
    let Some((columns, rows)) = counts.into_iter().filter(|(columns, _)| *columns > 1).max_by_key(|(_, rows)| *rows) else {
        return (0.0, 0);
    };
    let is_name = |cell: &str| !cell.chars().any(|c| c.is_ascii_digit());
    let header = records.iter().take(10).any(|record| record.len() == columns && record.iter().all(is_name));
    (rows as f64 / records.len() as f64 + if header { 0.5 } else { 0.0 }, columns)
}

fn reader(text: &str, delimiter: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes())
}

fn rows(text: &str, delimiter: u8) -> Result<Vec<Row>> {
    let (mut rows, mut budget) = (Vec::new(), Budget::default());
    let mut reader = reader(text, delimiter);
    let mut record = csv::StringRecord::new();
    let mut number = 0_u32;
    loop {
        let start = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
        let more = reader.read_record(&mut record).map_err(|error| {
            unreadable(say!("CSV 无法读取：{}", "The CSV cannot be read: {}", error))
        })?;
        if !more {
            return Ok(rows);
        }
        number = number.saturating_add(blank_lines(text.get(start..).unwrap_or(""))).saturating_add(1);
        let mut cells = Vec::with_capacity(record.len().min(64));
        for (column, text) in record.iter().enumerate() {
            let cell = cell(text);
            if !cell.is_empty() {
                budget.spend(number - 1, u32::try_from(column).unwrap_or(u32::MAX), text)?;
                cells.resize(column, Cell::Empty);
                cells.push(cell);
            }
        }
        if !cells.is_empty() {
            rows.push(Row { number, cells });
        }
    }
}

/// Lines with nothing on them that the reader passes over before a record; people's programs count them.
fn blank_lines(text: &str) -> u32 {
    let (mut lines, mut rest) = (0_u32, text);
    while let Some(next) = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix(['\n', '\r'])) {
        (lines, rest) = (lines.saturating_add(1), next);
    }
    lines
}

fn cell(text: &str) -> Cell {
    let text = trim(text);
    // `="00123"` keeps Excel from eating the zeros; `'=…` keeps it from calculating: neither is part of the value.
    let text = text.strip_prefix("=\"").and_then(|text| text.strip_suffix('"')).unwrap_or(text);
    let text = match text.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@', '\t', '\r']) => rest,
        _ => text,
    };
    match text.is_empty() {
        true => Cell::Empty,
        false => Cell::Text(text.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::import::sheet;

    fn table(bytes: &[u8]) -> Vec<Vec<String>> {
        let book = sheet::read(bytes, "名单.csv").unwrap();
        book.sheets[0].rows.iter().map(|row| row.cells.iter().map(|cell| cell.text().into_owned()).collect()).collect()
    }

    #[test]
    fn every_encoding_reads_the_same() {
        let text = "公司名,电话\n北京明远科技有限公司,010-5555\n";
        let gbk = GB18030.encode(text).0.into_owned();
        let mut bom = vec![0xef, 0xbb, 0xbf];
        bom.extend(text.as_bytes());
        let mut le = vec![0xff, 0xfe];
        le.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
        let mut be = vec![0xfe, 0xff];
        be.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
        for (bytes, name) in [(text.as_bytes().to_vec(), "UTF-8"), (gbk, "GBK"), (bom, "UTF-8"), (le, "UTF-16LE"), (be, "UTF-16BE")] {
            let book = sheet::read(&bytes, "名单.csv").unwrap();
            assert_eq!(book.encoding, Some(name));
            assert_eq!(book.sheets[0].name, "名单");
            assert_eq!(table(&bytes)[1], ["北京明远科技有限公司", "010-5555"], "{name}");
        }
        let western = WINDOWS_1252.encode("name,town\nMüller,Köln\nCafé Noé,Besançon\n").0.into_owned();
        assert_eq!(table(&western)[2], ["Café Noé", "Besançon"]);
        let unmarked: Vec<u8> = "name,town\nAnn,Oslo\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(table(&unmarked)[1], ["Ann", "Oslo"]);
    }

    #[test]
    fn delimiters_are_found_out() {
        assert_eq!(table(b"a;b\n1,5;2,5\n3,25;4,5\n")[1], ["1,5", "2,5"]);
        assert_eq!(table(b"name\tnote\nAnn\tone, two, three\nBob\tfour, five, six\n")[2], ["Bob", "four, five, six"]);
        assert_eq!(table(b"a|b|c\n1|2|3\n")[1], ["1", "2", "3"]);
        assert_eq!(table(b"sep=;\r\na;b\r\n1;2\r\n")[1], ["1", "2"]);
        assert_eq!(table(b"name\nAnn\n")[1], ["Ann"]);
        assert_eq!(table("标题,很长\n\"带,逗号\",\"两\n行\"\n".as_bytes())[1], ["带,逗号", "两\n行"]);
    }

    #[test]
    fn rows_keep_the_numbers_people_see() {
        let book = sheet::read(b"\n\na,b\n1\n\r\n2,3,4\n,,\n5,\"x\ny\"\n6,7\n", "x.csv").unwrap();
        let numbers: Vec<(u32, usize)> = book.sheets[0].rows.iter().map(|row| (row.number, row.cells.len())).collect();
        assert_eq!(numbers, [(3, 2), (4, 1), (6, 3), (8, 2), (9, 2)]);
    }

    #[test]
    fn disguises_are_taken_off() {
        assert_eq!(table(b"code,note\n=\"00123\",'=1+1\n\xc2\xa0x\xc2\xa0,'quoted'\n")[1..], [["00123", "=1+1"], ["x", "'quoted'"]]);
    }

    #[test]
    fn an_unclosed_quote_is_told() {
        let text = format!("a,b\n1,\"open\n{}", "2,3\n".repeat(20_000));
        let error = sheet::read(text.as_bytes(), "x.csv").unwrap_err();
        assert!(error.message.en.contains("quote"), "{error}");
    }
}
