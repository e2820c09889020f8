//! Many people at work on one server: they create, change, move and delete deals and import sheets of customers, and remember what was
//! acknowledged. Afterwards it is compared with what is found: values, events, reactions.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use serde_json::{Value as Json, json};

use crate::random::Random;
use crate::server::{Client, Server, encoded};

/// People who work on deals; one more imports.
const WRITERS: u64 = 3;

/// From this seed, or from one of its own, which it tells.
pub fn random(seed: Option<u64>) -> Random {
    let now = || SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_nanos() as u64;
    let seed = seed.unwrap_or_else(now);
    println!("MORTISE_SEED={seed}");
    Random(seed)
}

/// A deal as whoever works on it knows it.
#[derive(Clone, Debug, PartialEq)]
struct Deal {
    amount: u64,
    updates: usize,
    moved: bool,
    deleted: bool,
}

/// What was told about a deal. `perhaps`: as it is if a change took effect that was never answered.
struct Told {
    id: String,
    known: Deal,
    perhaps: Option<Deal>,
}

struct Sheet {
    name: String,
    rows: usize,
    /// The import, once the sheet was taken.
    id: Option<String>,
    started: bool,
}

/// The work of one round, under way.
pub struct Working {
    round: u64,
    on: Arc<AtomicBool>,
    acknowledged: Arc<AtomicU64>,
    deals: Vec<JoinHandle<Vec<Told>>>,
    sheets: JoinHandle<Vec<Sheet>>,
}

/// The work of one round, over.
pub struct Load {
    round: u64,
    acknowledged: u64,
    deals: Vec<Told>,
    sheets: Vec<Sheet>,
}

impl Load {
    pub fn begin(server: &Server, round: u64, random: &mut Random) -> Working {
        let (on, acknowledged) = (Arc::new(AtomicBool::new(true)), Arc::new(AtomicU64::new(0)));
        let customer = customer(&mut server.client(), round);
        let deals = (0..WRITERS).map(|_| {
            let work = Work { client: server.client(), round, random: Random(random.below(1 << 31)), on: on.clone(), acknowledged: acknowledged.clone() };
            let customer = customer.clone();
            std::thread::spawn(move || work.deals(&customer))
        });
        let deals = deals.collect();
        let work = Work { client: server.client(), round, random: Random(random.below(1 << 31)), on: on.clone(), acknowledged: acknowledged.clone() };
        let sheets = std::thread::spawn(move || work.sheets());
        Working { round, on, acknowledged, deals, sheets }
    }
}

impl Working {
    /// Until so many changes more are acknowledged.
    pub fn wait_for(&self, more: u64) {
        let goal = self.acknowledged.load(Ordering::SeqCst) + more;
        let deadline = Instant::now() + Duration::from_secs(120);
        while self.acknowledged.load(Ordering::SeqCst) < goal {
            assert!(Instant::now() < deadline, "nothing is acknowledged");
            std::thread::yield_now();
        }
    }

    pub fn end(self) -> Load {
        self.on.store(false, Ordering::SeqCst);
        let deals = self.deals.into_iter().flat_map(|writer| writer.join().unwrap()).collect();
        let sheets = self.sheets.join().unwrap();
        Load { round: self.round, acknowledged: self.acknowledged.load(Ordering::SeqCst), deals, sheets }
    }
}

fn customer(client: &mut Client, round: u64) -> String {
    let input = json!({"name": format!("长青 {round}"), "source": "website", "phone": "0755-88880001"});
    let (status, answer) = client.call("POST", "/api/records/customer?accept_duplicates=1", &input).unwrap();
    assert_eq!(status, 201, "{answer}");
    answer["record"]["id"].as_str().unwrap().to_owned()
}

struct Work {
    client: Client,
    round: u64,
    random: Random,
    on: Arc<AtomicBool>,
    acknowledged: Arc<AtomicU64>,
}

/// How a change ended, as far as it was told.
enum Outcome {
    Done(Json),
    /// Refused for now: it may have taken effect.
    Unsure,
    /// The connection broke.
    Broken,
}

impl Work {
    fn change(&mut self, method: &str, path: &str, body: &Json) -> Outcome {
        let answered = self.client.call(method, path, body);
        self.outcome(answered)
    }

    fn outcome(&mut self, answered: std::io::Result<(u16, Json)>) -> Outcome {
        match answered {
            Ok((status, answer)) if status < 300 => {
                self.acknowledged.fetch_add(1, Ordering::SeqCst);
                Outcome::Done(answer)
            }
            Ok((503, answer)) => {
                assert!(answer["detail"].as_str().is_some_and(|detail| !detail.is_empty()), "{answer}");
                Outcome::Unsure
            }
            Ok((status, answer)) => panic!("{status} {answer}"),
            Err(_) => Outcome::Broken,
        }
    }

    fn deals(mut self, customer: &str) -> Vec<Told> {
        let mut told: Vec<Told> = Vec::new();
        while self.on.load(Ordering::SeqCst) {
            let open: Vec<usize> = (0..told.len()).filter(|at| told[*at].perhaps.is_none() && !told[*at].known.deleted).collect();
            let outcome = match self.random.below(3) {
                1 | 2 if !open.is_empty() => {
                    let at = open[self.random.below(open.len() as u64) as usize];
                    self.touch(&mut told[at])
                }
                _ => self.create(customer, &mut told),
            };
            if let Outcome::Broken = outcome {
                break;
            }
        }
        told
    }

    fn create(&mut self, customer: &str, told: &mut Vec<Told>) -> Outcome {
        let name = format!("耐久 {}", self.round);
        let input = json!({"name": name, "customer": customer, "amount": 1, "close_date": "2027-01-01", "stage": "proposal"});
        let outcome = self.change("POST", "/api/records/deal?accept_duplicates=1", &input);
        if let Outcome::Done(answer) = &outcome {
            let id = answer["record"]["id"].as_str().unwrap().to_owned();
            told.push(Told { id, known: Deal { amount: 1, updates: 0, moved: false, deleted: false }, perhaps: None });
        }
        outcome
    }

    /// One change of a deal, of any kind.
    fn touch(&mut self, told: &mut Told) -> Outcome {
        let path = format!("/api/records/deal/{}", told.id);
        let mut after = told.known.clone();
        let outcome = match self.random.below(6) {
            0 => {
                after.deleted = true;
                self.change("DELETE", &path, &Json::Null)
            }
            1 | 2 if !after.moved => {
                after.moved = true;
                self.change("POST", &format!("{path}/move"), &json!({"stage": "negotiation"}))
            }
            _ => {
                after.amount += 1 + self.random.below(1000);
                after.updates += 1;
                self.change("PATCH", &path, &json!({"amount": after.amount}))
            }
        };
        match outcome {
            Outcome::Done(_) => told.known = after,
            _ => told.perhaps = Some(after),
        }
        outcome
    }

    fn sheets(mut self) -> Vec<Sheet> {
        let mut sheets = Vec::new();
        while self.on.load(Ordering::SeqCst) {
            let mut sheet = Sheet { name: format!("导入 {}-{} ", self.round, sheets.len()), rows: 300 + self.random.below(900) as usize, id: None, started: false };
            let outcome = self.import(&mut sheet, sheets.len());
            sheets.push(sheet);
            if let Outcome::Broken = outcome {
                break;
            }
        }
        sheets
    }

    /// Uploads and starts an import, and waits until it is over.
    fn import(&mut self, sheet: &mut Sheet, number: usize) -> Outcome {
        let line = |row: usize| format!("{}{row:04},官网,13{:03}{:02}{row:04}\n", sheet.name, self.round % 1000, number % 100);
        let rows: String = (0..sheet.rows).map(line).collect();
        let header = "x-file-name: sheet.csv";
        let uploaded = self.client.send("POST", "/api/imports?object=customer", header, &format!("公司名,来源渠道,电话\n{rows}"));
        let taken = self.outcome(uploaded);
        let Outcome::Done(answer) = taken else { return taken };
        let id = answer["id"].as_str().unwrap().to_owned();
        sheet.id = Some(id.clone());
        let started = self.change("POST", &format!("/api/imports/{id}/run"), &json!({}));
        let Outcome::Done(_) = started else { return started };
        sheet.started = true;
        while self.on.load(Ordering::SeqCst) {
            match self.client.call("GET", &format!("/api/imports/{id}"), &Json::Null) {
                Ok((200, answer)) if answer["state"] == "done" => break,
                Ok(_) => std::thread::yield_now(),
                Err(_) => return Outcome::Broken,
            }
        }
        started
    }
}

fn got(client: &mut Client, method: &str, path: &str, body: &Json) -> Json {
    let (status, answer) = client.call(method, path, body).unwrap();
    assert_eq!(status, 200, "{path}: {answer}");
    answer
}

/// Asks again until it holds.
fn settled(what: &str, mut holds: impl FnMut() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(120);
    while !holds() {
        assert!(Instant::now() < deadline, "{what}");
        std::thread::yield_now();
    }
}

impl Load {
    pub fn acknowledged(&self) -> usize {
        self.acknowledged as usize
    }

    /// Compares everything with what is found now.
    pub fn check(&self, client: &mut Client) {
        let found = self.found(client);
        for told in &self.deals {
            let now = found.get(&told.id).cloned().unwrap_or(Deal { deleted: true, ..told.known.clone() });
            let fits = |deal: &Deal| if deal.deleted { now.deleted } else { now == *deal };
            assert!(fits(&told.known) || told.perhaps.as_ref().is_some_and(fits), "{}: told {:?}, perhaps {:?}, found {now:?}", told.id, told.known, told.perhaps);
        }
        self.check_reactions(client, &found);
        for sheet in &self.sheets {
            sheet.check(client);
        }
    }

    /// Every live deal of the round, told or not, made of its events and compared with its values.
    fn found(&self, client: &mut Client) -> BTreeMap<String, Deal> {
        let filter = encoded(&json!({"field": "name", "op": "is", "value": format!("耐久 {}", self.round)}));
        let mut found = BTreeMap::new();
        let mut cursor = String::new();
        loop {
            let page = got(client, "GET", &format!("/api/records/deal?filter={filter}&limit=200{cursor}"), &Json::Null);
            for record in page["records"].as_array().unwrap() {
                let id = record["id"].as_str().unwrap();
                found.insert(id.to_owned(), deal(client, record));
            }
            match page["next"].as_str() {
                Some(next) => cursor = format!("&cursor={}", next.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>()),
                None => return found,
            }
        }
    }

    /// Two tasks for the stage that every deal began in, one for the one it was moved to.
    fn check_reactions(&self, client: &mut Client, found: &BTreeMap<String, Deal>) {
        let expected: BTreeMap<&String, u64> = found.iter().map(|(id, deal)| (id, 2 + u64::from(deal.moved))).collect();
        let filter = json!({"field": "deal.name", "op": "is", "value": format!("耐久 {}", self.round)});
        let query = json!({"group": [{"field": "deal"}], "measures": [{"fn": "count"}], "filter": filter, "limit": 10_000});
        settled("the rules did not catch up", || {
            let rows = got(client, "POST", "/api/records/task/aggregate", &query)["rows"].clone();
            let tasks: BTreeMap<String, u64> =
                rows.as_array().unwrap().iter().map(|row| (row["group"][0].as_str().unwrap().to_owned(), row["values"][0].as_u64().unwrap())).collect();
            let many: Vec<_> = tasks.iter().filter(|(deal, count)| expected.get(deal).is_some_and(|expected| *count > expected)).collect();
            assert!(many.is_empty(), "done twice: {many:?}");
            expected.iter().all(|(deal, count)| tasks.get(*deal) == Some(count))
        });
    }
}

/// What the events of a deal say became of it; its values must say the same.
fn deal(client: &mut Client, record: &Json) -> Deal {
    let id = record["id"].as_str().unwrap();
    let events = got(client, "GET", &format!("/api/records/deal/{id}/events?limit=200"), &Json::Null)["events"].clone();
    let events: Vec<&Json> = events.as_array().unwrap().iter().filter(|event| event["via"] == "ui").collect();
    let of = |kind: &str| events.iter().filter(|event| event["kind"] == kind).count();
    let amounts = events.iter().flat_map(|event| event["changes"].as_array().unwrap()).filter(|change| change["field"] == "amount");
    let amount = amounts.clone().next().unwrap()["after"].clone();
    assert_eq!((of("created"), &record["amount"]), (1, &amount), "{id}: {events:?}");
    assert_eq!(record["stage"], if of("moved") == 1 { "negotiation" } else { "proposal" }, "{id}: {events:?}");
    assert_eq!(amounts.count(), 1 + of("updated"), "{id}: {events:?}");
    Deal { amount: amount.as_f64().unwrap() as u64, updates: of("updated"), moved: of("moved") == 1, deleted: false }
}

impl Sheet {
    /// What was started is carried to its end, each row once; what was not is not there.
    fn check(&self, client: &mut Client) {
        let state = |client: &mut Client| self.id.as_ref().map(|id| got(client, "GET", &format!("/api/imports/{id}"), &Json::Null)["state"].clone());
        settled("the import does not go on", || state(client).is_none_or(|state| state == "done" || state == "mapping"));
        let done = state(client).is_some_and(|state| state == "done");
        assert!(done || !self.started, "an import that was started is not carried out");
        let filter = encoded(&json!({"field": "name", "op": "starts_with", "value": self.name}));
        let answer = got(client, "GET", &format!("/api/records/customer?filter={filter}&limit=1&count=1"), &Json::Null);
        assert_eq!(answer["count"]["value"], json!(if done { self.rows } else { 0 }), "rows of {}", self.name);
    }
}
