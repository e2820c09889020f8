//! `phone`: a telephone number. Mainland numbers are kept as bare digits, foreign ones as written with their `+`.

use std::sync::Arc;

use schemars::{JsonSchema, schema_for};
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::{Column, FieldType, Kind, ParseCx, Refusal, SettingsError, narrow, operators, refuse, settings, text};
use crate::lang::{Label, Lang};
use crate::say;
use crate::value::Value;
use crate::value::filter::Op;

pub(super) const TYPE: FieldType =
    FieldType { name: "phone", label: || Label::new("电话", "Phone"), compile, schema: || schema_for!(Settings) };

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Settings {}

#[derive(Debug)]
struct Phone;

fn compile(given: Json) -> Result<Arc<dyn Kind>, SettingsError> {
    let Settings {} = settings::read(given)?;
    Ok(Arc::new(Phone))
}

fn unreadable(given: &str) -> Refusal {
    let expected = Label::new(
        "电话号码，如 13800138000、010-88886666 或 +1 415 555 0100",
        "a phone number such as 13800138000, 010-88886666 or +1 415 555 0100",
    );
    refuse::unreadable("format", given, expected)
}

/// A number as typed → as kept.
fn normalise(given: &str) -> Option<String> {
    let written = narrow(given).trim().to_lowercase();
    let written = written.strip_prefix("tel:").unwrap_or(&written).trim();
    let (number, extension) = without_extension(written)?;
    let international = number.starts_with('+') || number.starts_with("00");
    let digits = digits(number)?;
    let country = if number.starts_with("00") { &digits[2..] } else { &digits[..] };
    let national = match country.strip_prefix("86") {
        Some(rest) if international || (rest.len() == 11 && rest.starts_with('1')) => mainland(rest, true)?,
        _ if international => foreign(number, country)?,
        _ => mainland(&digits, false)?,
    };
    Some(if extension.is_empty() { national } else { format!("{national}-{extension}") })
}

/// The digits; `None` when anything but digits and the usual marks between them is there.
fn digits(text: &str) -> Option<String> {
    let allowed = |c: char| c.is_ascii_digit() || c.is_whitespace() || "+-().·/".contains(c);
    (text.chars().all(allowed) && !text.chars().skip(1).any(|c| c == '+')).then(|| text.chars().filter(char::is_ascii_digit).collect())
}

/// `010-88886666转801`, `… ext 801`, `010-88886666-801`
fn without_extension(text: &str) -> Option<(&str, &str)> {
    for mark in ["转", "ext.", "ext", "x", "#"] {
        if let Some((number, extension)) = text.split_once(mark) {
            let extension = extension.trim().trim_start_matches(['.', ':', ' ', '-']);
            let fits = (1..=6).contains(&extension.len()) && extension.chars().all(|c| c.is_ascii_digit());
            return fits.then_some((number.trim_end_matches(['-', ' ']), extension));
        }
    }
    if let Some((number, extension)) = text.rsplit_once('-')
        && (number.starts_with('0') || number.chars().all(|c| c.is_ascii_digit()))
        && (1..=6).contains(&extension.len())
        && extension.chars().all(|c| c.is_ascii_digit())
        && digits(number).is_some_and(|digits| digits.len() >= 10 && !digits.starts_with("00") && mainland(&digits, false).is_some())
    {
        return Some((number, extension));
    }
    Some((text, ""))
}

/// A mobile number, an area code and a number, or a number without one (service numbers too).
/// After +86 the area code is written without its 0.
fn mainland(digits: &str, after_country: bool) -> Option<String> {
    let mobile = digits.len() == 11 && digits.starts_with('1');
    if mobile {
        return (!matches!(digits.as_bytes()[1], b'0'..=b'2')).then(|| digits.to_owned());
    }
    let area_first = after_country
        && !digits.starts_with('0')
        && matches!(digits.len(), 9..=11)
        && !digits.starts_with("400")
        && !digits.starts_with("800");
    let national = if area_first { format!("0{digits}") } else { digits.to_owned() };
    let length = if national.starts_with('0') { 10..=12 } else { 5..=10 };
    length.contains(&national.len()).then_some(national)
}

fn foreign(written: &str, digits: &str) -> Option<String> {
    if !(6..=15).contains(&digits.len()) || digits.starts_with('0') {
        return None;
    }
    let written = if let Some(rest) = written.strip_prefix("00") { format!("+{}", rest.trim_start()) } else { written.to_owned() };
    Some(written.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// A number cell written out: `13800138000.0`, `1.3800138E+10`. `Err` when digits were lost (`1.38E+10`).
fn from_float(text: &str) -> Result<Option<String>, Refusal> {
    let text = narrow(text).trim().trim_start_matches('\'').to_uppercase();
    if let Some(whole) = text.strip_suffix(".0").or_else(|| text.strip_suffix(".00")) {
        return Ok(whole.chars().all(|c| c.is_ascii_digit()).then(|| whole.to_owned()));
    }
    let Some((mantissa, exponent)) = text.split_once('E') else { return Ok(None) };
    let (Some((whole, fraction)), Ok(exponent)) =
        (mantissa.split_once('.').or(Some((mantissa, ""))), exponent.trim_start_matches('+').parse::<usize>())
    else {
        return Ok(None);
    };
    let numeric = whole.len() == 1 && (whole.to_owned() + fraction).chars().all(|c| c.is_ascii_digit());
    if !numeric || exponent > 15 || fraction.len() > exponent {
        return Ok(None);
    }
    // Spreadsheets show at most five digits after the point in this notation; with fewer the rest is gone.
    if fraction.len() < 6 {
        let given = refuse::quote(&text);
        return Err(Refusal::new(
            "digits_lost",
            say!(
                "“{}”是被表格软件改写的号码，后面的数字已经丢失；请把该列设为文本后重新录入",
                "\"{}\" was rewritten by a spreadsheet and has lost its last digits; format the column as text and enter it again",
                given
            ),
        ));
    }
    Ok(Some(format!("{whole}{fraction}{}", "0".repeat(exponent - fraction.len()))))
}

impl Kind for Phone {
    fn column(&self) -> Column {
        Column::Text
    }

    fn decode(&self, input: &Json) -> Result<Value, Refusal> {
        let Some(given) = refuse::text(input)? else { return Ok(Value::Null) };
        refuse::not_longer(given, 60)?;
        // What is kept must read the same again, or the record could not be saved a second time.
        let kept = normalise(given).filter(|kept| normalise(kept).as_ref() == Some(kept));
        kept.map(Value::Text).ok_or_else(|| unreadable(given))
    }

    fn parse(&self, text: &str, _cx: &ParseCx) -> Result<Value, Refusal> {
        let text = refuse::trim(text).trim_start_matches('\'');
        match from_float(text)? {
            Some(number) => self.decode(&Json::String(number)),
            None => self.decode(&Json::String(text.to_owned())),
        }
    }

    fn display(&self, value: &Value, _lang: Lang) -> String {
        text::display(value)
    }

    fn operators(&self) -> &'static [Op] {
        operators::TEXT
    }

    fn json_schema(&self) -> Json {
        json!({"type": ["string", "null"], "maxLength": 60})
    }

    fn textual(&self) -> bool {
        true
    }

    fn uniquable(&self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_way_to_keep_a_number() {
        let kind = compile(json!({})).unwrap();
        for (given, kept) in [
            ("138 0013 8000", "13800138000"),
            ("138-0013-8000", "13800138000"),
            ("+86 138 0013 8000", "13800138000"),
            ("＋８６－１３８００１３８０００", "13800138000"),
            ("0086 13800138000", "13800138000"),
            ("8613800138000", "13800138000"),
            ("(86)13800138000", "13800138000"),
            ("010-8888 6666", "01088886666"),
            ("010-8888-6666", "01088886666"),
            ("+86 10 8888 6666", "01088886666"),
            ("0755-88886666转801", "075588886666-801"),
            ("0755-88886666-801", "075588886666-801"),
            ("13800138000转12", "13800138000-12"),
            ("400-800-1234 ext. 5", "4008001234-5"),
            ("400-800-1234", "4008001234"),
            ("95588", "95588"),
            ("88886666", "88886666"),
            ("+1 415 555 0100", "+1 415 555 0100"),
            ("001 415-555-0100", "+1 415-555-0100"),
            ("+44  20 7946 0958", "+44 20 7946 0958"),
        ] {
            assert_eq!(kind.decode(&json!(given)), Ok(Value::Text(kept.into())), "{given}");
        }
        for given in ["12345", "电话", "1380013800012", "12800138000", "+86 123", "1", "138a0138000", "+", "0"] {
            let outcome = kind.decode(&json!(given));
            if given != "12345" {
                assert_eq!(outcome.unwrap_err().code, "format", "{given}");
            }
        }
        assert_eq!(kind.decode(&json!(13800138000_i64)).unwrap_err().code, "type");
    }

    #[test]
    fn number_cells_lose_nothing_in_silence() {
        let kind = compile(json!({})).unwrap();
        let cx = ParseCx { date_order: Default::default(), time_zone: chrono_tz::UTC };
        for text in ["13800138000", "13800138000.0", "1.3800138E+10", "1.3800138e10", "'13800138000"] {
            assert_eq!(kind.parse(text, &cx), Ok(Value::Text("13800138000".into())), "{text}");
        }
        assert_eq!(kind.parse("1.38E+10", &cx).unwrap_err().code, "digits_lost");
    }
}
