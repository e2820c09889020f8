//! What is kept beside records comes back as it was put in.

use chrono::Duration;
use mortise::lang::Lang;
use mortise::store::*;
use mortise::value::{Cause, Clock, Id, Limits};
use serde_json::{Value as Json, json};

use crate::common::*;

#[tokio::test]
async fn events_are_read_newest_first_page_by_page() {
    let place = Place::new();
    let store = place.open().await;
    let record = new_id();
    let cause = Cause { depth: 2, event: Some(new_id()), rule: Some("greet".into()), ..Cause::default() };
    let changes = vec![Change { field: "name".into(), before: json!(null), after: json!("甲") }];
    let written: Vec<Event> = (1..=5)
        .map(|version| Event { version, note: Some("注".into()), cause: cause.clone(), changes: changes.clone(), ..an_event(record) })
        .collect();
    let mut tx = store.begin().await.unwrap();
    for event in &written {
        tx.append(event).await.unwrap();
    }
    tx.append(&an_event(new_id())).await.unwrap();
    let (mut seen, mut cursor) = (Vec::new(), None);
    loop {
        let page = tx.events(record, cursor.as_deref(), 2).await.unwrap();
        assert!(page.events.len() <= 2);
        seen.extend(page.events);
        match page.next {
            Some(next) => cursor = Some(next),
            None => break,
        }
    }
    assert_eq!(seen, written.into_iter().rev().collect::<Vec<_>>());
    assert_eq!(tx.events(record, Some("x"), 2).await.unwrap_err().code, "cursor");
}

#[tokio::test]
async fn the_time_in_each_stage_is_known() {
    let place = Place::new();
    let store = place.open().await;
    let (record, start) = (new_id(), Clock::default().now());
    let mut tx = store.begin().await.unwrap();
    tx.enter_stage("thing", record, "road", Some("first"), start).await.unwrap();
    tx.enter_stage("thing", record, "other", Some("alone"), start).await.unwrap();
    tx.enter_stage("thing", record, "road", Some("second"), start + Duration::hours(3)).await.unwrap();
    let road: Vec<_> = tx.stage_entries(record).await.unwrap().into_iter().filter(|entry| entry.pipeline == "road").collect();
    assert_eq!(road[0].left_at.unwrap() - road[0].entered_at, Duration::hours(3));
    assert_eq!((road[1].stage.as_str(), road[1].left_at), ("second", None));
    let current = tx.current_stages(&[record, new_id()]).await.unwrap();
    let mut stages: Vec<&str> = current.iter().map(|entry| entry.stage.as_str()).collect();
    stages.sort();
    assert_eq!(stages, ["alone", "second"]);
    tx.enter_stage("thing", record, "road", None, start + Duration::hours(4)).await.unwrap();
    assert_eq!(tx.current_stages(&[record]).await.unwrap().len(), 1);
}

#[tokio::test]
async fn jobs_are_claimed_once_retried_and_done() {
    let place = Place::new();
    let store = place.open().await;
    let now = Clock::default().now();
    let mut tx = store.begin().await.unwrap();
    let job = |key: &str, run_at| NewJob { kind: "work".into(), key: key.into(), line: key.into(), payload: json!({ "n": key }), run_at };
    for put in [job("a", now), job("a", now), job("b", now), job("later", now + Duration::hours(1))] {
        tx.enqueue(&put).await.unwrap();
    }

    let lease = Duration::minutes(1);
    assert!(tx.claim(&["play"], now, lease, 10).await.unwrap().is_empty(), "another kind");
    let claimed = tx.claim(&["work"], now, lease, 10).await.unwrap();
    let keys: Vec<&str> = claimed.iter().map(|job| job.key.as_str()).collect();
    assert_eq!(keys, ["a", "b"], "a key is used once");
    assert_eq!(claimed[0].payload, json!({ "n": "a" }));
    assert!(tx.claim(&["work"], now, lease, 10).await.unwrap().is_empty(), "both are under way");
    assert_eq!(tx.job_counts().await.unwrap(), JobCounts { waiting: 1, running: 2, failed: 0 });
    assert_eq!(tx.next_job_at().await.unwrap(), Some(now + lease));

    tx.finish_jobs(&claimed[..1]).await.unwrap();
    tx.enqueue(&job("a", now)).await.unwrap();
    tx.retry_job(&claimed[1], now + Duration::seconds(5), "not yet").await.unwrap();
    assert!(tx.claim(&["work"], now, lease, 10).await.unwrap().is_empty(), "a key that is done is not used again");
    let again = tx.claim(&["work"], now + Duration::seconds(5), lease, 10).await.unwrap();
    assert_eq!((again.len(), again[0].attempts), (1, 2));
    let expired = tx.claim(&["work"], now + Duration::minutes(2), lease, 10).await.unwrap();
    assert_eq!(expired[0].id, again[0].id, "its lease is over");
    tx.finish_jobs(&again[..1]).await.unwrap();
    assert_eq!(tx.job_counts().await.unwrap().running, 1, "whoever lost it says nothing about it any more");
    tx.fail_job(&expired[0], "never").await.unwrap();
    assert_eq!(tx.job_counts().await.unwrap(), JobCounts { waiting: 1, running: 0, failed: 1 });
}

#[tokio::test]
async fn many_jobs_that_are_due_make_no_claim_slower() {
    let place = Place::new();
    let store = place.open().await;
    let now = Clock::default().now();
    let mut tx = store.begin().await.unwrap();
    for n in 0..3_000 {
        let (kind, key) = (if n % 3 == 0 { "work" } else { "play" }, format!("job {n}"));
        tx.enqueue(&NewJob { kind: kind.into(), line: key.clone(), key, payload: json!(null), run_at: now - Duration::milliseconds(n) }).await.unwrap();
    }
    tx.commit().await.unwrap();
    store.analyze().await.unwrap();
    let mut tx = store.begin().await.unwrap();
    assert!(tx.due_by_index(&["work", "play"], 8).await.unwrap());
    let first = tx.claim(&["work", "play"], now, Duration::minutes(1), 8).await.unwrap();
    let mut keys: Vec<&str> = first.iter().map(|job| job.key.as_str()).collect();
    keys.sort_unstable();
    assert_eq!(keys, (2_992..3_000).map(|n| format!("job {n}")).collect::<Vec<_>>(), "those first that came due first, of both kinds");
}

#[tokio::test]
async fn jobs_of_a_line_are_not_under_way_twice() {
    let place = Place::new();
    let store = place.open().await;
    let now = Clock::default().now();
    let lease = Duration::minutes(1);
    let mut tx = store.begin().await.unwrap();
    for (key, line) in [("a", "one"), ("b", "one"), ("c", "two"), ("d", "one")] {
        let job = NewJob { kind: "work".into(), key: key.into(), line: line.into(), payload: json!({}), run_at: now };
        tx.enqueue(&job).await.unwrap();
    }
    let claimed = tx.claim(&["work"], now, lease, 2).await.unwrap();
    assert_eq!(claimed.iter().map(|job| job.key.as_str()).collect::<Vec<_>>(), ["a", "b"], "together they keep their order");
    let others = tx.claim(&["work"], now, lease, 10).await.unwrap();
    assert_eq!(others.iter().map(|job| job.key.as_str()).collect::<Vec<_>>(), ["c"]);
    tx.finish_jobs(&claimed[..1]).await.unwrap();
    assert!(tx.claim(&["work"], now, lease, 10).await.unwrap().is_empty());
    tx.finish_jobs(&claimed[1..2]).await.unwrap();
    assert_eq!(tx.claim(&["work"], now, lease, 10).await.unwrap()[0].key, "d");
    tx.give_back_jobs(&["work"]).await.unwrap();
    let again = tx.claim(&["work"], Clock::default().now(), lease, 10).await.unwrap();
    assert_eq!(again.iter().map(|job| job.key.as_str()).collect::<Vec<_>>(), ["c", "d"], "given back");
}

#[tokio::test]
async fn runs_are_kept_with_their_record() {
    let place = Place::new();
    let store = place.open().await;
    let at = Clock::default().now();
    let record = new_id();
    let mut run = Run {
        id: new_id(), rule: "greet".into(), label: label("问候"), event: Some(new_id()), object: "thing".into(), record,
        state: RunState::Running, at, finished_at: None, steps: json!([]), error: None,
        key: None, version: None, actor: None, wake_at: None, awaits: None, job: None, place: Json::Null, conditions: Json::Null,
    };
    let mut tx = store.begin().await.unwrap();
    tx.save_run(&run).await.unwrap();
    run = Run { state: RunState::Failed, finished_at: Some(at), steps: json!([{ "kind": "set" }]), error: Some(label("不行")), ..run };
    tx.save_run(&run).await.unwrap();
    let other = Run { id: new_id(), ..run.clone() };
    tx.save_run(&other).await.unwrap();
    assert_eq!(tx.runs(record, 10).await.unwrap(), [other, run.clone()]);
    assert_eq!(tx.run(run.id).await.unwrap(), Some(run));
}

#[tokio::test]
async fn notices_are_counted_until_read() {
    let place = Place::new();
    let store = place.open().await;
    let (user, at) = (new_id(), Clock::default().now());
    let notice = |user: Id| Notice { id: new_id(), user, at, text: label("到期"), object: Some("thing".into()), record: Some(user), read_at: None };
    let mine = [notice(user), notice(user), notice(user)];
    let mut tx = store.begin().await.unwrap();
    for one in mine.iter().chain([&notice(new_id())]) {
        tx.notify(one).await.unwrap();
    }
    assert_eq!(tx.notices(user, Which::All, 2).await.unwrap(), [mine[2].clone(), mine[1].clone()]);
    tx.mark_read(user, Some(&[mine[1].id]), at).await.unwrap();
    assert_eq!(tx.unread(user).await.unwrap(), 2);
    let unread: Vec<Id> = tx.notices(user, Which::Unread, 9).await.unwrap().into_iter().map(|notice| notice.id).collect();
    assert_eq!(unread, [mine[2].id, mine[0].id]);
    tx.mark_read(user, None, at).await.unwrap();
    assert_eq!(tx.unread(user).await.unwrap(), 0);
}

#[tokio::test]
async fn passwords_sessions_and_preferences() {
    let place = Place::new();
    let store = place.open().await;
    let (user, at) = (new_id(), Clock::default().now());
    let mut tx = store.begin().await.unwrap();
    assert!(!tx.has_passwords().await.unwrap());
    tx.set_password(user, "one", true).await.unwrap();
    tx.set_password(user, "two", true).await.unwrap();
    assert!(tx.has_passwords().await.unwrap());
    assert_eq!(tx.password_hash(user).await.unwrap().as_deref(), Some("two"));

    let session = |token: &[u8], days| Session {
        id: Id::from_u128(token[0].into()), token_hash: token.to_vec(), user, created_at: at, expires_at: at + Duration::days(days), last_seen_at: at,
        address: Some("::1".into()), agent: None, looking: None, provider: None,
    };
    for (token, days) in [(b"a", 1), (b"b", 2), (b"c", 3)] {
        tx.open_session(&session(token, days)).await.unwrap();
    }
    assert_eq!(tx.session(b"a").await.unwrap(), Some((session(b"a", 1), Standing { must_change: true, ..Standing::default() })));
    tx.touch_session(b"b", at + Duration::hours(1), at + Duration::days(9)).await.unwrap();
    tx.prune_sessions(at + Duration::days(4)).await.unwrap();
    assert_eq!(tx.session(b"c").await.unwrap(), None);
    assert_eq!(tx.session(b"b").await.unwrap().unwrap().0.last_seen_at, at + Duration::hours(1));
    tx.open_session(&session(b"d", 1)).await.unwrap();
    assert_eq!(tx.sessions(user, at).await.unwrap().iter().map(|one| one.token_hash[0]).collect::<Vec<_>>(), *b"bd");
    assert!(!tx.close_session_of(new_id(), session(b"d", 1).id).await.unwrap());
    tx.close_sessions(user, Some(b"d")).await.unwrap();
    assert!(tx.session(b"b").await.unwrap().is_none() && tx.session(b"d").await.unwrap().is_some());
    tx.close_sessions(user, None).await.unwrap();
    assert!(tx.session(b"d").await.unwrap().is_none());

    let other = new_id();
    tx.open_session(&session(b"f", 1)).await.unwrap();
    tx.look_session(b"f", Some(other)).await.unwrap();
    assert_eq!(tx.session(b"f").await.unwrap().unwrap().0.looking, Some(other));
    tx.look_session(b"f", None).await.unwrap();
    assert_eq!(tx.session(b"f").await.unwrap().unwrap().0, session(b"f", 1));

    let wish = Preferences { lang: Some(Lang::En), theme: Some("dark".into()) };
    tx.open_session(&session(b"e", 1)).await.unwrap();
    tx.set_preferences(user, &wish).await.unwrap();
    assert_eq!(tx.session(b"e").await.unwrap().unwrap().1.preferences, wish);
}

#[tokio::test]
async fn api_tokens_are_listed_used_and_revoked() {
    let place = Place::new();
    let store = place.open().await;
    let (user, at) = (new_id(), Clock::default().now());
    let token = |hash: &[u8], limits: Limits| ApiToken {
        id: new_id(), token_hash: hash.to_vec(), user, name: "Sync".into(), limits, created_at: at, expires_at: at + Duration::days(1),
        last_used_at: None, address: None,
    };
    let (one, two) = (token(b"1", Limits::default()), token(b"2", Limits { read_only: true, objects: Some(vec!["thing".into()]) }));
    let mut tx = store.begin().await.unwrap();
    tx.keep_api_token(&one).await.unwrap();
    tx.keep_api_token(&two).await.unwrap();
    assert_eq!(tx.api_token(b"2").await.unwrap(), Some((two.clone(), Standing::default())));
    assert_eq!(tx.api_tokens(user).await.unwrap(), [two.clone(), one.clone()]);
    tx.touch_api_token(one.id, at, "::1").await.unwrap();
    let used = tx.api_token(b"1").await.unwrap().unwrap().0;
    assert_eq!((used.last_used_at, used.address.as_deref()), (Some(at), Some("::1")));
    assert!(!tx.revoke_api_token(new_id(), one.id).await.unwrap());
    assert!(tx.revoke_api_token(user, one.id).await.unwrap());
    tx.revoke_api_tokens(user).await.unwrap();
    assert_eq!(tx.api_tokens(user).await.unwrap(), []);
}

#[tokio::test]
async fn links_and_failed_sign_ins() {
    let place = Place::new();
    let store = place.open().await;
    let (user, at) = (new_id(), Clock::default().now());
    let link = |hash: &[u8], kind| Link { user, code_hash: hash.to_vec(), kind, made_at: at, expires_at: at + Duration::days(1) };
    let mut tx = store.begin().await.unwrap();
    tx.keep_link(&link(b"1", LinkKind::Invite)).await.unwrap();
    tx.keep_link(&link(b"2", LinkKind::Reset)).await.unwrap();
    assert_eq!(tx.link(b"1").await.unwrap(), None, "a new link replaces the one before");
    assert_eq!(tx.link(b"2").await.unwrap(), tx.link_of(user).await.unwrap());
    assert!(tx.void_link(user).await.unwrap() && !tx.void_link(user).await.unwrap());

    let hour = Duration::hours(1);
    for (asked, counted) in [(at, 1), (at + hour / 2, 2), (at + hour, 1)] {
        assert_eq!(tx.count_forgotten(user, asked, asked - hour).await.unwrap(), counted, "from the first of an hour on");
    }
    assert_eq!(tx.count_forgotten(new_id(), at + hour, at).await.unwrap(), 1, "each for themselves");
    assert_eq!(tx.count_sign_in_failure("a", at, at - hour).await.unwrap(), Failures { count: 1, since: at });
    let later = at + Duration::minutes(59);
    assert_eq!(tx.count_sign_in_failure("a", later, later - hour).await.unwrap(), Failures { count: 2, since: at });
    assert_eq!(tx.count_sign_in_failure("b", at + hour, at).await.unwrap().count, 1);
    assert_eq!(tx.sign_in_failures("a").await.unwrap(), None, "those of an earlier hour are forgotten");
    tx.forgive_sign_in_failures("b").await.unwrap();
    assert_eq!(tx.sign_in_failures("b").await.unwrap(), None);
}

#[tokio::test]
async fn catalog_versions_and_the_draft() {
    let place = Place::new();
    let store = place.open().await;
    let at = Clock::default().now();
    let version = |number| Version {
        info: VersionInfo { number, at, author: None, message: format!("第 {number} 版") },
        files: [("scripts/x.rhai".to_owned(), json!("1 + 1")), ("forms/a/object.json".to_owned(), json!({ "z": 1, "a": 2 }))].into(),
    };
    let mut tx = store.begin().await.unwrap();
    assert_eq!(tx.latest_version().await.unwrap(), None);
    tx.publish_version(&version(1)).await.unwrap();
    tx.publish_version(&version(2)).await.unwrap();
    tx.save().await.unwrap();
    assert_eq!(tx.publish_version(&version(2)).await.unwrap_err().code, "unique");
    tx.undo().await.unwrap();
    assert_eq!(tx.latest_version().await.unwrap(), Some(version(2)));
    assert_eq!(tx.version(1).await.unwrap(), Some(version(1)));
    assert_eq!(tx.versions(9).await.unwrap(), [version(2).info, version(1).info]);

    let draft = Draft { base: 2, revision: 7, files: [("scripts/x.rhai".to_owned(), json!(null))].into() };
    assert_eq!(tx.draft().await.unwrap(), None);
    tx.save_draft(&Draft::default()).await.unwrap();
    tx.save_draft(&draft).await.unwrap();
    assert_eq!(tx.draft().await.unwrap(), Some(draft));
    tx.discard_draft().await.unwrap();
    assert_eq!(tx.draft().await.unwrap(), None);
}

#[tokio::test]
async fn views_imports_settings_and_numbers() {
    let place = Place::new();
    let store = place.open().await;
    let at = Clock::default().now();
    let (me, other) = (new_id(), new_id());
    let view = serde_json::from_value(json!({ "key": "v", "label": { "zh-CN": "看", "en": "V" }, "kind": "table" })).unwrap();
    let saved = |user, shared| SavedView { id: new_id(), user, object: "thing".into(), shared, at, view: Clone::clone(&view) };
    let (mine, hidden, shared) = (saved(me, false), saved(other, false), saved(other, true));
    let mut tx = store.begin().await.unwrap();
    for one in [&mine, &hidden, &shared, &shared] {
        tx.save_view(one).await.unwrap();
    }
    assert_eq!(tx.saved_views("thing", me).await.unwrap(), [mine.clone(), shared]);
    tx.delete_view(mine.id).await.unwrap();
    assert_eq!(tx.saved_view(mine.id).await.unwrap(), None);

    let import = Import {
        id: new_id(), object: "thing".into(), by: Some(me), name: "名单.xlsx".into(), path: "x".into(), status: "mapping".into(),
        state: json!({ "sheet": 1 }), progress: json!({}), created_at: at, updated_at: at,
    };
    tx.save_import(&import).await.unwrap();
    assert_eq!(tx.import(import.id).await.unwrap(), Some(import.clone()));
    tx.save_progress(import.id, "running", &json!({ "done": 3 })).await.unwrap();
    let running = tx.imports("running", 5).await.unwrap();
    assert_eq!((running.len(), &running[0].progress, &running[0].state), (1, &json!({ "done": 3 }), &import.state));

    tx.set_setting("name", &json!("甲")).await.unwrap();
    tx.set_setting("name", &json!("乙")).await.unwrap();
    assert_eq!(tx.setting("name").await.unwrap(), Some(json!("乙")));
    assert_eq!(tx.setting("none").await.unwrap(), None);

    assert_eq!(tx.next_number("thing", "no", "2026").await.unwrap(), 1);
    assert_eq!(tx.reserve_numbers("thing", "no", "2026", 10).await.unwrap(), 2);
    assert_eq!(tx.next_number("thing", "no", "2026").await.unwrap(), 12);
    assert_eq!(tx.next_number("thing", "no", "2027").await.unwrap(), 1);
    tx.skip_numbers("thing", "no", "2026", 40).await.unwrap();
    tx.skip_numbers("thing", "no", "2026", 20).await.unwrap();
    assert_eq!(tx.next_number("thing", "no", "2026").await.unwrap(), 41);
}

#[tokio::test]
async fn files_are_whole_or_not_there() {
    let place = Place::new();
    let store = place.open().await;
    let id = new_id();
    let mut incoming = store.receive(id).await.unwrap();
    incoming.write(b"abc").await.unwrap();
    drop(incoming);
    let folder = store.file_path(id).parent().unwrap().to_owned();
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 0, "half a file is left");

    let mut incoming = store.receive(id).await.unwrap();
    incoming.write(b"ab").await.unwrap();
    incoming.write(b"c").await.unwrap();
    let received = incoming.finish().await.unwrap();
    assert_eq!(received.size, 3);
    assert_eq!(received.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_eq!(std::fs::read(store.file_path(id)).unwrap(), b"abc");
    let file = StoredFile {
        id, name: "合同.pdf".into(), size: received.size, content_type: "application/pdf".into(), by: None,
        at: Clock::default().now(), sha256: received.sha256,
    };
    let mut tx = store.begin().await.unwrap();
    tx.add_file(&file).await.unwrap();
    assert_eq!(tx.file(id).await.unwrap(), Some(file.clone()));
    assert_eq!(tx.files(&[new_id(), id]).await.unwrap(), [file]);
    tx.remove_file(id).await.unwrap();
    assert_eq!(tx.file(id).await.unwrap(), None);
    tx.commit().await.unwrap();
    store.remove_bytes(id).await.unwrap();
    store.remove_bytes(id).await.unwrap();
    assert!(!store.file_path(id).exists());
}
