//! Sheets over HTTP: the wizard's calls in their order, what each refuses, and the list going out again.

use axum::http::Method;
use serde_json::{Value, json};

use crate::support::{Client, Reply, TestApp};

async fn upload(client: &Client, object: &str, name: &str, bytes: &[u8]) -> Reply {
    client.send(Method::POST, &format!("/api/imports?object={object}"), &[("x-file-name", name)], bytes.to_vec()).await
}

const SHEET: &str = "名称,等级,电话,编号\n明远,重要,138 0013 8000,A1\n远航,金牌,,A2\n,普通,,A3\n";

#[tokio::test]
async fn a_sheet_goes_through_the_wizard() {
    let app = TestApp::start().await;
    let admin = app.signed_in("admin").await;
    let up = upload(&admin, "company", "%E5%AE%A2%E6%88%B7.csv", SHEET.as_bytes()).await;
    assert_eq!(up.status, 201, "{}", up.json);
    assert_eq!((&up.json["file"], &up.json["state"], &up.json["header_row"]), (&json!("客户.csv"), &json!("mapping"), &json!(1)));
    let fields: Vec<&Value> = up.json["columns"].as_array().unwrap().iter().map(|column| &column["field"]).collect();
    assert_eq!(fields, [&json!("name"), &json!("level"), &json!("phone"), &json!("code")]);
    assert_eq!(up.json["preview"][0], json!(["明远", "重要", "138 0013 8000", "A1"]));
    let path = format!("/api/imports/{}", up.json["id"].as_str().unwrap());
    let report = admin.post(&format!("{path}/rehearse"), json!({})).await.json;
    assert_eq!((&report["create"], &report["refuse"]), (&json!(1), &json!(2)), "{report}");
    assert_eq!((&report["unresolved"]["level"][0]["text"], &report["unresolved"]["level"][0]["count"]), (&json!("金牌"), &json!(1)));
    assert_eq!(report["refused"][1]["errors"][0]["message"], json!("Name is required"), "in the caller's language");
    let changed = admin.patch(&path, json!({"values": {"level": {"金牌": "vip"}}, "upsert_by": "code"})).await;
    assert_eq!((changed.status.as_u16(), &changed.json["values"]["level"]["金牌"]), (200, &json!("vip")), "{}", changed.json);
    let run = admin.post(&format!("{path}/run"), json!({})).await;
    assert_eq!((run.status.as_u16(), &run.json["state"]), (202, &json!("queued")));
    assert_eq!(admin.patch(&path, json!({"header_row": null})).await.status, 409);
    app.drain().await;
    let done = admin.get(&path).await.json;
    assert_eq!(done["state"], json!("done"));
    assert_eq!(done["progress"], json!({"done": 3, "total": 3, "created": 2, "updated": 0, "unchanged": 0, "refused": 1}));
    let refused = admin.get(&format!("{path}/refused.csv")).await;
    let text = String::from_utf8(refused.body).unwrap();
    assert!(text.contains("Row,Reason,名称") && text.contains("4,名称: Name is required,,普通,,A3"), "{text}");
    assert!(refused.headers["content-disposition"].to_str().unwrap().contains("-refused.csv"));
    let export = admin.get("/api/records/company/export?format=csv&fields=name,level,total&sort=-name").await;
    assert_eq!(String::from_utf8(export.body).unwrap(), "\u{feff}Name,Level,Total\r\n远航,VIP,0\r\n明远,VIP,0\r\n");
    let book = admin.get("/api/records/company/export").await;
    assert!(book.body.starts_with(b"PK") && book.headers["content-type"].to_str().unwrap().contains("spreadsheetml"));
}

#[tokio::test]
async fn what_is_wrong_is_told_and_nothing_is_half_done() {
    let app = TestApp::start().await;
    let admin = app.signed_in("admin").await;
    let member = app.signed_in("member").await;
    let told = |reply: Reply| (reply.status.as_u16(), reply.json["code"].as_str().unwrap_or_default().to_owned());
    let is = |status: u16, code: &str| (status, code.to_owned());
    assert_eq!(told(upload(&admin, "nothing", "x.csv", b"a\n1\n").await), is(404, "not_found"));
    assert_eq!(told(upload(&member, "user", "x.csv", b"a\n1\n").await), is(403, "forbidden"));
    assert_eq!(told(upload(&admin, "company", "x.pdf", b"%PDF-1.7").await), is(422, "file_unreadable"));
    assert_eq!(told(upload(&admin, "company", "x.csv", b"").await), is(422, "file_unreadable"));
    assert_eq!(told(upload(&admin, "company", "x.csv", &vec![b'a'; 50 * 1024 * 1024 + 1]).await), is(413, "file_too_large"));
    assert_eq!(told(admin.send(Method::POST, "/api/imports?object=company", &[], b"a".to_vec()).await), is(400, "file_name"));
    let up = upload(&admin, "company", "x.csv", "名称\n甲\n".as_bytes()).await;
    let path = format!("/api/imports/{}", up.json["id"].as_str().unwrap());
    assert_eq!(told(member.get(&path).await), is(404, "not_found"), "an import belongs to whoever uploaded it");
    assert_eq!(told(admin.patch(&path, json!({"sheet": "nowhere"})).await), is(422, "no_such_sheet"));
    assert_eq!(told(admin.patch(&path, json!({"header_row": 9})).await), is(422, "no_such_row"));
    assert_eq!(told(admin.patch(&path, json!({"columns": [{"index": 7, "field": "name"}]})).await), is(422, "no_such_column"));
    assert_eq!(told(admin.patch(&path, json!({"columns": [{"index": 0, "field": "total"}]})).await), is(422, "unknown_field"));
    assert_eq!(told(admin.patch(&path, json!({"date_order": "sideways"})).await).0, 400);
    assert_eq!(told(admin.patch(&path, json!({"nonsense": 1})).await).0, 400);
    assert_eq!(told(admin.get("/api/records/company/export?format=pdf").await), is(400, "bad_format"));
    assert_eq!(told(admin.get("/api/records/company/export?fields=name,nowhere").await), is(400, "bad_fields"));
    assert_eq!(told(app.stranger().get(&path).await).0, 401);
}
