//! The job that writes the rows: cut off, cancelled.

use mortise::records::import;
use serde_json::json;

use super::workspace::{Workspace, id};

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
            biased;
            news = live.recv() => {
                if let Ok(mortise::runtime::Live::Import { state, done, .. }) = news && state == "running" {
                    assert_eq!(done, 500);
                    break;
                }
            }
            done = &mut job => panic!("it was to be cut off: {done:?}"),
        }
    }
    drop(job);
    drop(runtime);
    let half = work.state(id(&up)).await;
    assert!(half["progress"]["done"].as_u64().unwrap() < 1_300);
    let work = work.restarted().await;
    work.drain().await;
    let done = work.state(id(&up)).await;
    assert_eq!((&done["state"], &done["progress"]["created"], &done["progress"]["refused"]), (&json!("done"), &json!(1_300), &json!(0)));
    let rows = work.aggregate("product", json!({"measures": [{"fn": "count"}]})).await;
    assert_eq!(rows[0].1, [1_300.0]);
}

#[tokio::test]
async fn a_cancelled_import_keeps_what_was_written_and_writes_no_more() {
    let work = Workspace::new(|_| {}).await;
    let up = work.upload("product", "p.csv", "产品名称\n甲\n".as_bytes()).await;
    import::start(&work.cx, id(&up)).await.unwrap();
    assert_eq!(json!(import::cancel(&work.cx, id(&up)).await.unwrap().state), json!("cancelled"));
    work.drain().await;
    assert!(work.list("product", "").await.is_empty());
    assert_eq!(import::start(&work.cx, id(&up)).await.unwrap_err().code, "import_stage");
}
