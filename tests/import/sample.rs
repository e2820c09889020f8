//! The public sample of 8,800 opportunities, imported as a new administrator would, shows what an independent count of it shows.

use std::path::{Path, PathBuf};

use mortise::catalog::Files;
use mortise::records::read;
use serde_json::{Value as Json, json};

use super::workspace::{Workspace, fields, id};

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
    people(&work, &teams).await;
    opportunities(&work, &pipeline).await;
    facts(&work).await;
}

/// The sheet as it is: nobody has an e-mail, and the managers stand in it as managers only.
async fn people(work: &Workspace, teams: &[u8]) {
    let up = work.upload("user", "sales_teams.csv", teams).await;
    let matched = fields(&up);
    for (header, field) in [("sales_agent", "name"), ("manager", "manager"), ("regional_office", "department")] {
        assert_eq!(matched[header].as_deref(), Some(field), "{header}");
    }
    assert_eq!(up["records"], json!(35));
    let report = work.rehearse(id(&up)).await;
    let missing = &report.unresolved["manager"];
    assert_eq!((missing.len(), report.refuse), (6, 35), "{report:?}");
    assert!(missing.iter().all(|one| one.suggestions.is_empty()), "nobody known is called anything like them: {missing:?}");
    let offices = &report.unresolved["department"];
    assert_eq!(offices.len(), 3, "{offices:?}");
    assert_eq!(report.reasons.iter().map(|reason| reason.count).collect::<Vec<_>>(), [35, 35]);
    for one in missing {
        work.create("user", json!({"name": one.text})).await;
    }
    for one in offices {
        work.create("department", json!({"name": one.text})).await;
    }
    let report = work.rehearse(id(&up)).await;
    assert_eq!((report.create, report.refuse), (35, 0), "{report:?}");
    assert_eq!(work.run(id(&up)).await["progress"]["created"], json!(35));
    let led = json!({"filter": {"field": "manager.name", "op": "is", "value": "Dustin Brinkmann"}, "measures": [{"fn": "count"}]});
    assert_eq!(work.aggregate("user", led).await[0].1, [5.0]);
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
    let reasons: Vec<_> = report.reasons.iter().map(|reason| (reason.field.as_str(), reason.code, reason.count)).collect();
    assert_eq!(reasons, [("lost_reason", "required", 2_473), ("stage", "unresolved", 1_589)]);
    assert!(report.unresolved["stage"][0].suggestions.is_empty(), "no stage is called anything like it");
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
