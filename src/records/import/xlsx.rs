//! Excel workbooks → rows. The package is measured, and unpacked once through a counter, before the reader sees it;
//! cells are streamed, so that what a sheet claims as its size is never believed.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use calamine::{DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Style, Xlsx, XlsxError};
use chrono::{NaiveDateTime, NaiveTime};

use super::fold::trim;
use super::limits::{Budget, SECONDS, SHEETS, too_large};
use super::package::{damaged, locked, measure};
use super::sheet::{Cell, Row, Sheet, Workbook};
use crate::error::{Error, Kind, Result};
use crate::say;

pub fn read(bytes: &[u8]) -> Result<Workbook> {
    measure(bytes)?;
    // The reader is another's work and the file may be hostile: a panic there is a damaged file here.
    match catch_unwind(AssertUnwindSafe(|| sheets(bytes))) {
        Ok(sheets) => Ok(Workbook { sheets: sheets?, encoding: None }),
        Err(_) => Err(damaged("panic")),
    }
}

fn sheets(bytes: &[u8]) -> Result<Vec<Sheet>> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(failed)?;
    let meta = book.sheets_metadata().to_vec();
    let until = Instant::now() + Duration::from_secs(SECONDS);
    let mut budget = Budget::default();
    let mut sheets = Vec::new();
    for meta in meta.iter().filter(|meta| meta.typ == SheetType::WorkSheet).take(SHEETS) {
        let mut sheet = Sheet { name: meta.name.clone(), hidden: meta.visible != SheetVisible::Visible, ..Sheet::default() };
        match rows(&mut book, &meta.name, &mut budget, until) {
            Ok(rows) => sheet.rows = rows,
            Err(error) if error.kind == Kind::TooLarge => sheet.problem = Some(error.message),
            Err(error) => return Err(error),
        }
        sheets.push(sheet);
    }
    Ok(sheets)
}

fn failed(error: XlsxError) -> Error {
    match error {
        XlsxError::Password => locked(),
        other => damaged(other),
    }
}

fn rows(book: &mut Xlsx<Cursor<&[u8]>>, name: &str, budget: &mut Budget, until: Instant) -> Result<Vec<Row>> {
    let mut reader = book.worksheet_cells_reader(name).map_err(failed)?;
    let formats: Vec<Shown> = reader.styles().iter().map(shown).collect();
    let mut rows: Vec<Row> = Vec::new();
    let mut sorted = true;
    let mut seen = 0_u32;
    while let Some((cell, style)) = reader.next_cell_with_style_id().map_err(failed)? {
        seen = seen.wrapping_add(1);
        if seen.is_multiple_of(65_536) && Instant::now() > until {
            return Err(too_large(say!("读取文件超过 {} 秒", "Reading the file took more than {} s", SECONDS)));
        }
        let (row, column) = cell.get_position();
        let value = value(cell.get_value(), formats.get(style).copied().unwrap_or_default());
        if value.is_empty() {
            continue;
        }
        budget.spend(row, column, &value.text())?;
        if rows.last().is_none_or(|last| last.number != row + 1) {
            sorted &= rows.last().is_none_or(|last| last.number < row + 1);
            rows.push(Row { number: row + 1, cells: Vec::new() });
        }
        if let Some(last) = rows.last_mut() {
            place(last, column as usize, value);
        }
    }
    if !sorted {
        rows = in_order(rows);
    }
    Ok(rows)
}

fn place(row: &mut Row, column: usize, value: Cell) {
    if row.cells.len() <= column {
        row.cells.resize(column + 1, Cell::Empty);
    }
    row.cells[column] = value;
}

/// Rows written out of order, or in pieces, put together.
fn in_order(mut rows: Vec<Row>) -> Vec<Row> {
    rows.sort_by_key(|row| row.number);
    let mut ordered: Vec<Row> = Vec::with_capacity(rows.len());
    for row in rows {
        match ordered.last_mut() {
            Some(last) if last.number == row.number => {
                for (column, value) in row.cells.into_iter().enumerate().filter(|(_, value)| !value.is_empty()) {
                    place(last, column, value);
                }
            }
            _ => ordered.push(row),
        }
    }
    ordered
}

/// What a number's format does to it that changes what a person reads.
#[derive(Clone, Copy, Default)]
enum Shown {
    #[default]
    Plain,
    Percent,
    /// `000000`: shown with zeros before it.
    Padded(usize),
}

fn shown(style: &Style) -> Shown {
    let Some(format) = &style.number_format else { return Shown::Plain };
    let code = format.format_code.as_str();
    if matches!(format.format_id, Some(9 | 10)) || code.contains('%') {
        Shown::Percent
    } else if code.len() > 1 && code.len() <= 30 && code.bytes().all(|byte| byte == b'0') {
        Shown::Padded(code.len())
    } else {
        Shown::Plain
    }
}

fn value(data: &DataRef<'_>, shown: Shown) -> Cell {
    match data {
        DataRef::Empty => Cell::Empty,
        DataRef::String(text) => text_cell(text),
        DataRef::SharedString(text) => text_cell(text),
        DataRef::Bool(value) => Cell::Bool(*value),
        DataRef::Int(number) => Cell::Number(number.to_string()),
        DataRef::Float(number) => number_cell(*number, shown),
        DataRef::DateTime(time) => time_cell(*time),
        DataRef::DateTimeIso(text) => iso_cell(text),
        DataRef::DurationIso(text) => text_cell(text),
        DataRef::Error(error) => Cell::Error(error.to_string()),
    }
}

fn text_cell(text: &str) -> Cell {
    match trim(text) {
        "" => Cell::Empty,
        text => Cell::Text(text.to_owned()),
    }
}

fn number_cell(number: f64, shown: Shown) -> Cell {
    Cell::Number(match shown {
        Shown::Plain => plain(number),
        Shown::Percent => format!("{}%", plain(number * 100.0)),
        Shown::Padded(width) => format!("{:0>width$}", plain(number)),
    })
}

/// A number with the 15 digits Excel keeps, never in powers of ten.
fn plain(number: f64) -> String {
    if !number.is_finite() {
        return "#NUM!".to_owned();
    }
    let rounded: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    let text = format!("{rounded}");
    if text == "-0" { "0".to_owned() } else { text }
}

fn time_cell(time: ExcelDateTime) -> Cell {
    let serial = time.as_f64();
    if time.is_duration() || !(0.0..2_958_466.0).contains(&serial) {
        return Cell::Number(plain(serial));
    }
    match naive(time) {
        // A time of day without a date.
        Some(at) if serial < 1.0 => Cell::Text(at.format("%H:%M:%S").to_string()),
        Some(at) if at.time() == NaiveTime::MIN => Cell::Date(at.date()),
        Some(at) => Cell::Time(at),
        None => Cell::Number(plain(serial)),
    }
}

fn naive(time: ExcelDateTime) -> Option<NaiveDateTime> {
    let (year, month, day, hour, minute, second, milli) = time.to_ymd_hms_milli();
    let date = chrono::NaiveDate::from_ymd_opt(year.into(), month.into(), day.into())?;
    let at = date.and_hms_milli_opt(hour.into(), minute.into(), second.into(), milli.into())?;
    // Serial numbers carry noise below the second.
    let nearest = if milli >= 500 { 1000 - i64::from(milli) } else { -i64::from(milli) };
    at.checked_add_signed(chrono::Duration::milliseconds(nearest))
}

fn iso_cell(text: &str) -> Cell {
    let text = trim(text);
    if let Ok(date) = text.parse() {
        return Cell::Date(date);
    }
    match text.trim_end_matches('Z').parse::<NaiveDateTime>() {
        Ok(at) if at.time() == NaiveTime::MIN => Cell::Date(at.date()),
        Ok(at) => Cell::Time(at),
        Err(_) => text_cell(text),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use rust_xlsxwriter::{Format, Formula, Workbook as Made};

    use super::*;
    use crate::records::import::sheet;

    fn texts(sheet: &Sheet) -> Vec<Vec<String>> {
        sheet.rows.iter().map(|row| row.cells.iter().map(|cell| cell.text().into_owned()).collect()).collect()
    }

    #[test]
    fn cells_read_as_people_see_them() {
        let mut made = Made::new();
        let day = Format::new().set_num_format("yyyy/m/d");
        let sheet = made.add_worksheet();
        sheet.write(0, 0, " 手机 ").unwrap().write(0, 1, 13_800_138_000_u64).unwrap().write(0, 2, 0.1 + 0.2).unwrap();
        let at = rust_xlsxwriter::ExcelDateTime::from_ymd(2024, 6, 10).unwrap();
        sheet.write_with_format(1, 0, &at, &day).unwrap();
        sheet.write_with_format(1, 1, at.and_hms(9, 30, 15).unwrap(), &Format::new().set_num_format("yyyy-mm-dd hh:mm:ss")).unwrap();
        sheet.write_with_format(1, 2, 0.6, &Format::new().set_num_format("0%")).unwrap();
        sheet.write_with_format(1, 3, 123, &Format::new().set_num_format("000000")).unwrap();
        sheet.write_formula(3, 0, Formula::new("=1+1").set_result("2")).unwrap();
        sheet.write_formula(3, 1, Formula::new("=NA()").set_result("#N/A")).unwrap();
        sheet.write(3, 2, true).unwrap().write(3, 3, 1e21).unwrap().write(3, 4, -0.5).unwrap();
        made.add_worksheet().set_name("隐藏").unwrap().set_hidden(true).write(0, 0, "x").unwrap();
        let book = sheet::read(&made.save_to_buffer().unwrap(), "a.csv").unwrap();
        assert_eq!(
            texts(&book.sheets[0]),
            [
                vec!["手机", "13800138000", "0.3"],
                vec!["2024-06-10", "2024-06-10 09:30:15", "60%", "000123"],
                vec!["2", "#N/A", "TRUE", "1000000000000000000000", "-0.5"],
            ]
        );
        assert_eq!(book.sheets[0].rows.iter().map(|row| row.number).collect::<Vec<_>>(), [1, 2, 4]);
        assert!(matches!(book.sheets[0].rows[2].cells[1], Cell::Error(_)));
        assert_eq!((book.sheets[1].name.as_str(), book.sheets[1].hidden), ("隐藏", true));
    }

    /// A workbook with this sheet, and with its other parts as small as they can be.
    fn package(sheet: &[u8]) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default();
        let parts: [(&str, &[u8]); 5] = [
            ("[Content_Types].xml", b"<Types/>"),
            ("_rels/.rels", br#"<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#),
            ("xl/_rels/workbook.xml.rels", br#"<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/s.xml"/></Relationships>"#),
            ("xl/workbook.xml", br#"<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>"#),
            ("xl/worksheets/s.xml", sheet),
        ];
        for (name, content) in parts {
            zip.start_file(name, options).unwrap();
            zip.write_all(content).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    #[test]
    fn a_sheet_that_lies_about_its_size_costs_nothing() {
        let lie = package(br#"<worksheet><dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>"#);
        assert_eq!(texts(&sheet::read(&lie, "x").unwrap().sheets[0]), [["1"]]);
        let far = package(br#"<worksheet><dimension ref="A1"/><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>"#);
        let error = sheet::read(&far, "x").unwrap_err();
        assert_eq!(error.kind, Kind::TooLarge);
        let wide = package(br#"<worksheet><dimension ref="A1"/><sheetData><row r="1"><c r="XFD1"><v>1</v></c></row></sheetData></worksheet>"#);
        assert!(sheet::read(&wide, "x").unwrap_err().message.en.contains("XFD1"));
        let mixed = package(br#"<worksheet><dimension ref="A1"/><sheetData><row r="2"><c r="B2"><v>4</v></c></row><row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>3</v></c></row></sheetData></worksheet>"#);
        assert_eq!(texts(&sheet::read(&mixed, "x").unwrap().sheets[0]), [vec!["1"], vec!["3", "4"]]);
    }

    #[test]
    fn bombs_and_damaged_files_are_refused() {
        let bomb = package(&vec![b' '; 70 * 1024 * 1024]);
        assert!(bomb.len() < 1024 * 1024);
        assert_eq!(sheet::read(&bomb, "x").unwrap_err().kind, Kind::TooLarge);
        let broken = package(b"<worksheet><sheetData><row><c r=\"A99999999999999999999\"><v>1</v></c>");
        assert_eq!(sheet::read(&broken, "x").unwrap_err().code, "file_unreadable");
        let whole = package(b"<worksheet><sheetData/></worksheet>");
        assert!(sheet::read(&whole[..whole.len() / 2], "x").unwrap_err().message.en.contains("damaged"));
        let mut other = zip::ZipWriter::new(Cursor::new(Vec::new()));
        other.start_file("content.xml", zip::write::SimpleFileOptions::default()).unwrap();
        assert!(sheet::read(&other.finish().unwrap().into_inner(), "x").unwrap_err().message.en.contains("upload .xlsx"));
    }
}
