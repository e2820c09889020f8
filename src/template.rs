//! minijinja: texts with `{{ field }}` in them. Sees only what it is given, with a limit on work.

use std::sync::LazyLock;

use minijinja::{AutoEscape, Environment, UndefinedBehavior};
use serde_json::Value as Json;

use crate::error::{Error, Result};
use crate::say;

static PLAIN: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::None);
    environment.set_undefined_behavior(UndefinedBehavior::Chainable);
    environment.set_recursion_limit(32);
    environment
});

/// Fills a plain text. What is missing is left empty; a mistake in the template is told with its line.
pub fn render(source: &str, values: &Json) -> Result<String> {
    PLAIN.render_str(source, minijinja::Value::from(minijinja::value::Serde(values))).map_err(|error| bad(&error))
}

/// Whether the text can be filled at all.
pub fn check(source: &str) -> Result<()> {
    PLAIN.template_from_str(source).map(drop).map_err(|error| bad(&error))
}

fn bad(error: &minijinja::Error) -> Error {
    let line = error.line().map_or_else(String::new, |line| line.to_string());
    let detail = error.detail().map_or_else(|| error.kind().to_string(), str::to_owned);
    Error::invalid("template", say!("模板第 {} 行：{}", "template line {}: {}", line, detail))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn texts_are_filled_and_mistakes_told() {
        assert_eq!(render("{{ a.b }} <{{ missing.x }}>", &json!({"a": {"b": "<1>"}})).unwrap(), "<1> <>");
        assert!(check("{{ a").unwrap_err().message.en.starts_with("template line 1"));
    }
}
