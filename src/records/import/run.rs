//! The import itself: a durable job that writes rows in chunks. Each chunk's transaction also keeps how far it got, so that one that was
//! killed goes on where it stopped, and no row is written twice.

use std::sync::Arc;

use serde_json::json;

use super::names_of::{name, naming};
use super::plan::Plan;
use super::rehearse::require_columns;
use super::state::{Choices, Importer, Progress, Stage, State};
use super::wizard::{importer, load, reading, require_stage, view};
use super::write::{Outcome, errors, is_refusal, write};
use crate::access::Action;
use crate::error::{Error, Kind, Result};
use crate::fields::Column;
use crate::lang::Label;
use crate::records::{Context, Work, person};
use crate::runtime::{Live, Runtime};
use crate::store::{Import, NewJob};
use crate::value::{Actor, Cause, Id, Record, User};

/// The kind of the job.
pub const JOB: &str = "import";
/// Rows to a transaction.
const CHUNK: usize = 500;

/// Puts the import in the queue.
pub async fn start(cx: &Context, id: Id) -> Result<State> {
    let (mut import, mut choices, object) = load(cx, id).await?;
    require_stage(&import, &[Stage::Mapping])?;
    let reading = reading(cx, &import, &choices, &object).await?;
    require_columns(&reading)?;
    choices.importer = importer(&cx.actor);
    let progress = Progress { total: reading.rows.len() as u64, ..Progress::default() };
    import.by = cx.actor.id();
    import.state = serde_json::to_value(&choices).map_err(Error::internal)?;
    import.status = Stage::Queued.name().to_owned();
    import.progress = serde_json::to_value(&progress).map_err(Error::internal)?;
    import.updated_at = cx.runtime.clock.now();
    let mut tx = cx.runtime.store.begin().await?;
    tx.save_import(&import).await?;
    let job = NewJob { kind: JOB.to_owned(), key: format!("{JOB}:{id}"), line: JOB.to_owned(), payload: json!({"import": id}), run_at: import.updated_at };
    tx.enqueue(&job).await?;
    tx.commit().await?;
    cx.runtime.wake_workers();
    tell(&cx.runtime, &import, Stage::Queued, &progress);
    view(cx, &object, &import, &choices)
}

/// Stops it before the next chunk; what was written stays.
pub async fn cancel(cx: &Context, id: Id) -> Result<State> {
    let (mut import, choices, object) = load(cx, id).await?;
    require_stage(&import, &[Stage::Mapping, Stage::Queued, Stage::Running])?;
    let mut tx = cx.runtime.store.begin().await?;
    if let Some(now) = tx.import(id).await? {
        require_stage(&now, &[Stage::Mapping, Stage::Queued, Stage::Running])?;
        tx.save_progress(id, Stage::Cancelled.name(), &now.progress).await?;
        import.progress = now.progress;
    }
    tx.commit().await?;
    import.status = Stage::Cancelled.name().to_owned();
    let progress = serde_json::from_value(import.progress.clone()).map_err(Error::internal)?;
    tell(&cx.runtime, &import, Stage::Cancelled, &progress);
    view(cx, &object, &import, &choices)
}

/// Does the job, from where it stopped. An error that is not for now fails the import with its reason; only ours and passing ones
/// are handed back, to be tried again.
pub async fn carry_out(runtime: &Arc<Runtime>, id: Id) -> Result<()> {
    let found = runtime.store.read().await?.import(id).await?;
    let Some(import) = found.filter(|import| Stage::parse(&import.status).is_some_and(|stage| !stage.over())) else { return Ok(()) };
    let choices: Choices = serde_json::from_value(import.state.clone()).map_err(Error::internal)?;
    let Some(actor) = actor(runtime, &import, &choices).await? else {
        let reason = Label::new("发起导入的人已停用", "Whoever asked for this import may no longer sign in");
        return fail(runtime, id, reason).await;
    };
    let mut cx = Context::new(runtime, actor, "import");
    cx.cause = Cause { import: Some(id), ..Cause::default() };
    match rows(&cx, &import, &choices).await {
        Ok(()) => runtime.store.analyze().await,
        Err(error) if matches!(error.kind, Kind::Internal | Kind::Unavailable) => Err(error),
        Err(error) => fail(runtime, id, error.message).await,
    }
}

/// Gives the import up for good.
pub async fn fail(runtime: &Runtime, id: Id, reason: Label) -> Result<()> {
    let mut tx = runtime.store.begin().await?;
    let Some(import) = tx.import(id).await? else { return Ok(()) };
    let mut progress: Progress = serde_json::from_value(import.progress.clone()).map_err(Error::internal)?;
    progress.error = Some(reason);
    tx.save_progress(id, Stage::Failed.name(), &serde_json::to_value(&progress).map_err(Error::internal)?).await?;
    tx.commit().await?;
    tell(runtime, &import, Stage::Failed, &progress);
    Ok(())
}

/// On whose behalf it is done, as they are now; nobody when they were switched off meanwhile.
async fn actor(runtime: &Runtime, import: &Import, choices: &Choices) -> Result<Option<Actor>> {
    let (Some(id), Some(Importer { lang, limits })) = (import.by, choices.importer.clone()) else {
        return Ok(Some(Actor::System));
    };
    let published = runtime.published();
    let mut conn = runtime.store.read().await?;
    let user = person::acting(&mut conn, &published.catalog, id).await?;
    Ok(user.map(|user| Actor::User(User { lang, limits, ..user })))
}

async fn rows(cx: &Context, import: &Import, choices: &Choices) -> Result<()> {
    let object = cx.object(&import.object, Action::Import)?;
    let reading = reading(cx, import, choices, &object).await?;
    let mut plan = Plan::make(cx, reading, choices).await?;
    let mut progress: Progress = serde_json::from_value(import.progress.clone()).map_err(Error::internal)?;
    let order = plan.order.rows.clone();
    let done = usize::try_from(progress.done).unwrap_or(usize::MAX).min(order.len());
    for rows in order[done..].chunks(CHUNK) {
        if !chunk(cx, import.id, &mut plan, rows, &mut progress).await? {
            return Ok(());
        }
        tell(&cx.runtime, import, Stage::Running, &progress);
        tokio::task::yield_now().await;
    }
    finish(cx, import, &progress).await
}

/// Writes some rows and keeps how far it got, in one transaction. False when it was cancelled meanwhile, or
/// is no longer ours.
async fn chunk(cx: &Context, id: Id, plan: &mut Plan, rows: &[usize], progress: &mut Progress) -> Result<bool> {
    let mut work = Work::begin(cx).await?;
    // Another server may have taken it for left behind, and be further.
    let ours = |import: &Import| import.progress["done"] == json!(progress.done) && Stage::parse(&import.status).is_some_and(|stage| !stage.over());
    if !work.tx.import(id).await?.as_ref().is_some_and(ours) {
        return Ok(false);
    }
    plan.fetch(&mut work, rows).await?;
    let mut now = progress.clone();
    for at in rows {
        row(&mut work, id, plan, *at, &mut now).await?;
    }
    let kept = serde_json::to_value(&now).map_err(Error::internal)?;
    work.tx.save_progress(id, Stage::Running.name(), &kept).await?;
    work.commit().await?;
    *progress = now;
    Ok(true)
}

async fn row(work: &mut Work<'_>, id: Id, plan: &mut Plan, at: usize, progress: &mut Progress) -> Result<()> {
    let line = plan.line(at);
    progress.done += 1;
    let refused = if line.errors.is_empty() {
        match write(work, &plan.reading, line.values, &plan.defaults).await {
            Ok(done) => {
                match done.outcome {
                    Outcome::Create => progress.created += 1,
                    Outcome::Update => progress.updated += 1,
                    Outcome::Unchanged | Outcome::Refuse => progress.unchanged += 1,
                }
                known(plan, &done.record);
                return Ok(());
            }
            Err(error) if is_refusal(&error) => errors(error),
            Err(error) => return Err(error),
        }
    } else {
        line.errors
    };
    progress.refused += 1;
    let told = plan.told(at, &refused);
    work.tx.refuse_row(id, plan.number(at), &json!(told)).await
}

/// From now on rows can name this record.
fn known(plan: &mut Plan, record: &Record) {
    let object = plan.reading.object.clone();
    let by: Vec<_> = naming(&object).collect();
    for (slot, names) in &mut plan.names {
        let kind = &object.fields[*slot].kind;
        if kind.column() == Column::Id && kind.reference().is_some_and(|reference| reference.object == object.key) {
            name(names, &by, record);
        }
    }
}

async fn finish(cx: &Context, import: &Import, progress: &Progress) -> Result<()> {
    let mut tx = cx.runtime.store.begin().await?;
    let over = tx.import(import.id).await?.is_none_or(|import| Stage::parse(&import.status).is_none_or(Stage::over));
    if over {
        return Ok(());
    }
    tx.save_progress(import.id, Stage::Done.name(), &serde_json::to_value(progress).map_err(Error::internal)?).await?;
    tx.commit().await?;
    tell(&cx.runtime, import, Stage::Done, progress);
    Ok(())
}

fn tell(runtime: &Runtime, import: &Import, stage: Stage, progress: &Progress) {
    let state = stage.name().to_owned();
    runtime.tell(Live::Import { id: import.id, by: import.by, state, done: progress.done, total: progress.total });
}
