//! Records as the rest of Mortise reads and writes them: the door to `sql`, which knows how they are kept.

use std::sync::Arc;

use crate::catalog::Object;
use crate::error::Result;
use crate::query::{Aggregate, Rollup, Row, Scope, Select};
use crate::value::{Id, Record, Value};

use super::sql::read::These;
use super::sql::{read, write};
use super::{Conn, Count, Page, Tx};

impl Conn {
    /// The record, live or in the recycle bin.
    pub async fn get(&mut self, object: &Object, id: Id) -> Result<Option<Record>> {
        read::get(self, object, id).await
    }

    /// Those of `ids` that exist, live or in the recycle bin, in no particular order.
    pub async fn get_many(&mut self, object: &Object, ids: &[Id]) -> Result<Vec<Record>> {
        read::get_many(self, object, ids).await
    }

    /// Those of `ids` that are in the scope, live or in the recycle bin, in no particular order.
    pub async fn within(&mut self, object: &Object, ids: &[Id], scope: &Scope) -> Result<Vec<Id>> {
        read::within(self, object, ids, scope).await
    }

    /// Of each of the scopes whether the record is in it.
    pub async fn in_each(&mut self, object: &Object, record: Id, scopes: &[Arc<Scope>]) -> Result<Vec<bool>> {
        read::in_each(self, object, record, scopes).await
    }

    /// As [`Conn::get_many`], of those that are in the scope.
    pub async fn get_within(&mut self, object: &Object, ids: &[Id], scope: &Scope) -> Result<Vec<Record>> {
        read::get_within(self, object, ids, scope).await
    }

    pub async fn list(&mut self, select: &Select) -> Result<Page> {
        if select.search.is_some() {
            self.flush().await?;
        }
        read::list(self, select).await
    }

    /// Counts no further than `cap`.
    pub async fn count(&mut self, select: &Select, cap: u64) -> Result<Count> {
        if select.search.is_some() {
            self.flush().await?;
        }
        read::count(self, select, cap).await
    }

    /// As [`Conn::count`], of several lists of what belongs to one record.
    pub async fn counts(&mut self, selects: &[Select], cap: u64) -> Result<Vec<Count>> {
        if selects.iter().any(|select| select.search.is_some()) {
            self.flush().await?;
        }
        read::counts(self, selects, cap).await
    }

    pub async fn aggregate(&mut self, aggregate: &Aggregate) -> Result<Vec<Row>> {
        read::aggregate(self, aggregate).await
    }

    /// Ids of the records that match, at most `select.limit`.
    pub async fn ids(&mut self, select: &Select) -> Result<Vec<Id>> {
        if select.search.is_some() {
            self.flush().await?;
        }
        read::ids(self, select).await
    }

    /// The next ids of an object's records after one, in the bin or not, in their own order.
    pub async fn ids_after(&mut self, object: &Object, after: Option<Id>, limit: i64) -> Result<Vec<Id>> {
        read::ids_after(self, object, after, limit).await
    }

    /// How many records an object has, in the bin or not.
    pub async fn count_all(&mut self, object: &Object) -> Result<i64> {
        read::count_all(self, object).await
    }

    /// Titles of those of `ids` that exist, live or in the recycle bin.
    pub async fn titles(&mut self, object: &Object, ids: &[Id]) -> Result<Vec<(Id, String)>> {
        let titles = read::titles(self, &[(object, ids.to_vec(), None)]).await?;
        Ok(titles.into_iter().flatten().collect())
    }

    /// As [`Conn::titles`], of several objects in one go, and where there is a scope only of what is in it.
    pub async fn titles_of(&mut self, wanted: &[These<'_>]) -> Result<Vec<Vec<(Id, String)>>> {
        read::titles(self, wanted).await
    }

    /// Live records whose slots equal the values given, leaving out `except`.
    pub async fn find_equal(
        &mut self,
        object: &Object,
        equal: &[(usize, &Value)],
        except: Option<Id>,
        limit: u32,
    ) -> Result<Vec<Id>> {
        read::find_equal(self, object, equal, except, limit).await
    }

    /// Measures over the live `child` records whose slot `via` is one of `parents`; a parent without any is left out.
    pub async fn rollups(&mut self, child: &Object, via: usize, parents: &[Id], measures: &[Rollup<'_>]) -> Result<Vec<(Id, Vec<Value>)>> {
        read::rollups(self, child, via, parents, measures).await
    }
}

impl Tx {
    pub async fn insert(&mut self, object: &Object, record: &Record) -> Result<()> {
        write::insert(self, object, record).await
    }

    /// Writes the slots named of a record that is there; nobody refuses what is in them.
    pub async fn put(&mut self, object: &Object, record: &Record, slots: &[usize]) -> Result<()> {
        write::put(self, object, record, slots).await
    }

    pub async fn insert_many(&mut self, object: &Object, records: &[Record]) -> Result<()> {
        write::insert_many(self, object, records).await
    }

    /// Writes the slots named; false when the record is not there or not at version `expect`.
    pub async fn update(
        &mut self,
        object: &Object,
        record: &Record,
        slots: &[usize],
        expect: Option<i64>,
    ) -> Result<bool> {
        write::update(self, object, record, slots, expect).await
    }

    /// Removes the row for good, and with it what is kept of it elsewhere but for its events; false when it is not there.
    pub async fn purge(&mut self, object: &Object, id: Id) -> Result<bool> {
        self.unindex(id).await?;
        self.forget_stages(id).await?;
        self.forget_runs(id).await?;
        self.forget_notices(id).await?;
        self.forget_shares(id).await?;
        self.forget_approvals(id).await?;
        write::purge(self, object, id).await
    }
}
