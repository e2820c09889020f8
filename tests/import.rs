//! Files as people keep them, all the way in and out again: uploaded, matched, rehearsed, written by the job, exported.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::DateTime;
use mortise::catalog::{Files, load};
use mortise::jobs;
use mortise::records::export::{self, Format};
use mortise::records::import::{self, Change, Report};
use mortise::records::list::{self, List};
use mortise::records::{Context, Duplicates, aggregate, create, read, timeline};
use mortise::rules;
use mortise::runtime::{Published, Runtime};
use mortise::store::Store;
use mortise::value::{Actor, Clock, Id, User};
use serde_json::{Value as Json, json};

struct Workspace {
    folder: tempfile::TempDir,
    runtime: Arc<Runtime>,
    cx: Context,
}

const CHECKS: &[mortise::runtime::Check] = &[rules::check];

impl Workspace {
    async fn new(change: impl FnOnce(&mut Files)) -> Workspace {
        let mut files = load::from_folder(Path::new(env!("CARGO_MANIFEST_DIR")), "standard").unwrap_or_else(|problems| panic!("{problems:#?}"));
        change(&mut files);
        let folder = tempfile::tempdir().unwrap();
        let clock = Clock::fixed(DateTime::parse_from_rfc3339("2026-11-22T02:00:00Z").unwrap().to_utc());
        let store = Store::open(&folder.path().join("main.db"), clock.clone()).await.unwrap();
        let published = Published::install(&store, &clock, files, CHECKS).await.unwrap();
        Workspace::around(folder, store, clock, published).await
    }

    async fn around(folder: tempfile::TempDir, store: Store, clock: Clock, published: Published) -> Workspace {
        let runtime = Runtime::new(store, clock, folder.path().to_owned(), CHECKS, published);
        let mut workspace = Workspace { folder, cx: Context::new(&runtime, Actor::System, "test"), runtime };
        let found = workspace.list("user", "").await;
        let admin = match found.iter().find(|user| user["email"] == json!("ada@example.com")) {
            Some(user) => user["id"].as_str().unwrap().parse().unwrap(),
            None => workspace.create("user", json!({"name": "Ada", "email": "ada@example.com", "role": "admin"})).await,
        };
        let user = User { id: admin, name: "Ada".into(), email: "ada@example.com".into(), role: "admin".into(), lang: Default::default() };
        workspace.cx = Context::new(&workspace.runtime, Actor::User(user), "test");
        workspace
    }

    /// As after a `kill -9`: nothing is closed properly, everything is opened anew.
    async fn restarted(self) -> Workspace {
        let Workspace { folder, runtime, cx } = self;
        drop(cx);
        let clock = runtime.clock.clone();
        runtime.store.close().await.unwrap();
        drop(runtime);
        let store = Store::open(&folder.path().join("main.db"), clock.clone()).await.unwrap();
        let published = Published::load(&store, CHECKS).await.unwrap().unwrap();
        Workspace::around(folder, store, clock, published).await
    }

    async fn create(&self, object: &str, values: Json) -> Id {
        let values = values.as_object().unwrap();
        let written = create::create(&self.cx, object, values, Duplicates::Accept).await.unwrap_or_else(|error| panic!("{error:#?}"));
        written.record.id()
    }

    async fn list(&self, object: &str, sort: &str) -> Vec<Json> {
        let asked = List { sort: Some(sort.into()), limit: Some(200), ..List::default() };
        list::list(&self.cx, object, &asked).await.unwrap()["records"].as_array().unwrap().clone()
    }

    async fn upload(&self, object: &str, name: &str, bytes: &[u8]) -> Json {
        import::upload(&self.cx, object, name, bytes.to_vec()).await.unwrap_or_else(|error| panic!("{error:#?}"))
    }

    async fn change(&self, id: Id, change: Json) -> Json {
        let change: Change = serde_json::from_value(change).unwrap();
        import::change(&self.cx, id, change).await.unwrap_or_else(|error| panic!("{error:#?}"))
    }

    async fn rehearse(&self, id: Id) -> Report {
        import::rehearse(&self.cx, id).await.unwrap_or_else(|error| panic!("{error:#?}"))
    }

    /// Starts it and does its job, nothing else.
    async fn run(&self, id: Id) -> Json {
        import::start(&self.cx, id).await.unwrap_or_else(|error| panic!("{error:#?}"));
        import::carry_out(&self.runtime, id).await.unwrap_or_else(|error| panic!("{error:#?}"));
        import::show(&self.cx, id).await.unwrap()
    }

    async fn drain(&self) {
        while jobs::drain(&self.runtime).await.unwrap() > 0 {}
    }

    async fn aggregate(&self, object: &str, request: Json) -> Vec<(Vec<Json>, Vec<f64>)> {
        let request = serde_json::from_value(request).unwrap();
        let answer = aggregate::aggregate(&self.cx, object, &request).await.unwrap_or_else(|error| panic!("{error:#?}"));
        let values = |row: &Json| row["values"].as_array().unwrap().iter().map(|value| value.as_f64().unwrap_or_default()).collect();
        let title = |value: &Json| match value.as_str().and_then(|id| answer["refs"].get(id)) {
            Some(found) => found["title"].clone(),
            None => value.clone(),
        };
        let group = |row: &Json| row["group"].as_array().unwrap().iter().map(title).collect();
        answer["rows"].as_array().unwrap().iter().map(|row| (group(row), values(row))).collect()
    }
}

fn id(import: &Json) -> Id {
    import["id"].as_str().unwrap().parse().unwrap()
}

/// Header → field as matched.
fn fields(import: &Json) -> BTreeMap<String, Option<String>> {
    let columns = import["columns"].as_array().unwrap().iter();
    columns.map(|column| (column["header"].as_str().unwrap().to_owned(), column["field"].as_str().map(str::to_owned))).collect()
}

fn messages(refused: &Json) -> Vec<String> {
    refused["errors"].as_array().unwrap().iter().map(|error| error["message"]["en"].as_str().unwrap().to_owned()).collect()
}

const CUSTOMERS: &str = "\
2024 年客户名单,,,,,,\n\
,,,,,,\n\
公司名称*,联系 电话,来源,等级,标签,地区,上次跟进时间\n\
北京明远科技有限公司,+86 138-0013-8000,官网,重要客户,重点跟进、老客户,北京市,2024年6月10日\n\
上海远航物流,０２１－５５５５６６６６,转 介绍,VIP,\"老客户;价格敏感\",上海市,2024/6/11 14:30\n\
,13800138001,官网,,,,\n\
深圳光明,不是电话,电话,黄金,,,\n\
合计,,,,,,\n";

#[tokio::test]
async fn a_sheet_as_people_keep_it_is_matched_rehearsed_and_written() {
    let work = Workspace::new(|_| {}).await;
    let up = work.upload("customer", "客户.csv", CUSTOMERS.as_bytes()).await;
    assert_eq!((&up["header_row"], &up["state"], &up["encoding"]), (&json!(3), &json!("mapping"), &json!("UTF-8")));
    let expected = [
        ("公司名称*", "name"), ("联系 电话", "phone"), ("来源", "source"), ("等级", "level"), ("标签", "tags"), ("地区", "region"), ("上次跟进时间", "last_follow_up"),
    ];
    assert_eq!(fields(&up), expected.map(|(header, field)| (header.to_owned(), Some(field.to_owned()))).into());
    let report = work.rehearse(id(&up)).await;
    assert_eq!((report.create, report.update, report.refuse, report.skip), (2, 0, 2, 1));
    assert_eq!(report.refused[0]["row"], json!(6));
    assert_eq!(messages(&report.refused[0]), ["Company name is required"]);
    assert_eq!(report.refused[1]["errors"].as_array().unwrap().len(), 2, "{}", report.refused[1]);
    assert_eq!(report.unresolved["level"][0].text, "黄金");
    assert!(report.unresolved["level"][0].suggestions.iter().any(|one| one.id == "vip"));
    assert!(work.list("customer", "").await.is_empty(), "a rehearsal leaves nothing behind");
    work.change(id(&up), json!({"values": {"level": {"黄金": "vip"}}})).await;
    let done = work.run(id(&up)).await;
    assert_eq!(done["state"], json!("done"));
    assert_eq!((&done["progress"]["created"], &done["progress"]["refused"]), (&json!(2), &json!(2)));
    let found = work.list("customer", "name").await;
    let (tech, ship) = (&found[0], &found[1]);
    assert_eq!((&tech["phone"], &tech["level"], &tech["tags"]), (&json!("13800138000"), &json!("important"), &json!(["重点跟进", "老客户"])));
    assert_eq!((&ship["source"], &ship["level"], &ship["last_follow_up"]), (&json!("referral"), &json!("vip"), &json!("2024-06-11T06:30:00Z")));
    let record = tech["id"].as_str().unwrap().parse().unwrap();
    let events = timeline::timeline(&work.cx, "customer", record, None, 50).await.unwrap();
    let event = &events["events"][0];
    assert_eq!((&event["kind"], &event["via"], &event["cause"]["import"]), (&json!("created"), &json!("import"), &up["id"]));
    let (name, bytes) = import::refused(&work.cx, id(&up)).await.unwrap();
    assert_eq!(name, "客户-未导入的行.csv");
    let text = String::from_utf8(bytes).unwrap();
    let lines: Vec<&str> = text.trim_start_matches('\u{feff}').lines().collect();
    assert!(lines[0].starts_with("行号,原因,公司名称*,"), "{text}");
    assert!(lines[1].starts_with("6,公司名称*: 请填写公司名,,13800138001"), "{text}");
    assert!(lines[2].starts_with("7,联系 电话: ") && lines[2].contains("深圳光明"), "{text}");
}

#[tokio::test]
async fn rows_find_their_records_by_a_key_and_change_only_what_they_say() {
    let work = Workspace::new(|_| {}).await;
    work.create("product", json!({"name": "旧名", "code": "A-1", "price": 10, "unit": "件"})).await;
    let sheet = "产品编码,产品名称,单价\nA-1,新名,¥1.2万\nB-2,另一个,5\nB-2,再来一次,6\nA-1,新名,12000\n,无编码,7\n";
    let up = work.upload("product", "p.csv", sheet.as_bytes()).await;
    let refused = import::change(&work.cx, id(&up), serde_json::from_value(json!({"upsert_by": "price"})).unwrap()).await;
    assert_eq!(refused.unwrap_err().code, "bad_key");
    work.change(id(&up), json!({"upsert_by": "code"})).await;
    let report = work.rehearse(id(&up)).await;
    assert_eq!((report.create, report.update, report.unchanged, report.refuse), (2, 3, 0, 0), "{report:?}");
    let done = work.run(id(&up)).await;
    let progress = &done["progress"];
    assert_eq!((&progress["created"], &progress["updated"], &progress["unchanged"]), (&json!(2), &json!(2), &json!(1)));
    let found = work.list("product", "code").await;
    let of = |code: &str| found.iter().find(|one| one["code"] == json!(code)).unwrap();
    assert_eq!((&of("A-1")["name"], &of("A-1")["price"], &of("A-1")["unit"]), (&json!("新名"), &json!(12000), &json!("件")));
    assert_eq!((&of("B-2")["name"], &of("B-2")["unit"]), (&json!("再来一次"), &json!("套")));
    assert_eq!(found.len(), 3);
    let again = work.upload("product", "p.csv", "编码,产品名称\nB-2,甲\nC-3,乙\nC-3,丙\n".as_bytes()).await;
    let report = work.rehearse(id(&again)).await;
    assert_eq!((report.create, report.refuse), (1, 2), "without a key, a unique value that is taken is refused: {report:?}");
    let done = work.run(id(&again)).await;
    assert_eq!((&done["progress"]["created"], &done["progress"]["refused"]), (&json!(1), &json!(2)));
}

#[tokio::test]
async fn gates_and_checks_hold_for_imports_too() {
    let work = Workspace::new(|_| {}).await;
    work.create("customer", json!({"name": "明远", "phone": "13800138000", "source": "website"})).await;
    let sheet = "商机名称,客户,阶段,金额,成交日期\n甲,明远,赢单,100,2024-01-01\n乙,明远,赢单,0,2024-01-01\n丙,,赢单,5,\n丁,明远,输单,5,\n戊,明远,初步接触,5,2020-01-01\n己,不存在,初步接触,,\n";
    let up = work.upload("deal", "x.csv", sheet.as_bytes()).await;
    let report = work.rehearse(id(&up)).await;
    assert_eq!((report.create, report.refuse), (1, 5), "{report:?}");
    let codes: Vec<&Json> = report.refused.iter().map(|row| &row["errors"][0]["code"]).collect();
    assert_eq!(codes, [&json!("gate"), &json!("required"), &json!("required"), &json!("check"), &json!("unresolved")], "{:#?}", report.refused);
    work.change(id(&up), json!({"defaults": {"lost_reason": "other"}, "values": {"customer": {"不存在": null}}})).await;
    let report = work.rehearse(id(&up)).await;
    assert_eq!((report.create, report.refuse), (3, 3), "{report:?}");
    work.run(id(&up)).await;
    let found = work.list("deal", "name").await;
    let reason = |name: &str| found.iter().find(|one| one["name"] == json!(name)).unwrap()["lost_reason"].clone();
    assert_eq!((reason("甲"), reason("丁")), (Json::Null, json!("other")), "the reason of a loss is given to the lost only");
}

#[tokio::test]
async fn rows_may_name_rows_of_the_same_sheet() {
    let work = Workspace::new(|_| {}).await;
    let sheet = "Name,E-mail,Manager\nCid,cid@example.com,Bob\nBob,bob@example.com,Ann\nDan,dan@example.com,ann@example.com\nAnn,ann@example.com,\nEve,eve@example.com,Fay\nFay,fay@example.com,Eve\nGil,gil@example.com,Nobody\n";
    let up = work.upload("user", "team.csv", sheet.as_bytes()).await;
    let report = work.rehearse(id(&up)).await;
    assert_eq!((report.create, report.refuse), (4, 3), "{report:?}");
    let done = work.run(id(&up)).await;
    assert_eq!((&done["progress"]["created"], &done["progress"]["refused"]), (&json!(4), &json!(3)), "a circle cannot be entered");
    let people = work.list("user", "name").await;
    let of = |name: &str| people.iter().find(|one| one["name"] == json!(name)).unwrap();
    assert_eq!(of("Cid")["manager"], of("Bob")["id"]);
    assert_eq!((&of("Bob")["manager"], &of("Dan")["manager"]), (&of("Ann")["id"], &of("Ann")["id"]));
}

#[tokio::test]
async fn an_import_that_was_killed_goes_on_where_it_stopped() {
    let work = Workspace::new(|_| {}).await;
    let rows: String = (1..=1_300).map(|row| format!("产品 {row},C{row}\n")).collect();
    let up = work.upload("product", "p.csv", format!("产品名称,编码\n{rows}").as_bytes()).await;
    import::start(&work.cx, id(&up)).await.unwrap();
    // The job is cut off as soon as its first chunk is kept.
    let mut live = work.runtime.live.subscribe();
    let runtime = work.runtime.clone();
    let mut job = Box::pin(import::carry_out(&runtime, id(&up)));
    loop {
        tokio::select! {
            done = &mut job => panic!("it was to be cut off: {done:?}"),
            news = live.recv() => {
                if let Ok(mortise::runtime::Live::Import { state, done, .. }) = news && state == "running" {
                    assert_eq!(done, 500);
                    break;
                }
            }
        }
    }
    drop(job);
    drop(runtime);
    let half = import::show(&work.cx, id(&up)).await.unwrap();
    assert!(half["progress"]["done"].as_u64().unwrap() < 1_300);
    let work = work.restarted().await;
    work.drain().await;
    let done = import::show(&work.cx, id(&up)).await.unwrap();
    assert_eq!((&done["state"], &done["progress"]["created"], &done["progress"]["refused"]), (&json!("done"), &json!(1_300), &json!(0)));
    let rows = work.aggregate("product", json!({"measures": [{"fn": "count"}]})).await;
    assert_eq!(rows[0].1, [1_300.0]);
}

#[tokio::test]
async fn a_cancelled_import_keeps_what_was_written_and_writes_no_more() {
    let work = Workspace::new(|_| {}).await;
    let up = work.upload("product", "p.csv", "产品名称\n甲\n".as_bytes()).await;
    import::start(&work.cx, id(&up)).await.unwrap();
    assert_eq!(import::cancel(&work.cx, id(&up)).await.unwrap()["state"], json!("cancelled"));
    work.drain().await;
    assert!(work.list("product", "").await.is_empty());
    assert_eq!(import::start(&work.cx, id(&up)).await.unwrap_err().code, "import_stage");
}

#[tokio::test]
async fn an_export_comes_back_in_with_every_column_known() {
    let work = Workspace::new(|_| {}).await;
    let customer = json!({"name": "=HYPERLINK(\"x\")", "phone": "+8613800138000", "source": "website", "level": "vip", "region": "广东省/深圳市", "tags": ["老客户", "价格敏感"], "website": "https://example.com"});
    let customer = work.create("customer", customer).await;
    let deal = json!({"name": "-大单", "customer": customer, "stage": "proposal", "amount": 1234567.89, "close_date": "2026-12-01"});
    work.create("deal", deal).await;
    for format in [Format::Xlsx, Format::Csv] {
        let all = List { fields: Some("id,name,customer,stage,amount,close_date,expected,kind,owner,created_at,customer.level".into()), ..List::default() };
        let file = export::export(&work.cx, "deal", &all, format).await.unwrap();
        let up = work.upload("deal", &file.name, &file.bytes).await;
        let matched = fields(&up);
        for (header, field) in [("编号", "id"), ("商机名称", "name"), ("客户", "customer"), ("阶段", "stage"), ("金额", "amount"), ("成交日期", "close_date"), ("负责人", "owner"), ("创建时间", "created_at"), ("类型", "kind")] {
            assert_eq!(matched[header].as_deref(), Some(field), "{format:?} {header}");
        }
        assert_eq!((&up["upsert_by"], &matched["加权金额"], &matched["客户 / 等级"]), (&json!("id"), &None, &None));
        let computed = up["columns"].as_array().unwrap().iter().find(|column| column["header"] == json!("加权金额")).unwrap();
        assert_eq!(computed["confidence"], json!("computed"));
        let report = work.rehearse(id(&up)).await;
        assert_eq!((report.unchanged, report.create, report.update, report.refuse), (1, 0, 0, 0), "{format:?} {report:?}");
        let back = export::export(&work.cx, "customer", &List::default(), format).await.unwrap();
        if format == Format::Csv {
            let text = String::from_utf8(back.bytes.clone()).unwrap();
            assert!(text.starts_with('\u{feff}') && text.contains("'=HYPERLINK") && text.contains(",广东省/深圳市,"), "{text}");
        }
        let up = work.upload("customer", &back.name, &back.bytes).await;
        work.change(id(&up), json!({"upsert_by": "name"})).await;
        let report = work.rehearse(id(&up)).await;
        assert_eq!((report.unchanged, report.refuse), (1, 0), "{format:?} {report:?}");
    }
}

#[tokio::test]
async fn what_cannot_be_imported_is_said() {
    let work = Workspace::new(|_| {}).await;
    let refused = |bytes: &'static [u8]| import::upload(&work.cx, "customer", "x.pdf", bytes.to_vec());
    assert_eq!(refused(b"%PDF-1.7").await.unwrap_err().code, "file_unreadable");
    assert_eq!(refused(b"").await.unwrap_err().code, "file_unreadable");
    let up = work.upload("product", "p.csv", "甲乙丙\n1\n".as_bytes()).await;
    assert_eq!(import::rehearse(&work.cx, id(&up)).await.unwrap_err().code, "nothing_mapped");
    let unknown = serde_json::from_value(json!({"columns": [{"index": 0, "field": "nowhere"}]})).unwrap();
    assert_eq!(import::change(&work.cx, id(&up), unknown).await.unwrap_err().code, "unknown_field");
    let bin = work.create("user", json!({"name": "Bob", "email": "bob@example.com", "role": "member"})).await;
    let bob = User { id: bin, name: "Bob".into(), email: "bob@example.com".into(), role: "member".into(), lang: Default::default() };
    let other = Context::new(&work.runtime, Actor::User(bob), "test");
    assert_eq!(import::show(&other, id(&up)).await.unwrap_err().code, "not_found");
    assert_eq!(import::upload(&other, "user", "x.csv", b"Name\nX\n".to_vec()).await.unwrap_err().code, "forbidden");
}

/// The public sample, where it is to be found.
fn sample(name: &str) -> Option<Vec<u8>> {
    let near = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/crm-sales-opportunities");
    let folder = std::env::var_os("MORTISE_SAMPLE_DATA").map_or(near, PathBuf::from);
    std::fs::read(folder.join(name)).ok()
}

/// What an administrator adds in the studio on the way.
fn studio(files: &mut Files) {
    let fields = |file: &mut Json, added: Json| file["fields"].as_array_mut().unwrap().extend(added.as_array().unwrap().iter().cloned());
    let customer = files.get_mut("forms/customer/object.json").unwrap();
    for field in customer["fields"].as_array_mut().unwrap() {
        if ["phone", "source"].contains(&field["key"].as_str().unwrap()) {
            field.as_object_mut().unwrap().remove("required");
        }
    }
    let label = |zh: &str, en: &str| json!({"zh-CN": zh, "en": en});
    fields(customer, json!([
        {"key": "founded", "label": label("成立年份", "Year established"), "type": "integer"},
        {"key": "turnover", "label": label("营业额", "Revenue"), "type": "decimal"},
        {"key": "staff", "label": label("员工数", "Employees"), "type": "integer"},
        {"key": "sector", "label": label("细分行业", "Sector"), "type": "text"},
        {"key": "parent", "label": label("上级公司", "Subsidiary of"), "type": "lookup", "to": "customer"},
    ]));
    let days = "if close_date == () || engaged_on == () { () } else { days_between(engaged_on, close_date) }";
    fields(files.get_mut("forms/deal/object.json").unwrap(), json!([
        {"key": "engaged_on", "label": label("接洽日期", "Engage date"), "type": "date"},
        {"key": "days", "label": label("成交天数", "Days to close"), "type": "formula", "as": "integer", "script": days},
    ]));
}

#[tokio::test]
async fn the_public_sample_shows_what_it_should() {
    let (Some(accounts), Some(products), Some(teams), Some(pipeline)) =
        (sample("accounts.csv"), sample("products.csv"), sample("sales_teams.csv"), sample("sales_pipeline.csv"))
    else {
        println!("skipped: the sample data is not there; MORTISE_SAMPLE_DATA names its folder");
        return;
    };
    let work = Workspace::new(studio).await;
    let up = work.upload("customer", "accounts.csv", &accounts).await;
    let matched = fields(&up);
    for (header, field) in [("account", "name"), ("sector", "sector"), ("year_established", "founded"), ("revenue", "turnover"), ("employees", "staff"), ("office_location", "address"), ("subsidiary_of", "parent")] {
        assert_eq!(matched[header].as_deref(), Some(field), "{header}");
    }
    let done = work.run(id(&up)).await;
    assert_eq!((&done["progress"]["created"], &done["progress"]["refused"]), (&json!(85), &json!(0)));
    let up = work.upload("product", "products.csv", &products).await;
    assert_eq!(work.run(id(&up)).await["progress"]["created"], json!(7));
    // Users sign in by e-mail, so the administrator adds that column.
    let teams = String::from_utf8(teams).unwrap();
    let mail = |line: &str| line.split(',').next().unwrap().to_lowercase().replace(' ', ".");
    let lines = teams.lines().enumerate().map(|(at, line)| if at == 0 { format!("{line},email\n") } else { format!("{line},{}@example.com\n", mail(line)) });
    let up = work.upload("user", "sales_teams.csv", lines.collect::<String>().as_bytes()).await;
    let report = work.rehearse(id(&up)).await;
    assert_eq!(report.unresolved["manager"].len(), 6, "{report:?}");
    let blank: BTreeMap<String, Json> = report.unresolved["manager"].iter().map(|one| (one.text.clone(), Json::Null)).collect();
    work.change(id(&up), json!({"values": {"manager": blank}})).await;
    assert_eq!(work.run(id(&up)).await["progress"]["created"], json!(35));
    opportunities(&work, &pipeline).await;
    facts(&work).await;
}

async fn opportunities(work: &Workspace, pipeline: &[u8]) {
    let up = work.upload("deal", "sales_pipeline.csv", pipeline).await;
    let matched = fields(&up);
    for (header, field) in [("opportunity_id", "name"), ("sales_agent", "owner"), ("product", "product"), ("account", "customer"), ("deal_stage", "stage"), ("engage_date", "engaged_on"), ("close_date", "close_date"), ("close_value", "amount")] {
        assert_eq!(matched[header].as_deref(), Some(field), "{header}");
    }
    let report = work.rehearse(id(&up)).await;
    println!("rehearsed in {} ms", report.took_ms);
    let unresolved = |field: &str| report.unresolved[field].iter().map(|one| (one.text.as_str(), one.count)).collect::<Vec<_>>();
    assert_eq!(unresolved("stage"), [("Engaging", 1_589)]);
    assert_eq!(report.unresolved.len(), 1, "`GTXPro` is `GTX Pro` but for a space");
    assert_eq!((report.create, report.refuse), (8_800 - 1_589 - 2_473, 1_589 + 2_473), "lost ones need a reason");
    work.change(
        id(&up),
        json!({"values": {"stage": {"Engaging": "analysis"}}, "defaults": {"lost_reason": "other"}}),
    )
    .await;
    let report = work.rehearse(id(&up)).await;
    assert_eq!((report.create, report.refuse), (8_800, 0), "{:#?}", report.refused.first());
    let begun = std::time::Instant::now();
    let done = work.run(id(&up)).await;
    println!("imported in {} ms", begun.elapsed().as_millis());
    assert_eq!((&done["state"], &done["progress"]["created"], &done["progress"]["refused"]), (&json!("done"), &json!(8_800), &json!(0)));
}

async fn facts(work: &Workspace) {
    let stages = work.aggregate("deal", json!({"group": [{"field": "stage"}], "measures": [{"fn": "count"}]})).await;
    let of = |stage: &str| stages.iter().find(|(group, _)| group[0] == json!(stage)).unwrap().1[0];
    assert_eq!((of("won"), of("lost"), of("analysis"), of("prospecting")), (4_238.0, 2_473.0, 1_589.0, 500.0));
    assert_eq!((of("won") / (of("won") + of("lost")) * 10_000.0).round(), 6_315.0);
    let won = json!({"field": "stage", "op": "status", "value": "won"});
    let rows = work.aggregate("deal", json!({"filter": won, "measures": [{"fn": "sum", "field": "amount"}, {"fn": "avg", "field": "days"}]})).await;
    assert_eq!(rows[0].1[0], 10_005_534.0);
    assert_eq!((rows[0].1[1] * 100.0).round(), 5_178.0);
    let best = json!({"filter": won, "group": [{"field": "owner"}], "measures": [{"fn": "sum", "field": "amount"}], "sort": "-m0", "limit": 3});
    let best: Vec<(Json, f64)> = work.aggregate("deal", best).await.into_iter().map(|(group, values)| (group[0].clone(), values[0])).collect();
    assert_eq!(best, [(json!("Darcel Schlecht"), 1_153_214.0), (json!("Vicki Laflamme"), 478_396.0), (json!("Kary Hendrixson"), 454_298.0)]);
    let blank = json!({"filter": {"field": "customer", "op": "empty"}, "measures": [{"fn": "count"}]});
    assert_eq!(work.aggregate("deal", blank).await[0].1, [1_425.0]);
    let product = json!({"filter": {"field": "product.name", "op": "is", "value": "GTX Pro"}, "measures": [{"fn": "count"}]});
    assert_eq!(work.aggregate("deal", product).await[0].1, [1_480.0]);
    let sums = work.aggregate("customer", json!({"measures": [{"fn": "sum", "field": "won_amount"}, {"fn": "sum", "field": "open_deals"}]})).await;
    assert_eq!(sums[0].1, [10_005_534.0, 664.0], "rollups are right after an import");
    let subsidiary = work.aggregate("customer", json!({"filter": {"field": "parent", "op": "not_empty"}, "measures": [{"fn": "count"}]})).await;
    assert_eq!(subsidiary[0].1, [15.0]);
    let spelt = json!({"filter": {"field": "sector", "op": "is", "value": "technolgy"}, "measures": [{"fn": "count"}]});
    assert!(work.aggregate("customer", spelt).await[0].1[0] > 0.0);
    let one = work.list("deal", "name").await[0]["id"].as_str().unwrap().parse().unwrap();
    assert!(read::read(&work.cx, "deal", one).await.is_ok());
}
