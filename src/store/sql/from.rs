//! The tables a statement reads: the object's own, and one left join for every lookup that its paths follow.
//! Joined records count even when they lie in the recycle bin: a lookup keeps its meaning.

use super::collation::{PINYIN, order_column, order_kept, order_key};
use super::statement::Sql;
use super::{scope, table};
use crate::catalog::{Field, Object};
use crate::error::{Error, Result};
use crate::fields::Column;
use crate::query::{Cond, Leaf, Path};
use crate::say;
use crate::store::arg::Arg;
use crate::store::db::Dialect;
use crate::value::slot;

/// Alias of the object's own table in a statement; inside a condition that is asked row by row, see [`From::inside`].
pub(crate) const BASE: &str = "t";

/// SQLite joins 64 tables at most.
const MOST_JOINS: usize = 60;

#[derive(Debug)]
pub(crate) struct From<'a> {
    pub object: &'a Object,
    /// Alias of the object's own table.
    pub base: String,
    pub read: Read,
    joins: Vec<Join<'a>>,
    counts: Vec<Counted<'a>>,
    dialect: Dialect,
}

/// How much of the object's records a statement reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Read {
    /// All that match.
    All,
    /// A page of them.
    Page,
    /// A page, on a way that is known: those before it that are out of the scope are passed over.
    Passing(Lookups),
    /// A page, in the order of this slot: those before it that do not meet the condition are passed over.
    Ordered { by: usize },
    /// A page of few, found by what the condition asks for.
    Found,
}

/// How it is found out whether a lookup leads to what somebody owns, and to what lies in a pool: where that is many, each is looked up by
/// itself; a few are gathered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Lookups {
    pub many_owned: bool,
    pub many_pooled: bool,
}

impl Lookups {
    pub const EACH: Lookups = Lookups { many_owned: true, many_pooled: true };
}

/// The record that a chain of lookups leads to.
#[derive(Debug)]
struct Join<'a> {
    slots: Vec<usize>,
    alias: String,
    /// `left."via"` holds the id.
    left: String,
    via: &'a str,
    to: &'a Object,
    /// ` IN (…)`, when not every record is followed to.
    guard: Option<Sql>,
}

/// Children of which not all count.
#[derive(Debug)]
struct Counted<'a> {
    /// The lookups that lead to their parent.
    slots: Vec<usize>,
    child: &'a Object,
    via: usize,
    /// ` IN (…)`
    guard: Sql,
}

impl<'a> From<'a> {
    pub fn new(dialect: Dialect, object: &'a Object) -> Self {
        From { object, base: BASE.to_owned(), read: Read::All, joins: Vec::new(), counts: Vec::new(), dialect }
    }

    /// For a statement that reads so much of the object's records.
    pub fn reading(dialect: Dialect, object: &'a Object, read: Read) -> Self {
        From { read, ..From::new(dialect, object) }
    }

    /// How lookups are followed where what is out of the scope is told record by record; the engine would gather what is in it.
    pub fn passes(&self) -> Option<Lookups> {
        match self.read {
            Read::Passing(lookups) if self.dialect == Dialect::Sqlite => Some(lookups),
            Read::Found => Some(Lookups::EACH),
            _ => None,
        }
    }

    /// Whether SQLite is kept from an index of the field that a condition is about.
    pub fn passes_by(&self, path: &Path) -> bool {
        matches!(self.read, Read::Ordered { by } if path.is_own() && path.first_slot() != by)
    }

    /// Of another object, inside a condition that reads the base of this one too.
    pub fn inside<'b>(&self, object: &'b Object) -> From<'b> {
        let read = if self.read == Read::All { Read::All } else { Read::Page };
        From { base: format!("{}_", self.base), read, ..From::new(self.dialect, object) }
    }

    /// Makes the lookups of these paths available.
    pub fn reach(&mut self, paths: impl IntoIterator<Item = &'a Path>) -> Result<()> {
        for path in paths {
            let (mut at, mut left, mut slots) = (self.object, self.base.clone(), Vec::new());
            for hop in &path.hops {
                slots.push(hop.slot);
                left = match self.joins.iter().find(|join| join.slots == slots) {
                    Some(join) => join.alias.clone(),
                    None => {
                        let alias = format!("j{}", self.joins.len() + 1);
                        let via = at.fields[hop.slot].key();
                        let guard = hop.guard.as_ref().map(|scope| scope::among(self.dialect, &hop.to, scope)).transpose()?;
                        self.joins.push(Join { slots: slots.clone(), alias: alias.clone(), left, via, to: &hop.to, guard });
                        alias
                    }
                };
                at = &hop.to;
            }
            if let Leaf::Count { child, via, guard: Some(scope) } = &path.leaf {
                let guard = scope::among(self.dialect, child, scope)?;
                self.counts.push(Counted { slots, child, via: *via, guard });
            }
        }
        Ok(())
    }

    pub fn reach_cond(&mut self, cond: &'a Cond) -> Result<()> {
        self.reach(cond.paths())
    }

    /// ` FROM … LEFT JOIN …`
    pub fn write(&self, sql: &mut Sql) -> Result<()> {
        if self.joins.len() > MOST_JOINS {
            let message = say!("经过的查找字段太多：最多 {} 个", "Too many lookups are followed: at most {}", MOST_JOINS);
            return Err(Error::malformed("too_many_lookups", message));
        }
        sql.push(" FROM ").name(&table(&self.object.key)).push(" ").push(&self.base);
        for join in &self.joins {
            sql.push(" LEFT JOIN ").name(&table(&join.to.key)).push(" ").push(&join.alias).push(" ON ");
            sql.column(&join.alias, "id").push(" = ").column(&join.left, join.via);
            if let Some(guard) = &join.guard {
                sql.push(" AND ").column(&join.alias, "id").append(guard);
            }
        }
        Ok(())
    }

    /// The value at the end of a path whose lookups were made available.
    pub fn leaf(&self, sql: &mut Sql, path: &Path) {
        match &path.leaf {
            Leaf::Field(slot) => {
                sql.column(self.alias(path), path.reached(self.object).fields[*slot].key());
            }
            Leaf::Count { child, via, .. } => {
                sql.push("(SELECT count(*)");
                self.children(sql, path, child, *via);
                sql.push(")");
            }
        }
    }

    /// What the value at the end of a path is ordered by: of a text its place in the dictionary.
    pub fn order(&self, sql: &mut Sql, path: &Path) {
        match (sql.dialect, self.order_kept(path)) {
            (Dialect::Postgres, Some(field)) => {
                sql.column(self.alias(path), &order_column(field.key()));
            }
            (Dialect::Sqlite, _) if self.column_of(path) == Column::Text => {
                self.leaf(sql, path);
                sql.push(" COLLATE ").push(PINYIN);
            }
            _ => self.leaf(sql, path),
        }
    }

    /// An argument to be compared with what [`From::order`] writes.
    pub fn order_arg(&self, dialect: Dialect, path: &Path, arg: &Arg) -> Arg {
        match (dialect, self.order_kept(path), arg) {
            (Dialect::Postgres, Some(_), Arg::Text(text)) => Arg::Bytes(order_key(text)),
            _ => arg.clone(),
        }
    }

    /// Whether [`From::order`] writes, on PostgreSQL, a key in place of the text.
    pub fn has_order_key(&self, path: &Path) -> bool {
        path.field(self.object).is_some_and(order_kept)
    }

    fn order_kept<'p>(&self, path: &'p Path) -> Option<&'p Field>
    where
        'a: 'p,
    {
        path.field(self.object).filter(|field| order_kept(field))
    }

    /// ` FROM children WHERE they are live and belong to the record at the end of the path`; nothing for a field.
    pub fn children_of(&self, sql: &mut Sql, path: &Path) {
        if let Leaf::Count { child, via, .. } = &path.leaf {
            self.children(sql, path, child, *via);
        }
    }

    fn children(&self, sql: &mut Sql, path: &Path, child: &Object, via: usize) {
        let parent = self.alias(path);
        sql.push(" FROM ").name(&table(&child.key)).push(" c WHERE ").column("c", child.fields[via].key());
        sql.push(" = ").column(parent, "id").push(" AND ").column("c", child.fields[slot::DELETED_AT].key()).push(" IS NULL");
        let same = |counted: &&Counted<'_>| counted.child.key == child.key && counted.via == via && same_way(&counted.slots, path);
        if let Some(counted) = self.counts.iter().find(same) {
            sql.push(" AND ").column("c", "id").append(&counted.guard);
        }
    }

    pub fn column_of(&self, path: &Path) -> Column {
        path.field(self.object).map_or(Column::Int, |field| field.kind.column())
    }

    fn alias(&self, path: &Path) -> &str {
        self.joins.iter().find(|join| same_way(&join.slots, path)).map_or(&self.base, |join| &join.alias)
    }
}

/// Whether these are the lookups that the path follows.
fn same_way(slots: &[usize], path: &Path) -> bool {
    slots.iter().copied().eq(path.hops.iter().map(|hop| hop.slot))
}
