//! A statement being written: its text and its arguments, in step. Knows how identifiers and placeholders are written,
//! nothing of what the statement is about.

use crate::store::arg::Arg;
use crate::store::db::Dialect;
use crate::value::Id;

/// Bytes of a statement that names every column of an object.
const USUAL: usize = 512;

#[derive(Clone, Debug)]
pub(crate) struct Sql {
    pub dialect: Dialect,
    pub text: String,
    pub args: Vec<Arg>,
}

impl Sql {
    pub fn new(dialect: Dialect, text: &str) -> Self {
        let mut all = String::with_capacity(USUAL);
        all.push_str(text);
        Sql { dialect, text: all, args: Vec::new() }
    }

    pub fn push(&mut self, text: &str) -> &mut Self {
        self.text.push_str(text);
        self
    }

    /// An identifier, quoted.
    pub fn name(&mut self, name: &str) -> &mut Self {
        self.quoted("\"", name)
    }

    /// `alias."name"`
    pub fn column(&mut self, alias: &str, name: &str) -> &mut Self {
        self.push(alias).push(".").name(name)
    }

    /// A text written into the statement itself, quoted: for keys of the catalog, which do not vary between calls.
    pub fn literal(&mut self, text: &str) -> &mut Self {
        self.quoted("'", text)
    }

    fn quoted(&mut self, mark: &str, text: &str) -> &mut Self {
        self.push(mark);
        for part in text.split_inclusive(mark) {
            // One that ends with the mark has it twice.
            self.push(part).push(if part.ends_with(mark) { mark } else { "" });
        }
        self.push(mark)
    }

    /// What was written elsewhere, with its arguments.
    pub fn append(&mut self, other: &Sql) -> &mut Self {
        self.args.extend_from_slice(&other.args);
        self.push(&other.text)
    }

    pub fn bind(&mut self, arg: Arg) -> &mut Self {
        self.args.push(arg);
        self.push("?")
    }

    /// ` IN (…)`, so that few different statements are prepared: PostgreSQL takes many as one argument, for SQLite they are padded to
    /// a power of two.
    pub fn ids(&mut self, ids: &[Id]) -> &mut Self {
        if self.dialect == Dialect::Postgres && ids.len() > 1 {
            return self.push(" = ANY (").bind(ids.into()).push(")");
        }
        let padding = ids.len().next_power_of_two() - ids.len();
        let padded = ids.iter().chain(ids.last().into_iter().cycle().take(padding));
        self.push(" IN (").join(padded, ", ", |sql, id| {
            sql.bind(Arg::from(*id));
        });
        self.push(")")
    }

    /// `items` written by `each`, with `between` between them.
    pub fn join<T>(&mut self, items: impl IntoIterator<Item = T>, between: &str, mut each: impl FnMut(&mut Self, T)) -> &mut Self {
        for (position, item) in items.into_iter().enumerate() {
            if position > 0 {
                self.push(between);
            }
            each(self, item);
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_literals_are_quoted() {
        let mut sql = Sql::new(Dialect::Sqlite, "SELECT ");
        sql.name("a\"b").push(", ").literal("it's").push(", ").bind(Arg::Int(1));
        assert_eq!(sql.text, "SELECT \"a\"\"b\", 'it''s', ?");
        assert_eq!(sql.args, vec![Arg::Int(1)]);
    }
}
