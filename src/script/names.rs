//! Which fields a script reads, found by its names: enough to know what must be recomputed when a value changes.

use std::collections::BTreeSet;

use crate::catalog::Object;

/// Paths (`["amount"]`, `["account", "level"]`) whose first segment is a field of the object. A name that is merely
/// spelt like a field counts too: recomputing once too often is harmless.
pub fn reads(source: &str, object: &Object) -> BTreeSet<Vec<String>> {
    chains(source)
        .into_iter()
        .filter_map(|chain| {
            let field = object.field(&chain[0])?;
            let follows = field.kind.reference().is_some() && chain.len() > 1;
            Some(if follows { chain[..2].to_vec() } else { chain[..1].to_vec() })
        })
        .collect()
}

/// Identifiers joined by `.` or `?.`, outside strings and comments.
fn chains(source: &str) -> Vec<Vec<String>> {
    let chars: Vec<char> = source.chars().collect();
    let mut chains: Vec<Vec<String>> = Vec::new();
    let mut joined = false;
    let mut at = 0;
    while at < chars.len() {
        let c = chars[at];
        if c == '"' || c == '`' || c == '\'' {
            at = skip_string(&chars, at);
            joined = false;
        } else if c == '/' && chars.get(at + 1) == Some(&'/') {
            while at < chars.len() && chars[at] != '\n' {
                at += 1;
            }
        } else if c == '/' && chars.get(at + 1) == Some(&'*') {
            at += 2;
            while at + 1 < chars.len() && !(chars[at] == '*' && chars[at + 1] == '/') {
                at += 1;
            }
            at += 2;
        } else if c.is_ascii_alphabetic() || c == '_' {
            let start = at;
            while at < chars.len() && (chars[at].is_ascii_alphanumeric() || chars[at] == '_') {
                at += 1;
            }
            let name: String = chars[start..at].iter().collect();
            match chains.last_mut() {
                Some(chain) if joined => chain.push(name),
                _ => chains.push(vec![name]),
            }
            joined = false;
        } else {
            joined = c == '.' || (c == '?' && chars.get(at + 1) == Some(&'.')) || (joined && c.is_whitespace());
            at += 1;
        }
    }
    chains
}

/// Position after the string that begins at `at`. What `${…}` of a back-quoted string reads is looked at too.
fn skip_string(chars: &[char], at: usize) -> usize {
    let quote = chars[at];
    let mut at = at + 1;
    while at < chars.len() && chars[at] != quote {
        if quote == '`' && chars[at] == '$' && chars.get(at + 1) == Some(&'{') {
            return at + 2;
        }
        at += if chars[at] == '\\' && quote != '`' { 2 } else { 1 };
    }
    at + 1
}

#[cfg(test)]
mod tests {
    use super::chains;

    #[test]
    fn names_are_found_outside_strings_and_comments() {
        let found = chains("amount * stage.probability / 100 // cost\n + \"price\" + `x ${ owner?.name } y` + 1.5 /* tax */");
        let found: Vec<String> = found.iter().map(|chain| chain.join(".")).collect();
        for expected in ["amount", "stage.probability", "owner.name"] {
            assert!(found.iter().any(|name| name == expected), "{expected} in {found:?}");
        }
        for hidden in ["cost", "price", "tax"] {
            assert!(!found.iter().any(|name| name == hidden), "{hidden} in {found:?}");
        }
    }
}
