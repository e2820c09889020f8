//! A connection that only reads, beside the servers of a workspace and without a place among them. Runs nothing.

use sqlx::ConnectOptions;

use super::super::db::Db;
use super::super::failure::{failure, unopened};
use super::connect::{heeded, session};
use super::{Server, address};
use crate::error::Result;

impl Server {
    pub async fn reading(url: &str) -> Result<Db> {
        let address = address::read(url)?;
        let failed = |error| unopened(&address.shown, failure(error));
        let mut db = session(&address).connect().await.map_err(failed)?;
        heeded(&mut db, &address).await?;
        Ok(Db::Reading { db, unsure: false })
    }
}
