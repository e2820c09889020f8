//! Labels: wherever one stands in a file, neither language may be empty.

use serde_json::Value as Json;

use crate::catalog::problems::Problems;
use crate::lang::Lang;
use crate::say;

pub(super) fn check(file: &str, content: &Json, problems: &mut Problems) {
    walk(file, content, &mut String::new(), problems);
}

fn walk(file: &str, value: &Json, at: &mut String, problems: &mut Problems) {
    match value {
        Json::Object(members) => {
            let languages = [Lang::Zh.code(), Lang::En.code()];
            let is_label = members.len() == 2 && languages.iter().all(|language| members.contains_key(*language));
            for (key, member) in members {
                let length = at.len();
                at.push('/');
                at.push_str(&key.replace('~', "~0").replace('/', "~1"));
                if is_label && member.as_str().is_some_and(|text| text.trim().is_empty()) {
                    problems.add(file, at.clone(), "label", say!("{} 的文字不能为空", "The text in {} must not be empty", key));
                }
                walk(file, member, at, problems);
                at.truncate(length);
            }
        }
        Json::Array(items) => {
            for (position, item) in items.iter().enumerate() {
                let length = at.len();
                at.push_str(&format!("/{position}"));
                walk(file, item, at, problems);
                at.truncate(length);
            }
        }
        _ => {}
    }
}
