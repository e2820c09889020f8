//! Rows out as a workbook: numbers and dates as such, texts always as texts, never as formulas. Rows leave the memory as they come.

use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::{Out, double};
use crate::error::{Error, Result};

/// Excel's own limit of a cell's text.
const CELL_CHARS: usize = 32_767;
const MAX_WIDTH: usize = 60;

pub(in crate::records) struct Writer {
    book: Workbook,
    next: u32,
    formats: Formats,
}

struct Formats {
    date: Format,
    time: Format,
    whole: Format,
    /// By digits after the point, from 1 to 6.
    decimal: Vec<Format>,
}

impl Writer {
    pub(super) fn new(name: &str, headers: &[&str]) -> Result<Writer> {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet_with_low_memory().map_err(failed)?;
        // A name Excel would not take is left to Excel.
        if let Err(error) = sheet.set_name(sheet_name(name)) {
            tracing::debug!(%error, name, "not a name for a sheet");
        }
        sheet.set_freeze_panes(1, 0).map_err(failed)?;
        let bold = Format::new().set_bold();
        for (column, header) in headers.iter().enumerate() {
            let column = u16::try_from(column).map_err(Error::internal)?;
            let width = header.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>().clamp(10, MAX_WIDTH);
            sheet.set_column_width(column, width as f64 + 4.0).map_err(failed)?;
            sheet.write_string_with_format(0, column, cut(header), &bold).map_err(failed)?;
        }
        let decimal = (1..=6).map(|digits| Format::new().set_num_format(format!("#,##0.{}", "0".repeat(digits)))).collect();
        let formats = Formats {
            date: Format::new().set_num_format("yyyy-mm-dd"),
            time: Format::new().set_num_format("yyyy-mm-dd hh:mm:ss"),
            whole: Format::new().set_num_format("#,##0"),
            decimal,
        };
        Ok(Writer { book, next: 1, formats })
    }

    pub(super) fn row(&mut self, cells: &[Out]) -> Result<()> {
        let sheet = self.book.worksheet_from_index(0).map_err(failed)?;
        for (column, cell) in cells.iter().enumerate() {
            let column = u16::try_from(column).map_err(Error::internal)?;
            write(sheet, self.next, column, cell, &self.formats).map_err(failed)?;
        }
        self.next += 1;
        Ok(())
    }

    pub(super) fn finish(mut self) -> Result<Vec<u8>> {
        self.book.save_to_buffer().map_err(failed)
    }
}

fn write(sheet: &mut Worksheet, row: u32, column: u16, cell: &Out, formats: &Formats) -> std::result::Result<(), XlsxError> {
    match cell {
        Out::Empty => return Ok(()),
        Out::Text(text) => sheet.write_string(row, column, cut(text))?,
        Out::Number(number, scale) => {
            let digits = usize::try_from(*scale).unwrap_or(0);
            let format = digits.checked_sub(1).and_then(|at| formats.decimal.get(at)).unwrap_or(&formats.whole);
            sheet.write_number_with_format(row, column, double(*number), format)?
        }
        Out::Date(date) => match day(*date) {
            Some(at) => sheet.write_datetime_with_format(row, column, &at, &formats.date)?,
            None => sheet.write_string(row, column, date.to_string())?,
        },
        Out::Time(at) => match moment(*at) {
            Some(at) => sheet.write_datetime_with_format(row, column, &at, &formats.time)?,
            None => sheet.write_string(row, column, at.format("%Y-%m-%d %H:%M:%S").to_string())?,
        },
    };
    Ok(())
}

/// None before 1900, which Excel has no number for.
fn day(date: NaiveDate) -> Option<ExcelDateTime> {
    ExcelDateTime::from_ymd(u16::try_from(date.year()).ok()?, u8::try_from(date.month()).ok()?, u8::try_from(date.day()).ok()?).ok()
}

fn moment(at: NaiveDateTime) -> Option<ExcelDateTime> {
    let (hour, minute, second) = (u16::try_from(at.hour()).ok()?, u8::try_from(at.minute()).ok()?, at.second());
    day(at.date())?.and_hms(hour, minute, f64::from(second)).ok()
}

fn cut(text: &str) -> &str {
    text.char_indices().nth(CELL_CHARS).map_or(text, |(end, _)| &text[..end])
}

fn sheet_name(name: &str) -> String {
    name.chars().filter(|c| !"[]:*?/\\'".contains(*c)).take(31).collect()
}

fn failed(error: XlsxError) -> Error {
    Error::internal(error)
}
