//! The order of texts in lists: Latin first, then Chinese by pinyin. SQLite is given it as a collation; PostgreSQL keeps of
//! each text that may be sorted by, in a column beside it, a key whose bytes stand in this order. Two texts are equal in it
//! only when they are the same text.

use std::cmp::Ordering;
use std::sync::OnceLock;

use pinyin::ToPinyin;

use crate::catalog::Field;
use crate::fields::Column;

/// Name of the collation in statements and indexes.
pub(crate) const PINYIN: &str = "PINYIN";

/// Compares without regard to case and width first; what is then still equal, byte by byte.
pub(crate) fn pinyin_order(left: &str, right: &str) -> Ordering {
    left.chars().map(weight).cmp(right.chars().map(weight)).then_with(|| left.cmp(right))
}

/// Characters of a text that its key tells apart: more would not fit into an index.
const LONGEST_KEY: usize = 255;

/// Keys compare, byte by byte, as [`pinyin_order`] compares the texts they are made of.
pub(crate) fn order_key(text: &str) -> Vec<u8> {
    let end = text.char_indices().nth(LONGEST_KEY).map_or(text.len(), |(at, _)| at);
    let text = &text[..end];
    let mut key = Vec::with_capacity(text.len() * 2 + 1);
    for weight in text.chars().map(weight) {
        match u8::try_from(weight) {
            Ok(ascii @ 0..0x80) => key.push(ascii),
            // Three bytes hold every weight; the first bit tells them from one.
            _ => key.extend_from_slice(&(0x80_0000 | weight).to_be_bytes()[1..]),
        }
    }
    // Below every weight: what a text begins with stands before it.
    key.push(0);
    key.extend_from_slice(text.as_bytes());
    key
}

/// Name of the column that keeps the key of a field's text.
pub(crate) fn order_column(field: &str) -> String {
    format!("{field}~")
}

/// Whether lists may be sorted by the field's text. Options and stages sort by an order of their own.
pub(crate) fn order_kept(field: &Field) -> bool {
    let kind = &field.kind;
    kind.column() == Column::Text && kind.sortable() && kind.choices().is_empty() && kind.pipeline().is_none()
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
    fn keys_stand_in_the_same_order() {
        let texts = ["", "张伟", "acme", "ac", "李娜", "Beta", "安徽", "北京", "ACME", "１号", "2 号", "北方", "é", "É", "😀", "安", "安徽省", "〇", "가"];
        for left in texts {
            for right in texts {
                assert_eq!(order_key(left).cmp(&order_key(right)), pinyin_order(left, right), "{left} {right}");
            }
        }
    }

    #[test]
    fn only_the_same_text_is_equal() {
        assert_eq!(pinyin_order("Ａb", "ab"), pinyin_order("ab", "Ａb").reverse());
        assert_ne!(pinyin_order("Ab", "ab"), Ordering::Equal);
        assert_eq!(pinyin_order("榫卯", "榫卯"), Ordering::Equal);
    }
}
