//! The calendar of working days: spans that are some, days of the week that are named.

use super::Draft;
use crate::catalog::time;
use crate::say;

const FILE: &str = "workflows/calendar.json";

pub(super) fn check(draft: &mut Draft) {
    let Draft { calendar, problems, .. } = draft;
    let Some(calendar) = calendar else { return };
    if calendar.weekdays.is_empty() && calendar.working_days.is_empty() {
        problems.add(FILE, "/weekdays", "empty", say!("至少要有一个工作日", "There must be at least one working day"));
    }
    for (position, holiday) in calendar.holidays.iter().enumerate() {
        let last = holiday.to.unwrap_or(holiday.from);
        if !time::is_span(holiday.from, last) {
            let message = say!("{} 到 {} 不是一段假期", "{} to {} is no holiday", holiday.from, last);
            problems.add_expecting(FILE, format!("/holidays/{position}/to"), "range", message, Some(format!("{} …", holiday.from)));
        }
    }
}
