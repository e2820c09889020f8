//! A field of which only part is shown. It is no field type: a role makes it of a text field, for those who have the role.
//! Knows nothing of roles.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::{Column, Kind, Refusal};
use crate::lang::Lang;
use crate::value::Value;
use crate::value::filter::Op;

/// What remains of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Mask {
    /// 138****1234
    Phone,
    /// z***@example.com
    Email,
    /// This many characters at the beginning and at the end.
    Keep { first: u8, last: u8 },
}

/// What stands for the hidden part, however long it is.
const STARS: &str = "****";

/// The kind that shows only part, and by which nothing can be found, sorted or grouped.
pub fn masked(kind: Arc<dyn Kind>, mask: Mask) -> Arc<dyn Kind> {
    Arc::new(Masked { kind, mask })
}

/// A text with its middle taken out; everything when too little would be taken.
pub fn mask(text: &str, mask: Mask) -> String {
    let letters: Vec<char> = text.chars().collect();
    let keep = |first: usize, last: usize| {
        if first + last + 2 > letters.len() {
            return STARS.to_owned();
        }
        let (start, end) = (&letters[..first], &letters[letters.len() - last..]);
        format!("{}{STARS}{}", start.iter().collect::<String>(), end.iter().collect::<String>())
    };
    match mask {
        Mask::Phone => keep(3, 4),
        Mask::Keep { first, last } => keep(first.into(), last.into()),
        Mask::Email => match text.rsplit_once('@') {
            Some((name, domain)) => format!("{}{STARS}@{domain}", name.chars().take(1).collect::<String>()),
            None => STARS.to_owned(),
        },
    }
}

#[derive(Debug)]
struct Masked {
    kind: Arc<dyn Kind>,
    mask: Mask,
}

impl Kind for Masked {
    fn column(&self) -> Column {
        self.kind.column()
    }

    fn decode(&self, input: &Json) -> Result<Value, Refusal> {
        self.kind.decode(input)
    }

    fn display(&self, value: &Value, lang: Lang) -> String {
        match value {
            Value::Null => String::new(),
            value => mask(&self.kind.display(value, lang), self.mask),
        }
    }

    fn operators(&self) -> &'static [Op] {
        &[]
    }

    fn json_schema(&self) -> Json {
        serde_json::json!({"type": ["string", "null"]})
    }

    fn sortable(&self) -> bool {
        false
    }

    /// What is kept, as it may be shown.
    fn shown(&self, value: Value) -> Value {
        match value {
            Value::Null => Value::Null,
            value => Value::Text(self.display(&value, Lang::default())),
        }
    }

    fn masked(&self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_is_taken_out() {
        assert_eq!(mask("13812341234", Mask::Phone), "138****1234");
        assert_eq!(mask("+8613812341234", Mask::Phone), "+86****1234");
        assert_eq!(mask("12345", Mask::Phone), "****");
        assert_eq!(mask("zhang@example.com", Mask::Email), "z****@example.com");
        assert_eq!(mask("no address", Mask::Email), "****");
        assert_eq!(mask("上海市浦东新区", Mask::Keep { first: 3, last: 0 }), "上海市****");
    }
}
