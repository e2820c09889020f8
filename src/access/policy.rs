//! The rights of a set of roles under one catalog, and the catalog as those who have them see it. Made once per set.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use super::rights::Rights;
use super::{Action, USER, refusal};
use crate::catalog::model::{Administer, FieldRight, Hide, Key, RoleDef, ScopeDef};
use crate::catalog::{Catalog, Field, Object, Shown};
use crate::error::Result;
use crate::query::{self, Cond, Cx, Operand, Path, Scope, Test};
use crate::value::filter::Op;
use crate::value::{Actor, Limits, User, Value, slot};

/// The fields that a computed field is made of, as object and slot.
pub type Sources<'a> = &'a dyn Fn(&str, usize) -> Vec<(String, usize)>;

/// Whoever follows others follows no further than this.
const MOST_FOLLOWED: usize = 4;

#[derive(Debug)]
pub struct Policy {
    /// The catalog as it is seen: without what is hidden.
    pub seen: Arc<Catalog>,
    /// The engine itself: nothing is refused.
    system: bool,
    rights: BTreeMap<Key, Rights>,
    administer: Vec<Administer>,
    hide: Hide,
    limits: Option<Limits>,
}

/// Those made so far, by roles.
#[derive(Debug, Default)]
pub struct Policies(Mutex<HashMap<Who, Arc<Policy>>>);

/// Roles and limits; none for the engine itself.
type Who = Option<(Vec<String>, Option<Limits>)>;

/// More sets of roles than any workspace has in use.
const MOST_KEPT: usize = 512;

impl Policies {
    /// The policy for an actor; made at its first use.
    pub fn of(&self, catalog: &Arc<Catalog>, sources: Sources<'_>, actor: &Actor) -> Arc<Policy> {
        let who = match actor {
            Actor::System => None,
            Actor::User(user) => Some((user.roles.clone(), user.limits.clone())),
        };
        let mut made = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if made.len() > MOST_KEPT {
            made.clear();
        }
        let make = |who: &Who| match who {
            None => Policy::system(catalog),
            Some((roles, limits)) => Policy::of(catalog, sources, roles, limits.clone()),
        };
        made.entry(who).or_insert_with_key(|who| Arc::new(make(who))).clone()
    }
}

impl Policy {
    fn system(catalog: &Arc<Catalog>) -> Policy {
        Policy {
            seen: catalog.clone(),
            system: true,
            rights: BTreeMap::new(),
            administer: Vec::new(),
            hide: Hide::default(),
            limits: None,
        }
    }

    fn of(catalog: &Arc<Catalog>, sources: Sources<'_>, roles: &[String], limits: Option<Limits>) -> Policy {
        let roles: Vec<&RoleDef> = catalog.roles.roles.iter().filter(|role| roles.contains(&role.key)).collect();
        let administer: Vec<Administer> = match limits {
            None => roles.iter().flat_map(|role| role.administer.iter().copied()).collect(),
            Some(_) => Vec::new(),
        };
        let rights: BTreeMap<Key, Rights> =
            catalog.objects.values().map(|object| (object.key.clone(), Rights::of(catalog, object, &roles, &administer))).collect();
        let mut policy = Policy { seen: catalog.clone(), system: false, rights, administer, hide: hidden(&roles), limits };
        policy.hide_computed(catalog, sources);
        if !policy.sees_everything(catalog) {
            policy.seen = Arc::new(policy.look(catalog));
        }
        policy
    }

    fn sees_everything(&self, catalog: &Catalog) -> bool {
        self.hide.is_empty()
            && catalog.objects.values().all(|object| self.object(object) && self.rights[&object.key].fields.is_empty())
    }

    /// What is computed from something hidden would tell it, unless the role was given the computed field by name.
    fn hide_computed(&mut self, catalog: &Catalog, sources: Sources<'_>) {
        let dark = |rights: &BTreeMap<Key, Rights>, object: &str, slot: usize| {
            let Some(object) = catalog.object(object) else { return false };
            let rights = &rights[&object.key];
            rights.read.is_empty() || !rights.field(object.fields[slot].key()).shows_whole()
        };
        loop {
            let mut found = BTreeSet::new();
            for object in catalog.objects.values() {
                for field in object.own_fields().filter(|field| field.kind.computed()) {
                    let named = self.rights[&object.key].fields.contains_key(field.key());
                    if !named && sources(&object.key, field.slot).iter().any(|(from, slot)| dark(&self.rights, from, *slot)) {
                        found.insert((object.key.clone(), field.key().to_owned()));
                    }
                }
            }
            if found.is_empty() {
                return;
            }
            for (object, field) in found {
                self.rights.entry(object).or_default().fields.insert(field, FieldRight::Hidden);
            }
        }
    }

    /// The catalog without what is hidden, and without the screens that would speak of it.
    fn look(&self, catalog: &Catalog) -> Catalog {
        let mut seen = catalog.seen(self);
        let kept: BTreeMap<Key, Vec<bool>> = seen
            .objects
            .values()
            .map(|object| {
                let named = |view: &str| self.hide.views.iter().any(|hidden| hidden.split_once('.') == Some((&object.key, view)));
                let shown = object.views.iter().map(|view| !named(&view.key) && query::view_fits(&seen, object, view));
                (object.key.clone(), shown.collect())
            })
            .collect();
        for (key, object) in &mut seen.objects {
            let mut shown = kept[key].iter();
            Arc::make_mut(object).views.retain(|_| *shown.next().unwrap_or(&true));
        }
        let mut dashboards = std::mem::take(&mut seen.dashboards);
        dashboards.retain(|key, _| !self.hide.dashboards.contains(key));
        for dashboard in dashboards.values_mut() {
            dashboard.cards.retain(|card| query::card_fits(&seen, card));
        }
        dashboards.retain(|_, dashboard| !dashboard.cards.is_empty());
        seen.dashboards = dashboards;
        seen.rules.retain(|key, _| !self.hide.buttons.contains(key));
        seen
    }

    /// Whether the actor may do this with records of this object at all.
    pub fn allows(&self, action: Action, object: &str) -> bool {
        if self.system {
            return true;
        }
        let reads = matches!(action, Action::Read | Action::Export);
        let within = self.limits_to(object) && (reads || self.limits.as_ref().is_none_or(|limits| !limits.read_only));
        let allowed = |action| self.rights.get(object).is_some_and(|rights| !rights.scopes(action).is_empty());
        within && allowed(action) && (action != Action::Purge || self.administers(Administer::Data))
    }

    fn limits_to(&self, object: &str) -> bool {
        let objects = self.limits.as_ref().and_then(|limits| limits.objects.as_ref());
        objects.is_none_or(|objects| objects.iter().any(|key| key == object))
    }

    pub fn require(&self, action: Action, object: &Object) -> Result<()> {
        if self.allows(action, &object.key) { Ok(()) } else { Err(refusal(action, object)) }
    }

    /// Whether this is the engine itself, whom nothing is hidden from or refused.
    pub fn is_system(&self) -> bool {
        self.system
    }

    /// Whether no record and no field is out of sight.
    pub fn reads_everything(&self) -> bool {
        let whole = |rights: &Rights| rights.read.contains(&ScopeDef::All) && rights.fields.is_empty();
        self.system || (self.limits.is_none() && self.rights.values().all(whole))
    }

    /// What may be done with a field.
    pub fn field(&self, object: &str, field: &str) -> FieldRight {
        match self.rights.get(object) {
            Some(rights) if !self.system => rights.field(field),
            _ => FieldRight::Write,
        }
    }

    /// Whether a record may be moved to this stage.
    pub fn moves_to(&self, object: &str, pipeline: &str, stage: &str) -> bool {
        let limited = self.rights.get(object).and_then(|rights| rights.moves.get(pipeline));
        limited.is_none_or(|stages| stages.iter().any(|allowed| allowed == stage))
    }

    /// The stages that records of an object may be moved to, by pipeline; any where there is none.
    pub fn moves(&self, object: &str) -> BTreeMap<Key, Vec<Key>> {
        self.rights.get(object).map(|rights| rights.moves.clone()).unwrap_or_default()
    }

    /// Whether the actor belongs to a pool of the object: sees what lies in it, and may claim it.
    pub fn belongs_to(&self, object: &str, pool: &str) -> bool {
        self.rights.get(object).is_some_and(|rights| rights.pools.iter().any(|key| key == pool))
    }

    pub fn hides_button(&self, rule: &str) -> bool {
        self.hide.buttons.iter().any(|hidden| hidden == rule)
    }

    /// Whether the actor looks after this part of the workspace.
    pub fn administers(&self, what: Administer) -> bool {
        self.system || self.administer.contains(&what)
    }

    /// Whether the actor looks after whatever the other one looks after.
    pub fn administers_as(&self, other: &Policy) -> bool {
        other.administer.iter().all(|what| self.administers(*what))
    }

    /// The records the actor may do this with; all of them when `None`.
    pub fn scope(&self, catalog: &Catalog, actor: &Actor, cx: &Cx, action: Action, object: &Arc<Object>) -> Option<Scope> {
        let user = match actor {
            Actor::User(user) if !self.system => user,
            _ => return None,
        };
        Reach { policy: self, catalog, user, cx }.scope(action, object, MOST_FOLLOWED)
    }
}

impl Policy {
    /// Each scope that allows an action, with the records it reaches: all of them when `None`.
    pub fn ways(&self, catalog: &Catalog, actor: &Actor, cx: &Cx, action: Action, object: &Arc<Object>) -> Vec<(ScopeDef, Option<Scope>)> {
        let (Actor::User(user), Some(rights)) = (actor, self.rights.get(&object.key)) else { return Vec::new() };
        let reach = Reach { policy: self, catalog, user, cx };
        let ways = rights.scopes(action).iter().filter_map(|scope| match reach.one(scope, action, object, MOST_FOLLOWED) {
            Found::All => Some((scope.clone(), None)),
            Found::Some(reached) => Some((scope.clone(), Some(reached))),
            Found::Nothing => None,
        });
        ways.collect()
    }
}

impl Shown for Policy {
    fn object(&self, object: &Object) -> bool {
        let some = |rights: &Rights| !rights.read.is_empty() || rights.create;
        self.system || (self.limits_to(&object.key) && self.rights.get(&object.key).is_some_and(some))
    }

    fn field(&self, object: &Object, field: &Field) -> FieldRight {
        self.rights.get(&object.key).map_or(FieldRight::Hidden, |rights| rights.field(field.key()))
    }
}

/// Hidden only where every role hides it.
fn hidden(roles: &[&RoleDef]) -> Hide {
    let Some((first, others)) = roles.split_first() else { return Hide::default() };
    let by_all = |of: fn(&Hide) -> &Vec<String>| {
        let hidden = of(&first.hide).iter().filter(|name| others.iter().all(|role| of(&role.hide).contains(name)));
        hidden.cloned().collect::<Vec<_>>()
    };
    Hide { views: by_all(|hide| &hide.views), dashboards: by_all(|hide| &hide.dashboards), buttons: by_all(|hide| &hide.buttons) }
}

/// Scopes made of what a role says, for one user now.
struct Reach<'a> {
    policy: &'a Policy,
    catalog: &'a Catalog,
    user: &'a User,
    cx: &'a Cx,
}

impl Reach<'_> {
    fn scope(&self, action: Action, object: &Arc<Object>, depth: usize) -> Option<Scope> {
        let Some(rights) = self.policy.rights.get(&object.key) else { return Some(Scope::Any(Vec::new())) };
        let scopes = rights.scopes(action);
        if scopes.contains(&ScopeDef::All) {
            return None;
        }
        let mut any = Vec::new();
        for scope in scopes {
            match self.one(scope, action, object, depth) {
                Found::All => return None,
                Found::Some(scope) => any.push(scope),
                Found::Nothing => {}
            }
        }
        Some(if any.len() == 1 { any.remove(0) } else { Scope::Any(any) })
    }

    fn one(&self, scope: &ScopeDef, action: Action, object: &Arc<Object>, depth: usize) -> Found {
        let below = &self.user.departments;
        match scope {
            ScopeDef::All => Found::All,
            ScopeDef::Own => Found::Some(Scope::Meets(self.own(object))),
            ScopeDef::Shared => {
                Found::Some(Scope::Shared { user: self.user.id, write: !matches!(action, Action::Read | Action::Export) })
            }
            ScopeDef::Department => self.owners_in(object, below.first().into_iter().copied().collect()),
            ScopeDef::DepartmentBelow => self.owners_in(object, below.clone()),
            ScopeDef::Filter(filter) => match query::compile(self.catalog, object, filter, self.cx) {
                Ok(cond) => Found::Some(Scope::Meets(cond)),
                // The publish checked it; what cannot be understood allows nothing.
                Err(_) => Found::Nothing,
            },
            ScopeDef::Follow(key) => self.follow(key, action, object, depth),
            ScopeDef::Pool(key) => object.pool.map_or(Found::Nothing, |slot| Found::Some(Scope::Pool { slot, pool: key.clone() })),
        }
    }

    fn own(&self, object: &Object) -> Cond {
        equal(object, slot::OWNER, Test::Compare(Op::Is, Operand::Value(Value::Id(self.user.id))))
    }

    /// Records whose owner is in one of these departments.
    fn owners_in(&self, object: &Arc<Object>, departments: Vec<crate::value::Id>) -> Found {
        // Whoever is in no department still has what is theirs.
        let own = Scope::Meets(self.own(object));
        let Some(users) = self.catalog.object(USER) else { return Found::Some(own) };
        let Some(field) = users.field("department").filter(|_| !departments.is_empty()) else { return Found::Some(own) };
        let among = Test::Among(Op::In, departments.into_iter().map(Value::Id).collect());
        let theirs = Arc::new(Scope::Meets(equal(users, field.slot, among)));
        let follows = Scope::Follows { slot: slot::OWNER, to: users.clone(), scope: theirs };
        Found::Some(Scope::Any(vec![own, follows]))
    }

    fn follow(&self, key: &str, action: Action, object: &Arc<Object>, depth: usize) -> Found {
        // The whole object: the lookup may lead to what is hidden itself.
        let Some(object) = self.catalog.object(&object.key) else { return Found::Nothing };
        let Some(field) = object.field(key).filter(|_| depth > 0) else { return Found::Nothing };
        let Some(to) = field.kind.reference().and_then(|reference| self.catalog.object(&reference.object)) else {
            return Found::Nothing;
        };
        match self.scope(action, to, depth - 1) {
            Some(scope) => Found::Some(Scope::Follows { slot: field.slot, to: to.clone(), scope: Arc::new(scope) }),
            None => Found::Some(Scope::Meets(equal(object, field.slot, Test::NotEmpty))),
        }
    }
}

#[expect(clippy::large_enum_variant, reason = "made once per question and taken apart at once")]
enum Found {
    All,
    Some(Scope),
    Nothing,
}

fn equal(object: &Object, slot: usize, test: Test) -> Cond {
    let path = Path { hops: Vec::new(), leaf: query::Leaf::Field(slot), text: object.fields[slot].key().to_owned() };
    Cond::Test(path, test)
}
