//! Whether a file has the shape its JSON Schema says: every mistake at once, each with its place, said in both languages.
//! Knows nothing of what the files mean together.

use jsonschema::error::{TypeKind, ValidationErrorKind};
use jsonschema::{ValidationError, Validator};
use serde_json::Value as Json;

use super::near::{list, nearest};
use crate::lang::Label;
use crate::say;

/// A schema ready to check with.
pub(super) struct Shape {
    schema: Json,
    validator: Validator,
}

/// One mistake at a place in the value that was checked.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Finding {
    pub(super) pointer: String,
    pub(super) code: &'static str,
    pub(super) message: Label,
    pub(super) expected: Option<String>,
}

impl Shape {
    pub(super) fn new(schema: Json) -> Result<Shape, Box<ValidationError<'static>>> {
        let validator = jsonschema::validator_for(&schema).map_err(Box::new)?;
        Ok(Shape { schema, validator })
    }

    pub(super) fn check(&self, value: &Json) -> Vec<Finding> {
        let mut findings = Vec::new();
        for error in self.validator.iter_errors(value) {
            self.explain(&error, &mut findings);
        }
        findings
    }

    fn explain(&self, error: &ValidationError<'_>, findings: &mut Vec<Finding>) {
        match error.kind() {
            ValidationErrorKind::AnyOf { context } | ValidationErrorKind::OneOfNotValid { context } => {
                self.explain_choice(error, context, findings)
            }
            ValidationErrorKind::AdditionalProperties { unexpected } => {
                let known = self.keys_beside(error);
                findings.extend(unexpected.iter().map(|key| unknown_key(&place(error), key, &known)));
            }
            _ => findings.push(plain(error)),
        }
    }

    /// Of several shapes allowed, speaks of the one the value comes nearest to.
    fn explain_choice(&self, error: &ValidationError<'_>, branches: &[Vec<ValidationError<'static>>], findings: &mut Vec<Finding>) {
        let at = place(error);
        let nearest = branches.iter().min_by_key(|branch| branch.iter().map(|error| distance(error, &at)).sum::<usize>());
        match nearest {
            Some(branch) if branch.iter().map(|error| distance(error, &at)).sum::<usize>() < OTHER_TYPE => {
                let values = allowed_values(branches, branch);
                for error in branch {
                    match value_place(error).filter(|_| !values.is_empty()) {
                        Some(place) => findings.push(not_among(place, error.instance(), &values)),
                        None => self.explain(error, findings),
                    }
                }
            }
            _ => findings.push(wrong_type(at, error.instance(), &expected_types(branches))),
        }
    }

    /// The keys allowed where an unknown one was found.
    fn keys_beside(&self, error: &ValidationError<'_>) -> Vec<String> {
        let path = error.schema_path().as_str();
        let parent = path.rsplit_once('/').map_or("", |(parent, _)| parent);
        let properties = self.schema.pointer(parent).and_then(|schema| schema.get("properties")).and_then(Json::as_object);
        properties.map(|keys| keys.keys().cloned().collect()).unwrap_or_default()
    }
}

fn place(error: &ValidationError<'_>) -> String {
    error.instance_path().as_str().to_owned()
}

const OTHER_TYPE: usize = 1_000;

/// How far a mistake puts the value from a shape: its very type differs, its tag does, its keys do; what is wrong deeper
/// inside hardly counts.
fn distance(error: &ValidationError<'_>, at: &str) -> usize {
    let here = error.instance_path().as_str() == at;
    match error.kind() {
        ValidationErrorKind::Type { .. } if here => OTHER_TYPE,
        ValidationErrorKind::Constant { .. } | ValidationErrorKind::Enum { .. } => 100,
        ValidationErrorKind::AdditionalProperties { unexpected } if here => 10 * unexpected.len(),
        ValidationErrorKind::Required { .. } if here => 5,
        _ => 1,
    }
}

/// Where a value that must be one of a list stands.
fn value_place(error: &ValidationError<'_>) -> Option<String> {
    matches!(error.kind(), ValidationErrorKind::Constant { .. } | ValidationErrorKind::Enum { .. }).then(|| place(error))
}

/// The values the branches allow at the place where `nearest` wants one of a list.
fn allowed_values(branches: &[Vec<ValidationError<'static>>], nearest: &[ValidationError<'static>]) -> Vec<String> {
    let Some(at) = nearest.iter().find_map(value_place) else { return Vec::new() };
    let mut values = Vec::new();
    for error in branches.iter().flatten().filter(|error| place(error) == at) {
        match error.kind() {
            ValidationErrorKind::Constant { expected_value } => values.push(plain_text(expected_value)),
            ValidationErrorKind::Enum { options } => values.extend(options.as_array().into_iter().flatten().map(plain_text)),
            _ => {}
        }
    }
    values
}

fn expected_types(branches: &[Vec<ValidationError<'static>>]) -> String {
    let mut types: Vec<String> = branches.iter().flatten().filter_map(|error| type_of(error.kind())).collect();
    types.dedup();
    types.join(" / ")
}

fn type_of(kind: &ValidationErrorKind) -> Option<String> {
    match kind {
        ValidationErrorKind::Type { kind: TypeKind::Single(single) } => Some(single.to_string()),
        ValidationErrorKind::Type { kind: TypeKind::Multiple(several) } => {
            Some(several.iter().map(|one| one.to_string()).collect::<Vec<_>>().join(" / "))
        }
        _ => None,
    }
}

fn plain_text(value: &Json) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn shown(value: &Json) -> String {
    let text = plain_text(value);
    let mut start: String = text.chars().take(60).collect();
    if start.len() < text.len() {
        start.push('…');
    }
    start
}

/// Escaped as a part of a JSON pointer.
fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

pub(super) fn unknown_key(at: &str, key: &str, known: &[String]) -> Finding {
    let names = || known.iter().map(String::as_str);
    let message = match nearest(key, names()) {
        Some(near) => say!("不认识“{}”，是不是“{}”？", "\"{}\" is not known here; did you mean \"{}\"?", key, near),
        None => say!("不认识“{}”", "\"{}\" is not known here", key),
    };
    Finding {
        pointer: format!("{at}/{}", escaped(key)),
        code: "unknown_key",
        message,
        expected: Some(list(names())).filter(|list| !list.is_empty()),
    }
}

fn not_among(pointer: String, given: &Json, values: &[String]) -> Finding {
    let given = shown(given);
    let message = match nearest(&given, values.iter().map(String::as_str)) {
        Some(near) => {
            say!("“{}”不在可用的值里，是不是“{}”？", "\"{}\" is not one of the values allowed; did you mean \"{}\"?", given, near)
        }
        None => say!("“{}”不在可用的值里", "\"{}\" is not one of the values allowed", given),
    };
    Finding { pointer, code: "value", message, expected: Some(list(values.iter().map(String::as_str))) }
}

fn wrong_type(pointer: String, given: &Json, expected: &str) -> Finding {
    let message = say!("“{}”的类型不对，应为 {}", "\"{}\" is of the wrong type; expected {}", shown(given), expected);
    Finding { pointer, code: "type", message, expected: Some(expected.to_owned()) }
}

fn plain(error: &ValidationError<'_>) -> Finding {
    let at = place(error);
    match error.kind() {
        ValidationErrorKind::Required { property } => {
            let key = plain_text(property);
            let message = say!("缺少“{}”", "\"{}\" is missing", key);
            Finding { pointer: at, code: "missing", message, expected: Some(key) }
        }
        ValidationErrorKind::Constant { expected_value } => not_among(at, error.instance(), &[plain_text(expected_value)]),
        ValidationErrorKind::Enum { options } => {
            let values: Vec<String> = options.as_array().into_iter().flatten().map(plain_text).collect();
            not_among(at, error.instance(), &values)
        }
        kind => match type_of(kind) {
            Some(expected) => wrong_type(at, error.instance(), &expected),
            None => {
                Finding { pointer: at, code: "value", message: say!("不符合要求：{}", "Not acceptable: {}", error), expected: None }
            }
        },
    }
}
