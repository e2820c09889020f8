//! The steps of the wizard before anything is written: upload a file, look at it, say how it is to be read.
//! What is chosen is kept in the store; the file lies beside the database.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::Duration;
use serde::Deserialize;
use serde_json::Value as Json;

use super::columns;
use super::csv;
use super::layout;
use super::reading::{Reading, can_be_key};
use super::sheet::{self, Workbook};
use super::state::{Change, Choices, ColumnChange, Progress, Stage, State};
use super::write::{defaults, may_write};
use crate::access::Action;
use crate::catalog::{Field, Object};
use crate::catalog::model::Administer;
use crate::error::{Error, Result};
use crate::records::Context;
use crate::runtime::Runtime;
use crate::say;
use crate::store::{self, Import, unusable};
use crate::value::{Actor, Id};

/// Uploads that nobody went on with are forgotten after this long.
const KEPT: Duration = Duration::days(7);

/// Takes a file in and finds out how it is to be read.
pub async fn upload(cx: &Context, object: &str, name: &str, bytes: Vec<u8>) -> Result<State> {
    let object = cx.object(object, Action::Import)?;
    let file = name.to_owned();
    let (book, bytes) = off_thread(move || sheet::read(&bytes, &file).map(|book| (book, bytes))).await?;
    let choices = first_choices(cx, &object, &book)?;
    let now = cx.runtime.clock.now();
    let id = cx.runtime.clock.new_id();
    let path = format!("imports/{id}");
    let mut import = Import {
        id,
        object: object.key.clone(),
        by: cx.actor.id(),
        name: name.chars().take(200).collect(),
        path,
        status: Stage::Mapping.name().to_owned(),
        state: Json::Null,
        progress: serde_json::to_value(Progress::default()).map_err(Error::internal)?,
        created_at: now,
        updated_at: now,
    };
    keep(&cx.runtime, &import, bytes, &object).await?;
    save(cx, &mut import, &choices).await?;
    forget_old(cx).await?;
    view(cx, &object, &import, &choices)
}

fn first_choices(cx: &Context, object: &Object, book: &Workbook) -> Result<Choices> {
    let sheet = layout::first_sheet(book, object);
    let sheet = sheet.ok_or_else(|| Error::invalid("file_unreadable", say!("文件里没有内容", "The file is empty")))?;
    let mut choices = Choices {
        encoding: book.encoding.map(str::to_owned),
        sheets: layout::sheets(book),
        sheet: sheet.name.clone(),
        header_row: layout::header_row(sheet, object),
        columns: Vec::new(),
        preview: Vec::new(),
        records: 0,
        upsert_by: None,
        values: Default::default(),
        date_order: None,
        defaults: Default::default(),
        importer: None,
    };
    layout::describe(&mut choices, sheet, object, cx.catalog().time_zone, &|field| may_write(cx, object, field))?;
    Ok(choices)
}

/// How the import stands.
pub async fn show(cx: &Context, id: Id) -> Result<State> {
    let (import, choices, object) = load(cx, id).await?;
    view(cx, &object, &import, &choices)
}

/// Changes how the file is read. Another sheet or header row matches the columns anew.
pub async fn change(cx: &Context, id: Id, change: Change) -> Result<State> {
    let (mut import, mut choices, object) = load(cx, id).await?;
    require_stage(&import, &[Stage::Mapping])?;
    if change.sheet.is_some() || change.header_row.is_some() || change.encoding.is_some() {
        let book = match change.encoding {
            Some(encoding) => read_anew(cx, &import, &mut choices, &object, encoding).await?,
            None => open(cx, &import, &choices).await?,
        };
        if let Some(name) = change.sheet {
            choices.header_row = layout::header_row(layout::sheet(&book, &name)?, &object);
            choices.sheet = name;
        }
        if let Some(header_row) = change.header_row {
            choices.header_row = header_row;
        }
        let sheet = layout::sheet(&book, &choices.sheet)?;
        layout::describe(&mut choices, sheet, &object, cx.catalog().time_zone, &|field| may_write(cx, &object, field))?;
    }
    for column in change.columns.into_iter().flatten() {
        tie(cx, &object, &mut choices, column)?;
    }
    if let Some(by) = change.upsert_by {
        choices.upsert_by = by;
    }
    check_key(cx, &object, &mut choices)?;
    for (field, table) in change.values.into_iter().flatten() {
        match table.is_empty() {
            true => drop(choices.values.remove(&field)),
            false => choices.values.entry(field).or_default().extend(table),
        }
    }
    choices.date_order = change.date_order.unwrap_or(choices.date_order);
    if let Some(given) = change.defaults {
        defaults(cx, &object, &given)?;
        choices.defaults = given;
    }
    save(cx, &mut import, &choices).await?;
    view(cx, &object, &import, &choices)
}

/// Reads a text in another encoding; what was found in the first one is found anew.
async fn read_anew(cx: &Context, import: &Import, choices: &mut Choices, object: &Object, encoding: String) -> Result<Workbook> {
    if choices.encoding.is_none() || !csv::knows(&encoding) {
        return Err(Error::invalid("bad_encoding", say!("不能按「{}」读取这个文件", "This file cannot be read as {}", encoding)));
    }
    choices.encoding = Some(encoding);
    let book = open(cx, import, choices).await?;
    choices.sheets = layout::sheets(&book);
    choices.header_row = layout::header_row(layout::sheet(&book, &choices.sheet)?, object);
    choices.values.clear();
    Ok(book)
}

/// Ties a column to a field, or to none; another column that had the field loses it.
fn tie(cx: &Context, object: &Object, choices: &mut Choices, change: ColumnChange) -> Result<()> {
    if let Some(key) = &change.field {
        require_field(cx, object, key)?;
    }
    let Some(position) = choices.columns.iter().position(|column| column.index == change.index) else {
        return Err(Error::invalid("no_such_column", say!("没有第 {} 列", "There is no column {}", change.index + 1)));
    };
    for (at, column) in choices.columns.iter_mut().enumerate() {
        if at == position {
            column.field.clone_from(&change.field);
        } else if column.field.is_some() && column.field == change.field {
            column.field = None;
        }
    }
    Ok(())
}

/// The fields that whoever imports may bring values for.
fn open_to<'a>(cx: &'a Context, object: &'a Object) -> impl Iterator<Item = &'a Field> {
    columns::importable(object).filter(|field| may_write(cx, object, field))
}

fn require_field(cx: &Context, object: &Object, key: &str) -> Result<()> {
    match open_to(cx, object).any(|field| field.key() == key) {
        true => Ok(()),
        false => Err(Error::invalid("unknown_field", say!("字段「{}」不能导入", "The field `{}` cannot be imported", key))),
    }
}

/// Nor is a record found by what its finder sees only a part of: the finding would tell the rest.
fn require_key(cx: &Context, object: &Object, key: &str) -> Result<()> {
    let told = |field: &Field| can_be_key(object, field) && cx.policy.field(&object.key, field.key()).shows_whole();
    match object.field(key).is_some_and(told) {
        true => Ok(()),
        false => Err(Error::invalid("bad_key", say!("不能按「{}」识别已有记录，请选择唯一字段或标题", "Records cannot be found by `{}`; choose a unique field or the title", key))),
    }
}

/// What records are found by must be mapped, and tell them apart. A column that was taken away takes its key with it.
fn check_key(cx: &Context, object: &Object, choices: &mut Choices) -> Result<()> {
    let Some(key) = choices.upsert_by.clone() else { return Ok(()) };
    require_key(cx, object, &key)?;
    if !choices.columns.iter().any(|column| column.field.as_deref() == Some(key.as_str())) {
        choices.upsert_by = None;
    }
    Ok(())
}

/// The import with its choices and object, for its owner or whoever looks after the data.
pub(super) async fn load(cx: &Context, id: Id) -> Result<(Import, Choices, Arc<Object>)> {
    let missing = || Error::not_found(say!("没有这次导入", "There is no such import"));
    let import = cx.runtime.store.read().await?.import(id).await?.ok_or_else(missing)?;
    let own = import.by == cx.actor.id() || cx.administers(Administer::Data);
    if !own {
        return Err(missing());
    }
    let object = cx.object(&import.object, Action::Import)?;
    let choices = serde_json::from_value(import.state.clone()).map_err(Error::internal)?;
    Ok((import, choices, object))
}

pub(super) async fn save(cx: &Context, import: &mut Import, choices: &Choices) -> Result<()> {
    import.state = serde_json::to_value(choices).map_err(Error::internal)?;
    import.updated_at = cx.runtime.clock.now();
    let mut tx = cx.runtime.store.begin().await?;
    tx.save_import(import).await?;
    tx.commit().await
}

pub(super) fn require_stage(import: &Import, stages: &[Stage]) -> Result<()> {
    match Stage::parse(&import.status).filter(|stage| stages.contains(stage)) {
        Some(_) => Ok(()),
        None => Err(Error::conflict("import_stage", say!("这次导入已经开始或结束，不能再改", "This import has begun or ended and cannot be changed any more"))),
    }
}

/// The import as the API shows it.
pub(super) fn view(cx: &Context, object: &Object, import: &Import, choices: &Choices) -> Result<State> {
    Ok(State {
        id: import.id,
        object: import.object.clone(),
        file: import.name.clone(),
        state: Stage::parse(&import.status).ok_or_else(|| Error::internal(format!("an import is {}", import.status)))?,
        progress: Progress::deserialize(&import.progress).map_err(Error::internal)?,
        created_at: import.created_at,
        fields: open_to(cx, object).map(|field| field.key().to_owned()).collect(),
        choices: Choices { importer: None, ..choices.clone() },
    })
}

/// The sheet, read as chosen, by what whoever reads it may write now.
pub(super) async fn reading(cx: &Context, import: &Import, choices: &Choices, object: &Arc<Object>) -> Result<Reading> {
    choices.columns.iter().filter_map(|column| column.field.as_deref()).try_for_each(|key| require_field(cx, object, key))?;
    choices.upsert_by.as_deref().map_or(Ok(()), |key| require_key(cx, object, key))?;
    let mut book = open(cx, import, choices).await?;
    layout::sheet(&book, &choices.sheet)?;
    book.sheets.retain(|sheet| sheet.name == choices.sheet);
    let sheet = book.sheets.swap_remove(0);
    Reading::new(object, sheet, choices, cx.catalog().time_zone)
}

async fn open(cx: &Context, import: &Import, choices: &Choices) -> Result<Workbook> {
    let path = path(&cx.runtime, import);
    let bytes = tokio::fs::read(&path).await.map_err(|error| {
        let message = say!("上传的文件已被清理，请重新上传", "The uploaded file is gone; upload it again");
        Error { source: Some(error.into()), ..Error::not_found(message) }
    })?;
    let keys = cx.runtime.store.read().await?.import_keys(import.id).await?;
    let bytes = keys.map_or(Ok(bytes.clone()), |keys| keys.open(store::sheet(import.id), &bytes))?;
    let (name, encoding) = (import.name.clone(), choices.encoding.clone());
    off_thread(move || sheet::read_as(&bytes, &name, encoding.as_deref())).await
}

fn path(runtime: &Runtime, import: &Import) -> PathBuf {
    runtime.data.join(&import.path)
}

/// As it came, or sealed, where the object has fields that are encrypted.
async fn keep(runtime: &Runtime, import: &Import, bytes: Vec<u8>, object: &Object) -> Result<()> {
    let path = path(runtime, import);
    let mut bytes = bytes;
    if object.fields.iter().any(|field| field.kind.sealed().is_some()) {
        let mut tx = runtime.store.begin().await?;
        bytes = tx.seal_import(import.id).await?.seal(store::sheet(import.id), &bytes, false)?;
        tx.commit().await?;
    }
    off_thread(move || written(&path, &bytes).map_err(|error| unusable(&path, error))).await
}

/// On disk before anybody is told: a job may need it after a crash.
fn written(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Forgets uploads that were left alone.
async fn forget_old(cx: &Context) -> Result<()> {
    let before = cx.runtime.clock.now() - KEPT;
    let left = cx.runtime.store.read().await?.imports(Stage::Mapping.name(), 20).await?;
    for import in left.into_iter().filter(|import| import.updated_at < before) {
        let mut tx = cx.runtime.store.begin().await?;
        tx.delete_import(import.id).await?;
        tx.commit().await?;
        if let Err(error) = tokio::fs::remove_file(path(&cx.runtime, &import)).await {
            tracing::warn!(%error, import = %import.id, "an old upload could not be removed");
        }
    }
    Ok(())
}

/// Work that would hold up everyone else on this thread.
async fn off_thread<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(Error::internal)?
}

/// Who starts an import, kept so that it can go on after a restart.
pub(super) fn importer(actor: &Actor) -> Option<super::state::Importer> {
    match actor {
        Actor::System => None,
        Actor::User(user) => {
            let user = user.clone();
            Some(super::state::Importer { lang: user.lang, limits: user.limits })
        }
    }
}
