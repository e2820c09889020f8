//! Columns that stand beside those of the catalog: the one that a field's values of a new type are copied to, and those that
//! are kept of earlier types or of fields that are gone, until they are forgotten. Names nobody can give a field end in a `~…`.
//! Knows nothing of how values are converted.

use super::arg::{Arg, args};
use super::db::Dialect;
use super::online::{Pace, Patience, Told};
use super::schema::{declared, quoted};
use super::sql::{Sql, column_type, order_column, order_key, order_kept, sealed, table};
use super::{Conn, Store, Tx};
use crate::catalog::{Field, Object};
use crate::error::Result;
use crate::value::{Id, Value};

/// Begins, after a field's key, the names of columns that keep its values of earlier types.
const WAS: &str = "~was";

/// The column that values of a new type are copied to.
fn beside(key: &str) -> String {
    format!("{key}~new")
}

impl Conn {
    /// How many records hold a value in this field, in the bin or not.
    pub async fn count_filled(&mut self, object: &Object, field: &Field) -> Result<i64> {
        let mut sql = Sql::new(self.dialect(), "SELECT count(*) FROM ");
        sql.name(&table(&object.key)).push(" WHERE ").name(field.key()).push(" IS NOT NULL");
        self.one(sql.text, sql.args).await?.int(0)
    }

    /// The number of the last event.
    pub async fn last_event(&mut self) -> Result<i64> {
        self.one("SELECT coalesce(max(seq), 0) FROM event", args![]).await?.int(0)
    }

    /// Records of an object that were written since an event, oldest first, with the numbers of those events.
    pub async fn written_since(&mut self, object: &str, event: i64, limit: i64) -> Result<Vec<(i64, Id)>> {
        let sql = "SELECT seq, record FROM event WHERE seq > ? AND object = ? ORDER BY seq LIMIT ?";
        let rows = self.rows(sql, args![event, object, limit]).await?;
        rows.iter().map(|row| Ok((row.int("seq")?, row.id("record")?))).collect()
    }
}

impl Tx {
    /// Makes the column that values of the field's new type are copied to, empty.
    pub async fn add_beside(&mut self, object: &Object, field: &Field) -> Result<()> {
        self.briefly().await?;
        self.drop_beside(object, field.key()).await?;
        let (dialect, column, table) = (self.dialect(), beside(field.key()), quoted(&table(&object.key)));
        let meaning = declared(dialect, field.kind.column());
        if dialect == Dialect::Sqlite {
            return self.run_sql(format!("ALTER TABLE {table} ADD COLUMN {} {meaning}", quoted(&column))).await;
        }
        let kept = column_type(dialect, field.kind.column());
        self.run_sql(format!("ALTER TABLE {table} ADD COLUMN {} {kept}", quoted(&column))).await?;
        self.run_sql(format!("COMMENT ON COLUMN {table}.{} IS '{meaning}'", quoted(&column))).await?;
        if order_kept(field) {
            let order = quoted(&order_column(&column));
            self.run_sql(format!("ALTER TABLE {table} ADD COLUMN {order} BYTEA")).await?;
        }
        Ok(())
    }

    pub async fn drop_beside(&mut self, object: &Object, key: &str) -> Result<()> {
        let column = beside(key);
        self.drop_columns(object, &[order_column(&column), column]).await
    }

    /// Writes values of the new type beside those of the old.
    pub async fn write_beside(&mut self, object: &Object, field: &Field, values: &[(Id, Value)]) -> Result<()> {
        let ordered = self.dialect() == Dialect::Postgres && order_kept(field);
        let (column, keys) = (beside(field.key()), self.seals.keys());
        for (id, value) in values {
            let arg = sealed::arg(&keys, object, field, *id, value)?;
            let mut sql = Sql::new(self.dialect(), "UPDATE ");
            sql.name(&table(&object.key)).push(" SET ");
            if ordered {
                let key = value.as_text().map_or(Arg::Null, |text| Arg::Bytes(order_key(text)));
                sql.name(&order_column(&column)).push(" = ").bind(key).push(", ");
            }
            sql.name(&column).push(" = ").bind(arg).push(" WHERE ").name("id").push(" = ").bind(Arg::from(*id));
            self.change(sql.text, sql.args).await?;
        }
        Ok(())
    }

    /// Nobody else writes the object's records until this transaction ends.
    pub async fn alone_with(&mut self, object: &Object) -> Result<()> {
        self.briefly().await?;
        match self.dialect() {
            Dialect::Sqlite => Ok(()),
            Dialect::Postgres => self.run_sql(format!("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE", quoted(&table(&object.key)))).await,
        }
    }

    /// The values beside become the field's; the earlier ones are kept.
    pub async fn swap_beside(&mut self, object: &Object, key: &str, version: i64) -> Result<()> {
        let kept = format!("{key}{WAS}{version}");
        self.rename_column(object, key, &kept).await?;
        self.rename_column(object, &beside(key), key).await
    }

    /// With the column of its order, where there is one.
    async fn rename_column(&mut self, object: &Object, from: &str, to: &str) -> Result<()> {
        let there = self.columns(&object.key).await?;
        for (from, to) in [(order_column(from), order_column(to)), (from.to_owned(), to.to_owned())] {
            if there.contains_key(&from) {
                let (table, from, to) = (quoted(&table(&object.key)), quoted(&from), quoted(&to));
                self.run_sql(format!("ALTER TABLE {table} RENAME COLUMN {from} TO {to}")).await?;
            }
        }
        Ok(())
    }

    async fn drop_columns(&mut self, object: &Object, columns: &[String]) -> Result<()> {
        let there = self.columns(&object.key).await?;
        let large = self.dialect() == Dialect::Sqlite && self.is_large(&object.key).await?;
        for column in columns.iter().filter(|column| there.contains_key(*column)) {
            let (table, name) = (quoted(&table(&object.key)), quoted(column));
            match large {
                // Dropping would write every row anew; an empty column costs a byte of each.
                true => {
                    let spare = (1..).map(|n| format!("{column}~{n}")).find(|spare| !there.contains_key(spare));
                    let spare = quoted(&spare.unwrap_or_default());
                    self.run_sql(format!("ALTER TABLE {table} RENAME COLUMN {name} TO {spare}")).await?;
                }
                false => self.run_sql(format!("ALTER TABLE {table} DROP COLUMN {name}")).await?,
            }
        }
        Ok(())
    }
}

impl Store {
    /// Forgets every value kept of a field that the catalog does not have any more, those of earlier types too.
    pub async fn forget_field(&self, object: &Object, key: &str, told: Told<'_>) -> Result<()> {
        let of_field = |column: &str| column == key || column.strip_prefix(key).is_some_and(|rest| rest.starts_with('~'));
        self.forget_columns(object, &of_field, told).await
    }

    /// Forgets what was kept of a field before its type changed.
    pub async fn forget_earlier(&self, object: &Object, key: &str, told: Told<'_>) -> Result<()> {
        let earlier = |column: &str| column.strip_prefix(key).is_some_and(|rest| rest.starts_with(WAS));
        self.forget_columns(object, &earlier, told).await
    }

    async fn forget_columns(&self, object: &Object, which: &(dyn Fn(&str) -> bool + Sync), told: Told<'_>) -> Result<()> {
        let mut conn = self.read().await?;
        let columns: Vec<String> = conn.columns(&object.key).await?.into_keys().filter(|column| which(column)).collect();
        let sqlite = conn.dialect() == Dialect::Sqlite;
        let last = if sqlite { conn.rows_about(&object.key).await? } else { 0 };
        drop(conn);
        if !columns.is_empty() && last > 0 {
            self.empty(object, &columns, last, told).await?;
        }
        let mut patience = Patience::new();
        loop {
            let mut tx = self.begin().await?;
            tx.briefly().await?;
            match tx.drop_columns(object, &columns).await {
                Ok(()) => return tx.commit().await,
                Err(error) => patience.with(error).await?,
            }
        }
    }

    /// In short steps.
    async fn empty(&self, object: &Object, columns: &[String], last: i64, told: Told<'_>) -> Result<()> {
        let names: Vec<String> = columns.iter().map(|column| quoted(column)).collect();
        let set = names.iter().map(|name| format!("{name} = NULL")).collect::<Vec<_>>().join(", ");
        let filled = names.iter().map(|name| format!("{name} IS NOT NULL")).collect::<Vec<_>>().join(" OR ");
        let sql = format!("UPDATE {} SET {set} WHERE rowid > ? AND rowid <= ? AND ({filled})", quoted(&table(&object.key)));
        let (mut from, mut pace) = (0, Pace::new());
        while from < last {
            let to = last.min(from + pace.rows);
            let mut turn = pace.turn(self).await?;
            turn.tx.change(sql.clone(), args![from, to]).await?;
            pace.done(turn).await?;
            from = to;
            told(from.unsigned_abs(), last.unsigned_abs());
        }
        Ok(())
    }
}
