//! Runs of several rules, on several events, in one transaction: what it costs to begin one, to read and to commit is paid once. One
//! that fails takes no other with it: what comes before it is done again without it, and it by itself.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::asking::Asking;
use super::ready::Ready;
use super::start::{Begun, Reason, caused, is_ours, once, within};
use crate::catalog::Object;
use crate::catalog::model::RuleDef;
use crate::error::{Error, Result};
use crate::records::{Context, Work};
use crate::runtime::Related;
use crate::store::{Conn, Event};
use crate::value::{Id, Record, Value};

/// After so many runs and writes a transaction is ended: whoever writes waits for no more.
const ENOUGH: usize = 100;

/// A rule that listens to an event.
pub struct Heard<'e> {
    pub rule: Arc<RuleDef>,
    pub ready: Arc<Ready>,
    pub object: Arc<Object>,
    pub event: &'e Event,
    /// Whether its conditions seem to hold; `None` when nobody has asked since the record was written.
    pub likely: Option<bool>,
}

/// What became of those that were to share a transaction.
enum Outcome {
    /// So many are dealt with.
    Kept(usize),
    /// The run of this one failed, and nothing was kept. `first`: none ran before it.
    Failed { at: usize, first: bool, begun: Box<Begun>, error: Error },
}

impl Heard<'_> {
    pub fn is_likely(&self) -> bool {
        self.likely == Some(true)
    }

    pub fn has_conditions(&self) -> bool {
        self.rule.filter.is_some() || self.rule.when.is_some()
    }

    /// Whether its conditions hold of the record, or cannot be answered: then its run tells why.
    pub async fn applies(&self, cx: &Context, conn: &mut Conn, related: &mut Related, record: &Record) -> Result<bool> {
        let (object, event, now) = (self.object.clone(), Some(self.event), cx.runtime.clock.now());
        let mut asking = Asking { cx, conn, related, object, event, me: self.event.actor, body: Value::Null, now };
        match asking.meets(record, &self.rule, &self.ready).await {
            Err(error) if !is_ours(&error) => Ok(true),
            answer => answer,
        }
    }

    fn reason(&self) -> Reason<'_> {
        Reason { rule: &self.rule, object: &self.object.key, record: self.event.record, event: Some(self.event), key: None }
    }

    /// A turn that was taken cannot be given back, and what is worked out in shadow is undone.
    fn shares(&self) -> bool {
        self.ready.limit.is_none() && self.rule.mode.is_live()
    }
}

/// Runs the first of them, and of those after it as many as may share its transaction; how many are dealt with.
pub async fn together(cx: &Context, heard: &[Heard<'_>]) -> Result<usize> {
    if let Some(first) = heard.first().filter(|first| !first.shares()) {
        return once(cx, &first.ready, first.reason()).await.map(|()| 1);
    }
    let mut most = heard.iter().take_while(|heard| heard.shares() || !heard.is_likely()).count();
    loop {
        match shared(cx, &heard[..most]).await? {
            Outcome::Kept(count) => return Ok(count),
            Outcome::Failed { at, first: true, begun, error } => {
                begun.failed(cx, &heard[at].ready, &error).await?;
                return Ok(at + 1);
            }
            Outcome::Failed { at, .. } => most = at,
        }
    }
}

/// Runs those that are likely to apply. The others are asked again once their record was written: one that applies then ends it, to
/// be the first of the next.
async fn shared(cx: &Context, heard: &[Heard<'_>]) -> Result<Outcome> {
    let contexts: Vec<Context> = heard.iter().filter(|heard| heard.is_likely()).map(|heard| caused(cx, &heard.reason())).collect();
    let Some(first) = contexts.first() else { return Ok(Outcome::Kept(heard.len())) };
    let mut work = Work::begin(first).await?;
    let ran = read_ahead(&mut work, heard).await?;
    let (mut causes, mut kept, mut written, mut count) = (contexts.iter(), Vec::new(), BTreeSet::new(), heard.len());
    for (at, heard) in heard.iter().enumerate() {
        let cause = if heard.is_likely() { causes.next() } else { None };
        let Some(cause) = cause else {
            if written.contains(&heard.event.record) && now_applies(&mut work, heard).await? {
                count = at;
                break;
            }
            continue;
        };
        if ran.iter().any(|(event, rule)| *event == heard.event.id && *rule == heard.rule.key) {
            continue;
        }
        work.because(cause);
        work.settle().await?;
        let (before, mut begun) = (work.writes(), Begun::of(cause, &heard.reason()));
        match within(&mut work, &heard.ready, heard.reason(), None, &mut begun).await {
            Ok(true) => kept.push((&heard.ready, begun)),
            Ok(false) => {}
            Err(error) if is_ours(&error) => return Err(error),
            Err(error) => return Ok(Outcome::Failed { at, first: kept.is_empty(), begun: Box::new(begun), error }),
        }
        if work.writes() > before {
            written.insert(heard.event.record);
        }
        if work.writes() + kept.len() >= ENOUGH {
            count = at + 1;
            break;
        }
    }
    if !kept.is_empty() {
        work.commit().await?;
        kept.iter().for_each(|(ready, begun)| begun.was_kept(ready));
    }
    Ok(Outcome::Kept(count))
}

/// Reads the records that runs are about, many at once; the events and rules of runs that there are already.
async fn read_ahead(work: &mut Work<'_>, heard: &[Heard<'_>]) -> Result<Vec<(Id, String)>> {
    let (mut events, mut about) = (BTreeSet::new(), BTreeMap::<&str, (&Arc<Object>, BTreeSet<Id>)>::new());
    for heard in heard.iter().filter(|heard| heard.is_likely()) {
        events.insert(heard.event.id);
        about.entry(&heard.object.key).or_insert_with(|| (&heard.object, BTreeSet::new())).1.insert(heard.event.record);
    }
    for (object, ids) in about.into_values() {
        let found = work.tx.get_many(object, &ids.into_iter().collect::<Vec<_>>()).await?;
        work.related.hold(found);
    }
    work.tx.runs_on(&events.into_iter().collect::<Vec<_>>()).await
}

async fn now_applies(work: &mut Work<'_>, heard: &Heard<'_>) -> Result<bool> {
    work.settle().await?;
    let Work { tx, related, cx, .. } = work;
    let Some(record) = related.take(tx, &heard.object, heard.event.record).await? else { return Ok(false) };
    let applies = heard.applies(cx, tx, related, &record).await;
    related.hold(vec![record]);
    applies
}
