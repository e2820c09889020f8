//! A workspace of a million deals: `cargo bench --bench scale`. Our lists, sums, reads, creates and imports against the
//! same by hand over typed, indexed tables through the same driver; then over HTTP beside other systems.
//! `MORTISE_ROWS` says how many deals (a tenth as many customers); `MORTISE_ENGINE` is sqlite or postgres.
//! Reports, and judges nothing.

#[path = "support/fill.rs"]
mod fill;
#[path = "support/hand.rs"]
mod hand;
#[path = "support/load.rs"]
mod load;
#[path = "../tests/support/server.rs"]
mod server;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use load::{CONNECTIONS, Caller, Figures, measure};
use mortise::app::CHECKS;
use mortise::records::list::List;
use mortise::records::{Context, Duplicates, aggregate, create, list, read};
use mortise::runtime::{Published, Runtime};
use mortise::store::Store;
use mortise::value::{Actor, Clock, Id};
use serde_json::{Value as Json, json};
use server::{Server, encoded};

const EACH: usize = 100;

#[tokio::main]
async fn main() {
    let deals: usize = std::env::var("MORTISE_ROWS").ok().and_then(|rows| rows.parse().ok()).unwrap_or(1_000_000);
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("scale-{deals}"));
    let customers = workspace(&folder, deals).await;
    println!("{deals} deals, {} customers", customers.len());
    in_process(&folder, &customers, deals).await;
    tokio::task::spawn_blocking(move || over_http(&folder, &customers)).await.unwrap();
}

/// The filled workspace, kept between runs; the ids of its customers.
async fn workspace(folder: &Path, deals: usize) -> Vec<Id> {
    let (database, known) = (folder.join("main.db"), folder.join("customers.json"));
    if let Ok(text) = std::fs::read_to_string(&known) {
        return serde_json::from_str(&text).unwrap();
    }
    if folder.exists() {
        std::fs::remove_dir_all(folder).unwrap();
    }
    std::fs::create_dir_all(folder).unwrap();
    Server::start(folder).kill();
    let began = Instant::now();
    let store = Store::open(&database, Clock::default()).await.unwrap();
    let published = Published::load(&store, CHECKS).await.unwrap().unwrap();
    let ids = fill::fill(&store, &published, deals / 10, deals).await;
    store.close().await.unwrap();
    hand::fill(&database);
    println!("filled in {:.0} s", began.elapsed().as_secs_f64());
    std::fs::write(known, serde_json::to_string(&ids).unwrap()).unwrap();
    ids
}

const ROUNDS: usize = 7;

/// Medians of both, in turn, and their ratio.
macro_rules! compare {
    ($name:expr, $times:expr, $ours:expr, $theirs:expr) => {{
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for round in 0..ROUNDS {
            let began = Instant::now();
            for time in 0..$times {
                $ours(round * $times + time).await;
            }
            ours.push(began.elapsed() / $times as u32);
            let began = Instant::now();
            for time in 0..$times {
                $theirs(round * $times + time);
            }
            theirs.push(began.elapsed() / $times as u32);
        }
        told($name, ours, theirs);
    }};
}

fn told(name: &str, mut ours: Vec<Duration>, mut theirs: Vec<Duration>) {
    ours.sort();
    theirs.sort();
    let (ours, theirs) = (ours[ROUNDS / 2].as_secs_f64() * 1e6, theirs[ROUNDS / 2].as_secs_f64() * 1e6);
    println!("{name:<44}{ours:>12.0} µs {theirs:>12.0} µs {:>8.2} ×", ours / theirs);
}

/// Through the use cases, against statements by hand.
async fn in_process(folder: &Path, customers: &[Id], deals: usize) {
    let store = Store::open(&folder.join("main.db"), Clock::default()).await.unwrap();
    let published = Published::load(&store, CHECKS).await.unwrap().unwrap();
    let runtime = Runtime::new(store.clone(), Clock::default(), folder.to_owned(), CHECKS, published);
    let cx = Context::new(&runtime, Actor::System, "bench");
    let hand = hand::Hand::open(&folder.join("main.db"));
    println!("\n{:<44}{:>15} {:>15} {:>10}", "in process", "ours", "by hand", "ratio");

    let some = |number: usize| 900_000 + (number % 90) as i64 * 1000;
    let ask = async |filter: Json| {
        let list = List { filter: Some(filter.to_string()), sort: Some("-amount".to_owned()), limit: Some(50), ..List::default() };
        let page = list::list(&cx, "deal", &list).await.unwrap();
        assert_eq!(page.records.len(), 50);
    };
    compare!("list 50, two filters and a sort", 100, async |number| ask(simple(some(number))).await, |number| hand.list(some(number)));
    compare!("the same through customer.level", 100, async |number| ask(through(some(number))).await, |number| hand.through(some(number)));
    let by_stage = json!({"group": [{"field": "stage"}], "measures": [{"fn": "count"}, {"fn": "sum", "field": "amount"}]});
    let group = async |_: usize| {
        let asked: aggregate::Request = serde_json::from_value(by_stage.clone()).unwrap();
        aggregate::aggregate(&cx, "deal", &asked).await.unwrap();
    };
    compare!("group by stage, count and sum", 1, group, |_| hand.group());
    let ids: Vec<Id> = hand.ids(1000, deals);
    let one = async |number: usize| drop(read::read(&cx, "deal", ids[number % ids.len()]).await.unwrap());
    compare!("read one, with all its page shows", 300, one, |number: usize| hand.read(ids[number % ids.len()]));
    let made = async |number: usize| {
        let input = json!({"name": format!("新 {number}"), "customer": customers[number * 37 % customers.len()], "amount": 1000 + number,
            "close_date": "2027-01-31", "kind": "new", "need": "希望三个月内上线", "next_step": "约技术交流", "competitor": "无"});
        create::create(&cx, "deal", input.as_object().unwrap(), Duplicates::Accept).await.unwrap();
    };
    compare!("create, one at a time", 50, made, |number: usize| hand.create(customers[number * 37 % customers.len()], number));
    store.close().await.unwrap();
}

fn simple(amount: i64) -> Json {
    json!({"and": [{"field": "amount", "op": "<", "value": amount}, {"field": "stage", "op": "is", "value": "proposal"}]})
}

fn through(amount: i64) -> Json {
    json!({"and": [{"field": "amount", "op": "<", "value": amount}, {"field": "customer.level", "op": "is", "value": "vip"}]})
}

fn over_http(folder: &Path, customers: &[Id]) {
    let server = Server::start(folder);
    let cookie = server.client().cookie;
    let headers = format!("x-mortise: 1\r\ncookie: {cookie}\r\n");
    let mut callers: Vec<Caller> = (0..CONNECTIONS).map(|_| Caller::new(server.address, &headers)).collect();
    println!("\n{:<28}{:>12} {:>11} {:>11}", "over HTTP, 16 connections", "median", "p50", "p99");
    let tell = |name: &str, figures: Figures| println!("{name:<28}{:>10.0}/s {:>8.1} ms {:>8.1} ms", figures.rate, figures.p50, figures.p99);
    tell("empty request", measure(&mut callers, EACH, &|caller, _| caller.call("GET", "/healthz", &Json::Null)));
    let list = format!("/api/records/deal?filter={}&sort=-amount&limit=50", encoded(&simple(900_000)));
    tell("list 50", measure(&mut callers, EACH, &|caller, _| caller.call("GET", &list, &Json::Null)));
    tell("list 50 with total", measure(&mut callers, EACH / 4, &|caller, _| caller.call("GET", &format!("{list}&count=1"), &Json::Null)));
    assert_eq!(callers[0].call("GET", "/api/records/deal?limit=200&fields=name&sort=name", &Json::Null), 200);
    let page = callers[0].json();
    let ids: Vec<&str> = page["records"].as_array().unwrap().iter().map(|record| record["id"].as_str().unwrap()).collect();
    let path = |number: usize| format!("/api/records/deal/{}", ids[number % ids.len()]);
    tell("read", measure(&mut callers, EACH, &|caller, number| caller.call("GET", &path(number), &Json::Null)));
    tell("update", measure(&mut callers, EACH, &|caller, number| caller.call("PATCH", &path(number), &json!({"amount": 5000 + number}))));
    let deal = |number: usize| {
        json!({"name": format!("第 {number} 单"), "customer": customers[number * 37 % customers.len()], "amount": 1000 + number, "close_date": "2027-01-31",
            "kind": "new", "need": "希望三个月内上线", "next_step": "约技术交流", "competitor": "无"})
    };
    tell("create", measure(&mut callers, EACH, &|caller, number| caller.call("POST", "/api/records/deal", &deal(number))));
    let status = std::fs::read_to_string(format!("/proc/{}/status", server.process.id())).unwrap();
    let memory = |name: &str| status.lines().find(|line| line.starts_with(name)).unwrap_or_default().to_owned();
    println!("{}   {}", memory("VmHWM"), memory("VmRSS"));
    drop(callers);
    server.kill();
}
