//! Make a document of the record from a template, and put it with the record's files. It is a page to be looked at and printed.

use futures_util::future::BoxFuture;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value as Json, json};

use super::super::words;
use super::{Action, CheckCx, Run, StepType, typed};
use crate::error::{Error, Result};
use crate::lang::{Label, Lang};
use crate::records::{decode, update};
use crate::say;
use crate::store::StoredFile;
use crate::template;

pub const TYPE: StepType = StepType {
    name: "document",
    label: || Label::new("生成文档", "Make a document"),
    schema: || schemars::schema_for!(Document),
    compile: typed::<Document>,
};

/// Bytes of a document.
const LARGEST: usize = 1024 * 1024;
const LONGEST_NAME: usize = 120;
/// Records of one relation in a document.
const MOST: u32 = 500;
const ENDING: &str = ".html";

#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Document {
    /// Name of a file under `forms/documents/`, without `.jinja`.
    template: String,
    /// What the document is called; may hold `{{ field }}`. An earlier one of the same name is replaced.
    title: String,
    /// The field of files that it is put into.
    field: String,
    /// In which language options and the like are written.
    #[serde(default)]
    lang: Lang,
}

impl Action for Document {
    fn run<'a>(&'a self, run: &'a mut Run<'_, '_>) -> BoxFuture<'a, Result<Json>> {
        Box::pin(async move {
            let cx = run.work.cx;
            let unknown = || Error::invalid("unknown_template", say!("没有文档模板「{}」", "There is no document template `{}`", self.template));
            let source = cx.catalog().documents.get(&self.template).ok_or_else(unknown)?;
            let now = cx.runtime.clock.now();
            let mut values = words::words(run, self.lang).await?;
            let lists = lists(run, source, self.lang).await?;
            if let Some(values) = values.as_object_mut() {
                let today = now.with_timezone(&cx.catalog().time_zone).date_naive();
                values.entry("today").or_insert_with(|| json!(today.to_string()));
                values.extend(lists);
            }
            let page = template::render_page(source, &values, LARGEST)?;
            let name = file_name(&template::render(&self.title, &values)?);
            let file = kept(run, name, &page).await?;
            put(run, &self.field, &file).await?;
            Ok(json!({"file": file.id, "name": file.name, "field": self.field}))
        })
    }

    fn check(&self, cx: &CheckCx<'_>) -> Vec<(String, Label)> {
        let mut problems = Vec::new();
        if !cx.catalog.documents.contains_key(&self.template) {
            let known = cx.catalog.documents.keys().map(String::as_str).collect::<Vec<_>>().join(", ");
            let message = say!("没有文档模板「{}」，可用的有：{}", "there is no document template `{}`; there are: {}", self.template, known);
            problems.push(("/template".to_owned(), message));
        }
        if let Err(error) = template::check(&self.title) {
            problems.push(("/title".to_owned(), error.message));
        }
        if !cx.object.field(&self.field).is_some_and(|field| field.kind.holds_files()) {
            problems.push(("/field".to_owned(), say!("「{}」不是附件字段", "`{}` is no field of files", self.field)));
        }
        problems
    }
}

/// The related records that the template asks for, by the keys of their relations.
async fn lists(run: &mut Run<'_, '_>, source: &str, lang: Lang) -> Result<Map<String, Json>> {
    let asked = template::asked(source)?;
    let object = run.object.clone();
    let mut lists = Map::new();
    for relation in object.relations.iter().filter(|relation| asked.contains(&relation.key)) {
        lists.insert(relation.key.clone(), words::related(run, relation, MOST, lang).await?);
    }
    Ok(lists)
}

/// As a file may be called everywhere.
fn file_name(text: &str) -> String {
    let plain: String = text.chars().filter(|c| !c.is_control()).map(|c| if r#"\/:*?"<>|"#.contains(c) { '-' } else { c }).collect();
    let short: String = plain.trim().trim_start_matches('.').chars().take(LONGEST_NAME).collect();
    let stem = short.strip_suffix(ENDING).unwrap_or(&short).trim();
    if stem.is_empty() { format!("document{ENDING}") } else { format!("{stem}{ENDING}") }
}

/// Its bytes are on disk before the transaction that names them commits.
async fn kept(run: &mut Run<'_, '_>, name: String, page: &[u8]) -> Result<StoredFile> {
    let runtime = &run.work.cx.runtime;
    let id = runtime.clock.new_id();
    let mut incoming = runtime.store.receive(id).await?;
    incoming.write(page).await?;
    let received = incoming.finish().await?;
    let (by, at) = (run.work.cx.actor.id(), runtime.clock.now());
    let file = StoredFile { id, name, size: received.size, content_type: "text/html".to_owned(), by, at, sha256: received.sha256 };
    run.work.tx.add_file(&file).await?;
    Ok(file)
}

/// Beside the files that are there.
async fn put(run: &mut Run<'_, '_>, field: &str, file: &StoredFile) -> Result<()> {
    let object = run.object.clone();
    let record = run.current().await?;
    let unknown = || Error::invalid("unknown_field", say!("没有字段「{}」", "There is no field `{}`", field));
    let slot = object.field(field).ok_or_else(unknown)?.slot;
    let there = match &record.values[slot] {
        crate::value::Value::Json(Json::Array(files)) => files.clone(),
        _ => Vec::new(),
    };
    let mut files: Vec<Json> = there.into_iter().filter(|one| one["name"] != json!(file.name)).collect();
    files.push(json!({"id": file.id, "name": file.name, "size": file.size, "type": file.content_type}));
    let values = Map::from_iter([(field.to_owned(), Json::Array(files))]);
    let values = decode(run.work.cx, &object, &values).map_err(Error::fields)?;
    update::within(run.work, &object, run.record, update::Edit { values, ..update::Edit::default() }).await?;
    Ok(())
}
