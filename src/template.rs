//! minijinja: texts with `{{ field }}` in them. Sees only what it is given, with a limit on work.

use std::collections::HashSet;
use std::io;
use std::sync::LazyLock;

use minijinja::{AutoEscape, Environment, Template, UndefinedBehavior};
use serde_json::{Value as Json, json};

use crate::error::{Error, Result};
use crate::say;

static PLAIN: LazyLock<Environment<'static>> = LazyLock::new(|| environment(|_| AutoEscape::None));
static HTML: LazyLock<Environment<'static>> = LazyLock::new(|| environment(|_| AutoEscape::Html));

/// Instructions of a template: some hundredths of a second.
const WORK: u64 = 1_000_000;
/// Bytes of a plain text.
const LONGEST: usize = 1024 * 1024;

fn environment(escape: fn(&str) -> AutoEscape) -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(escape);
    environment.set_undefined_behavior(UndefinedBehavior::Chainable);
    environment.set_recursion_limit(32);
    environment.set_fuel(Some(WORK));
    environment
}

/// Fills a plain text. What is missing is left empty; a mistake in the template is told with its line.
pub fn render(source: &str, values: &Json) -> Result<String> {
    Text::read(source)?.render(values)
}

/// A plain text to be filled.
pub struct Text<'s>(Template<'s, 's>);

impl<'s> Text<'s> {
    pub fn read(source: &'s str) -> Result<Text<'s>> {
        PLAIN.template_from_str(source).map(Text).map_err(|error| bad(&error))
    }

    /// The names of the values that it asks for.
    pub fn asks(&self) -> HashSet<String> {
        self.0.undeclared_variables(false)
    }

    pub fn render(&self, values: &Json) -> Result<String> {
        String::from_utf8(fill(&self.0, values, LONGEST)?).map_err(Error::internal)
    }
}

/// Fills a page, in which whatever is put in is text and nothing else. One that comes out longer than `most` bytes is refused.
pub fn render_page(source: &str, values: &Json, most: usize) -> Result<Vec<u8>> {
    fill(&HTML.template_from_str(source).map_err(|error| bad(&error))?, values, most)
}

fn fill(template: &Template<'_, '_>, values: &Json, most: usize) -> Result<Vec<u8>> {
    let mut bounded = Bounded { bytes: Vec::new(), most, full: false };
    let filled = template.render_captured_to(minijinja::Value::from(minijinja::value::Serde(values)), &mut bounded);
    if bounded.full {
        return Err(Error::invalid("too_large", say!("填好的内容超过 {} KB", "What was filled is longer than {} KB", most / 1024)));
    }
    filled.map_err(|error| bad(&error))?;
    Ok(bounded.bytes)
}

/// The names of values that a template asks for.
pub fn asked(source: &str) -> Result<HashSet<String>> {
    Ok(Text::read(source)?.asks())
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

/// Whether the text can be filled at all: it can be read, and does not work endlessly even where there is nothing to fill it with.
pub fn check(source: &str) -> Result<()> {
    match Text::read(source)?.render(&json!({})) {
        Err(error) if [ENDLESS, "too_large"].contains(&error.code) => Err(error),
        // What goes wrong without values may go well with them.
        _ => Ok(()),
    }
}

/// Code of the error of a template that works for too long.
const ENDLESS: &str = "endless";

fn bad(error: &minijinja::Error) -> Error {
    let line = error.line().map_or_else(String::new, |line| line.to_string());
    if error.kind() == minijinja::ErrorKind::OutOfFuel {
        let message = say!("模板第 {} 行：循环太多，没有填完", "template line {}: it loops too often to be filled", line);
        return Error::invalid(ENDLESS, message);
    }
    let detail = error.detail().map_or_else(|| error.kind().to_string(), str::to_owned);
    Error::invalid("template", say!("模板第 {} 行：{}", "template line {}: {}", line, detail))
}

#[cfg(test)]
mod tests {
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
        assert_eq!(asked("{% for b in a %}{{ b.x }}{{ c.y }}{% endfor %}{% set d = 1 %}{{ d }}").unwrap(), HashSet::from(["a".to_owned(), "c".to_owned()]));
    }

    #[test]
    fn no_template_works_endlessly_or_fills_the_memory() {
        let endless = "one\n{% for _ in range(90000) %}{% for _ in range(90000) %}{% endfor %}{% endfor %}";
        for error in [check(endless), render(endless, &json!({})).map(drop), render_page(endless, &json!({}), 1_000).map(drop)].map(Result::unwrap_err) {
            assert_eq!((error.code, error.message.en.as_str()), (ENDLESS, "template line 2: it loops too often to be filled"));
        }
        let often = "{% for _ in range(90000) %}{{ text }}{% endfor %}";
        assert!(check(often).is_ok(), "with nothing to fill it with it ends");
        assert_eq!(render(often, &json!({"text": "0123456789 123456789"})).unwrap_err().code, "too_large");
        assert_eq!(check("{% for _ in range(90000) %}0123456789 123456789{% endfor %}").unwrap_err().code, "too_large");
        assert!(check("{{ (amount|int + 1) * 2 }}").is_ok());
    }
}
