//! The records that somebody may reach, and how far paths may follow lookups for them. Only ever asked of the store: what is
//! shared with whom stands there.

use std::sync::Arc;

use super::{Aggregate, Cond, Leaf, Operand, Path, Select, Test};
use crate::catalog::Object;
use crate::value::filter::Op;
use crate::value::{Id, Value, slot};

/// Some records of an object.
#[derive(Clone, Debug)]
pub enum Scope {
    /// Those in any of these; none when there are none.
    Any(Vec<Scope>),
    /// Those in all of these.
    All(Vec<Scope>),
    Meets(Cond),
    /// Those shared with a user.
    Shared {
        user: Id,
        /// For writing.
        write: bool,
    },
    /// Those that lie in a pool.
    Pool {
        /// Of the field that says so.
        slot: usize,
        pool: String,
    },
    /// Those whose lookup leads to one of these.
    Follows { slot: usize, to: Arc<Object>, scope: Arc<Scope> },
}

impl Scope {
    /// Whether it may reach many: more than what belongs to one person, is shared with them, or lies in a pool.
    pub fn is_wide(&self) -> bool {
        match self {
            Scope::Any(scopes) | Scope::All(scopes) => scopes.iter().any(Scope::is_wide),
            Scope::Meets(_) => self.owner().is_none(),
            Scope::Shared { .. } | Scope::Pool { .. } => false,
            Scope::Follows { slot, scope, .. } => *slot == slot::OWNER || scope.is_wide(),
        }
    }

    /// Who owns what is in it, where it is what somebody owns.
    pub fn owner(&self) -> Option<&Value> {
        match self {
            Scope::Meets(Cond::Test(path, Test::Compare(Op::Is, Operand::Value(owner)))) if path.is(slot::OWNER) => Some(owner),
            _ => None,
        }
    }

    /// Scopes that make it up together: what is in any of them is in it.
    pub fn parts(&self) -> &[Scope] {
        match self {
            Scope::Any(parts) => parts,
            one => std::slice::from_ref(one),
        }
    }
}

/// The records of an object that may be reached; all when absent.
pub type Reach<'a> = &'a dyn Fn(&Arc<Object>) -> Option<Arc<Scope>>;

impl Select {
    /// The same list, of what may be reached only, wherever its paths lead.
    pub fn within(mut self, reach: Reach<'_>) -> Select {
        self.scope = reach(&self.object);
        self.cond.iter_mut().for_each(|cond| cond.guard(reach));
        self.sort.iter_mut().for_each(|sort| sort.path.guard(reach));
        self
    }
}

impl Aggregate {
    /// The same over what may be reached only, wherever its paths lead.
    pub fn within(mut self, reach: Reach<'_>) -> Aggregate {
        self.scope = reach(&self.object);
        self.cond.iter_mut().for_each(|cond| cond.guard(reach));
        self.group.iter_mut().for_each(|(path, _)| path.guard(reach));
        self.measures.iter_mut().filter_map(|(_, path)| path.as_mut()).for_each(|path| path.guard(reach));
        self
    }
}

impl Cond {
    /// Its paths lead no further than what may be reached.
    pub fn guard(&mut self, reach: Reach<'_>) {
        match self {
            Cond::All(parts) | Cond::Any(parts) => parts.iter_mut().for_each(|part| part.guard(reach)),
            Cond::Not(part) => part.guard(reach),
            Cond::Test(path, _) => path.guard(reach),
        }
    }
}

impl Path {
    fn guard(&mut self, reach: Reach<'_>) {
        for hop in &mut self.hops {
            hop.guard = reach(&hop.to);
        }
        if let Leaf::Count { child, guard, .. } = &mut self.leaf {
            *guard = reach(child);
        }
    }
}
