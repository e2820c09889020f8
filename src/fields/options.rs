//! The options of select-like fields: checking them, finding the one a text means. Knows nothing of records.

use std::collections::BTreeSet;

use super::fold::narrow;
use super::{Choice, Refusal, SettingsError, fold, refuse, settings};
use crate::lang::{Label, Lang};
use crate::say;

/// Keys must be keys and appear once; labels must not be empty. At least one option, at most 500.
pub(super) fn check(options: &[Choice]) -> Result<(), SettingsError> {
    if options.is_empty() || options.len() > 500 {
        let message = say!("有 {} 个选项，应有 1 到 500 个", "There are {} options; there must be 1 to 500", options.len());
        return Err(settings::wrong("/options", "options", message));
    }
    let mut seen = BTreeSet::new();
    for (at, option) in options.iter().enumerate() {
        if !is_option_key(&option.key) {
            let message = say!(
                "选项标识“{}”只能用小写字母、数字和下划线",
                "The option key \"{}\" may only use lower-case letters, digits and _",
                option.key
            );
            return Err(settings::wrong(format!("/options/{at}/key"), "key", message));
        }
        if !seen.insert(&option.key) {
            let message = say!("选项标识“{}”出现了两次", "The option key \"{}\" appears twice", option.key);
            return Err(settings::wrong(format!("/options/{at}/key"), "duplicate", message));
        }
        if option.label.zh.trim().is_empty() || option.label.en.trim().is_empty() {
            let message = say!("选项“{}”缺少中文或英文名称", "The option \"{}\" lacks its Chinese or English label", option.key);
            return Err(settings::wrong(format!("/options/{at}/label"), "label", message));
        }
    }
    Ok(())
}

fn is_option_key(key: &str) -> bool {
    !key.is_empty() && key.len() <= 60 && key.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

pub(super) fn by_key<'a>(options: &'a [Choice], key: &str) -> Option<&'a Choice> {
    options.iter().find(|option| option.key == key)
}

/// The one option a text in a sheet means: its key, a label, an alias, or an unmistakable variant of a label.
pub(super) fn find<'a>(options: &'a [Choice], text: &str) -> Option<&'a Choice> {
    let wanted = fold(text);
    if wanted.is_empty() {
        return None;
    }
    exact(options, &wanted).or_else(|| {
        let mut near =
            options.iter().filter(|option| !option.retired).filter(|option| spellings(option).any(|spelling| is_variant(text, spelling)));
        let first = near.next()?;
        near.next().is_none().then_some(first)
    })
}

/// The option one of whose spellings folds to `wanted`; a live one first.
pub(super) fn exact<'a>(options: &'a [Choice], wanted: &str) -> Option<&'a Choice> {
    let fits = |option: &&Choice| spellings(option).any(|spelling| fold(spelling) == wanted);
    options.iter().filter(|option| !option.retired).find(fits).or_else(|| options.iter().find(fits))
}

fn spellings(option: &Choice) -> impl Iterator<Item = &str> {
    [option.key.as_str(), option.label.zh.as_str(), option.label.en.as_str()].into_iter().chain(option.aliases.iter().map(String::as_str))
}

/// Where these stand between words, more than one thing is meant.
const JOINTS: [char; 13] = ['、', ';', ',', '|', '/', '+', '&', '和', '及', '与', '或', '\n', '\r'];

/// Brackets or a number around the name, or words after it (`重要客户` for `重要`), or its unmistakable beginning.
fn is_variant(text: &str, spelling: &str) -> bool {
    let bare = bare(text);
    let (given, name) = (fold(&bare), fold(&self::bare(spelling)));
    if given.is_empty() || name.is_empty() || (given.contains(JOINTS) && !name.contains(JOINTS)) {
        return false;
    }
    given == name || continues(&given, &name) || continues(&name, &given)
}

/// Without leading numbering and without surrounding or trailing brackets.
fn bare(text: &str) -> String {
    let text = narrow(text);
    let text = text.trim();
    let unnumbered = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let text = if unnumbered.len() < text.len() { unnumbered.strip_prefix(['.', '、', ')']).unwrap_or(text) } else { text };
    let inside = text.trim().trim_matches(|c: char| "[]【】()「」<>《》\"'“”".contains(c));
    inside.split(['(', '[', '【']).next().unwrap_or(inside).trim().to_owned()
}

/// `long` is `short` and more, where `short` is long enough to mean something and ends at the end of a word.
fn continues(long: &str, short: &str) -> bool {
    let Some(rest) = long.strip_prefix(short) else { return false };
    let ends_word = match (short.chars().last(), rest.chars().next()) {
        (Some(last), Some(next)) => !(last.is_ascii_alphanumeric() && next.is_ascii_alphanumeric()),
        _ => true,
    };
    let long_enough = if short.is_ascii() { short.len() >= 3 } else { short.chars().count() >= 2 };
    ends_word && long_enough
}

/// Refuses a text no option fits, naming some that would.
pub(super) fn unknown(options: &[Choice], given: &str) -> Refusal {
    let list = |lang: Lang| {
        let live: Vec<&str> = options.iter().filter(|option| !option.retired).map(|option| option.label.get(lang)).collect();
        let more = if live.len() > 8 { "…" } else { "" };
        live.iter().take(8).copied().collect::<Vec<_>>().join(if lang == Lang::Zh { "、" } else { ", " }) + more
    };
    let expected = Label::new(format!("以下之一：{}", list(Lang::Zh)), format!("one of: {}", list(Lang::En)));
    refuse::unreadable("option", given, expected)
}

/// The pieces of a list in one cell: separated by 、；;,，| or new lines.
pub(super) fn pieces(text: &str) -> impl Iterator<Item = &str> {
    text.split(['、', '；', ';', ',', '，', '|', '｜', '\n', '\r']).map(refuse::trim).filter(|piece| !piece.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choice(key: &str, zh: &str, en: &str, aliases: &[&str]) -> Choice {
        Choice {
            key: key.into(),
            label: Label::new(zh, en),
            colour: None,
            aliases: aliases.iter().map(|a| a.to_string()).collect(),
            retired: false,
        }
    }

    fn levels() -> Vec<Choice> {
        vec![
            choice("vip", "VIP", "VIP", &["贵宾"]),
            choice("key", "重要", "Key account", &[]),
            choice("normal", "普通", "Normal", &["一般"]),
            choice("phone_in", "电话呼入", "Phone in", &[]),
            choice("phone_out", "电话呼出", "Phone out", &[]),
        ]
    }

    #[test]
    fn spellings_and_unmistakable_variants_are_found() {
        let options = levels();
        for (text, key) in [
            ("vip", "vip"),
            (" ＶＩＰ ", "vip"),
            ("V I P", "vip"),
            ("贵宾", "vip"),
            ("VIP客户", "vip"),
            ("VIP（大客户）", "vip"),
            ("【重要】", "key"),
            ("重要客户", "key"),
            ("1. 重要", "key"),
            ("key account", "key"),
            ("KEYACCOUNT", "key"),
            ("一般", "normal"),
            ("电话呼出", "phone_out"),
        ] {
            assert_eq!(find(&options, text).map(|o| o.key.as_str()), Some(key), "{text}");
        }
        for text in ["", "非重要", "电话", "重", "不普通", "VIPER", "123", "()", "普通、重要", "重要，普通", "重要和普通", "重要/普通"]
        {
            assert_eq!(find(&options, text), None, "{text}");
        }
    }

    #[test]
    fn numbers_inside_names_are_not_numbering() {
        let sizes = [choice("s", "50人以上", "Over 50", &[]), choice("l", "500人以上", "Over 500", &[])];
        assert_eq!(find(&sizes, "500人以上").map(|o| o.key.as_str()), Some("l"));
        assert_eq!(find(&sizes, "5000人以上"), None);
        assert_eq!(find(&sizes, "2、50人以上（不含）").map(|o| o.key.as_str()), Some("s"));
    }

    #[test]
    fn a_refusal_names_what_would_be_right() {
        let refusal = unknown(&levels(), "超级");
        assert!(refusal.message.zh.contains("超级") && refusal.message.zh.contains("重要"), "{:?}", refusal.message);
        assert!(refusal.message.en.contains("Key account"));
    }

    #[test]
    fn options_are_checked() {
        let mut options = levels();
        options[1].key = "vip".into();
        assert_eq!(check(&options).unwrap_err().pointer, "/options/1/key");
        options[1].key = "V".into();
        assert_eq!(check(&options).unwrap_err().code, "key");
        assert_eq!(check(&[]).unwrap_err().pointer, "/options");
        assert_eq!(check(&[choice("a", "", "A", &[])]).unwrap_err().pointer, "/options/0/label");
    }
}
