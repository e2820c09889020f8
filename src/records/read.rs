//! Read one record, with what its page shows around it.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::Serialize;

use super::json::{self as encode, Ref, Refs, Saved};
use super::{Context, Match, Sight, Written, gate, merge, pool};
use crate::access::Action;
use crate::catalog::{Object, Pipeline};
use crate::error::Result;
use crate::runtime::{Related, children};
use crate::store::Conn;
use crate::value::{Id, Record, Value};

/// A record with what its page shows around it.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "RecordDetail")]
pub struct Detail {
    #[serde(flatten)]
    pub saved: Saved,
    /// By relation.
    pub related: BTreeMap<String, Children>,
    pub pipelines: BTreeMap<String, InPipeline>,
    pub can: RecordRights,
    /// Of one in the bin that was merged: the record it became part of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub merged_into: Option<Match>,
}

/// What the caller may do with this very record.
#[derive(Clone, Copy, Debug, Default, Serialize, JsonSchema)]
pub struct RecordRights {
    pub update: bool,
    pub delete: bool,
    pub transfer: bool,
    pub merge: bool,
    /// It lies in a pool of theirs.
    pub claim: bool,
}

/// How many records a related list has.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Children {
    pub count: u64,
    /// Whether there are no more than that.
    pub exact: bool,
}

/// A record's way through one pipeline.
#[derive(Debug, Serialize, JsonSchema)]
pub struct InPipeline {
    /// Where it is now.
    pub stage: Option<String>,
    /// The stages it was in so far.
    pub stages: Vec<Stay>,
    /// Which stages it could enter now; for those who may move it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub moves: Option<Moves>,
}

/// The time spent in a stage, the present one up to now.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Stay {
    pub key: String,
    pub seconds: i64,
    pub entered_at: DateTime<Utc>,
    pub current: bool,
}

/// By stage.
type Moves = BTreeMap<String, Way>;

/// Whether a record could enter a stage now, and what its gate misses.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Way {
    pub allowed: bool,
    /// Fields to fill.
    pub missing: Vec<String>,
    pub reason: Option<String>,
}

pub async fn read(cx: &Context, object: &str, id: Id) -> Result<Detail> {
    let object = cx.seen_object(object, Action::Read)?;
    let mut sight = cx.glance().await?;
    let record = find(&mut sight, &object, id).await?;
    let refs = encode::refs(&mut sight, &object, std::slice::from_ref(&record)).await?;
    let related = related(&mut sight, &object, id).await?;
    let can = rights(&mut sight, &object, &record).await?;
    let merged_into = merge::into(&mut sight, &object, &record).await?;
    let mut pipelines = BTreeMap::new();
    for (key, slot) in &object.pipelines {
        let Some(pipeline) = cx.seen().pipeline(key) else { continue };
        let stages = durations(cx, &mut sight.conn, pipeline, id).await?;
        let stage = record.values[*slot].as_text().map(str::to_owned);
        let moves = if can.update { Some(moves(cx, &mut sight.conn, pipeline, *slot, &record).await?) } else { None };
        pipelines.insert(key.clone(), InPipeline { stage, stages, moves });
    }
    let saved = Saved { record: encode::encode(&object, record), refs };
    Ok(Detail { saved, related, pipelines, can, merged_into })
}

/// The record after a write, as whoever wrote it may see it.
pub async fn shown(cx: &Context, object: &str, written: Written) -> Result<Saved> {
    let object = cx.seen_object(object, Action::Read)?;
    let record = super::sight::shown(&object, written.record);
    let mut wanted = encode::pointed_at(cx, &object, std::slice::from_ref(&record));
    let mut refs = Refs::new();
    for (target, ids) in &mut wanted {
        let titles = cx.titles_at_hand(target, ids, &written.beside);
        refs.extend(titles.into_iter().map(|(id, title)| (id, Ref { object: target.key.clone(), title })));
    }
    wanted.retain(|(_, ids)| !ids.is_empty());
    if !wanted.is_empty() {
        encode::add_titles(&mut cx.glance().await?, wanted, &mut refs).await?;
    }
    Ok(Saved { record: encode::encode(&object, record), refs })
}

/// The record, deleted or not, if the actor may read it.
pub async fn find(sight: &mut Sight<'_>, object: &Arc<Object>, id: Id) -> Result<Record> {
    sight.get(object, id).await?.ok_or_else(|| super::work::missing(object))
}

/// Whether the actor may do this with this very record.
pub async fn may(sight: &mut Sight<'_>, action: Action, object: &Arc<Object>, id: Id) -> Result<bool> {
    if !sight.cx.policy.allows(action, &object.key) {
        return Ok(false);
    }
    match sight.cx.scope(action, object) {
        Some(scope) => Ok(!sight.conn.within(object, &[id], &scope).await?.is_empty()),
        None => Ok(true),
    }
}

/// Nothing is done with what lies in the bin but to take it out.
async fn rights(sight: &mut Sight<'_>, object: &Arc<Object>, record: &Record) -> Result<RecordRights> {
    let asked = if record.is_deleted() { &[Action::Delete][..] } else { &[Action::Delete, Action::Update, Action::Transfer, Action::Merge] };
    let allowed: Vec<Action> = asked.iter().filter(|action| sight.cx.policy.allows(**action, &object.key)).copied().collect();
    let scopes: Vec<_> = allowed.iter().map(|action| sight.cx.scope(*action, object)).collect();
    let bounds: Vec<_> = scopes.iter().flatten().cloned().collect();
    let mut within = sight.conn.in_each(object, record.id(), &bounds).await?.into_iter();
    let reached = allowed.into_iter().zip(scopes).filter(|(_, scope)| scope.is_none() || within.next() == Some(true));
    let may: Vec<Action> = reached.map(|(action, _)| action).collect();
    Ok(RecordRights {
        update: may.contains(&Action::Update),
        delete: may.contains(&Action::Delete),
        transfer: may.contains(&Action::Transfer),
        merge: may.contains(&Action::Merge),
        claim: pool::may_claim(sight.cx, object, record),
    })
}

/// Counts of the related lists the layout shows.
async fn related(sight: &mut Sight<'_>, object: &Object, id: Id) -> Result<BTreeMap<String, Children>> {
    let (mut keys, mut selects) = (Vec::new(), Vec::new());
    for relation in &object.relations {
        let shown = object.layout.related.iter().any(|related| related.relation == relation.key);
        let child = sight.cx.seen().object(&relation.object).filter(|_| shown);
        let Some((child, via)) = child.and_then(|child| Some((child, child.field(&relation.via)?))) else { continue };
        selects.push(children(child, via.slot, id));
        keys.push(&relation.key);
    }
    let counts = sight.counts(selects, 1_000).await?;
    let children = counts.into_iter().map(|count| Children { count: count.value, exact: count.exact });
    Ok(keys.into_iter().cloned().zip(children).collect())
}

/// Seconds spent in each stage entered so far, the present one up to now.
async fn durations(
    cx: &Context,
    conn: &mut Conn,
    pipeline: &Pipeline,
    id: Id,
) -> Result<Vec<Stay>> {
    let now = cx.runtime.clock.now();
    let spans = conn.stage_entries(id).await?;
    let stages = pipeline.def.stages.iter().filter_map(|stage| {
        let mut seconds = 0;
        let mut entered = None;
        let mut current = false;
        for span in spans.iter().filter(|span| span.pipeline == pipeline.def.key && span.stage == stage.key) {
            seconds += (span.left_at.unwrap_or(now) - span.entered_at).num_seconds();
            entered = Some(span.entered_at);
            current = span.left_at.is_none();
        }
        entered.map(|entered_at| Stay { key: stage.key.clone(), seconds, entered_at, current })
    });
    Ok(stages.collect())
}

/// For each stage whether the record could enter it now, and what is missing.
async fn moves(cx: &Context, conn: &mut Conn, pipeline: &Pipeline, slot: usize, shown: &Record) -> Result<Moves> {
    let Some(object) = cx.catalog().object(&pipeline.def.object) else { return Ok(Moves::new()) };
    // A gate asks about the whole record, whatever of it is shown.
    let whole = match cx.policy.reads_everything() {
        true => Some(shown.clone()),
        false => conn.get(object, shown.id()).await?,
    };
    let Some(record) = whole else { return Ok(Moves::new()) };
    let from = record.values[slot].as_text();
    let mut related = Related::default();
    let mut candidate = record.clone();
    let mut moves = Moves::new();
    for stage in &pipeline.def.stages {
        candidate.values[slot] = Value::Text(stage.key.clone());
        let refused = gate::check(cx, conn, &mut related, object, pipeline, from, &candidate).await?;
        let reason = refused.message.as_ref().map(|message| message.get(cx.actor.lang()).to_owned());
        let allowed = refused.is_empty();
        moves.insert(stage.key.clone(), Way { allowed, missing: refused.missing, reason });
    }
    Ok(moves)
}
