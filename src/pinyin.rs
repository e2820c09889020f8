//! Chinese text as pinyin without tones: what people type to find it and what keys are made of. Knows nothing else.

use pinyin::ToPinyin;

/// `商机名称 A1` → `sjmca1`: first letters, with letters and digits of other scripts kept in lower case.
pub fn pinyin_initials(text: &str) -> String {
    spelled(text, |syllable| syllable.chars().next().into_iter().collect())
}

/// `商机名称 A1` → `shangjimingchenga1`.
pub fn pinyin_full(text: &str) -> String {
    spelled(text, str::to_owned)
}

/// The words of a text: a syllable for each Chinese character, a word for each run of other letters and digits.
pub fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut run = String::new();
    for c in text.chars() {
        if let Some(syllable) = c.to_pinyin() {
            words.extend(take(&mut run));
            words.push(plain(syllable.plain()));
        } else if c.is_alphanumeric() {
            run.extend(c.to_lowercase());
        } else {
            words.extend(take(&mut run));
        }
    }
    words.extend(take(&mut run));
    words
}

fn take(run: &mut String) -> Option<String> {
    (!run.is_empty()).then(|| std::mem::take(run))
}

fn spelled(text: &str, syllable: impl Fn(&str) -> String) -> String {
    let mut spelled = String::new();
    for c in text.chars() {
        match c.to_pinyin() {
            Some(pinyin) => spelled.push_str(&syllable(&plain(pinyin.plain()))),
            None if c.is_alphanumeric() => spelled.extend(c.to_lowercase()),
            None => {}
        }
    }
    spelled
}

/// People type v for ü.
fn plain(syllable: &str) -> String {
    syllable.replace('ü', "v")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_type() {
        assert_eq!(pinyin_initials("商机名称 A1"), "sjmca1");
        assert_eq!(pinyin_full("绿色 Tech"), "lvsetech");
        assert_eq!(pinyin_initials("Acme Ltd."), "acmeltd");
        assert_eq!(words("下次跟进 at 9"), ["xia", "ci", "gen", "jin", "at", "9"]);
        assert_eq!(pinyin_initials("！？"), "");
    }
}
