//! The type that fits a column of texts nobody has described yet, so that a field for it can be offered ready made.
//! Careful rather than clever: every value must read, and plain text takes what nothing else does.

use chrono_tz::Tz;
use serde_json::json;

use super::{DateOrder, Kind, ParseCx, boolean, date, datetime, decimal, email, fold, integer, long_text, money, percent, phone, text, url};
use super::{FieldType, narrow};

/// What the values of a type must look like besides being readable.
type Look = fn(&str) -> bool;

/// Tried in this order.
const TRIED: &[(FieldType, Look)] = &[
    (email::TYPE, |text| text.contains('@')),
    (url::TYPE, |text| text.contains("://") || text.starts_with("www.")),
    (phone::TYPE, |text| digits(text) >= 10 || text.contains("转")),
    (percent::TYPE, |text| text.ends_with(['%', '％'])),
    (money::TYPE, |text| text.contains(['¥', '￥', '$', '€', '£', '元'])),
    (integer::TYPE, |_| true),
    (decimal::TYPE, |text| !text.ends_with(['%', '％'])),
    (date::TYPE, |text| !text.contains(':') && !text.contains('：')),
    (datetime::TYPE, |_| true),
    (boolean::TYPE, |_| true),
    (text::TYPE, |text| !text.contains('\n')),
];

/// The name of the type; text when there is nothing to go by.
pub fn guess(values: &[String], time_zone: Tz) -> &'static str {
    if values.is_empty() {
        return text::TYPE.name;
    }
    let fits = |(field_type, shape): &&(FieldType, fn(&str) -> bool)| {
        let Ok(kind) = (field_type.compile)(json!({})) else { return false };
        values.iter().all(|value| shape(value.trim())) && reads(&*kind, values, time_zone)
    };
    TRIED.iter().find(fits).map_or(long_text::TYPE.name, |(field_type, _)| field_type.name)
}

/// Whether one way of writing dates reads every value, and the number keeps its digits.
fn reads(kind: &dyn Kind, values: &[String], time_zone: Tz) -> bool {
    let orders = [DateOrder::Ymd, DateOrder::Mdy, DateOrder::Dmy];
    orders.iter().any(|order| {
        let cx = ParseCx { date_order: *order, time_zone };
        values.iter().all(|value| kind.parse(value, &cx).is_ok() && !is_code(kind, value))
    })
}

/// `0042` is a name made of digits, not the number 42.
fn is_code(kind: &dyn Kind, value: &str) -> bool {
    let folded = fold(value);
    kind.numeric() && folded.len() > 1 && folded.starts_with('0') && folded.bytes().all(|byte| byte.is_ascii_digit())
}

fn digits(text: &str) -> usize {
    narrow(text).chars().filter(char::is_ascii_digit).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_tells_its_type() {
        for (values, name) in [
            (&["1996", "2,012"][..], "integer"),
            (&["1100.04", "251", "-3"], "decimal"),
            (&["¥1,200", "88元"], "money"),
            (&["15%", "3.5%"], "percent"),
            (&["10/20/2016", "1/2/2017"], "date"),
            (&["2024年6月10日", "2024-06-11"], "date"),
            (&["2024-06-10 14:30", "2024/6/11 9:05"], "datetime"),
            (&["是", "否"], "boolean"),
            (&["a@example.com"], "email"),
            (&["https://example.com"], "url"),
            (&["13800138000", "010-88886666"], "phone"),
            (&["0042", "0107"], "text"),
            (&["Kenya", "12"], "text"),
            (&["line\nline"], "long_text"),
            (&[], "text"),
        ] {
            let values: Vec<String> = values.iter().map(|value| value.to_string()).collect();
            assert_eq!(guess(&values, chrono_tz::UTC), name, "{values:?}");
        }
    }
}
