//! One transaction of writes with everything that follows from them: computed values of other records, jobs, news for browsers.

use std::sync::Arc;

use crate::access::{self, Action};
use crate::catalog::Object;
use crate::error::{Error, Result};
use crate::query::Cond;
use crate::runtime::{Live, Related, Touched};
use crate::store::{Event, Tx};
use crate::value::{Id, Record};

use super::Context;

pub struct Work<'a> {
    pub cx: &'a Context,
    pub tx: Tx,
    pub related: Related,
    pub touched: Touched,
    news: Vec<Live>,
    jobs: bool,
    writes: usize,
    /// What is written, when somebody wants to know, and how much of that was told.
    witness: Option<(Vec<Event>, usize)>,
}

impl<'a> Work<'a> {
    pub async fn begin(cx: &'a Context) -> Result<Work<'a>> {
        let tx = cx.runtime.store.begin_under(cx.catalog().version).await?;
        Ok(Work { cx, tx, related: Related::default(), touched: Touched::default(), news: Vec::new(), jobs: false, writes: 0, witness: None })
    }

    /// Whether the record meets the condition.
    pub async fn matches(&mut self, cond: &Cond, record: &Record) -> Result<bool> {
        self.related.matches(&mut self.tx, cond, record).await
    }

    /// Refuses when this very record, as it is kept, is out of the actor's scope: as if it did not exist when it cannot be
    /// read either.
    pub async fn require(&mut self, action: Action, object: &Arc<Object>, id: Id) -> Result<()> {
        for (action, error) in [(Action::Read, missing(object)), (action, access::refusal(action, object))] {
            if !self.may(action, object, id).await? {
                return Err(error);
            }
        }
        Ok(())
    }

    /// Whether the actor may do this with this very record, as it is kept.
    pub async fn may(&mut self, action: Action, object: &Arc<Object>, id: Id) -> Result<bool> {
        if !self.cx.policy.allows(action, &object.key) {
            return Ok(false);
        }
        match self.cx.scope(action, object) {
            Some(scope) => Ok(!self.tx.within(object, &[id], &scope).await?.is_empty()),
            None => Ok(true),
        }
    }

    /// The live record, or "not found".
    pub async fn live(&mut self, object: &Object, id: Id) -> Result<Record> {
        let found = match self.related.known(id) {
            Some(known) => Some(known.clone()),
            None => self.tx.get(object, id).await?,
        };
        found.filter(|record| !record.is_deleted()).ok_or_else(|| missing(object))
    }

    /// A job was enqueued: the workers are woken after the commit.
    pub fn enqueued(&mut self) {
        self.jobs = true;
    }

    /// From now on what is written is noted.
    pub fn observe(&mut self) {
        self.witness = Some((Vec::new(), 0));
    }

    /// What is done from now on is done because of something else.
    pub fn because(&mut self, cx: &'a Context) {
        self.cx = cx;
    }

    /// How often something was written.
    pub fn writes(&self) -> usize {
        self.writes
    }

    /// Something was written.
    pub(super) fn wrote(&mut self, event: &Event) {
        self.writes += 1;
        if let Some((witness, _)) = &mut self.witness {
            witness.push(event.clone());
        }
    }

    /// What was written since this was asked before; nothing unless it is noted.
    pub fn witnessed(&mut self) -> Vec<Event> {
        let Some((witness, told)) = &mut self.witness else { return Vec::new() };
        let before = std::mem::replace(told, witness.len());
        witness[before..].to_vec()
    }

    /// All that was written while it was noted; from now on it is not.
    pub fn observed(&mut self) -> Vec<Event> {
        self.witness.take().map(|(witness, _)| witness).unwrap_or_default()
    }

    /// Computes what depends on what was written so far, as the commit does.
    pub async fn settle(&mut self) -> Result<()> {
        let touched = std::mem::take(&mut self.touched);
        touched.settle(&mut self.tx, &self.cx.published, &mut self.related).await?;
        Ok(())
    }

    /// What was written since [`Tx::save`] is undone, and nothing follows from it.
    pub async fn undo(&mut self) -> Result<()> {
        self.tx.undo().await?;
        let Work { related, touched, news, jobs, witness, .. } = self;
        (*related, *touched, *jobs, *witness) = (Related::default(), Touched::default(), false, None);
        news.clear();
        Ok(())
    }

    pub fn news(&mut self, live: Live) {
        self.news.push(live);
    }

    /// Computes what depends on what was written, commits, and tells.
    pub async fn commit(mut self) -> Result<()> {
        self.touched.settle(&mut self.tx, &self.cx.published, &mut self.related).await?;
        self.tx.commit().await?;
        if self.jobs {
            self.cx.runtime.wake_workers();
        }
        for live in self.news {
            self.cx.runtime.tell(live);
        }
        Ok(())
    }
}

/// "Not found", the same for what is not there, is deleted, or is out of scope.
pub fn missing(object: &Object) -> Error {
    let label = &object.def.label;
    Error::not_found(crate::lang::Label::new(
        format!("这条{}不存在，或已被删除", label.zh),
        format!("This {} does not exist or was deleted", label.en),
    ))
}

/// The message of a field that was left empty.
pub fn required(object: &Object, slot: usize) -> crate::error::FieldError {
    let field = &object.fields[slot];
    let label = field.label();
    let message = crate::lang::Label::new(format!("请填写{}", label.zh), format!("{} is required", label.en));
    crate::error::FieldError::new(field.key(), "required", message)
}
