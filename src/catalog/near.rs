//! "Did you mean": the known name nearest to a misspelt one.

/// The candidate that `word` most likely stands for; `None` when none is near.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = word.to_lowercase().replace('-', "_");
    candidates
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(&folded, &candidate.to_lowercase()), candidate))
        .filter(|(likeness, _)| *likeness >= 0.82)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}

/// The first dozen of them, for messages.
pub fn list<'a>(candidates: impl IntoIterator<Item = &'a str>) -> String {
    let mut all: Vec<&str> = candidates.into_iter().collect();
    let more = all.len() > 12;
    all.truncate(12);
    all.join(", ") + if more { ", …" } else { "" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_are_found_and_far_ones_not() {
        let types = ["text", "long_text", "multi_select", "datetime", "money"];
        for (word, meant) in [("multiselect", "multi_select"), ("Money", "money"), ("date_time", "datetime"), ("tekst", "text")] {
            assert_eq!(nearest(word, types), Some(meant), "{word}");
        }
        assert_eq!(nearest("banana", types), None);
    }
}
