//! The audit log: what is written is read again beside the changes of records, and the database itself refuses to change it.

use mortise::store::{AuditKind, Entry, Happening, Sought, Store, What};
use mortise::value::{Id, Origin};
use serde_json::json;

use crate::common::*;
use crate::engine;
use crate::postgres::try_aside;

/// One statement of somebody who reached the database itself; whether it was refused.
async fn refused(place: &Place, sql: &str) -> bool {
    match engine::postgres(&place.path()) {
        Some(url) => try_aside(&url, sql).await.is_err(),
        None => rusqlite::Connection::open(place.path()).unwrap().execute(sql, []).is_err(),
    }
}

fn entry(actor: Id) -> Entry {
    let origin = Origin { address: "192.0.2.7".into(), agent: Some("Firefox 100%".into()) };
    Entry::new(AuditKind::Export, Some(actor), "ui", &origin).about("thing", None).with(json!({ "rows": 3 }))
}

async fn sought(store: &Store, sought: Sought) -> Vec<Happening> {
    store.read().await.unwrap().happenings(&sought, None, 50).await.unwrap().0
}

#[tokio::test]
async fn entries_and_changes_come_in_one_stream() {
    let place = Place::new();
    let store = place.open().await;
    let (actor, record) = (new_id(), new_id());
    let mut tx = store.begin().await.unwrap();
    tx.audit(&entry(actor)).await.unwrap();
    tx.append(&an_event(record)).await.unwrap();
    tx.audit(&Entry::new(AuditKind::SignOut, Some(actor), "ui", &Origin::default())).await.unwrap();
    tx.commit().await.unwrap();

    let all = sought(&store, Sought::default()).await;
    assert_eq!(all.len(), 3);
    assert!(matches!(all[0].what, What::Entry { kind: AuditKind::SignOut, .. }), "newest first");
    assert!(matches!(all[1].what, What::Event(_)) && all[1].origin.is_none());
    assert_eq!(all[2].what, What::Entry { kind: AuditKind::Export, detail: json!({ "rows": 3 }) });
    assert_eq!(all[2].origin, Some(entry(actor).origin));

    let mut reader = store.read().await.unwrap();
    let (first, next) = reader.happenings(&Sought::default(), None, 2).await.unwrap();
    let (rest, end) = reader.happenings(&Sought::default(), next.as_deref(), 2).await.unwrap();
    assert_eq!(([first, rest].concat(), end), (all.clone(), None));
    assert!(reader.happenings(&Sought::default(), Some("x"), 2).await.is_err());
    drop(reader);

    let found = |wanted: Sought| async { sought(&store, wanted).await.len() };
    assert_eq!(found(Sought { actor: Some(actor), ..Sought::default() }).await, 2);
    assert_eq!(found(Sought { kinds: vec!["export".into(), "created".into()], ..Sought::default() }).await, 2);
    assert_eq!(found(Sought { record: Some(record), object: Some("thing".into()), ..Sought::default() }).await, 1);
    assert_eq!(found(Sought { from: Some(all[0].at + chrono::Duration::hours(1)), ..Sought::default() }).await, 0);
    assert_eq!(found(Sought { to: Some(all[0].at + chrono::Duration::hours(1)), ..Sought::default() }).await, 3);
    assert_eq!(found(Sought { text: Some("FIREFOX 100%".into()), ..Sought::default() }).await, 1);
    assert_eq!(found(Sought { text: Some("100_".into()), ..Sought::default() }).await, 0);
    store.close().await.unwrap();
}

#[tokio::test]
async fn the_database_refuses_to_change_or_remove_entries() {
    let place = Place::new();
    let store = place.open().await;
    let mut tx = store.begin().await.unwrap();
    tx.audit(&entry(new_id())).await.unwrap();
    tx.commit().await.unwrap();
    store.close().await.unwrap();
    for sql in ["UPDATE audit SET detail = '{}'", "DELETE FROM audit", "INSERT INTO audit_kept (one, since) VALUES (1, 5), (2, 6)"] {
        assert!(refused(&place, sql).await, "{sql}");
    }
    if engine::postgres(&place.path()).is_some() {
        assert!(refused(&place, "TRUNCATE audit").await);
    }
    // Old ones go once it is said since when everything is kept, and that only moves forward.
    assert!(!refused(&place, "INSERT INTO audit_kept (one, since) VALUES (1, 5)").await);
    assert!(refused(&place, "UPDATE audit_kept SET since = 4").await && refused(&place, "DELETE FROM audit_kept").await);
    assert!(refused(&place, "DELETE FROM audit").await, "it is newer");
    let store = place.open().await;
    let all = sought(&store, Sought::default()).await;
    let mut tx = store.begin().await.unwrap();
    assert_eq!(tx.forget_audit(all[0].at).await.unwrap(), 0);
    assert_eq!(tx.forget_audit(all[0].at + chrono::Duration::milliseconds(1)).await.unwrap(), 1);
    tx.commit().await.unwrap();
    assert!(sought(&store, Sought::default()).await.is_empty() && store.read().await.unwrap().audited_since().await.unwrap().is_none());
    store.close().await.unwrap();
}
