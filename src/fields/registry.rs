//! The one explicit list of field types: a new type is a new file and one line here.

use super::{
    FieldType, auto_number, boolean, date, datetime, decimal, email, file, formula, integer, long_text, lookup, money, multi_select,
    percent, phone, pool, rating, region, rollup, select, stage, tags, text, url, user,
};

pub static ALL: &[FieldType] = &[
    text::TYPE,
    long_text::TYPE,
    integer::TYPE,
    decimal::TYPE,
    money::TYPE,
    percent::TYPE,
    boolean::TYPE,
    date::TYPE,
    datetime::TYPE,
    select::TYPE,
    multi_select::TYPE,
    tags::TYPE,
    lookup::TYPE,
    user::TYPE,
    phone::TYPE,
    email::TYPE,
    url::TYPE,
    region::TYPE,
    rating::TYPE,
    auto_number::TYPE,
    stage::TYPE,
    pool::TYPE,
    formula::TYPE,
    rollup::TYPE,
    file::TYPE,
];

/// The type of this name.
pub fn find(name: &str) -> Option<&'static FieldType> {
    ALL.iter().find(|kind| kind.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fields::{DateOrder, ParseCx};
    use crate::lang::Lang;

    #[test]
    fn every_type_has_its_own_name_labels_and_a_schema_that_refuses_unknown_settings() {
        let mut seen = std::collections::BTreeSet::new();
        for kind in ALL {
            assert!(seen.insert(kind.name), "{} twice", kind.name);
            let label = (kind.label)();
            assert!(!label.zh.is_empty() && !label.en.is_empty());
            let schema = serde_json::to_value((kind.schema)()).unwrap();
            assert_eq!(schema["additionalProperties"], false, "{}", kind.name);
            assert!((kind.compile)(serde_json::json!({"no_such_setting": 1})).is_err(), "{}", kind.name);
        }
        assert_eq!(seen.len(), 25);
        assert!(find("no_such_type").is_none());
    }

    /// Settings with which each type can be made.
    fn sample(name: &str) -> serde_json::Value {
        let option = |key: &str, zh: &str, en: &str| serde_json::json!({"key": key, "label": {"zh-CN": zh, "en": en}});
        match name {
            "select" | "multi_select" => serde_json::json!({"options": [option("a", "甲级", "First"), option("b", "乙级", "Second")]}),
            "lookup" => serde_json::json!({"to": "x"}),
            "auto_number" => serde_json::json!({"pattern": "{00}"}),
            "stage" => serde_json::json!({"pipeline": "x"}),
            "formula" => serde_json::json!({"as": "money", "script": "1"}),
            "rollup" => serde_json::json!({"relation": "x", "measure": "count"}),
            "region" => serde_json::json!({"levels": 3}),
            _ => serde_json::json!({}),
        }
    }

    proptest::proptest! {
        /// Whatever a cell holds, reading it never panics, a refusal speaks both languages, and what was read can be
        /// written out, read back and shown.
        #[test]
        fn whatever_is_read_can_be_written_back(text in proptest::prop_oneof![
            ".{0,40}",
            "[0-9０-９,.\\-/年月日时分 ()¥元万亿%eE+:tTzZ上下午]{0,20}",
            "[+0-9转x\\- ]{5,20}",
            "[a-zA-Z0-9@:/.＠ 。]{0,24}",
            "(广东|北京|吉林|深圳|省|市|/| |甲级|乙|、|★|☆|是|×){0,6}",
        ]) {
            for order in [DateOrder::Ymd, DateOrder::Mdy, DateOrder::Dmy] {
                let cx = ParseCx { date_order: order, time_zone: chrono_tz::Asia::Shanghai };
                for field_type in ALL {
                    let kind = (field_type.compile)(sample(field_type.name)).unwrap();
                    for outcome in [kind.parse(&text, &cx), kind.decode(&serde_json::json!(text))] {
                        match outcome {
                            Ok(value) => {
                                let json = value.to_json();
                                assert_eq!(json.is_null(), value.is_null(), "{}: {text:?}", field_type.name);
                                assert_eq!(kind.decode(&json), Ok(value.clone()), "{}: {text:?} as {json}", field_type.name);
                                assert_eq!(kind.display(&value, Lang::Zh).is_empty(), value.is_null(), "{}: {text:?}", field_type.name);
                            }
                            Err(refusal) => assert!(!refusal.message.zh.is_empty() && !refusal.message.en.is_empty()),
                        }
                    }
                }
            }
        }
    }
}
