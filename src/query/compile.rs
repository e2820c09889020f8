//! A filter as written → a [`Cond`]: every mistake collected, each with its place and what would be right.

use std::sync::Arc;

use serde_json::Value as Json;

use super::operand::{self, Target, single};
use super::path::path;
use super::{Cond, Cx};
use crate::catalog::{Catalog, Object, listed, nearest};
use crate::error::FieldError;
use crate::lang::Label;
use crate::say;
use crate::value::filter::{Filter, Op, Term};

const MOST_DEPTH: usize = 16;
const MOST_TERMS: usize = 200;

/// Errors name their place in the filter as a JSON pointer (`/and/1/value`).
pub fn compile(catalog: &Catalog, object: &Arc<Object>, filter: &Filter, cx: &Cx) -> Result<Cond, Vec<FieldError>> {
    let mut walk = Walk { catalog, object, cx, terms: 0, errors: Vec::new() };
    let cond = walk.filter(filter, "", 1);
    if walk.terms > MOST_TERMS {
        let message = say!("条件太多：最多 {} 个", "Too many conditions: at most {}", MOST_TERMS);
        walk.errors.push(FieldError::new("", "too_many_terms", message));
    }
    if walk.errors.is_empty() { Ok(cond) } else { Err(walk.errors) }
}

/// Whether the filter means the same whoever asks and whenever: nothing in it is relative.
pub fn is_fixed(filter: &Filter) -> bool {
    let fixed = |value: &Json| single(value, "ref").is_some() || !value.is_object();
    match filter {
        Filter::And(and) => and.and.iter().all(is_fixed),
        Filter::Or(or) => or.or.iter().all(is_fixed),
        Filter::Not(not) => is_fixed(&not.not),
        Filter::Term(term) => term.op != Op::During && fixed(&term.value) && term.value.as_array().is_none_or(|values| values.iter().all(fixed)),
    }
}

struct Walk<'a> {
    catalog: &'a Catalog,
    object: &'a Arc<Object>,
    cx: &'a Cx,
    terms: usize,
    errors: Vec<FieldError>,
}

impl Walk<'_> {
    fn filter(&mut self, filter: &Filter, at: &str, depth: usize) -> Cond {
        if depth > MOST_DEPTH {
            return self.wrong(at.to_owned(), "too_deep", say!("条件嵌套太深：最多 {} 层", "Nested too deeply: at most {} levels", MOST_DEPTH));
        }
        match filter {
            Filter::And(and) => Cond::All(self.several(&and.and, &format!("{at}/and"), depth)),
            Filter::Or(or) => Cond::Any(self.several(&or.or, &format!("{at}/or"), depth)),
            Filter::Not(not) => Cond::Not(Box::new(self.filter(&not.not, &format!("{at}/not"), depth + 1))),
            Filter::Term(term) => self.term(term, at),
        }
    }

    fn several(&mut self, filters: &[Filter], at: &str, depth: usize) -> Vec<Cond> {
        filters.iter().enumerate().map(|(position, filter)| self.filter(filter, &format!("{at}/{position}"), depth + 1)).collect()
    }

    fn term(&mut self, term: &Term, at: &str) -> Cond {
        self.terms += 1;
        if self.terms > MOST_TERMS {
            return Cond::Any(Vec::new());
        }
        let path = match path(self.catalog, self.object, &term.field) {
            Ok(path) => path,
            Err(error) => return self.wrong(format!("{at}/field"), error.code, error.message),
        };
        let target = Target::of(self.catalog, self.object, &path);
        let operators = target.operators();
        if !operators.contains(&term.op) {
            return self.wrong(format!("{at}/op"), "unknown_operator", no_operator(&term.field, term.op, operators));
        }
        match operand::cond(&target, term.op, &term.value, self.cx) {
            Ok(cond) => cond,
            Err(message) => self.wrong(format!("{at}/value"), "bad_value", message),
        }
    }

    fn wrong(&mut self, at: String, code: &'static str, message: Label) -> Cond {
        self.errors.push(FieldError::new(at, code, message));
        Cond::Any(Vec::new())
    }
}

fn no_operator(field: &str, op: Op, operators: &[Op]) -> Label {
    let names: Vec<String> = operators.iter().map(Op::to_string).collect();
    let names = || names.iter().map(String::as_str);
    let op = op.to_string();
    let (zh, en) = match nearest(&op, names()) {
        Some(near) => (format!("，是不是“{near}”？"), format!("; did you mean “{near}”?")),
        None => (String::from("。"), String::from(".")),
    };
    let all = listed(names());
    Label::new(format!("“{field}”不支持“{op}”{zh}可用的有：{all}"), format!("“{field}” has no operator “{op}”{en} There are: {all}"))
}
