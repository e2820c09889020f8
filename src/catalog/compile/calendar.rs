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
    let mut last = None;
    for (position, [from, to]) in calendar.hours.iter().enumerate() {
        match (time::time_of_day(from), time::time_of_day(to)) {
            (Some(from), Some(to)) if from < to && last.is_none_or(|last| last <= from) => last = Some(to),
            _ => {
                let message = say!("{} 到 {} 不是在前一段之后的一段时间", "{} to {} are no hours that follow those before", from, to);
                problems.add_expecting(FILE, format!("/hours/{position}"), "hours", message, Some("09:00, 12:00".to_owned()));
            }
        }
    }
    for (position, holiday) in calendar.holidays.iter().enumerate() {
        let last = holiday.to.unwrap_or(holiday.from);
        if !time::is_span(holiday.from, last) {
            let message = say!("{} 到 {} 不是一段假期", "{} to {} is no holiday", holiday.from, last);
            problems.add_expecting(FILE, format!("/holidays/{position}/to"), "range", message, Some(format!("{} …", holiday.from)));
        }
    }
}
