//! What changed between two sets of catalog files.

use schemars::JsonSchema;
use serde::Serialize;

use super::Files;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "FileChange")]
pub struct Change {
    pub path: String,
    pub kind: ChangeKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    Added,
    Changed,
    Removed,
}

/// Every path whose content differs, in order.
pub fn changes(old: &Files, new: &Files) -> Vec<Change> {
    let kind = |path: &String| match (old.get(path), new.get(path)) {
        (None, Some(_)) => Some(ChangeKind::Added),
        (Some(_), None) => Some(ChangeKind::Removed),
        (before, after) => (before != after).then_some(ChangeKind::Changed),
    };
    let mut paths: Vec<&String> = old.keys().chain(new.keys()).collect();
    paths.sort();
    paths.dedup();
    paths.into_iter().filter_map(|path| Some(Change { path: path.clone(), kind: kind(path)? })).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_what_differs_is_told() {
        let old = Files::from([("a".to_owned(), json!(1)), ("b".to_owned(), json!({"x": 1, "y": 2})), ("c".to_owned(), json!(3))]);
        let new = Files::from([("b".to_owned(), json!({"y": 2, "x": 1})), ("c".to_owned(), json!(4)), ("d".to_owned(), json!(5))]);
        let told: Vec<(String, ChangeKind)> = changes(&old, &new).into_iter().map(|change| (change.path, change.kind)).collect();
        assert_eq!(
            told,
            [("a".to_owned(), ChangeKind::Removed), ("c".to_owned(), ChangeKind::Changed), ("d".to_owned(), ChangeKind::Added)]
        );
    }
}
