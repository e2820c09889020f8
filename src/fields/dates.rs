//! Dates and times as people write them in sheets. Knows nothing of the fields that keep them.

use chrono::{DateTime, Datelike, Duration, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Utc};

use super::fold::narrow;
use super::{DateOrder, ParseCx};

/// What a cell says: a moment, or a date with or without a local time of day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum When {
    Moment(DateTime<Utc>),
    Local(NaiveDate, Option<NaiveTime>),
}

/// Reads `2024/6/10`, `2024年6月10日 下午2:30`, `20240610`, `6/10/2024` (by the order given), `Jun 10, 2024`, ISO 8601 and
/// the day numbers of spreadsheets (`45453.5`). `None` when it is none of these, or when the order of day and month is in doubt.
pub(super) fn read(text: &str, order: DateOrder) -> Option<When> {
    let text = narrow(text).trim().trim_start_matches('\'').trim().to_owned();
    if let Ok(moment) = DateTime::parse_from_rfc3339(&text) {
        return Some(When::Moment(moment.to_utc()));
    }
    if text.chars().all(|c| c.is_ascii_digit() || c == '.') {
        return number(&text, order).filter(|when| !matches!(when, When::Local(date, _) if !(1..=9999).contains(&date.year())));
    }
    let text = text.to_lowercase();
    let (day, rest) = split(&text)?;
    let date = date(&day, order).filter(|date| (1..=9999).contains(&date.year()))?;
    let rest = without_weekday(&rest);
    match rest.is_empty() {
        true => Some(When::Local(date, None)),
        false => Some(When::Local(date, Some(time(&rest)?))),
    }
}

/// Digits only: a compact date, or days since 1899-12-30 as spreadsheets count them.
fn number(text: &str, order: DateOrder) -> Option<When> {
    if text.len() == 8 && !text.contains('.') {
        return Some(When::Local(NaiveDate::parse_from_str(text, "%Y%m%d").ok()?, None));
    }
    if text.matches('.').count() == 2 {
        return Some(When::Local(date(text, order)?, None));
    }
    let days: f64 = text.parse().ok()?;
    if !(10_000.0..100_000.0).contains(&days) {
        return None;
    }
    let midnight = NaiveDate::from_ymd_opt(1899, 12, 30)?.and_hms_opt(0, 0, 0)?;
    #[expect(clippy::cast_possible_truncation, reason = "below 100,000 days, so the seconds fit")]
    let seconds = (days * 86_400.0).round() as i64;
    let at = midnight.checked_add_signed(Duration::seconds(seconds))?;
    Some(When::Local(at.date(), text.contains('.').then(|| at.time())))
}

/// Splits the part that names the day from what follows it.
fn split(text: &str) -> Option<(String, String)> {
    if let Some((day, rest)) = text.split_once(['日', '号']) {
        return Some((day.to_owned(), rest.to_owned()));
    }
    let named = text.contains(|c: char| c.is_ascii_alphabetic()) && MONTHS.iter().any(|month| text.contains(month));
    if named {
        return Some(match text.split_once(" at ").or_else(|| clock_at(text)) {
            Some((day, rest)) => (day.to_owned(), rest.to_owned()),
            None => (text.to_owned(), String::new()),
        });
    }
    let end = text.find(|c: char| !(c.is_ascii_digit() || matches!(c, '-' | '/' | '.' | '年' | '月'))).unwrap_or(text.len());
    let (day, rest) = text.split_at(end);
    let rest = rest.strip_prefix('t').unwrap_or(rest);
    (!day.is_empty()).then(|| (day.to_owned(), rest.to_owned()))
}

/// In a text with a named month the time starts at the last word before the first colon.
fn clock_at(text: &str) -> Option<(&str, &str)> {
    let colon = text.find(':')?;
    let space = text[..colon].rfind(' ')?;
    Some((&text[..space], &text[space + 1..]))
}

const MONTHS: &[&str] = &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

fn date(text: &str, order: DateOrder) -> Option<NaiveDate> {
    if text.contains(|c: char| c.is_ascii_alphabetic()) {
        return named_month(text);
    }
    let parts: Vec<&str> = text.split(['-', '/', '.', '年', '月', ' ']).map(str::trim).filter(|part| !part.is_empty()).collect();
    let [a, b, c] = parts[..] else { return None };
    let number = |part: &str| part.parse::<u32>().ok().filter(|_| part.len() <= 4);
    let (first, second, third) = (number(a)?, number(b)?, number(c)?);
    if a.len() == 4 {
        return NaiveDate::from_ymd_opt(year(first, 4)?, second, third);
    }
    if c.len() != 4 && order == DateOrder::Ymd {
        return NaiveDate::from_ymd_opt(year(first, a.len())?, second, third);
    }
    let year = year(third, c.len())?;
    let (month, day) = match order {
        DateOrder::Mdy => (first, second),
        DateOrder::Dmy => (second, first),
        DateOrder::Ymd if first > 12 => (second, first),
        DateOrder::Ymd if second > 12 || first == second => (first, second),
        DateOrder::Ymd => return None,
    };
    NaiveDate::from_ymd_opt(year, month, day)
}

/// Two digits mean 1950 to 2049.
fn year(number: u32, digits: usize) -> Option<i32> {
    let number = i32::try_from(number).ok()?;
    match digits {
        4 => Some(number),
        2 => Some(if number < 50 { 2000 + number } else { 1900 + number }),
        _ => None,
    }
}

/// `10 Jun 2024`, `June 10, 2024`, `10-Jun-24`.
fn named_month(text: &str) -> Option<NaiveDate> {
    let words: Vec<&str> = text.split([' ', '-', '/', ',', '.']).filter(|word| !word.is_empty()).collect();
    let [a, b, c] = words[..] else { return None };
    let month_of = |word: &str| MONTHS.iter().position(|month| word.starts_with(month)).and_then(|at| u32::try_from(at + 1).ok());
    let (day, month) = match month_of(a) {
        Some(month) => (b, month),
        None => (a, month_of(b)?),
    };
    let day = day.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse().ok()?;
    NaiveDate::from_ymd_opt(year(c.parse().ok()?, c.len())?, month, day)
}

/// Takes off `星期一`, `周一`.
fn without_weekday(text: &str) -> String {
    let mut rest = text.trim().to_owned();
    for prefix in ["星期", "周", "礼拜"] {
        if let Some(after) = rest.strip_prefix(prefix) {
            rest = after.chars().skip(1).collect::<String>().trim().to_owned();
        }
    }
    rest
}

/// `14:30`, `14:30:05.5`, `2:30 pm`, `下午2:30`, `14时30分`, `14点`.
fn time(text: &str) -> Option<NaiveTime> {
    let mut rest = text.trim().to_owned();
    let mut half = None;
    for (name, afternoon) in [
        ("下午", true),
        ("晚上", true),
        ("傍晚", true),
        ("pm", true),
        ("p.m.", true),
        ("上午", false),
        ("早上", false),
        ("凌晨", false),
        ("am", false),
        ("a.m.", false),
    ] {
        if let Some(bare) = rest.strip_prefix(name).or_else(|| rest.strip_suffix(name)) {
            (rest, half) = (bare.trim().to_owned(), Some(afternoon));
            break;
        }
    }
    let rest = rest.replace(['时', '点', '分'], ":").replace('秒', "");
    let mut parts = rest.trim_end_matches(':').split(':').map(str::trim);
    let hour: u32 = parts.next()?.parse().ok()?;
    let minute: u32 = parts.next().map_or(Ok(0), str::parse).ok()?;
    let second: f64 = parts.next().map_or(Ok(0.0), str::parse).ok()?;
    if parts.next().is_some() || !(0.0..60.0).contains(&second) {
        return None;
    }
    let hour = match half {
        Some(true) if hour < 12 => hour + 12,
        Some(false) if hour == 12 => 0,
        _ => hour,
    };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 60,000")]
    let milliseconds = (second * 1000.0).round() as u32;
    NaiveTime::from_hms_milli_opt(hour, minute, milliseconds / 1000, milliseconds % 1000)
}

/// The moment a local date and time name: the earlier one when clocks were set back, an hour on when they sprang over it.
pub(super) fn moment(date: NaiveDate, time: NaiveTime, time_zone: chrono_tz::Tz) -> Option<DateTime<Utc>> {
    let local = NaiveDateTime::new(date, time);
    time_zone
        .from_local_datetime(&local)
        .earliest()
        .or_else(|| time_zone.from_local_datetime(&local.checked_add_signed(Duration::hours(1))?).earliest())
        .map(|at| at.to_utc())
}

/// The day a cell names, in local time.
pub(super) fn day(text: &str, cx: &ParseCx) -> Option<NaiveDate> {
    match read(text, cx.date_order)? {
        When::Local(date, _) => Some(date),
        When::Moment(at) => Some(at.with_timezone(&cx.time_zone).date_naive()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn local(y: i32, m: u32, d: u32, hms: Option<(u32, u32, u32)>) -> Option<When> {
        Some(When::Local(NaiveDate::from_ymd_opt(y, m, d).unwrap(), hms.map(|(h, m, s)| NaiveTime::from_hms_opt(h, m, s).unwrap())))
    }

    #[test]
    fn dates_as_people_write_them() {
        for text in [
            "2024/6/10",
            "2024-06-10",
            "2024.6.10",
            "2024年6月10日",
            "２０２４年６月１０日",
            "20240610",
            "45453",
            "24/6/10",
            "Jun 10, 2024",
            "10 June 2024",
            "10-Jun-24",
            "2024年6月10日 星期一",
            "2024年6月10号",
            "2024-06-10 ",
        ] {
            assert_eq!(read(text, DateOrder::Ymd), local(2024, 6, 10, None), "{text}");
        }
        for text in [
            "2024/6/10 14:30",
            "2024-06-10 14:30:00",
            "2024年6月10日 下午2:30",
            "2024年6月10日14时30分",
            "2024/6/10 2:30 PM",
            "2024-06-10T14:30",
            "45453.604166666664",
            "Jun 10, 2024 2:30 pm",
        ] {
            assert_eq!(read(text, DateOrder::Ymd), local(2024, 6, 10, Some((14, 30, 0))), "{text}");
        }
        for text in [
            "",
            "昨天",
            "2024",
            "2024-13-01",
            "2024-02-30",
            "6/10/2024",
            "10/6",
            "123",
            "2024-06-10 25:00",
            "2024-06-10 abc",
            "12345678901",
            "1.5",
            "14:30",
        ] {
            assert_eq!(read(text, DateOrder::Ymd), None, "{text}");
        }
    }

    #[test]
    fn the_order_decides_only_what_is_in_doubt() {
        assert_eq!(read("6/10/2024", DateOrder::Mdy), local(2024, 6, 10, None));
        assert_eq!(read("6/10/2024", DateOrder::Dmy), local(2024, 10, 6, None));
        assert_eq!(read("25/12/2024", DateOrder::Ymd), local(2024, 12, 25, None));
        assert_eq!(read("6/10/24", DateOrder::Mdy), local(2024, 6, 10, None));
        assert_eq!(read("2024/6/10", DateOrder::Dmy), local(2024, 6, 10, None));
        assert_eq!(read("25/12/2024", DateOrder::Mdy), None, "never silently swapped");
    }

    #[test]
    fn zones_and_missing_hours() {
        let moment_of = |text: &str| DateTime::parse_from_rfc3339(text).unwrap().to_utc();
        assert_eq!(read("2024-06-10T14:30:00+08:00", DateOrder::Ymd), Some(When::Moment(moment_of("2024-06-10T06:30:00Z"))));
        let skipped =
            moment(NaiveDate::from_ymd_opt(2024, 3, 10).unwrap(), NaiveTime::from_hms_opt(2, 30, 0).unwrap(), chrono_tz::America::New_York);
        assert_eq!(skipped, Some(moment_of("2024-03-10T07:30:00Z")));
    }
}
