//! Give the record to somebody: a named user, the one a field names, or the next in turn.

use chrono::DateTime;
use futures_util::future::BoxFuture;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value as Json, json};

use super::{Action, StepType, CheckCx, Run, typed};
use crate::access::USER;
use crate::error::{Error, Result};
use crate::lang::Label;
use crate::query::{self, Bin, Select};
use crate::records::{decode, update};
use crate::say;
use crate::value::filter::{Filter, Op};
use crate::value::{Id, Value};

pub const TYPE: StepType = StepType {
    name: "assign",
    label: || Label::new("分配负责人", "Assign an owner"),
    schema: || schemars::schema_for!(Assign),
    compile: typed::<Assign>,
};

#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Assign {
    /// An e-mail, an id, `{"ref": "<user field>"}` or `{"me": true}`.
    #[serde(default)]
    to: Option<Json>,
    /// E-mails or ids, taken in turn; inactive users are passed over.
    #[serde(default)]
    round_robin: Vec<String>,
    /// All users who match, taken in turn; inactive ones are passed over.
    #[serde(default)]
    among: Option<Filter>,
}

impl Assign {
    async fn chosen(&self, run: &mut Run<'_, '_>) -> Result<Option<Id>> {
        if let Some(to) = &self.to {
            let resolved = super::super::values::resolve(run, to, None).await?;
            return match resolved.as_str() {
                Some(text) => active(run, text).await,
                None => Ok(None),
            };
        }
        let mut people = Vec::new();
        for name in &self.round_robin {
            people.extend(active(run, name).await?);
        }
        if let Some(filter) = &self.among {
            people.extend(matching(run, filter).await?);
        }
        if people.is_empty() {
            return Ok(None);
        }
        let rule = run.work.cx.cause.rule.clone().unwrap_or_default();
        let turn = run.work.tx.next_number("rule", &rule, "round_robin").await?;
        let turn = usize::try_from(turn - 1).unwrap_or_default();
        Ok(Some(people[turn % people.len()]))
    }
}

/// Active users who match, in the order they joined.
async fn matching(run: &mut Run<'_, '_>, filter: &Filter) -> Result<Vec<Id>> {
    let Some(users) = run.work.cx.catalog().object(USER).cloned() else { return Ok(Vec::new()) };
    let filter = Filter::all([filter.clone(), Filter::term("active", Op::Is, true)]);
    let cond = run.work.cx.condition(&users, &filter)?;
    let select =
        Select { object: users, cond: Some(cond), scope: None, search: None, sort: Vec::new(), limit: 200, cursor: None, bin: Bin::Live };
    let mut ids = run.work.tx.ids(&select).await?;
    ids.sort_unstable();
    Ok(ids)
}

/// The user with this id or e-mail, unless inactive.
async fn active(run: &mut Run<'_, '_>, name: &str) -> Result<Option<Id>> {
    let Some(users) = run.work.cx.catalog().object(USER).cloned() else { return Ok(None) };
    let id = match name.parse::<Id>() {
        Ok(id) => Some(id),
        Err(_) => {
            let Some(email) = users.field("email") else { return Ok(None) };
            let value = Value::Text(name.trim().to_lowercase());
            run.work.tx.find_equal(&users, &[(email.slot, &value)], None, 1).await?.first().copied()
        }
    };
    let Some(id) = id else { return Ok(None) };
    let found = run.work.tx.get(&users, id).await?.filter(|user| !user.is_deleted());
    let is_active = |user: &crate::value::Record| {
        users.field("active").is_none_or(|field| user.values[field.slot] == Value::Bool(true))
    };
    Ok(found.filter(is_active).map(|user| user.id()))
}

impl Action for Assign {
    fn run<'a>(&'a self, run: &'a mut Run<'_, '_>) -> BoxFuture<'a, Result<Json>> {
        Box::pin(async move {
            let nobody = || Error::invalid("nobody", say!("没有可分配的在职用户", "There is no active user to assign it to"));
            let id = self.chosen(run).await?.ok_or_else(nobody)?;
            let object = run.object.clone();
            let values = Map::from_iter([("owner".to_owned(), json!(id))]);
            let values = decode(run.work.cx, &object, &values).map_err(Error::fields)?;
            update::within(run.work, &object, run.record, update::Edit { values, ..update::Edit::default() }).await?;
            Ok(json!({"owner": id}))
        })
    }

    fn check(&self, cx: &CheckCx<'_>) -> Vec<(String, Label)> {
        let given = [self.to.is_some(), !self.round_robin.is_empty(), self.among.is_some()];
        if given.into_iter().filter(|given| *given).count() != 1 {
            return vec![(String::new(), say!("请写 to、round_robin、among 之一", "give one of `to`, `round_robin` and `among`"))];
        }
        let Some((filter, users)) = self.among.as_ref().zip(cx.catalog.object(USER)) else { return Vec::new() };
        let at = query::Cx { me: None, now: DateTime::UNIX_EPOCH, time_zone: cx.catalog.time_zone };
        let errors = query::compile(cx.catalog, users, filter, &at).err().unwrap_or_default();
        errors.into_iter().map(|error| (format!("/among{}", error.field), error.message)).collect()
    }
}
