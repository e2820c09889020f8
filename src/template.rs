//! minijinja: texts with `{{ field }}` in them. Sees only what it is given, with a limit on work.

use std::collections::HashSet;
use std::io;
use std::sync::LazyLock;

use minijinja::{AutoEscape, Environment, UndefinedBehavior};
use serde_json::Value as Json;

use crate::error::{Error, Result};
use crate::say;

static PLAIN: LazyLock<Environment<'static>> = LazyLock::new(|| environment(|_| AutoEscape::None));
static HTML: LazyLock<Environment<'static>> = LazyLock::new(|| environment(|_| AutoEscape::Html));

fn environment(escape: fn(&str) -> AutoEscape) -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(escape);
    environment.set_undefined_behavior(UndefinedBehavior::Chainable);
    environment.set_recursion_limit(32);
    environment
}

/// Fills a plain text. What is missing is left empty; a mistake in the template is told with its line.
pub fn render(source: &str, values: &Json) -> Result<String> {
    PLAIN.render_str(source, minijinja::Value::from(minijinja::value::Serde(values))).map_err(|error| bad(&error))
}

/// Fills a page, in which whatever is put in is text and nothing else. One that comes out longer than `most` bytes is refused.
pub fn render_page(source: &str, values: &Json, most: usize) -> Result<Vec<u8>> {
    let page = HTML.template_from_str(source).map_err(|error| bad(&error))?;
    let mut bounded = Bounded { bytes: Vec::new(), most, full: false };
    let filled = page.render_captured_to(minijinja::Value::from(minijinja::value::Serde(values)), &mut bounded);
    if bounded.full {
        return Err(Error::invalid("too_large", say!("文档超过 {} KB", "The document is longer than {} KB", most / 1024)));
    }
    filled.map_err(|error| bad(&error))?;
    Ok(bounded.bytes)
}

/// Takes so much and then no more.
struct Bounded {
    bytes: Vec<u8>,
    most: usize,
    full: bool,
}

impl io::Write for Bounded {
    fn write(&mut self, more: &[u8]) -> io::Result<usize> {
        self.full |= self.bytes.len() + more.len() > self.most;
        if self.full {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.bytes.extend_from_slice(more);
        Ok(more.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The names of the values that a plain text reads.
pub fn reads(source: &str) -> Result<HashSet<String>> {
    Ok(PLAIN.template_from_str(source).map_err(|error| bad(&error))?.undeclared_variables(false))
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
        let page = |source: &str, most| render_page(source, &json!({"a": "<b>&\"'"}), most);
        let told = String::from_utf8(page("<p title=\"{{ a }}\">{{ a }}</p>{% for _ in range(3) %}.{% endfor %}", 200).unwrap()).unwrap();
        assert!(!told.contains("<b>") && told.contains("&lt;b&gt;&amp;&quot;&#x27;") && told.ends_with("..."), "{told}");
        assert_eq!(page("{% for _ in range(1000) %}{{ a }}{% endfor %}", 1_000).unwrap_err().code, "too_large");
        assert_eq!(page("{{ a|nothing }}", 1_000).unwrap_err().code, "template");
        assert!(check("{{ a").unwrap_err().message.en.starts_with("template line 1"));
    }
}
