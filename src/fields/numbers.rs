//! Numbers as JSON and as people write them in sheets, exactly. Knows nothing of the fields that keep them.

use rust_decimal::{Decimal, RoundingStrategy};

use super::fold::narrow;

/// The largest whole number every client can hold exactly (2^53 - 1).
pub(super) const WHOLE_LIMIT: i64 = 9_007_199_254_740_991;

/// A JSON number, exactly as its text says.
pub(super) fn from_json(number: &serde_json::Number) -> Option<Decimal> {
    exact(&number.to_string())
}

fn exact(text: &str) -> Option<Decimal> {
    if text.contains(['e', 'E']) { Decimal::from_scientific(text).ok() } else { Decimal::from_str_exact(text).ok() }
}

/// A number as people write it: `１，２００`, `¥12,000.00`, `1.2万`, `3亿`, `(500)`, `12 元`, `1.2E+05`.
/// A percent sign divides by 100. `None` when it is none of these.
pub(super) fn read(text: &str) -> Option<Decimal> {
    match unsign(&clean(text))? {
        (rest, false) => magnitude(&rest),
        (rest, true) => magnitude(&rest).map(|number| -number),
    }
}

/// As [`read`], but `60%` is 60.
pub(super) fn read_percent(text: &str) -> Option<Decimal> {
    let text = clean(text);
    read(text.strip_suffix('%').unwrap_or(&text))
}

/// Narrow, lower case, without spaces, the apostrophe of text cells, and currency.
fn clean(text: &str) -> String {
    let text: String = narrow(text).to_lowercase().chars().filter(|c| !c.is_whitespace() && *c != '\u{feff}').collect();
    text.trim_start_matches('\'').to_owned()
}

const CURRENCIES: &[&str] = &["人民币", "rmb", "cny", "usd", "hkd", "eur", "us$", "hk$", "¥", "$", "€", "£"];

fn without_currency(text: &str) -> &str {
    let text = CURRENCIES.iter().find_map(|sign| text.strip_prefix(sign)).unwrap_or(text);
    let text = text.strip_suffix('整').unwrap_or(text);
    ["元", "圆", "块"].iter().chain(CURRENCIES).find_map(|sign| text.strip_suffix(sign)).unwrap_or(text)
}

/// Splits off the sign: a leading `-` or `+` before or after the currency, or parentheses around it all.
fn unsign(text: &str) -> Option<(String, bool)> {
    let (inside, mut negative) = match text.strip_prefix('(') {
        Some(open) => (open.strip_suffix(')')?, true),
        None => (text, false),
    };
    let mut rest = inside;
    for _ in 0..2 {
        if let Some(after) = rest.strip_prefix('-') {
            if negative {
                return None;
            }
            negative = true;
            rest = after;
        }
        rest = without_currency(rest.strip_prefix('+').unwrap_or(rest));
    }
    Some((rest.to_owned(), negative))
}

const MAGNITUDES: &[(&str, i64)] = &[
    ("千万", 10_000_000),
    ("百万", 1_000_000),
    ("十万", 100_000),
    ("万", 10_000),
    ("w", 10_000),
    ("千", 1_000),
    ("k", 1_000),
    ("亿", 100_000_000),
];

fn magnitude(text: &str) -> Option<Decimal> {
    if let Some(percent) = text.strip_suffix('%') {
        return grouped(percent)?.checked_div(Decimal::ONE_HUNDRED);
    }
    if let Some((billions, rest)) = text.split_once('亿')
        && !rest.is_empty()
    {
        let upper = grouped(billions)?.checked_mul(Decimal::from(100_000_000))?;
        let lower = grouped(rest.strip_suffix('万')?)?.checked_mul(Decimal::from(10_000))?;
        return upper.checked_add(lower);
    }
    match MAGNITUDES.iter().find_map(|(unit, factor)| Some((text.strip_suffix(unit)?, *factor))) {
        Some((number, factor)) => grouped(number)?.checked_mul(Decimal::from(factor)),
        None => grouped(text),
    }
}

/// Digits with thousands separators in groups of three (or of four, as in Chinese), or scientific notation.
fn grouped(text: &str) -> Option<Decimal> {
    if let Some((mantissa, exponent)) = text.split_once('e') {
        let plain = mantissa.chars().all(|c| c.is_ascii_digit() || c == '.');
        let small = exponent.trim_start_matches(['+', '-']).parse::<u8>().is_ok_and(|n| n <= 20);
        return (plain && small).then(|| Decimal::from_scientific(&text.replace("e+", "e")).ok()).flatten();
    }
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = |part: &str| part.chars().all(|c| c.is_ascii_digit());
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let even = |size: usize| first.len() <= size && !first.is_empty() && rest.iter().all(|group| group.len() == size);
    if !digits(first) || !digits(fraction) || !rest.iter().all(|group| digits(group)) || (first.is_empty() && fraction.is_empty()) {
        return None;
    }
    if !rest.is_empty() && !even(3) && !even(4) {
        return None;
    }
    let plain = format!("{}{}", if first.is_empty() { "0" } else { first }, rest.concat());
    Decimal::from_str_exact(&if fraction.is_empty() { plain } else { format!("{plain}.{fraction}") }).ok().or_else(|| noisy(text))
}

/// A double's text can carry more digits than a decimal holds; they are noise.
fn noisy(text: &str) -> Option<Decimal> {
    text.replace(',', "").parse::<Decimal>().ok()
}

/// Rounded as people round (half away from zero), after the noise of binary fractions has been taken off.
pub(super) fn round_as_sheets_do(number: Decimal, scale: u32) -> Decimal {
    let clean = number.round_sf_with_strategy(15, RoundingStrategy::MidpointNearestEven).unwrap_or(number);
    clean.round_dp_with_strategy(scale, RoundingStrategy::MidpointAwayFromZero)
}

/// With thousands separators, for people.
pub(super) fn group(number: &str) -> String {
    let (sign, rest) = number.strip_prefix('-').map_or(("", number), |rest| ("-", rest));
    let (whole, fraction) = rest.split_once('.').map_or((rest, None), |(whole, fraction)| (whole, Some(fraction)));
    let mut grouped = String::new();
    for (position, digit) in whole.chars().enumerate() {
        if position > 0 && (whole.len() - position).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    match fraction {
        Some(fraction) => format!("{sign}{grouped}.{fraction}"),
        None => format!("{sign}{grouped}"),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value as Json;

    use super::*;

    #[test]
    fn numbers_as_people_write_them() {
        for (text, expected) in [
            ("12", "12"),
            ("１２，０００．５０", "12000.50"),
            ("¥12,000", "12000"),
            ("￥ 1,234,567.8", "1234567.8"),
            ("$99", "99"),
            ("12元", "12"),
            ("12,000.00 元整", "12000.00"),
            ("1.2万", "12000"),
            ("1.2 万元", "12000"),
            ("3亿", "300000000"),
            ("1亿2000万", "120000000"),
            ("5百万", "5000000"),
            ("2.5w", "25000"),
            ("10k", "10000"),
            ("(500)", "-500"),
            ("（¥1,000.5）", "-1000.5"),
            ("-¥5", "-5"),
            ("¥-5", "-5"),
            ("−3", "-3"),
            ("60%", "0.6"),
            ("1.2E+05", "120000"),
            ("1,2000,0000", "120000000"),
            (".5", "0.5"),
            ("+7", "7"),
            ("'0012", "12"),
            ("0.30000000000000004", "0.30000000000000004"),
        ] {
            assert_eq!(read(text), Some(expected.parse().unwrap()), "{text}");
        }
        assert_eq!(read_percent("６０％"), Some(60.into()));
        assert_eq!(read_percent("12.5"), Some("12.5".parse().unwrap()));
        for text in ["", "-", "abc", "12,5", "1,23,4", "1.2.3", "3万5", "(5", "--5", "12 个", "1e99", "1e", "万", "NaN", "inf", "0x10"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn json_numbers_go_through_exactly() {
        for text in ["0.1", "12345678901.23", "-0.01", "9007199254740991", "123456789012.345"] {
            let json: Json = serde_json::from_str(text).unwrap();
            let Json::Number(number) = &json else { panic!() };
            assert_eq!(crate::value::decimal(from_json(number).unwrap()).to_string(), text);
        }
        assert_eq!(crate::value::decimal("12.50".parse().unwrap()).to_string(), "12.5");
        assert_eq!(crate::value::decimal("12.00".parse().unwrap()).to_string(), "12");
    }

    #[test]
    fn rounding_takes_off_noise_first() {
        assert_eq!(round_as_sheets_do("1234.5600000000001".parse().unwrap(), 2).to_string(), "1234.56");
        assert_eq!(round_as_sheets_do("2.345".parse().unwrap(), 2).to_string(), "2.35");
        assert_eq!(group("-1234567.50"), "-1,234,567.50");
        assert_eq!(group("123"), "123");
    }
}
