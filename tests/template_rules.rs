//! What the rules of the shipped template do for people, asked of the use cases.

#[path = "support/store.rs"]
mod store;

use std::path::Path;
use std::sync::Arc;

use mortise::catalog::load;
use mortise::error::Error;
use mortise::lang::Lang;
use mortise::outbound::Outbound;
use mortise::records::{Context, Duplicates, create, list, read, stage, update};
use mortise::runtime::{Published, Runtime};
use mortise::value::{Actor, Clock, Id, User};
use mortise::{jobs, rules};
use serde_json::{Value as Json, json};

/// A workspace of the standard template with an administrator, on 22 November 2026 at noon in Shanghai.
struct Office {
    runtime: Arc<Runtime>,
    me: Actor,
    _folder: tempfile::TempDir,
}

impl Office {
    async fn open() -> Office {
        let folder = tempfile::tempdir().unwrap();
        let clock = Clock::fixed("2026-11-22T04:00:00Z".parse().unwrap());
        let store = store::open(&folder.path().join("main.db"), clock.clone()).await;
        let files = load::from_folder(Path::new(env!("CARGO_MANIFEST_DIR")), "standard").unwrap();
        let published = Published::install(&store, &clock, files, &[rules::check]).await.unwrap();
        let runtime = Runtime::new(store, clock, Outbound::default(), folder.path().to_owned(), &[rules::check], published);
        let mut office = Office { runtime, me: Actor::System, _folder: folder };
        let id = office.hire("王岚", "admin").await;
        let user = User { id, name: "王岚".into(), email: "王岚@example.com".into(), roles: vec!["admin".into()], departments: Vec::new(), lang: Lang::Zh, limits: None };
        office.me = Actor::User(user);
        office
    }

    async fn hire(&self, name: &str, role: &str) -> Id {
        let email = format!("u{}@example.com", Id::now_v7().simple());
        self.add("user", json!({"name": name, "email": email, "role": [role], "active": true})).await
    }

    fn cx(&self) -> Context {
        Context::new(&self.runtime, self.me.clone(), "test")
    }

    async fn add(&self, object: &str, input: Json) -> Id {
        let written = create::create(&self.cx(), object, input.as_object().unwrap(), Duplicates::Accept).await;
        let id = written.unwrap_or_else(|error| panic!("{object}: {error:?}")).record.id();
        self.settle().await;
        id
    }

    async fn change(&self, object: &str, id: Id, input: Json) {
        update::update(&self.cx(), object, id, None, input.as_object().unwrap()).await.unwrap_or_else(|error| panic!("{error:?}"));
        self.settle().await;
    }

    async fn enter(&self, object: &str, id: Id, stage: &str, values: Json) -> Result<(), Error> {
        let to = stage::Move { stage: stage.to_owned(), values: values.as_object().unwrap().clone(), ..Default::default() };
        stage::move_to(&self.cx(), object, id, to).await?;
        self.settle().await;
        Ok(())
    }

    async fn get(&self, object: &str, id: Id) -> Json {
        Json::Object(read::read(&self.cx(), object, id).await.unwrap().saved.record.map())
    }

    async fn all(&self, object: &str) -> Vec<Json> {
        let answer = list::list(&self.cx(), object, &list::List { limit: Some(200), ..Default::default() }).await.unwrap();
        answer.records.into_iter().map(|record| Json::Object(record.map())).collect()
    }

    async fn settle(&self) {
        jobs::drain_all(&self.runtime).await.unwrap();
    }

    /// The rules that ran on a record; none of them may have failed.
    async fn ran(&self, object: &str, id: Id) -> Vec<String> {
        let answer = json!(rules::runs(&self.cx(), object, id).await.unwrap());
        let runs = answer["runs"].as_array().unwrap();
        assert!(runs.iter().all(|run| run["state"] == "done"), "{answer}");
        let mut rules: Vec<String> = runs.iter().map(|run| run["rule"].as_str().unwrap().to_owned()).collect();
        rules.sort_unstable();
        rules
    }

    async fn customer(&self) -> Id {
        self.add("customer", json!({"name": "青岚科技", "source": "website", "phone": "0755-8888 0001"})).await
    }
}

#[tokio::test]
async fn a_conversion_carries_over_everything_and_links_back() {
    let office = Office::open().await;
    let lead = office
        .add("lead", json!({"name": "陈一", "company": "澄海食品", "position": "厂长", "phone": "138 0013 8001", "source": "exhibition", "region": "广东省/汕头市", "need": "两个仓", "budget": 120000}))
        .await;
    assert_eq!(office.get("lead", lead).await["level"], "important", "graded by its budget");
    let refused = office.enter("lead", lead, "converted", json!({})).await.unwrap_err();
    assert!(refused.message.en.contains("Convert"), "{refused:?}");
    rules::press(&office.cx(), "lead", lead, "lead_convert").await.unwrap_or_else(|error| panic!("{error:?}"));
    office.settle().await;

    let (customer, contact, deal) = (&office.all("customer").await[0], &office.all("contact").await[0], &office.all("deal").await[0]);
    assert_eq!((&customer["name"], &customer["region"], &customer["level"]), (&json!("澄海食品"), &json!("广东省/汕头市"), &json!("important")));
    assert_eq!((&contact["customer"], &contact["mobile"], &contact["position"]), (&customer["id"], &json!("13800138001"), &json!("厂长")));
    assert_eq!((&deal["customer"], &deal["contact"], &deal["amount"], &deal["stage"]), (&customer["id"], &contact["id"], &json!(120000), &json!("prospecting")));
    let lead_now = office.get("lead", lead).await;
    assert_eq!((&lead_now["status"], &lead_now["deal"], &lead_now["customer"]), (&json!("converted"), &deal["id"], &customer["id"]));

    let second = office.add("lead", json!({"name": "林二", "phone": "13800138002", "source": "phone", "customer": customer["id"]})).await;
    rules::press(&office.cx(), "lead", second, "lead_convert_known").await.unwrap();
    assert_eq!((office.all("customer").await.len(), office.all("contact").await.len()), (1, 2));
}

#[tokio::test]
async fn leads_of_nobody_are_dealt_out_in_turn() {
    let office = Office::open().await;
    let team = [office.hire("甲", "member").await, office.hire("乙", "member").await];
    let mut owners = Vec::new();
    for phone in ["13800138001", "13800138002", "13800138003"] {
        let lead = office.add("lead", json!({"name": "访客", "phone": phone, "source": "website", "owner": null})).await;
        owners.push(office.get("lead", lead).await["owner"].as_str().unwrap().parse::<Id>().unwrap());
        assert_eq!(office.ran("lead", lead).await, ["lead_assign", "lead_grade"]);
    }
    assert_eq!(owners, [team[0], team[1], team[0]]);
    let own = office.add("lead", json!({"name": "熟人", "phone": "13800138004", "source": "website"})).await;
    assert_eq!(office.get("lead", own).await["owner"], json!(office.me.id()), "who enters a lead keeps it");
}

#[tokio::test]
async fn signing_makes_a_client_and_plans_the_payment_once() {
    let office = Office::open().await;
    let customer = office.customer().await;
    let contract = office.add("contract", json!({"name": "主合同", "customer": customer, "amount": 8000})).await;
    assert!(office.get("contract", contract).await["number"].as_str().unwrap().starts_with("HT-2026-"));
    let refused = office.enter("contract", contract, "signed", json!({})).await.unwrap_err();
    assert_eq!(refused.extra["missing"], json!(["sign_date"]));
    office.enter("contract", contract, "signed", json!({"sign_date": "2026-11-22"})).await.unwrap();
    assert_eq!(office.ran("contract", contract).await, ["contract_payment_plan", "contract_signed"]);
    let after = office.get("customer", customer).await;
    assert_eq!((&after["type"], &after["contract_amount"]), (&json!("won"), &json!(8000)));
    let payments = office.all("payment").await;
    assert_eq!((payments.len(), &payments[0]["amount"], &payments[0]["due_date"]), (1, &json!(8000), &json!("2026-12-22")));

    let payment: Id = payments[0]["id"].as_str().unwrap().parse().unwrap();
    office.change("payment", payment, json!({"status": "paid", "paid_date": "2026-11-30"})).await;
    assert_eq!(office.ran("payment", payment).await, ["payment_received"]);
    let paid = office.get("contract", contract).await;
    assert_eq!((&paid["paid_amount"], &paid["outstanding"]), (&json!(8000), &json!(0)));
    office.enter("contract", contract, "active", json!({"start_date": "2026-12-01"})).await.unwrap();
    assert_eq!(office.all("payment").await.len(), 1);
    let part = office.add("payment", json!({"contract": contract, "amount": 1})).await;
    assert_eq!(office.get("payment", part).await["customer"], json!(customer));
}

#[tokio::test]
async fn a_follow_up_moves_the_dates_of_customer_and_deal_and_becomes_a_task() {
    let office = Office::open().await;
    let customer = office.customer().await;
    let deal = office.add("deal", json!({"name": "一期", "customer": customer})).await;
    let told = json!({"subject": "谈报价", "deal": deal, "time": "2026-11-22T02:00:00Z", "next_time": "2026-11-25T02:00:00Z", "next_content": "发第二版"});
    let follow_up = office.add("follow_up", told).await;
    assert_eq!(office.get("follow_up", follow_up).await["customer"], json!(customer));
    assert_eq!(office.ran("follow_up", follow_up).await, ["follow_up_about", "follow_up_customer", "follow_up_deal", "follow_up_task"]);
    let dates = |record: Json| (record["last_follow_up"].clone(), record["next_follow_up"].clone());
    assert_eq!(dates(office.get("customer", customer).await), (json!("2026-11-22T02:00:00Z"), json!("2026-11-25T02:00:00Z")));
    assert_eq!(office.get("deal", deal).await["last_follow_up"], json!("2026-11-22T02:00:00Z"));
    let task = &office.all("task").await[0];
    assert_eq!((&task["title"], &task["due"], &task["customer"]), (&json!("发第二版"), &json!("2026-11-25T02:00:00Z"), &json!(customer)));

    office.add("follow_up", json!({"subject": "补记", "customer": customer, "time": "2026-11-01T02:00:00Z"})).await;
    assert_eq!(dates(office.get("customer", customer).await).0, json!("2026-11-22T02:00:00Z"), "an older one changes nothing");
}

#[tokio::test]
async fn a_move_to_won_or_lost_has_its_sequel_and_a_new_record_there_has_none() {
    let office = Office::open().await;
    let customer = office.customer().await;
    let deal = |name: &str| json!({"name": name, "customer": customer, "amount": 600000, "close_date": "2026-12-31"});
    let won = office.add("deal", deal("一期")).await;
    office.enter("deal", won, "negotiation", json!({})).await.unwrap();
    assert_eq!(office.ran("deal", won).await, ["deal_big", "stage_tasks"]);
    office.enter("deal", won, "won", json!({})).await.unwrap();
    assert_eq!(office.get("deal", won).await["close_date"], "2026-11-22");
    let given = office.add("deal", deal("二期")).await;
    office.enter("deal", given, "won", json!({"close_date": "2026-11-18"})).await.unwrap();
    assert_eq!(office.get("deal", given).await["close_date"], "2026-11-18", "a day that was said stays");

    let lost = office.add("deal", deal("三期")).await;
    office.enter("deal", lost, "lost", json!({"lost_reason": "price"})).await.unwrap();
    assert_eq!(office.ran("deal", lost).await, ["deal_lost"]);
    let again = office.all("task").await.into_iter().find(|task| task["deal"] == json!(lost)).unwrap();
    assert_eq!(again["due"], "2027-02-20T04:00:00Z");

    let old = json!({"name": "旧单", "customer": customer, "amount": 1, "close_date": "2025-01-01", "stage": "lost", "lost_reason": "price"});
    let old = office.add("deal", old).await;
    assert!(office.ran("deal", old).await.is_empty());
}

impl Office {
    /// The clock shows this; what is due then is done.
    async fn at(&self, at: &str) {
        self.runtime.clock.set(at.parse().unwrap());
        rules::look(&self.runtime).await.unwrap();
        self.settle().await;
    }
}

#[tokio::test]
async fn the_clock_reminds_of_what_people_forget() {
    let office = Office::open().await;
    let silent = office.add("customer", json!({"name": "静默", "source": "website", "level": "vip", "phone": "0755-8888 0002"})).await;
    let normal = office.add("customer", json!({"name": "普通", "source": "website", "level": "normal", "phone": "0755-8888 0003"})).await;
    for customer in [silent, normal] {
        office.add("follow_up", json!({"subject": "电话", "customer": customer, "time": "2026-11-20T02:00:00Z"})).await;
    }
    let contact = office.add("contact", json!({"name": "周敏", "customer": normal, "birthday": "1990-12-19"})).await;
    let task = office.add("task", json!({"title": "回电", "due": "2026-12-20T07:00:00Z"})).await;
    let deal = office.add("deal", json!({"name": "一期", "customer": normal})).await;
    let contract = office.add("contract", json!({"name": "主合同", "customer": normal, "amount": 100, "sign_date": "2026-01-01", "end_date": "2027-01-18", "status": "signed"})).await;
    let payment = office.add("payment", json!({"contract": contract, "amount": 100, "due_date": "2026-12-18"})).await;
    let before = office.all("task").await.len();
    office.at("2026-12-20T01:00:00Z").await;
    assert_eq!(office.ran("customer", silent).await, ["customer_silent"]);
    assert_eq!(office.ran("customer", normal).await, [""; 0]);
    assert_eq!(office.ran("contact", contact).await, ["contact_birthday"]);
    assert_eq!(office.ran("task", task).await, ["task_due"]);
    assert_eq!(office.ran("deal", deal).await, ["deal_stale"]);
    assert!(office.ran("contract", contract).await.contains(&"contract_expiring".to_owned()));
    assert!(office.ran("payment", payment).await.contains(&"payment_overdue".to_owned()));
    assert_eq!(office.all("task").await.len(), before + 1, "the renewal is a task");
}
