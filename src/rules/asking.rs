//! What conditions and expressions say of a record as it is given, at a moment. Knows neither runs nor where the record comes
//! from; only reads.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use serde_json::{Value as Json, json};

use super::names::BODY;
use super::ready::Ready;
use crate::catalog::Object;
use crate::catalog::model::RuleDef;
use crate::error::{Error, Result};
use crate::query::{self, Cond, Leaf, Path};
use crate::records::Context;
use crate::runtime::{self, Related};
use crate::script::Vars;
use crate::store::{Conn, Event};
use crate::value::filter::Filter;
use crate::value::{Id, Record, Value};

/// Through what is asked, and for when.
pub struct Asking<'a> {
    pub cx: &'a Context,
    pub conn: &'a mut Conn,
    pub related: &'a mut Related,
    pub object: Arc<Object>,
    /// What just happened to the record: expressions know what it changed as `before`.
    pub event: Option<&'a Event>,
    /// Who caused it.
    pub me: Option<Id>,
    /// What was pushed to the rule's address; null where nothing was.
    pub body: Value,
    pub now: DateTime<Utc>,
}

impl Asking<'_> {
    /// Whether a filter and an expression hold for the record.
    pub async fn holds(&mut self, record: &Record, filter: Option<&Filter>, when: Option<&str>) -> Result<bool> {
        if let Some(filter) = filter
            && !self.matches(record, filter).await?
        {
            return Ok(false);
        }
        match when {
            None => Ok(true),
            Some(source) => Ok(self.expression(record, source).await? == Value::Bool(true)),
        }
    }

    /// Whether a rule's conditions hold for the record.
    pub async fn meets(&mut self, record: &Record, rule: &RuleDef, ready: &Ready) -> Result<bool> {
        if let Some(cond) = &ready.meant {
            return Ok(self.related.matches(self.conn, cond, record).await? && self.holds(record, None, rule.when.as_deref()).await?);
        }
        self.holds(record, rule.filter.as_ref(), rule.when.as_deref()).await
    }

    /// What a filter means here and now.
    pub fn condition(&self, filter: &Filter) -> Result<Cond> {
        self.cx.condition_at(&self.object, filter, self.now)
    }

    async fn matches(&mut self, record: &Record, filter: &Filter) -> Result<bool> {
        let cond = self.condition(filter)?;
        self.related.matches(self.conn, &cond, record).await
    }

    /// Runs a Rhai expression over the record, `before`, `me`, `now`, `today` and `body`.
    pub async fn expression(&mut self, record: &Record, source: &str) -> Result<Value> {
        let published = &self.cx.published;
        let failed = |error: crate::script::ScriptError| Error::invalid("script", error.with_place());
        let expression = published.programs.expression(&self.object, source).map_err(failed)?;
        let mut vars = runtime::vars(&published.catalog, self.conn, self.related, &self.object, record, &expression).await?;
        vars.set("me", &self.me.map_or(Value::Null, Value::Id));
        vars.set("now", &Value::Time(self.now));
        vars.set("today", &Value::Date(self.now.with_timezone(&published.catalog.time_zone).date_naive()));
        if self.object.field(BODY).is_none() {
            vars.set(BODY, &self.body);
        }
        set_before(&mut vars, &self.object, self.event);
        published.programs.run_expression(&expression, &vars).map_err(failed)
    }

    /// What a path from a record leads to.
    pub async fn value_at(&mut self, object: &Arc<Object>, record: &Record, text: &str) -> Result<Json> {
        let path = query::path(self.cx.catalog(), object, text).map_err(|error| Error::fields(vec![error]))?;
        self.value_of(&path, record).await
    }

    /// The same of a path that was read already.
    pub async fn value_of(&mut self, path: &Path, record: &Record) -> Result<Json> {
        let mut reached = None;
        for hop in &path.hops {
            let Some(id) = reached.as_ref().unwrap_or(record).values[hop.slot].as_id() else { return Ok(Json::Null) };
            let Some(next) = self.related.record(self.conn, &hop.to, id).await? else { return Ok(Json::Null) };
            reached = Some(next.clone());
        }
        let at = reached.as_ref().unwrap_or(record);
        Ok(match &path.leaf {
            Leaf::Field(slot) if at.values[*slot].is_null() => Json::Null,
            Leaf::Field(slot) => at.values[*slot].to_json(),
            Leaf::Count { child, via, .. } => {
                let count = self.conn.count(&runtime::children(child, *via, at.id()), 1_000_000).await?;
                json!(count.value)
            }
        })
    }
}

/// `before` as scripts see it: the fields that changed, as they were; on anything but a change it is empty.
fn set_before(vars: &mut Vars, object: &Object, event: Option<&Event>) {
    let changes = event.map_or(&[][..], |event| &event.changes);
    let members: Vec<(String, Value)> = changes
        .iter()
        .filter_map(|change| {
            let field = object.field(&change.field).filter(|field| field.kind.sealed().is_none())?;
            Some((change.field.clone(), field.kind.decode(&change.before).unwrap_or_default()))
        })
        .collect();
    vars.set_map("before", &members);
}
