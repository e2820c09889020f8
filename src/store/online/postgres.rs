//! An index of a large PostgreSQL table: CONCURRENTLY, outside of any transaction. One that an interruption left half-made is
//! not valid, and is taken away and made again.

use crate::catalog::Object;
use crate::error::Result;
use crate::store::arg::args;
use crate::store::indexes::Index;
use crate::store::schema::quoted;
use crate::store::sql::table;
use crate::store::{Conn, Store};

pub(super) async fn build(store: &Store, object: &Object, index: &Index) -> Result<()> {
    let mut conn = store.read().await?;
    take_away(&mut conn, &index.name).await?;
    let table = table(&object.key);
    if let Err(error) = conn.run_sql(index.create_beside_writers(&table)).await {
        take_away(&mut conn, &index.name).await?;
        return Err(conn.explain(object, index, error).await?);
    }
    conn.note_index(&index.name, &index.create(&table)).await
}

pub(super) async fn take_away(conn: &mut Conn, index: &str) -> Result<()> {
    conn.run_sql(format!("DROP INDEX CONCURRENTLY IF EXISTS {}", quoted(index))).await
}

pub(super) async fn flaws(conn: &mut Conn) -> Result<Vec<String>> {
    let sql = "SELECT c.relname::text AS name FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid \
               WHERE c.relnamespace = current_schema()::regnamespace AND NOT i.indisvalid";
    conn.once(sql, args![]).await?.iter().map(|row| row.text("name")).collect()
}
