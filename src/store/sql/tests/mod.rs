//! The SQL of records, tried on a real database: SQLite, or the engine that the run is about.

mod agreement;
#[path = "../../../../tests/support/engine.rs"]
mod engine;
mod lists;
mod plans;
mod reports;
mod rows;
mod scopes;

use std::sync::Arc;

use serde_json::{Value as Json, json};

use super::{column_type, table, write};
use crate::catalog::{Catalog, Object};
use crate::query::{Bin, Cond, Select, compile, fixture};
use crate::store::db::{Db, Dialect};
use crate::store::postgres::Server;
use crate::store::sqlite::Sqlite;
use crate::store::{Conn, Tx, arg::args};
use crate::value::{Clock, Id, Record, Value, slot};

/// An empty database with the tables of the objects.
pub(super) struct Base {
    pub conn: Conn,
    pub catalog: Catalog,
    pub firm: Arc<Object>,
}

pub(super) async fn base() -> Base {
    let catalog = fixture::catalog();
    let object = |key: &str| catalog.object(key).unwrap().clone();
    let folder = tempfile::tempdir().unwrap();
    if let Some(url) = engine::postgres(folder.path()) {
        let server = Server::connect(&url, Clock::default(), crate::store::seals::Seals::blind()).await.unwrap();
        let mut tx = Tx::begin_at(&server, 0).await.unwrap();
        tx.sync(None, &catalog).await.unwrap();
        tx.commit().await.unwrap();
        let db = Server::reading(&url).await.unwrap();
        let conn = Conn::new(db, Clock::default(), crate::store::seals::Seals::blind());
        return Base { firm: object("firm"), conn, catalog };
    }
    let mut conn = Conn::new(Db::Sqlite(Sqlite::in_memory().unwrap()), Clock::default(), crate::store::seals::Seals::blind());
    for object in catalog.objects.values() {
        let columns: Vec<String> = object.fields.iter().map(|field| format!("\"{}\" {}", field.key(), column_type(Dialect::Sqlite, field.kind.column()))).collect();
        let name = table(&object.key);
        let unique = object.own_fields().filter(|field| field.def.unique).map(|field| format!("CREATE UNIQUE INDEX \"u_{name}__{0}\" ON \"{name}\" (\"{0}\")", field.key()));
        let create = format!("CREATE TABLE \"{name}\" ({}, PRIMARY KEY (\"id\")) WITHOUT ROWID", columns.join(", "));
        for statement in [create].into_iter().chain(unique) {
            conn.once(statement, args![]).await.unwrap();
        }
    }
    Base { firm: object("firm"), conn, catalog }
}

/// A record with its values as API JSON; `id` is a small number.
pub(super) fn record(object: &Object, id: u128, values: Json) -> Record {
    let mut record = Record::empty(object.slots());
    record.values[slot::ID] = Value::Id(Id::from_u128(id));
    record.values[slot::VERSION] = Value::Int(1);
    for (key, value) in values.as_object().unwrap() {
        let field = object.field(key).unwrap_or_else(|| panic!("no field {key}"));
        record.values[field.slot] = field.kind.decode(value).unwrap_or_else(|refusal| panic!("{key}: {refusal:?}"));
    }
    record
}

pub(super) fn id(number: u128) -> Id {
    Id::from_u128(number)
}

impl Base {
    pub async fn add(&mut self, object: &str, id: u128, values: Json) {
        let object = self.catalog.object(object).unwrap().clone();
        write::insert(&mut self.conn, &object, &record(&object, id, values)).await.unwrap();
    }

    pub fn cond(&self, filter: Json) -> Cond {
        compile(&self.catalog, &self.firm, &serde_json::from_value(filter).unwrap(), &fixture::cx()).unwrap()
    }

    pub fn select(&self, filter: Option<Json>) -> Select {
        let cond = filter.map(|filter| self.cond(filter));
        Select { object: self.firm.clone(), cond, scope: None, search: None, sort: vec![], limit: 50, cursor: None, bin: Bin::Live }
    }

    /// Numbers of the firms that match, ascending.
    pub async fn found(&mut self, filter: Json) -> Vec<u128> {
        let select = self.select(Some(filter));
        let mut found: Vec<u128> = super::read::ids(&mut self.conn, &select).await.unwrap().iter().map(Id::as_u128).collect();
        found.sort_unstable();
        found
    }
}

pub(super) fn names(records: &[Record], object: &Object) -> Json {
    let name = object.field("name").unwrap().slot;
    json!(records.iter().map(|record| record.values[name].as_text()).collect::<Vec<_>>())
}
