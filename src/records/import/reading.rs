//! One sheet, read as the choices say: which row is what, and what its cells mean as values of an object's fields.
//! Pure: names were gathered before, nothing is looked up or written here.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::columns::{is_identity, writable};
use super::dates::Votes;
use super::fold::{fold, split_unit};
use super::header::{self, Role};
use super::names::{Meaning, Names};
use super::sheet::{Cell, Row, Sheet};
use super::state::Choices;
use crate::catalog::{Field, Object};
use crate::error::{Error, FieldError, Result};
use crate::fields::{self, DateOrder, ParseCx};
use crate::lang::Label;
use crate::say;
use crate::value::Value;

/// The code of the error that a text stands for nothing known.
pub const UNRESOLVED: &str = "unresolved";

/// A sheet with its columns tied to fields.
pub struct Reading {
    pub object: Arc<Object>,
    pub sheet: Sheet,
    /// Position of the header among the sheet's rows.
    pub header: Option<usize>,
    /// Positions of the rows that are records.
    pub rows: Vec<usize>,
    /// Rows passed over: totals and repeated headers.
    pub skipped: usize,
    pub columns: Vec<Bound>,
    /// Slot of the field that tells which record a row speaks of.
    pub key: Option<usize>,
}

/// A column whose values go into a field.
#[derive(Clone, Debug)]
pub struct Bound {
    pub index: usize,
    pub header: String,
    pub slot: usize,
    cx: ParseCx,
    /// `万` when the header says so: what stands below it is meant in ten thousands.
    unit: Option<&'static str>,
}

/// One row, decoded.
#[derive(Clone, Debug, Default)]
pub struct Line {
    pub values: BTreeMap<usize, Value>,
    pub errors: Vec<FieldError>,
    /// Slot and text of what could not be resolved.
    pub unresolved: Vec<(usize, String)>,
    /// Slot and text of what another row of this file may bring.
    pub within: Vec<(usize, String)>,
}

impl Reading {
    pub fn new(object: &Arc<Object>, sheet: Sheet, choices: &Choices, time_zone: chrono_tz::Tz) -> Result<Reading> {
        let header = choices.header_row.and_then(|number| sheet.rows.iter().position(|row| row.number == number));
        let head = header.map(|at| sheet.rows[at].clone());
        let first = header.map_or(0, |at| at + 1);
        let role = |at: &usize| header::role(&sheet.rows[*at], head.as_ref());
        let rows: Vec<usize> = (first..sheet.rows.len()).filter(|at| role(at) == Role::Record).collect();
        let skipped = sheet.rows.len() - first - rows.len();
        let mut columns = Vec::new();
        for column in &choices.columns {
            let Some(key) = &column.field else { continue };
            let field = object.field(key).filter(|field| writable(field)).ok_or_else(|| no_such_field(object, key))?;
            let values = rows.iter().take(5_000).map(|at| sheet.rows[*at].cell(column.index));
            let date_order = choices.date_order.or_else(|| order(field, values)).unwrap_or(DateOrder::Ymd);
            let cx = ParseCx { date_order, time_zone };
            columns.push(Bound { index: column.index, header: column.header.clone(), slot: field.slot, cx, unit: unit(field, &column.header) });
        }
        let key = match &choices.upsert_by {
            Some(key) => Some(object.field(key).ok_or_else(|| no_such_field(object, key))?.slot),
            None => None,
        };
        Ok(Reading { object: object.clone(), sheet, header, rows, skipped, columns, key })
    }

    pub fn row(&self, at: usize) -> &Row {
        &self.sheet.rows[at]
    }

    pub fn column_of(&self, slot: usize) -> Option<&Bound> {
        self.columns.iter().find(|column| column.slot == slot)
    }

    /// The text in the column of a field, as it stands.
    pub fn text(&self, at: usize, slot: usize) -> String {
        self.column_of(slot).map(|column| self.row(at).cell(column.index).text().into_owned()).unwrap_or_default()
    }

    /// Every different text in the column of a field.
    pub fn texts(&self, slot: usize) -> Vec<String> {
        let mut seen = std::collections::HashSet::new();
        let all = self.rows.iter().map(|at| self.text(*at, slot)).filter(|text| !text.is_empty());
        all.filter(|text| seen.insert(fold(text))).collect()
    }

    /// What the row says. `within` holds the folded names that rows of this file bring themselves.
    pub fn line(&self, at: usize, names: &BTreeMap<usize, Names>, within: &dyn Fn(&str) -> bool) -> Line {
        let mut line = Line::default();
        for column in &self.columns {
            let cell = self.row(at).cell(column.index);
            let field = &self.object.fields[column.slot];
            if cell.is_empty() {
                continue;
            }
            if let Cell::Error(text) = cell {
                let message = say!("单元格是公式错误 {}", "The cell holds the error {}", text);
                line.errors.push(FieldError::new(field.key(), "cell_error", message));
                continue;
            }
            self.take(&mut line, column, field, &cell.text(), names.get(&column.slot), within);
        }
        line
    }

    fn take(&self, line: &mut Line, column: &Bound, field: &Field, text: &str, names: Option<&Names>, within: &dyn Fn(&str) -> bool) {
        if let (Some(names), true) = (names, field.kind.reference().is_some()) {
            match names.find(text) {
                Meaning::Value(value) => {
                    line.values.insert(column.slot, value);
                }
                Meaning::Blank => {}
                Meaning::Ambiguous(many) => self.unresolved(line, field, text, Some(many)),
                Meaning::Unknown if self.refers_to_itself(field) && within(&fold(text)) => line.within.push((column.slot, text.to_owned())),
                Meaning::Unknown => self.unresolved(line, field, text, None),
            }
            return;
        }
        if let (Some(names), false) = (names, field.kind.choices().is_empty()) {
            return self.choose(line, column, field, text, names);
        }
        match column.read(field, text) {
            Ok(Value::Null) => {}
            Ok(value) => {
                line.values.insert(column.slot, value);
            }
            Err(refusal) => line.errors.push(FieldError::new(field.key(), refusal.code, refusal.message)),
        }
    }

    /// Options, each told by itself: one that is unknown does not hide what the others mean.
    fn choose(&self, line: &mut Line, column: &Bound, field: &Field, text: &str, names: &Names) {
        let pieces = if names.said(text).is_some() { vec![text] } else { field.kind.pieces(text) };
        for piece in pieces {
            let meant = match names.said(piece) {
                Some(None) => continue,
                Some(Some(meant)) => meant,
                None => piece,
            };
            match column.read(field, meant) {
                Ok(Value::Null) => {}
                Ok(value) => add(line.values.entry(column.slot).or_insert(Value::Null), value),
                Err(_) => self.unresolved(line, field, piece, None),
            }
        }
    }

    fn refers_to_itself(&self, field: &Field) -> bool {
        field.kind.reference().is_some_and(|reference| reference.object == self.object.key)
    }

    fn unresolved(&self, line: &mut Line, field: &Field, text: &str, several: Option<usize>) {
        let label = field.label();
        let message = match several {
            Some(many) => Label::new(
                format!("「{text}」对应 {many} 条{}，请指定是哪一条", label.zh),
                format!("“{text}” names {many} records for {}; say which is meant", label.en),
            ),
            None => Label::new(format!("{}中找不到「{text}」", label.zh), format!("“{text}” was not found for {}", label.en)),
        };
        line.errors.push(FieldError::new(field.key(), UNRESOLVED, message));
        line.unresolved.push((field.slot, text.to_owned()));
    }
}

impl Bound {
    fn read(&self, field: &Field, text: &str) -> Result<Value, fields::Refusal> {
        match self.unit {
            // The cell may name its own unit; then the header's is not meant.
            Some(unit) if fold(text).ends_with(|c: char| c.is_ascii_digit()) => field.kind.parse(&format!("{text}{unit}"), &self.cx),
            _ => field.kind.parse(text, &self.cx),
        }
    }
}

/// Puts a value beside what was read before it.
fn add(before: &mut Value, value: Value) {
    match (before, value) {
        (Value::List(all), Value::List(more)) => {
            for one in more {
                if !all.contains(&one) {
                    all.push(one);
                }
            }
        }
        (before, value) => *before = value,
    }
}

fn no_such_field(object: &Object, key: &str) -> Error {
    let label = &object.def.label;
    Error::invalid(
        "unknown_field",
        Label::new(format!("{}没有可导入的字段「{key}」", label.zh), format!("{} has no field `{key}` that can be imported", label.en)),
    )
}

fn order<'a>(field: &Field, cells: impl Iterator<Item = &'a Cell>) -> Option<DateOrder> {
    if !matches!(field.kind.column().opened(), fields::Column::Date | fields::Column::Time) {
        return None;
    }
    let texts: Vec<&str> = cells.filter_map(|cell| if let Cell::Text(text) = cell { Some(text.as_str()) } else { None }).collect();
    Votes::count(texts.into_iter()).order()
}

fn unit(field: &Field, header: &str) -> Option<&'static str> {
    if !field.kind.numeric() {
        return None;
    }
    let folded = fold(header);
    let (_, unit) = split_unit(&folded)?;
    let money = unit.trim_end_matches(['元', '圆']);
    ["千万", "百万", "十万", "万", "千", "亿"].into_iter().find(|known| *known == money || unit == format!("人民币{known}元"))
}

/// A field that can tell which record a row speaks of: the record's id, a unique field, or the title.
pub fn can_be_key(object: &Object, field: &Field) -> bool {
    is_identity(field) || field.def.unique || field.slot == object.title
}
