//! Files: in under a name in any language, out as a download, and only for those who are signed in.

use axum::http::Method;
use serde_json::json;

use crate::support::TestApp;

#[tokio::test]
async fn a_file_is_kept_with_a_record_and_comes_back_as_it_was() {
    let app = TestApp::start().await;
    let bob = app.signed_in("member").await;
    let bytes: Vec<u8> = (0..200_000u32).map(|n| (n % 251) as u8).collect();
    let headers = [("x-file-name", "%E5%90%88%E5%90%8C.html"), ("content-type", "text/html")];
    let file = bob.send(Method::POST, "/api/files", &headers, bytes.clone()).await.expect(201);
    assert_eq!((&file["name"], &file["size"], &file["type"]), (&json!("合同.html"), &json!(200_000), &json!("text/html")));

    let mut renamed = file.clone();
    renamed["size"] = json!(1);
    let refused = bob.post("/api/records/deal", json!({ "name": "A", "papers": [renamed] })).await.problem(422, "invalid");
    assert_eq!((&refused["errors"][0]["field"], &refused["errors"][0]["code"]), (&json!("papers"), &json!("no_such_file")));
    let id = bob.create("deal", json!({ "name": "A", "papers": [file] })).await;
    let record = bob.get(&format!("/api/records/deal/{id}")).await.expect(200);
    assert_eq!(record["record"]["papers"], json!([file]));

    let path = format!("/api/files/{}", file["id"].as_str().unwrap());
    let back = app.signed_in("member").await.get(&path).await;
    assert_eq!(back.status, 200);
    assert_eq!(back.body, bytes);
    let header = |name: &str| back.headers[name].to_str().unwrap();
    assert_eq!(header("content-disposition"), "attachment; filename=\"__.html\"; filename*=UTF-8''%E5%90%88%E5%90%8C.html");
    assert_eq!(header("x-content-type-options"), "nosniff");
    assert!(header("content-security-policy").starts_with("sandbox"));
    app.stranger().get(&path).await.problem(401, "signed_out");
}

#[tokio::test]
async fn a_file_needs_a_name_and_a_size_that_can_be_kept() {
    let app = TestApp::start().await;
    let bob = app.signed_in("member").await;
    let nameless = bob.send(Method::POST, "/api/files", &[], b"x".to_vec()).await.problem(400, "file_name");
    assert_eq!(nameless["errors"][0]["field"], "X-File-Name");
    let headers = [("x-file-name", "big.bin"), ("content-length", "209715201")];
    bob.send(Method::POST, "/api/files", &headers, b"announced".to_vec()).await.problem(413, "too_large");
}

#[tokio::test]
async fn a_data_folder_without_the_file_or_without_room_is_told_as_such() {
    let app = TestApp::start().await;
    let bob = app.signed_in("member").await;
    let file = bob.send(Method::POST, "/api/files", &[("x-file-name", "a.txt")], b"a".to_vec()).await.expect(201);
    let id = file["id"].as_str().unwrap();
    std::fs::remove_file(app.runtime.store.file_path(id.parse().unwrap())).unwrap();
    bob.get(&format!("/api/files/{id}")).await.problem(503, "file_absent");

    std::fs::write(app.runtime.data.join("imports"), "in the way").unwrap();
    let headers = [("x-file-name", "a.csv"), ("content-type", "text/csv")];
    let boss = app.signed_in("admin").await;
    boss.send(Method::POST, "/api/imports?object=deal", &headers, b"name\nA\n".to_vec()).await.problem(503, "cannot_open");
}
