//! How large a file may be before it is refused, and the words of the refusal. Knows nothing of formats.

use crate::error::{Error, Kind};
use crate::lang::Label;
use crate::say;

pub const FILE_BYTES: usize = 50 * 1024 * 1024;
/// Of everything inside a packed file, unpacked.
pub const UNPACKED_BYTES: u64 = 400 * 1024 * 1024;
/// A single packed part may grow this many times once it is larger than [`RATIO_FROM`].
pub const RATIO: u64 = 200;
pub const RATIO_FROM: u64 = 64 * 1024 * 1024;
pub const ENTRIES: usize = 10_000;
pub const SHEETS: usize = 200;
pub const ROWS: u32 = 500_000;
pub const COLUMNS: u32 = 500;
/// Excel's own limit.
pub const CELL_CHARS: usize = 32_767;
/// Of all sheets together: a few bytes of a packed file can repeat one long text for ever.
pub const CELLS: usize = 10_000_000;
pub const TEXT_BYTES: usize = 256 * 1024 * 1024;
pub const SECONDS: u64 = 60;

pub fn too_large(message: Label) -> Error {
    Error::new(Kind::TooLarge, "file_too_large", message)
}

/// What all the cells of a file may take together; every cell is paid for before it is kept.
#[derive(Default)]
pub struct Budget {
    cells: usize,
    bytes: usize,
}

impl Budget {
    /// Pays for one cell at `row` and `column` (both from 0) with `text` in it.
    pub fn spend(&mut self, row: u32, column: u32, text: &str) -> Result<(), Error> {
        if row >= ROWS {
            return Err(too_large(say!("第 {} 行超出上限：一张表最多 {} 行", "Row {} is beyond the limit of {} rows", row + 1, ROWS)));
        }
        if column >= COLUMNS {
            let at = place(row, column);
            return Err(too_large(say!("单元格 {} 超出上限：一张表最多 {} 列", "Cell {} is beyond the limit of {} columns", at, COLUMNS)));
        }
        if text.len() > CELL_CHARS && text.chars().count() > CELL_CHARS {
            let at = place(row, column);
            return Err(too_large(say!(
                "单元格 {} 的文字超过 {} 个字符（CSV 中常见原因：引号没有配对）",
                "The text in cell {} is longer than {} characters (in CSV usually a quote that is never closed)",
                at,
                CELL_CHARS
            )));
        }
        self.cells += 1;
        self.bytes += text.len();
        if self.cells > CELLS || self.bytes > TEXT_BYTES {
            return Err(too_large(say!(
                "文件内容太多（超过 {} 个单元格或 {} MB 文字），请拆分后再导入",
                "The file holds too much (more than {} cells or {} MB of text); split it and import the parts",
                CELLS,
                TEXT_BYTES / 1024 / 1024
            )));
        }
        Ok(())
    }
}

/// `A1`-style name of a cell.
pub fn place(row: u32, column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = u64::from(column) + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        rest /= 26;
    }
    let letters: String = letters.into_iter().rev().collect();
    format!("{letters}{}", u64::from(row) + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_named_as_in_a_sheet() {
        assert_eq!((place(0, 0), place(8, 25), place(0, 26)), ("A1".into(), "Z9".into(), "AA1".into()));
        assert_eq!(place(1_048_575, 16_383), "XFD1048576");
    }

    #[test]
    fn what_is_beyond_the_limits_is_refused_by_name() {
        let mut budget = Budget::default();
        assert!(budget.spend(ROWS - 1, COLUMNS - 1, "x").is_ok());
        assert!(budget.spend(0, COLUMNS, "x").unwrap_err().message.en.contains("SG1"));
        assert!(budget.spend(ROWS, 0, "x").is_err());
        assert!(budget.spend(0, 0, &"字".repeat(CELL_CHARS)).is_ok());
        assert!(budget.spend(0, 0, &"字".repeat(CELL_CHARS + 1)).is_err());
    }
}
