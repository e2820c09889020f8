//! The rows of one answer, kept together: one list of cells and one run of bytes, whatever their number. Knows no table.

use std::sync::Arc;

use rusqlite::types::ValueRef;

/// What a statement gave.
#[derive(Debug)]
pub(crate) struct Answer {
    /// Names of the columns, each closed by a zero.
    names: String,
    columns: usize,
    cells: Vec<Cell>,
    bytes: Vec<u8>,
}

/// What stands in one column of one row; texts and blobs by their place in the bytes.
#[derive(Clone, Copy, Debug)]
enum Cell {
    Null,
    Int(i64),
    Real,
    Bytes(usize, usize),
}

/// One row of an answer.
#[derive(Debug)]
pub(crate) struct Row {
    answer: Arc<Answer>,
    from: usize,
}

impl Answer {
    pub fn of(columns: Vec<&str>) -> Answer {
        let mut names = String::with_capacity(columns.len() * 12);
        for name in &columns {
            names.push_str(name);
            names.push('\0');
        }
        Answer { names, columns: columns.len(), cells: Vec::new(), bytes: Vec::new() }
    }

    pub fn add(&mut self, row: &rusqlite::Row<'_>) -> rusqlite::Result<()> {
        for column in 0..self.columns {
            let cell = match row.get_ref(column)? {
                ValueRef::Null => Cell::Null,
                ValueRef::Integer(number) => Cell::Int(number),
                ValueRef::Real(_) => Cell::Real,
                ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
                    let from = self.bytes.len();
                    self.bytes.extend_from_slice(bytes);
                    Cell::Bytes(from, self.bytes.len())
                }
            };
            self.cells.push(cell);
        }
        Ok(())
    }

    pub fn rows(self) -> Vec<Row> {
        let (columns, cells) = (self.columns.max(1), self.cells.len());
        let answer = Arc::new(self);
        (0..cells).step_by(columns).map(|from| Row { answer: Arc::clone(&answer), from }).collect()
    }
}

impl Row {
    /// The position of a column by its name.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.answer.names.split_terminator('\0').position(|known| known == name)
    }

    fn cell(&self, column: usize) -> Result<Cell, &'static str> {
        let cell = if column < self.answer.columns { self.answer.cells.get(self.from + column) } else { None };
        cell.copied().ok_or("no such column")
    }

    pub fn int(&self, column: usize) -> Result<Option<i64>, &'static str> {
        match self.cell(column)? {
            Cell::Null => Ok(None),
            Cell::Int(number) => Ok(Some(number)),
            Cell::Real | Cell::Bytes(..) => Err("no integer"),
        }
    }

    pub fn bytes(&self, column: usize) -> Result<Option<&[u8]>, &'static str> {
        match self.cell(column)? {
            Cell::Null => Ok(None),
            Cell::Bytes(from, to) => Ok(Some(&self.answer.bytes[from..to])),
            Cell::Int(_) | Cell::Real => Err("no text"),
        }
    }

    pub fn str(&self, column: usize) -> Result<Option<&str>, &'static str> {
        self.bytes(column)?.map(|bytes| std::str::from_utf8(bytes).map_err(|_| "no proper text")).transpose()
    }
}
