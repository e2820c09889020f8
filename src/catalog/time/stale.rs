//! Which stages become stale, and when.

use crate::catalog::Pipeline;
use crate::catalog::model::{Key, StageStatus};
use crate::value::duration::Span;

/// The stages a trigger speaks of, each with how long a record may stand there.
pub fn stale_stages<'a>(pipeline: &'a Pipeline, stages: &[Key], after: Option<&str>) -> Vec<(&'a str, Span)> {
    let named = |key: &Key, open: bool| if stages.is_empty() { open } else { stages.contains(key) };
    let wanted = pipeline.def.stages.iter().filter(|stage| named(&stage.key, after.is_none() || stage.status == StageStatus::Open));
    wanted.filter_map(|stage| Some((stage.key.as_str(), Span::parse(after.or(stage.stale_after.as_deref())?)?))).collect()
}
