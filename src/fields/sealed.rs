//! A field whose values are encrypted where they are kept. It is no field type: a field's definition makes it of another kind.
//! Here stands what such a field still can do; how a value is sealed is the store's affair.

use std::sync::Arc;

use serde_json::Value as Json;

use super::{Column, Kind, ParseCx, Refusal, Sealed, operators};
use crate::lang::Lang;
use crate::value::Value;
use crate::value::filter::Op;

/// What is shown in place of an encrypted value wherever it would be kept as it is.
pub const STARS: &str = "****";

/// The same kind, encrypted; `None` for what stands for something else, is computed, or has bytes of its own elsewhere.
pub fn sealed(kind: &Arc<dyn Kind>, findable: bool) -> Option<Arc<dyn Kind>> {
    let elsewhere = kind.computed() || kind.reference().is_some() || kind.pipeline().is_some() || kind.holds_files();
    let holds = kind.column().plain().filter(|_| !elsewhere && kind.choices().is_empty())?;
    Some(Arc::new(Encrypted { kind: kind.clone(), sealed: Sealed { holds, findable } }))
}

#[derive(Debug)]
struct Encrypted {
    kind: Arc<dyn Kind>,
    sealed: Sealed,
}

impl Kind for Encrypted {
    fn column(&self) -> Column {
        Column::Sealed(self.sealed)
    }

    fn decode(&self, input: &Json) -> Result<Value, Refusal> {
        self.kind.decode(input)
    }

    fn parse(&self, text: &str, cx: &ParseCx) -> Result<Value, Refusal> {
        self.kind.parse(text, cx)
    }

    fn display(&self, value: &Value, lang: Lang) -> String {
        self.kind.display(value, lang)
    }

    fn display_in(&self, value: &Value, lang: Lang, time_zone: chrono_tz::Tz) -> String {
        self.kind.display_in(value, lang, time_zone)
    }

    fn operators(&self) -> &'static [Op] {
        if self.sealed.findable { operators::CHOICE } else { operators::PRESENCE }
    }

    fn json_schema(&self) -> Json {
        self.kind.json_schema()
    }

    fn sortable(&self) -> bool {
        false
    }

    fn uniquable(&self) -> bool {
        self.sealed.findable && self.kind.uniquable()
    }

    fn pieces<'t>(&self, text: &'t str) -> Vec<&'t str> {
        self.kind.pieces(text)
    }

    fn coerce(&self, value: Value) -> Result<Value, Refusal> {
        self.kind.coerce(value)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::{Plain, find};
    use super::*;

    fn kind(name: &str, settings: Json) -> Arc<dyn Kind> {
        (find(name).unwrap().compile)(settings).unwrap()
    }

    #[test]
    fn reads_as_before_and_is_found_by_the_whole_value_at_most() {
        let plain = kind("phone", json!({}));
        for findable in [false, true] {
            let sealed = sealed(&plain, findable).unwrap();
            assert_eq!(sealed.decode(&json!("138 1234 5678")), plain.decode(&json!("138 1234 5678")));
            assert_eq!(sealed.sealed(), Some(Sealed { holds: Plain::Text, findable }));
            assert!(!sealed.sortable() && !sealed.groupable() && !sealed.textual() && !sealed.numeric());
            assert_eq!(sealed.uniquable(), findable);
            assert_eq!(sealed.operators().contains(&Op::Is), findable);
            assert!(!sealed.operators().contains(&Op::Contains) && sealed.operators().contains(&Op::Empty));
        }
        assert_eq!(plain.sealed(), None);
    }

    #[test]
    fn only_what_stands_for_itself_can_be_encrypted() {
        let options = json!({"options": [{"key": "a", "label": {"zh-CN": "甲", "en": "A"}}]});
        for (name, settings, can) in [
            ("long_text", json!({}), true),
            ("money", json!({}), true),
            ("date", json!({}), true),
            ("tags", json!({}), true),
            ("select", options, false),
            ("lookup", json!({"to": "x"}), false),
            ("file", json!({}), false),
            ("auto_number", json!({"pattern": "{00}"}), false),
            ("formula", json!({"as": "text", "script": "1"}), false),
        ] {
            assert_eq!(sealed(&kind(name, settings), false).is_some(), can, "{name}");
        }
    }
}
