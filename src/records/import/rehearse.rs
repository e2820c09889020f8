//! What an import would do, row by row, with everything that would refuse a row: the very writes are made, and undone.

use std::collections::{BTreeMap, HashMap};
use std::time::Instant;

use schemars::JsonSchema;
use serde::Serialize;

use super::fold::fold;
use super::names::Suggestion;
use super::plan::Plan;
use super::reading::{Reading, UNRESOLVED};
use super::state::Stage;
use super::wizard::{load, reading, require_stage};
use super::write::{Outcome, errors, is_refusal, write};
use crate::catalog::Object;
use crate::error::{Error, FieldError, Result};
use crate::lang::{Label, Lang};
use crate::records::{Context, Work};
use crate::say;
use crate::value::{Cause, Id, Value};

/// Rows to a transaction; others who write wait no longer than these take.
const CHUNK: usize = 200;
/// Refused rows that are told one by one.
const TOLD: usize = 200;
const SAMPLE: usize = 50;

/// Its texts are told in the reader's language.
#[derive(Debug, Default, Serialize, JsonSchema)]
#[schemars(rename = "Rehearsal")]
pub struct Report {
    pub create: u64,
    pub update: u64,
    pub unchanged: u64,
    pub refuse: u64,
    /// Totals and repeated headers.
    pub skip: usize,
    /// New records that a duplicate rule warns of.
    pub duplicates: u64,
    /// Texts that stand for nothing, by field.
    pub unresolved: BTreeMap<String, Vec<Unresolved>>,
    /// Why rows would be refused, the most frequent first: counted over all rows.
    pub reasons: Vec<Reason>,
    pub refused: Vec<Refused>,
    pub sample: Vec<Sample>,
    pub took_ms: u64,
}

/// A row that would not be taken.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "RefusedRow")]
pub struct Refused {
    /// As the sheet's own program counts.
    pub row: u32,
    pub title: String,
    pub errors: Vec<CellError>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct CellError {
    pub field: String,
    pub code: &'static str,
    /// Null when no column is tied to the field.
    pub header: Option<String>,
    /// Null when the error is not about a field.
    pub value: Option<String>,
    #[schemars(with = "String")]
    pub message: Label,
}

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "SampleRow")]
pub struct Sample {
    pub row: u32,
    pub outcome: Outcome,
    pub title: String,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct Unresolved {
    pub text: String,
    pub count: u64,
    pub suggestions: Vec<Suggestion>,
}

/// One reason and the rows it is true of.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "RefusalReason")]
pub struct Reason {
    pub field: String,
    pub code: &'static str,
    #[schemars(with = "String")]
    pub message: Label,
    pub count: u64,
    /// The first of them, as the sheet counts.
    pub rows: Vec<u32>,
    /// The last of them.
    #[serde(skip)]
    last: u32,
}

/// Tries every row and keeps nothing.
pub async fn rehearse(cx: &Context, id: Id) -> Result<Report> {
    let begun = Instant::now();
    let (import, choices, object) = load(cx, id).await?;
    require_stage(&import, &[Stage::Mapping])?;
    let reading = reading(cx, &import, &choices, &object).await?;
    require_columns(&reading)?;
    let plan = Plan::make(cx, reading, &choices).await?;
    let mut cx = cx.clone();
    cx.cause = Cause { import: Some(id), ..Cause::default() };
    cx.via = "import";
    let mut trial = Trial { report: Report { skip: plan.reading.skipped, ..Report::default() }, ..Trial::default() };
    for rows in plan.order.rows.chunks(CHUNK) {
        let mut work = Work::begin(&cx).await?;
        plan.fetch(&mut work, rows).await?;
        for at in rows {
            trial.row(&mut work, &plan, *at).await?;
        }
    }
    trial.tell(&object, &plan);
    trial.report.took_ms = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
    Ok(trial.report)
}

pub(super) fn require_columns(reading: &Reading) -> Result<()> {
    match reading.columns.is_empty() {
        true => Err(Error::invalid("nothing_mapped", say!("还没有任何列对应到字段", "No column is tied to a field yet"))),
        false => Ok(()),
    }
}

#[derive(Default)]
struct Trial {
    report: Report,
    /// Slot and folded text → as first found, and how often.
    unresolved: BTreeMap<usize, HashMap<String, (String, u64)>>,
    /// Field and message → the reason; what stands for nothing is one reason for each field, since each text is told apart.
    reasons: HashMap<(String, String), Reason>,
    /// Unique values that rows before brought: slot and folded value → row number.
    brought: HashMap<(usize, String), u32>,
}

impl Trial {
    async fn row(&mut self, work: &mut Work<'_>, plan: &Plan, at: usize) -> Result<()> {
        let line = plan.line(at);
        for (slot, text) in &line.unresolved {
            self.unresolved.entry(*slot).or_default().entry(fold(text)).or_insert_with(|| (text.clone(), 0)).1 += 1;
        }
        let unique = unique_values(plan, &line.values);
        let mut errors = line.errors;
        let again = self.again(plan, &unique, &mut errors);
        // What other rows of the file bring is not there yet; that it is missing is no error.
        let missing = |error: &FieldError| line.within.iter().any(|(slot, _)| plan.reading.object.fields[*slot].key() == error.field);
        let sound = errors.is_empty();
        if !sound {
            work.tx.save().await?;
        }
        let written = write(work, &plan.reading, line.values, &plan.defaults).await;
        if !sound {
            work.tx.undo().await?;
        }
        let outcome = match written {
            Ok(done) => {
                self.report.duplicates += u64::from(done.warned && done.outcome == Outcome::Create);
                done.outcome
            }
            Err(error) if is_refusal(&error) => {
                let known: Vec<String> = errors.iter().map(|error| error.field.clone()).collect();
                errors.extend(self::errors(error).into_iter().filter(|error| !missing(error) && (error.field.is_empty() || !known.contains(&error.field))));
                Outcome::Create
            }
            Err(error) => return Err(error),
        };
        self.count(plan, at, if again { Outcome::Update } else { outcome }, &errors);
        if errors.is_empty() {
            let number = plan.number(at);
            self.brought.extend(unique.into_iter().map(|key| (key, number)));
        }
        Ok(())
    }

    /// Whether a row before brings the record this one speaks of; the same value in another unique field is an error.
    fn again(&self, plan: &Plan, unique: &[(usize, String)], errors: &mut Vec<FieldError>) -> bool {
        let mut again = false;
        for key in unique {
            let Some(row) = self.brought.get(key) else { continue };
            if plan.reading.key == Some(key.0) {
                again = true;
            } else {
                let message = say!("与第 {} 行的值重复", "The same value as in row {}", row);
                errors.push(FieldError::new(plan.reading.object.fields[key.0].key(), "unique", message));
            }
        }
        again
    }

    fn count(&mut self, plan: &Plan, at: usize, outcome: Outcome, errors: &[FieldError]) {
        let outcome = if errors.is_empty() { outcome } else { Outcome::Refuse };
        let count = match outcome {
            Outcome::Create => &mut self.report.create,
            Outcome::Update => &mut self.report.update,
            Outcome::Unchanged => &mut self.report.unchanged,
            Outcome::Refuse => &mut self.report.refuse,
        };
        *count += 1;
        let row = plan.number(at);
        for error in errors {
            self.reason(row, error);
        }
        if outcome == Outcome::Refuse && self.report.refused.len() < TOLD {
            self.report.refused.push(Refused { row, title: plan.title(at), errors: plan.told(at, errors) });
        }
        if self.report.sample.len() < SAMPLE {
            self.report.sample.push(Sample { row, outcome, title: plan.title(at) });
        }
    }

    fn reason(&mut self, row: u32, error: &FieldError) {
        let by = if error.code == UNRESOLVED { String::new() } else { error.message.en.clone() };
        let fresh = || Reason { field: error.field.clone(), code: error.code, message: error.message.clone(), count: 0, rows: Vec::new(), last: 0 };
        let reason = self.reasons.entry((error.field.clone(), by)).or_insert_with(fresh);
        if std::mem::replace(&mut reason.last, row) == row {
            return;
        }
        reason.count += 1;
        if reason.rows.len() < TOLD {
            reason.rows.push(row);
        }
    }

    fn tell(&mut self, object: &Object, plan: &Plan) {
        self.name_unresolved(object, plan);
        let mut reasons: Vec<Reason> = std::mem::take(&mut self.reasons).into_values().collect();
        reasons.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| (&a.field, &a.message.en).cmp(&(&b.field, &b.message.en))));
        reasons.truncate(TOLD);
        self.report.reasons = reasons;
    }

    /// The texts that stand for nothing, the most frequent first.
    fn name_unresolved(&mut self, object: &Object, plan: &Plan) {
        for (slot, texts) in std::mem::take(&mut self.unresolved) {
            let names = plan.names.get(&slot);
            let mut found: Vec<(String, u64)> = texts.into_values().collect();
            found.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
            let told = found.into_iter().take(TOLD).map(|(text, count)| {
                let suggestions = names.map(|names| names.suggest(&text)).unwrap_or_default();
                Unresolved { text, count, suggestions }
            });
            self.report.unresolved.insert(object.fields[slot].key().to_owned(), told.collect());
        }
    }
}

/// The values of the row that no two records may share.
fn unique_values(plan: &Plan, values: &BTreeMap<usize, Value>) -> Vec<(usize, String)> {
    let object = &plan.reading.object;
    let is_unique = |slot: usize| object.fields[slot].def.unique || plan.reading.key == Some(slot);
    let text = |slot: usize, value: &Value| fold(&object.fields[slot].kind.display(value, Lang::Zh));
    values.iter().filter(|(slot, _)| is_unique(**slot)).map(|(slot, value)| (*slot, text(*slot, value))).collect()
}
