//! The records as an actor sees them: every read on somebody's behalf goes through here, so that none can forget what they
//! may not see. What is out of their scope is not there, wherever a path leads; of masked values only part is read.

use std::sync::Arc;

use super::Context;
use crate::access::{Action, USER};
use crate::catalog::Object;
use crate::error::Result;
use crate::query::{Aggregate, Row, Scope, Select};
use crate::runtime::names::{self, Since};
use crate::runtime::Related;
use crate::store::{Count, Page, Reader};
use crate::value::{Id, Record};

pub struct Sight<'a> {
    pub cx: &'a Context,
    /// Reads everything: for what is no record, and for what is asked about a record already seen.
    pub conn: Reader,
    /// Asked before anything is read.
    named: Option<Since>,
}

impl Context {
    /// Looks through the actor's eyes.
    pub async fn look(&self) -> Result<Sight<'_>> {
        let named = self.runtime.named_since(self.catalog().version);
        Ok(Sight { cx: self, conn: self.runtime.store.read().await?, named })
    }

    /// As [`Context::look`], at one moment: for an answer that is given at once.
    pub async fn glance(&self) -> Result<Sight<'_>> {
        let mut sight = self.look().await?;
        sight.conn.stand_still()?;
        Ok(sight)
    }

    fn reach(&self, object: &Arc<Object>) -> Option<Arc<Scope>> {
        match self.policy.allows(Action::Read, &object.key) {
            true => self.scope(Action::Read, object),
            false => Some(Arc::new(Scope::Any(Vec::new()))),
        }
    }

    /// Takes those of the records out whose titles need not be read, of an object that the actor sees whole: what was read already, and
    /// what people are called.
    pub(super) fn titles_at_hand(&self, object: &Arc<Object>, ids: &mut Vec<Id>, read: &Related) -> Vec<(Id, String)> {
        if self.reach(object).is_some() {
            return Vec::new();
        }
        let mut titles = names::take(ids, |id| Some(object.titled(read.known(id)?.values[object.title].clone())));
        if let Some(since) = self.runtime.named_since(self.catalog().version).filter(|_| object.key == USER) {
            titles.extend(self.runtime.names.take(since, ids));
        }
        titles
    }
}

impl Sight<'_> {
    fn reach(&self, object: &Arc<Object>) -> Option<Arc<Scope>> {
        self.cx.reach(object)
    }

    /// The list, of what the actor may read.
    pub fn within(&self, select: Select) -> Select {
        match self.cx.policy.is_system() {
            true => select,
            false => select.within(&|object| self.reach(object)),
        }
    }

    pub async fn list(&mut self, select: Select) -> Result<Page> {
        let select = self.within(select);
        self.page(&select).await
    }

    /// As [`Sight::list`], of what the actor may take out.
    pub async fn export(&mut self, select: Select) -> Result<Page> {
        let mut select = self.within(select);
        if let Some(export) = self.cx.scope(Action::Export, &select.object) {
            let both = select.scope.take().map(|read| vec![(*read).clone(), (*export).clone()]);
            select.scope = Some(both.map_or(export, |both| Arc::new(Scope::All(both))));
        }
        self.page(&select).await
    }

    async fn page(&mut self, select: &Select) -> Result<Page> {
        let page = self.conn.list(select).await?;
        Ok(Page { records: page.records.into_iter().map(|record| shown(&select.object, record)).collect(), ..page })
    }

    pub async fn count(&mut self, select: Select, cap: u64) -> Result<Count> {
        let select = self.within(select);
        self.conn.count(&select, cap).await
    }

    /// As [`Sight::count`], several in one go.
    pub async fn counts(&mut self, selects: Vec<Select>, cap: u64) -> Result<Vec<Count>> {
        let selects: Vec<Select> = selects.into_iter().map(|select| self.within(select)).collect();
        self.conn.counts(&selects, cap).await
    }

    pub async fn aggregate(&mut self, aggregate: Aggregate) -> Result<Vec<Row>> {
        let aggregate = match self.cx.policy.is_system() {
            true => aggregate,
            false => aggregate.within(&|object| self.reach(object)),
        };
        self.conn.aggregate(&aggregate).await
    }

    /// The record, live or in the bin.
    pub async fn get(&mut self, object: &Arc<Object>, id: Id) -> Result<Option<Record>> {
        Ok(self.get_many(object, &[id]).await?.pop())
    }

    /// Those of the records that are there for the actor, live or in the bin.
    pub async fn get_many(&mut self, object: &Arc<Object>, ids: &[Id]) -> Result<Vec<Record>> {
        let found = match self.reach(object) {
            None => self.conn.get_many(object, ids).await?,
            Some(scope) => self.conn.get_within(object, ids, &scope).await?,
        };
        Ok(found.into_iter().map(|record| shown(object, record)).collect())
    }

    /// The titles of those of the records that are there for the actor, live or in the bin.
    pub async fn titles(&mut self, object: &Arc<Object>, ids: &[Id]) -> Result<Vec<(Id, String)>> {
        let titles = self.titles_of(vec![(object, ids.to_vec())]).await?;
        Ok(titles.into_iter().flatten().collect())
    }

    /// As [`Sight::titles`], of several objects in one go.
    pub async fn titles_of(&mut self, wanted: Vec<(&Arc<Object>, Vec<Id>)>) -> Result<Vec<Vec<(Id, String)>>> {
        let (mut at_hand, mut others) = (Vec::with_capacity(wanted.len()), Vec::with_capacity(wanted.len()));
        for (object, mut ids) in wanted {
            at_hand.push(self.cx.titles_at_hand(object, &mut ids, &Related::default()));
            others.push((object.as_ref(), ids, self.reach(object)));
        }
        let mut titles = self.conn.titles_of(&others).await?;
        for ((titles, known), (object, _, scope)) in titles.iter_mut().zip(at_hand).zip(&others) {
            if let Some(since) = self.named.filter(|_| object.key == USER && scope.is_none()) {
                self.cx.runtime.names.learn(since, titles);
            }
            titles.extend(known);
        }
        Ok(titles)
    }
}

/// The record with what is masked or hidden taken out.
pub(super) fn shown(object: &Object, mut record: Record) -> Record {
    for field in &object.fields {
        if field.def.retired {
            record.values[field.slot] = Default::default();
        } else if field.kind.masked() {
            record.values[field.slot] = field.kind.shown(std::mem::take(&mut record.values[field.slot]));
        }
    }
    record
}
