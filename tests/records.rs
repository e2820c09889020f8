//! The use cases on records, as the standard template defines them: gates, computed values, rules, the recycle bin, publishing.

#[path = "support/random.rs"]
mod random;
#[path = "support/store.rs"]
mod store;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use mortise::catalog::{Files, load};
use mortise::error::{Error, Kind};
use mortise::lang::Lang;
use mortise::outbound::Outbound;
use mortise::records::{Context, Duplicates, Work, create, decode, delete, list, purge, read, restore, search, stage, timeline, update};
use mortise::runtime::{Publish, Published, Related, Runtime, Touched};
use mortise::value::{Actor, Clock, Id, User};
use mortise::{jobs, rules};
use random::Random;
use serde_json::{Map, Value as Json, json};

struct Shop {
    runtime: Arc<Runtime>,
    admin: Actor,
    _folder: tempfile::TempDir,
}

fn template() -> Files {
    load::from_folder(Path::new(env!("CARGO_MANIFEST_DIR")), "standard").unwrap()
}

impl Shop {
    async fn open() -> Shop {
        let folder = tempfile::tempdir().unwrap();
        let clock = Clock::fixed("2026-11-22T04:00:00Z".parse().unwrap());
        let store = store::open(&folder.path().join("main.db"), clock.clone()).await;
        let published = Published::install(&store, &clock, template(), &[rules::check]).await.unwrap();
        let runtime = Runtime::new(store, clock, Outbound::default(), folder.path().to_owned(), &[rules::check], published);
        let system = Context::new(&runtime, Actor::System, "test");
        let input = json!({"name": "王岚", "email": "lan@example.com", "role": ["admin"], "active": true});
        let user = create::create(&system, "user", input.as_object().unwrap(), Duplicates::Ask).await.unwrap();
        let admin = Actor::User(User {
            id: user.record.id(),
            name: "王岚".to_owned(),
            email: "lan@example.com".to_owned(),
            roles: vec!["admin".to_owned()],
            departments: Vec::new(),
            lang: Lang::Zh,
            limits: None,
        });
        Shop { runtime, admin, _folder: folder }
    }

    fn cx(&self) -> Context {
        Context::new(&self.runtime, self.admin.clone(), "test")
    }

    async fn add(&self, object: &str, input: Json) -> Id {
        self.try_add(object, input).await.unwrap_or_else(|error| panic!("{error:?}"))
    }

    async fn try_add(&self, object: &str, input: Json) -> Result<Id, Error> {
        let cx = self.cx();
        let written = create::create(&cx, object, input.as_object().unwrap(), Duplicates::Accept).await?;
        Ok(written.record.id())
    }

    async fn change(&self, object: &str, id: Id, input: Json) -> Result<(), Error> {
        update::update(&self.cx(), object, id, None, input.as_object().unwrap()).await.map(drop)
    }

    async fn shown(&self, object: &str, id: Id) -> Map<String, Json> {
        read::read(&self.cx(), object, id).await.unwrap().saved.record.map()
    }

    async fn settle(&self) {
        jobs::drain_all(&self.runtime).await.unwrap();
    }

    async fn all(&self, object: &str) -> Vec<Json> {
        let answer = list::list(&self.cx(), object, &list::List { limit: Some(200), ..Default::default() }).await.unwrap();
        answer.records.into_iter().map(|record| Json::Object(record.map())).collect()
    }

    async fn customer(&self) -> Id {
        self.add("customer", json!({"name": "青岚科技", "source": "website", "phone": "0755-8888 0001"})).await
    }

    async fn deal(&self, customer: Id, amount: f64) -> Id {
        let input = json!({"name": "一期", "customer": customer, "amount": amount, "close_date": "2026-12-31"});
        self.add("deal", input).await
    }

    async fn enter(&self, deal: Id, stage: &str, values: Json) -> Result<(), Error> {
        let to = stage::Move { stage: stage.to_owned(), values: values.as_object().unwrap().clone(), ..Default::default() };
        stage::move_to(&self.cx(), "deal", deal, to).await.map(drop)
    }
}

#[tokio::test]
async fn formulas_and_rollups_follow_every_write() {
    let shop = Shop::open().await;
    let customer = shop.customer().await;
    let deal = shop.deal(customer, 1000.10).await;
    assert_eq!(shop.shown("deal", deal).await["expected"], json!(200.02));
    let open = |record: Map<String, Json>| record["open_deals"].clone();
    assert_eq!(open(shop.shown("customer", customer).await), json!(1));

    shop.enter(deal, "won", json!({})).await.unwrap();
    let after = shop.shown("customer", customer).await;
    assert_eq!(after["open_deals"], json!(0));
    assert_eq!(after["won_amount"], json!(1000.1));
    assert_eq!(shop.shown("deal", deal).await["expected"], json!(1000.1));

    delete::delete(&shop.cx(), "deal", deal).await.unwrap();
    assert_eq!(shop.shown("customer", customer).await["won_amount"], json!(0));
    restore::restore(&shop.cx(), "deal", deal).await.unwrap();
    assert_eq!(shop.shown("customer", customer).await["won_amount"], json!(1000.1));

    let other = shop.add("customer", json!({"name": "另一家", "source": "website", "phone": "0755-8888 0002"})).await;
    shop.change("deal", deal, json!({"customer": other})).await.unwrap();
    assert_eq!(shop.shown("customer", customer).await["won_amount"], json!(0));
    assert_eq!(shop.shown("customer", other).await["won_amount"], json!(1000.1));
}

/// Counts and sums are added to by what a write changes; asked anew of all children they are the same.
#[tokio::test]
async fn what_is_added_up_is_what_all_children_come_to() {
    let shop = Shop::open().await;
    let mut customers = Vec::new();
    for number in 1..=3 {
        let name = format!("客户 {number}");
        customers.push(shop.add("customer", json!({"name": name, "source": "website", "phone": format!("0755-8888 100{number}")})).await);
    }
    let (mut deals, mut gone, mut random) = (Vec::new(), Vec::new(), Random(7));
    let mut next = |below: usize| random.below(below as u64) as usize;
    for step in 0..150 {
        let (customer, amount) = (customers[next(3)], json!((next(100_000) as f64 + 1.0) / 100.0));
        match next(7) {
            0 | 1 => deals.push(shop.deal(customer, amount.as_f64().unwrap()).await),
            2 if !deals.is_empty() => shop.change("deal", deals[next(deals.len())], json!({"amount": amount, "customer": customer})).await.unwrap(),
            3 if !deals.is_empty() => {
                let stage = ["prospecting", "negotiation", "won", "lost"][next(4)];
                shop.change("deal", deals[next(deals.len())], json!({"stage": stage, "lost_reason": "price"})).await.unwrap();
            }
            4 if !deals.is_empty() => {
                let deal = deals.swap_remove(next(deals.len()));
                delete::delete(&shop.cx(), "deal", deal).await.unwrap();
                gone.push(deal);
            }
            5 if !gone.is_empty() => {
                let deal = gone.swap_remove(next(gone.len()));
                restore::restore(&shop.cx(), "deal", deal).await.unwrap();
                deals.push(deal);
            }
            // Several changes in one transaction, of the same record too.
            6 if !deals.is_empty() => {
                let cx = shop.cx();
                let (object, mut work) = (cx.catalog().object("deal").unwrap().clone(), Work::begin(&cx).await.unwrap());
                for _ in 0..4 {
                    let input = json!({"amount": next(1000), "customer": customers[next(3)]});
                    let values = decode(&cx, &object, input.as_object().unwrap()).unwrap();
                    update::within(&mut work, &object, deals[next(deals.len())], update::Edit { values, ..Default::default() }).await.unwrap();
                }
                work.commit().await.unwrap();
            }
            _ => {}
        }
        if step % 50 == 49 {
            let published = shop.runtime.published();
            let customer = published.catalog.object("customer").unwrap();
            let mut touched = Touched::default();
            customers.iter().for_each(|id| touched.whole(&published, customer, *id));
            let mut tx = shop.runtime.store.begin().await.unwrap();
            let wrong = touched.settle(&mut tx, &published, &mut Related::default()).await.unwrap();
            assert_eq!(wrong.len(), 0, "after {step} steps");
        }
    }
    let won = |record: &Map<String, Json>| record["won_amount"].as_f64().unwrap() + record["open_deals"].as_f64().unwrap();
    assert!(won(&shop.shown("customer", customers[0]).await) > 0.0, "there is something to add up");
}

#[tokio::test]
async fn a_gate_says_what_is_missing_and_changes_nothing() {
    let shop = Shop::open().await;
    let customer = shop.customer().await;
    let deal = shop.add("deal", json!({"name": "二期", "customer": customer})).await;
    let error = shop.enter(deal, "proposal", json!({})).await.unwrap_err();
    assert_eq!((error.kind, error.code), (Kind::Invalid, "gate"));
    assert_eq!(error.extra["missing"], json!(["amount", "close_date"]));
    let error = shop.change("deal", deal, json!({"stage": "lost"})).await.unwrap_err();
    assert_eq!(error.extra["missing"], json!(["lost_reason"]), "a plain update meets the same gate");
    let error = shop.try_add("deal", json!({"name": "三期", "customer": customer, "stage": "won"})).await.unwrap_err();
    assert_eq!(error.code, "gate", "and so does a new record");
    let error = shop.change("deal", deal, json!({"stage": "nowhere"})).await.unwrap_err();
    assert_eq!((error.fields[0].field.as_str(), error.fields[0].code), ("stage", "option"));
    assert_eq!(shop.shown("deal", deal).await["stage"], json!("prospecting"));
    assert_eq!(shop.shown("deal", deal).await["version"], json!(1));

    shop.enter(deal, "proposal", json!({"amount": 5, "close_date": "2026-12-01"})).await.unwrap();
    let events = json!(timeline::timeline(&shop.cx(), "deal", deal, None, 50).await.unwrap());
    assert_eq!(events["events"][0]["kind"], "moved");
    let moved = events["events"][0]["changes"].as_array().unwrap().iter().find(|change| change["field"] == "stage").unwrap();
    assert_eq!((&moved["before"], &moved["after"]), (&json!("prospecting"), &json!("proposal")));
}

#[tokio::test]
async fn rules_react_once_and_say_what_they_did() {
    let shop = Shop::open().await;
    let customer = shop.customer().await;
    let deal = shop.deal(customer, 10.0).await;
    shop.enter(deal, "proposal", json!({})).await.unwrap();
    shop.settle().await;
    let tasks = shop.all("task").await;
    assert_eq!(tasks.len(), 2, "the stage's tasks: {tasks:?}");
    let runs = json!(rules::runs(&shop.cx(), "deal", deal).await.unwrap());
    assert!(runs["runs"].as_array().unwrap().iter().all(|run| run["state"] == "done"), "{runs}");
    shop.settle().await;
    assert_eq!(shop.all("task").await.len(), 2);

    let contract = shop.add("contract", json!({"name": "主合同", "customer": customer, "amount": 10, "sign_date": "2026-11-22", "start_date": "2026-11-22", "end_date": "2027-11-21"})).await;
    let status = mortise_stage(&shop, "contract", contract, "signed").await;
    assert!(status.is_ok(), "{status:?}");
    shop.settle().await;
    assert_eq!(shop.shown("customer", customer).await["type"], json!("won"), "{:?}", rules::runs(&shop.cx(), "contract", contract).await);
}

async fn mortise_stage(shop: &Shop, object: &str, id: Id, stage: &str) -> Result<(), Error> {
    let to = stage::Move { stage: stage.to_owned(), ..Default::default() };
    stage::move_to(&shop.cx(), object, id, to).await.map(drop)
}

#[tokio::test]
async fn a_lead_becomes_customer_contact_and_deal_at_the_press_of_a_button() {
    let shop = Shop::open().await;
    let lead = shop.add("lead", json!({"name": "陈一", "company": "澄海食品", "phone": "138 0013 8001", "source": "exhibition"})).await;
    shop.settle().await;
    let run = json!(rules::press(&shop.cx(), "lead", lead, "lead_convert").await.unwrap_or_else(|error| panic!("{error:?}")));
    assert_eq!(run["run"]["state"], "done");
    for object in ["customer", "contact", "deal"] {
        assert_eq!(shop.all(object).await.len(), 1, "{object}");
    }
    assert_eq!(shop.all("customer").await[0]["phone"], json!("13800138001"));
    let again = rules::press(&shop.cx(), "lead", lead, "lead_convert").await.unwrap_err();
    assert_eq!(again.code, "not_now");
}

#[tokio::test]
async fn people_find_each_other_by_pinyin_and_substring() {
    let shop = Shop::open().await;
    let customer = shop.customer().await;
    for text in ["岚科", "qlkj", "88880001", "qinglan"] {
        let hits = json!(search::search(&shop.cx(), text, 10).await.unwrap());
        assert_eq!(hits["hits"][0]["id"], json!(customer), "{text}: {hits}");
    }
    shop.add("contact", json!({"name": "孟晓", "customer": customer})).await;
    let hits = json!(search::search(&shop.cx(), "孟晓", 10).await.unwrap());
    assert_eq!(hits["hits"][0]["subtitle"], json!("青岚科技"), "who somebody works for");
    delete::delete(&shop.cx(), "customer", customer).await.unwrap();
    assert_eq!(json!(search::search(&shop.cx(), "qlkj", 10).await.unwrap().hits), json!([]));
    purge::purge(&shop.cx(), "customer", customer).await.unwrap();
    assert_eq!(read::read(&shop.cx(), "customer", customer).await.unwrap_err().kind, Kind::NotFound);
}

#[tokio::test]
async fn a_column_may_count_children_or_look_through_a_lookup() {
    let shop = Shop::open().await;
    let customer = shop.customer().await;
    shop.deal(customer, 1.0).await;
    shop.deal(customer, 2.0).await;
    let of = |object: &'static str, fields: &'static str| {
        let list = list::List { fields: Some(fields.to_owned()), ..Default::default() };
        let cx = shop.cx();
        async move { json!(list::list(&cx, object, &list).await.unwrap().records[0]) }
    };
    assert_eq!(of("customer", "name,deals.count,contacts.count").await["deals.count"], json!(2));
    assert_eq!(of("customer", "contacts.count").await["contacts.count"], json!(0));
    assert_eq!(of("deal", "name,customer.phone").await["customer.phone"], json!("075588880001"));
}

#[tokio::test]
async fn bad_values_are_all_named() {
    let shop = Shop::open().await;
    let error = shop.try_add("customer", json!({"nonsense": 1, "email": "no", "level": "huge", "id": "x"})).await.unwrap_err();
    let mut codes: Vec<&str> = error.fields.iter().map(|field| field.field.as_str()).collect();
    codes.sort_unstable();
    assert_eq!(codes, ["email", "id", "level", "nonsense"]);
    let error = shop.try_add("customer", json!({"name": "x"})).await.unwrap_err();
    let mut missing: Vec<&str> = error.fields.iter().map(|field| field.field.as_str()).collect();
    missing.sort_unstable();
    assert_eq!(missing, ["phone", "source"]);
    let nobody = Id::now_v7();
    let error = shop.try_add("deal", json!({"name": "x", "customer": nobody})).await.unwrap_err();
    assert_eq!(error.fields[0].code, "no_such_record");
}

#[tokio::test]
async fn two_who_edit_at_once_are_told() {
    let shop = Shop::open().await;
    let customer = shop.customer().await;
    let input = json!({"address": "深南大道 1 号"});
    update::update(&shop.cx(), "customer", customer, Some(1), input.as_object().unwrap()).await.unwrap();
    let error = update::update(&shop.cx(), "customer", customer, Some(1), input.as_object().unwrap()).await.unwrap_err();
    assert_eq!(error.kind, Kind::Stale);
    assert_eq!(error.extra["current"]["address"], json!("深南大道 1 号"));
}

#[tokio::test]
async fn a_published_change_is_in_force_at_once_and_a_bad_one_changes_nothing() {
    let shop = Shop::open().await;
    let customer = shop.customer().await;
    let deal = shop.deal(customer, 100.0).await;
    let old = shop.cx();

    let mut files = template();
    let object = files.get_mut("forms/deal/object.json").unwrap();
    let fields = object["fields"].as_array_mut().unwrap();
    fields.push(json!({"key": "budget_code", "label": {"zh-CN": "预算编号", "en": "Budget code"}, "type": "text"}));
    let expected = fields.iter_mut().find(|field| field["key"] == "expected").unwrap();
    expected["script"] = json!("amount * 2");
    let publish = Publish { author: mortise::value::Author { id: shop.admin.id(), ..Default::default() }, files: files.clone(), message: "预算".into(), remap: Default::default() };
    assert_eq!(shop.runtime.publish(publish).await.unwrap(), 2);
    assert_eq!(shop.shown("deal", deal).await["expected"], json!(200), "computed anew");
    shop.change("deal", deal, json!({"budget_code": "B-1"})).await.unwrap();
    let input = json!({"note": "旧的请求"});
    let written = update::update(&old, "deal", deal, None, input.as_object().unwrap()).await;
    assert!(written.is_ok() || written.unwrap_err().fields[0].code == "unknown_field", "an old request ends under its own catalog");

    let pipeline = files.get_mut("workflows/deal.pipeline.json").unwrap();
    pipeline["stages"].as_array_mut().unwrap().retain(|stage| stage["key"] != "prospecting");
    let publish = Publish { author: mortise::value::Author { id: shop.admin.id(), ..Default::default() }, files: files.clone(), message: "".into(), remap: Default::default() };
    let error = shop.runtime.publish(publish).await.unwrap_err();
    assert_eq!(error.extra["problems"][0]["code"], "stage_in_use");
    assert_eq!(shop.runtime.published().catalog.version, 2);
    let remap = BTreeMap::from([("deal".to_owned(), BTreeMap::from([("prospecting".to_owned(), "analysis".to_owned())]))]);
    let publish = Publish { author: mortise::value::Author { id: shop.admin.id(), ..Default::default() }, files: files.clone(), message: "".into(), remap: Cow::Owned(remap) };
    shop.runtime.publish(publish).await.unwrap();
    assert_eq!(shop.shown("deal", deal).await["stage"], json!("analysis"));
    assert_eq!(shop.shown("customer", customer).await["open_deals"], json!(1));

    // What counts as open is said by the stages, not by the sum.
    let stages = files.get_mut("workflows/deal.pipeline.json").unwrap()["stages"].as_array_mut().unwrap();
    stages.iter_mut().find(|stage| stage["key"] == "analysis").unwrap()["status"] = json!("lost");
    let publish = Publish { author: mortise::value::Author { id: shop.admin.id(), ..Default::default() }, files, message: "".into(), remap: Default::default() };
    shop.runtime.publish(publish).await.unwrap();
    assert_eq!(shop.shown("customer", customer).await["open_deals"], json!(0));
}
