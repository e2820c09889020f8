//! The tables of records, made to fit the catalog: CREATE TABLE, ADD COLUMN, CREATE and DROP INDEX, nothing else.
//! Compares with what is in the database, so running it twice changes nothing. Reads and writes no record.

use std::collections::BTreeMap;

use super::online::unprepared;
use super::{Conn, Tx};
use super::arg::args;
use super::db::Dialect;
use super::indexes::Index;
use super::postgres;
use super::sql::{column_type, order_column, order_kept, table};
use crate::catalog::{Catalog, Field, Object};
use crate::error::{Error, FieldError, Result};
use crate::fields::{Column, Plain};
use crate::say;
use crate::value::slot;

/// What [`Tx::sync`] leaves to be done beside the writers.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Left {
    /// There is something for [`super::Store::tidy`].
    pub untidy: bool,
    /// Objects whose records must be made findable anew.
    pub unsearched: Vec<String>,
    /// Objects whose texts can be sorted by only now: their order is to be kept for records there are.
    pub unordered: Vec<String>,
    /// Large tables lack indexes.
    pub unprepared: bool,
}

impl Tx {
    /// Makes the tables fit `new`. `old` is the catalog they were made for, when there was one; where what is searched
    /// changed since, the records are indexed again. Large tables must have been prepared ([`super::Store::prepare`]), and
    /// leave something to do.
    pub async fn sync(&mut self, old: Option<&Catalog>, new: &Catalog) -> Result<Left> {
        let mut left = self.fit(old, new).await?;
        if left.unprepared {
            return Err(unprepared());
        }
        if let Some(old) = old.filter(|_| self.dialect() == Dialect::Postgres) {
            left.unordered = self.order_texts(old, new).await?;
        }
        Ok(left)
    }

    /// As [`Tx::sync`], but indexes that large tables lack may be made later, and of a field that has another type now the order is kept
    /// already.
    pub async fn fit(&mut self, old: Option<&Catalog>, new: &Catalog) -> Result<Left> {
        self.briefly().await?;
        let mut left = Left::default();
        for object in new.objects.values() {
            let large = self.is_large(&object.key).await?;
            self.sync_columns(object).await?;
            self.sync_indexes(object, large, &mut left).await?;
            let before = old.and_then(|old| old.object(&object.key));
            if before.is_some_and(|before| super::search::searched(before) != super::search::searched(object)) {
                match large {
                    true => left.unsearched.push(object.key.clone()),
                    false => self.reindex(object).await?,
                }
            }
        }
        Ok(left)
    }

    /// Keeps the order of texts that can be sorted by only now; answers the objects that have so many that it is for later.
    async fn order_texts(&mut self, old: &Catalog, new: &Catalog) -> Result<Vec<String>> {
        let mut later = Vec::new();
        for object in new.objects.values() {
            if !old.object(&object.key).is_some_and(|before| ordered_now(before, object)) {
                continue;
            }
            if self.is_large(&object.key).await? {
                later.push(object.key.clone());
                continue;
            }
            let ids = self.ids_after(object, None, i64::MAX).await?;
            self.fill_orders(object, &ids).await?;
        }
        Ok(later)
    }

    pub(in crate::store) async fn sync_columns(&mut self, object: &Object) -> Result<()> {
        let dialect = self.dialect();
        let there = self.columns(&object.key).await?;
        if there.is_empty() {
            let columns: Vec<String> = object.fields.iter().map(|field| definition(dialect, field)).collect();
            let sql = format!("CREATE TABLE {} ({})", quoted(&table(&object.key)), columns.join(", "));
            self.run_sql(sql).await?;
            for field in &object.fields {
                self.finish_column(object, field).await?;
            }
            return Ok(());
        }
        let changed = |field: &&Field| there.get(field.key()).is_some_and(|kept| *kept != declared(dialect, field.kind.column()));
        let errors: Vec<FieldError> = object.fields.iter().filter(changed).map(type_changed).collect();
        if !errors.is_empty() {
            let message = say!("字段的类型不能直接改变", "The type of a field cannot change in place");
            let extra = serde_json::json!({ "object": object.key });
            return Err(Error::invalid("type_changed", message).with_fields(errors).with_extra(extra));
        }
        for field in object.fields.iter().filter(|field| !there.contains_key(field.key())) {
            let sql = format!("ALTER TABLE {} ADD COLUMN {}", quoted(&table(&object.key)), definition(dialect, field));
            self.run_sql(sql).await?;
            self.finish_column(object, field).await?;
        }
        // A field that became sortable has none yet; what is in it is for whoever knows the catalog before.
        for field in object.fields.iter().filter(|field| there.contains_key(field.key())) {
            if dialect == Dialect::Postgres && order_kept(field) && !there.contains_key(&order_column(field.key())) {
                self.add_order(object, field).await?;
            }
        }
        Ok(())
    }

    async fn sync_indexes(&mut self, object: &Object, large: bool, left: &mut Left) -> Result<()> {
        let table = table(&object.key);
        let unwanted = self.unwanted(object).await?;
        for name in &unwanted {
            match large {
                false => self.run_sql(format!("DROP INDEX {}", quoted(name))).await?,
                true => self.part_with(name).await?,
            }
        }
        let there = self.indexes(object).await?;
        let wanted = self.wanted(object).await?;
        for index in wanted.iter().filter(|index| there.get(&index.name) != Some(&index.create(&table))) {
            if large {
                left.unprepared = true;
                continue;
            }
            self.save().await?;
            if let Err(error) = self.run_sql(index.create(&table)).await {
                self.undo().await?;
                return Err(self.explain(object, index, error).await?);
            }
            self.release().await?;
            if self.dialect() == Dialect::Postgres {
                self.note_index(&index.name, &index.create(&table)).await?;
            }
        }
        left.untidy |= large && !unwanted.is_empty();
        Ok(())
    }
}

impl Conn {
    /// A unique index that could not be made, because values stand there more than once, says which.
    pub(in crate::store) async fn explain(&mut self, object: &Object, index: &Index, error: Error) -> Result<Error> {
        let field = match &index.unique {
            Some(slot) if error.code == "unique" && object.fields[*slot].kind.sealed().is_none() => &object.fields[*slot],
            _ => return Ok(error),
        };
        let (column, table) = (quoted(field.key()), quoted(&table(&object.key)));
        let sql = format!(
            "SELECT CAST({column} AS TEXT) AS example FROM {table} WHERE {column} IS NOT NULL AND \"deleted_at\" IS NULL \
             GROUP BY {column} HAVING count(*) > 1 ORDER BY count(*) DESC LIMIT 3"
        );
        let rows = self.once(sql, args![]).await?;
        let examples = rows.iter().map(|row| row.text("example")).collect::<Result<Vec<String>>>()?;
        let (label, shown) = (field.label(), examples.join("、"));
        let message = crate::lang::Label::new(
            format!("「{}」有重复的值，不能设为唯一：{shown}", label.zh),
            format!("\"{}\" has values that occur more than once, so it cannot be unique: {shown}", label.en),
        );
        let extra = serde_json::json!({ "object": object.key, "field": field.key(), "examples": examples });
        let errors = vec![FieldError::new(field.key(), "duplicates", message.clone())];
        Ok(Error::invalid("duplicates", message).with_fields(errors).with_extra(extra))
    }

    /// Columns of an object's table with their declared types; none when there is no table.
    pub(in crate::store) async fn columns(&mut self, object: &str) -> Result<BTreeMap<String, String>> {
        let sql = match self.dialect() {
            Dialect::Sqlite => "SELECT name, type FROM pragma_table_info(?)",
            Dialect::Postgres => postgres::COLUMNS,
        };
        let rows = self.once(sql, args![table(object)]).await?;
        rows.iter().map(|row| Ok((row.text("name")?, row.text("type")?))).collect()
    }

    /// Indexes on an object's table that we made, as they were made; "" for one that was not made to its end.
    pub(in crate::store) async fn indexes(&mut self, object: &Object) -> Result<BTreeMap<String, String>> {
        let sql = match self.dialect() {
            Dialect::Sqlite => "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL",
            Dialect::Postgres => postgres::INDEXES,
        };
        let rows = self.once(sql, args![table(&object.key)]).await?;
        rows.iter().map(|row| Ok((row.text("name")?, row.text("sql")?))).collect()
    }

    /// Text made here of quoted names only.
    pub(in crate::store) async fn run_sql(&mut self, sql: String) -> Result<()> {
        self.once(sql, args![]).await.map(drop)
    }
}

pub(in crate::store) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

fn definition(dialect: Dialect, field: &Field) -> String {
    let declared = match dialect {
        Dialect::Sqlite => declared(dialect, field.kind.column()),
        Dialect::Postgres => column_type(dialect, field.kind.column()).to_owned(),
    };
    let column = format!("{} {declared}", quoted(field.key()));
    match field.slot {
        slot::ID => column + " PRIMARY KEY NOT NULL",
        slot::VERSION => column + " NOT NULL",
        _ => column,
    }
}

/// The engine's type and, so that a change of what is kept is noticed, ours.
pub(in crate::store) fn declared(dialect: Dialect, column: Column) -> String {
    let meaning = match column {
        Column::Bool => " BOOL".to_owned(),
        Column::Scaled(digits) => format!(" SCALED{digits}"),
        Column::Date => " DATE".to_owned(),
        Column::Time => " TIME".to_owned(),
        Column::List => " LIST".to_owned(),
        Column::Json => " JSON".to_owned(),
        Column::Sealed(sealed) => format!(" SEALED {}{}", meaning_of(sealed.holds), if sealed.findable { " FINDABLE" } else { "" }),
        Column::Int | Column::Text | Column::Id => String::new(),
    };
    format!("{}{meaning}", column_type(dialect, column))
}

fn meaning_of(holds: Plain) -> String {
    match holds {
        Plain::Bool => "BOOL".to_owned(),
        Plain::Int => "INT".to_owned(),
        Plain::Scaled(digits) => format!("SCALED{digits}"),
        Plain::Text => "TEXT".to_owned(),
        Plain::Date => "DATE".to_owned(),
        Plain::Time => "TIME".to_owned(),
        Plain::List => "LIST".to_owned(),
    }
}

/// Whether a field's texts can be sorted by that could not before: what is kept of their order, if anything, is of earlier texts.
fn ordered_now(before: &Object, object: &Object) -> bool {
    object.fields.iter().any(|field| order_kept(field) && before.field(field.key()).is_some_and(|was| !order_kept(was)))
}

fn type_changed(field: &Field) -> FieldError {
    let label = field.label();
    let message = crate::lang::Label::new(
        format!("「{}」已保存了另一种类型的数据，请先改变字段的类型", label.zh),
        format!("\"{}\" already keeps values of another type; change the field's type first", label.en),
    );
    FieldError::new(field.key(), "type_changed", message)
}
