//! How long a writer waits while versions are published on live data: `cargo bench --bench publish`. One connection creates and
//! changes deals a hundred times a second while another adds, indexes, retires and retypes fields, adds an object, takes a stage
//! away; each until nothing of it is left to be done in the background. `MORTISE_ROWS` says how many deals there are (1,000,000 when
//! absent); with `MORTISE_TEST_ENGINE=postgres` they are in a throwaway PostgreSQL. Reports, and judges nothing.

#[path = "support/driver.rs"]
#[expect(dead_code, reason = "other benches ask for more")]
mod driver;
#[path = "support/fill.rs"]
mod fill;
#[path = "support/load.rs"]
#[expect(dead_code, reason = "other benches measure rounds")]
mod load;
#[path = "../tests/support/server.rs"]
#[expect(dead_code, reason = "other benches filter lists")]
mod server;
#[path = "support/workspace.rs"]
mod workspace;

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use driver::Driver;
use load::Caller;
use mortise::value::Id;
use serde_json::{Value as Json, json};
use server::{Client, Server};
use tokio::runtime::Handle;
use workspace::{aside, filled, place, setting};

/// Between two writes, unless the one before took longer.
const PAUSE: Duration = Duration::from_millis(10);
/// Between two looks whether something is done.
const LOOK: Duration = Duration::from_millis(20);
/// How long is measured what a writer waits while nobody publishes.
const QUIET: Duration = Duration::from_secs(10);
/// No writer should wait longer.
const AIM: Duration = Duration::from_millis(100);
/// Records that stand in the stage that is taken away, as many as a request may move.
const STANDING: usize = 10_000;
const AT_ONCE: usize = 1_000;
/// Deals that the writer changes in turn.
const CHANGED: usize = 1_000;

const OBJECT: &str = "forms/deal/object.json";
const PIPELINE: &str = "workflows/deal.pipeline.json";
/// Work that follows a publish.
const LEFT: &str = "SELECT id FROM job WHERE kind IN ('chore', 'tidy', 'react') AND state IN ('waiting', 'running')";

#[tokio::main]
async fn main() {
    let deals = setting("MORTISE_ROWS", 1_000_000);
    let folder = place(deals, 0);
    let (_, customers) = filled(&folder, deals, 0).await;
    let apart = aside(&folder, "publish");
    println!("{deals} deals, on {}", if server::engine::postgres(&folder).is_some() { "postgres" } else { "sqlite" });
    let (place, handle) = (apart.clone(), Handle::current());
    tokio::task::spawn_blocking(move || Bench::start(&place, handle, customers, deals).run()).await.unwrap();
    if apart != folder {
        std::fs::remove_dir_all(apart).unwrap();
    }
}

struct Bench {
    server: Server,
    client: Client,
    handle: Handle,
    db: Driver,
    /// Whose deals are made.
    customers: Vec<Id>,
    /// Deals that are changed, and deals that stand in the stage that is taken away.
    changed: Vec<Id>,
    standing: Vec<Id>,
}

impl Bench {
    fn start(folder: &Path, handle: Handle, customers: Vec<Id>, deals: usize) -> Bench {
        let mut db = handle.block_on(Driver::open(folder));
        let mut ids = |count: usize| {
            let sql = format!("SELECT id FROM r_deal WHERE stage = 'analysis' AND deleted_at IS NULL ORDER BY amount, id LIMIT {count}");
            handle.block_on(db.ids(&sql))
        };
        let mut standing = ids(CHANGED + STANDING.min(deals / 10));
        let changed = standing.split_off(standing.len() - CHANGED.min(standing.len() / 2));
        let server = Server::start(folder);
        let client = server.client();
        Bench { server, client, handle, db, customers, changed, standing }
    }

    fn run(mut self) {
        println!("\n{:<44}{:>8}{:>9}{:>9}{:>10}{:>8}{:>11}{:>10}", "", "writes", "p50 ms", "p99 ms", "longest", "> 100", "in force s", "at rest s");
        self.during("nothing", |_| std::thread::sleep(QUIET));
        self.during("add a field", |bench| bench.publish(|files| fields(files).push(json!({"key": "serial", "type": "text", "label": label("编号", "Serial")}))));
        let view = json!({"label": label("按竞争对手", "By competitor"), "kind": "table", "columns": ["name"], "sort": [{"field": "competitor"}], "shared": true});
        let mut id = String::new();
        self.during("share a view that sorts by a field", |bench| {
            id = bench.call("POST", "/api/views/deal", &view)["id"].as_str().unwrap().to_owned();
        });
        self.during("make a field unique", |bench| bench.publish(|files| field(files, "serial")["unique"] = json!(true)));
        self.during("share that view no more", |bench| drop(bench.call("DELETE", &format!("/api/views/deal/{id}"), &Json::Null)));
        self.during("lift that a field is unique", |bench| bench.publish(|files| field(files, "serial")["unique"] = json!(false)));
        self.during("add an object", |bench| bench.publish(object));
        self.during("retire a field", |bench| {
            bench.publish(|files| {
                field(files, "next_step")["retired"] = json!(true);
                ["layout", "views"].iter().for_each(|file| without(&mut files[format!("forms/deal/{file}.json")], "next_step"));
            });
        });
        self.during("forget it", |bench| drop(bench.call("POST", "/api/catalog/fields/deal/next_step/forget", &json!({}))));
        self.during("add a stage", |bench| bench.publish(stage));
        self.stand();
        self.during(&format!("take it away from {} records", self.standing.len()), |bench| {
            let remap = json!({"deal": {"parked": "analysis"}});
            bench.publish_moving(|files| stages(files).retain(|stage| stage["key"] != "parked"), &remap);
        });
        self.during("change the type of a field", |bench| {
            let definition = json!({"key": "competitor", "type": "tags", "label": label("竞争对手", "Competitor")});
            bench.call("POST", "/api/catalog/fields/deal/competitor/convert", &json!({"definition": definition}));
        });
        self.server.kill();
    }

    /// Writes while `work` is done and until what follows it is; tells how long the writer waited.
    fn during(&mut self, name: &str, work: impl FnOnce(&mut Bench)) {
        let (ended, headers) = (AtomicBool::new(false), format!("x-mortise: 1\r\ncookie: {}\r\n", self.client.cookie));
        let mut caller = Caller::new(self.server.address, &headers);
        let writer = Writer { customers: self.customers.clone(), changed: self.changed.clone() };
        let (mut waits, in_force, at_rest) = std::thread::scope(|scope| {
            let writing = scope.spawn(|| writer.write(&mut caller, &ended));
            let began = Instant::now();
            work(self);
            let in_force = began.elapsed();
            self.rest();
            let at_rest = began.elapsed();
            ended.store(true, Ordering::SeqCst);
            (writing.join().unwrap(), in_force, at_rest)
        });
        let late = waits.iter().filter(|wait| **wait > AIM).count();
        waits.sort();
        let at = |part: f64| waits[((waits.len() - 1) as f64 * part) as usize].as_secs_f64() * 1e3;
        let (p50, p99, longest, in_force, at_rest) = (at(0.5), at(0.99), at(1.0), in_force.as_secs_f64(), at_rest.as_secs_f64());
        println!("{name:<44}{:>8}{p50:>9.1}{p99:>9.1}{longest:>10.1}{late:>8}{in_force:>11.2}{at_rest:>10.2}", waits.len());
    }

    /// Waits until nothing is left to be done in the background, and fails when some of it failed.
    fn rest(&mut self) {
        while !self.handle.block_on(self.db.ids(LEFT)).is_empty() {
            std::thread::sleep(LOOK);
        }
        let chores = self.call("GET", "/api/catalog/chores", &Json::Null);
        assert!(chores.as_array().unwrap().iter().all(|chore| chore["state"] == "done"), "{chores}");
    }

    fn publish(&mut self, change: impl FnOnce(&mut Json)) {
        self.publish_moving(change, &json!({}));
    }

    /// Until the version is in force.
    fn publish_moving(&mut self, change: impl FnOnce(&mut Json), remap: &Json) {
        let draft = self.call("GET", "/api/catalog/draft", &Json::Null);
        let mut files = draft["files"].clone();
        change(&mut files);
        let changed = files.as_object_mut().unwrap();
        changed.retain(|path, content| draft["files"][path.as_str()] != *content);
        let told = self.call("PATCH", "/api/catalog/draft", &json!({"revision": draft["revision"], "files": files}));
        assert_eq!(told["problems"], json!([]));
        let wish = json!({"message": "", "revision": told["revision"], "remap": remap});
        let outcome = self.call("POST", "/api/catalog/draft/publish", &wish);
        let Some(chore) = outcome["chore"].as_str() else { return };
        let path = format!("/api/catalog/chores/{chore}");
        while ["waiting", "running"].contains(&self.call("GET", &path, &Json::Null)["state"].as_str().unwrap()) {
            std::thread::sleep(LOOK);
        }
    }

    /// Moves many records into the stage that is to be taken away.
    fn stand(&mut self) {
        for ids in self.standing.clone().chunks(AT_ONCE) {
            let outcome = self.call("POST", "/api/records/deal/bulk", &json!({"ids": ids, "move": {"stage": "parked"}}));
            assert_eq!(outcome["done"], json!(ids.len()), "{outcome}");
        }
        self.rest();
    }

    fn call(&mut self, method: &str, path: &str, body: &Json) -> Json {
        let (status, answer) = self.client.call(method, path, body).unwrap();
        assert!(status < 300, "{method} {path}: {status} {answer}");
        answer
    }
}

struct Writer {
    customers: Vec<Id>,
    changed: Vec<Id>,
}

impl Writer {
    /// Creates and changes by turns, until told to end; how long each took.
    fn write(&self, caller: &mut Caller, ended: &AtomicBool) -> Vec<Duration> {
        let mut waits = Vec::new();
        while !ended.load(Ordering::SeqCst) {
            let (began, number) = (Instant::now(), waits.len());
            let status = match number % 2 {
                0 => caller.call("POST", "/api/records/deal", &self.deal(number)),
                _ => caller.call("PATCH", &format!("/api/records/deal/{}", self.changed[number % self.changed.len()]), &json!({"amount": 5_000 + number})),
            };
            waits.push(began.elapsed());
            assert!(status < 300, "{status}: {}", caller.json());
            std::thread::sleep(PAUSE.saturating_sub(began.elapsed()));
        }
        waits
    }

    fn deal(&self, number: usize) -> Json {
        json!({"name": format!("第 {number} 单"), "customer": self.customers[number * 37 % self.customers.len()], "amount": 1000 + number,
            "close_date": "2027-01-31", "kind": "new", "need": "希望三个月内上线", "competitor": "无"})
    }
}

fn label(zh: &str, en: &str) -> Json {
    json!({"zh-CN": zh, "en": en})
}

fn fields(files: &mut Json) -> &mut Vec<Json> {
    files[OBJECT]["fields"].as_array_mut().unwrap()
}

fn field<'a>(files: &'a mut Json, key: &str) -> &'a mut Json {
    fields(files).iter_mut().find(|field| field["key"] == key).unwrap()
}

/// Takes a field out of everything that shows it.
fn without(shown: &mut Json, key: &str) {
    if let Some(list) = shown.as_array_mut() {
        list.retain(|one| one != key && one["field"] != key);
        list.iter_mut().for_each(|one| without(one, key));
    }
    if let Some(members) = shown.as_object_mut() {
        members.values_mut().for_each(|one| without(one, key));
    }
}

fn stages(files: &mut Json) -> &mut Vec<Json> {
    files[PIPELINE]["stages"].as_array_mut().unwrap()
}

fn stage(files: &mut Json) {
    stages(files).insert(2, json!({"key": "parked", "label": label("搁置", "Parked"), "status": "open", "probability": 10}));
}

fn object(files: &mut Json) {
    files["forms/visit/object.json"] = json!({"key": "visit", "label": label("拜访", "Visit"), "title": "name", "fields": [
        {"key": "name", "type": "text", "label": label("主题", "Subject")},
        {"key": "deal", "type": "lookup", "to": "deal", "label": label("商机", "Deal"), "inverse": {"key": "visits", "label": label("拜访", "Visits")}}]});
}
