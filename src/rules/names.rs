//! What steps call their outcome: records that were created, answers that came from outside. Knows how a reference to one is
//! written; nothing of what made it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::value::{Id, Value};

/// What stands behind a name in a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Named {
    Record { object: String, id: Id },
    Answer(Json),
}

/// The names of a run, as far as it has come.
pub type Names = BTreeMap<String, Named>;

/// What is known of a name before anything runs.
#[derive(Clone, Debug, PartialEq)]
pub enum Known {
    /// A record of this object.
    Record(String),
    /// Something from outside, of a shape that nobody knows before.
    Answer,
}

/// The names known at a step, before anything runs.
pub type KnownNames = BTreeMap<String, Known>;

impl Named {
    /// As scripts see it.
    pub fn value(&self) -> Value {
        match self {
            Named::Record { id, .. } => Value::Id(*id),
            Named::Answer(answer) if answer.is_null() => Value::Null,
            Named::Answer(answer) => Value::Json(answer.clone()),
        }
    }

    pub fn known(&self) -> Known {
        match self {
            Named::Record { object, .. } => Known::Record(object.clone()),
            Named::Answer(_) => Known::Answer,
        }
    }
}

/// `{"ref": …}` as it is written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Reference<'a> {
    /// A path from the record itself.
    Own(&'a str),
    /// `$name`, or a path from what is called so.
    Named(&'a str, Option<&'a str>),
}

/// What was pushed to the rule's address goes by this name.
pub const BODY: &str = "body";
/// The record around an `each` goes by this name, unless a step takes it.
pub const PARENT: &str = "parent";

impl<'a> Reference<'a> {
    pub fn parse(text: &'a str) -> Reference<'a> {
        match text.strip_prefix('$') {
            None => Reference::Own(text),
            Some(rest) => match rest.split_once('.') {
                Some((name, path)) => Reference::Named(name, Some(path)),
                None => Reference::Named(rest, None),
            },
        }
    }
}

/// The part of an answer at a path of keys and positions: `items.0.id`.
pub fn part<'a>(answer: &'a Json, path: &str) -> Option<&'a Json> {
    path.split('.').try_fold(answer, |at, key| match at {
        Json::Array(items) => items.get(key.parse::<usize>().ok()?),
        other => other.get(key),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_reference_is_a_path_or_a_name_with_one() {
        assert_eq!(Reference::parse("owner.name"), Reference::Own("owner.name"));
        assert_eq!(Reference::parse("$made"), Reference::Named("made", None));
        assert_eq!(Reference::parse("$made.owner.name"), Reference::Named("made", Some("owner.name")));
        let answer = json!({"items": [{"id": 7}]});
        assert_eq!(part(&answer, "items.0.id"), Some(&json!(7)));
        assert_eq!((part(&answer, "items.1.id"), part(&answer, "items.x"), part(&answer, "no")), (None, None, None));
    }
}
