//! `file`: attachments. The value names stored files; the bytes are elsewhere.

use std::sync::Arc;

use schemars::{JsonSchema, schema_for};
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};

use super::{Column, FieldType, Kind, ParseCx, Refusal, SettingsError, operators, refuse, settings};
use crate::lang::{Label, Lang};
use crate::say;
use crate::value::Value;
use crate::value::filter::Op;

pub(super) const TYPE: FieldType =
    FieldType { name: "file", label: || Label::new("附件", "Files"), compile, schema: || schema_for!(Settings) };

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Settings {
    /// 1 to 50; 10 when absent.
    #[serde(default)]
    max_files: Option<u32>,
    /// Size of one file, 1 to 200; 20 when absent.
    #[serde(default)]
    max_mb: Option<u32>,
    /// Accepted name endings such as `.pdf`; all when absent.
    #[serde(default)]
    accept: Vec<String>,
}

#[derive(Debug)]
struct Files {
    max_files: usize,
    max_mb: u64,
    /// Lower case, each with its dot.
    accept: Vec<String>,
}

/// One attachment as the API writes it.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Attachment {
    id: uuid::Uuid,
    name: String,
    size: u64,
    #[serde(rename = "type")]
    media_type: String,
}

fn compile(given: Json) -> Result<Arc<dyn Kind>, SettingsError> {
    let given: Settings = settings::read(given)?;
    let (max_files, max_mb) = (given.max_files.unwrap_or(10), given.max_mb.unwrap_or(20));
    settings::within("max_files", max_files.into(), 1, 50)?;
    settings::within("max_mb", max_mb.into(), 1, 200)?;
    for (at, ending) in given.accept.iter().enumerate() {
        if !ending.starts_with('.') || ending.len() < 2 || ending.len() > 12 {
            let message = say!("“{}”不是文件后缀，应写作 .pdf 这样", "\"{}\" is not a file ending; write it like .pdf", ending);
            return Err(settings::wrong(format!("/accept/{at}"), "format", message));
        }
    }
    let accept = given.accept.iter().map(|ending| ending.to_lowercase()).collect();
    Ok(Arc::new(Files { max_files: max_files as usize, max_mb: max_mb.into(), accept }))
}

impl Files {
    fn check(&self, file: &Attachment) -> Result<(), Refusal> {
        refuse::no_controls(&file.name)?;
        refuse::not_longer(&file.name, 255)?;
        refuse::not_longer(&file.media_type, 255)?;
        if file.name.trim().is_empty() {
            return Err(Refusal::new("format", say!("文件缺少名称", "A file has no name")));
        }
        if file.size > self.max_mb * 1024 * 1024 {
            return Err(Refusal::new(
                "too_large",
                say!("文件“{}”太大，最大 {} MB", "The file \"{}\" is too large; the most is {} MB", refuse::quote(&file.name), self.max_mb),
            ));
        }
        let name = file.name.to_lowercase();
        if !self.accept.is_empty() && !self.accept.iter().any(|ending| name.ends_with(ending.as_str())) {
            return Err(refuse::unreadable("file_type", &file.name, Label::same(self.accept.join(" "))));
        }
        Ok(())
    }
}

fn attachments(value: &Value) -> Vec<Attachment> {
    match value {
        Value::Json(list) => serde_json::from_value(list.clone()).unwrap_or_default(),
        _ => Vec::new(),
    }
}

impl Kind for Files {
    fn column(&self) -> Column {
        Column::Json
    }

    fn decode(&self, input: &Json) -> Result<Value, Refusal> {
        let expected =
            || Label::new("上传后得到的文件列表：[{id, name, size, type}]", "a list of uploaded files: [{id, name, size, type}]");
        match input {
            Json::Null => return Ok(Value::Null),
            Json::String(text) if text.trim().is_empty() => return Ok(Value::Null),
            Json::Array(items) if items.is_empty() => return Ok(Value::Null),
            Json::Array(_) => {}
            other => return Err(refuse::wrong_type(other, expected())),
        }
        let files: Vec<Attachment> = serde_json::from_value(input.clone()).map_err(|_| refuse::wrong_type(input, expected()))?;
        if files.len() > self.max_files {
            return Err(Refusal::new(
                "count",
                say!("有 {} 个文件，最多 {} 个", "There are {} files; at most {} are kept", files.len(), self.max_files),
            ));
        }
        files.iter().try_for_each(|file| self.check(file))?;
        serde_json::to_value(files).map(Value::Json).map_err(|_| refuse::wrong_type(input, expected()))
    }

    /// A sheet cannot carry files.
    fn parse(&self, text: &str, _cx: &ParseCx) -> Result<Value, Refusal> {
        match refuse::trim(text) {
            "" => Ok(Value::Null),
            given => Err(refuse::unreadable(
                "format",
                given,
                Label::new("空（附件不能从表格导入）", "nothing (files cannot be imported from a sheet)"),
            )),
        }
    }

    fn display(&self, value: &Value, lang: Lang) -> String {
        let separator = if lang == Lang::Zh { "、" } else { ", " };
        attachments(value).into_iter().map(|file| file.name).collect::<Vec<_>>().join(separator)
    }

    fn operators(&self) -> &'static [Op] {
        operators::PRESENCE
    }

    fn json_schema(&self) -> Json {
        json!({"type": ["array", "null"], "maxItems": self.max_files, "items": {
            "type": "object", "additionalProperties": false, "required": ["id", "name", "size", "type"],
            "properties": {"id": {"type": "string", "format": "uuid"}, "name": {"type": "string"}, "size": {"type": "integer"}, "type": {"type": "string"}},
        }})
    }

    fn sortable(&self) -> bool {
        false
    }

    fn holds_files(&self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, size: u64) -> Json {
        json!({"id": "0199a7c0-0000-7000-8000-000000000001", "name": name, "size": size, "type": "application/pdf"})
    }

    #[test]
    fn files_within_the_limits() {
        let kind = compile(json!({"max_files": 2, "max_mb": 1, "accept": [".PDF"]})).unwrap();
        let value = kind.decode(&json!([file("a.pdf", 10)])).unwrap();
        assert_eq!(value.to_json(), json!([file("a.pdf", 10)]));
        assert_eq!(kind.display(&value, Lang::Zh), "a.pdf");
        assert_eq!(kind.decode(&json!([])), Ok(Value::Null));
        for (input, code) in [
            (json!([file("a.exe", 1)]), "file_type"),
            (json!([file("a.pdf", 2_000_000)]), "too_large"),
            (json!([file("a.pdf", 1), file("b.pdf", 1), file("c.pdf", 1)]), "count"),
            (json!([{"id": "x"}]), "type"),
            (json!("a.pdf"), "type"),
        ] {
            assert_eq!(kind.decode(&input).unwrap_err().code, code, "{input}");
        }
        assert_eq!(compile(json!({"accept": ["pdf"]})).unwrap_err().pointer, "/accept/0");
    }
}
