//! Spans as people write them in the catalog: `15m`, `24h`, `30d`, `2w`, `3mo`, `1y`.

use chrono::{DateTime, Duration, Months, Utc};

/// A parsed span; months and years follow the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    Exact(Duration),
    Months(u32),
}

impl Span {
    /// `None` when the text is not a number followed by m, h, d, w, mo or y, or is absurdly large.
    pub fn parse(text: &str) -> Option<Span> {
        let text = text.trim();
        let split = text.find(|c: char| !c.is_ascii_digit())?;
        let number: i64 = text[..split].parse().ok().filter(|n| *n <= 100_000)?;
        Some(match &text[split..] {
            "m" => Span::Exact(Duration::minutes(number)),
            "h" => Span::Exact(Duration::hours(number)),
            "d" => Span::Exact(Duration::days(number)),
            "w" => Span::Exact(Duration::weeks(number)),
            "mo" => Span::Months(u32::try_from(number).ok()?),
            "y" => Span::Months(u32::try_from(number).ok()?.checked_mul(12)?),
            _ => return None,
        })
    }

    /// `at` moved forward by this span, at the end of time when it would pass it.
    pub fn after(self, at: DateTime<Utc>) -> DateTime<Utc> {
        match self {
            Span::Exact(span) => at.checked_add_signed(span),
            Span::Months(months) => at.checked_add_months(Months::new(months)),
        }
        .unwrap_or(DateTime::<Utc>::MAX_UTC)
    }

    /// `at` moved back by this span, at the beginning of time when it would pass it.
    pub fn before(self, at: DateTime<Utc>) -> DateTime<Utc> {
        match self {
            Span::Exact(span) => at.checked_sub_signed(span),
            Span::Months(months) => at.checked_sub_months(Months::new(months)),
        }
        .unwrap_or(DateTime::<Utc>::MIN_UTC)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_follow_the_calendar_and_refuse_nonsense() {
        let at = DateTime::parse_from_rfc3339("2026-03-31T00:00:00Z").unwrap().to_utc();
        assert_eq!(Span::parse("1mo").unwrap().before(at).to_rfc3339(), "2026-02-28T00:00:00+00:00");
        assert_eq!(Span::parse("24h"), Span::parse("1d"));
        for bad in ["", "d", "10", "1x", "-3d", "99999999d"] {
            assert_eq!(Span::parse(bad), None, "{bad}");
        }
    }
}
