//! A PostgreSQL workspace seen from beside Mortise.

use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection};

/// Every row of every table, as text; bytes as hexadecimal digits.
pub async fn everything(url: &str) -> String {
    let (base, schema) = url.split_once("?schema=").unwrap();
    let options: PgConnectOptions = base.parse().unwrap();
    let mut db = options.options([("search_path", schema)]).connect().await.unwrap();
    let tables = "SELECT quote_ident(relname) FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'";
    let tables: Vec<String> = sqlx::query_scalar(tables).fetch_all(&mut db).await.unwrap();
    let mut all = String::new();
    for table in tables {
        let rows = format!("SELECT coalesce(string_agg(t::text, chr(10)), '') FROM {table} t");
        let rows: String = sqlx::query_scalar(AssertSqlSafe(rows)).fetch_one(&mut db).await.unwrap();
        all.push_str(&rows);
    }
    db.close().await.unwrap();
    all
}
