//! The types that fields are drawn from, and the values of each: the plainest first, so that what fails shrinks to it.

use serde_json::{Value as Json, json};

/// Types, with the settings that make a difference to what is kept.
pub const KINDS: [(&str, &str); 26] = [
    ("text", "{}"),
    ("integer", "{}"),
    ("money", "{}"),
    ("lookup", "{}"),
    ("date", "{}"),
    ("datetime", "{}"),
    ("select", "{}"),
    ("boolean", "{}"),
    ("decimal", r#"{"scale": 0}"#),
    ("decimal", r#"{"scale": 4}"#),
    ("decimal", r#"{"scale": 6}"#),
    ("percent", "{}"),
    ("stage", "{}"),
    ("user", "{}"),
    ("rating", "{}"),
    ("region", r#"{"levels": 3}"#),
    ("multi_select", "{}"),
    ("tags", "{}"),
    ("long_text", "{}"),
    ("phone", "{}"),
    ("email", "{}"),
    ("url", "{}"),
    ("auto_number", r#"{"pattern": "N-{0000}"}"#),
    ("formula", r#"{"as": "text", "script": "\"\""}"#),
    ("formula", r#"{"as": "money", "script": "0"}"#),
    ("file", "{}"),
];

/// Not in the order of their keys.
pub const OPTIONS: [&str; 4] = ["zeta", "beta", "alpha", "b_2"];

pub const TEXTS: [&str; 40] = [
    "a", "A", "b", "ab", "Ab%", "a_b", "b\\", "张伟", "张", "安", "安徽", "北京", "北方", "重庆", "女行", "吕 绿", "é", "É", "e", "Ａ",
    "１号", "2 号", "_", "😀", "가", "〇", "ก็x", "ß", "İ", "Σς", "Zed", "z", "a'b\"c", "①", "क्षa", "\u{e000}", "鿿", "𠀀", "北 京", "Ⅷ",
];
const DAYS: [&str; 11] = [
    "2026-11-22", "2026-11-21", "2026-01-01", "2025-12-31", "2024-02-29", "2026-11-16", "2026-03-29", "1970-01-01", "1899-12-31", "0001-01-01",
    "9999-12-31",
];
const TIMES: [&str; 17] = [
    "2026-11-22T07:30:00Z", "2026-11-21T16:00:00Z", "2026-11-21T15:59:59.999Z", "2026-11-22T07:30:00.001Z", "1970-01-01T00:00:00Z",
    "1969-12-31T23:59:59.999Z", "2026-03-29T00:59:59.999Z", "2026-03-29T01:00:00Z", "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z",
    "1900-12-31T15:54:17Z", "1860-06-01T04:30:00Z", "2150-07-01T22:30:00Z", "2150-01-01T04:30:00Z", "0001-01-02T00:00:00Z",
    "9999-12-30T23:59:59.999Z", "1582-10-10T12:00:00Z",
];
const PLACES: [&str; 6] = ["广东省", "广东省/深圳市", "广东省/深圳市/南山区", "广东省/广州市", "北京市", "北京市/北京市"];
/// Digits of decimals, the point left out; fifteen are kept.
const DIGITS: [i64; 14] = [
    0, 1, -1, 2, 5, 10, -7, 123_456, -50, 999_999_999_999_999, -999_999_999_999_999, 999_999_999_999_998, 333_333_333_333_333, 1_000_000_000,
];
const WHOLE: [i64; 12] = [
    0, 1, -1, 2, 3, 5, 10, -7, 9_007_199_254_740_991, -9_007_199_254_740_991, 9_007_199_254_740_990, 1_000_000_000,
];

fn texts(values: &[&str]) -> Vec<Json> {
    values.iter().map(|value| json!(value)).collect()
}

/// Values of a type as the API takes them; lookups and users are told by their ids, which are not known here.
pub fn pool(kind: &str, settings: &Json) -> Vec<Json> {
    let scale = || match (kind, settings["scale"].as_u64()) {
        (_, Some(scale)) => scale,
        _ => 2,
    };
    match kind {
        "integer" => WHOLE.iter().map(|number| json!(number)).collect(),
        "decimal" | "money" | "percent" => decimals(scale()),
        "formula" if settings["as"] == "money" => decimals(2),
        "boolean" => vec![json!(false), json!(true)],
        "date" => texts(&DAYS),
        "datetime" => texts(&TIMES),
        "rating" => (1..=5).map(|stars| json!(stars)).collect(),
        "region" => texts(&PLACES),
        "multi_select" => (1..OPTIONS.len()).map(|many| json!(OPTIONS[..many])).chain([json!([OPTIONS[3], OPTIONS[0]])]).collect(),
        "tags" => TEXTS.windows(2).step_by(3).map(|both| json!(both)).chain([json!(["a"]), json!(["A"])]).collect(),
        "phone" => texts(&["13800138000", "13900139000", "+1 415 555 0100", "0755-28780808"]),
        "email" => texts(&["a@example.com", "B@example.com", "a_b@example.com", "z@example.org"]),
        "url" => texts(&["https://a.example", "https://b.example/%7E", "http://a.example"]),
        "auto_number" => texts(&["N-0001", "N-0002", "N-0010", "N-9999"]),
        "file" => vec![json!([{ "id": uuid::Uuid::from_u128(9), "name": "a.pdf", "size": 1, "type": "application/pdf" }])],
        _ => texts(&TEXTS),
    }
}

fn decimals(scale: u64) -> Vec<Json> {
    let all = DIGITS.iter().map(|digits| rust_decimal::Decimal::new(*digits, scale as u32).to_string());
    all.map(|text| json!(text.parse::<f64>().unwrap())).collect()
}
