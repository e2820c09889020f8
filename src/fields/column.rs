//! The columns that keep values, and those of them that may be encrypted. Knows no field type and no database.

/// The column that keeps a field's value; the store maps it to its dialect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    Bool,
    Int,
    /// An exact decimal kept as an integer of its last digit; the number is the digits after the point.
    Scaled(u32),
    Text,
    Date,
    /// Milliseconds UTC.
    Time,
    Id,
    /// JSON array of texts.
    List,
    Json,
    /// Encrypted, whatever it holds.
    Sealed(Sealed),
}

/// What an encrypted column holds once it is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sealed {
    pub holds: Plain,
    /// Whether records can be found by the whole value.
    pub findable: bool,
}

/// The columns whose values can be encrypted: those that stand for themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plain {
    Bool,
    Int,
    Scaled(u32),
    Text,
    Date,
    Time,
    List,
}

impl Plain {
    pub fn column(self) -> Column {
        match self {
            Plain::Bool => Column::Bool,
            Plain::Int => Column::Int,
            Plain::Scaled(digits) => Column::Scaled(digits),
            Plain::Text => Column::Text,
            Plain::Date => Column::Date,
            Plain::Time => Column::Time,
            Plain::List => Column::List,
        }
    }
}

impl Column {
    /// What is in it, encrypted or not.
    pub fn opened(self) -> Column {
        match self {
            Column::Sealed(sealed) => sealed.holds.column(),
            column => column,
        }
    }

    pub(super) fn plain(self) -> Option<Plain> {
        Some(match self {
            Column::Bool => Plain::Bool,
            Column::Int => Plain::Int,
            Column::Scaled(digits) => Plain::Scaled(digits),
            Column::Text => Plain::Text,
            Column::Date => Plain::Date,
            Column::Time => Plain::Time,
            Column::List => Plain::List,
            Column::Id | Column::Json | Column::Sealed(_) => return None,
        })
    }
}
