//! Making spellings comparable: full-width to half-width, case and spaces. Knows nothing of field types.

/// Full-width letters, digits and signs as their half-width selves; other characters as they are.
pub fn narrow(text: &str) -> String {
    text.chars().map(narrow_char).collect()
}

fn narrow_char(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' | '\u{a0}' | '\u{2002}'..='\u{200a}' | '\u{202f}' => ' ',
        '\u{ffe5}' => '¥',
        '\u{2212}' | '\u{2010}'..='\u{2015}' | '\u{fe63}' => '-',
        other => other,
    }
}

/// What two spellings of one name have in common: narrow, lower case, without any white space.
pub fn fold(text: &str) -> String {
    narrow(text).chars().filter(|c| !c.is_whitespace() && *c != '\u{feff}' && *c != '\u{200b}').flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_case_and_spaces_do_not_matter() {
        assert_eq!(narrow("１２，０００．５０￥（Ａ）　−"), "12,000.50¥(A) -");
        assert_eq!(fold(" Ｇ T x　Pro "), fold("gtxpro"));
        assert_ne!(fold("a-b"), fold("ab"));
    }
}
