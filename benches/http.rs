//! What a team feels, measured over HTTP against the real binary with 16 keep-alive connections: `make bench`.
//! Figures are medians of five rounds; `× floor` compares with an empty request (`/healthz`) in the same run.

#[path = "support/load.rs"]
mod load;
#[path = "../tests/support/server.rs"]
mod server;

use std::fs;
use std::time::{Duration, Instant};

use load::{CONNECTIONS, Caller, Figures};
use serde_json::{Value as Json, json};
use server::{Client, Server, encoded};

const ROUNDS: usize = 5;
const EACH: usize = 60;
/// Deals are spread over these.
const CUSTOMERS: usize = 500;
/// The deals that are imported belong to these, about a hundred to each.
const ACCOUNTS: usize = 85;

/// Measures and tells; `floor` is what an empty request gave.
fn told(name: &str, callers: &mut [Caller], floor: Option<f64>, request: &load::Request<'_>) -> f64 {
    let Figures { rate, p50, p99 } = load::measure(callers, EACH, request);
    let share = floor.map_or_else(String::new, |floor| format!("{:>9.1} ×", floor / rate));
    println!("{name:<28}{rate:>10.0}/s {p50:>8.1} ms {p99:>8.1} ms {share}");
    rate
}

fn call(client: &mut Client, method: &str, path: &str, body: &Json) -> (u16, Json) {
    client.call(method, path, body).unwrap()
}

fn id_of(answer: &Json) -> String {
    answer["record"]["id"].as_str().unwrap_or_else(|| panic!("{answer}")).to_owned()
}

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path());
    let mut client = server.client();
    let customers: Vec<String> = (0..CUSTOMERS).map(|number| customer(&mut client, number)).collect();
    let headers = format!("x-mortise: 1\r\ncookie: {}\r\n", client.cookie);
    let mut callers: Vec<Caller> = (0..CONNECTIONS).map(|_| Caller::new(server.address, &headers)).collect();

    println!("{:<28}{:>12} {:>11} {:>11} {:>11}", "16 connections", "median", "p50", "p99", "× floor");
    let floor = told("empty request", &mut callers, None, &|caller, _| caller.call("GET", "/healthz", &Json::Null));
    let deal = |number: usize| {
        json!({"name": format!("第 {number} 单"), "customer": customers[number % CUSTOMERS], "amount": 1000 + number, "close_date": "2027-01-31"})
    };
    told("create", &mut callers, Some(floor), &|caller, number| caller.call("POST", "/api/records/deal", &deal(number)));
    let ids = ids(&mut callers[0]);
    let path = |number: usize| format!("/api/records/deal/{}", ids[number % ids.len()]);
    told("read", &mut callers, Some(floor), &|caller, number| caller.call("GET", &path(number), &Json::Null));
    told("update", &mut callers, Some(floor), &|caller, number| {
        caller.call("PATCH", &path(number), &json!({"amount": 5000 + number}))
    });
    let filter = encoded(&json!({"and": [
        {"field": "amount", "op": ">", "value": 2000}, {"field": "stage", "op": "status", "value": "open"}
    ]}));
    let list = format!("/api/records/deal?filter={filter}&sort=-amount&limit=50");
    told("list 50, filters and sort", &mut callers, Some(floor), &|caller, _| caller.call("GET", &list, &Json::Null));
    let stages = ["analysis", "proposal", "negotiation", "prospecting"];
    told("move, with tasks and rules", &mut callers, Some(floor), &|caller, number| {
        let to = json!({"stage": stages[(number / ids.len()) % stages.len()]});
        caller.call("POST", &format!("{}/move", path(number)), &to)
    });
    import(&mut client);
    drop((client, callers));
    server.kill();
    at_rest();
}

fn customer(client: &mut Client, number: usize) -> String {
    let input = json!({"name": format!("青岚科技 {number}"), "source": "website", "phone": format!("0755-8{number:07}")});
    id_of(&call(client, "POST", "/api/records/customer", &input).1)
}

/// Some of the deals there are.
fn ids(caller: &mut Caller) -> Vec<String> {
    assert_eq!(caller.call("GET", "/api/records/deal?limit=200&fields=name", &Json::Null), 200);
    caller.json()["records"].as_array().unwrap().iter().map(|record| record["id"].as_str().unwrap().to_owned()).collect()
}

/// 8,800 rows with lookups, stages and dates, through the same steps as the wizard.
fn import(client: &mut Client) {
    let mut sheet = String::from("商机名称,客户,金额,阶段,成交日期,输单原因\n");
    for row in 0..8_800 {
        let (stage, reason) = [("赢单", ""), ("输单", "价格"), ("初步接触", ""), ("方案报价", "")][row % 4];
        sheet.push_str(&format!("导入 {row},青岚科技 {},{},{stage},2026/{}/{},{reason}\n", row % ACCOUNTS, 100 + row, row % 12 + 1, row % 28 + 1));
    }
    let path = "/api/imports?object=deal";
    let (status, state) = client.send("POST", path, "x-file-name: deals.csv", &sheet).unwrap();
    assert_eq!(status, 201, "{state}");
    let one = format!("/api/imports/{}", state["id"].as_str().unwrap());
    let start = Instant::now();
    let (_, rehearsed) = call(client, "POST", &format!("{one}/rehearse"), &json!({}));
    let rehearsal = start.elapsed();
    let start = Instant::now();
    let (status, answer) = call(client, "POST", &format!("{one}/run"), &json!({}));
    assert!(status < 300, "{answer}");
    let progress = loop {
        let (_, state) = call(client, "GET", &one, &Json::Null);
        if ["done", "failed", "cancelled"].contains(&state["state"].as_str().unwrap_or_default()) {
            break state["progress"].clone();
        }
        std::thread::sleep(Duration::from_millis(10));
    };
    let took = start.elapsed().as_secs_f64();
    println!("\nimport of 8,800 rows       {took:>9.2} s   {progress}");
    println!("rehearsal of the same      {:>9.2} s   would create {}, refuse {}", rehearsal.as_secs_f64(), rehearsed["create"], rehearsed["refuse"]);
}

/// Start-up and memory of an ordinary workspace, and the size of the binary.
fn at_rest() {
    let folder = tempfile::tempdir().unwrap();
    Server::start(folder.path()).kill();
    let mut starts: Vec<Duration> = Vec::new();
    let mut memory = Vec::new();
    for _ in 0..ROUNDS {
        let start = Instant::now();
        let server = Server::start(folder.path());
        starts.push(start.elapsed());
        std::thread::sleep(Duration::from_millis(500));
        let status = fs::read_to_string(format!("/proc/{}/status", server.process.id())).unwrap_or_default();
        let resident = status.lines().find(|line| line.starts_with("VmRSS")).and_then(|line| line.split_whitespace().nth(1));
        memory.push(resident.and_then(|text| text.parse::<u64>().ok()).unwrap_or_default());
        server.kill();
    }
    starts.sort();
    memory.sort_unstable();
    println!("start-up until it listens  {:>9.0} ms", starts[ROUNDS / 2].as_secs_f64() * 1000.0);
    println!("memory at rest             {:>9.1} MB", memory[ROUNDS / 2] as f64 / 1024.0);
    let size = fs::metadata(env!("CARGO_BIN_EXE_mortise")).map_or(0, |found| found.len());
    println!("size of the binary         {:>9.1} MB", size as f64 / 1_000_000.0);
}
