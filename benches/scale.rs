//! A workspace of a million deals: `cargo bench --bench scale`. Our lists, sums, reads, creates and imports against the
//! same by hand over typed, indexed tables through the same driver; then over HTTP beside other systems.
//! `MORTISE_ROWS` says how many deals (a tenth as many customers), `MORTISE_FIELDS` how many fields a deal has beyond its own;
//! with `MORTISE_TEST_ENGINE=postgres` the workspace is in a throwaway PostgreSQL, and only HTTP is measured.
//! Reports, and judges nothing.

#[path = "support/fill.rs"]
mod fill;
#[path = "support/hand.rs"]
mod hand;
#[path = "support/load.rs"]
mod load;
#[path = "support/pocketbase.rs"]
mod pocketbase;
#[path = "../tests/support/server.rs"]
mod server;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use load::{CONNECTIONS, Caller, Figures, measure};
use mortise::app::CHECKS;
use mortise::auth::setup::{First, appoint};
use mortise::catalog::{Files, load as load_template};
use mortise::access::Action;
use mortise::outbound::Outbound;
use mortise::query::{Bin, Select, Sort, path};
use mortise::records::{Context, Duplicates, aggregate, create, list, person, read};
use mortise::runtime::{Published, Runtime};
use mortise::store::Store;
use mortise::value::{Actor, Clock, Id, User};
use serde_json::{Value as Json, json};
use server::{Server, encoded};

const EACH: usize = 100;

#[tokio::main]
async fn main() {
    let (deals, fields) = (setting("MORTISE_ROWS", 1_000_000), setting("MORTISE_FIELDS", 0));
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("scale-{deals}-{fields}"));
    let (people, customers) = workspace(&folder, deals, fields).await;
    println!("{deals} deals, {} customers", customers.len());
    if server::engine::postgres(&folder).is_none() {
        in_process(&folder, &customers, deals).await;
        as_others(&folder, &people).await;
    }
    tokio::task::spawn_blocking(move || over_http(&folder, &customers, deals)).await.unwrap();
}

fn setting(name: &str, otherwise: usize) -> usize {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

async fn open(folder: &Path) -> Store {
    match server::engine::postgres(folder) {
        Some(url) => Store::connect(&url, folder, Clock::default()).await.unwrap(),
        None => Store::open(&folder.join("main.db"), Clock::default()).await.unwrap(),
    }
}

/// The filled workspace, on SQLite kept between runs; the ids of its people and of its customers.
async fn workspace(folder: &Path, deals: usize, fields: usize) -> (Vec<Id>, Vec<Id>) {
    let (database, known) = (folder.join("main.db"), folder.join("filled.json"));
    let passing = server::engine::postgres(folder).is_some();
    if let (false, Ok(text)) = (passing, std::fs::read_to_string(&known)) {
        return serde_json::from_str(&text).unwrap();
    }
    if folder.exists() {
        std::fs::remove_dir_all(folder).unwrap();
    }
    std::fs::create_dir_all(folder).unwrap();
    let began = Instant::now();
    let store = open(folder).await;
    let published = Published::install(&store, &Clock::default(), template(fields), CHECKS).await.unwrap();
    let runtime = Runtime::new(store.clone(), Clock::default(), Outbound::default(), folder.to_owned(), CHECKS, published);
    let first = First { name: "Boss".to_owned(), email: server::EMAIL.to_owned(), password: server::PASSWORD.to_owned(), workspace: None, code: None };
    appoint(&runtime, first).await.unwrap();
    let ids = fill::fill(&store, &runtime.published(), deals / 10, deals).await;
    store.close().await.unwrap();
    println!("filled in {:.0} s", began.elapsed().as_secs_f64());
    if !passing {
        hand::fill(&database);
        std::fs::write(known, serde_json::to_string(&ids).unwrap()).unwrap();
    }
    ids
}

/// The shipped template, deals with as many more fields: numbers and texts in turn.
fn template(fields: usize) -> Files {
    let mut files = load_template::from_folder(Path::new(env!("CARGO_MANIFEST_DIR")), "standard").unwrap();
    let more = (0..fields).map(|number| {
        let kind = if number % 2 == 0 { "integer" } else { "text" };
        json!({"key": format!("more_{number}"), "type": kind, "label": {"zh-CN": format!("更多 {number}"), "en": format!("More {number}")}})
    });
    let deal = files.get_mut("forms/deal/object.json").unwrap();
    deal["fields"].as_array_mut().unwrap().extend(more);
    files
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
    let store = open(folder).await;
    let published = Published::load(&store, CHECKS).await.unwrap().unwrap();
    let runtime = Runtime::new(store.clone(), Clock::default(), Outbound::default(), folder.to_owned(), CHECKS, published);
    let cx = Context::new(&runtime, Actor::System, "bench");
    let hand = hand::Hand::open(&folder.join("main.db"));
    println!("\n{:<44}{:>15} {:>15} {:>10}", "in process", "ours", "by hand", "ratio");

    let some = |number: usize| 900_000 + (number % 90) as i64 * 1000;
    let object = cx.object("deal", Action::Read).unwrap();
    let sort = vec![Sort { path: path(cx.catalog(), &object, "amount").unwrap(), desc: true, ranks: Vec::new() }];
    let ask = async |filter: Json| {
        let cond = Some(cx.condition(&object, &serde_json::from_value(filter).unwrap()).unwrap());
        let select = Select { object: object.clone(), cond, scope: None, search: None, sort: sort.clone(), limit: 50, cursor: None, bin: Bin::Live };
        assert_eq!(store.read().await.unwrap().list(&select).await.unwrap().records.len(), 50);
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

/// The same list, asked for by people of less sight, beside the administrator's.
async fn as_others(folder: &Path, people: &[Id]) {
    let store = open(folder).await;
    let published = Published::load(&store, CHECKS).await.unwrap().unwrap();
    let runtime = Runtime::new(store.clone(), Clock::default(), Outbound::default(), folder.to_owned(), CHECKS, published);
    let users = runtime.published().catalog.object("user").unwrap().clone();
    let record = store.read().await.unwrap().get(&users, people[8]).await.unwrap().unwrap();
    let user = person::active(&users, &record).unwrap();
    let actor = |role: &str| Context::new(&runtime, Actor::User(User { roles: vec![role.to_owned()], ..user.clone() }), "bench");
    let asked = async |cx: &Context, number: usize| {
        let filter = Some(simple(900_000 + (number % 90) as i64 * 1000).to_string());
        let asked = list::List { filter, sort: Some("-amount".to_owned()), limit: Some(50), ..Default::default() };
        assert!(!list::list(cx, "deal", &asked).await.unwrap().records.is_empty());
    };
    println!("\n{:<44}{:>15} {:>15} {:>10}", "the list, as", "theirs", "administrator", "ratio");
    let admin = actor("admin");
    for role in ["member", "manager"] {
        let cx = actor(role);
        let (mut theirs, mut whole) = (Vec::new(), Vec::new());
        for round in 0..ROUNDS {
            for (who, times) in [(&cx, &mut theirs), (&admin, &mut whole)] {
                let began = Instant::now();
                for time in 0..30 {
                    asked(who, round * 30 + time).await;
                }
                times.push(began.elapsed() / 30);
            }
        }
        told(role, theirs, whole);
    }
    store.close().await.unwrap();
}

fn simple(amount: i64) -> Json {
    json!({"and": [{"field": "amount", "op": "<", "value": amount}, {"field": "stage", "op": "is", "value": "proposal"}]})
}

fn through(amount: i64) -> Json {
    json!({"and": [{"field": "amount", "op": "<", "value": amount}, {"field": "customer.level", "op": "is", "value": "vip"}]})
}

/// One kind of request, and how it is asked of one system.
type Asked<'a> = (&'static str, usize, Box<load::Request<'a>>);

fn over_http(folder: &Path, customers: &[Id], deals: usize) {
    println!("\n{:<28}{:>12} {:>11} {:>11}", "over HTTP, 16 connections", "median", "p50", "p99");
    let server = Server::start(folder);
    let headers = format!("x-mortise: 1\r\ncookie: {}\r\n", server.client().cookie);
    let mut callers: Vec<Caller> = (0..CONNECTIONS).map(|_| Caller::new(server.address, &headers)).collect();
    let ids = some_ids(&mut callers[0]);
    run("mortise", &mut callers, ours(&ids, customers));
    memory("mortise", server.process.id());
    drop(callers);
    server.kill();
    let Some(program) = pocketbase::program() else { return };
    let folder = folder.with_file_name(format!("pocketbase-{deals}"));
    pocketbase::prepare(&program, &folder, customers.len(), deals);
    let server = pocketbase::PocketBase::start(&program, &folder);
    let mut callers = server.callers(CONNECTIONS);
    run("pocketbase", &mut callers, theirs(customers.len(), deals));
    memory("pocketbase", server.process.id());
    server.stop();
}

fn run(who: &str, callers: &mut [Caller], asked: Vec<Asked<'_>>) {
    println!("{who}");
    for (name, each, request) in asked {
        let Figures { rate, p50, p99 } = measure(callers, each, &*request);
        println!("  {name:<26}{rate:>10.0}/s {p50:>8.1} ms {p99:>8.1} ms");
    }
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
        ("empty request", EACH, Box::new(|caller, _| caller.call("GET", "/healthz", &Json::Null))),
        ("list 50", EACH, Box::new(move |caller, _| caller.call("GET", &list, &Json::Null))),
        ("list 50 with total", EACH / 4, Box::new(move |caller, _| caller.call("GET", &total, &Json::Null))),
        ("read", EACH, Box::new(move |caller, number| caller.call("GET", &path(number), &Json::Null))),
        ("update", EACH, Box::new(move |caller, number| caller.call("PATCH", &path(number), &json!({"amount": 5000 + number})))),
        ("create", EACH, Box::new(move |caller, number| caller.call("POST", "/api/records/deal", &deal(number)))),
    ]
}

fn theirs<'a>(customers: usize, deals: usize) -> Vec<Asked<'a>> {
    use pocketbase::{LIST, new_deal, path};
    let some = move |number: usize| path(number * 7919 % deals);
    vec![
        ("empty request", EACH, Box::new(|caller, _| caller.call("GET", "/api/health", &Json::Null))),
        ("list 50", EACH, Box::new(|caller, _| caller.call("GET", &format!("{LIST}&skipTotal=1"), &Json::Null))),
        ("list 50 with total", EACH / 4, Box::new(|caller, _| caller.call("GET", LIST, &Json::Null))),
        ("read", EACH, Box::new(move |caller, number| caller.call("GET", &some(number), &Json::Null))),
        ("update", EACH, Box::new(move |caller, number| caller.call("PATCH", &some(number), &json!({"amount": 5000 + number})))),
        ("create", EACH, Box::new(move |caller, number| caller.call("POST", "/api/collections/deal/records", &new_deal(number, customers)))),
    ]
}

/// The most it took, in MB.
fn memory(who: &str, process: u32) {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    println!("  {who}: at most {}", peak.trim());
}
