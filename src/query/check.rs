//! Whether every filter, sort, column and measure in a catalog's files means something, and at which place it does not.

use std::sync::Arc;

use chrono::DateTime;

use super::path::{group, measure, path, sort_by};
use super::{Cond, Cx, compile, needs};
use crate::catalog::model::{ANY_OBJECT, ApprovalDef, Approver, Card, LayoutDef, ScopeDef, ViewDef};
use crate::catalog::{Catalog, Field, Object, Pipeline, Problem};
use crate::error::FieldError;
use crate::fields::builtin::USER_OBJECT;
use crate::say;
use crate::value::filter::Filter;

pub fn check(catalog: &Catalog) -> Vec<Problem> {
    let mut check = Check::new(catalog);
    for object in catalog.objects.values() {
        check.object(object);
    }
    for pipeline in catalog.pipelines.values() {
        check.pipeline(pipeline);
    }
    check.roles();
    for (key, rule) in &catalog.rules {
        check.file = catalog.rule_file(key);
        if let (Some(filter), Some(object)) = (&rule.filter, catalog.object(&rule.object)) {
            check.filter(object, filter, "/where");
        }
    }
    for (key, approval) in &catalog.approvals {
        check.file = format!("workflows/{key}.approval.json");
        if let Some(object) = catalog.object(&approval.object) {
            check.approval(object, approval);
        }
    }
    for (key, dashboard) in &catalog.dashboards {
        check.file = format!("forms/dashboards/{key}.json");
        for (position, card) in dashboard.cards.iter().enumerate() {
            check.card(card, &format!("/cards/{position}"));
        }
    }
    check.problems
}

/// Whether everything that a view names is there.
pub fn view_fits(catalog: &Catalog, object: &Arc<Object>, view: &ViewDef) -> bool {
    let mut check = Check::new(catalog);
    check.view(object, view, "");
    check.problems.is_empty()
}

/// Whether everything that a condition on records of an object names is there.
pub fn filter_fits(catalog: &Catalog, object: &Arc<Object>, filter: &Filter) -> bool {
    compile(catalog, object, filter, &Check::new(catalog).cx).is_ok()
}

/// Whether everything that a card names is there, its object too.
pub fn card_fits(catalog: &Catalog, card: &Card) -> bool {
    let mut check = Check::new(catalog);
    check.card(card, "");
    catalog.object(&card.object).is_some() && check.problems.is_empty()
}

struct Check<'a> {
    catalog: &'a Catalog,
    cx: Cx,
    file: String,
    problems: Vec<Problem>,
}

impl<'a> Check<'a> {
    fn new(catalog: &'a Catalog) -> Check<'a> {
        let cx = Cx { me: None, now: DateTime::UNIX_EPOCH, time_zone: catalog.time_zone };
        Check { catalog, cx, file: String::new(), problems: Vec::new() }
    }

    fn roles(&mut self) {
        self.file = "workflows/roles.json".to_owned();
        for (position, role) in self.catalog.roles.roles.iter().enumerate() {
            for (key, grant) in &role.objects {
                for (action, scopes) in grant.scopes() {
                    for (place, scope) in scopes.iter().enumerate() {
                        self.scope(key, scope, &format!("/roles/{position}/objects/{key}/{action}/{place}"));
                    }
                }
            }
        }
    }

    /// What is said of every object must make sense for each.
    fn scope(&mut self, key: &str, scope: &ScopeDef, at: &str) {
        let ScopeDef::Filter(filter) = scope else { return };
        let catalog = self.catalog;
        for object in catalog.objects.values().filter(|object| key == ANY_OBJECT || object.key == key) {
            self.filter(object, filter, &format!("{at}/filter"));
        }
    }

    fn object(&mut self, object: &Arc<Object>) {
        self.file = object.file.clone();
        for field in object.own_fields() {
            self.field(object, field);
        }
        for (position, check) in object.def.checks.iter().enumerate() {
            self.filter(object, &check.refuse_when, &format!("/checks/{position}/refuse_when"));
        }
        if let Some(filter) = object.def.due.as_ref().and_then(|due| due.done.as_ref()) {
            self.filter(object, filter, "/due/done");
        }
        self.file = format!("forms/{}/layout.json", object.key);
        self.layout(object, &object.layout);
        self.file = format!("forms/{}/views.json", object.key);
        for (position, view) in object.views.iter().enumerate() {
            self.view(object, view, &format!("/views/{position}"));
        }
    }

    /// Filters in a field's settings speak of the records on the other side.
    fn field(&mut self, object: &Object, field: &Field) {
        let catalog = self.catalog;
        let at = field.position.map_or_else(String::new, |position| format!("/fields/{position}"));
        if let Some(reference) = field.kind.reference()
            && let (Some(filter), Some(to)) = (&reference.filter, catalog.object(&reference.object))
        {
            self.filter(to, filter, &format!("{at}/filter"));
        }
        if let Some(rollup) = field.kind.rollup()
            && let Some(filter) = &rollup.filter
            && let Some(child) = object.relation(&rollup.relation).and_then(|relation| catalog.object(&relation.object))
        {
            self.filter(child, filter, &format!("{at}/where"));
        }
    }

    fn layout(&mut self, object: &Arc<Object>, layout: &LayoutDef) {
        for (position, section) in layout.sections.iter().enumerate() {
            let at = format!("/sections/{position}");
            if let Some(filter) = &section.visible_when {
                self.own_filter(object, filter, &format!("{at}/visible_when"));
            }
            for (position, place) in section.fields.iter().enumerate() {
                if let Some(filter) = &place.visible_when {
                    self.own_filter(object, filter, &format!("{at}/fields/{position}/visible_when"));
                }
            }
        }
        for (position, related) in layout.related.iter().enumerate() {
            let child = object.relation(&related.relation).and_then(|relation| self.catalog.object(&relation.object));
            for (column, text) in related.columns.iter().enumerate() {
                if let Some(child) = child {
                    self.told(&format!("/related/{position}/columns/{column}"), path(self.catalog, child, text));
                }
            }
        }
    }

    fn view(&mut self, object: &Arc<Object>, view: &ViewDef, at: &str) {
        if let Some(filter) = &view.filter {
            self.filter(object, filter, &format!("{at}/filter"));
        }
        for (position, sort) in view.sort.iter().enumerate() {
            self.told(&format!("{at}/sort/{position}/field"), sort_by(self.catalog, object, &sort.field, sort.desc));
        }
        for (position, column) in view.columns.iter().enumerate() {
            self.told(&format!("{at}/columns/{position}"), path(self.catalog, object, column));
        }
        if let Some(key) = &view.group {
            self.told(&format!("{at}/group"), group(self.catalog, object, key, None));
        }
        if let Some(key) = &view.sum {
            self.told(&format!("{at}/sum"), measure(self.catalog, object, crate::catalog::model::MeasureFn::Sum, Some(key)));
        }
    }

    fn pipeline(&mut self, pipeline: &Pipeline) {
        self.file = pipeline.file.clone();
        let Some(object) = self.catalog.object(&pipeline.def.object) else { return };
        for (position, stage) in pipeline.def.stages.iter().enumerate() {
            if let Some(filter) = stage.enter.as_ref().and_then(|gate| gate.when.as_ref()) {
                self.filter(object, filter, &format!("/stages/{position}/enter/when"));
            }
        }
    }

    fn approval(&mut self, object: &Arc<Object>, approval: &ApprovalDef) {
        if let Some(filter) = &approval.filter {
            self.filter(object, filter, "/where");
        }
        for (place, step) in approval.steps.iter().enumerate() {
            if let Some(filter) = &step.filter {
                self.filter(object, filter, &format!("/steps/{place}/where"));
            }
            for (at, who) in step.who.iter().enumerate() {
                let Approver::Path(written) = who else { continue };
                if let Err(error) = self.to_user(object, written) {
                    self.problem(format!("/steps/{place}/who/{at}"), error);
                }
            }
        }
    }

    fn to_user(&self, object: &Arc<Object>, written: &str) -> Result<(), FieldError> {
        let found = path(self.catalog, object, written)?;
        let is_user = found.field(object).and_then(|field| field.kind.reference()).is_some_and(|reference| reference.object == USER_OBJECT);
        let message = || say!("“{}”不是用户字段", "“{}” is not a user field", written);
        if is_user { Ok(()) } else { Err(FieldError::new(written, "not_a_user", message())) }
    }

    fn card(&mut self, card: &Card, at: &str) {
        let Some(object) = self.catalog.object(&card.object) else { return };
        for (filter, name) in [(&card.filter, "filter"), (&card.share, "share")] {
            if let Some(filter) = filter {
                self.filter(object, filter, &format!("{at}/{name}"));
            }
        }
        if let Some(by) = &card.group {
            self.told(&format!("{at}/group/field"), group(self.catalog, object, &by.field, by.by));
        }
        let of = &card.measure;
        self.told(&format!("{at}/measure/field"), measure(self.catalog, object, of.function, of.field.as_deref()));
    }

    fn filter(&mut self, object: &Arc<Object>, filter: &Filter, at: &str) -> Option<Cond> {
        let compiled = compile(self.catalog, object, filter, &self.cx);
        compiled.map_err(|errors| errors.into_iter().for_each(|error| self.problem(format!("{at}{}", error.field), error))).ok()
    }

    /// A condition that is evaluated while a form is filled in, where nothing but the record itself is at hand.
    fn own_filter(&mut self, object: &Arc<Object>, filter: &Filter, at: &str) {
        let Some(cond) = self.filter(object, filter, at) else { return };
        if let Some(path) = needs(&cond).first() {
            let message = say!("这里只能用本记录自己的字段，不能用“{}”", "Only the record's own fields can be used here, not “{}”", path.text);
            self.problem(at.to_owned(), FieldError::new("", "not_own", message));
        }
    }

    fn told<T>(&mut self, at: &str, told: Result<T, FieldError>) {
        if let Err(error) = told {
            self.problem(at.to_owned(), error);
        }
    }

    fn problem(&mut self, pointer: String, error: FieldError) {
        self.problems.push(Problem { file: self.file.clone(), pointer, code: error.code, message: error.message, expected: None });
    }
}
