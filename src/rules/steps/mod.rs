//! Steps that only steer a run, one file each: settings, their check at publish, and what they ask of the record.
//! Where a run goes from there is for [`super::advance`].

mod branch;
mod call;
mod each;
mod stop;
mod wait;

use chrono::DateTime;

use super::kinds::{CheckCx, StepType};
use crate::lang::Label;
use crate::query;
use crate::say;
use crate::value::filter::Filter;

pub use branch::Branch;
pub use call::Call;
pub use each::Each;
pub use stop::Stop;
pub use wait::{Look, Wait, Wakes};

/// Every step that steers.
pub static ALL: &[StepType] = &[branch::TYPE, each::TYPE, wait::TYPE, call::TYPE, stop::TYPE];

/// What is wrong with a filter on records of an object; pointers begin with `at`.
fn check_filter(
    cx: &CheckCx<'_>,
    object: &std::sync::Arc<crate::catalog::Object>,
    filter: &Filter,
    at: &str,
) -> Vec<(String, Label)> {
    let asked = query::Cx { me: None, now: DateTime::UNIX_EPOCH, time_zone: cx.catalog.time_zone };
    let errors = query::compile(cx.catalog, object, filter, &asked).err().unwrap_or_default();
    errors.into_iter().map(|error| (format!("{at}{}", error.field), error.message)).collect()
}

/// A list of steps that must do something.
fn check_not_empty(steps: &[crate::catalog::model::ActionDef], at: &str) -> Option<(String, Label)> {
    steps.is_empty().then(|| (at.to_owned(), say!("至少要有一个步骤", "at least one step is needed")))
}
