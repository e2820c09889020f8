//! The templates shipped inside the binary, and those in a folder. Reads files; what they mean is the catalog's to say.

use std::path::Path;

use rust_embed::{EmbeddedFile, RustEmbed};

use crate::catalog::{self, Files, Problem};
use crate::error::{Error, Result};
use crate::runtime::problems_error;
use crate::say;

#[derive(RustEmbed)]
#[folder = "forms"]
struct Forms;

#[derive(RustEmbed)]
#[folder = "workflows"]
struct Workflows;

#[derive(RustEmbed)]
#[folder = "scripts"]
struct Scripts;

/// A template's catalog files, and what fills a workspace made of it for a first look.
#[derive(Debug)]
pub struct Template {
    pub files: Files,
    /// `forms/<template>/demo.json`
    pub demo: Option<Vec<u8>>,
}

/// A shipped template by its name, or the one in a folder.
pub fn find(name: &str) -> Result<Template> {
    let folder = Path::new(name);
    if folder.is_dir() {
        return in_folder(folder).map_err(problems_error);
    }
    shipped(name)
}

fn shipped(name: &str) -> Result<Template> {
    let names: Vec<String> = Forms::iter().filter_map(|path| path.strip_suffix("/template.json").map(str::to_owned)).collect();
    if !names.iter().any(|known| known == name) {
        let message = say!("没有模板「{}」，有的是：{}", "There is no template `{}`; there are: {}", name, names.join(", "));
        return Err(Error::not_found(message));
    }
    let entries = entries("forms", Forms::iter(), Forms::get)
        .chain(entries("workflows", Workflows::iter(), Workflows::get))
        .chain(entries("scripts", Scripts::iter(), Scripts::get));
    let files = catalog::load::from_entries(name, entries).map_err(problems_error)?;
    let demo = Forms::get(&format!("{name}/demo.json")).map(|file| file.data.into_owned());
    Ok(Template { files, demo })
}

fn entries(
    top: &'static str,
    paths: impl Iterator<Item = std::borrow::Cow<'static, str>>,
    get: fn(&str) -> Option<EmbeddedFile>,
) -> impl Iterator<Item = (String, Vec<u8>)> {
    paths.filter_map(move |path| Some((format!("{top}/{path}"), get(&path)?.data.into_owned())))
}

/// A folder with `forms/`, `workflows/` and `scripts/`, either plain or with the template's name below each.
pub fn in_folder(root: &Path) -> Result<Template, Vec<Problem>> {
    let name = named_below(root).unwrap_or_default();
    let files = catalog::load::from_folder(root, &name)?;
    let demo = std::fs::read(root.join("forms").join(&name).join("demo.json")).ok();
    Ok(Template { files, demo })
}

/// `forms/<name>/template.json`: the name, when there is no `forms/template.json`.
fn named_below(root: &Path) -> Option<String> {
    let forms = root.join("forms");
    if forms.join("template.json").is_file() {
        return None;
    }
    let mut below = std::fs::read_dir(&forms).ok()?.filter_map(Result::ok);
    let found = below.find(|entry| entry.path().join("template.json").is_file())?;
    found.file_name().into_string().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_template_is_inside_and_others_are_not() {
        let standard = find("standard").unwrap();
        assert!(standard.files.contains_key("forms/template.json") && standard.files.contains_key("workflows/roles.json"));
        assert!(standard.demo.is_some() && !standard.files.contains_key("forms/demo.json"));
        assert!(find("nonsense").unwrap_err().message.en.contains("standard"));
    }

    #[test]
    fn a_folder_may_be_plain_or_named() {
        let root = tempfile::tempdir().unwrap();
        let named = root.path().join("forms/mine");
        std::fs::create_dir_all(&named).unwrap();
        std::fs::write(named.join("template.json"), "{}").unwrap();
        assert!(in_folder(root.path()).unwrap().files.contains_key("forms/template.json"));
        std::fs::rename(named.join("template.json"), root.path().join("forms/template.json")).unwrap();
        assert!(in_folder(root.path()).unwrap().files.contains_key("forms/template.json"));
    }
}
