//! Mistakes as they are collected, each with its file and place.

use super::near::{list, nearest};
use super::{Problem, model};
use crate::lang::Label;
use crate::say;

#[derive(Debug, Default)]
pub(super) struct Problems(pub(super) Vec<Problem>);

impl Problems {
    pub(super) fn add(&mut self, file: &str, pointer: impl Into<String>, code: &'static str, message: Label) {
        self.add_expecting(file, pointer, code, message, None);
    }

    pub(super) fn add_expecting(
        &mut self,
        file: &str,
        pointer: impl Into<String>,
        code: &'static str,
        message: Label,
        expected: Option<String>,
    ) {
        self.0.push(Problem { file: file.to_owned(), pointer: pointer.into(), code, message, expected });
    }

    /// Something is named that does not exist; what exists is told, the nearest first.
    pub(super) fn unknown<'a>(
        &mut self,
        file: &str,
        pointer: impl Into<String>,
        what: &Label,
        name: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) {
        let known: Vec<&str> = known.into_iter().collect();
        let message = match nearest(name, known.iter().copied()) {
            Some(near) => Label::new(
                format!("没有叫“{name}”的{}，是不是“{near}”？", what.zh),
                format!("There is no {} called \"{name}\"; did you mean \"{near}\"?", what.en),
            ),
            None => Label::new(format!("没有叫“{name}”的{}", what.zh), format!("There is no {} called \"{name}\"", what.en)),
        };
        let expected = Some(list(known)).filter(|list| !list.is_empty());
        self.add_expecting(file, pointer, "unknown", message, expected);
    }

    /// A key must be one, and stand once among its like.
    pub(super) fn key(&mut self, file: &str, pointer: impl Into<String>, key: &str, taken: &mut std::collections::BTreeSet<String>) {
        let pointer = pointer.into();
        if !model::is_key(key) {
            let message = say!(
                "“{}”不能作标识：只能用小写字母、数字和下划线，以字母开头，最多 60 个字符",
                "\"{}\" cannot be a key: lower-case letters, digits and _, starting with a letter, at most 60 long",
                key
            );
            self.add(file, pointer, "key", message);
        } else if !taken.insert(key.to_owned()) {
            self.add(file, pointer, "duplicate", say!("标识“{}”出现了两次", "The key \"{}\" appears twice", key));
        }
    }
}
