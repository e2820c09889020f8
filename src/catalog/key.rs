//! Keys for what an administrator names: from a label, in pinyin where it is Chinese.

use super::model::is_key;
use crate::pinyin::words;

const LONGEST: usize = 40;

/// A key in snake case, at most 40 long, numbered when it is taken.
pub fn key_from_label(label: &str, taken: &[&str]) -> String {
    let mut key = String::new();
    for word in words(label) {
        let word: String = word.chars().filter(char::is_ascii_alphanumeric).collect();
        let room = LONGEST.saturating_sub(key.len() + usize::from(!key.is_empty()));
        if word.is_empty() || (word.len() > room && !key.is_empty()) {
            continue;
        }
        if !key.is_empty() {
            key.push('_');
        }
        key.extend(word.chars().take(room));
    }
    if !is_key(&key) {
        key = if key.is_empty() { "field".to_owned() } else { format!("f_{key}").chars().take(LONGEST).collect() };
    }
    numbered(key, taken)
}

fn numbered(key: String, taken: &[&str]) -> String {
    if !taken.contains(&key.as_str()) {
        return key;
    }
    let with_number = |number: usize| {
        let suffix = format!("_{number}");
        let stem: String = key.chars().take(LONGEST - suffix.len()).collect();
        stem + suffix.as_str()
    };
    (2..).map(with_number).find(|key| !taken.contains(&key.as_str())).unwrap_or(key.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_from_labels() {
        for (label, key) in [
            ("下次跟进", "xia_ci_gen_jin"),
            ("Close value ($)", "close_value"),
            ("VIP 等级", "vip_deng_ji"),
            ("2026目标", "f_2026_mu_biao"),
            ("！", "field"),
            ("Ünïcode", "ncode"),
        ] {
            assert_eq!(key_from_label(label, &[]), key, "{label}");
        }
        assert_eq!(key_from_label("金额", &["jin_e", "jin_e_2"]), "jin_e_3");
        let long = key_from_label(&"超长的字段名称".repeat(10), &[]);
        assert!(long.len() <= 40 && is_key(&long), "{long}");
        assert!(key_from_label(&"a".repeat(80), &[&"a".repeat(40)]).ends_with("_2"));
    }
}
