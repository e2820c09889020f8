//! Departments: a tree that is reorganised by those who look after users, and never becomes a circle.

use serde_json::json;

use super::access::{files, hire};
use crate::support::TestApp;

#[tokio::test]
async fn a_department_is_never_below_itself() {
    let app = TestApp::with(files(Vec::new())).await;
    let admin = app.signed_in("admin").await;
    let top = admin.create("department", json!({ "name": "Top" })).await;
    let middle = admin.create("department", json!({ "name": "Middle", "parent": top })).await;
    let low = admin.create("department", json!({ "name": "Low", "parent": middle })).await;
    for (moved, under) in [(&top, &top), (&top, &middle), (&top, &low), (&middle, &low)] {
        let path = format!("/api/records/department/{moved}");
        let told = admin.patch(&path, json!({ "parent": under })).await.problem(422, "invalid");
        assert_eq!((&told["errors"][0]["field"], &told["errors"][0]["code"]), (&json!("parent"), &json!("cycle")), "{told}");
        let told = admin.post("/api/records/department/bulk", json!({ "ids": [moved], "set": { "parent": under } })).await.expect(200);
        assert_eq!((&told["done"], told["failed"].as_array().unwrap().len()), (&json!(0), 1), "{told}");
    }
    admin.patch(&format!("/api/records/department/{low}"), json!({ "parent": top })).await.expect(200);
    admin.patch(&format!("/api/records/department/{middle}"), json!({ "parent": low })).await.expect(200);
    admin.patch(&format!("/api/records/department/{top}"), json!({ "name": "Head office" })).await.expect(200);
}

#[tokio::test]
async fn nobody_is_managed_by_themselves_however_far_up() {
    let mut files = files(Vec::new());
    let manager = json!({ "key": "manager", "label": { "zh-CN": "上级", "en": "Manager" }, "type": "user" });
    files.get_mut("forms/user/object.json").unwrap()["fields"].as_array_mut().unwrap().push(manager);
    let app = TestApp::with(files).await;
    let admin = app.signed_in("admin").await;
    let (ann, bea, cem) = (app.signed_in("member").await.user, app.signed_in("member").await.user, app.signed_in("member").await.user);
    let manage = async |who, manager| admin.patch(&format!("/api/records/user/{who}"), json!({ "manager": manager })).await;
    manage(bea, ann).await.expect(200);
    manage(cem, bea).await.expect(200);
    for (who, manager) in [(ann, ann), (ann, bea), (ann, cem), (bea, cem)] {
        let told = manage(who, manager).await.problem(422, "invalid");
        assert_eq!((&told["errors"][0]["field"], &told["errors"][0]["code"]), (&json!("manager"), &json!("cycle")), "{told}");
    }
    manage(cem, ann).await.expect(200);
    manage(bea, cem).await.expect(200);
}

#[tokio::test]
async fn only_who_looks_after_users_reorganises() {
    let app = TestApp::with(files(Vec::new())).await;
    let admin = app.signed_in("admin").await;
    let (one, other) = (admin.create("department", json!({ "name": "One" })).await, admin.create("department", json!({ "name": "Other" })).await);
    let member = hire(&app, &["member"], Some(&one)).await;
    member.patch(&format!("/api/records/department/{one}"), json!({ "parent": other })).await.problem(403, "forbidden");
    member.patch(&format!("/api/records/user/{}", member.user), json!({ "department": other })).await.problem(403, "forbidden");
    admin.patch(&format!("/api/records/user/{}", member.user), json!({ "department": other })).await.expect(200);
}
