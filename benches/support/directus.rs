//! The same collections in Directus on the same PostgreSQL, in a database of its own: equal fields and indexes, filled through
//! SQL, its schema frozen, which makes it faster than its defaults. `DIRECTUS` names the folder in which it is installed with
//! its Node (`npm install node@22 directus@12.4.0`); without it nothing is compared.

use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value as Json, json};
use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions, PgConnection, raw_sql};
use tokio::runtime::Handle;

use super::fill::{customer_name, deal, level};
use super::load::{CONNECTIONS, Caller};
use super::over_http::{Asked, each};
use super::server::encoded;

const EMAIL: &str = "boss@example.com";
const PASSWORD: &str = "correct horse 1";
const DATABASE: &str = "directus";
/// Rows to a statement.
const MANY: usize = 10_000;

/// `None` when it is not installed.
pub fn installed() -> Option<PathBuf> {
    std::env::var_os("DIRECTUS").filter(|folder| !folder.is_empty()).map(PathBuf::from)
}

/// Whether it reads its schema anew for every request.
pub enum Schema {
    Read,
    Frozen,
}

/// Where it is installed, the folder it runs in, and its database.
pub struct Place {
    installed: PathBuf,
    folder: PathBuf,
    database: PgConnectOptions,
}

pub struct Directus {
    pub process: Child,
    address: SocketAddr,
}

impl Place {
    /// `url` leads to another database of the cluster.
    pub fn new(installed: PathBuf, folder: PathBuf, url: &str) -> Place {
        let address = url.split('?').next().unwrap_or_default();
        Place { installed, folder, database: address.parse().unwrap() }
    }

    /// A filled database; the cluster that it is in lasts no longer than this program.
    pub fn prepare(&self, customers: usize, deals: usize) {
        std::fs::create_dir_all(&self.folder).unwrap();
        Handle::current().block_on(async {
            let mut db = self.database.connect().await.unwrap();
            raw_sql(sqlx::AssertSqlSafe(format!("CREATE DATABASE {DATABASE}"))).execute(&mut db).await.unwrap();
        });
        assert!(self.command("bootstrap", "127.0.0.1:0".parse().unwrap()).status().unwrap().success());
        let server = self.start(Schema::Read);
        let mut caller = server.callers(1).remove(0);
        for collection in collections() {
            assert_eq!(caller.call("POST", "/collections", &collection), 200, "{}", caller.json());
        }
        server.stop();
        Handle::current().block_on(async {
            let mut db = self.database.clone().database(DATABASE).disable_statement_logging().connect().await.unwrap();
            rows(&mut db, customers, deals).await;
            raw_sql(sqlx::AssertSqlSafe(indexes())).execute(&mut db).await.unwrap();
        });
    }

    pub fn start(&self, schema: Schema) -> Directus {
        let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let frozen = if let Schema::Frozen = schema { "true" } else { "false" };
        let mut command = self.command("start", address);
        let process = command.env("CACHE_SCHEMA_FREEZE_ENABLED", frozen).spawn().unwrap();
        let deadline = Instant::now() + Duration::from_secs(120);
        while TcpStream::connect(address).is_err() {
            assert!(Instant::now() < deadline, "it did not start");
            std::thread::sleep(Duration::from_millis(50));
        }
        Directus { process, address }
    }

    fn command(&self, what: &str, address: SocketAddr) -> Command {
        let modules = self.installed.join("node_modules");
        let socket = self.database.get_socket().map_or_else(|| self.database.get_host().to_owned(), |folder| folder.display().to_string());
        let mut command = Command::new(modules.join("node/bin/node"));
        command.arg(modules.join("directus/cli.js")).arg(what).current_dir(&self.folder).stdout(Stdio::null()).stderr(Stdio::null());
        command.envs([("DB_CLIENT", "pg"), ("DB_HOST", &*socket), ("DB_DATABASE", DATABASE), ("DB_USER", self.database.get_username()), ("DB_PASSWORD", "none")]);
        command.envs([("ADMIN_EMAIL", EMAIL), ("ADMIN_PASSWORD", PASSWORD), ("SECRET", "only for as long as it is measured"), ("ACCESS_TOKEN_TTL", "1d")]);
        command.envs([("HOST", &*address.ip().to_string()), ("PORT", &*address.port().to_string()), ("PUBLIC_URL", &*format!("http://{address}"))]);
        // It turns requests away under load otherwise, and asks the world for news.
        command.envs([("DB_PORT", "5432"), ("PRESSURE_LIMITER_ENABLED", "false"), ("TELEMETRY", "false"), ("LOG_LEVEL", "error")]);
        command
    }
}

impl Directus {
    /// Signed in as the administrator.
    pub fn callers(&self, count: usize) -> Vec<Caller> {
        let mut first = Caller::new(self.address, "");
        assert_eq!(first.call("POST", "/auth/login", &json!({"email": EMAIL, "password": PASSWORD})), 200, "{}", first.json());
        let header = format!("authorization: Bearer {}\r\n", first.json()["data"]["access_token"].as_str().unwrap());
        (0..count.min(CONNECTIONS)).map(|_| Caller::new(self.address, &header)).collect()
    }

    pub fn stop(mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

const CUSTOMER: [&str; 6] = ["name", "level", "source", "type", "phone", "address"];
const DEAL: [&str; 11] = ["name", "stage", "kind", "need", "next_step", "competitor", "owner", "product", "contact", "lost_reason", "lost_note"];
const INDEXED: [&str; 10] = ["name", "stage", "owner", "product", "contact", "customer", "close_date", "amount", "created", "updated"];

fn collections() -> [Json; 2] {
    let id = json!({"field": "id", "type": "uuid", "schema": {"is_primary_key": true}, "meta": {"special": ["uuid"]}});
    let field = |kind: &'static str| move |name: &&str| json!({"field": name, "type": kind, "schema": {}});
    let stamp = |name: &str, special: &str| json!({"field": name, "type": "timestamp", "schema": {}, "meta": {"special": [special]}});
    let stamps = [stamp("created", "date-created"), stamp("updated", "date-updated")];
    let collection = |name: &str, fields: Vec<Json>| {
        let fields: Vec<Json> = [id.clone()].into_iter().chain(fields).chain(stamps.clone()).collect();
        json!({"collection": name, "schema": {}, "meta": {}, "fields": fields})
    };
    let numbers = ["amount", "expected"].iter().map(field("integer"));
    let others = [field("date")(&"close_date"), field("uuid")(&"customer")];
    [
        collection("customer", CUSTOMER.iter().map(field("text")).collect()),
        collection("deal", DEAL.iter().map(field("text")).chain(numbers).chain(others).collect()),
    ]
}

fn indexes() -> String {
    let index = |column: &str| format!("CREATE INDEX ON deal ({column});");
    let deal: String = INDEXED.into_iter().map(index).collect();
    format!("CREATE INDEX ON customer (level); {deal} ANALYZE customer; ANALYZE deal;")
}

fn customer_id(number: usize) -> String {
    format!("c0000000-0000-7000-8000-{number:012}")
}

fn deal_id(number: usize) -> String {
    format!("d0000000-0000-7000-8000-{number:012}")
}

async fn rows(db: &mut PgConnection, customers: usize, deals: usize) {
    let numbers = |of: usize| (0..of).step_by(MANY).map(move |from| from..of.min(from + MANY));
    let sql = "INSERT INTO customer (id, name, level, source, type, phone, address, created, updated) \
               SELECT i::uuid, n, l, 'website', 'prospect', '0755-8' || n, '广东省深圳市南山区科技园 ' || n, now(), now() \
               FROM unnest($1::text[], $2::text[], $3::text[]) AS of (i, n, l)";
    for some in numbers(customers) {
        let ids: Vec<String> = some.clone().map(customer_id).collect();
        let names: Vec<String> = some.clone().map(customer_name).collect();
        let levels: Vec<&str> = some.map(level).collect();
        sqlx::query(sql).bind(ids).bind(names).bind(levels).execute(&mut *db).await.unwrap();
    }
    let sql = "INSERT INTO deal (id, name, stage, kind, need, next_step, competitor, close_date, amount, expected, customer, created, updated) \
               SELECT i::uuid, n, s, 'new', '希望三个月内上线，要求能自己配置字段和流程', '约技术交流', '无', d::date, a, e, c::uuid, now(), now() \
               FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::bigint[], $7::text[]) AS of (i, n, s, d, a, e, c)";
    for some in numbers(deals) {
        let all: Vec<_> = some.clone().map(|number| deal(number, customers)).collect();
        let query = sqlx::query(sql)
            .bind(some.clone().map(deal_id).collect::<Vec<_>>())
            .bind(some.map(|number| format!("第 {number} 单")).collect::<Vec<_>>())
            .bind(all.iter().map(|deal| deal.stage).collect::<Vec<_>>())
            .bind(all.iter().map(|deal| deal.close_date.clone()).collect::<Vec<_>>())
            .bind(all.iter().map(|deal| deal.amount).collect::<Vec<_>>())
            .bind(all.iter().map(|deal| deal.amount * deal.probability / 100).collect::<Vec<_>>())
            .bind(all.iter().map(|deal| customer_id(deal.customer)).collect::<Vec<_>>());
        query.execute(&mut *db).await.unwrap();
    }
}

fn new_deal(number: usize, customers: usize) -> Json {
    json!({"name": format!("第 {number} 单"), "customer": customer_id(number * 37 % customers), "amount": 1000 + number, "close_date": "2027-01-31",
        "stage": "prospecting", "kind": "new", "need": "希望三个月内上线", "next_step": "约技术交流", "competitor": "无"})
}

/// The requests that stand beside ours.
pub fn asked<'a>(customers: usize, deals: usize) -> Vec<Asked<'a>> {
    let filter = encoded(&json!({"_and": [{"amount": {"_lt": 900_000}}, {"stage": {"_eq": "proposal"}}]}));
    let list = format!("/items/deal?filter={filter}&sort=-amount&limit=50");
    let total = format!("{list}&meta=filter_count");
    let some = move |number: usize| format!("/items/deal/{}", deal_id(number * 7919 % deals));
    vec![
        ("empty request", each(), Box::new(|caller, _| caller.call("GET", "/server/ping", &Json::Null))),
        ("list 50", each() / 4, Box::new(move |caller, _| caller.call("GET", &list, &Json::Null))),
        ("list 50 with total", each() / 10, Box::new(move |caller, _| caller.call("GET", &total, &Json::Null))),
        ("read", each() / 2, Box::new(move |caller, number| caller.call("GET", &some(number), &Json::Null))),
        ("update", each() / 4, Box::new(move |caller, number| caller.call("PATCH", &some(number), &json!({"amount": 5000 + number})))),
        ("create", each() / 4, Box::new(move |caller, number| caller.call("POST", "/items/deal", &new_deal(number, customers)))),
    ]
}
