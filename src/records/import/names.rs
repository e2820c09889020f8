//! What a text in a cell may stand for: records by their title or a unique value, stages and options by their labels, and what a
//! person said an odd spelling means. Knows nothing of where the names came from.

use std::collections::{BTreeMap, HashMap};

use super::fold::{fold, likeness};
use crate::value::Value;

/// Suggestions made for one text.
const SUGGESTIONS: usize = 5;
/// What is less like the text is not suggested: a wrong suggestion is worse than none.
const CLOSE: f64 = 0.5;

/// Everything that can be named in one field.
#[derive(Debug, Default)]
pub struct Names {
    by: HashMap<String, Vec<Value>>,
    all: Vec<Named>,
    /// Folded text → what a person said it means; `None` is "leave it blank".
    said: HashMap<String, Option<String>>,
}

#[derive(Debug)]
struct Named {
    /// Or its key.
    id: String,
    title: String,
    /// Folded: the title, and other names that people give it.
    spellings: Vec<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Meaning {
    Value(Value),
    /// A person said so.
    Blank,
    /// This many things have that name.
    Ambiguous(usize),
    Unknown,
}

#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct Suggestion {
    pub id: String,
    pub title: String,
}

impl Names {
    pub fn say(&mut self, said: &BTreeMap<String, Option<String>>) {
        self.said = said.iter().map(|(text, meant)| (fold(text), meant.clone())).collect();
    }

    /// A thing that can be named, and suggested, by its title.
    pub fn add(&mut self, id: impl Into<String>, title: &str, value: Value) {
        let id = id.into();
        self.also(&id, value.clone());
        self.also(title, value);
        self.all.push(Named { id, title: title.to_owned(), spellings: vec![fold(title)] });
    }

    /// Other names, such as those in another language, by which the thing added last is suggested.
    pub fn known_as<'a>(&mut self, names: impl IntoIterator<Item = &'a str>) {
        if let Some(last) = self.all.last_mut() {
            last.spellings.extend(names.into_iter().map(fold));
        }
    }

    /// One more name of a thing.
    pub fn also(&mut self, name: &str, value: Value) {
        let name = fold(name);
        let values = self.by.entry(name.clone()).or_default();
        if !name.is_empty() && !values.contains(&value) {
            values.push(value);
        }
    }

    /// What a person said the text means, when they did.
    pub fn said(&self, text: &str) -> Option<&Option<String>> {
        self.said.get(&fold(text))
    }

    pub fn find(&self, text: &str) -> Meaning {
        match self.said(text) {
            Some(None) => Meaning::Blank,
            Some(Some(meant)) => self.named(meant),
            None => self.named(text),
        }
    }

    fn named(&self, text: &str) -> Meaning {
        match self.by.get(&fold(text)).map(Vec::as_slice) {
            None | Some([]) => Meaning::Unknown,
            Some([value]) => Meaning::Value(value.clone()),
            Some(several) => Meaning::Ambiguous(several.len()),
        }
    }

    /// The things whose names are nearest to the text, best first; those of the very name when there are several.
    pub fn suggest(&self, text: &str) -> Vec<Suggestion> {
        let text = fold(text);
        let closeness = |named: &Named| named.spellings.iter().map(|name| near(&text, name)).fold(0.0, f64::max);
        let mut near: Vec<(f64, &Named)> = self.all.iter().map(|named| (closeness(named), named)).filter(|(score, _)| *score >= CLOSE).collect();
        near.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.title.cmp(&b.1.title)));
        near.truncate(SUGGESTIONS);
        near.into_iter().map(|(_, named)| Suggestion { id: named.id.clone(), title: named.title.clone() }).collect()
    }
}

/// By edits, or by one within the other: `明远科技` and `北京明远科技有限公司`.
fn near(text: &str, title: &str) -> f64 {
    let (few, many) = (text.len().min(title.len()), text.len().max(title.len()));
    let within = match few >= 4 && (title.contains(text) || text.contains(title)) {
        true => 0.5 + 0.5 * few as f64 / many as f64,
        false => 0.0,
    };
    if few * 5 < many {
        return within;
    }
    within.max(likeness(text, title))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Names {
        let mut names = Names::default();
        for (id, title) in [("1", "GTX Pro"), ("2", "GTX Plus Pro"), ("3", "MG Special"), ("4", "双子"), ("5", "双 子")] {
            names.add(id, title, Value::Text(id.into()));
        }
        names
    }

    #[test]
    fn texts_mean_what_they_name_or_what_was_said() {
        let mut names = names();
        let value = |id: &str| Meaning::Value(Value::Text(id.into()));
        assert_eq!(names.find(" gtxPRO"), value("1"));
        assert_eq!(names.find("双子"), Meaning::Ambiguous(2));
        assert_eq!(names.find("GTXPr"), Meaning::Unknown);
        let said = [("GTXPr".to_owned(), Some("GTX Pro".to_owned())), ("双子".into(), Some("5".into())), ("MG Special".into(), None)];
        names.say(&said.into());
        assert_eq!(names.find("gtxpr"), value("1"));
        assert_eq!(names.find("双子"), value("5"));
        assert_eq!(names.find("MG special"), Meaning::Blank);
    }

    #[test]
    fn the_nearest_are_suggested_first() {
        let titles: Vec<String> = names().suggest("GTXPr").into_iter().map(|one| one.title).collect();
        assert_eq!(titles[0], "GTX Pro");
        assert!(!titles.contains(&"MG Special".to_owned()));
        assert_eq!(names().suggest("双子").len(), 2);
        assert!(names().suggest("完全不同的名字").is_empty());
        assert!(names().suggest("Cara Losch").is_empty(), "a short list is no reason to offer anyone");
        let mut industries = Names::default();
        industries.add("tech", "科技", Value::Text("tech".into()));
        industries.known_as(["Technology", "IT"]);
        industries.add("retail", "零售", Value::Text("retail".into()));
        assert_eq!(industries.suggest("technolgy"), [Suggestion { id: "tech".into(), title: "科技".into() }], "whatever language the screen has");
    }
}
