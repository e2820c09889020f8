//! A workspace of a million deals: `cargo bench --bench scale`. Our lists, sums, reads, creates and imports against the
//! same by hand over typed, indexed tables through the same driver; then over HTTP beside another system on the same engine.
//! `MORTISE_ROWS` says how many deals (a tenth as many customers), `MORTISE_FIELDS` how many fields a deal has beyond its own;
//! with `MORTISE_TEST_ENGINE=postgres` all of it is in a throwaway PostgreSQL. `MORTISE_EACH` says how many requests each connection
//! makes in a round. Reports, and judges nothing.

#[path = "support/directus.rs"]
mod directus;
#[path = "support/driver.rs"]
mod driver;
#[path = "support/fill.rs"]
mod fill;
#[path = "support/hand.rs"]
mod hand;
#[path = "support/in_process.rs"]
mod in_process;
#[path = "support/load.rs"]
mod load;
#[path = "support/over_http.rs"]
mod over_http;
#[path = "support/pocketbase.rs"]
mod pocketbase;
#[path = "support/report.rs"]
mod report;
#[path = "../tests/support/server.rs"]
mod server;

use std::path::{Path, PathBuf};
use std::time::Instant;

use mortise::app::CHECKS;
use mortise::auth::setup::{First, appoint};
use mortise::catalog::{Files, load as load_template};
use mortise::outbound::Outbound;
use mortise::runtime::{Published, Runtime};
use mortise::store::Store;
use mortise::value::{Clock, Id};
use report::Report;
use serde_json::{Value as Json, json};
use server::engine;

#[tokio::main]
async fn main() {
    let (deals, more) = (setting("MORTISE_ROWS", 1_000_000), setting("MORTISE_FIELDS", 0));
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("scale-{deals}-{more}"));
    let (people, customers) = workspace(&folder, deals, more).await;
    let (engine, fields) = (if engine::postgres(&folder).is_some() { "postgres" } else { "sqlite" }, fields(&folder).await);
    println!("{deals} deals of {fields} fields, {} customers, on {engine}", customers.len());
    let mut report = Report::new(engine, deals, fields);
    in_process::measure(&mut report, &folder, &customers).await;
    in_process::as_others(&mut report, &folder, &people).await;
    let ids = customers.clone();
    let place = folder.clone();
    let over_http = move || {
        over_http::compare(&mut report, &place, &ids, deals);
        report
    };
    let mut report = tokio::task::spawn_blocking(over_http).await.unwrap();
    let apart = aside(&folder);
    in_process::imported(&mut report, &apart, &customers, deals / 10).await;
    if apart != folder {
        std::fs::remove_dir_all(apart).unwrap();
    }
}

fn setting(name: &str, otherwise: usize) -> usize {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

async fn open(folder: &Path) -> Store {
    match engine::postgres(folder) {
        Some(url) => Store::connect(&url, folder, Clock::default()).await.unwrap(),
        None => Store::open(&folder.join("main.db"), Clock::default()).await.unwrap(),
    }
}

/// The filled workspace, on SQLite kept between runs; the ids of its people and of its customers.
async fn workspace(folder: &Path, deals: usize, more: usize) -> (Vec<Id>, Vec<Id>) {
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
    hand::fill(folder).await;
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

/// How many a deal has, with those that every record has.
async fn fields(folder: &Path) -> usize {
    let store = open(folder).await;
    let published = Published::load(&store, CHECKS).await.unwrap().unwrap();
    store.close().await.unwrap();
    published.catalog.object("deal").unwrap().fields.len()
}

/// Where much may be written: on SQLite a copy, so that what is kept between runs stays as large as it is.
fn aside(folder: &Path) -> PathBuf {
    if engine::postgres(folder).is_some() {
        return folder.to_owned();
    }
    let apart = folder.with_extension("import");
    std::fs::create_dir_all(&apart).unwrap();
    for name in ["main.db", "main.db-wal"] {
        let (from, to) = (folder.join(name), apart.join(name));
        if from.exists() {
            std::fs::copy(from, to).unwrap();
        } else if to.exists() {
            std::fs::remove_file(to).unwrap();
        }
    }
    apart
}

fn simple(amount: i64) -> Json {
    json!({"and": [{"field": "amount", "op": "<", "value": amount}, {"field": "stage", "op": "is", "value": "proposal"}]})
}
