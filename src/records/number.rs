//! Automatic numbers: `HT-{YYYY}-{0000}` counts from 1 in every year.

use chrono::{Datelike, NaiveDate};

use super::Work;
use crate::catalog::Object;
use crate::error::Result;
use crate::value::{Record, Value};

/// Fills the record's automatic numbers that are still empty.
pub async fn assign(work: &mut Work<'_>, object: &Object, record: &mut Record) -> Result<()> {
    for field in object.own_fields() {
        let Some(pattern) = field.kind.auto_number() else { continue };
        if !record.values[field.slot].is_null() {
            continue;
        }
        let today = work.cx.runtime.clock.now().with_timezone(&work.cx.catalog().time_zone).date_naive();
        let dated = dated(pattern, today);
        let number = work.tx.next_number(&object.key, field.key(), &dated).await?;
        record.values[field.slot] = Value::Text(counted(&dated, number));
    }
    Ok(())
}

/// The pattern with its date filled in: also the period in which it counts.
fn dated(pattern: &str, today: NaiveDate) -> String {
    pattern
        .replace("{YYYY}", &format!("{:04}", today.year()))
        .replace("{YY}", &format!("{:02}", today.year() % 100))
        .replace("{MM}", &format!("{:02}", today.month()))
        .replace("{DD}", &format!("{:02}", today.day()))
}

/// The number put in place of `{0000}`, padded to as many digits; appended when there is no such place.
fn counted(dated: &str, number: i64) -> String {
    let place = dated.find("{0").and_then(|start| Some((start, dated[start..].find('}')? + start)));
    match place {
        Some((start, end)) => {
            let width = end - start - 1;
            format!("{}{number:0width$}{}", &dated[..start], &dated[end + 1..])
        }
        None => format!("{dated}{number}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_carry_their_date_and_grow_past_their_width() {
        let day = NaiveDate::from_ymd_opt(2026, 3, 9).unwrap();
        assert_eq!(dated("HT-{YYYY}{MM}{DD}-{000}", day), "HT-20260309-{000}");
        assert_eq!(counted("HT-2026-{0000}", 7), "HT-2026-0007");
        assert_eq!(counted("{00}/x", 123), "123/x");
    }
}
