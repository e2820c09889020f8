//! What several roles together allow with the records of one object: whatever any of them allows.

use std::collections::BTreeMap;

use super::{Action, DEPARTMENT, USER};
use crate::catalog::{Catalog, Object};
use crate::catalog::model::{Administer, FieldRight, Grant, RoleDef, ScopeDef};

/// By object, for one set of roles.
#[derive(Debug, Default)]
pub(super) struct Rights {
    pub create: bool,
    pub import: bool,
    pub bulk: bool,
    pub read: Vec<ScopeDef>,
    pub update: Vec<ScopeDef>,
    pub delete: Vec<ScopeDef>,
    pub transfer: Vec<ScopeDef>,
    pub merge: Vec<ScopeDef>,
    pub export: Vec<ScopeDef>,
    /// Keys of the pools that they belong to.
    pub pools: Vec<String>,
    /// Fields that some role names; the others are written by whoever may write the record.
    pub fields: BTreeMap<String, FieldRight>,
    /// Stages that may be entered, by pipeline; any where there is none.
    pub moves: BTreeMap<String, Vec<String>>,
}

impl Rights {
    /// `administer`: what they look after, which is nothing for a program.
    pub fn of(catalog: &Catalog, object: &Object, roles: &[&RoleDef], administer: &[Administer]) -> Rights {
        let grants: Vec<&Grant> = roles.iter().filter_map(|role| role.grant(&object.key)).collect();
        let any = |flag: fn(&Grant) -> bool| grants.iter().any(|grant| grant.everything || flag(grant));
        let all = |scopes: fn(&Grant) -> &Vec<ScopeDef>| {
            let whole = |grant: &&Grant| grant.everything || scopes(grant).contains(&ScopeDef::All);
            match grants.iter().copied().any(|grant| whole(&grant)) {
                true => vec![ScopeDef::All],
                false => grants.iter().flat_map(|grant| scopes(grant)).cloned().collect(),
            }
        };
        let mut rights = Rights {
            create: any(|grant| grant.create),
            import: any(|grant| grant.import),
            bulk: any(|grant| grant.bulk),
            read: all(|grant| &grant.read),
            update: all(|grant| &grant.update),
            delete: all(|grant| &grant.delete),
            transfer: all(|grant| &grant.transfer),
            merge: all(|grant| &grant.merge),
            export: all(|grant| &grant.export),
            pools: Vec::new(),
            fields: fields(&grants),
            moves: moves(&grants),
        };
        rights.pools(catalog, object, roles);
        if object.key == USER || object.key == DEPARTMENT {
            rights.people(administer.contains(&Administer::Users));
        }
        if object.key == USER {
            // Two accounts do not become one: what somebody has is handed over.
            rights.merge.clear();
        }
        rights
    }

    /// Who sees some of the records also sees what lies in the pools they belong to.
    fn pools(&mut self, catalog: &Catalog, object: &Object, roles: &[&RoleDef]) {
        if self.read.is_empty() {
            return;
        }
        let belong = |named: &[String]| named.is_empty() || roles.iter().any(|role| named.contains(&role.key));
        self.pools = catalog.pools_of(&object.key).filter(|pool| belong(&pool.roles)).map(|pool| pool.key.clone()).collect();
        if !self.read.contains(&ScopeDef::All) {
            self.read.extend(self.pools.iter().cloned().map(ScopeDef::Pool));
        }
    }

    /// People and departments are written by those who look after users, and by nobody else.
    fn people(&mut self, looks_after: bool) {
        let whole = || if looks_after { vec![ScopeDef::All] } else { Vec::new() };
        (self.create, self.import, self.bulk) = (looks_after, looks_after, looks_after);
        (self.update, self.delete, self.transfer, self.merge) = (whole(), whole(), whole(), whole());
        if looks_after {
            self.read = whole();
            self.fields.clear();
        }
    }

    /// The records an action is allowed with; none when it is not.
    pub fn scopes(&self, action: Action) -> &[ScopeDef] {
        const WHOLE: &[ScopeDef] = &[ScopeDef::All];
        let flag = |flag: bool| if flag { WHOLE } else { &[] };
        match action {
            Action::Read => &self.read,
            Action::Update => &self.update,
            Action::Delete => &self.delete,
            Action::Transfer => &self.transfer,
            Action::Merge => &self.merge,
            Action::Export => &self.export,
            Action::Create => flag(self.create),
            Action::Import => flag(self.import),
            Action::Bulk => flag(self.bulk),
            // For those who look after the data: see the policy.
            Action::Purge => WHOLE,
        }
    }

    pub fn field(&self, key: &str) -> FieldRight {
        self.fields.get(key).copied().unwrap_or(FieldRight::Write)
    }
}

/// Of several roles that let the records be read, the widest right to each field.
fn fields(grants: &[&Grant]) -> BTreeMap<String, FieldRight> {
    let reading: Vec<&&Grant> = grants.iter().filter(|grant| grant.everything || !grant.read.is_empty()).collect();
    let mut named = BTreeMap::new();
    for key in reading.iter().flat_map(|grant| grant.fields.keys()) {
        let rights = reading.iter().map(|grant| match grant.everything {
            true => FieldRight::Write,
            false => grant.fields.get(key).copied().unwrap_or(FieldRight::Write),
        });
        if let Some(widest) = rights.max_by_key(|right| width(*right)) {
            named.insert(key.clone(), widest);
        }
    }
    named
}

fn width(right: FieldRight) -> u8 {
    match right {
        FieldRight::Hidden => 0,
        FieldRight::Mask(mask) => 1 + u8::from(mask.reveal),
        FieldRight::Read => 3,
        FieldRight::Write => 4,
    }
}

/// A pipeline is limited only when every role that may move records limits it.
fn moves(grants: &[&Grant]) -> BTreeMap<String, Vec<String>> {
    let moving: Vec<&&Grant> = grants.iter().filter(|grant| grant.everything || grant.create || !grant.update.is_empty()).collect();
    let mut limited: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for key in moving.iter().flat_map(|grant| grant.moves.keys()) {
        if moving.iter().all(|grant| !grant.everything && grant.moves.contains_key(key)) {
            let stages = moving.iter().filter_map(|grant| grant.moves.get(key)).flatten().cloned();
            limited.insert(key.clone(), stages.collect());
        }
    }
    limited
}
