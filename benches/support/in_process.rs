//! Through the use cases in this process, against statements by hand on the same engine: lists, sums, reads, creates, an import;
//! and the same list asked for by people of less sight. Knows nothing of HTTP.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use mortise::access::Action;
use mortise::app::CHECKS;
use mortise::outbound::Outbound;
use mortise::query::{Bin, Select, Sort, path};
use mortise::records::{Context, Duplicates, aggregate, create, import, list, person, read};
use mortise::runtime::{Published, Runtime};
use mortise::value::{Actor, Clock, Id, User};
use serde_json::{Value as Json, json};

use super::fill::customer_name;
use super::hand::Hand;
use super::report::Report;
use super::{open, simple};

const ROUNDS: usize = 7;
const PART: &str = "in process";
const AS_OTHERS: &str = "the list of 50, as";
/// Whether they are of one stage below an amount, or of everything; and how they are sorted.
const LISTS: [(&str, bool, &str); 5] = [
    ("two filters and a sort", true, "-amount"),
    ("all by amount", false, "-amount"),
    ("all by creation", false, "-created_at"),
    ("all by last change", false, "-updated_at"),
    ("all", false, ""),
];

async fn runtime(folder: &Path) -> Arc<Runtime> {
    let store = open(folder).await;
    let published = Published::load(&store, CHECKS).await.unwrap().unwrap();
    Runtime::new(store, Clock::default(), Outbound::default(), folder.to_owned(), CHECKS, published)
}

/// Medians of both, in turn.
async fn compare(report: &mut Report, work: &str, times: usize, ours: impl AsyncFn(usize), mut theirs: impl AsyncFnMut(usize)) {
    let (mut our_times, mut their_times) = (Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        let began = Instant::now();
        for time in 0..times {
            ours(round * times + time).await;
        }
        our_times.push(began.elapsed() / times as u32);
        let began = Instant::now();
        for time in 0..times {
            theirs(round * times + time).await;
        }
        their_times.push(began.elapsed() / times as u32);
    }
    report.compared(PART, work, our_times, their_times);
}

pub async fn measure(report: &mut Report, folder: &Path, customers: &[Id]) {
    let runtime = runtime(folder).await;
    let cx = Context::new(&runtime, Actor::System, "bench");
    let mut hand = Hand::open(folder).await;
    report.heading(PART, "ours", "by hand");
    lists(report, &cx, &mut hand).await;
    let by_stage = json!({"group": [{"field": "stage"}], "measures": [{"fn": "count"}, {"fn": "sum", "field": "amount"}]});
    let group = async |_: usize| {
        let asked: aggregate::Request = serde_json::from_value(by_stage.clone()).unwrap();
        aggregate::aggregate(&cx, "deal", &asked).await.unwrap();
    };
    compare(report, "group by stage, count and sum", 1, group, async |_| hand.group().await).await;
    let ids = hand.ids(1000).await;
    let one = async |number: usize| drop(read::read(&cx, "deal", ids[number % ids.len()]).await.unwrap());
    compare(report, "read one, with all its page shows", 300, one, async |number| hand.read(ids[number % ids.len()]).await).await;
    let whose = |number: usize| customers[number * 37 % customers.len()];
    let made = async |number: usize| {
        let input = json!({"name": format!("新 {number}"), "customer": whose(number), "amount": 1000 + number, "close_date": "2027-01-31",
            "kind": "new", "need": "希望三个月内上线", "next_step": "约技术交流", "competitor": "无"});
        create::create(&cx, "deal", input.as_object().unwrap(), Duplicates::Accept).await.unwrap();
    };
    compare(report, "create, one at a time", 50, made, async |number| hand.create(whose(number), number).await).await;
    runtime.store.close().await.unwrap();
}

async fn lists(report: &mut Report, cx: &Context, hand: &mut Hand) {
    let object = cx.object("deal", Action::Read).unwrap();
    let sort = vec![Sort { path: path(cx.catalog(), &object, "amount").unwrap(), desc: true, ranks: Vec::new() }];
    let ask = async |filter: Json| {
        let cond = Some(cx.condition(&object, &serde_json::from_value(filter).unwrap()).unwrap());
        let select = Select { object: object.clone(), cond, scope: None, search: None, sort: sort.clone(), limit: 50, cursor: None, bin: Bin::Live };
        assert_eq!(cx.runtime.store.read().await.unwrap().list(&select).await.unwrap().records.len(), 50);
    };
    let ours = async |number| ask(simple(some(number))).await;
    compare(report, "list 50, two filters and a sort", 100, ours, async |number| hand.list(some(number)).await).await;
    let ours = async |number| ask(through(some(number))).await;
    compare(report, "the same through customer.level", 100, ours, async |number| hand.through(some(number)).await).await;
}

fn some(number: usize) -> i64 {
    900_000 + (number % 90) as i64 * 1000
}

fn through(amount: i64) -> Json {
    json!({"and": [{"field": "amount", "op": "<", "value": amount}, {"field": "customer.level", "op": "is", "value": "vip"}]})
}

/// Lists asked for by people of less sight, beside the administrator's.
pub async fn as_others(report: &mut Report, folder: &Path, people: &[Id]) {
    let runtime = runtime(folder).await;
    let users = runtime.published().catalog.object("user").unwrap().clone();
    let record = runtime.store.read().await.unwrap().get(&users, people[8]).await.unwrap().unwrap();
    let user = person::active(&users, &record).unwrap();
    let actor = |role: &str| Context::new(&runtime, Actor::User(User { roles: vec![role.to_owned()], ..user.clone() }), "bench");
    let asked = async |cx: &Context, filtered: bool, sort: &str, number: usize| {
        let filter = filtered.then(|| simple(some(number)).to_string());
        let asked = list::List { filter, sort: Some(sort.to_owned()), limit: Some(50), ..Default::default() };
        assert_eq!(list::list(cx, "deal", &asked).await.unwrap().records.len(), 50);
    };
    report.heading(AS_OTHERS, "theirs", "administrator");
    let admin = actor("admin");
    for role in ["member", "manager"] {
        let cx = actor(role);
        for (name, filtered, sort) in LISTS {
            let (mut theirs, mut whole) = (Vec::new(), Vec::new());
            for round in 0..ROUNDS {
                for (who, times) in [(&cx, &mut theirs), (&admin, &mut whole)] {
                    let began = Instant::now();
                    for time in 0..30 {
                        asked(who, filtered, sort, round * 30 + time).await;
                    }
                    times.push(began.elapsed() / 30);
                }
            }
            report.compared(AS_OTHERS, &format!("{role}, {name}"), theirs, whole);
        }
    }
    runtime.store.close().await.unwrap();
}

/// A sheet of so many deals, from the file to the last chunk, against bulk inserts by hand of the same records, each with a line in
/// the log, and the sums of their customers. We write more about each than that: the second ratio is of one written row.
/// Once each, and at the end: the deals stay.
pub async fn imported(report: &mut Report, folder: &Path, customers: &[Id], deals: usize) {
    let runtime = runtime(folder).await;
    let cx = Context::new(&runtime, Actor::System, "import");
    let mut hand = Hand::open(folder).await;
    report.heading(&format!("import of {deals} deals, a row of the sheet"), "ours", "by hand");
    let sheet = sheet(customers.len(), deals);
    let before = hand.rows_kept().await;
    let began = Instant::now();
    let state = json!(import::upload(&cx, "deal", "deals.csv", sheet.into_bytes()).await.unwrap());
    let id: Id = state["id"].as_str().unwrap().parse().unwrap();
    import::start(&cx, id).await.unwrap();
    import::carry_out(&runtime, id).await.unwrap();
    let ours = began.elapsed();
    let state = json!(import::show(&cx, id).await.unwrap());
    assert_eq!(state["progress"]["created"], json!(deals), "{}", state["progress"]);
    let our_rows = hand.rows_kept().await - before;
    let began = Instant::now();
    let their_rows = hand.import(customers, deals).await;
    let theirs = began.elapsed();
    let each = |time: Duration, rows: usize| vec![time.div_f64(rows as f64)];
    report.compared(PART, "import", each(ours, deals), each(theirs, deals));
    report.compared(PART, "import, a written row", each(ours, our_rows), each(theirs, their_rows));
    println!("{:<44}{:>12.1} s  {:>12.1} s", format!("{our_rows} rows written, by hand {their_rows}"), ours.as_secs_f64(), theirs.as_secs_f64());
    runtime.store.close().await.unwrap();
}

fn sheet(customers: usize, deals: usize) -> String {
    let mut sheet = String::from("商机名称,客户,金额,阶段,成交日期,输单原因\n");
    for row in 0..deals {
        let (stage, reason) = [("赢单", ""), ("输单", "价格"), ("初步接触", ""), ("方案报价", "")][row % 4];
        let customer = customer_name(row * 37 % customers);
        sheet.push_str(&format!("导入 {row},{customer},{},{stage},2027/{}/{},{reason}\n", 100 + row, row % 12 + 1, row % 28 + 1));
    }
    sheet
}
