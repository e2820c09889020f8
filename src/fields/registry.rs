//! The one explicit list of field types: a new type is a new file and one line here.

use super::{
    FieldType, auto_number, boolean, date, datetime, decimal, email, file, formula, integer, long_text, lookup, money, multi_select,
    percent, phone, rating, region, rollup, select, stage, tags, text, url, user,
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
        assert_eq!(seen.len(), 24);
        assert!(find("no_such_type").is_none());
    }
}
