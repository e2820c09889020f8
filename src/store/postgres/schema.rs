//! What PostgreSQL keeps beside the columns and indexes of records: what each was declared as, in its comment, and the order
//! of texts that lists may be sorted by. Decides nothing of what a table should have.

use super::super::{Conn, Tx};
use super::super::arg::Arg;
use super::super::db::Dialect;
use super::super::schema::{declared, quoted};
use super::super::sql::{order_column, order_kept, order_key, table};
use crate::catalog::{Field, Object};
use crate::error::Result;
use crate::value::Id;

/// Columns of a table, as declared; a column that we did not declare by its type.
pub(in crate::store) const COLUMNS: &str = "SELECT attname::text AS name, \
    coalesce(col_description(attrelid, attnum), format_type(atttypid, atttypmod)) AS type \
    FROM pg_attribute WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped";

/// Indexes of a table that we made, as they were made; nothing of how, for one that was not made to its end. What an
/// administrator of the database made has neither our mark nor our name.
pub(in crate::store) const INDEXES: &str = "SELECT c.relname::text AS name, \
    CASE WHEN i.indisvalid THEN coalesce(d.description, '') ELSE '' END AS sql FROM pg_index i \
    JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_class r ON r.oid = i.indrelid \
    LEFT JOIN pg_description d ON d.objoid = c.oid AND d.classoid = 'pg_class'::regclass AND d.objsubid = 0 \
    WHERE i.indrelid = to_regclass(?) AND NOT i.indisprimary \
    AND (d.description IS NOT NULL OR c.relname ~ ('^[uesd]_' || substr(r.relname, 3) || '__'))";

/// Columns of any table by name: how declared, their place in its key, whether the database numbers them.
pub(in crate::store) const TABLE: &str = "SELECT attname::text AS name, \
    coalesce(col_description(attrelid, attnum), format_type(atttypid, atttypmod)) AS type, \
    coalesce(array_position(i.indkey::smallint[], attnum) + 1, 0)::bigint AS pk, (attidentity <> '')::int::bigint AS counted \
    FROM pg_attribute LEFT JOIN pg_index i ON i.indrelid = attrelid AND i.indisprimary \
    WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped ORDER BY attname COLLATE \"C\"";

impl Tx {
    /// After a column was made.
    pub(in crate::store) async fn finish_column(&mut self, object: &Object, field: &Field) -> Result<()> {
        if self.dialect() != Dialect::Postgres {
            return Ok(());
        }
        let (table, column) = (quoted(&table(&object.key)), quoted(field.key()));
        let meaning = literal(&declared(Dialect::Postgres, field.kind.column()));
        self.run_sql(format!("COMMENT ON COLUMN {table}.{column} IS {meaning}")).await?;
        if order_kept(field) { self.add_order(object, field).await } else { Ok(()) }
    }

    pub(in crate::store) async fn add_order(&mut self, object: &Object, field: &Field) -> Result<()> {
        let (table, column) = (quoted(&table(&object.key)), quoted(&order_column(field.key())));
        self.run_sql(format!("ALTER TABLE {table} ADD COLUMN {column} BYTEA")).await
    }

    /// Of texts that were kept before their order was.
    pub async fn fill_orders(&mut self, object: &Object, ids: &[Id]) -> Result<()> {
        let fields: Vec<&Field> = object.fields.iter().filter(|field| order_kept(field)).collect();
        if self.dialect() != Dialect::Postgres || fields.is_empty() {
            return Ok(());
        }
        let set: Vec<String> = fields.iter().map(|field| format!("{} = ?", quoted(&order_column(field.key())))).collect();
        let sql = format!("UPDATE {} SET {} WHERE id = ?", quoted(&table(&object.key)), set.join(", "));
        for record in self.get_many(object, ids).await? {
            let keys = fields.iter().map(|field| record.values[field.slot].as_text().map_or(Arg::Null, |text| Arg::Bytes(order_key(text))));
            self.change(sql.clone(), keys.chain([record.id().into()]).collect()).await?;
        }
        Ok(())
    }
}

impl Conn {
    /// After an index was made.
    pub(in crate::store) async fn note_index(&mut self, name: &str, made: &str) -> Result<()> {
        self.run_sql(format!("COMMENT ON INDEX {} IS {}", quoted(name), literal(made))).await
    }
}

pub(in crate::store) fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}
