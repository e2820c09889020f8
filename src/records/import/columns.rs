//! Which column of a sheet belongs to which field: by label in either language, key or alias, however written; then by likeness
//! of names and by the shape of the values. Each field is taken once. Knows the catalog's objects, not the store.

use std::collections::HashSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::fold::{fold_header, likeness};
use crate::catalog::{Field, Object};
use crate::fields::{self, DateOrder, ParseCx};

/// A column as it stands in the sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    pub header: String,
    /// Some of its values, none of them empty.
    pub values: Vec<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Match {
    pub field: Option<String>,
    pub confidence: Confidence,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    None,
    /// The engine computes this field: the column is known but not needed.
    Computed,
    Fuzzy,
    Alias,
    Exact,
}

/// Names that sheets commonly give to what every object has.
const SYSTEM_ALIASES: [(&str, &[&str]); 3] = [
    ("id", &["id", "记录id", "recordid", "编号id"]),
    ("owner", &["负责人", "所有者", "所有人", "归属人", "归属", "跟进人", "业务员", "销售", "销售人员", "owner", "assignee", "assignedto", "salesperson", "salesrep", "salesagent"]),
    ("created_at", &["创建时间", "创建日期", "录入时间", "录入日期", "登记时间", "createdat", "created", "createdon", "creationdate", "createddate"]),
];

/// A field a column may be matched to; computed ones too, so that an export reads back with every column known.
pub fn importable(object: &Object) -> impl Iterator<Item = &Field> {
    let system = SYSTEM_ALIASES.iter().filter_map(|(key, _)| object.field(key));
    object.own_fields().filter(|field| !field.kind.holds_files()).chain(system)
}

/// Whether people's values for the field are taken at all; automatic numbers are, so that what was numbered elsewhere keeps its number.
pub fn writable(field: &Field) -> bool {
    field.kind.formula().is_none() && field.kind.rollup().is_none()
}

/// Whether a header names a field of the object, for finding the header's row.
pub fn is_known(object: &Object, header: &str) -> bool {
    let folded = fold_header(header);
    !folded.is_empty() && importable(object).any(|field| by_name(field, &folded) >= ALIAS)
}

pub fn match_columns(object: &Object, columns: &[Column], cx: &ParseCx) -> Vec<Match> {
    let fields: Vec<&Field> = importable(object).collect();
    let folded: Vec<String> = columns.iter().map(|column| fold_header(&column.header)).collect();
    let mut pairs = Vec::new();
    for (c, column) in columns.iter().enumerate() {
        for (f, field) in fields.iter().enumerate() {
            let score = score(field, &folded[c], column, cx);
            if score > 0.0 {
                pairs.push((score, c, f));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut matches = vec![Match { field: None, confidence: Confidence::None }; columns.len()];
    let (mut taken_columns, mut taken_fields) = (HashSet::new(), HashSet::new());
    for (score, c, f) in pairs {
        if taken_columns.contains(&c) || taken_fields.contains(&f) {
            continue;
        }
        taken_columns.insert(c);
        taken_fields.insert(f);
        matches[c] = matched(fields[f], score);
    }
    by_shape_alone(&fields, &taken_fields, columns, cx, &mut matches);
    matches
}

const EXACT: f64 = 100.0;
const ALIAS: f64 = 50.0;

fn matched(field: &Field, score: f64) -> Match {
    if !writable(field) {
        return Match { field: None, confidence: Confidence::Computed };
    }
    let confidence = match score {
        score if score >= EXACT => Confidence::Exact,
        score if score >= ALIAS => Confidence::Alias,
        _ => Confidence::Fuzzy,
    };
    Match { field: Some(field.key().to_owned()), confidence }
}

/// How well a column fits a field by its name; a name that is only alike must be borne out by the values.
fn score(field: &Field, folded: &str, column: &Column, cx: &ParseCx) -> f64 {
    if folded.is_empty() {
        return 0.0;
    }
    let named = by_name(field, folded);
    if named >= ALIAS && is_identity(field) {
        // People call many a number an id; the record's own is like no other.
        let own = !column.values.is_empty() && fitting(field, column, cx) >= 1.0;
        return if own { named + 2.0 } else { 0.0 };
    }
    if named >= ALIAS {
        // Two columns of one name: the one whose values fit goes first.
        return named + fitting(field, column, cx);
    }
    let alike = names(field).map(|name| alike(&name, folded)).fold(0.0, f64::max);
    if alike < 0.6 || field.system || fitting(field, column, cx) < 0.6 {
        return 0.0;
    }
    alike
}

/// The record's own id.
pub fn is_identity(field: &Field) -> bool {
    field.kind.column() == fields::Column::Id && field.kind.reference().is_none()
}

fn by_name(field: &Field, folded: &str) -> f64 {
    let label = field.label();
    if [label.zh.as_str(), &label.en, field.key()].iter().any(|name| fold_header(name) == folded) {
        return EXACT;
    }
    let common = SYSTEM_ALIASES.iter().filter(|(key, _)| field.system && *key == field.key()).flat_map(|(_, names)| names.iter().copied());
    match field.def.aliases.iter().map(String::as_str).chain(common).any(|name| fold_header(name) == folded) {
        true => ALIAS,
        false => 0.0,
    }
}

fn names(field: &Field) -> impl Iterator<Item = String> {
    let label = field.label();
    let own = [label.zh.as_str(), &label.en, field.key()];
    own.into_iter().chain(field.def.aliases.iter().map(String::as_str)).map(fold_header).filter(|name| !name.is_empty())
}

/// Likeness of names: few edits, or one name within the other and most of it (`客户电话` and `电话`).
fn alike(name: &str, header: &str) -> f64 {
    let (short, long) = if name.chars().count() <= header.chars().count() { (name, header) } else { (header, name) };
    let (few, many) = (short.chars().count(), long.chars().count());
    // One letter says little, one Chinese character hardly more.
    let within = match long.contains(short) && few >= if short.is_ascii() { 4 } else { 2 } {
        true => 0.6 + 0.3 * few as f64 / many as f64 + if long.ends_with(short) { 0.05 } else { 0.0 },
        false => 0.0,
    };
    let edits = match short.is_ascii() {
        true => likeness(name, header) - 0.15,
        false => likeness(name, header) - 0.05,
    };
    within.max(edits)
}

/// Share of the values that the field can read, 1 when there are none to try. References are resolved elsewhere and can be any text.
fn fitting(field: &Field, column: &Column, cx: &ParseCx) -> f64 {
    if column.values.is_empty() || field.kind.reference().is_some() || !writable(field) {
        return 1.0;
    }
    // Which way round dates are written is found out later.
    let orders = [DateOrder::Ymd, DateOrder::Mdy, DateOrder::Dmy];
    let reads = |value: &&String| orders.iter().any(|order| field.kind.parse(value, &ParseCx { date_order: *order, ..*cx }).is_ok());
    let good = column.values.iter().filter(reads).count();
    good as f64 / column.values.len() as f64
}

/// Columns whose name says nothing, but whose values only one free field can read: e-mails, telephones, options.
fn by_shape_alone(fields: &[&Field], taken: &HashSet<usize>, columns: &[Column], cx: &ParseCx, matches: &mut [Match]) {
    let telling = |field: &Field| {
        let chosen = !field.kind.choices().is_empty();
        writable(field) && !field.system && (chosen || field.kind.textual()) && field.kind.parse("\u{a7}\u{b6} ?", cx).is_err()
    };
    let free: Vec<&Field> = fields.iter().enumerate().filter(|(f, field)| !taken.contains(f) && telling(field)).map(|(_, field)| *field).collect();
    let fits = |field: &Field, column: &Column| column.values.len() >= 3 && fitting(field, column, cx) >= 1.0;
    for c in 0..columns.len() {
        let mut able = free.iter().filter(|field| fits(field, &columns[c]));
        let (Some(field), None) = (able.next(), able.next()) else { continue };
        let rivals = columns.iter().zip(matches.iter()).filter(|(column, found)| found.field.is_none() && fits(field, column)).count();
        let unnamed = matches[c].field.is_none() && matches[c].confidence == Confidence::None;
        if unnamed && rivals == 1 {
            matches[c] = Match { field: Some(field.key().to_owned()), confidence: Confidence::Fuzzy };
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn field(slot: usize, kind: &str, key: &str, zh: &str, en: &str, more: serde_json::Value) -> Field {
        let settings = more.get("settings").cloned().unwrap_or(json!({}));
        let aliases = more.get("aliases").cloned().unwrap_or(json!([]));
        let def = json!({"key": key, "label": {"zh-CN": zh, "en": en}, "type": kind, "aliases": aliases});
        let kind = (fields::find(kind).unwrap().compile)(settings).unwrap();
        Field { slot, def: serde_json::from_value(def).unwrap(), kind, system: key == "owner", position: None }
    }

    fn object() -> Object {
        let levels = json!({"settings": {"options": [{"key": "a", "label": {"zh-CN": "重要", "en": "High"}}]}});
        let fields = vec![
            field(0, "user", "owner", "负责人", "Owner", json!({})),
            field(1, "text", "name", "公司名", "Company", json!({"aliases": ["客户名称"]})),
            field(2, "text", "phone", "电话", "Phone", json!({})),
            field(3, "money", "amount", "金额", "Amount", json!({"aliases": ["close_value"]})),
            field(4, "email", "email", "邮箱", "E-mail", json!({})),
            field(5, "select", "level", "等级", "Level", levels),
            field(6, "formula", "expected", "预计金额", "Expected", json!({"settings": {"as": "money", "script": "amount"}})),
        ];
        let def = json!({"key": "o", "label": {"zh-CN": "o", "en": "o"}, "title": "name", "fields": []});
        let layout = json!({"object": "o", "sections": []});
        Object {
            key: "o".into(),
            def: serde_json::from_value(def).unwrap(),
            file: String::new(),
            by_key: fields.iter().map(|field| (field.def.key.clone(), field.slot)).collect(),
            fields,
            title: 1,
            subtitle: None,
            layout: serde_json::from_value(layout).unwrap(),
            views: vec![],
            relations: vec![],
            pipelines: vec![],
            pool: None,
            seen_by: Vec::new(),
            titles_only: false,
            timed: Vec::new(),
        }
    }

    fn run(columns: &[(&str, &[&str])]) -> Vec<(Option<String>, Confidence)> {
        let cx = ParseCx { date_order: DateOrder::Ymd, time_zone: chrono_tz::UTC };
        let owned = |values: &[&str]| values.iter().map(|value| value.to_string()).collect();
        let columns: Vec<Column> = columns.iter().map(|(header, values)| Column { header: header.to_string(), values: owned(values) }).collect();
        match_columns(&object(), &columns, &cx).into_iter().map(|found| (found.field, found.confidence)).collect()
    }

    #[test]
    fn headers_match_however_they_are_written() {
        use Confidence::{Alias, Exact};
        for (header, field, confidence) in [
            ("公司名*", "name", Exact),
            ("ＣＯＭＰＡＮＹ", "name", Exact),
            ("客户 名称", "name", Alias),
            ("金额（万元）", "amount", Exact),
            ("Close Value", "amount", Alias),
            ("email", "email", Exact),
            ("业务员", "owner", Alias),
        ] {
            assert_eq!(run(&[(header, &[])]), [(Some(field.to_owned()), confidence)], "{header}");
        }
        assert!(is_known(&object(), "*电话") && !is_known(&object(), "地址"));
    }

    #[test]
    fn a_field_is_taken_once_and_by_the_best() {
        let found = run(&[("客户电话", &["1"]), ("电话", &["2"]), ("金额", &["x"]), ("Amount", &["3"])]);
        assert_eq!(found[1].0.as_deref(), Some("phone"));
        assert_eq!(found[0], (None, Confidence::None));
        assert_eq!((found[2].0.as_deref(), found[3].0.as_deref()), (None, Some("amount")));
    }

    #[test]
    fn likeness_needs_fitting_values() {
        assert_eq!(run(&[("合同金额", &["12", "30"])]), [(Some("amount".into()), Confidence::Fuzzy)]);
        assert_eq!(run(&[("金额说明", &["大约", "不详"])]), [(None, Confidence::None)]);
        assert_eq!(run(&[("Companny", &["x"])]), [(Some("name".into()), Confidence::Fuzzy)]);
        assert_eq!(run(&[("Comment", &["x"])]), [(None, Confidence::None)]);
    }

    #[test]
    fn values_of_one_shape_tell_an_unnamed_column() {
        let found = run(&[("联络", &["a@b.c", "d@e.f", "g@h.i"]), ("分类", &["重要", "重要", "重要"]), ("备注", &["重要", "别的", "x"])]);
        assert_eq!(found[0], (Some("email".into()), Confidence::Fuzzy));
        assert_eq!(found[1], (Some("level".into()), Confidence::Fuzzy));
        assert_eq!(found[2], (None, Confidence::None));
    }

    #[test]
    fn computed_fields_are_known_but_not_written() {
        assert_eq!(run(&[("预计金额", &["1"])]), [(None, Confidence::Computed)]);
    }
}
