//! A catalog as somebody sees it to whom not everything is shown. What is hidden is as if it were retired: it is in no form,
//! list, filter or export, while the slots stay the same, so that records need no translation.

use std::sync::Arc;

use super::compile::hide;
use super::model::FieldRight;
use super::{Catalog, Field, Object};
use crate::fields::masked;

/// What is shown of a catalog.
pub trait Shown {
    fn object(&self, object: &Object) -> bool;
    fn field(&self, object: &Object, field: &Field) -> FieldRight;
}

impl Catalog {
    /// The same catalog without what is not shown. It has no files: they tell everything.
    pub fn seen(&self, shown: &dyn Shown) -> Catalog {
        let objects: Vec<Object> =
            self.objects.values().filter(|object| shown.object(object)).map(|object| self.fields_seen(object, shown)).collect();
        let find: hide::Objects<'_> = &|key| objects.iter().find(|object| object.key == key);
        let whole = |object: &Object| {
            let mut seen = object.clone();
            seen.relations.retain(|relation| find(&relation.object).is_some_and(|child| child.field(&relation.via).is_some()));
            seen.pipelines.retain(|(_, slot)| !seen.fields[*slot].def.retired);
            seen.subtitle = seen.subtitle.filter(|slot| !seen.fields[*slot].def.retired);
            seen.layout = hide::in_layout(object.layout.clone(), &seen, find);
            seen.views = hide::in_views(object.views.clone(), &seen, find);
            (seen.key.clone(), Arc::new(seen))
        };
        let seen = objects.iter().map(whole).collect();
        let pipelines = self.pipelines.iter().filter(|(key, pipeline)| {
            find(&pipeline.def.object).is_some_and(|object| {
                object.pipelines.iter().any(|(known, slot)| known == *key && !object.fields[*slot].def.retired)
            })
        });
        let rules = self.rules.iter().filter(|(_, rule)| find(&rule.object).is_some());
        let approvals = self.approvals.iter().filter(|(_, approval)| find(&approval.object).is_some());
        let pools = self.pools.iter().filter(|(_, pool)| find(&pool.object).is_some());
        let forms = self.forms.iter().filter(|(_, form)| find(&form.object).is_some());
        Catalog {
            version: self.version,
            files: Default::default(),
            template: self.template.clone(),
            time_zone: self.time_zone,
            pipelines: pipelines.map(|(key, pipeline)| (key.clone(), pipeline.clone())).collect(),
            approvals: approvals.map(|(key, approval)| (key.clone(), approval.clone())).collect(),
            pools: pools.map(|(key, pool)| (key.clone(), pool.clone())).collect(),
            forms: forms.map(|(key, form)| (key.clone(), form.clone())).collect(),
            rules: rules.map(|(key, rule)| (key.clone(), rule.clone())).collect(),
            dashboards: self.dashboards.clone(),
            working_days: self.working_days.clone(),
            roles: self.roles.clone(),
            scripts: Default::default(),
            messages: Default::default(),
            documents: Default::default(),
            objects: seen,
        }
    }

    /// Hidden fields are retired, masked ones show little and answer no question. Who sees a part may fill it in on a new record, and so
    /// a mask makes nothing read-only.
    fn fields_seen(&self, object: &Object, shown: &dyn Shown) -> Object {
        let mut seen = object.clone();
        for field in &mut seen.fields {
            let searched = field.def.searchable && field.slot != object.title;
            let leads_nowhere = field.kind.reference().is_some_and(|reference| {
                self.object(&reference.object).is_none_or(|target| !shown.object(target))
            });
            match shown.field(object, field) {
                FieldRight::Hidden => field.def.retired = true,
                _ if leads_nowhere => field.def.retired = true,
                FieldRight::Mask(mask) => {
                    field.kind = masked::masked(field.kind.clone(), mask.shape);
                    field.def.searchable = false;
                }
                FieldRight::Read => field.def.readonly = true,
                FieldRight::Write => {}
            }
            seen.titles_only |= searched && (field.def.retired || field.kind.masked());
        }
        seen
    }
}
