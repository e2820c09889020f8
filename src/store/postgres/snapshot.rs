//! A connection that only reads, beside the servers of a workspace and without a place among them. Runs nothing.

use sqlx::ConnectOptions;

use super::super::db::Db;
use super::super::failure::{failure, unopened};
use super::{Server, address};
use crate::error::Result;

impl Server {
    pub async fn reading(url: &str) -> Result<Db> {
        let address = address::read(url)?;
        let failed = |error| unopened(&address.shown, failure(error));
        let options = address.options.clone().application_name("mortise").options([("search_path", address.schema.as_str())]);
        let db = options.connect().await.map_err(failed)?;
        Ok(Db::Reading { db, unsure: false })
    }
}
