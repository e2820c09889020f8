//! Rules that the time sets off: each once, none lost in a pause, none doubled by a clock that jumps or two servers that look.

use mortise::query::{Bin, Cond, Leaf, Path, Select, Sort, Test};
use mortise::records::{Context, Duplicates, create, delete};
use mortise::rules;
use mortise::runtime::Published;
use mortise::store::{NewJob, Stuck};
use mortise::value::{Actor, Cause, Id, Record, Value, slot};
use serde_json::{Value as Json, json};

use crate::{Shop, files};

fn rule(key: &str, trigger: Json) -> Json {
    json!({"key": key, "trigger": trigger, "actions": [{"kind": "notify", "to": ["admins"], "text": {"zh-CN": "甲", "en": "A"}}]})
}

#[tokio::test]
async fn a_date_fires_once_at_its_hour_for_those_that_match() {
    let mut soon = rule("soon", json!({"kind": "date", "field": "day", "before": "30d"}));
    soon["where"] = json!({"field": "level", "op": "is", "value": "high"});
    let shop = Shop::open(&[soon]).await;
    let due = shop.add(json!({"name": "一", "day": "2026-12-23", "level": "high"})).await;
    let low = shop.add(json!({"name": "二", "day": "2026-12-23", "level": "low"})).await;
    let later = shop.add(json!({"name": "三", "day": "2026-12-24", "level": "high"})).await;
    let gone = shop.add(json!({"name": "四", "day": "2026-12-23", "level": "high"})).await;
    delete::delete(&shop.cx(), "thing", gone).await.unwrap();
    shop.at("2026-11-23T00:59:00Z").await;
    assert_eq!(shop.ran(due).await, [""; 0], "it is not nine in Shanghai");
    shop.at("2026-11-23T01:00:05Z").await;
    assert_eq!(shop.ran(due).await, ["soon"]);
    // The clock goes back, and comes by again.
    shop.at("2026-11-22T00:00:00Z").await;
    shop.at("2026-11-23T01:00:30Z").await;
    shop.at("2026-11-23T12:00:00Z").await;
    assert_eq!((shop.ran(due).await.len(), shop.ran(low).await.len(), shop.ran(later).await.len()), (1, 0, 0));
}

#[tokio::test]
async fn a_pause_is_caught_up_with_and_nothing_is_done_twice() {
    let shop = Shop::open(&[rule("passed", json!({"kind": "date", "field": "due", "after": "15m"}))]).await;
    let mut all = Vec::new();
    for hour in 5..12 {
        all.push(shop.add(json!({"name": "一", "due": format!("2026-11-22T{hour:02}:00:00Z")})).await);
    }
    shop.at("2026-11-22T05:15:00Z").await;
    assert_eq!(shop.ran(all[0]).await, ["passed"], "to the minute");
    // The server was off for five hours; then two of them look at once.
    shop.runtime.clock.set("2026-11-22T10:30:00Z".parse().unwrap());
    rules::look(&shop.runtime).await.unwrap();
    rules::look(&shop.runtime).await.unwrap();
    shop.settle().await;
    let mut ran = Vec::new();
    for id in &all {
        ran.push(shop.ran(*id).await.len());
    }
    assert_eq!(ran, [1, 1, 1, 1, 1, 1, 0]);
}

#[tokio::test]
async fn what_is_put_in_again_runs_once() {
    let shop = Shop::open(&[rule("passed", json!({"kind": "date", "field": "due", "after": "0m"}))]).await;
    let id = shop.add(json!({"name": "一", "due": "2026-11-22T05:00:00Z"})).await;
    shop.at("2026-11-22T05:00:00Z").await;
    let again = rules::start_job("passed", "thing", id, "2026-11-22T05:00:00Z", shop.runtime.clock.now());
    let mut tx = shop.runtime.store.begin().await.unwrap();
    tx.enqueue(&NewJob { key: "another key".to_owned(), ..again }).await.unwrap();
    tx.commit().await.unwrap();
    shop.settle().await;
    assert_eq!(shop.ran(id).await, ["passed"]);
}

#[tokio::test]
async fn a_rule_begins_when_it_is_published() {
    let shop = Shop::open(&[]).await;
    let past = shop.add(json!({"name": "一", "due": "2026-11-22T04:30:00Z"})).await;
    let ahead = shop.add(json!({"name": "二", "due": "2026-11-22T05:30:00Z"})).await;
    shop.at("2026-11-22T05:00:00Z").await;
    let passed = rule("passed", json!({"kind": "date", "field": "due"}));
    shop.publish(std::slice::from_ref(&passed)).await;
    shop.at("2026-11-22T05:45:00Z").await;
    assert_eq!((shop.ran(past).await.len(), shop.ran(ahead).await.len()), (0, 1));
    // Switched off and on again, it does not make up for what it missed.
    let mut off = passed.clone();
    off["enabled"] = json!(false);
    shop.publish(&[off]).await;
    let missed = shop.add(json!({"name": "三", "due": "2026-11-22T06:00:00Z"})).await;
    shop.at("2026-11-22T07:00:00Z").await;
    shop.publish(&[passed]).await;
    shop.at("2026-11-22T08:00:00Z").await;
    assert_eq!(shop.ran(missed).await.len(), 0);
}

#[tokio::test]
async fn a_date_written_late_fires_at_once_but_not_from_an_import() {
    let shop = Shop::open(&[
        rule("overdue", json!({"kind": "date", "field": "day", "after": "1d"})),
        rule("soon", json!({"kind": "date", "field": "day", "before": "30d"})),
    ])
    .await;
    let id = shop.add(json!({"name": "一"})).await;
    shop.change(id, json!({"day": "2026-12-01"})).await;
    assert_eq!(shop.ran(id).await, ["soon"]);
    shop.change(id, json!({"day": "2026-11-01"})).await;
    assert_eq!(shop.ran(id).await, ["soon", "overdue"], "thirty days before is over");
    shop.change(id, json!({"day": "2026-12-01"})).await;
    shop.at("2026-11-22T04:10:00Z").await;
    assert_eq!(shop.ran(id).await.len(), 2, "the same moment is not announced twice");
    let cx = Context { cause: Cause { import: Some(Id::now_v7()), ..Cause::default() }, ..shop.cx() };
    let input = json!({"name": "二", "day": "2026-11-01"});
    let brought = create::create(&cx, "thing", input.as_object().unwrap(), Duplicates::Accept).await.unwrap().record.id();
    shop.settle().await;
    assert_eq!(shop.ran(brought).await, [""; 0]);
}

#[tokio::test]
async fn birthdays_come_every_year() {
    let shop = Shop::open(&[
        rule("solar", json!({"kind": "date", "field": "born", "yearly": true})),
        rule("lunar", json!({"kind": "date", "field": "born", "lunar": true, "before": "1d", "at": "08:00"})),
    ])
    .await;
    // The fifteenth of the eighth month of the Chinese calendar; in 2027 that is 15 September.
    let id = shop.add(json!({"name": "一", "born": "1990-10-03"})).await;
    shop.at("2026-11-30T01:00:00Z").await;
    assert_eq!(shop.ran(id).await, [""; 0]);
    shop.at("2027-09-14T00:00:00Z").await;
    assert_eq!(shop.ran(id).await, ["lunar"]);
    shop.at("2027-10-03T01:00:00Z").await;
    assert_eq!(shop.ran(id).await, ["lunar", "solar"]);
    shop.at("2028-10-03T01:00:00Z").await;
    // Both at once, in no order.
    let mut last = shop.ran(id).await.split_off(2);
    last.sort();
    assert_eq!(last, ["lunar", "solar"]);
}

#[tokio::test]
async fn a_schedule_runs_for_all_that_match_on_working_days() {
    let mut daily = rule("daily", json!({"kind": "schedule", "cron": "0 9 * * *", "working_days": true}));
    daily["where"] = json!({"field": "level", "op": "is", "value": "high"});
    let shop = Shop::open(&[daily]).await;
    let (high, low) = (shop.add(json!({"name": "一", "level": "high"})).await, shop.add(json!({"name": "二", "level": "low"})).await);
    // Wednesday the 25th, the holiday, Friday, the Saturday that is worked, Sunday.
    for (day, count) in [(25, 1), (26, 1), (27, 2), (28, 3), (29, 3)] {
        shop.at(&format!("2026-11-{day}T01:00:00Z")).await;
        assert_eq!(shop.ran(high).await.len(), count, "{day}");
    }
    // What was missed runs once.
    shop.at("2026-12-18T12:00:00Z").await;
    assert_eq!((shop.ran(high).await.len(), shop.ran(low).await.len()), (4, 0));
}

#[tokio::test]
async fn a_stage_that_lasts_too_long_is_noticed_once() {
    let shop = Shop::open(&[rule("stale", json!({"kind": "stale"})), rule("going", json!({"kind": "stale", "stages": ["going"], "after": "1d"}))]).await;
    let (id, moved) = (shop.add(json!({"name": "一"})).await, shop.add(json!({"name": "二"})).await);
    shop.change(moved, json!({"stage": "going"})).await;
    shop.at("2026-11-24T04:00:00Z").await;
    assert_eq!((shop.ran(id).await, shop.ran(moved).await), (vec![], vec!["going".to_owned()]));
    shop.at("2026-11-25T04:00:00Z").await;
    shop.at("2026-12-25T04:00:00Z").await;
    assert_eq!((shop.ran(id).await, shop.ran(moved).await.len()), (vec!["stale".to_owned()], 1));
    // It comes back, and stands there again.
    shop.change(id, json!({"stage": "going"})).await;
    shop.change(id, json!({"stage": "begun"})).await;
    shop.at("2026-12-28T04:00:00Z").await;
    assert_eq!(shop.ran(id).await, ["stale", "stale"]);
}

#[test]
fn times_that_make_no_sense_are_refused() {
    for (trigger, pointer) in [
        (json!({"kind": "date", "field": "name"}), "/trigger/field"),
        (json!({"kind": "date", "field": "due", "yearly": true}), "/trigger/field"),
        (json!({"kind": "date", "field": "day", "before": "3 days"}), "/trigger/before"),
        (json!({"kind": "date", "field": "day", "before": "3d", "after": "1d"}), "/trigger/after"),
        (json!({"kind": "date", "field": "day", "at": "25:00"}), "/trigger/at"),
        (json!({"kind": "schedule", "cron": "every day"}), "/trigger/cron"),
        (json!({"kind": "stale", "stages": ["done"]}), "/trigger"),
        (json!({"kind": "stale", "stages": ["nowhere"], "after": "1d"}), "/trigger/stages/0"),
    ] {
        let problems = Published::compile(files(&[rule("x", trigger.clone())]), 0, &[rules::check]).unwrap_err();
        assert_eq!(problems.iter().map(|problem| problem.pointer.as_str()).collect::<Vec<_>>(), [pointer], "{trigger}");
    }
}

/// A page of those that are due is found by an index, and so are those that stand in a stage for long; on either engine.
#[tokio::test]
async fn what_is_due_is_found_without_a_look_at_every_record() {
    let shop = Shop::open(&[rule("soon", json!({"kind": "date", "field": "day", "before": "30d"}))]).await;
    let object = shop.runtime.published().catalog.object("thing").unwrap().clone();
    let day = object.field("day").unwrap().slot;
    let mut tx = shop.runtime.store.begin().await.unwrap();
    for chunk in 0..20_u64 {
        let records: Vec<Record> = (0..1_000)
            .map(|number| {
                let mut record = Record::empty(object.slots());
                record.values[slot::ID] = Value::Id(Id::now_v7());
                record.values[slot::VERSION] = Value::Int(1);
                let days = chrono::Days::new((chunk * 1_000 + number) % 3_000);
                record.values[day] = Value::Date(chrono::NaiveDate::from_ymd_opt(2020, 1, 1).unwrap() + days);
                record
            })
            .collect();
        tx.insert_many(&object, &records).await.unwrap();
    }
    tx.commit().await.unwrap();
    shop.runtime.store.analyze().await.unwrap();
    let path = Path { hops: Vec::new(), leaf: Leaf::Field(day), text: "day".to_owned() };
    let date = |text: &str| Value::Date(text.parse().unwrap());
    let select = |test: Test| Select {
        object: object.clone(),
        cond: Some(Cond::All(vec![Cond::Test(path.clone(), test)])),
        scope: None,
        search: None,
        sort: vec![Sort { path: path.clone(), desc: false, ranks: Vec::new() }],
        limit: 1_000,
        cursor: None,
        bin: Bin::Live,
    };
    let mut conn = shop.runtime.store.read().await.unwrap();
    let range = Test::Range(date("2026-12-22"), date("2026-12-23"));
    let birthdays = Test::Among(mortise::value::filter::Op::In, (1900..2026).map(|year| date(&format!("{year}-11-22"))).collect());
    for test in [range, birthdays] {
        let plan = conn.plan(&select(test)).await.unwrap();
        assert!(!plan.scans, "{plan:?}");
    }
    let at = shop.runtime.clock.now();
    let stuck = Stuck { pipeline: "flow", stage: "begun", from: at, to: at, cursor: None, limit: 100 };
    assert!(!conn.stuck_scans(&stuck).await.unwrap());
    assert_eq!(Context::new(&shop.runtime, Actor::System, "test").catalog().object("thing").unwrap().timed, [day]);
}

/// Pages end in the middle of what is due at one moment, and go on there.
#[tokio::test]
async fn many_that_are_due_at_once_all_run() {
    let shop = Shop::open(&[rule("soon", json!({"kind": "date", "field": "day", "before": "30d"})), rule("stale", json!({"kind": "stale", "stages": ["going"], "after": "1d"}))]).await;
    let cx = shop.cx();
    let mut work = mortise::records::Work::begin(&cx).await.unwrap();
    let object = shop.runtime.published().catalog.object("thing").unwrap().clone();
    for number in 0..1_100 {
        let given = [("name", Value::Text(number.to_string())), ("day", Value::Date("2026-12-23".parse().unwrap())), ("stage", Value::Text("going".into()))];
        let values = given.into_iter().map(|(key, value)| (object.field(key).unwrap().slot, value)).collect();
        create::within(&mut work, &object, values, Duplicates::Accept).await.unwrap();
    }
    work.commit().await.unwrap();
    shop.at("2026-11-23T05:00:00Z").await;
    let mut tx = shop.runtime.store.begin().await.unwrap();
    let counts = tx.job_counts().await.unwrap();
    assert_eq!((counts.waiting, counts.running, counts.failed), (0, 0, 0));
    let mut ran = 0;
    let select = Select { object: object.clone(), cond: None, scope: None, search: None, sort: Vec::new(), limit: 10_000, cursor: None, bin: Bin::Live };
    for id in tx.ids(&select).await.unwrap() {
        ran += tx.runs(id, 10).await.unwrap().len();
    }
    assert_eq!(ran, 2_200);
}
