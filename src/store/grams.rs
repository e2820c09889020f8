//! Texts → pairs of neighbouring characters, so that any part of a text can be found as a row of pairs. Pure; knows no store.
//!
//! "华为技术" is kept as `华为 为技 技术 术·`. What is searched for is cut the same way: 为技术 is the phrase `为技 技术`, and
//! a single 技 is whatever begins with it, which is why the last character of a text stands there once more, marked.

use pinyin::ToPinyin;

/// Ends a text; not a character that any text keeps.
const END: char = '·';
/// Characters of a record's fields that are searched; what a longer text says further on is not found.
const LONGEST: usize = 4000;

/// What is kept of a record, cut into pairs.
#[derive(Debug, Default, Hash, PartialEq)]
pub(in crate::store) struct Text {
    pub title: String,
    /// A Chinese title as its initials and as its full pinyin.
    pub pinyin: String,
    pub body: String,
}

impl Text {
    pub fn set_title(&mut self, title: &str) {
        let folded = fold(title);
        cut(&mut self.title, &folded);
        if folded.iter().any(|c| c.to_pinyin().is_some()) {
            cut(&mut self.pinyin, &sounds(&folded, initial));
            cut(&mut self.pinyin, &sounds(&folded, |sound| sound));
        }
    }

    pub fn add_body(&mut self, text: &str) {
        if self.body.len() < LONGEST * 4 {
            cut(&mut self.body, &fold(text));
        }
    }
}

impl Text {
    /// Title and pinyin, then the rest, as they were before they were cut: texts parted by spaces.
    pub fn plain(&self) -> (String, String) {
        (whole(&[&self.title, &self.pinyin]), whole(&[&self.body]))
    }

    /// Every character and every pair, once.
    pub fn grams(&self) -> Vec<&str> {
        let pairs = [&self.title, &self.pinyin, &self.body].into_iter().flat_map(|text| text.split(' ')).filter(|pair| !pair.is_empty());
        let mut grams: Vec<&str> = pairs
            .flat_map(|pair| {
                let first = &pair[..pair.chars().next().map_or(0, char::len_utf8)];
                [Some(first), (!pair.ends_with(END)).then_some(pair)]
            })
            .flatten()
            .collect();
        grams.sort_unstable();
        grams.dedup();
        grams
    }
}

fn whole(cut: &[&str]) -> String {
    let mut whole = String::new();
    for pair in cut.iter().flat_map(|text| text.split(' ')) {
        whole.extend(pair.chars().next());
        if pair.ends_with(END) {
            whole.push(' ');
        }
    }
    whole
}

/// What somebody typed, word by word: letters and digits in lower case.
pub(in crate::store) fn words(typed: &str) -> Vec<String> {
    typed.split_whitespace().map(|word| fold(word).into_iter().collect::<String>()).filter(|word| !word.is_empty()).collect()
}

/// The pairs of a word, or its only character.
pub(in crate::store) fn grams_of(word: &str) -> Vec<&str> {
    let ends: Vec<usize> = word.char_indices().map(|(at, _)| at).chain([word.len()]).collect();
    match ends.len() {
        0..=2 => vec![word],
        _ => ends.windows(3).map(|three| &word[three[0]..three[2]]).collect(),
    }
}

/// The full-text expression for what somebody typed: every word, each as a phrase. `None` when nothing searchable was typed.
pub(in crate::store) fn query(typed: &str) -> Option<String> {
    let words: Vec<String> = typed.split_whitespace().map(fold).filter(|word| !word.is_empty()).map(|word| phrase(&word)).collect();
    if words.is_empty() { None } else { Some(words.join(" AND ")) }
}

fn phrase(word: &[char]) -> String {
    match word {
        [single] => format!("\"{single}\" *"),
        _ => {
            let pairs: Vec<String> = word.windows(2).map(|pair| pair.iter().collect()).collect();
            format!("\"{}\"", pairs.join(" "))
        }
    }
}

/// Letters and digits only, in lower case and half width.
fn fold(text: &str) -> Vec<char> {
    let narrow = text.chars().map(|c| match u32::from(c) {
        code @ 0xFF01..=0xFF5E => char::from_u32(code - 0xFEE0).unwrap_or(c),
        _ => c,
    });
    narrow.flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric()).take(LONGEST).collect()
}

/// Appends the pairs of a text.
fn cut(to: &mut String, text: &[char]) {
    let next = text.iter().skip(1).copied().chain([END]);
    for (first, second) in text.iter().zip(next) {
        if !to.is_empty() {
            to.push(' ');
        }
        to.push(*first);
        to.push(second);
    }
}

fn initial(sound: &'static str) -> &'static str {
    sound.char_indices().nth(1).map_or(sound, |(second, _)| &sound[..second])
}

/// The text as it is spoken: of each Chinese character what `part` takes of its pinyin, everything else as it is.
fn sounds(text: &[char], part: impl Fn(&'static str) -> &'static str) -> Vec<char> {
    let mut spoken = Vec::with_capacity(text.len() * 3);
    for c in text {
        match c.to_pinyin() {
            // The one letter of plain pinyin beyond ASCII is typed as v.
            Some(sound) => spoken.extend(part(sound.plain()).chars().map(|c| if c == 'ü' { 'v' } else { c })),
            None => spoken.push(*c),
        }
    }
    spoken
}

#[cfg(test)]
mod tests {
    use super::*;

    fn title(text: &str) -> Text {
        let mut kept = Text::default();
        kept.set_title(text);
        kept
    }

    #[test]
    fn texts_become_pairs() {
        assert_eq!(title("华为（HW）").title, "华为 为h hw w·");
        assert_eq!(title("ＡＢ-1").title, "ab b1 1·");
        assert_eq!(title("绿").pinyin, "l· lv v·");
        assert_eq!(title("Plain").pinyin, "");
        assert_eq!(title("").title, "");
    }

    #[test]
    fn pairs_become_whole_again() {
        let mut kept = title("华为（HW）");
        kept.add_body("a b");
        kept.add_body("技");
        assert_eq!(kept.plain(), ("华为hw hwhw huaweihw ".into(), "ab 技 ".into()));
        assert_eq!(title("华为").grams(), ["a", "aw", "e", "ei", "h", "hu", "hw", "i", "u", "ua", "w", "we", "为", "华", "华为"]);
        assert_eq!(grams_of("华为技"), ["华为", "为技"]);
        assert_eq!((grams_of("技"), grams_of("技术")), (vec!["技"], vec!["技术"]));
    }

    #[test]
    fn words_become_phrases() {
        assert_eq!(query("华为技").as_deref(), Some("\"华为 为技\""));
        assert_eq!(query(" 华 A-b ").as_deref(), Some("\"华\" * AND \"ab\""));
        assert_eq!(query("\"*(--").as_deref(), None);
    }
}
