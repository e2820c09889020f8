//! What the wizard first shows of a sheet: its columns with samples and the fields they seem to belong to, and the first rows.
//! Pure; knows nothing of the store.

use std::collections::HashSet;

use super::columns::{self, Column};
use super::header::{self, Role};
use super::sheet::{Row, Sheet, Workbook};
use super::state::{Choices, ColumnInfo, PREVIEW, SAMPLES, SheetInfo};
use crate::catalog::{Field, Object};
use crate::error::{Error, Result};
use crate::fields::{self, DateOrder, ParseCx};
use crate::lang::Label;
use crate::records::import::fold::{fold, fold_header};
use crate::say;

/// Values of a column that matching looks at.
const TRIED: usize = 50;
/// Rows whose values are looked at.
const LOOKED_AT: usize = 2_000;

/// The sheet that most likely holds the records: one named after the object, else the first that is shown and holds anything.
pub fn first_sheet<'a>(book: &'a Workbook, object: &Object) -> Option<&'a Sheet> {
    let label = &object.def.label;
    let plural = object.def.plural.as_ref().unwrap_or(label);
    let own = [label.zh.as_str(), &label.en, &plural.zh, &plural.en, &object.key];
    let names: HashSet<String> = own.into_iter().chain(object.def.aliases.iter().map(String::as_str)).map(fold).collect();
    let usable = || book.sheets.iter().filter(|sheet| !sheet.rows.is_empty());
    usable()
        .find(|sheet| !sheet.hidden && names.contains(&fold(&sheet.name)))
        .or_else(|| usable().find(|sheet| !sheet.hidden))
        .or_else(|| usable().next())
}

pub fn sheets(book: &Workbook) -> Vec<SheetInfo> {
    let info = |sheet: &Sheet| SheetInfo { name: sheet.name.clone(), hidden: sheet.hidden, rows: sheet.rows.len(), problem: sheet.problem.clone() };
    book.sheets.iter().map(info).collect()
}

pub fn sheet<'a>(book: &'a Workbook, name: &str) -> Result<&'a Sheet> {
    let found = book.sheets.iter().find(|sheet| sheet.name == name);
    let found = found.ok_or_else(|| Error::invalid("no_such_sheet", say!("文件中没有工作表「{}」", "The file has no sheet “{}”", name)))?;
    match &found.problem {
        Some(problem) => Err(super::limits::too_large(problem.clone())),
        None => Ok(found),
    }
}

/// The row that names the columns, found out.
pub fn header_row(sheet: &Sheet, object: &Object) -> Option<u32> {
    header::find(sheet, |text| columns::is_known(object, text))
}

/// Fills in what the choice of sheet and header row decides: columns, matches, preview.
pub fn describe(choices: &mut Choices, sheet: &Sheet, object: &Object, time_zone: chrono_tz::Tz, may: &dyn Fn(&Field) -> bool) -> Result<()> {
    let at = match choices.header_row {
        Some(number) => Some(sheet.rows.iter().position(|row| row.number == number).ok_or_else(|| no_such_row(number))?),
        None => None,
    };
    let header = at.map(|at| &sheet.rows[at]);
    let below = &sheet.rows[at.map_or(0, |at| at + 1)..];
    let mut records: Vec<&Row> = below.iter().filter(|row| header::role(row, header) == Role::Record).collect();
    choices.records = records.len();
    records.truncate(LOOKED_AT);
    let width = records.iter().map(|row| row.cells.len()).chain(header.map(|row| row.cells.len())).max().unwrap_or(0);
    let columns: Vec<Column> = (0..width)
        .map(|index| Column {
            header: header.map(|row| row.cell(index).text().into_owned()).unwrap_or_default(),
            values: values(&records, index),
        })
        .collect();
    let cx = ParseCx { date_order: DateOrder::Ymd, time_zone };
    let matches = columns::match_columns(object, &columns, &cx);
    let info = |(index, (column, found)): (usize, (Column, columns::Match))| {
        let allowed = found.field.as_deref().and_then(|key| object.field(key)).is_none_or(may);
        let confidence = if allowed { found.confidence } else { columns::Confidence::None };
        let kind = fields::guess(&column.values, time_zone).to_owned();
        let samples = column.values.into_iter().take(SAMPLES).collect();
        ColumnInfo { index, header: column.header, samples, field: found.field.filter(|_| allowed), confidence, kind }
    };
    let described = columns.into_iter().zip(matches).enumerate().map(info);
    choices.columns = described.filter(|column| !column.header.is_empty() || !column.samples.is_empty()).collect();
    choices.preview = records.iter().take(PREVIEW).map(|row| (0..width).map(|index| row.cell(index).text().into_owned()).collect()).collect();
    let id = choices.columns.iter().filter_map(|column| column.field.as_deref()).find(|key| object.field(key).is_some_and(columns::is_identity));
    choices.upsert_by = id.map(str::to_owned);
    Ok(())
}

/// The first different values of a column.
fn values(records: &[&Row], index: usize) -> Vec<String> {
    let mut seen = HashSet::new();
    let all = records.iter().map(|row| row.cell(index)).filter(|cell| !cell.is_empty()).map(|cell| cell.text().into_owned());
    all.filter(|text| seen.insert(fold_header(text))).take(TRIED).collect()
}

fn no_such_row(number: u32) -> Error {
    Error::invalid("no_such_row", Label::new(format!("第 {number} 行没有内容，不能作为表头"), format!("Row {number} is empty and cannot be the header")))
}
