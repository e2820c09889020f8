//! One spelling for many in headers, and how far two texts are apart.

pub use crate::fields::fold;

/// [`fold`] for headers: also without punctuation, a star or a unit in brackets at the end: `*金额（元）` and `金额` are the same.
pub fn fold_header(text: &str) -> String {
    let folded = fold(text);
    let bare = match split_unit(&folded) {
        Some((before, _)) if before.chars().any(char::is_alphanumeric) => before,
        _ => &folded,
    };
    bare.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The text before a bracket at the end, and what stands in the bracket.
pub fn split_unit(folded: &str) -> Option<(&str, &str)> {
    let inner = folded.trim_end_matches(['*', ':']).strip_suffix([')', ']', '】'])?;
    let open = inner.rfind(['(', '[', '【'])?;
    let unit = inner[open..].trim_start_matches(['(', '[', '【']);
    Some((&inner[..open], unit))
}

/// What Excel, the web and input methods leave at the ends of a text.
pub fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}')
}

pub fn trim(text: &str) -> &str {
    text.trim_matches(is_blank)
}

/// Likeness of two folded texts, 0 to 1, by edit distance.
pub fn likeness(a: &str, b: &str) -> f64 {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let longest = a.len().max(b.len());
    if longest == 0 {
        return 0.0;
    }
    1.0 - distance(&a, &b) as f64 / longest as f64
}

fn distance(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_fold_to_one() {
        assert_eq!(fold(" ＧＴＸ　Pro "), fold("gtxpro"));
        for header in ["金额", " 金 额 ", "金额(元)", "金额（元）", "*金额", "金额*", "金额：", "金额【元】"] {
            assert_eq!(fold_header(header), "金额", "{header}");
        }
        assert_eq!(fold_header("Close_Date"), fold_header("close date"));
        assert_eq!(fold_header("(备注)"), "备注");
        assert_eq!(split_unit(&fold("金额（万元）")), Some(("金额", "万元")));
    }

    #[test]
    fn likeness_follows_edits() {
        assert_eq!(likeness("gtxpro", "gtxpro"), 1.0);
        assert!(likeness("gtxpro", "gtxplus") < likeness("gtxpro", "gtxpr0"));
        assert_eq!(likeness("", ""), 0.0);
    }
}
