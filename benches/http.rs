//! What a team feels, measured over HTTP against the real binary with 16 keep-alive connections: `make bench`.
//! Figures are medians of five rounds; `× floor` compares with an empty request (`/healthz`) in the same run.

#[path = "../tests/support/server.rs"]
mod server;

use std::fs;
use std::time::{Duration, Instant};

use serde_json::{Value as Json, json};
use server::{Client, Server, encoded};

const CONNECTIONS: usize = 16;
const ROUNDS: usize = 5;
const EACH: usize = 60;
/// Deals are spread over these.
const CUSTOMERS: usize = 500;
/// The deals that are imported belong to these, about a hundred to each.
const ACCOUNTS: usize = 85;

/// Requests per second, and the times of single requests.
struct Round {
    rate: f64,
    times: Vec<Duration>,
}

type Request<'a> = dyn Fn(&mut Client, usize) -> u16 + Sync + 'a;

fn round(clients: &mut [Client], each: usize, base: usize, request: &Request<'_>) -> Round {
    let start = Instant::now();
    let times: Vec<Duration> = std::thread::scope(|scope| {
        let running: Vec<_> = clients
            .iter_mut()
            .enumerate()
            .map(|(at, client)| {
                scope.spawn(move || {
                    let one = |number: usize| {
                        let began = Instant::now();
                        let status = request(client, base + at * each + number);
                        assert!(status < 300, "status {status}");
                        began.elapsed()
                    };
                    (0..each).map(one).collect::<Vec<_>>()
                })
            })
            .collect();
        running.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    Round { rate: times.len() as f64 / start.elapsed().as_secs_f64(), times }
}

fn measure(name: &str, clients: &mut [Client], floor: Option<f64>, request: &Request<'_>) -> f64 {
    let mut rates = Vec::new();
    let mut times = Vec::new();
    for number in 0..ROUNDS {
        let done = round(clients, EACH, number * CONNECTIONS * EACH, request);
        rates.push(done.rate);
        times.extend(done.times);
    }
    rates.sort_by(f64::total_cmp);
    times.sort();
    let rate = rates[ROUNDS / 2];
    let share = floor.map_or_else(String::new, |floor| format!("{:>9.1} ×", floor / rate));
    let at = |part: f64| times[((times.len() - 1) as f64 * part) as usize].as_secs_f64() * 1000.0;
    println!("{name:<28}{rate:>10.0}/s {:>8.1} ms {:>8.1} ms {share}", at(0.5), at(0.99));
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
    let mut clients: Vec<Client> = (0..CONNECTIONS).map(|_| server.client()).collect();
    let customers: Vec<String> = (0..CUSTOMERS).map(|number| customer(&mut clients[0], number)).collect();

    println!("{:<28}{:>12} {:>11} {:>11} {:>11}", "16 connections", "median", "p50", "p99", "× floor");
    let floor = measure("empty request", &mut clients, None, &|client, _| call(client, "GET", "/healthz", &Json::Null).0);
    let deal = |number: usize| {
        json!({"name": format!("第 {number} 单"), "customer": customers[number % CUSTOMERS], "amount": 1000 + number, "close_date": "2027-01-31"})
    };
    measure("create", &mut clients, Some(floor), &|client, number| call(client, "POST", "/api/records/deal", &deal(number)).0);
    let ids = ids(&mut clients[0]);
    let path = |number: usize| format!("/api/records/deal/{}", ids[number % ids.len()]);
    measure("read", &mut clients, Some(floor), &|client, number| call(client, "GET", &path(number), &Json::Null).0);
    measure("update", &mut clients, Some(floor), &|client, number| {
        call(client, "PATCH", &path(number), &json!({"amount": 5000 + number})).0
    });
    let filter = encoded(&json!({"and": [
        {"field": "amount", "op": ">", "value": 2000}, {"field": "stage", "op": "status", "value": "open"}
    ]}));
    let list = format!("/api/records/deal?filter={filter}&sort=-amount&limit=50");
    measure("list 50, filters and sort", &mut clients, Some(floor), &|client, _| call(client, "GET", &list, &Json::Null).0);
    let stages = ["analysis", "proposal", "negotiation", "prospecting"];
    measure("move, with tasks and rules", &mut clients, Some(floor), &|client, number| {
        let to = json!({"stage": stages[(number / ids.len()) % stages.len()]});
        call(client, "POST", &format!("{}/move", path(number)), &to).0
    });
    import(&mut clients[0]);
    drop(clients);
    server.kill();
    at_rest();
}

fn customer(client: &mut Client, number: usize) -> String {
    let input = json!({"name": format!("青岚科技 {number}"), "source": "website", "phone": format!("0755-8{number:07}")});
    id_of(&call(client, "POST", "/api/records/customer", &input).1)
}

/// Some of the deals there are.
fn ids(client: &mut Client) -> Vec<String> {
    let (_, page) = call(client, "GET", "/api/records/deal?limit=200&fields=name", &Json::Null);
    page["records"].as_array().unwrap().iter().map(|record| record["id"].as_str().unwrap().to_owned()).collect()
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
