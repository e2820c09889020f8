//! Automation under load: `cargo bench --bench rules`. Updates over HTTP with one rule that acts on each, how long it takes from a
//! commit to the executed action, creating with two hundred rules of which three match, a burst of events, dates that come due, and
//! one condition in Rhai. `MORTISE_BURST` says how many events the burst has. Reports, and judges nothing.

#[path = "support/fill.rs"]
mod fill;
#[path = "support/load.rs"]
#[expect(dead_code, reason = "other benches read answers too")]
mod load;
#[path = "../tests/support/server.rs"]
#[expect(dead_code, reason = "other benches filter lists")]
mod server;

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use load::{CONNECTIONS, Caller, Figures, measure};
use mortise::app::CHECKS;
use mortise::auth::setup::{First, appoint};
use mortise::catalog::{Files, load as load_template};
use mortise::jobs;
use mortise::outbound::Outbound;
use mortise::rules;
use mortise::runtime::{Published, Runtime};
use mortise::script::{Programs, Vars};
use mortise::store::{NewJob, Store, Tick};
use mortise::value::{Clock, Id, Value};
use rusqlite::{Connection, OpenFlags, Row};
use serde_json::{Value as Json, json};
use server::Server;

/// Deals of the workspace, and customers a tenth as many.
const DEALS: usize = 5_000;
const EACH: usize = 200;
/// Dates that come due at once.
const DUE: usize = 50_000;

#[tokio::main]
async fn main() {
    condition();
    let (plain, matched, many) = (reacting(&[]).await, reacting(&[acting()]).await, reacting(&crowd()).await);
    println!("updates while a rule acts on each: {:.2} × those without it", matched.0 / plain.0);
    println!("creates with 200 rules of which 3 match: {:.2} × those with none", many.1 / plain.1);
    burst(setting("MORTISE_BURST", 100_000)).await;
    due().await;
}

fn setting(name: &str, otherwise: usize) -> usize {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

/// Sets a field of every deal whose amount changes.
fn acting() -> Json {
    rule("acts", json!({"kind": "updated", "fields": ["amount"]}), json!({"field": "amount", "op": ">", "value": 0}))
}

/// Three that match a new deal, and many beside them that listen to it or to its fields and do not.
fn crowd() -> Vec<Json> {
    let matching = (0..3).map(|number| rule(&format!("matches_{number}"), json!({"kind": "created"}), json!({"field": "amount", "op": ">", "value": 0})));
    let idle = (0..197).map(|number| {
        let trigger = match number % 2 {
            0 => json!({"kind": "created"}),
            _ => json!({"kind": "updated", "fields": ["competitor"]}),
        };
        rule(&format!("idle_{number}"), trigger, json!({"field": "amount", "op": "<", "value": -number}))
    });
    matching.chain(idle).collect()
}

fn rule(key: &str, trigger: Json, filter: Json) -> Json {
    json!({"key": key, "label": {"zh-CN": key, "en": key}, "object": "deal", "trigger": trigger, "where": filter,
        "actions": [{"kind": "set", "values": {"next_step": {"text": "{{ name }} · {{ amount }}"}}}]})
}

/// The shipped template with these rules in place of its own, but for those of buttons.
fn template(rules: &[Json]) -> Files {
    let mut files = load_template::from_folder(Path::new(env!("CARGO_MANIFEST_DIR")), "standard").unwrap();
    files.retain(|path, file| !path.ends_with(".rule.json") || file["trigger"]["kind"] == "button");
    for rule in rules {
        files.insert(format!("workflows/{}.rule.json", rule["key"].as_str().unwrap()), rule.clone());
    }
    files
}

/// A workspace with these rules and so many deals; the ids of its customers.
async fn workspace(folder: &Path, rules: &[Json], deals: usize, clock: &Clock) -> (Arc<Runtime>, Vec<Id>) {
    let store = Store::open(&folder.join("main.db"), clock.clone()).await.unwrap();
    let published = Published::install(&store, clock, template(rules), CHECKS).await.unwrap();
    let runtime = Runtime::new(store.clone(), clock.clone(), Outbound::default(), folder.to_owned(), CHECKS, published);
    let first = First { name: "Boss".to_owned(), email: server::EMAIL.to_owned(), password: server::PASSWORD.to_owned(), workspace: None, code: None };
    appoint(&runtime, first).await.unwrap();
    let (_, customers) = fill::fill(&store, &runtime.published(), deals / 10, deals, 0).await;
    (runtime, customers)
}

/// Rates of updates and of creates over HTTP beside these rules; what became of the runs.
async fn reacting(rules: &[Json]) -> (f64, f64) {
    let folder = tempfile::tempdir().unwrap();
    let (runtime, customers) = workspace(folder.path(), rules, DEALS, &Clock::default()).await;
    runtime.store.close().await.unwrap();
    let path = folder.path().to_owned();
    println!("\n{} rules, 16 connections", rules.len());
    tokio::task::spawn_blocking(move || loaded(&path, &customers)).await.unwrap()
}

fn loaded(folder: &Path, customers: &[Id]) -> (f64, f64) {
    let server = Server::start(folder);
    let headers = format!("x-mortise: 1\r\ncookie: {}\r\n", server.client().cookie);
    let mut callers: Vec<Caller> = (0..CONNECTIONS).map(|_| Caller::new(server.address, &headers)).collect();
    let db = looking(folder);
    let ids: Vec<Id> = asked(&db, "SELECT id FROM r_deal ORDER BY id", |row| Id::from_slice(&row.get::<_, Vec<u8>>(0)?).map_err(|_| rusqlite::Error::InvalidQuery));
    let path = |number: usize| format!("/api/records/deal/{}", ids[number * 7 % ids.len()]);
    let update = |caller: &mut Caller, number: usize| caller.call("PATCH", &path(number), &json!({"amount": 5000 + number}));
    let deal = |number: usize| {
        json!({"name": format!("第 {number} 单"), "customer": customers[number * 37 % customers.len()], "amount": 1000 + number, "close_date": "2027-01-31"})
    };
    let create = |caller: &mut Caller, number: usize| caller.call("POST", "/api/records/deal", &deal(number));

    let from = last_event(&db);
    let updates = measure(&mut callers, EACH, &update);
    told("update", updates);
    settled(&db, "after the updates");
    lags(&db, from, "while they lasted");
    let from = last_event(&db);
    paced(&mut callers[0], 200, Duration::from_secs(5), &update);
    settled(&db, "after 200 a second");
    lags(&db, from, "at 200 a second");
    let creates = measure(&mut callers, EACH, &create);
    told("create", creates);
    settled(&db, "after the creates");
    server.kill();
    (updates.rate, creates.rate)
}

fn told(name: &str, figures: Figures) {
    let Figures { rate, p50, p99 } = figures;
    println!("{name:<28}{rate:>10.0}/s {p50:>8.1} ms {p99:>8.1} ms");
}

/// One connection, so many requests a second.
fn paced(caller: &mut Caller, rate: u32, long: Duration, request: &load::Request<'_>) {
    let (began, pause) = (Instant::now(), Duration::from_secs(1) / rate);
    for number in 0.. {
        let at = began + pause * number;
        if at > began + long {
            break;
        }
        std::thread::sleep(at.saturating_duration_since(Instant::now()));
        assert!(request(caller, 1_000_000 + number as usize) < 300);
    }
}

fn looking(folder: &Path) -> Connection {
    let db = Connection::open_with_flags(folder.join("main.db"), OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    db.busy_timeout(Duration::from_secs(10)).unwrap();
    db
}

fn asked<T>(db: &Connection, sql: &str, read: impl Fn(&Row<'_>) -> rusqlite::Result<T>) -> Vec<T> {
    let mut statement = db.prepare(sql).unwrap();
    let found = statement.query_map([], |row| read(row)).unwrap();
    found.collect::<rusqlite::Result<_>>().unwrap()
}

fn number(db: &Connection, sql: &str) -> i64 {
    asked(db, sql, |row| row.get::<_, i64>(0))[0]
}

fn last_event(db: &Connection) -> i64 {
    number(db, "SELECT coalesce(max(seq), 0) FROM event")
}

/// Waits until nothing is left to be done; how long that took, and whether anything is missing or doubled.
fn settled(db: &Connection, when: &str) {
    let began = Instant::now();
    while number(db, "SELECT count(*) FROM job WHERE state IN ('waiting', 'running') AND state <> 'done' AND kind = 'react'") > 0 {
        std::thread::sleep(Duration::from_millis(20));
    }
    let doubled = number(db, "SELECT count(*) FROM (SELECT 1 FROM run WHERE event IS NOT NULL GROUP BY rule, event HAVING count(*) > 1)");
    let failed = number(db, "SELECT count(*) FROM run WHERE state = 'failed'") + number(db, "SELECT count(*) FROM job WHERE state = 'failed'");
    println!("  {when}: at rest after {:.0} ms, {} runs, {doubled} doubled, {failed} failed", began.elapsed().as_secs_f64() * 1e3, number(db, "SELECT count(*) FROM run"));
}

/// From the event, written just before its commit, to the end of the run.
fn lags(db: &Connection, from: i64, when: &str) {
    let sql = format!("SELECT run.finished_at - event.at FROM run JOIN event ON event.id = run.event WHERE event.seq > {from} ORDER BY 1");
    let lags: Vec<i64> = asked(db, &sql, |row| row.get(0));
    if let Some(most) = lags.last() {
        let at = |part: f64| lags[((lags.len() - 1) as f64 * part) as usize];
        println!("  {when}: {} runs, p50 {} ms, p99 {} ms, at most {most} ms after their event", lags.len(), at(0.5), at(0.99));
    }
}

/// Events that wait for a server that was off.
async fn burst(events: usize) {
    let folder = tempfile::tempdir().unwrap();
    let on_creation = rule("acts", json!({"kind": "created"}), json!({"field": "amount", "op": ">", "value": 0}));
    let (runtime, _) = workspace(folder.path(), &[on_creation], events, &Clock::default()).await;
    let db = looking(folder.path());
    let waiting: Vec<(Id, Id)> = asked(&db, "SELECT id, record FROM event WHERE object = 'deal'", |row| {
        let id = |at| Id::from_slice(&row.get::<_, Vec<u8>>(at)?).map_err(|_| rusqlite::Error::InvalidQuery);
        Ok((id(0)?, id(1)?))
    });
    for part in waiting.chunks(1_000) {
        let mut tx = runtime.store.begin().await.unwrap();
        for (event, record) in part {
            let payload = json!({"event": event, "object": "deal", "record": record});
            let job = NewJob { kind: "react".to_owned(), key: format!("react:{event}"), line: record.to_string(), payload, run_at: runtime.clock.now() };
            tx.enqueue(&job).await.unwrap();
        }
        tx.commit().await.unwrap();
    }
    runtime.store.close().await.unwrap();
    let path = folder.path().to_owned();
    let drained = tokio::task::spawn_blocking(move || {
        let began = Instant::now();
        let server = Server::start(&path);
        settled(&db, "the burst");
        let status = std::fs::read_to_string(format!("/proc/{}/status", server.process.id())).unwrap();
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default().trim().to_owned();
        server.kill();
        (began.elapsed(), peak)
    });
    let (took, peak) = drained.await.unwrap();
    println!("a burst of {events} events: {:.1} s, {:.0}/s, at most {peak}", took.as_secs_f64(), events as f64 / took.as_secs_f64());
}

/// Deals whose closing date comes due in one look.
async fn due() {
    let folder = tempfile::tempdir().unwrap();
    let reminder = rule("reminds", json!({"kind": "date", "field": "close_date", "before": "1d"}), json!({"field": "amount", "op": ">=", "value": 0}));
    let clock = Clock::fixed("2027-01-01T00:00:00Z".parse().unwrap());
    let (runtime, _) = workspace(folder.path(), &[reminder], 2 * DUE, &clock).await;
    let found = runtime.store.read().await.unwrap().ticks().await.unwrap();
    let mark = found.into_iter().next().unwrap();
    let mut tx = runtime.store.begin().await.unwrap();
    tx.set_tick(&Tick { through: "2026-12-30T00:00:00Z".parse().unwrap(), ..mark }).await.unwrap();
    tx.commit().await.unwrap();
    // Half of the dates of the filled year have passed by then.
    clock.set("2027-06-15T12:00:00Z".parse().unwrap());
    let began = Instant::now();
    rules::look(&runtime).await.unwrap();
    let looked = began.elapsed();
    jobs::drain_all(&runtime).await.unwrap();
    let took = began.elapsed();
    let db = looking(folder.path());
    let runs = number(&db, "SELECT count(*) FROM run");
    println!("\ndates: of {} deals {runs} came due; looked in {:.1} ms, all run in {:.1} s, {:.0}/s", 2 * DUE, looked.as_secs_f64() * 1e3, took.as_secs_f64(), runs as f64 / took.as_secs_f64());
    let began = Instant::now();
    rules::look(&runtime).await.unwrap();
    println!("  a look that finds nothing: {:.2} ms", began.elapsed().as_secs_f64() * 1e3);
    runtime.store.close().await.unwrap();
}

/// A condition as rules have them, compiled before.
fn condition() {
    const TIMES: u32 = 100_000;
    let source = "amount >= 500000 && stage.status == \"open\" && competitor != () && need.len() > 3";
    let catalog = mortise::catalog::compile(template(&[])).unwrap();
    let (programs, problems) = Programs::compile(&catalog);
    assert!(problems.is_empty(), "{problems:?}");
    let object = catalog.object("deal").unwrap();
    let mut vars = Vars::new();
    vars.set("amount", &Value::Decimal("600000".parse().unwrap()));
    vars.set_map("stage", &[("status".to_owned(), Value::Text("open".to_owned())), ("probability".to_owned(), Value::Int(20))]);
    vars.set("competitor", &Value::Text("无".to_owned()));
    vars.set("need", &Value::Text("希望三个月内上线".to_owned()));
    let began = Instant::now();
    for _ in 0..TIMES {
        let expression = programs.expression(object, source).unwrap();
        assert_eq!(programs.run_expression(&expression, &vars), Ok(Value::Bool(true)));
    }
    println!("a condition in Rhai: {:.2} µs", began.elapsed().as_secs_f64() * 1e6 / f64::from(TIMES));
}
