//! What every use case is called with: on whose behalf, under which catalog, because of what.

use std::borrow::Cow;
use std::sync::Arc;

use chrono::{DateTime, Utc};

use crate::access::{Action, Policy};
use crate::catalog::model::Administer;
use crate::catalog::{Catalog, Object};
use crate::error::{Error, FieldError, Result};
use crate::lang::Label;
use crate::query::{self, Cond, Scope};
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
    /// What the actor may do and see under it.
    pub policy: Arc<Policy>,
    pub actor: Actor,
    pub cause: Cause,
    /// How it came in: `ui`, `api`, `import`, `rule`, `form`, `demo`.
    pub via: &'static str,
    /// Where it came from; empty for what the system does by itself.
    pub origin: Origin,
}

impl Context {
    pub fn new(runtime: &Arc<Runtime>, actor: Actor, via: &'static str) -> Self {
        Context::under(runtime, runtime.published(), actor, via)
    }

    /// Under a snapshot that was taken before.
    pub fn under(runtime: &Arc<Runtime>, published: Arc<Published>, actor: Actor, via: &'static str) -> Self {
        let policy = published.policy(&actor);
        let (cause, origin) = (Cause::default(), Origin::default());
        Context { runtime: runtime.clone(), published, policy, actor, cause, via, origin }
    }

    /// The same under a newer snapshot.
    pub fn renewed(&self, published: Arc<Published>) -> Self {
        Context { policy: published.policy(&self.actor), published, ..self.clone() }
    }

    /// The whole catalog: what is written is held against it.
    pub fn catalog(&self) -> &Catalog {
        &self.published.catalog
    }

    /// The catalog as the actor sees it: what is asked for and shown.
    pub fn seen(&self) -> &Catalog {
        &self.policy.seen
    }

    /// The whole object, if the actor may do this with it at all. One that is hidden is not there.
    pub fn object(&self, key: &str, action: Action) -> Result<Arc<Object>> {
        self.seen_object(key, action)?;
        self.catalog().object(key).cloned().ok_or_else(|| no_object(key))
    }

    /// The object as the actor sees it, if they may do this with it at all.
    pub fn seen_object(&self, key: &str, action: Action) -> Result<Arc<Object>> {
        let object = self.seen().object(key).ok_or_else(|| no_object(key))?;
        self.policy.require(action, object)?;
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

    pub fn administers(&self, what: Administer) -> bool {
        self.policy.administers(what)
    }

    pub fn require_administer(&self, what: Administer) -> Result<()> {
        if self.administers(what) {
            return Ok(());
        }
        let (zh, en) = match what {
            Administer::Catalog => ("配置", "the configuration"),
            Administer::Users => ("用户", "users"),
            Administer::Data => ("数据", "data"),
            Administer::Audit => ("审计日志", "the audit log"),
        };
        Err(Error::forbidden(Label::new(format!("只有管理员可以管理{zh}"), format!("Only an administrator may look after {en}"))))
    }

    /// The records the actor may do this with; all of them when `None`.
    pub fn scope(&self, action: Action, object: &Arc<Object>) -> Option<Arc<Scope>> {
        self.policy.scope(self.catalog(), &self.actor, &self.cx(), action, object).map(Arc::new)
    }

    /// What relative values in filters mean for this actor now.
    pub fn cx(&self) -> query::Cx {
        query::Cx { me: self.actor.id(), now: self.runtime.clock.now(), time_zone: self.catalog().time_zone }
    }

    /// A condition of the catalog's own, compiled.
    pub fn condition(&self, object: &Arc<Object>, filter: &Filter) -> Result<Cond> {
        self.condition_at(object, filter, self.runtime.clock.now())
    }

    /// The same, unless it is known what it means.
    pub fn meant<'c>(&self, known: Option<&'c Cond>, object: &Arc<Object>, filter: &Filter) -> Result<Cow<'c, Cond>> {
        known.map_or_else(|| self.condition(object, filter).map(Cow::Owned), |known| Ok(Cow::Borrowed(known)))
    }

    /// The same, as it was meant at a moment.
    pub fn condition_at(&self, object: &Arc<Object>, filter: &Filter, now: DateTime<Utc>) -> Result<Cond> {
        query::compile(self.catalog(), object, filter, &query::Cx { now, ..self.cx() }).map_err(bad_filter)
    }

    /// A filter given by the actor, compiled against what they see; its mistakes are field errors.
    pub fn asked(&self, object: &Arc<Object>, filter: &Filter) -> Result<Cond> {
        query::compile(self.seen(), object, filter, &self.cx()).map_err(bad_filter)
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

fn no_object(key: &str) -> Error {
    Error::not_found(say!("没有对象「{}」", "There is no object `{}`", key))
}

fn bad_filter(errors: Vec<FieldError>) -> Error {
    Error::malformed("bad_filter", say!("筛选条件有误", "The filter is not acceptable")).with_fields(errors)
}
