//! Where a page ended: the sort values and the id of its last record, as an opaque text for the next request.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::query::Sort;
use crate::store::arg::Arg;
use crate::store::failure::bad_cursor;
use crate::value::Id;

#[derive(Debug, PartialEq)]
pub(crate) struct Cursor {
    pub keys: Vec<Arg>,
    pub id: Id,
}

#[derive(Serialize, Deserialize)]
struct Written {
    /// The order it was made under.
    o: String,
    k: Vec<Key>,
    i: Id,
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Key {
    Int(i64),
    Id { id: Id },
    Text(String),
    Null(()),
}

impl Cursor {
    pub fn encode(self, sort: &[Sort]) -> Result<String> {
        let keys = self.keys.into_iter().map(|arg| {
            Ok(match arg {
                Arg::Null => Key::Null(()),
                Arg::Int(number) => Key::Int(number),
                Arg::Text(text) => Key::Text(text),
                Arg::Id(id) => Key::Id { id },
                Arg::Bytes(_) | Arg::Ids(_) | Arg::Sought(_) => return Err(Error::internal("bytes are no sort value")),
            })
        });
        let written = Written { o: order(sort), k: keys.collect::<Result<_>>()?, i: self.id };
        Ok(BASE64.encode(serde_json::to_vec(&written).map_err(Error::internal)?))
    }

    /// A cursor that we did not make, or made for another order, is refused.
    pub fn decode(text: &str, sort: &[Sort]) -> Result<Cursor> {
        let bytes = BASE64.decode(text).map_err(|_| bad_cursor())?;
        let written: Written = serde_json::from_slice(&bytes).map_err(|_| bad_cursor())?;
        if written.o != order(sort) || written.k.len() != sort.len() {
            return Err(bad_cursor());
        }
        let keys = written.k.into_iter().map(|key| match key {
            Key::Null(()) => Arg::Null,
            Key::Int(number) => Arg::Int(number),
            Key::Text(text) => Arg::Text(text),
            Key::Id { id } => Arg::Id(id),
        });
        Ok(Cursor { keys: keys.collect(), id: written.i })
    }
}

fn order(sort: &[Sort]) -> String {
    let parts: Vec<String> = sort.iter().map(|sort| format!("{}{}", if sort.desc { "-" } else { "" }, sort.path.text)).collect();
    parts.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::{Leaf, Path};

    fn by(text: &str) -> Vec<Sort> {
        vec![Sort { path: Path { hops: vec![], leaf: Leaf::Field(0), text: text.into() }, desc: false, ranks: vec![] }]
    }

    #[test]
    fn a_cursor_comes_back_and_fits_its_own_order_only() {
        for key in [Arg::Null, Arg::Int(-5), Arg::Text("榫卯".into()), Arg::Id(Id::now_v7())] {
            let id = Id::now_v7();
            let text = Cursor { keys: vec![key.clone()], id }.encode(&by("name")).unwrap();
            assert_eq!(Cursor::decode(&text, &by("name")).unwrap(), Cursor { keys: vec![key], id });
            for error in [Cursor::decode(&text, &by("size")), Cursor::decode("%%", &by("name")), Cursor::decode("e30", &by("name"))] {
                assert_eq!(error.unwrap_err().code, "cursor");
            }
        }
    }
}
