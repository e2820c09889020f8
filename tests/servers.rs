//! Two servers on one workspace of PostgreSQL, as real processes: what is published on one holds on the other, what happens on one is
//! told on the other, jobs are done once, and when one is killed the other goes on where it stopped. In runs about that engine.

#[path = "support/listener.rs"]
mod listener;
#[path = "support/server.rs"]
mod server;

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use listener::Listener;
use serde_json::{Value as Json, json};
use server::{Client, Server, encoded, engine};
use sqlx::Connection;

/// Two servers that share a data folder and so a workspace; `None` in runs about SQLite.
fn two(folder: &Path) -> Option<(Server, Server)> {
    engine::postgres(folder)?;
    // At once: one of them makes the workspace, the other waits.
    let (one, two) = (Server::bare(folder), Server::bare(folder));
    one.wait();
    two.wait();
    Some((one, two))
}

fn done(answer: std::io::Result<(u16, Json)>, status: u16) -> Json {
    let (got, answer) = answer.unwrap();
    assert_eq!(got, status, "{answer}");
    answer
}

fn post(client: &mut Client, path: &str, body: Json) -> Json {
    let (status, answer) = client.call("POST", path, &body).unwrap();
    assert!(status < 300, "{status} {answer}");
    answer
}

fn customer(client: &mut Client, name: &str) -> String {
    let input = json!({"name": name, "source": "website", "phone": "0755-88880001"});
    post(client, "/api/records/customer?accept_duplicates=1", input)["record"]["id"].as_str().unwrap().to_owned()
}

fn until(what: &str, within: Duration, mut holds: impl FnMut() -> bool) {
    let deadline = Instant::now() + within;
    while !holds() {
        assert!(Instant::now() < deadline, "{what}");
        std::thread::yield_now();
    }
}

/// Publishes the deal with a text field more, required; the version.
fn publish(client: &mut Client, field: &str) -> i64 {
    let draft = done(client.call("GET", "/api/catalog/draft", &Json::Null), 200);
    let mut deal = draft["files"]["forms/deal/object.json"].clone();
    let label = json!({"zh-CN": field, "en": field});
    deal["fields"].as_array_mut().unwrap().push(json!({"key": field, "type": "text", "label": label, "default": field}));
    let change = json!({"revision": draft["revision"], "files": {"forms/deal/object.json": deal}});
    let revision = done(client.call("PATCH", "/api/catalog/draft", &change), 200)["revision"].clone();
    let before = version(client);
    post(client, "/api/catalog/draft/publish", json!({"message": field, "revision": revision}));
    // A large table is prepared first.
    until("it is not published", Duration::from_secs(60), || version(client) > before);
    before + 1
}

/// Set to false when the test ends, however it ends: those who go on meanwhile must not go on for ever.
struct Until<'a>(&'a AtomicBool);

impl Drop for Until<'_> {
    fn drop(&mut self) {
        self.0.store(false, Ordering::SeqCst);
    }
}

fn version(client: &mut Client) -> i64 {
    done(client.call("GET", "/api/catalog", &Json::Null), 200)["version"].as_i64().unwrap()
}

#[test]
fn a_publish_on_one_holds_on_the_other() {
    let folder = tempfile::tempdir().unwrap();
    let Some((one, two)) = two(folder.path()) else { return };
    let (mut ones, mut twos) = (one.client(), two.client());
    let customer = customer(&mut ones, "长青");
    let racing = AtomicBool::new(true);
    std::thread::scope(|scope| {
        let stop = Until(&racing);
        // Writes on both servers, all the while: each must carry what the catalog it was accepted under says.
        let writers: Vec<_> = [&one, &two, &two]
            .map(|server| {
                let (mut client, customer, racing) = (server.client(), customer.clone(), &racing);
                scope.spawn(move || {
                    let mut created = Vec::new();
                    while racing.load(Ordering::SeqCst) {
                        let input = json!({"name": "赛跑", "customer": customer, "amount": 1, "close_date": "2027-01-01"});
                        let answer = post(&mut client, "/api/records/deal", input);
                        created.push(answer["record"]["id"].as_str().unwrap().to_owned());
                    }
                    created
                })
            })
            .into_iter()
            .collect();
        for round in 0..6 {
            let (publisher, other) = if round % 2 == 0 { (&mut ones, &mut twos) } else { (&mut twos, &mut ones) };
            let published = publish(publisher, &format!("extra_{round}"));
            until("the other server heard nothing of it", Duration::from_secs(1), || version(other) == published);
        }
        drop(stop);
        let created: Vec<String> = writers.into_iter().flat_map(|writer| writer.join().unwrap()).collect();
        assert!(created.len() > 20, "{}", created.len());
        let versions: BTreeSet<i64> = created.iter().map(|deal| made_under(&mut ones, deal)).collect();
        assert!(versions.len() > 3, "no race: {versions:?}");
    });
    assert_eq!(under_stale_catalogs(folder.path()), 0);
    one.kill();
    two.kill();
}

/// Events that were written after a later version than their own. Transactions that write take turns, so that their numbers
/// tell which came first.
fn under_stale_catalogs(folder: &Path) -> i64 {
    let url = engine::postgres(folder).unwrap();
    let (url, schema) = url.split_once("?schema=").unwrap();
    let count = format!(
        "SELECT count(*) FROM {schema}.event e, {schema}.catalog_version v \
         WHERE v.number > e.catalog AND v.xmin::text::bigint < e.xmin::text::bigint"
    );
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let mut db = sqlx::PgConnection::connect(url).await.unwrap();
        sqlx::query_scalar(sqlx::AssertSqlSafe(count)).fetch_one(&mut db).await.unwrap()
    })
}

/// The version that the deal was created under, by the defaults it was given.
fn made_under(client: &mut Client, deal: &str) -> i64 {
    let record = done(client.call("GET", &format!("/api/records/deal/{deal}"), &Json::Null), 200)["record"].clone();
    let given = (0..6).filter(|round| !record[format!("extra_{round}")].is_null()).count() as i64;
    given + 1
}

#[test]
fn what_happens_on_one_is_told_on_the_other_once() {
    let folder = tempfile::tempdir().unwrap();
    let Some((one, two)) = two(folder.path()) else { return };
    let mut ones = one.client();
    let mut heard = [one.client(), two.client()].map(Listener::open);
    let mut made = BTreeSet::new();
    for number in 0..20 {
        made.insert(customer(&mut ones, &format!("长青 {number}")));
    }
    // The last one is heard after all others.
    let last = customer(&mut two.client(), "最后");
    for listener in &mut heard {
        let mut told = Vec::new();
        let mut ended = false;
        // What is told through the other server may come later than its own.
        while !ended || told.len() < made.len() {
            let news = listener.next();
            if news.0 == "record" && news.1["object"] == "customer" && news.1["kind"] == "created" {
                let id = news.1["id"].as_str().unwrap().to_owned();
                if id == last { ended = true } else { told.push(id) }
            }
        }
        assert_eq!(told.len(), made.len(), "told twice");
        assert_eq!(told.into_iter().collect::<BTreeSet<_>>(), made);
    }
    let published = publish(&mut ones, "more");
    for listener in &mut heard {
        let told = std::iter::from_fn(|| Some(listener.next())).find(|(name, _)| name == "catalog").unwrap();
        assert_eq!(told.1["version"], published);
    }
    one.kill();
    two.kill();
}

#[test]
fn who_may_call_is_the_same_on_both_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let Some((one, two)) = two(folder.path()) else { return };
    let mut ones = one.client();
    let mut same = two.stranger();
    same.cookie.clone_from(&ones.cookie);
    let session = |client: &mut Client| done(client.call("GET", "/api/session", &Json::Null), 200);
    // Asked more than once: what the other server remembers has to be what is so.
    let user = session(&mut same)["user"].clone();
    for name in ["林一", "林二"] {
        assert_eq!(session(&mut same), session(&mut same));
        done(ones.call("PATCH", &format!("/api/records/user/{}", user["id"].as_str().unwrap()), &json!({"name": name})), 200);
        assert_eq!(session(&mut same)["user"]["name"], name);
    }
    done(same.call("GET", "/api/records/deal", &Json::Null), 200);
    done(ones.call("DELETE", "/api/session", &Json::Null), 204);
    done(same.call("GET", "/api/records/deal", &Json::Null), 401);
    one.kill();
    two.kill();
}

fn tasks_of(client: &mut Client, deal: &str) -> usize {
    let filter = encoded(&json!({"field": "deal", "op": "is", "value": deal}));
    let answer = done(client.call("GET", &format!("/api/records/task?filter={filter}&limit=50"), &Json::Null), 200);
    answer["records"].as_array().unwrap().len()
}

#[test]
fn of_those_who_set_up_at_once_on_two_servers_one_is_the_administrator() {
    let folder = tempfile::tempdir().unwrap();
    if engine::postgres(folder.path()).is_none() {
        return;
    }
    let servers = [(); 2].map(|()| Server::spawn(folder.path(), &[("MORTISE_DEMO", "0")]));
    servers.iter().for_each(Server::wait);
    let answers: Vec<(u16, Json, String)> = std::thread::scope(|scope| {
        let asking: Vec<_> = (0..6)
            .map(|number| {
                let (mut client, email) = (servers[number % 2].stranger(), format!("first{number}@example.com"));
                scope.spawn(move || {
                    let first = json!({"name": email, "email": email, "password": "correct horse 1"});
                    let (status, answer) = client.call("POST", "/api/setup", &first).unwrap();
                    (status, answer, email)
                })
            })
            .collect();
        asking.into_iter().map(|one| one.join().unwrap()).collect()
    });
    let (made, refused): (Vec<_>, Vec<_>) = answers.into_iter().partition(|(status, _, _)| *status < 300);
    assert_eq!(made.len(), 1, "{made:?}");
    assert!(refused.iter().all(|(status, answer, _)| (*status, &answer["code"]) == (409, &json!("set_up"))), "{refused:?}");
    let mut client = servers[1].stranger();
    done(client.call("POST", "/api/session", &json!({"email": made[0].2, "password": "correct horse 1"})), 200);
    let people = done(client.call("GET", "/api/records/user?limit=50", &Json::Null), 200);
    assert_eq!(people["records"].as_array().unwrap().len(), 1, "{people}");
    servers.into_iter().for_each(Server::kill);
}

/// Creates deals, each with two tasks to follow, until told to stop or cut off.
fn create(mut client: Client, customer: &str, on: &AtomicBool) -> Vec<String> {
    let mut acknowledged = Vec::new();
    while on.load(Ordering::SeqCst) {
        let input = json!({"name": "双机", "customer": customer, "amount": 1, "close_date": "2027-01-01", "stage": "proposal"});
        match client.call("POST", "/api/records/deal", &input) {
            Ok((201, answer)) => acknowledged.push(answer["record"]["id"].as_str().unwrap().to_owned()),
            Ok((status, answer)) => panic!("{status} {answer}"),
            Err(_) => break,
        }
    }
    acknowledged
}

#[test]
fn jobs_are_done_once_and_a_killed_servers_are_taken_over() {
    let folder = tempfile::tempdir().unwrap();
    let Some((one, two)) = two(folder.path()) else { return };
    let mut twos = two.client();
    let customer = customer(&mut twos, "长青");
    let on = AtomicBool::new(true);
    let created: Vec<String> = std::thread::scope(|scope| {
        let stop = Until(&on);
        let writers: Vec<_> = [&one, &one, &two, &two]
            .map(|server| {
                let client = server.client();
                scope.spawn(|| create(client, &customer, &on))
            })
            .into_iter()
            .collect();
        let count = "/api/records/deal?limit=1&count=1";
        until("nothing is written", Duration::from_secs(60), || {
            done(twos.call("GET", count, &Json::Null), 200)["count"]["value"].as_u64().unwrap() >= 60
        });
        one.kill();
        until("the other goes on", Duration::from_secs(60), || {
            done(twos.call("GET", count, &Json::Null), 200)["count"]["value"].as_u64().unwrap() >= 100
        });
        drop(stop);
        writers.into_iter().flat_map(|writer| writer.join().unwrap()).collect()
    });
    let deadline = Instant::now() + Duration::from_secs(60);
    for deal in &created {
        while tasks_of(&mut twos, deal) < 2 {
            assert!(Instant::now() < deadline, "what the killed server left undone is not taken over");
            std::thread::yield_now();
        }
    }
    let doubled: Vec<&String> = created.iter().filter(|deal| tasks_of(&mut twos, deal) != 2).collect();
    assert!(doubled.is_empty(), "{doubled:?}");
    // A server may join at any time.
    let three = Server::start(folder.path());
    assert_eq!(tasks_of(&mut three.client(), &created[0]), 2);
    three.kill();
    two.kill();
}
