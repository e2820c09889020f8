//! Give the record to somebody: a named user, the one a field names, or one of several people: the next in turn, whoever has the
//! least to do, by weight, or by a table. Where it matters, only to people who are there.

mod choose;
mod who;

use chrono::{DateTime, Duration, Utc};
use futures_util::future::BoxFuture;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value as Json, json};

use super::{Action, CheckCx, Run, StepType, typed};
use crate::catalog::Catalog;
use crate::catalog::time::instant;
use crate::error::{Error, Result};
use crate::lang::Label;
use crate::records::{decode, update};
use crate::say;
use crate::value::Id;
use crate::value::filter::Filter;

pub const TYPE: StepType = StepType {
    name: "assign",
    label: || Label::new("分配负责人", "Assign an owner"),
    schema: || schemars::schema_for!(Assign),
    compile: typed::<Assign>,
};

/// While everybody is away within working hours, it is looked this often.
const LOOK_AGAIN: Duration = Duration::minutes(15);
/// Weights are from 1 to this.
const HEAVIEST: u32 = 1_000;

#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
struct Assign {
    /// An e-mail, an id, `{"ref": "<user field>"}` or `{"me": true}`.
    to: Option<Json>,
    /// E-mails or ids, taken in turn; inactive users are passed over.
    round_robin: Vec<String>,
    /// All users who match, taken in turn; inactive ones are passed over.
    among: Option<Filter>,
    /// Whoever owns the fewest open records of this object; in turn among equals.
    least_loaded: Option<LeastLoaded>,
    /// People by weight: who has 2 gets twice as many as who has 1.
    weighted: Vec<Weighted>,
    /// The first row whose condition the record meets says who, in turn.
    table: Vec<Row>,
    /// Only people who are there: within the working hours of the calendar, and not away by `absent_from` and `absent_until` of their
    /// record. Instead of one person in `to` who is away, their `deputy`.
    present: bool,
    /// When there is nobody: somebody else, `leave` it as it is, or `wait` until somebody is there. Without it the run fails.
    otherwise: Option<Otherwise>,
}

/// E-mails or ids, all users who match, or both.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
struct LeastLoaded {
    people: Vec<String>,
    among: Option<Filter>,
    /// Which of their records count; all when absent.
    open: Option<Filter>,
}

#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Weighted {
    /// An e-mail or an id.
    who: String,
    #[schemars(range(min = 1, max = 1_000))]
    weight: u32,
}

#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Row {
    /// Every record when absent.
    #[serde(default, rename = "if")]
    filter: Option<Filter>,
    /// E-mails or ids, taken in turn.
    people: Vec<String>,
}

#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
enum Otherwise {
    Word(Word),
    /// An e-mail, an id, `{"ref": "<user field>"}` or `{"me": true}`.
    Person(Json),
}

#[derive(Clone, Copy, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Word {
    Leave,
    Wait,
}

impl Assign {
    /// Who gets it; the error says that there is nobody.
    async fn chosen(&self, run: &mut Run<'_, '_>) -> Result<Option<Id>> {
        let people = who::people(self, run).await?;
        if let Some(chosen) = choose::choose(self, run, &people).await? {
            return Ok(Some(chosen));
        }
        let other = match &self.otherwise {
            Some(Otherwise::Word(Word::Leave)) => return Ok(None),
            Some(Otherwise::Person(person)) => who::named(run, person).await?,
            Some(Otherwise::Word(Word::Wait)) | None => None,
        };
        let nobody = || Error::invalid("nobody", say!("没有可分配的在职用户", "There is no active user to assign it to"));
        other.map(Some).ok_or_else(nobody)
    }

    /// When it is looked again, if there is nobody now.
    async fn nobody_before(&self, run: &mut Run<'_, '_>) -> Result<Option<DateTime<Utc>>> {
        if !who::people(self, run).await?.ids.is_empty() {
            return Ok(None);
        }
        let now = run.work.cx.runtime.clock.now();
        let opens = opens(run.work.cx.catalog(), now);
        Ok(Some(if opens > now { opens } else { now + LOOK_AGAIN }))
    }
}

/// When the working hours begin that are not over by then.
fn opens(catalog: &Catalog, now: DateTime<Utc>) -> DateTime<Utc> {
    let zone = catalog.time_zone;
    let opens = catalog.working_days.opens(now.with_timezone(&zone).naive_local());
    instant(opens.date(), opens.time(), zone)
}

impl Action for Assign {
    fn run<'a>(&'a self, run: &'a mut Run<'_, '_>) -> BoxFuture<'a, Result<Json>> {
        Box::pin(async move {
            let Some(id) = self.chosen(run).await? else { return Ok(json!({"nothing": true})) };
            let object = run.object.clone();
            let values = Map::from_iter([("owner".to_owned(), json!(id))]);
            let values = decode(run.work.cx, &object, &values).map_err(Error::fields)?;
            update::within(run.work, &object, run.record, update::Edit { values, ..update::Edit::default() }).await?;
            Ok(json!({"owner": id}))
        })
    }

    fn rests<'a>(&'a self, run: &'a mut Run<'_, '_>) -> Option<BoxFuture<'a, Result<Option<DateTime<Utc>>>>> {
        let waits = matches!(self.otherwise, Some(Otherwise::Word(Word::Wait)));
        waits.then(|| Box::pin(self.nobody_before(run)) as BoxFuture<'a, _>)
    }

    fn check(&self, cx: &CheckCx<'_>) -> Vec<(String, Label)> {
        who::check(self, cx)
    }
}
