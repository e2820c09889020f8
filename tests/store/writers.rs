//! Many writers at once: they share commits, and one that fails, gives up or goes away takes nobody with it.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use mortise::store::{Store, as_job};
use mortise::value::Id;

use crate::common::*;
use crate::engine;

/// What became of one writer.
enum End {
    Acknowledged(Vec<Id>),
    GivenUp(Id),
    WentAway,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_hundred_writers_among_failing_neighbours() {
    let place = Place::new();
    let store = place.open().await;
    let before = store.commits().await;
    #[expect(clippy::disallowed_methods, reason = "writers that do not wait for each other")]
    let writers: Vec<_> = (0..200).map(|number| tokio::spawn(writer(store.clone(), number))).collect();
    let mut ends = Vec::new();
    for writer in writers {
        ends.push(writer.await.unwrap());
    }
    let commits = store.commits().await - before;
    store.close().await.unwrap();

    let store = place.open().await;
    let (mut acknowledged, mut given_up, mut went_away) = (0, 0, 0);
    for end in ends {
        match end {
            End::Acknowledged(events) => {
                acknowledged += 1;
                for event in events {
                    assert!(is_there(&store, event).await, "an acknowledged write is gone");
                }
            }
            End::GivenUp(event) => {
                given_up += 1;
                assert!(!is_there(&store, event).await, "a write that was given up is there");
            }
            // It may have been committed before its writer went away; the others must not care.
            End::WentAway => went_away += 1,
        }
    }
    assert!(acknowledged >= 100 && given_up >= 20 && went_away >= 10, "{acknowledged} {given_up} {went_away}");
    // A throwaway PostgreSQL waits for no disk, and so there is little to share.
    let waits = engine::postgres(&place.path()).is_none();
    assert!(!waits || commits * 3 < acknowledged, "{commits} commits for {acknowledged} writes");
}

async fn writer(store: Store, number: usize) -> End {
    let event = an_event(new_id());
    let writing = async {
        let mut tx = store.begin().await.unwrap();
        tx.append(&event).await.unwrap();
        match number % 5 {
            // The same id once more: its commit fails, and nobody else's.
            1 => {
                tx.append(&event).await.unwrap();
                assert_eq!(tx.commit().await.unwrap_err().code, "unique");
                return End::GivenUp(event.id);
            }
            // A failure inside that the writer survives.
            2 => {
                tx.save().await.unwrap();
                tx.append(&event).await.unwrap();
                assert!(tx.release().await.is_err());
                tx.undo().await.unwrap();
                let second = an_event(new_id());
                tx.save().await.unwrap();
                tx.append(&second).await.unwrap();
                tx.release().await.unwrap();
                tx.commit().await.unwrap();
                return End::Acknowledged(vec![event.id, second.id]);
            }
            _ => tx.commit().await.unwrap(),
        }
        End::Acknowledged(vec![event.id])
    };
    match number % 5 {
        3 => polled(writing, number / 5 % 3).await.unwrap_or(End::WentAway),
        _ => writing.await,
    }
}

/// Runs `future` until it has waited `times` times, then drops it where it stands.
async fn polled<F: Future>(future: F, times: usize) -> Option<F::Output> {
    let mut future = pin!(future);
    let mut left = times;
    std::future::poll_fn(|cx| match future.as_mut().poll(cx) {
        Poll::Ready(output) => Poll::Ready(Some(output)),
        Poll::Pending if left == 0 => Poll::Ready(None),
        Poll::Pending => {
            left -= 1;
            Poll::Pending
        }
    })
    .await
}

#[tokio::test]
async fn a_writer_may_go_away_at_any_moment() {
    let place = Place::new();
    let store = place.open().await;
    for moment in 0..40 {
        let (mine, other) = (an_event(new_id()), an_event(new_id()));
        let writing = async {
            let mut tx = store.begin().await?;
            tx.append(&mine).await?;
            tx.save().await?;
            tx.append(&other).await?;
            tx.undo().await?;
            tx.commit().await
        };
        let finished = polled(writing, moment).await;
        let event = write(&store).await.unwrap();
        assert!(is_there(&store, event).await);
        assert!(!is_there(&store, other.id).await, "what was undone is there");
        if let Some(outcome) = finished {
            outcome.unwrap();
            assert!(is_there(&store, mine.id).await);
            return;
        }
    }
    panic!("it never finished");
}

#[tokio::test]
async fn a_commit_does_not_wait_for_one_in_line_who_left() {
    let place = Place::new();
    let store = place.open().await;
    let event = an_event(new_id());
    let mut tx = store.begin().await.unwrap();
    tx.append(&event).await.unwrap();
    // Somebody stands in line, so this commit is put off for them …
    let mut next = Box::pin(store.begin());
    let mut cx = Context::from_waker(Waker::noop());
    assert!(next.as_mut().poll(&mut cx).is_pending());
    let mut commit = Box::pin(tx.commit());
    assert!(commit.as_mut().poll(&mut cx).is_pending());
    tokio::task::yield_now().await;
    // … and then leaves.
    drop(next);
    commit.await.unwrap();
    assert!(is_there(&store, event.id).await);
}

#[tokio::test]
async fn a_commit_does_not_wait_for_a_writer_who_gives_up() {
    let place = Place::new();
    let store = place.open().await;
    let event = an_event(new_id());
    let mut tx = store.begin().await.unwrap();
    tx.append(&event).await.unwrap();
    let (committed, ()) = tokio::join!(tx.commit(), async {
        let mut second = store.begin().await.unwrap();
        second.append(&an_event(new_id())).await.unwrap();
        drop(second);
    });
    committed.unwrap();
    assert!(is_there(&store, event.id).await);
}

/// In which order they get to write who stand in line when one who writes is done: people, and whether each is a job.
async fn in_line(store: &Store, jobs: impl IntoIterator<Item = bool>) -> Vec<bool> {
    let tx = store.begin().await.unwrap();
    let (told, mut order) = tokio::sync::mpsc::unbounded_channel();
    for job in jobs {
        let (store, told) = (store.clone(), told.clone());
        let writing = async move {
            let tx = store.begin().await.unwrap();
            told.send(job).unwrap();
            tx.commit().await.unwrap();
        };
        #[expect(clippy::disallowed_methods, reason = "writers that do not wait for each other")]
        match job {
            true => tokio::spawn(as_job(writing)),
            false => tokio::spawn(writing),
        };
    }
    drop(told);
    // Each gets in line when it is first polled, and this thread polls them all before it comes back here.
    tokio::task::yield_now().await;
    tx.commit().await.unwrap();
    let mut found = Vec::new();
    while let Some(job) = order.recv().await {
        found.push(job);
    }
    found
}

#[tokio::test]
async fn people_and_jobs_take_turns_however_many_of_either_wait() {
    let place = Place::new();
    let store = place.open().await;
    let behind = |one: bool| (0..60).map(move |number| if number == 59 { one } else { !one });
    for one in [false, true] {
        let order = in_line(&store, behind(one)).await;
        let turn = order.iter().position(|job| *job == one).unwrap();
        assert!(turn < 8, "it came last and waited for {turn} of 59");
    }
    let order = in_line(&store, (0..60).map(|number| number < 30)).await;
    let people = order[..30].iter().filter(|job| !**job).count();
    assert!((5..=15).contains(&people), "about one in three: {people} of 30");
}

/// SQLite's write-ahead log is brought in and begins anew long before SQLite would see to it in somebody's turn, and nothing is lost.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_log_begins_anew_while_others_write() {
    let place = Place::new();
    let store = place.open().await;
    if engine::postgres(&place.path()).is_some() {
        return;
    }
    let looking = rusqlite::Connection::open(place.path()).unwrap();
    let pages = || looking.query_row("PRAGMA wal_checkpoint(NOOP)", [], |row| row.get::<_, i64>(1)).unwrap();
    let (mut before, mut written) = (0, Vec::new());
    loop {
        let mut tx = store.begin().await.unwrap();
        for _ in 0..300 {
            let event = an_event(new_id());
            tx.append(&event).await.unwrap();
            written.push(event.id);
        }
        tx.commit().await.unwrap();
        let now = pages();
        if now < before {
            break;
        }
        assert!(now < 12_000, "the log only grows");
        before = now;
    }
    drop(looking);
    store.close().await.unwrap();
    let log = place.path().with_extension("db-wal");
    assert!(!log.exists(), "whoever closes last brings in the rest");
    let store = place.open().await;
    for event in written {
        assert!(is_there(&store, event).await, "an acknowledged write is gone");
    }
}

#[tokio::test]
async fn readers_see_what_is_committed_and_writers_what_they_wrote() {
    let place = Place::new();
    let store = place.open().await;
    let event = an_event(new_id());
    let mut tx = store.begin().await.unwrap();
    tx.append(&event).await.unwrap();
    assert!(tx.event(event.id).await.unwrap().is_some());
    assert!(!is_there(&store, event.id).await);
    tx.commit().await.unwrap();
    assert!(is_there(&store, event.id).await);
}
