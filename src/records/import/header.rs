//! Finds the header of a sheet as people keep them, with a title, notes or blank lines above it, and tells the rows that are
//! records from totals and repeated headers below it. Knows nothing of objects: what is a known name is asked.

use std::collections::HashSet;

use super::fold::{fold, fold_header};
use super::sheet::{Cell, Row, Sheet};

/// A header stands within the first rows or not at all.
const LOOKED_AT: usize = 30;

/// Number of the row that names the columns; the first row with anything in it when none looks like one.
pub fn find(sheet: &Sheet, known: impl Fn(&str) -> bool) -> Option<u32> {
    let width = usual_width(&sheet.rows);
    let mut best: Option<(f64, u32)> = None;
    for (index, row) in sheet.rows.iter().take(LOOKED_AT).enumerate() {
        let below = sheet.rows.get(index + 1..).unwrap_or_default();
        let score = score(row, below, width, &known) - index as f64 * 0.02;
        if best.is_none_or(|(highest, _)| score > highest) {
            best = Some((score, row.number));
        }
    }
    best.map(|(_, number)| number)
}

/// How many cells are usually filled: the median of the rows that are more than a title.
fn usual_width(rows: &[Row]) -> usize {
    let mut widths: Vec<usize> = rows.iter().take(200).map(Row::filled).filter(|filled| *filled > 1).collect();
    widths.sort_unstable();
    widths.get(widths.len() / 2).copied().unwrap_or(1)
}

fn score(row: &Row, below: &[Row], width: usize, known: &impl Fn(&str) -> bool) -> f64 {
    let filled: Vec<&Cell> = row.cells.iter().filter(|cell| !cell.is_empty()).collect();
    let names: Vec<&str> = filled.iter().filter_map(|cell| name_like(cell)).collect();
    let distinct: HashSet<String> = names.iter().map(|name| fold(name)).collect();
    let of_filled = |count: usize| count as f64 / filled.len().max(1) as f64;
    let mut score = of_filled(names.len()) + of_filled(distinct.len());
    score += (filled.len() as f64 / width.max(1) as f64).min(1.2) * 2.0;
    score += 2.0 * of_filled(names.iter().filter(|name| known(name)).count());
    // A group above the real header, and a record among records, both have values of other kinds right below.
    let differs = below.iter().take(5).filter(|next| next.cells.iter().any(|cell| !cell.is_empty() && name_like(cell).is_none())).count();
    score + if differs > 0 { 0.3 } else { 0.0 }
}

/// The text of a cell that could name a column: short, and no number.
fn name_like(cell: &Cell) -> Option<&str> {
    match cell {
        Cell::Text(text) if text.chars().count() <= 60 && text.chars().any(char::is_alphabetic) && !text.contains('@') => Some(text),
        _ => None,
    }
}

/// What a row below the header is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Record,
    Total,
    /// The header once more, as on every printed page.
    Header,
}

pub fn role(row: &Row, header: Option<&Row>) -> Role {
    if header.is_some_and(|header| repeats(row, header)) {
        return Role::Header;
    }
    if is_total(row) { Role::Total } else { Role::Record }
}

fn repeats(row: &Row, header: &Row) -> bool {
    let same = |index: usize, cell: &Cell| fold_header(&cell.text()) == fold_header(&header.cell(index).text());
    row.filled() > 1 && row.filled() * 2 >= header.filled() && row.cells.iter().enumerate().all(|(index, cell)| cell.is_empty() || same(index, cell))
}

/// The first text says so, and everything else is numbers: a company may well be called Total.
fn is_total(row: &Row) -> bool {
    let mut filled = row.cells.iter().filter(|cell| !cell.is_empty());
    let Some(first) = filled.find(|cell| !is_number(cell)) else { return false };
    let word: String = fold(&first.text()).chars().take_while(|c| !c.is_ascii_digit()).filter(|c| c.is_alphanumeric()).collect();
    let totals = ["合计", "总计", "小计", "共计", "累计", "总和", "合計", "總計", "小計", "total", "totals", "subtotal", "grandtotal", "sum"];
    totals.contains(&word.as_str()) && filled.all(is_number)
}

fn is_number(cell: &Cell) -> bool {
    match cell {
        Cell::Number(_) | Cell::Empty | Cell::Error(_) => true,
        Cell::Text(text) => {
            let text = fold(text);
            let digits = text.chars().filter(char::is_ascii_digit).count();
            text == "-" || (digits > 0 && text.chars().all(|c| c.is_ascii_digit() || ",.-+%¥$€£元万亿条户家笔个项".contains(c)))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::import::sheet;

    fn header_of(text: &str) -> u32 {
        find(&sheet::read(text.as_bytes(), "x.csv").unwrap().sheets[0], |name| matches!(name, "公司名" | "电话")).unwrap()
    }

    #[test]
    fn the_header_is_found_under_titles_and_notes() {
        assert_eq!(header_of("公司名,电话\n明远,010-1\n"), 1);
        assert_eq!(header_of("2024 年客户名单,,,\n\n制表：王,,日期：2024-01-01,\n公司名,电话,等级,金额\n明远,010-1,A,3\n远航,010-2,B,4\n"), 4);
        assert_eq!(header_of("基本信息,,业务信息,\n公司名,电话,等级,金额\n明远,010-1,A,3\n"), 2);
        assert_eq!(header_of("opportunity_id,sales_agent,close_value\n1C1I7A6R,Moses Frase,1054\nZ063OYW0,Darcel,4514\n"), 1);
        assert_eq!(header_of("名称\n甲\n乙\n"), 1);
        assert_eq!(header_of("name,city\nAnn,Oslo\nBob,Rome\nCid,Bonn\n"), 1);
    }

    #[test]
    fn totals_and_repeated_headers_are_no_records() {
        let text = "公司名,电话,金额\nTotal,010-22 转 3,5\n合计,,\"12,000元\"\n小计：,,5\n公司名,电话,金额\nTotal,,17\n,Sum,17\n合计 3 户,,8\n总计公司,,8\n明远,,\n";
        let sheet = &sheet::read(text.as_bytes(), "x.csv").unwrap().sheets[0];
        let roles: Vec<Role> = sheet.rows[1..].iter().map(|row| role(row, Some(&sheet.rows[0]))).collect();
        use Role::{Header, Record, Total};
        assert_eq!(roles, [Record, Total, Total, Header, Total, Total, Total, Record, Record]);
    }
}
