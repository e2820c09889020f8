//! What every use case is called with: on whose behalf, under which catalog, because of what.

use std::sync::Arc;

use crate::access::{self, Action};
use crate::catalog::{Catalog, Object};
use crate::error::{Error, FieldError, Result};
use crate::query::{self, Cond};
use crate::runtime::{Published, Runtime};
use crate::say;
use crate::value::filter::Filter;
use crate::store::{AuditKind, Entry};
use crate::value::{Actor, Author, Cause, Origin};

#[derive(Clone)]
pub struct Context {
    pub runtime: Arc<Runtime>,
    /// One snapshot for the whole request.
    pub published: Arc<Published>,
    pub actor: Actor,
    pub cause: Cause,
    /// How it came in: `ui`, `api`, `import`, `rule`, `demo`.
    pub via: &'static str,
    /// Where it came from; empty for what the system does by itself.
    pub origin: Origin,
}

impl Context {
    pub fn new(runtime: &Arc<Runtime>, actor: Actor, via: &'static str) -> Self {
        Context { runtime: runtime.clone(), published: runtime.published(), actor, cause: Cause::default(), via, origin: Origin::default() }
    }

    pub fn catalog(&self) -> &Catalog {
        &self.published.catalog
    }

    /// The object, if the actor may do this with it at all.
    pub fn object(&self, key: &str, action: Action) -> Result<Arc<Object>> {
        let object = self.catalog().object(key).ok_or_else(|| {
            Error::not_found(say!("没有对象「{}」", "There is no object `{}`", key))
        })?;
        access::require(self.catalog(), &self.actor, action, object)?;
        Ok(object.clone())
    }

    /// Who asks, and from where.
    pub fn author(&self) -> Author {
        Author { id: self.actor.id(), origin: self.origin.clone() }
    }

    /// An entry of the audit log about what is done here.
    pub fn entry(&self, kind: AuditKind) -> Entry {
        Entry::new(kind, self.actor.id(), self.via, &self.origin)
    }

    /// What relative values in filters mean for this actor now.
    pub fn cx(&self) -> query::Cx {
        query::Cx { me: self.actor.id(), now: self.runtime.clock.now(), time_zone: self.catalog().time_zone }
    }

    /// A filter given by a caller, compiled; its mistakes are field errors.
    pub fn condition(&self, object: &Arc<Object>, filter: &Filter) -> Result<Cond> {
        query::compile(self.catalog(), object, filter, &self.cx()).map_err(bad_filter)
    }

    /// The caller's filter and the actor's scope together.
    pub fn scoped(&self, object: &Arc<Object>, action: Action, filter: Option<&Filter>) -> Result<Option<Cond>> {
        let mut conds = Vec::new();
        if let Some(filter) = filter {
            conds.push(self.condition(object, filter)?);
        }
        if let Some(scope) = access::scope(self.catalog(), &self.actor, action, object) {
            conds.push(self.condition(object, &scope)?);
        }
        Ok(match conds.len() {
            0 => None,
            1 => conds.pop(),
            _ => Some(Cond::All(conds)),
        })
    }

    /// A filter as JSON text, parsed; `null` and "" are none.
    pub fn parse_filter(&self, text: Option<&str>) -> Result<Option<Filter>> {
        let Some(text) = text.filter(|text| !text.is_empty()) else { return Ok(None) };
        serde_json::from_str(text).map_err(|error| {
            let message = say!("筛选条件读不懂：{}", "The filter cannot be read: {}", error);
            Error::malformed("bad_filter", message)
        })
    }
}

fn bad_filter(errors: Vec<FieldError>) -> Error {
    Error::malformed("bad_filter", say!("筛选条件有误", "The filter is not acceptable")).with_fields(errors)
}
