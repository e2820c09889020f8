//! Do steps for each record that belongs to the one at hand.

use schemars::JsonSchema;
use serde::Deserialize;

use super::super::Run;
use super::super::kinds::{Body, CheckCx, StepType};
use crate::catalog::model::ActionDef;
use crate::error::{Error, Result};
use crate::lang::Label;
use crate::query::{Cond, Select};
use crate::runtime::children;
use crate::say;
use crate::value::Id;
use crate::value::filter::Filter;

pub const TYPE: StepType = StepType {
    name: "each",
    label: || Label::new("逐条处理相关记录", "For each related record"),
    schema: || schemars::schema_for!(Each),
    compile: |settings| Ok(Body::Each(serde_json::from_value(settings)?)),
};

/// More are never taken.
const MOST: u32 = 10_000;
/// Taken when nothing is said.
const USUAL: u32 = 1_000;

/// Inside, the record is the related one; `{"ref": "$parent.field"}` is the one around it.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Each {
    /// Key of the relation: the `inverse` of the related records' lookup.
    of: String,
    /// Only those that match when the step begins.
    #[serde(default, rename = "where")]
    filter: Option<Filter>,
    /// At most so many, the oldest first; 1000 when nothing is said.
    #[serde(default)]
    #[schemars(range(min = 1, max = 10_000))]
    limit: Option<u32>,
    #[serde(rename = "do")]
    steps: Vec<ActionDef>,
}

/// The related records as they were found.
pub struct Found {
    pub object: String,
    /// Oldest first.
    pub ids: Vec<Id>,
}

impl Each {
    pub async fn found(&self, run: &mut Run<'_, '_>) -> Result<Found> {
        let catalog = run.work.cx.published.catalog.clone();
        let relation = run.object.relation(&self.of);
        let child = relation.and_then(|relation| Some((catalog.object(&relation.object)?, relation)));
        let field = child.and_then(|(child, relation)| Some((child, child.field(&relation.via)?)));
        let missing = || Error::invalid("unknown_relation", say!("没有关联「{}」", "There is no relation `{}`", self.of));
        let (child, via) = field.ok_or_else(missing)?;
        let all = children(child, via.slot, run.record);
        let mut conds: Vec<Cond> = all.cond.into_iter().collect();
        if let Some(filter) = &self.filter {
            conds.push(run.work.cx.condition(child, filter)?);
        }
        let limit = self.limit.unwrap_or(USUAL).min(MOST);
        let select = Select { cond: Some(Cond::All(conds)), limit, ..children(child, via.slot, run.record) };
        let mut ids = run.work.tx.ids(&select).await?;
        ids.sort_unstable();
        Ok(Found { object: child.key.clone(), ids })
    }

    pub fn check(&self, cx: &CheckCx<'_>) -> Vec<(String, Label)> {
        let mut problems = Vec::new();
        let child = cx.object.relation(&self.of).and_then(|relation| cx.catalog.object(&relation.object));
        match (child, &self.filter) {
            (None, _) => {
                let known = cx.object.relations.iter().map(|relation| relation.key.as_str()).collect::<Vec<_>>().join(", ");
                let message = say!("没有关联「{}」，可用的有：{}", "there is no relation `{}`; there are: {}", self.of, known);
                problems.push(("/of".to_owned(), message));
            }
            (Some(child), Some(filter)) => problems.extend(super::check_filter(cx, child, filter, "/where")),
            (Some(_), None) => {}
        }
        if self.limit.is_some_and(|limit| limit == 0 || limit > MOST) {
            problems.push(("/limit".to_owned(), say!("应在 1 到 {} 之间", "it must be from 1 to {}", MOST)));
        }
        problems.extend(super::check_not_empty(&self.steps, "/do"));
        problems
    }
}
