//! What an older key sealed, sealed anew with the one that seals now: records, whatever the catalog says of their columns,
//! and secrets. Events see to their own.

use super::arg::{Arg, args};
use super::schema::quoted;
use super::sql::sealed::place;
use super::sql::table;
use super::{Conn, Tx, secrets};
use crate::error::Result;
use crate::seal::{Keys, Place};
use crate::value::Id;

/// What stands in the declaration of an encrypted column.
const SEALED: &str = " SEALED ";

impl Conn {
    /// Objects whose tables have encrypted columns, those of fields that are out of use too, in the order of their keys.
    pub async fn sealed_objects(&mut self) -> Result<Vec<String>> {
        let mut objects = Vec::new();
        for shape in self.shapes().await?.iter().filter(|shape| shape.is_records()) {
            if !self.sealed_columns(shape.object()).await?.is_empty() {
                objects.push(shape.object().to_owned());
            }
        }
        Ok(objects)
    }

    async fn sealed_columns(&mut self, object: &str) -> Result<Vec<String>> {
        let columns = self.columns(object).await?;
        Ok(columns.into_iter().filter(|(_, declared)| declared.contains(SEALED)).map(|(column, _)| column).collect())
    }
}

impl Tx {
    /// The next records of an object after one. Answers the last looked at; none when there are no more.
    pub async fn reseal_records(&mut self, object: &str, after: Option<Id>, limit: i64) -> Result<Option<Id>> {
        let (keys, columns) = (self.seal_keys().await?, self.sealed_columns(object).await?);
        let (table, names) = (quoted(&table(object)), columns.iter().map(|column| quoted(column)).collect::<Vec<_>>());
        let sql = format!("SELECT id, {} FROM {table} WHERE id > ? ORDER BY id LIMIT ?", names.join(", "));
        let rows = self.once(sql, args![after.unwrap_or(Id::nil()), limit]).await?;
        let last = rows.last().map(|row| row.id(0)).transpose()?;
        for row in rows {
            let id = row.id(0)?;
            for (at, column) in columns.iter().enumerate() {
                let Some(sealed) = row.opt_bytes(at + 1)? else { continue };
                // A column that keeps values of an earlier type is named after its field.
                let field = column.split('~').next().unwrap_or(column);
                if let Some(anew) = anew(&keys, place(object, field, id), &sealed)? {
                    self.change(format!("UPDATE {table} SET {} = ? WHERE id = ?", names[at]), vec![Arg::Bytes(anew), Arg::Id(id)]).await?;
                }
            }
        }
        Ok(last)
    }

    pub async fn reseal_secrets(&mut self) -> Result<()> {
        let keys = self.seal_keys().await?;
        for row in self.rows("SELECT purpose, id, sealed FROM secret", args![]).await? {
            let (purpose, id) = (row.text("purpose")?, row.id("id")?);
            if let Some(anew) = anew(&keys, secrets::place(&purpose, id), &row.bytes("sealed")?)? {
                self.change("UPDATE secret SET sealed = ? WHERE purpose = ? AND id = ?", args![anew.as_slice(), &purpose, id]).await?;
            }
        }
        Ok(())
    }
}

fn anew(keys: &Keys, place: Place<'_>, sealed: &[u8]) -> Result<Option<Vec<u8>>> {
    if keys.is_current(sealed) {
        return Ok(None);
    }
    let plain = keys.open(place, sealed)?;
    keys.seal(place, &plain, Keys::is_findable(sealed)).map(Some)
}
