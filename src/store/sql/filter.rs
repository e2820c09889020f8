//! Conditions → WHERE. A test of a null is never true, and `NOT` is written so that it always is one or the other: the
//! same two-valued meaning as in memory. Letters are compared by `contains` and its like without regard to ASCII case.

use super::from::From;
use super::statement::Sql;
use super::{sealed, value, zone};
use crate::catalog::Field;
use crate::error::{Error, Result};
use crate::fields::{Column, Sealed};
use crate::query::{Cond, Leaf, Operand, Path, Test};
use crate::store::arg::Arg;
use crate::store::db::Dialect;
use crate::value::Value;
use crate::value::filter::Op;

/// The condition, in parentheses where it needs them. Its paths must have been made available in `from`.
pub(crate) fn cond(sql: &mut Sql, from: &From<'_>, cond: &Cond) -> Result<()> {
    match cond {
        Cond::All(parts) => several(sql, parts, Joined::And, |sql, part| self::cond(sql, from, part)),
        Cond::Any(parts) => several(sql, parts, Joined::Or, |sql, part| self::cond(sql, from, part)),
        Cond::Not(part) => not(sql, |sql| self::cond(sql, from, part)),
        Cond::Test(path, test) => Tested { from, path, column: from.column_of(path) }.write(sql, test),
    }
}

/// How conditions are joined.
#[derive(Clone, Copy, Debug)]
pub(super) enum Joined {
    And,
    Or,
}

/// These conditions, joined: nothing else stands between them, so that an index can serve each.
pub(super) fn several<T>(sql: &mut Sql, parts: &[T], joined: Joined, mut write: impl FnMut(&mut Sql, &T) -> Result<()>) -> Result<()> {
    let (between, none) = match joined {
        Joined::And => (" AND ", "1 = 1"),
        Joined::Or => (" OR ", "1 = 0"),
    };
    let Some((first, rest)) = parts.split_first() else {
        sql.push(none);
        return Ok(());
    };
    sql.push("(");
    write(sql, first)?;
    for part in rest {
        sql.push(between);
        write(sql, part)?;
    }
    sql.push(")");
    Ok(())
}

/// True when what is written is false or unknown.
fn not(sql: &mut Sql, write: impl FnOnce(&mut Sql) -> Result<()>) -> Result<()> {
    sql.push("((");
    write(sql)?;
    sql.push(") IS NOT TRUE)");
    Ok(())
}

struct Tested<'a> {
    from: &'a From<'a>,
    path: &'a Path,
    column: Column,
}

impl Tested<'_> {
    fn write(&self, sql: &mut Sql, test: &Test) -> Result<()> {
        match test {
            Test::Empty => self.leaf(sql).push(" IS NULL"),
            Test::NotEmpty => self.leaf(sql).push(" IS NOT NULL"),
            Test::Compare(op, operand) => return self.compare(sql, *op, operand),
            Test::Among(op, values) => return self.among(sql, *op, values),
            Test::Between(low, high) => return self.range(sql, low, " <= ", high),
            Test::Range(low, high) => return self.range(sql, low, " < ", high),
        };
        Ok(())
    }

    fn leaf<'s>(&self, sql: &'s mut Sql) -> &'s mut Sql {
        self.from.leaf(sql.push(if self.from.passes_by(self.path) { "+" } else { "" }), self.path);
        sql
    }

    /// The field, where its values are encrypted.
    fn sealed(&self) -> Option<(&Field, Sealed)> {
        let field = self.path.field(self.from.object)?;
        Some((field, field.kind.sealed()?))
    }

    fn bind(&self, sql: &mut Sql, value: &Value) -> Result<()> {
        sql.bind(value::arg(self.column, value)?);
        Ok(())
    }

    fn range(&self, sql: &mut Sql, low: &Value, below: &str, high: &Value) -> Result<()> {
        self.leaf(sql.push("(")).push(" >= ");
        self.bind(sql, low)?;
        self.leaf(sql.push(" AND ")).push(below);
        self.bind(sql, high)?;
        sql.push(")");
        Ok(())
    }

    fn compare(&self, sql: &mut Sql, op: Op, operand: &Operand) -> Result<()> {
        match (op, operand) {
            (Op::IsNot, _) => not(sql, |sql| self.compare(sql, Op::Is, operand)),
            (Op::NotContains, _) => not(sql, |sql| self.compare(sql, Op::Contains, operand)),
            (Op::Contains | Op::StartsWith | Op::EndsWith, Operand::Value(Value::Text(text))) => {
                like(sql, op, text, |sql| {
                    self.leaf(sql);
                });
                Ok(())
            }
            (Op::Has, Operand::Value(value)) => self.has(sql, value),
            (Op::Under, Operand::Value(Value::Text(text))) => self.under(sql, text),
            (_, Operand::Value(Value::Int(number))) if self.some_children(sql, op, *number) => Ok(()),
            (Op::Is, Operand::Value(value)) if self.sealed().is_some() => self.one_of(sql, std::slice::from_ref(value)),
            (_, Operand::Value(value)) => {
                self.leaf(sql).push(sign(op)?);
                self.bind(sql, value)
            }
            (_, Operand::Slot(slot)) => self.compare_slot(sql, op, *slot),
            (_, Operand::Day(slot, zone)) => self.compare_day(sql, op, *slot, *zone),
        }
    }

    /// Whether there are children at all needs no counting of them.
    fn some_children(&self, sql: &mut Sql, op: Op, number: i64) -> bool {
        let exists = match (&self.path.leaf, op, number) {
            (Leaf::Count { .. }, Op::Gt, 0) | (Leaf::Count { .. }, Op::Ge, 1) => "EXISTS (SELECT 1",
            (Leaf::Count { .. }, Op::Is, 0) | (Leaf::Count { .. }, Op::Lt, 1) => "NOT EXISTS (SELECT 1",
            _ => return false,
        };
        self.from.children_of(sql.push(exists), self.path);
        sql.push(")");
        true
    }

    /// Two numbers of different scales are brought to the larger one.
    fn compare_slot(&self, sql: &mut Sql, op: Op, slot: usize) -> Result<()> {
        let other = &self.from.object.fields[slot];
        let scale = |column| if let Column::Scaled(scale) = column { scale } else { 0 };
        let (left, right) = (scale(self.column), scale(other.kind.column()));
        self.leaf(sql);
        times(sql, right.saturating_sub(left));
        sql.push(sign(op)?).column(&self.from.base, other.key());
        times(sql, left.saturating_sub(right));
        Ok(())
    }

    fn compare_day(&self, sql: &mut Sql, op: Op, slot: usize, zone: chrono_tz::Tz) -> Result<()> {
        let other = &self.from.object.fields[slot];
        zone::day(sql, self.column, zone, &|sql| self.from.leaf(sql, self.path));
        sql.push(sign(op)?);
        zone::day(sql, other.kind.column(), zone, &|sql| {
            sql.column(&self.from.base, other.key());
        });
        Ok(())
    }

    /// The text itself, or what begins with it and a slash ('0' is the next character after '/').
    fn under(&self, sql: &mut Sql, text: &str) -> Result<()> {
        self.leaf(sql.push("(")).push(" = ").bind(Arg::Text(text.to_owned()));
        self.leaf(sql.push(" OR (")).push(" >= ").bind(Arg::Text(format!("{text}/")));
        self.leaf(sql.push(" AND ")).push(" < ").bind(Arg::Text(format!("{text}0"))).push("))");
        Ok(())
    }

    fn among(&self, sql: &mut Sql, op: Op, values: &[Value]) -> Result<()> {
        match op {
            Op::In => self.one_of(sql, values),
            Op::NotIn => not(sql, |sql| self.one_of(sql, values)),
            Op::HasAny => self.has_one_of(sql, values),
            Op::HasNone => not(sql, |sql| self.has_one_of(sql, values)),
            Op::HasAll => {
                sql.push("(1 = 1");
                for value in values {
                    self.has(sql.push(" AND "), value)?;
                }
                sql.push(")");
                Ok(())
            }
            _ => Err(unexpected(op)),
        }
    }

    fn one_of(&self, sql: &mut Sql, values: &[Value]) -> Result<()> {
        if let Some((field, how)) = self.sealed() {
            let object = self.path.reached(self.from.object);
            let args = values.iter().map(|value| sealed::sought(object, field, how, value)).collect::<Result<Vec<_>>>()?;
            let mut leaf = Sql::new(sql.dialect, "");
            self.leaf(&mut leaf);
            sql.push(&sealed::beginning_of(&leaf.text));
            list(sql, args.into_iter().flatten().collect());
            return Ok(());
        }
        let args = values.iter().map(|value| value::arg(self.column, value)).collect::<Result<Vec<_>>>()?;
        self.leaf(sql);
        list(sql, args);
        Ok(())
    }

    fn has(&self, sql: &mut Sql, value: &Value) -> Result<()> {
        self.has_one_of(sql, std::slice::from_ref(value))
    }

    fn has_one_of(&self, sql: &mut Sql, values: &[Value]) -> Result<()> {
        let args = values.iter().map(|value| value::arg(Column::Text, value)).collect::<Result<Vec<_>>>()?;
        match sql.dialect {
            Dialect::Sqlite => self.leaf(sql.push("EXISTS (SELECT 1 FROM json_each(")).push(") e WHERE e.value"),
            Dialect::Postgres => {
                self.leaf(sql.push("EXISTS (SELECT 1 FROM jsonb_array_elements_text(")).push("::jsonb) e (value) WHERE e.value")
            }
        };
        list(sql, args);
        sql.push(")");
        Ok(())
    }
}

/// What `write` writes contains, starts or ends with another text. The case of ASCII letters is folded, nothing else: as
/// we do in memory, SQLite by itself, and PostgreSQL under the collation that our columns have.
pub(crate) fn like(sql: &mut Sql, op: Op, text: &str, write: impl FnOnce(&mut Sql)) {
    let mut pattern = String::with_capacity(text.len() + 2);
    if op != Op::StartsWith {
        pattern.push('%');
    }
    for c in text.chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    if op != Op::EndsWith {
        pattern.push('%');
    }
    match sql.dialect {
        Dialect::Sqlite => write(sql),
        Dialect::Postgres => {
            write(sql.push("lower("));
            sql.push(")");
            pattern.make_ascii_lowercase();
        }
    }
    sql.push(" LIKE ").bind(Arg::Text(pattern)).push(" ESCAPE '\\'");
}

/// ` IN (…)`; nothing is in none.
fn list(sql: &mut Sql, args: Vec<Arg>) {
    if args.is_empty() {
        sql.push(" IN (NULL)");
        return;
    }
    sql.push(" IN (");
    sql.join(args, ", ", |sql, arg| {
        sql.bind(arg);
    });
    sql.push(")");
}

fn times(sql: &mut Sql, digits: u32) {
    if digits > 0 {
        sql.push(" * ").push(&10i64.saturating_pow(digits).to_string());
    }
}

fn sign(op: Op) -> Result<&'static str> {
    Ok(match op {
        Op::Is => " = ",
        Op::Gt => " > ",
        Op::Ge => " >= ",
        Op::Lt => " < ",
        Op::Le => " <= ",
        _ => return Err(unexpected(op)),
    })
}

fn unexpected(op: Op) -> Error {
    Error::internal(format!("operator {op} was compiled into a test it has no place in"))
}
