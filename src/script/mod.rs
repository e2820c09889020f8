//! Rhai: formulas, conditions of rules and shared functions. Compiles a catalog's scripts once and runs them with hard
//! limits on work, depth and size. A script sees only what it is given: no files, no network, and formulas no clock.

mod convert;
mod engine;
mod names;
mod said;

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, PoisonError, RwLock};

use rhai::{AST, Dynamic, Engine, EvalAltResult, Position, Scope};

use crate::catalog::{Catalog, Object, Problem, steps};
use crate::fields::Refusal;
use crate::lang::Label;
use crate::value::Value;

pub use convert::{Vars, to_json};

/// Why a script did not yield a value.
#[derive(Clone, Debug, PartialEq)]
pub struct ScriptError {
    /// `script.rhai:line:column` or just `line:column`.
    pub place: String,
    pub message: Label,
}

/// Everything compiled from one catalog: its formulas by field, the expressions of its rules, and the engine they run in.
pub struct Programs {
    engine: Engine,
    formulas: HashMap<(String, usize), Formula>,
    /// By the names they know, each compiled once.
    expressions: RwLock<HashMap<(String, String), Arc<Formula>>>,
}

/// Expressions kept compiled. The catalog's own are far fewer; earlier versions of rules, whose runs go on, come beside them.
const MOST_EXPRESSIONS: usize = 10_000;
/// What calls of functions are kept under: they know no object's fields.
const NO_OBJECT: &str = "";

/// One compiled formula and the paths it reads.
#[derive(Clone, Debug)]
pub struct Formula {
    ast: Arc<AST>,
    /// First segment a field of the record, the others fields of what it refers to.
    pub reads: BTreeSet<Vec<String>>,
}

impl std::fmt::Debug for Programs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Programs").field("formulas", &self.formulas.len()).finish_non_exhaustive()
    }
}

impl Programs {
    /// Compiles every shared script and every formula; reports all mistakes with file, pointer and place.
    pub fn compile(catalog: &Catalog) -> (Programs, Vec<Problem>) {
        let mut problems = Vec::new();
        let engine = engine::build(&catalog.scripts, &mut problems);
        let mut programs = Programs { engine, formulas: HashMap::new(), expressions: RwLock::default() };
        for object in catalog.objects.values() {
            for field in object.own_fields() {
                if let (Some(source), Some(position)) = (field.kind.formula(), field.position) {
                    match programs.compile_formula(object, source) {
                        Ok(formula) => {
                            programs.formulas.insert((object.key.clone(), field.slot), formula);
                        }
                        Err(error) => problems.push(Problem {
                            file: object.file.clone(),
                            pointer: format!("/fields/{position}/script"),
                            code: "script",
                            message: error.with_place(),
                            expected: None,
                        }),
                    }
                }
            }
        }
        programs.check_rules(catalog, &mut problems);
        (programs, problems)
    }

    fn compile_formula(&self, object: &Object, source: &str) -> Result<Formula, ScriptError> {
        let reads = names::reads(source, object);
        let known: Vec<&str> = object.by_key.keys().map(String::as_str).collect();
        let ast = self.compile_with(source, &known)?;
        Ok(Formula { ast: Arc::new(ast), reads })
    }

    fn check_rules(&self, catalog: &Catalog, problems: &mut Vec<Problem>) {
        for rule in catalog.rules.values() {
            let Some(object) = catalog.object(&rule.object) else { continue };
            let file = catalog.rule_file(&rule.key);
            let mut check = |object: &Object, source: &str, pointer: String| {
                if let Err(error) = self.expression(object, source) {
                    problems.push(Problem { file: file.clone(), pointer, code: "script", message: error.with_place(), expected: None });
                }
            };
            if let Some(source) = &rule.when {
                check(object, source, "/when".to_owned());
            }
            steps::each_step(catalog, rule, &mut |pointer, object, step| {
                if let Some(source) = step.settings.get("when").and_then(|when| when.as_str()) {
                    check(object, source, format!("{pointer}/when"));
                }
                let values = step.settings.get("values").and_then(|values| values.as_object());
                for (key, value) in values.into_iter().flatten() {
                    if let Some(source) = value.get("script").and_then(|script| script.as_str()) {
                        check(object, source, format!("{pointer}/values/{key}/script"));
                    }
                }
            });
        }
    }

    fn compile_with(&self, source: &str, names: &[&str]) -> Result<AST, ScriptError> {
        let mut scope = Scope::new();
        for name in names {
            scope.push_dynamic(*name, Dynamic::UNIT);
        }
        self.engine.compile_with_scope(&scope, source).map_err(|error| {
            let position = error.position();
            ScriptError { place: place(position), message: said::said(error.err_type()) }
        })
    }

    /// The formula of a field, if it has one.
    pub fn formula(&self, object: &str, slot: usize) -> Option<&Formula> {
        self.formulas.get(&(object.to_owned(), slot))
    }

    /// Runs a formula. A formula over an empty value is empty unless it handles it (`amount ?? 0`); so is a division by zero.
    pub fn evaluate(&self, formula: &Formula, vars: &Vars) -> Result<Value, ScriptError> {
        match self.run(&formula.ast, vars) {
            Ok(result) => convert::from_dynamic(result).map_err(refused),
            Err(error) if is_arithmetic(&error) => Ok(Value::Null),
            Err(error) if is_missing_function(&error) && vars.any_empty() => Ok(Value::Null),
            Err(error) => Err(self::error(&error)),
        }
    }

    /// An expression over an object's fields, with `before`, `me`, `now`, `today` and `body` beside them.
    pub fn expression(&self, object: &Object, source: &str) -> Result<Arc<Formula>, ScriptError> {
        self.compiled(&object.key, source, || {
            let mut known: Vec<&str> = object.by_key.keys().map(String::as_str).collect();
            known.extend(["before", "me", "now", "today", "body"]);
            let ast = self.compile_with(source, &known)?;
            Ok(Formula { ast: Arc::new(ast), reads: names::reads(source, object) })
        })
    }

    fn compiled(&self, of: &str, source: &str, compile: impl FnOnce() -> Result<Formula, ScriptError>) -> Result<Arc<Formula>, ScriptError> {
        let key = (of.to_owned(), source.to_owned());
        if let Some(found) = self.expressions.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return Ok(found.clone());
        }
        let formula = Arc::new(compile()?);
        let mut kept = self.expressions.write().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MOST_EXPRESSIONS {
            kept.clear();
        }
        kept.insert(key, formula.clone());
        Ok(formula)
    }

    /// Runs an expression; unlike a formula, every error is told.
    pub fn run_expression(&self, expression: &Formula, vars: &Vars) -> Result<Value, ScriptError> {
        let result = self.run(&expression.ast, vars).map_err(|error| self::error(&error))?;
        convert::from_dynamic(result).map_err(refused)
    }

    /// Calls `file::function(record)`; the answer is JSON (a map of fields, or null).
    pub fn call(&self, function: &str, record: Dynamic) -> Result<serde_json::Value, ScriptError> {
        let source = format!("{function}(record)");
        let call = self.compiled(NO_OBJECT, &source, || {
            Ok(Formula { ast: Arc::new(self.compile_with(&source, &["record"])?), reads: BTreeSet::new() })
        })?;
        let mut scope = Scope::new();
        scope.push_dynamic("record", record);
        engine::start_timer();
        let result: Dynamic =
            self.engine.eval_ast_with_scope(&mut scope, &call.ast).map_err(|error| self::error(&error))?;
        Ok(to_json(&result))
    }

    fn run(&self, ast: &AST, vars: &Vars) -> Result<Dynamic, Box<EvalAltResult>> {
        let mut scope = vars.scope();
        engine::start_timer();
        self.engine.eval_ast_with_scope(&mut scope, ast)
    }
}

impl ScriptError {
    /// The message with its place in front.
    pub fn with_place(&self) -> Label {
        Label::new(format!("脚本 {}：{}", self.place, self.message.zh), format!("script {}: {}", self.place, self.message.en))
    }
}

fn refused(refusal: Refusal) -> ScriptError {
    ScriptError { place: String::new(), message: refusal.message }
}

fn place(position: Position) -> String {
    match (position.line(), position.position()) {
        (Some(line), Some(column)) => format!("{line}:{column}"),
        (Some(line), None) => format!("{line}"),
        _ => String::new(),
    }
}

/// The innermost error: calls into shared functions wrap theirs.
fn root(error: &EvalAltResult) -> (&EvalAltResult, Option<&str>) {
    match error {
        EvalAltResult::ErrorInFunctionCall(_, source, inner, _) => {
            let (root, deeper) = root(inner);
            (root, deeper.or(Some(source.as_str()).filter(|source| !source.is_empty())))
        }
        EvalAltResult::ErrorInModule(source, inner, _) => (root(inner).0, Some(source.as_str())),
        other => (other, None),
    }
}

fn is_arithmetic(error: &EvalAltResult) -> bool {
    matches!(root(error).0, EvalAltResult::ErrorArithmetic(..))
}

fn is_missing_function(error: &EvalAltResult) -> bool {
    matches!(
        root(error).0,
        EvalAltResult::ErrorFunctionNotFound(..)
            | EvalAltResult::ErrorMismatchDataType(..)
            | EvalAltResult::ErrorDotExpr(..)
            | EvalAltResult::ErrorPropertyNotFound(..)
            | EvalAltResult::ErrorIndexingType(..)
    )
}

fn error(error: &EvalAltResult) -> ScriptError {
    let (root, source) = root(error);
    let at = place(root.position());
    let place = match source {
        Some(source) => format!("{source}:{at}"),
        None => at,
    };
    let message = match root {
        EvalAltResult::ErrorTooManyOperations(_) | EvalAltResult::ErrorTerminated(..) => {
            Label::new("运行太久，已停止", "it ran too long and was stopped")
        }
        EvalAltResult::ErrorDataTooLarge(..) => Label::new("数据太大，已停止", "its data grew too large and it was stopped"),
        EvalAltResult::ErrorStackOverflow(_) => Label::new("调用层数太深，已停止", "its calls went too deep and it was stopped"),
        other => {
            let mut plain = other.to_string();
            if let Some(cut) = plain.rfind(" (line ") {
                plain.truncate(cut);
            }
            Label::same(plain)
        }
    };
    ScriptError { place, message }
}

#[cfg(test)]
mod tests;
