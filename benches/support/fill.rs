//! A workspace of the shipped template with many customers and deals, written through the store as an import would leave
//! them: records, their first events and stages, their search texts, and rollups that are right.

use mortise::catalog::Object;
use mortise::runtime::Published;
use mortise::store::{Event, EventKind, Store};
use mortise::value::{Cause, Clock, Id, Record, Value, slot};
use serde_json::{Value as Json, json};

/// Records to a transaction.
const CHUNK: usize = 1000;
const STAGES: [(&str, i64); 6] = [("prospecting", 20), ("analysis", 40), ("proposal", 60), ("negotiation", 80), ("won", 100), ("lost", 0)];
const LEVELS: [&str; 3] = ["vip", "important", "normal"];

/// What deal `number` is about; the peers are filled with the same.
pub struct Deal {
    pub customer: usize,
    pub stage: &'static str,
    pub probability: i64,
    pub amount: i64,
    pub close_date: String,
}

pub fn deal(number: usize, customers: usize) -> Deal {
    // Neighbours in one field are none in another.
    let (stage, probability) = STAGES[number * 7 % STAGES.len()];
    let day = number * 31 % 336;
    let close_date = format!("2027-{:02}-{:02}", day / 28 + 1, day % 28 + 1);
    Deal { customer: number * 17 % customers, stage, probability, amount: (number as i64 * 7919) % 1_000_000, close_date }
}

pub fn level(customer: usize) -> &'static str {
    LEVELS[customer % LEVELS.len()]
}

pub fn customer_name(customer: usize) -> String {
    format!("青岚{customer}科技有限公司")
}

/// Fields that a deal has beyond its own, by number: their keys, types and values.
pub fn more(field: usize) -> (String, &'static str) {
    (format!("more_{field}"), if field.is_multiple_of(2) { "integer" } else { "text" })
}

fn of_more(field: usize, deal: usize) -> Json {
    if field.is_multiple_of(2) { json!(deal * 31 % 1000 + field) } else { json!(format!("备注 {}", deal * 17 % 1000)) }
}

/// People who own customers and deals in turn, in departments below one another.
const PEOPLE: usize = 50;
const DEPARTMENTS: usize = 5;

/// Fills an empty workspace, deals with `fields` more than their own; the ids of its people and of its customers, in order.
pub async fn fill(store: &Store, published: &Published, customers: usize, deals: usize, fields: usize) -> (Vec<Id>, Vec<Id>) {
    let clock = Clock::default();
    let filling = Filling { store, published, clock: &clock };
    let departments = filling.records(&published.catalog.objects["department"], DEPARTMENTS, |number| json!({"name": format!("{number} 部")})).await;
    let people = filling
        .records(&published.catalog.objects["user"], PEOPLE, |number| {
            json!({"name": format!("{number} 号"), "email": format!("p{number}@example.com"), "role": ["member"], "active": true,
                "department": departments[number % DEPARTMENTS]})
        })
        .await;
    let mut totals = vec![(0i64, 0i64); customers];
    for number in 0..deals {
        let deal = deal(number, customers);
        let total = &mut totals[deal.customer];
        total.0 += i64::from(!matches!(deal.stage, "won" | "lost"));
        total.1 += if deal.stage == "won" { deal.amount } else { 0 };
    }
    let object = &published.catalog.objects["customer"];
    let ids = filling
        .records(object, customers, |number| {
            json!({
                "name": customer_name(number), "owner": people[number % PEOPLE], "level": level(number), "source": "website", "type": "prospect",
                "phone": format!("0755-8{number:07}"), "address": format!("广东省深圳市南山区科技园 {number} 号"),
                "open_deals": totals[number].0, "won_amount": totals[number].1, "contract_amount": 0, "paid_amount": 0,
            })
        })
        .await;
    let object = &published.catalog.objects["deal"];
    filling
        .records(object, deals, |number| {
            let deal = deal(number, customers);
            let mut values = json!({
                "name": format!("第 {number} 单"), "owner": people[number % PEOPLE], "customer": ids[deal.customer], "stage": deal.stage, "amount": deal.amount,
                "close_date": deal.close_date, "expected": deal.amount * deal.probability / 100, "kind": "new",
                "need": "希望三个月内上线，要求能自己配置字段和流程", "next_step": "约技术交流", "competitor": "无",
            });
            values.as_object_mut().unwrap().extend((0..fields).map(|field| (more(field).0, of_more(field, number))));
            values
        })
        .await;
    store.analyze().await.unwrap();
    (people, ids)
}

struct Filling<'a> {
    store: &'a Store,
    published: &'a Published,
    clock: &'a Clock,
}

impl Filling<'_> {
    async fn records(&self, object: &Object, count: usize, values: impl Fn(usize) -> Json) -> Vec<Id> {
        let mut ids = Vec::with_capacity(count);
        for from in (0..count).step_by(CHUNK) {
            let records: Vec<Record> = (from..count.min(from + CHUNK)).map(|number| self.record(object, values(number))).collect();
            let mut tx = self.store.begin().await.unwrap();
            tx.insert_many(object, &records).await.unwrap();
            for record in &records {
                ids.push(record.id());
                tx.append(&self.event(object, record)).await.unwrap();
                for (pipeline, slot) in &object.pipelines {
                    let stage = record.values[*slot].as_text().unwrap();
                    tx.start_stage(&object.key, record.id(), pipeline, stage, self.clock.now()).await.unwrap();
                }
                tx.index_new(object, record).await.unwrap();
            }
            tx.commit().await.unwrap();
        }
        ids
    }

    fn record(&self, object: &Object, values: Json) -> Record {
        let mut record = Record::empty(object.slots());
        record.values[slot::ID] = Value::Id(self.clock.new_id());
        record.values[slot::VERSION] = Value::Int(1);
        record.values[slot::CREATED_AT] = Value::Time(self.clock.now());
        record.values[slot::UPDATED_AT] = Value::Time(self.clock.now());
        for (key, value) in values.as_object().unwrap() {
            let field = object.field(key).unwrap();
            record.values[field.slot] = field.kind.decode(value).unwrap_or_else(|refusal| panic!("{key}: {refusal:?}"));
        }
        record
    }

    fn event(&self, object: &Object, record: &Record) -> Event {
        Event {
            id: self.clock.new_id(),
            at: self.clock.now(),
            actor: None,
            kind: EventKind::Created,
            object: object.key.clone(),
            record: record.id(),
            version: 1,
            changes: Vec::new(),
            note: None,
            cause: Cause::default(),
            catalog: self.published.catalog.version,
            via: "import".to_owned(),
        }
    }
}
