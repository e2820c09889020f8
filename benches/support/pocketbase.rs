//! The same collections in PocketBase, with equal fields and indexes and its own defaults: started from a folder of its own,
//! filled through its database while it is stopped. `POCKETBASE` names the program; without it nothing is compared.

use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use rusqlite::{Connection, params};
use serde_json::{Value as Json, json};

use super::fill::{deal, level};
use super::load::{CONNECTIONS, Caller};
use super::over_http::{Asked, each};

const EMAIL: &str = "boss@example.com";
const PASSWORD: &str = "correct horse 1";

pub struct PocketBase {
    pub process: Child,
    address: SocketAddr,
}

/// `None` when there is no program to start.
pub fn program() -> Option<String> {
    std::env::var("POCKETBASE").ok().filter(|path| !path.is_empty())
}

/// A filled folder, kept between runs.
pub fn prepare(program: &str, folder: &Path, customers: usize, deals: usize) {
    if folder.join("filled").exists() {
        return;
    }
    if folder.exists() {
        std::fs::remove_dir_all(folder).unwrap();
    }
    let dir = format!("--dir={}", folder.display());
    let made = Command::new(program).args(["superuser", "upsert", EMAIL, PASSWORD, &dir]).stdout(Stdio::null()).status().unwrap();
    assert!(made.success());
    let server = PocketBase::start(program, folder);
    let mut caller = server.callers(1).remove(0);
    for collection in collections() {
        let status = caller.call("POST", "/api/collections", &collection);
        assert_eq!(status, 200, "{}", caller.json());
    }
    server.stop();
    rows(&Connection::open(folder.join("data.db")).unwrap(), customers, deals);
    std::fs::write(folder.join("filled"), "").unwrap();
}

fn collections() -> [Json; 2] {
    let text = |name: &str| json!({"name": name, "type": "text"});
    let stamps = [
        json!({"name": "created", "type": "autodate", "onCreate": true}),
        json!({"name": "updated", "type": "autodate", "onCreate": true, "onUpdate": true}),
    ];
    let customer: Vec<Json> = ["name", "level", "source", "type", "phone", "address"].map(text).into_iter().chain(stamps.clone()).collect();
    let number = |name: &str| json!({"name": name, "type": "number"});
    let deal = ["name", "stage", "kind", "need", "next_step", "competitor", "owner", "product", "contact", "lost_reason", "lost_note"]
        .map(text)
        .into_iter()
        .chain([json!({"name": "close_date", "type": "date"}), number("amount"), number("expected"), text("customer")])
        .chain(stamps);
    let index = |column: &str| format!("CREATE INDEX deal_{column} ON deal ({column})");
    let indexes = ["name", "stage", "owner", "product", "contact", "customer", "close_date", "amount", "created", "updated"].map(index);
    [
        json!({"name": "customer", "type": "base", "fields": customer, "indexes": ["CREATE INDEX customer_level ON customer (level)"]}),
        json!({"name": "deal", "type": "base", "fields": deal.collect::<Vec<_>>(), "indexes": indexes}),
    ]
}

fn customer_id(number: usize) -> String {
    format!("c{number:014}")
}

fn deal_id(number: usize) -> String {
    format!("d{number:014}")
}

fn rows(db: &Connection, customers: usize, deals: usize) {
    let at = "2026-11-22 08:00:00.000Z";
    db.execute_batch("BEGIN").unwrap();
    let mut insert = db.prepare("INSERT INTO customer (id, name, level, source, type, phone, address, created, updated) VALUES (?, ?, ?, 'website', 'prospect', ?, ?, ?, ?)").unwrap();
    for number in 0..customers {
        let (name, phone) = (format!("青岚{number}科技有限公司"), format!("0755-8{number:07}"));
        let address = format!("广东省深圳市南山区科技园 {number} 号");
        insert.execute(params![customer_id(number), name, level(number), phone, address, at, at]).unwrap();
    }
    let sql = "INSERT INTO deal (id, name, stage, kind, need, next_step, competitor, close_date, amount, expected, customer, created, updated) \
               VALUES (?, ?, ?, 'new', '希望三个月内上线，要求能自己配置字段和流程', '约技术交流', '无', ?, ?, ?, ?, ?, ?)";
    let mut insert = db.prepare(sql).unwrap();
    for number in 0..deals {
        let it = deal(number, customers);
        let (name, day) = (format!("第 {number} 单"), format!("{} 00:00:00.000Z", it.close_date));
        insert.execute(params![deal_id(number), name, it.stage, day, it.amount, it.amount * it.probability / 100, customer_id(it.customer), at, at]).unwrap();
    }
    db.execute_batch("COMMIT; ANALYZE").unwrap();
}

impl PocketBase {
    pub fn start(program: &str, folder: &Path) -> PocketBase {
        let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let process = Command::new(program)
            .args(["serve", "--automigrate=0", &format!("--dir={}", folder.display()), &format!("--http={address}")])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let deadline = Instant::now() + Duration::from_secs(30);
        while TcpStream::connect(address).is_err() {
            assert!(Instant::now() < deadline, "it did not start");
            std::thread::sleep(Duration::from_millis(20));
        }
        PocketBase { process, address }
    }

    /// Signed in as the administrator.
    pub fn callers(&self, count: usize) -> Vec<Caller> {
        let mut first = Caller::new(self.address, "");
        let path = "/api/collections/_superusers/auth-with-password";
        assert_eq!(first.call("POST", path, &json!({"identity": EMAIL, "password": PASSWORD})), 200);
        let header = format!("authorization: {}\r\n", first.json()["token"].as_str().unwrap());
        (0..count.min(CONNECTIONS)).map(|_| Caller::new(self.address, &header)).collect()
    }

    pub fn stop(mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

const LIST: &str = "/api/collections/deal/records?filter=(amount%3C900000%26%26stage%3D%22proposal%22)&sort=-amount&perPage=50";

fn new_deal(number: usize, customers: usize) -> Json {
    json!({"name": format!("第 {number} 单"), "customer": customer_id(number * 37 % customers), "amount": 1000 + number, "close_date": "2027-01-31",
        "stage": "prospecting", "kind": "new", "need": "希望三个月内上线", "next_step": "约技术交流", "competitor": "无"})
}

/// The requests that stand beside ours.
pub fn asked<'a>(customers: usize, deals: usize) -> Vec<Asked<'a>> {
    let some = move |number: usize| format!("/api/collections/deal/records/{}", deal_id(number * 7919 % deals));
    vec![
        ("empty request", each(), Box::new(|caller, _| caller.call("GET", "/api/health", &Json::Null))),
        ("list 50", each(), Box::new(|caller, _| caller.call("GET", &format!("{LIST}&skipTotal=1"), &Json::Null))),
        ("list 50 with total", each() / 4, Box::new(|caller, _| caller.call("GET", LIST, &Json::Null))),
        ("read", each(), Box::new(move |caller, number| caller.call("GET", &some(number), &Json::Null))),
        ("update", each(), Box::new(move |caller, number| caller.call("PATCH", &some(number), &json!({"amount": 5000 + number})))),
        ("create", each(), Box::new(move |caller, number| caller.call("POST", "/api/collections/deal/records", &new_deal(number, customers)))),
    ]
}
