//! What rows of a sheet become: created, found and changed, refused, in whichever order they name each other; and out again.

use mortise::catalog::Files;
use mortise::records::export::{self, Format};
use mortise::records::import;
use mortise::records::list::List;
use mortise::records::{Context, timeline};
use mortise::value::{Actor, User};
use serde_json::{Value as Json, json};

use super::workspace::{Workspace, fields, id, messages};

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
    assert_eq!(report.refused[0].row, 6);
    assert_eq!(messages(&report.refused[0]), ["Company name is required"]);
    assert_eq!(report.refused[1].errors.len(), 2, "{:?}", report.refused[1]);
    assert_eq!(report.unresolved["level"][0].text, "黄金");
    assert!(report.unresolved["level"][0].suggestions.is_empty(), "nothing is called anything like it");
    let reasons: Vec<_> = report.reasons.iter().map(|reason| (reason.field.as_str(), reason.count, &reason.rows[..])).collect();
    assert_eq!(reasons, [("level", 1, &[7][..]), ("name", 1, &[6]), ("phone", 1, &[7])]);
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
    let event = json!(events.events[0]);
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
async fn a_text_in_another_encoding_is_read_again_as_a_person_says() {
    let work = Workspace::new(|_| {}).await;
    let big5 = [b"Name,City\n".as_slice(), &[0xa5, 0x78, 0xa5, 0x5f, 0xa9, 0xfa, 0xbb, 0xb7], b",1\n"].concat();
    let up = work.upload("product", "p.csv", &big5).await;
    assert_ne!(up["preview"][0][0], json!("台北明遠"), "the test would show nothing");
    let up = work.change(id(&up), json!({"encoding": "Big5"})).await;
    assert_eq!((&up["preview"][0][0], &up["encoding"], &up["columns"][0]["field"]), (&json!("台北明遠"), &json!("Big5"), &json!("name")));
    assert_eq!(work.run(id(&up)).await["progress"]["created"], json!(1));
    assert_eq!(work.list("product", "").await[0]["name"], json!("台北明遠"));
    let again = work.upload("product", "p.csv", "名称\n甲\n".as_bytes()).await;
    let unknown = serde_json::from_value(json!({"encoding": "klingon"})).unwrap();
    assert_eq!(import::change(&work.cx, id(&again), unknown).await.unwrap_err().code, "bad_encoding");
}

#[tokio::test]
async fn an_unknown_option_among_several_is_told_by_itself() {
    let several = |files: &mut Files| {
        let option = |key: &str, zh: &str, en: &str| json!({"key": key, "label": {"zh-CN": zh, "en": en}});
        let field = json!({"key": "uses", "type": "multi_select", "label": {"zh-CN": "用途", "en": "Uses"}, "options": [option("office", "办公", "Office"), option("lab", "实验", "Lab"), option("shop", "门店", "Shop")]});
        files.get_mut("forms/product/object.json").unwrap()["fields"].as_array_mut().unwrap().push(field);
    };
    let work = Workspace::new(several).await;
    let up = work.upload("product", "p.csv", "产品名称,用途\n甲,办公、仓库；Lab\n乙,\"店铺,办公室 \"\n丙,实验\n".as_bytes()).await;
    let report = work.rehearse(id(&up)).await;
    let unknown: Vec<&str> = report.unresolved["uses"].iter().map(|one| one.text.as_str()).collect();
    assert_eq!((report.create, report.refuse, unknown), (1, 2, vec!["仓库", "店铺"]), "{report:?}");
    assert_eq!(messages(&report.refused[0]), ["“仓库” was not found for Uses"]);
    work.change(id(&up), json!({"values": {"uses": {"仓库": null, "店铺": "shop"}}})).await;
    let report = work.rehearse(id(&up)).await;
    assert_eq!((report.create, report.refuse), (3, 0), "{report:?}");
    work.run(id(&up)).await;
    let found = work.list("product", "name").await;
    let uses = |name: &str| found.iter().find(|one| one["name"] == json!(name)).unwrap()["uses"].clone();
    assert_eq!((uses("甲"), uses("乙"), uses("丙")), (json!(["office", "lab"]), json!(["shop", "office"]), json!(["lab"])));
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
    let codes: Vec<&str> = report.refused.iter().map(|row| row.errors[0].code).collect();
    assert_eq!(codes, ["gate", "required", "required", "check", "unresolved"], "{:#?}", report.refused);
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
    let bin = work.create("user", json!({"name": "Bob", "email": "bob@example.com", "role": ["member"]})).await;
    let bob = User { id: bin, name: "Bob".into(), email: "bob@example.com".into(), roles: vec!["member".into()], departments: Vec::new(), lang: Default::default(), limits: None };
    let other = Context::new(&work.runtime, Actor::User(bob), "test");
    assert_eq!(import::show(&other, id(&up)).await.unwrap_err().code, "not_found");
    assert_eq!(import::upload(&other, "user", "x.csv", b"Name\nX\n".to_vec()).await.unwrap_err().code, "forbidden");
}
