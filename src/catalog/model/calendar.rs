//! `workflows/calendar.json`: which days are worked.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::lang::Label;

/// Without this file Monday to Friday are working days.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CalendarDef {
    /// The days of the week that are worked.
    pub weekdays: Vec<Weekday>,
    /// The hours of a working day, such as `["09:00", "12:00"]`; the whole day when there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hours: Vec<[String; 2]>,
    /// Days off, whatever day of the week they are.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub holidays: Vec<Holiday>,
    /// Days that are worked though they would be off, to make up for a holiday.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub working_days: Vec<NaiveDate>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Holiday {
    pub from: NaiveDate,
    /// The last day; the same when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<Label>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Weekday {
    Mon,
    Tue,
    Wed,
    Thu,
    Fri,
    Sat,
    Sun,
}

impl Default for CalendarDef {
    fn default() -> Self {
        use Weekday::{Fri, Mon, Thu, Tue, Wed};
        CalendarDef { weekdays: vec![Mon, Tue, Wed, Thu, Fri], hours: Vec::new(), holidays: Vec::new(), working_days: Vec::new() }
    }
}
