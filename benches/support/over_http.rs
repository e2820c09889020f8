//! The same requests over HTTP to our server and to another system on the same engine: PocketBase beside SQLite, Directus beside
//! PostgreSQL. One after the other, sixteen connections each.

use std::path::Path;

use mortise::value::Id;
use serde_json::{Value as Json, json};

use super::load::{CONNECTIONS, Caller, Request, measure};
use super::report::Report;
use super::server::{Server, encoded, engine};
use super::{directus, pocketbase, simple};

/// Requests per connection and round; fewer where a try is enough.
pub fn each() -> usize {
    super::setting("MORTISE_EACH", 100)
}

/// One kind of request, how often each connection asks it, and how it is asked of one system.
pub type Asked<'a> = (&'static str, usize, Box<Request<'a>>);

pub fn compare(report: &mut Report, folder: &Path, customers: &[Id], deals: usize) {
    println!("\n{:<28}{:>12} {:>11} {:>11}", "over HTTP, 16 connections", "median", "p50", "p99");
    let server = Server::start(folder);
    let headers = format!("x-mortise: 1\r\ncookie: {}\r\n", server.client().cookie);
    let mut callers: Vec<Caller> = (0..CONNECTIONS).map(|_| Caller::new(server.address, &headers)).collect();
    let ids = some_ids(&mut callers[0]);
    run(report, ("mortise", server.process.id()), &mut callers, ours(&ids, customers));
    drop(callers);
    server.kill();
    match engine::postgres(folder) {
        None => beside_pocketbase(report, folder, customers.len(), deals),
        Some(url) => beside_directus(report, folder, &url, customers.len(), deals),
    }
}

fn beside_pocketbase(report: &mut Report, folder: &Path, customers: usize, deals: usize) {
    let Some(program) = pocketbase::program() else { return };
    let folder = folder.with_file_name(format!("pocketbase-{deals}"));
    pocketbase::prepare(&program, &folder, customers, deals);
    let server = pocketbase::PocketBase::start(&program, &folder);
    let mut callers = server.callers(CONNECTIONS);
    run(report, ("pocketbase", server.process.id()), &mut callers, pocketbase::asked(customers, deals));
    server.stop();
}

fn beside_directus(report: &mut Report, folder: &Path, url: &str, customers: usize, deals: usize) {
    let Some(installed) = directus::installed() else { return };
    let place = directus::Place::new(installed, folder.with_file_name(format!("directus-{deals}")), url);
    place.prepare(customers, deals);
    let server = place.start(directus::Schema::Frozen);
    let mut callers = server.callers(CONNECTIONS);
    run(report, ("directus", server.process.id()), &mut callers, directus::asked(customers, deals));
    server.stop();
}

fn run(report: &mut Report, (who, process): (&str, u32), callers: &mut [Caller], asked: Vec<Asked<'_>>) {
    println!("{who}");
    for (name, each, request) in asked {
        report.asked(who, name, &measure(callers, each.max(1), &*request));
    }
    report.memory(who, process);
}

/// Ids of deals from all over the table.
fn some_ids(caller: &mut Caller) -> Vec<String> {
    let mut ids = Vec::new();
    for day in 1..=28 {
        let filter = encoded(&json!({"field": "close_date", "op": "is", "value": format!("2027-03-{day:02}")}));
        assert_eq!(caller.call("GET", &format!("/api/records/deal?limit=40&fields=name&filter={filter}"), &Json::Null), 200);
        let page = caller.json();
        ids.extend(page["records"].as_array().unwrap().iter().map(|record| record["id"].as_str().unwrap().to_owned()));
    }
    ids
}

fn ours<'a>(ids: &'a [String], customers: &'a [Id]) -> Vec<Asked<'a>> {
    let list = format!("/api/records/deal?filter={}&sort=-amount&limit=50", encoded(&simple(900_000)));
    let total = format!("{list}&count=1");
    let path = |number: usize| format!("/api/records/deal/{}", ids[number * 7 % ids.len()]);
    let deal = |number: usize| {
        json!({"name": format!("第 {number} 单"), "customer": customers[number * 37 % customers.len()], "amount": 1000 + number, "close_date": "2027-01-31",
            "kind": "new", "need": "希望三个月内上线", "next_step": "约技术交流", "competitor": "无"})
    };
    vec![
        ("empty request", each(), Box::new(|caller, _| caller.call("GET", "/healthz", &Json::Null))),
        ("list 50", each(), Box::new(move |caller, _| caller.call("GET", &list, &Json::Null))),
        ("list 50 with total", each() / 4, Box::new(move |caller, _| caller.call("GET", &total, &Json::Null))),
        ("read", each(), Box::new(move |caller, number| caller.call("GET", &path(number), &Json::Null))),
        ("update", each(), Box::new(move |caller, number| caller.call("PATCH", &path(number), &json!({"amount": 5000 + number})))),
        ("create", each(), Box::new(move |caller, number| caller.call("POST", "/api/records/deal", &deal(number)))),
    ]
}
