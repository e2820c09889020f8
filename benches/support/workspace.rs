//! A filled workspace of the shipped template, on SQLite kept between runs. Knows nothing of what is measured in it.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::Instant;

use mortise::app::CHECKS;
use mortise::auth::setup::{First, appoint};
use mortise::catalog::{Files, load as load_template};
use mortise::outbound::Outbound;
use mortise::runtime::{Published, Runtime};
use mortise::store::Store;
use mortise::value::{Clock, Id};
use serde_json::json;

use super::server::{self, engine};
use super::fill;

pub fn setting(name: &str, otherwise: usize) -> usize {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

/// Where the workspace of so many deals, with so many fields beyond their own, is kept.
pub fn place(deals: usize, more: usize) -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("scale-{deals}-{more}"))
}

pub async fn open(folder: &Path) -> Store {
    match engine::postgres(folder) {
        Some(url) => Store::connect(&url, folder, Clock::default()).await.unwrap(),
        None => Store::open(&folder.join("main.db"), Clock::default()).await.unwrap(),
    }
}

/// Fills the workspace unless it is there; the ids of its people and of its customers.
pub async fn filled(folder: &Path, deals: usize, more: usize) -> (Vec<Id>, Vec<Id>) {
    let known = folder.join("filled.json");
    let passing = engine::postgres(folder).is_some();
    if let (false, Ok(text)) = (passing, std::fs::read_to_string(&known)) {
        return serde_json::from_str(&text).unwrap();
    }
    if folder.exists() {
        std::fs::remove_dir_all(folder).unwrap();
    }
    std::fs::create_dir_all(folder).unwrap();
    let began = Instant::now();
    let store = open(folder).await;
    let published = Published::install(&store, &Clock::default(), template(more), CHECKS).await.unwrap();
    let runtime = Runtime::new(store.clone(), Clock::default(), Outbound::default(), folder.to_owned(), CHECKS, published);
    let first = First { name: "Boss".to_owned(), email: server::EMAIL.to_owned(), password: server::PASSWORD.to_owned(), workspace: None, code: None };
    appoint(&runtime, first).await.unwrap();
    let ids = fill::fill(&store, &runtime.published(), deals / 10, deals, more).await;
    store.close().await.unwrap();
    println!("filled in {:.0} s", began.elapsed().as_secs_f64());
    if !passing {
        std::fs::write(known, serde_json::to_string(&ids).unwrap()).unwrap();
    }
    ids
}

/// The shipped template, deals with as many more fields: numbers and texts in turn.
fn template(more: usize) -> Files {
    let mut files = load_template::from_folder(Path::new(env!("CARGO_MANIFEST_DIR")), "standard").unwrap();
    let more = (0..more).map(|number| {
        let (key, kind) = fill::more(number);
        json!({"key": key, "type": kind, "label": {"zh-CN": format!("更多 {number}"), "en": format!("More {number}")}})
    });
    let deal = files.get_mut("forms/deal/object.json").unwrap();
    deal["fields"].as_array_mut().unwrap().extend(more);
    files
}

/// Where much may be written: on SQLite a copy with this ending, so that what is kept between runs stays as large as it is.
pub fn aside(folder: &Path, ending: &str) -> PathBuf {
    if engine::postgres(folder).is_some() {
        return folder.to_owned();
    }
    let apart = folder.with_extension(ending);
    std::fs::create_dir_all(&apart).unwrap();
    for name in ["main.db", "main.db-wal"] {
        let (from, to) = (folder.join(name), apart.join(name));
        if from.exists() {
            std::fs::copy(from, &to).unwrap();
            // Else whoever brings a page to the disk first waits for all of them.
            File::open(to).unwrap().sync_all().unwrap();
        } else if to.exists() {
            std::fs::remove_file(to).unwrap();
        }
    }
    apart
}
