//! The refusals field types share: what was given, quoted, and what would be right. Knows nothing of fields.

use serde_json::Value as Json;

use super::Refusal;
use crate::lang::Label;
use crate::say;

/// The start of a value for use inside a message.
pub(super) fn quote(text: &str) -> String {
    const SHOWN: usize = 40;
    let text = text.trim();
    let mut quoted: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(SHOWN).collect();
    if text.chars().nth(SHOWN).is_some() {
        quoted.push('…');
    }
    quoted
}

/// "x" cannot be read; `expected` says what can.
pub(super) fn unreadable(code: &'static str, given: &str, expected: Label) -> Refusal {
    let given = quote(given);
    let Label { zh, en } = expected;
    Refusal::new(code, Label::new(format!("“{given}”不能识别，应为{zh}"), format!("\"{given}\" cannot be read; expected {en}")))
}

/// A JSON value of the wrong type.
pub(super) fn wrong_type(given: &Json, expected: Label) -> Refusal {
    let text = match given {
        Json::String(text) => text.clone(),
        other => other.to_string(),
    };
    unreadable("type", &text, expected)
}

/// The text of a JSON string; `None` when it is empty or null.
pub(super) fn text(input: &Json) -> Result<Option<&str>, Refusal> {
    match input {
        Json::Null => Ok(None),
        Json::String(text) => Ok(Some(trim(text)).filter(|text| !text.is_empty())),
        other => Err(wrong_type(other, Label::new("文本", "text"))),
    }
}

/// Without white space, byte order marks and zero-width characters at either end.
pub(super) fn trim(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'..='\u{200d}' | '\u{2060}'))
}

/// Control characters are refused; they come from broken files and break others.
pub(super) fn no_controls(text: &str) -> Result<(), Refusal> {
    if text.contains(|c: char| c.is_control() && c != '\n' && c != '\t') {
        let given = quote(text);
        return Err(Refusal::new(
            "control",
            say!("“{}”含有控制字符，请去掉后重试", "\"{}\" contains control characters; remove them", given),
        ));
    }
    Ok(())
}

/// Counted in characters.
pub(super) fn not_longer(text: &str, max: usize) -> Result<(), Refusal> {
    let length = text.chars().count();
    if length > max {
        let message = Label::new(
            format!("“{}”有 {length} 个字符，最多 {max} 个", quote(text)),
            format!("\"{}\" has {length} characters; at most {max} are kept", quote(text)),
        );
        return Err(Refusal::new("too_long", message));
    }
    Ok(())
}
