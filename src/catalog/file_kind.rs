//! Which kind of file a path of the catalog is. The one place that knows how paths are built.

/// A kind of file, with the part of its path that names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileKind {
    Template,
    Object(String),
    Layout(String),
    Views(String),
    /// Of this object, under this name.
    Form(String, String),
    Dashboard(String),
    Message(String),
    Document(String),
    Pipeline(String),
    Rule(String),
    Approval(String),
    Pool(String),
    Roles,
    Calendar,
    Script(String),
}

impl FileKind {
    /// `None` when no file of a catalog is called so.
    pub fn of(path: &str) -> Option<FileKind> {
        let parts: Vec<&str> = path.split('/').collect();
        let kind = match parts[..] {
            ["forms", "template.json"] => FileKind::Template,
            ["forms", "dashboards", file] => FileKind::Dashboard(stem(file, ".json")?),
            ["forms", "documents", file] => FileKind::Document(stem(file, ".jinja")?),
            ["forms", "messages", file] => FileKind::Message(stem(file, ".jinja")?),
            ["forms", object, "object.json"] => FileKind::Object(object.to_owned()),
            ["forms", object, "layout.json"] => FileKind::Layout(object.to_owned()),
            ["forms", object, "views.json"] => FileKind::Views(object.to_owned()),
            ["forms", object, file] => FileKind::Form(object.to_owned(), stem(file, ".form.json")?),
            ["workflows", "roles.json"] => FileKind::Roles,
            ["workflows", "calendar.json"] => FileKind::Calendar,
            ["workflows", file] if file.ends_with(".pipeline.json") => FileKind::Pipeline(stem(file, ".pipeline.json")?),
            ["workflows", file] if file.ends_with(".approval.json") => FileKind::Approval(stem(file, ".approval.json")?),
            ["workflows", file] if file.ends_with(".pool.json") => FileKind::Pool(stem(file, ".pool.json")?),
            ["workflows", file] => FileKind::Rule(stem(file, ".rule.json")?),
            ["scripts", file] => FileKind::Script(stem(file, ".rhai")?),
            _ => return None,
        };
        Some(kind)
    }

    /// Holds text, not JSON.
    pub fn is_text(&self) -> bool {
        matches!(self, FileKind::Message(_) | FileKind::Document(_) | FileKind::Script(_))
    }

    /// The name of its JSON Schema; texts have none.
    pub fn schema(&self) -> Option<&'static str> {
        Some(match self {
            FileKind::Template => "template",
            FileKind::Object(_) => "object",
            FileKind::Layout(_) => "layout",
            FileKind::Views(_) => "views",
            FileKind::Form(..) => "form",
            FileKind::Dashboard(_) => "dashboard",
            FileKind::Pipeline(_) => "pipeline",
            FileKind::Rule(_) => "rule",
            FileKind::Approval(_) => "approval",
            FileKind::Pool(_) => "pool",
            FileKind::Roles => "roles",
            FileKind::Calendar => "calendar",
            FileKind::Message(_) | FileKind::Document(_) | FileKind::Script(_) => return None,
        })
    }
}

fn stem(file: &str, ending: &str) -> Option<String> {
    file.strip_suffix(ending).filter(|stem| !stem.is_empty()).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_say_what_they_hold() {
        assert_eq!(FileKind::of("forms/deal/object.json"), Some(FileKind::Object("deal".into())));
        assert_eq!(FileKind::of("forms/dashboards/x.json"), Some(FileKind::Dashboard("x".into())));
        assert_eq!(FileKind::of("forms/documents/x.jinja"), Some(FileKind::Document("x".into())));
        assert_eq!(FileKind::of("workflows/x.rule.json"), Some(FileKind::Rule("x".into())));
        assert_eq!(FileKind::of("workflows/x.pool.json"), Some(FileKind::Pool("x".into())));
        assert_eq!(FileKind::of("forms/deal/x.form.json"), Some(FileKind::Form("deal".into(), "x".into())));
        assert_eq!(FileKind::of("scripts/a.rhai"), Some(FileKind::Script("a".into())));
        for path in
            ["forms/deal/other.json", "forms/deal/.form.json", "workflows/x.json", "scripts/a.js", "x", "forms/a/b/object.json", "workflows/.rule.json", "../x"]
        {
            assert_eq!(FileKind::of(path), None, "{path}");
        }
    }
}
