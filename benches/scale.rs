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
#[path = "support/workspace.rs"]
mod workspace;

use std::path::Path;

use mortise::app::CHECKS;
use mortise::runtime::Published;
use report::Report;
use serde_json::{Value as Json, json};
use server::engine;
use workspace::{aside, filled, open, place, setting};

#[tokio::main]
async fn main() {
    let (deals, more) = (setting("MORTISE_ROWS", 1_000_000), setting("MORTISE_FIELDS", 0));
    let folder = place(deals, more);
    let (people, customers) = filled(&folder, deals, more).await;
    hand::fill(&folder).await;
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
    let apart = aside(&folder, "import");
    in_process::imported(&mut report, &apart, &customers, deals / 10).await;
    if apart != folder {
        std::fs::remove_dir_all(apart).unwrap();
    }
}

/// How many a deal has, with those that every record has.
async fn fields(folder: &Path) -> usize {
    let store = open(folder).await;
    let published = Published::load(&store, CHECKS).await.unwrap().unwrap();
    store.close().await.unwrap();
    published.catalog.object("deal").unwrap().fields.len()
}

fn simple(amount: i64) -> Json {
    json!({"and": [{"field": "amount", "op": "<", "value": amount}, {"field": "stage", "op": "is", "value": "proposal"}]})
}
