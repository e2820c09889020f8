//! What a condition or formula reads beyond the record itself: referred records and counts of children, loaded once.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

use crate::catalog::Object;
use crate::error::Result;
use crate::query::{self, Bin, Cond, Leaf, Operand, Path, Select, Test};
use crate::store::Conn;
use crate::value::filter::Op;
use crate::value::{Id, Record, Value};

/// Cached for the time of one write.
#[derive(Debug, Default)]
pub struct Related {
    records: HashMap<Id, Option<Record>>,
    counts: HashMap<(String, usize, Id), i64>,
}

impl query::Related for Related {
    fn record(&self, _object: &Object, id: Id) -> Option<&Record> {
        self.known(id)
    }

    fn count(&self, child: &Object, via: usize, parent: Id) -> i64 {
        self.counts.get(&(child.key.clone(), via, parent)).copied().unwrap_or(0)
    }
}

impl Related {
    /// Whether the record meets the condition; loads what it reads.
    pub async fn matches(&mut self, conn: &mut Conn, cond: &Cond, record: &Record) -> Result<bool> {
        self.load_for(conn, cond, record).await?;
        Ok(query::matches(cond, record, self))
    }

    /// Loads what the condition reads beyond the record.
    pub async fn load_for(&mut self, conn: &mut Conn, cond: &Cond, record: &Record) -> Result<()> {
        for path in query::needs(cond) {
            self.load(conn, path, record).await?;
        }
        Ok(())
    }

    /// The referred record, deleted or not.
    pub async fn record(&mut self, conn: &mut Conn, object: &Object, id: Id) -> Result<Option<&Record>> {
        let known = match self.records.entry(id) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => place.insert(conn.get(object, id).await?),
        };
        Ok(known.as_ref())
    }

    /// Those of the records that exist, deleted or not.
    pub async fn many(&mut self, conn: &mut Conn, object: &Object, ids: &[Id]) -> Result<Vec<Record>> {
        self.fetch(conn, object, ids).await?;
        Ok(ids.iter().filter_map(|id| self.records.get(id)?.clone()).collect())
    }

    /// Loads records that will be asked for, in one go.
    pub async fn fetch(&mut self, conn: &mut Conn, object: &Object, ids: &[Id]) -> Result<()> {
        let unknown: Vec<Id> = ids.iter().filter(|id| !self.records.contains_key(id)).copied().collect();
        if unknown.is_empty() {
            return Ok(());
        }
        let found = conn.get_many(object, &unknown).await?;
        self.records.extend(unknown.into_iter().map(|id| (id, None)));
        self.records.extend(found.into_iter().map(|record| (record.id(), Some(record))));
        Ok(())
    }

    /// The record as it was read before, if it was.
    pub fn known(&self, id: Id) -> Option<&Record> {
        self.records.get(&id).and_then(Option::as_ref)
    }

    /// Keeps records that were just read.
    pub fn hold(&mut self, records: Vec<Record>) {
        self.records.extend(records.into_iter().map(|record| (record.id(), Some(record))));
    }

    /// As [`Related::record`], for the caller to have until it is held again.
    pub async fn take(&mut self, conn: &mut Conn, object: &Object, id: Id) -> Result<Option<Record>> {
        match self.records.remove(&id) {
            Some(known) => Ok(known),
            None => conn.get(object, id).await,
        }
    }

    /// A record was written: this is what it is now.
    pub fn wrote(&mut self, record: &Record) {
        self.records.insert(record.id(), Some(record.clone()));
        self.counts.clear();
    }

    /// Forgets a record that is not what it was.
    pub fn forget(&mut self, id: Id) {
        self.records.remove(&id);
        self.counts.clear();
    }

    async fn load(&mut self, conn: &mut Conn, path: &Path, record: &Record) -> Result<()> {
        let mut at = Some(record.id());
        let mut next = path.hops.first().and_then(|hop| record.values[hop.slot].as_id());
        for (position, hop) in path.hops.iter().enumerate() {
            at = next;
            let Some(id) = next else { break };
            let reached = self.record(conn, &hop.to, id).await?;
            next = match (path.hops.get(position + 1), reached) {
                (Some(following), Some(reached)) => reached.values[following.slot].as_id(),
                _ => None,
            };
        }
        if let (Leaf::Count { child, via, .. }, Some(parent)) = (&path.leaf, at) {
            let key = (child.key.clone(), *via, parent);
            if let Entry::Vacant(place) = self.counts.entry(key) {
                let count = conn.count(&children(child, *via, parent), 1_000_000).await?;
                place.insert(i64::try_from(count.value).unwrap_or(i64::MAX));
            }
        }
        Ok(())
    }
}

/// The live records of `child` whose lookup at `via` is `parent`.
pub fn children(child: &Arc<Object>, via: usize, parent: Id) -> Select {
    let path = Path { hops: Vec::new(), leaf: Leaf::Field(via), text: child.fields[via].key().to_owned() };
    Select {
        object: child.clone(),
        cond: Some(Cond::Test(path, Test::Compare(Op::Is, Operand::Value(Value::Id(parent))))),
        scope: None,
        search: None,
        sort: Vec::new(),
        limit: 1_000_000,
        cursor: None,
        bin: Bin::Live,
    }
}
