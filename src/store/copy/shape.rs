//! Which tables a workspace has and what their columns hold, as either engine tells it; and the statements that make a table of
//! records for the other one. Reads no row.

use crate::catalog::Object;
use crate::error::{Error, Result};
use crate::fields::{Column, Plain, Sealed};
use crate::store::Conn;
use crate::store::arg::args;
use crate::store::db::Dialect;
use crate::store::postgres;
use crate::store::schema::{declared, quoted};
use crate::store::sql::{column_type, order_column, order_kept, table as table_of};

/// Tables that a database keeps for itself: its own history, the servers at it, what is searched.
const PRIVATE: &[&str] = &["_sqlx_migrations", "serving", "server"];
/// Beginning of the tables that SQLite's full-text search is made of.
const FULL_TEXT: &str = "search_text";
/// End of the columns that keep an order of texts.
const ORDER: char = '~';
/// What is kept of a record's place in the search, on both engines.
const FOUND_COLUMNS: [&str; 4] = ["seq", "object", "record", "digest"];
/// Digits after the point that a field may keep, and some more.
const SCALES: std::ops::RangeInclusive<u32> = 0..=12;

#[derive(Debug)]
pub struct Shape {
    pub name: String,
    /// By name, without those that the store fills by itself.
    pub columns: Vec<Kept>,
    /// Those that keep an order of texts.
    pub orders: Vec<String>,
    /// Positions among `columns` of what tells rows apart.
    pub key: Vec<usize>,
}

/// A column, and how it was declared.
#[derive(Debug)]
pub struct Kept {
    pub name: String,
    declared: String,
    /// Numbered by the database unless told otherwise.
    counted: bool,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    Numbers,
    Texts,
    Bytes,
    Ids,
}

impl Conn {
    /// Every table that belongs to the workspace, in the order of their names.
    pub(in crate::store) async fn shapes(&mut self) -> Result<Vec<Shape>> {
        let sql = match self.dialect() {
            Dialect::Sqlite => "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY name",
            Dialect::Postgres => "SELECT relname::text FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' ORDER BY relname",
        };
        let mut shapes = Vec::new();
        for row in self.once(sql, args![]).await? {
            let name = row.text(0)?;
            // A `~` is in the names of what is being made beside a table.
            if !PRIVATE.contains(&name.as_str()) && !name.starts_with(FULL_TEXT) && !name.contains(ORDER) {
                shapes.push(Shape::read(self, &name).await?);
            }
        }
        Ok(shapes)
    }
}

impl Shape {
    pub async fn read(conn: &mut Conn, name: &str) -> Result<Shape> {
        let sql = match conn.dialect() {
            Dialect::Sqlite => "SELECT name, type, pk, 0 AS counted FROM pragma_table_info(?) ORDER BY name".to_owned(),
            Dialect::Postgres => postgres::TABLE.to_owned(),
        };
        let mut shape = Shape { name: name.to_owned(), columns: Vec::new(), orders: Vec::new(), key: Vec::new() };
        let mut key = Vec::new();
        for row in conn.once(sql, args![name]).await? {
            let column = row.text(0)?;
            if column.ends_with(ORDER) {
                shape.orders.push(column);
            } else if name != super::FOUND || FOUND_COLUMNS.contains(&column.as_str()) {
                if row.int(2)? > 0 {
                    key.push((row.int(2)?, shape.columns.len()));
                }
                shape.columns.push(Kept { name: column, declared: row.text(1)?, counted: row.int(3)? > 0 });
            }
        }
        key.sort_unstable();
        shape.key = key.into_iter().map(|(_, at)| at).collect();
        if shape.key.is_empty() {
            return Err(Error::internal(format!("the table {name} has no key; it cannot be copied")));
        }
        Ok(shape)
    }

    /// Without the columns that `other` lacks.
    pub fn only(mut self, other: &Shape) -> Shape {
        let key: Vec<String> = self.key.iter().map(|at| self.columns[*at].name.clone()).collect();
        self.columns.retain(|column| other.columns.iter().any(|known| known.name == column.name));
        self.key = key.iter().filter_map(|name| self.columns.iter().position(|column| column.name == *name)).collect();
        self
    }

    pub fn is_records(&self) -> bool {
        self.name.starts_with(&table_of(""))
    }

    /// Key of the object whose records it keeps.
    pub fn object(&self) -> &str {
        self.name.strip_prefix(&table_of("")).unwrap_or_default()
    }

    pub fn quoted(&self) -> String {
        quoted(&self.name)
    }

    pub fn counted(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().filter(|column| column.counted).map(|column| column.name.as_str())
    }

    /// Makes such a table of records in a database that speaks `dialect`; `object` is what the newest catalog says of it.
    pub fn create(&self, dialect: Dialect, object: Option<&Object>) -> Result<Vec<String>> {
        let mut columns = Vec::new();
        let mut comments = Vec::new();
        for kept in &self.columns {
            let (name, column) = (quoted(&kept.name), kept.column()?);
            let constraint = match kept.name.as_str() {
                "id" => " PRIMARY KEY NOT NULL",
                "version" => " NOT NULL",
                _ => "",
            };
            if dialect == Dialect::Sqlite {
                columns.push(format!("{name} {}{constraint}", declared(dialect, column)));
                continue;
            }
            columns.push(format!("{name} {}{constraint}", column_type(dialect, column)));
            let meaning = postgres::literal(&declared(dialect, column));
            comments.push(format!("COMMENT ON COLUMN {}.{name} IS {meaning}", self.quoted()));
        }
        if dialect == Dialect::Postgres {
            let fields = object.into_iter().flat_map(|object| &object.fields);
            let ordered = fields.filter(|field| order_kept(field) && self.columns.iter().any(|kept| kept.name == field.key()));
            columns.extend(ordered.map(|field| format!("{} BYTEA", quoted(&order_column(field.key())))));
        }
        let create = format!("CREATE TABLE {} ({})", self.quoted(), columns.join(", "));
        Ok(std::iter::once(create).chain(comments).collect())
    }
}

impl Kept {
    pub fn holds(&self) -> Holds {
        let declared = self.declared.to_ascii_uppercase();
        match declared.split(' ').next().unwrap_or_default() {
            "TEXT" => Holds::Texts,
            "UUID" => Holds::Ids,
            "BLOB" | "BYTEA" => Holds::Bytes,
            _ => Holds::Numbers,
        }
    }

    /// What it was declared as, on whichever engine.
    fn column(&self) -> Result<Column> {
        let scaled = SCALES.map(Column::Scaled);
        let plain = [Column::Bool, Column::Int, Column::Text, Column::Date, Column::Time, Column::Id, Column::List, Column::Json];
        let numbers = SCALES.map(Plain::Scaled);
        let plains = [Plain::Bool, Plain::Int, Plain::Text, Plain::Date, Plain::Time, Plain::List].into_iter().chain(numbers);
        let sealed = plains.flat_map(|holds| [false, true].map(|findable| Column::Sealed(Sealed { holds, findable })));
        let mut all = plain.into_iter().chain(scaled).chain(sealed);
        let known = |column: &Column| [Dialect::Sqlite, Dialect::Postgres].iter().any(|dialect| declared(*dialect, *column) == self.declared);
        all.find(known).ok_or_else(|| Error::internal(format!("the column {} holds {}, which is not known here", self.name, self.declared)))
    }
}
