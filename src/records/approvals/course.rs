//! How an approval goes: from step to step, whose turn it is in each, and its end. Each change of it is told on the record's
//! timeline in the same transaction. Knows nothing of who may do what.

use std::sync::Arc;

use serde_json::{Value as Json, json};

use super::super::history;
use super::super::post::{self, News, Recipient};
use super::super::update::{self, Edit};
use super::super::{Work, input};
use super::people::{self, Asked};
use super::{JOB, definition, missing};
use crate::catalog::Object;
use crate::catalog::model::{ApprovalDef, ApprovalState, ApprovalStep, StepMode, Writes};
use crate::error::{Error, Result};
use crate::lang::Label;
use crate::say;
use crate::store::{Approval, ApprovalTask, NewJob, TaskState};
use crate::value::duration::Span;
use crate::value::{Id, Record};

/// An approval under way, in a transaction that changes it.
pub struct Course {
    pub row: Approval,
    pub definition: ApprovalDef,
    pub object: Arc<Object>,
}

impl Course {
    pub fn of(work: &Work<'_>, row: Approval) -> Result<Course> {
        let gone = || Error::conflict("unknown_object", say!("对象「{}」已不存在", "The object `{}` no longer exists", row.object));
        let object = work.cx.catalog().object(&row.object).cloned().ok_or_else(gone)?;
        Ok(Course { definition: definition(&row)?, object, row })
    }

    /// One that is still to be decided.
    pub async fn open(work: &mut Work<'_>, id: Id) -> Result<Course> {
        let row = work.tx.approval(id).await?.ok_or_else(missing)?;
        if row.state != ApprovalState::Pending {
            return Err(Error::conflict("over", Label::new("这项审批已经结束", "This approval is over")));
        }
        Course::of(work, row)
    }

    pub async fn record(&self, work: &mut Work<'_>) -> Result<Record> {
        let found = work.tx.get(&self.object, self.row.record).await?;
        found.ok_or_else(|| super::super::work::missing(&self.object))
    }

    pub fn step(&self) -> Result<&ApprovalStep> {
        let place = usize::try_from(self.row.step).unwrap_or(usize::MAX);
        self.definition.steps.get(place).ok_or_else(|| Error::internal("an approval stands in no step"))
    }

    /// Those who are asked in the step it is in.
    pub async fn tasks(&self, work: &mut Work<'_>) -> Result<Vec<ApprovalTask>> {
        let mut tasks = work.tx.approval_tasks(self.row.id).await?;
        tasks.retain(|task| task.step == self.row.step);
        Ok(tasks)
    }

    /// Begins the first step from this one that the record is to go through; it is approved when there is none.
    pub async fn enter(&mut self, work: &mut Work<'_>, from: usize) -> Result<()> {
        for place in from..self.definition.steps.len() {
            let step = self.definition.steps[place].clone();
            if let Some(filter) = &step.filter {
                let record = self.record(work).await?;
                let cond = work.cx.condition(&self.object, filter)?;
                if !work.matches(&cond, &record).await? {
                    continue;
                }
            }
            return self.ask(work, place, &step).await;
        }
        self.end(work, ApprovalState::Approved, None).await
    }

    async fn ask(&mut self, work: &mut Work<'_>, place: usize, step: &ApprovalStep) -> Result<()> {
        self.row.step = i64::try_from(place).map_err(Error::internal)?;
        work.tx.save_approval(&self.row).await?;
        let record = self.record(work).await?;
        for (place, Asked { user, reason }) in people::asked(work, &self.object, &record, &step.who).await?.into_iter().enumerate() {
            let waits = step.mode == StepMode::Order && place > 0;
            let state = if waits { TaskState::Waiting } else { TaskState::Pending };
            let place = i64::try_from(place).map_err(Error::internal)?;
            let task = ApprovalTask { place, reason, ..self.task(work, user, state) };
            self.put(work, &task).await?;
        }
        self.time(work, 1).await
    }

    /// A task in the present step.
    pub fn task(&self, work: &Work<'_>, user: Id, state: TaskState) -> ApprovalTask {
        let (id, at) = (work.cx.runtime.clock.new_id(), work.cx.runtime.clock.now());
        let (approval, step) = (self.row.id, self.row.step);
        ApprovalTask { id, approval, step, place: 0, user, state, asked_by: None, before: None, reason: None, at, decided_at: None, note: None }
    }

    /// Keeps a task; whoever's turn it is gets to know.
    pub async fn put(&self, work: &mut Work<'_>, task: &ApprovalTask) -> Result<()> {
        work.tx.save_approval_task(task).await?;
        if task.state == TaskState::Pending {
            self.notify(work, task.user, ("请你审批：", "Waiting for your approval: "), Some(task.id)).await?;
        }
        Ok(())
    }

    /// Tells somebody what the approval is about, in a sentence that begins so, and of which record, where they see it. `task`: what they
    /// are asked, if they are.
    pub async fn notify(&self, work: &mut Work<'_>, user: Id, (zh, en): (&str, &str), task: Option<Id>) -> Result<()> {
        let (cx, label, record) = (work.cx, &self.definition.label, self.row.record);
        let (mut text, mut about) = (Label::new(format!("{zh}{}", label.zh), format!("{en}{}", label.en)), None);
        if let Some(to) = Recipient::of(&mut work.tx, &cx.runtime, &cx.published, user).await?
            && to.sees(&mut work.tx, &self.row.object, record).await?
        {
            let titles = work.tx.titles(&self.object, &[record]).await?;
            let title = titles.into_iter().next().map(|(_, title)| title).unwrap_or_default();
            text = Label::new(format!("{} · {title}", text.zh), format!("{} · {title}", text.en));
            about = Some((self.row.object.clone(), record));
        }
        post::tell(work, News { user, text, about, kind: post::Kind::Approval, task }).await
    }

    /// Puts in the job that looks at the present step when its time is over; `turn` counts how often that was.
    pub async fn time(&self, work: &mut Work<'_>, turn: i64) -> Result<()> {
        let Some(span) = self.step()?.timeout.as_deref().and_then(Span::parse) else { return Ok(()) };
        let (id, step) = (self.row.id, self.row.step);
        let job = NewJob {
            kind: JOB.to_owned(),
            key: format!("{JOB}:{id}:{step}:{turn}"),
            line: self.row.record.to_string(),
            payload: json!({ JOB: id, "step": step, "turn": turn }),
            run_at: span.after(work.cx.runtime.clock.now()),
        };
        work.tx.enqueue(&job).await?;
        work.enqueued();
        Ok(())
    }

    /// Somebody agreed: the next one's turn, the next step, or the end.
    pub async fn go_on(&mut self, work: &mut Work<'_>) -> Result<()> {
        let tasks = self.tasks(work).await?;
        let open_before = |id: Id| tasks.iter().any(|task| task.before == Some(id) && task.state.is_open());
        let own = || tasks.iter().filter(|task| task.before.is_none());
        let mode = self.step()?.mode;
        let finished = match mode {
            StepMode::Any => own().any(|task| task.state == TaskState::Approved),
            StepMode::All | StepMode::Order => !own().any(|task| task.state.is_open()),
        };
        if finished {
            return self.leave(work).await;
        }
        let asked_first = |task: &&ApprovalTask| tasks.iter().any(|other| other.before == Some(task.id)) && !open_before(task.id);
        let waiting = || tasks.iter().filter(|task| task.state == TaskState::Waiting);
        let mut next: Vec<ApprovalTask> = waiting().filter(asked_first).cloned().collect();
        let idle = next.is_empty() && !tasks.iter().any(|task| task.state == TaskState::Pending);
        if mode == StepMode::Order && idle {
            next.extend(waiting().next().cloned());
        }
        for task in next {
            self.put(work, &ApprovalTask { state: TaskState::Pending, at: work.cx.runtime.clock.now(), ..task }).await?;
        }
        Ok(())
    }

    /// The step is done with, whoever else was asked in it.
    pub async fn leave(&mut self, work: &mut Work<'_>) -> Result<()> {
        self.pass(work).await?;
        self.enter(work, usize::try_from(self.row.step).map_err(Error::internal)?.saturating_add(1)).await
    }

    /// Nobody else is asked any more.
    async fn pass(&self, work: &mut Work<'_>) -> Result<()> {
        for task in work.tx.approval_tasks(self.row.id).await?.into_iter().filter(|task| task.state.is_open()) {
            work.tx.save_approval_task(&ApprovalTask { state: TaskState::Passed, ..task }).await?;
        }
        Ok(())
    }

    /// Somebody else is asked instead of the one who is asked by this task.
    pub async fn replace(&self, work: &mut Work<'_>, task: &ApprovalTask, by: ApprovalTask) -> Result<()> {
        let by = ApprovalTask { place: task.place, step: task.step, state: task.state, before: task.before, ..by };
        let at = Some(work.cx.runtime.clock.now());
        work.tx.save_approval_task(&ApprovalTask { state: TaskState::Delegated, decided_at: at, ..task.clone() }).await?;
        for other in work.tx.approval_tasks(self.row.id).await?.into_iter().filter(|other| other.before == Some(task.id)) {
            work.tx.save_approval_task(&ApprovalTask { before: Some(by.id), ..other }).await?;
        }
        self.put(work, &by).await
    }

    /// Ends it, opens the record, writes what goes with that, and tells whoever submitted it.
    pub async fn end(&mut self, work: &mut Work<'_>, state: ApprovalState, note: Option<String>) -> Result<()> {
        (self.row.state, self.row.ended_at) = (state, Some(work.cx.runtime.clock.now()));
        work.tx.save_approval(&self.row).await?;
        self.pass(work).await?;
        self.write(work, state).await?;
        self.tell(work, json!({ "act": state.name(), "outcome": state }), note).await?;
        let begin = match state {
            ApprovalState::Approved => ("已通过：", "Approved: "),
            ApprovalState::Rejected => ("被驳回：", "Rejected: "),
            ApprovalState::SentBack => ("被退回，请修改后重新提交：", "Sent back to you, to be changed and submitted again: "),
            ApprovalState::Withdrawn | ApprovalState::Pending => ("已撤回：", "Withdrawn: "),
        };
        match self.row.by.filter(|by| work.cx.actor.id() != Some(*by)) {
            Some(by) => self.notify(work, by, begin, None).await,
            None => Ok(()),
        }
    }

    /// Writes what the definition says goes with a state. The record must not be locked: that is before it begins, or when it is over.
    pub async fn write(&self, work: &mut Work<'_>, state: ApprovalState) -> Result<()> {
        let all = self.definition.set.all();
        let writes: Option<&Writes> = all.into_iter().find(|(known, _, _)| *known == state).map(|(_, _, writes)| writes);
        let named = writes.into_iter().flatten().filter_map(|(key, written)| Some((self.object.field(key)?, written)));
        let values: input::Values = named.map(|(field, written)| (field.slot, input::written(work.cx, field, written))).collect();
        if !values.is_empty() {
            update::within(work, &self.object, self.row.record, Edit { values, ..Edit::default() }).await?;
        }
        Ok(())
    }

    /// Puts it on the record's timeline; `what` is told beside the approval and its step.
    pub async fn tell(&self, work: &mut Work<'_>, mut what: Json, note: Option<String>) -> Result<()> {
        what["approval"] = json!(self.row.approval);
        what["label"] = json!(self.definition.label);
        what["step"] = json!(self.step()?.label);
        let record = self.record(work).await?;
        history::approval(work, &self.object, &record, what, note).await
    }
}
