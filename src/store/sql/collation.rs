//! The order of texts in lists: Latin first, then Chinese by pinyin. Registered with the database, so that an index
//! can keep it. Two texts are equal in it only when they are the same text.

use std::cmp::Ordering;
use std::sync::OnceLock;

use pinyin::ToPinyin;

/// Name of the collation in statements and indexes.
pub(crate) const PINYIN: &str = "PINYIN";

/// Compares without regard to case and width first; what is then still equal, byte by byte.
pub(crate) fn pinyin_order(left: &str, right: &str) -> Ordering {
    left.chars().map(weight).cmp(right.chars().map(weight)).then_with(|| left.cmp(right))
}

const FIRST_HAN: u32 = 0x4E00;
const LAST_HAN: u32 = 0x9FFF;
/// Above every weight of a character that is not Chinese and has a place of its own.
const HAN: u32 = 0x20_0000;
const BEYOND: u32 = 0x40_0000;

fn weight(c: char) -> u32 {
    let code = u32::from(c);
    match code {
        0..0x80 => u32::from(c.to_ascii_lowercase()),
        FIRST_HAN..=LAST_HAN => HAN + u32::from(han_ranks()[(code - FIRST_HAN) as usize]),
        // Full-width forms of ASCII.
        0xFF01..=0xFF5E => weight(char::from_u32(code - 0xFEE0).unwrap_or(c)),
        0x80..FIRST_HAN => c.to_lowercase().next().map_or(code, u32::from),
        _ => BEYOND + code,
    }
}

/// Position of every Chinese character among all of them, by pinyin. Made when it is first asked for.
fn han_ranks() -> &'static [u16] {
    static RANKS: OnceLock<Vec<u16>> = OnceLock::new();
    RANKS.get_or_init(|| {
        let mut order: Vec<(&str, u16)> = (0..=LAST_HAN - FIRST_HAN)
            .map(|offset| {
                let sound = char::from_u32(FIRST_HAN + offset).and_then(|c| c.to_pinyin());
                // Characters without a known sound stand last.
                (sound.map_or("~", |sound| sound.plain()), offset as u16)
            })
            .collect();
        order.sort_unstable();
        let mut ranks = vec![0; order.len()];
        for (rank, (_, offset)) in (0u16..).zip(&order) {
            ranks[usize::from(*offset)] = rank;
        }
        ranks
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn latin_stands_before_chinese_and_chinese_by_its_sound() {
        let mut names = ["张伟", "acme", "李娜", "Beta", "安徽", "北京", "ACME", "１号", "2 号", "北方"];
        names.sort_by(|a, b| pinyin_order(a, b));
        assert_eq!(names, ["１号", "2 号", "ACME", "acme", "Beta", "安徽", "北方", "北京", "李娜", "张伟"]);
    }

    #[test]
    fn only_the_same_text_is_equal() {
        assert_eq!(pinyin_order("Ａb", "ab"), pinyin_order("ab", "Ａb").reverse());
        assert_ne!(pinyin_order("Ab", "ab"), Ordering::Equal);
        assert_eq!(pinyin_order("榫卯", "榫卯"), Ordering::Equal);
    }
}
