//! Runs with steps of every nature, on a server that is killed wherever they rest: while a receiver has not answered, while it has
//! refused, between records of a loop, in waits for a date and for a condition; and at moments that nobody chose. Inside everything
//! happens once, outside at least once and under the same key, and each run ends by the definition it began with.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use chrono::{DateTime, Duration, SecondsFormat, Utc};
use mortise::outbound::Outbound;
use mortise::records::{Context, list};
use mortise::runtime::{Published, Runtime};
use mortise::store::Store;
use mortise::value::{Actor, Clock};
use mortise::{jobs, rules};
use serde_json::{Value as Json, json};

use crate::chain::{STEPS, first, second};
use crate::load;
use crate::random::Random;
use crate::receiver::{Got, Receiver};
use crate::server::{BARE, Client, Server, engine};
use crate::{got, number, until};

/// Records that the rule runs on, each with so many parts, and one more that it makes itself.
const FIRMS: usize = 6;
const PARTS: usize = 2;

/// The server under way, the receiver, and how often it is killed at moments that nobody chose.
struct Story<'a> {
    folder: &'a Path,
    server: Server,
    client: Client,
    firms: Vec<String>,
    random: Random,
    extra: u64,
    kills: usize,
}

fn started(folder: &Path) -> Server {
    let settings: Vec<_> = BARE.into_iter().chain([("MORTISE_OUTBOUND_ALLOW", "127.0.0.1")]).collect();
    let server = Server::spawn(folder, &settings);
    server.wait();
    server
}

impl<'a> Story<'a> {
    fn begin(folder: &'a Path, url: &str) -> Story<'a> {
        let server = started(folder);
        let (client, random) = (server.client(), load::random(number("MORTISE_SEED")));
        let extra = number("MORTISE_KILLS").unwrap_or_default() / 10;
        let mut story = Story { folder, server, client, firms: Vec::new(), random, extra, kills: 0 };
        story.publish(&first(url));
        story.firms = (0..FIRMS).map(|at| story.add("firm", json!({"name": format!("firm {at}"), "size": 0}))).collect();
        for firm in story.firms.clone() {
            for _ in 0..PARTS {
                story.add("part", json!({"name": "given", "size": 0, "firm": firm}));
            }
        }
        story
    }

    /// Kills the server and starts it again, and then at moments that nobody chose.
    fn kill(&mut self) {
        self.restart(|| {});
        for _ in 0..self.extra {
            for _ in 0..self.random.below(25) {
                self.runs();
            }
            self.restart(|| {});
        }
    }

    /// Kills it and starts it again after something happened.
    fn restart(&mut self, meanwhile: impl FnOnce()) {
        self.server.process.kill().unwrap();
        self.server.process.wait().unwrap();
        meanwhile();
        self.server = started(self.folder);
        self.client = self.server.client();
        self.kills += 1;
    }

    fn publish(&mut self, files: &Json) {
        let draft = got(&mut self.client, "/api/catalog/draft");
        let (status, changed) = self.client.call("PATCH", "/api/catalog/draft", &json!({"revision": draft["revision"], "files": files})).unwrap();
        assert_eq!(status, 200, "{changed}");
        let wish = json!({"revision": changed["revision"], "message": ""});
        let (status, answer) = self.client.call("POST", "/api/catalog/draft/publish", &wish).unwrap();
        assert_eq!(status, 200, "{answer}");
    }

    fn add(&mut self, object: &str, input: Json) -> String {
        let (status, answer) = self.client.call("POST", &format!("/api/records/{object}"), &input).unwrap();
        assert_eq!(status, 201, "{answer}");
        answer["record"]["id"].as_str().unwrap().to_owned()
    }

    /// Changes every firm.
    fn change(&mut self, input: &Json) {
        for firm in &self.firms {
            let (status, answer) = self.client.call("PATCH", &format!("/api/records/firm/{firm}"), input).unwrap();
            assert_eq!(status, 200, "{answer}");
        }
    }

    /// The runs of the rule.
    fn runs(&mut self) -> Vec<Json> {
        got(&mut self.client, "/api/runs?rule=chain&limit=200")["runs"].as_array().unwrap().clone()
    }

    /// Until every run is as wished; none may fail meanwhile.
    fn all(&mut self, what: &str, holds: impl Fn(&Json) -> bool) {
        until(what, || {
            let runs = self.runs();
            let failed = runs.iter().find(|run| run["state"] == "failed" || run["state"] == "stopped");
            assert!(failed.is_none(), "{what}: {failed:#?}");
            runs.len() == self.firms.len() && runs.iter().all(&holds)
        });
    }
}

fn last(run: &Json) -> &Json {
    &run["steps"].as_array().unwrap().last().unwrap()["path"]
}

/// Whether it has come so far and waits there.
fn waits_after(run: &Json, path: &str) -> bool {
    run["state"] == "waiting" && last(run) == path
}

/// Moments that the API tells are kept to the millisecond.
fn soon() -> DateTime<Utc> {
    Clock::default().now() + Duration::seconds(1)
}

#[test]
fn runs_of_steps_of_every_nature_go_on_where_a_killed_server_left_them() {
    let receiving = tokio::runtime::Runtime::new().unwrap();
    let there = receiving.block_on(Receiver::start());
    let folder = tempfile::tempdir().unwrap();
    let mut story = Story::begin(folder.path(), &there.url);
    receive(&mut story, &receiving, &there);
    wait(&mut story, &receiving, &there);
    story.all("the runs end", |run| run["state"] == "done");
    check_inside(&mut story);
    check_outside(&there, &story.firms);
    check_second(&mut story, &receiving, &there);
    story.server.kill();
    println!("{} kills", story.kills);
    an_hour_later(&receiving, folder.path());
}

/// From what sets the rule off to the first wait, with other rules published in between.
fn receive(story: &mut Story<'_>, receiving: &tokio::runtime::Runtime, there: &Receiver) {
    let held = receiving.block_on(there.hold());
    story.change(&json!({"open": true}));
    story.kill();
    story.all("the runs begin", |_| true);
    until("the others begin", || got(&mut story.client, "/api/runs?rule=later")["runs"].as_array().unwrap().len() == FIRMS);
    story.publish(&second(&there.url));
    receiving.block_on(there.arrived(1));
    story.kill();
    let before = there.got().len();
    drop(held);
    receiving.block_on(there.arrived(before + FIRMS + 2));
    story.kill();
    story.all("the runs come to their first wait", |run| waits_after(run, "/actions/4/then/1"));
}

/// Through a date that is moved and then passes while there is no server, a receiver that refuses at first, and a condition.
fn wait(story: &mut Story<'_>, receiving: &tokio::runtime::Runtime, there: &Receiver) {
    let before = there.got().len();
    story.kill();
    story.all("the runs still wait", |run| waits_after(run, "/actions/4/then/1"));
    assert_eq!(there.got().len(), before, "nothing is sent that was answered");
    there.answers([(503, "busy"), (500, "broken")]);
    let due = soon();
    story.change(&json!({"due": due.to_rfc3339_opts(SecondsFormat::Millis, true)}));
    let moved = |run: &Json| last(run) != "/actions/4/then/1" || run["wake_at"].as_str().is_some_and(|at| at.parse() == Ok(due));
    story.all("the date moves the waits", moved);
    story.restart(|| until("the date comes", || Clock::default().now() > due));
    receiving.block_on(there.arrived(before + 1));
    let refused = |story: &mut Story<'_>| {
        let ids: Vec<String> = story.runs().iter().map(|run| run["id"].as_str().unwrap().to_owned()).collect();
        ids.iter().any(|id| got(&mut story.client, &format!("/api/runs/{id}"))["last_error"].is_string())
    };
    until("a refusal is kept", || refused(story));
    story.kill();
    story.all("the runs come to their last wait", |run| waits_after(run, "/actions/1"));
    story.kill();
    story.all("the runs still wait", |run| waits_after(run, "/actions/1"));
    story.change(&json!({"note": "go"}));
    story.kill();
}

/// Each run did each of its steps once, and what they wrote stands there once.
fn check_inside(story: &mut Story<'_>) {
    for run in story.runs() {
        let paths: Vec<&str> = run["steps"].as_array().unwrap().iter().map(|step| step["path"].as_str().unwrap()).collect();
        assert_eq!(paths, STEPS, "{run:#}");
    }
    let on: BTreeSet<String> = story.runs().iter().map(|run| run["record"].as_str().unwrap().to_owned()).collect();
    assert_eq!((story.runs().len(), on), (FIRMS, story.firms.iter().cloned().collect()), "one run to each");
    for firm in story.firms.clone() {
        let events = got(&mut story.client, &format!("/api/records/firm/{firm}/events?limit=200"))["events"].clone();
        let changes = events.as_array().unwrap().iter().rev().flat_map(|event| event["changes"].as_array().unwrap().clone());
        let sizes: Vec<Json> = changes.filter(|change| change["field"] == "size").map(|change| change["after"].clone()).collect();
        assert_eq!(sizes, [0, 1, 2, 3], "{events:#}");
        let approvals = got(&mut story.client, &format!("/api/records/firm/{firm}/approvals"))["approvals"].clone();
        assert_eq!((approvals.as_array().unwrap().len(), &approvals[0]["state"]), (1, &json!("pending")));
    }
    let parts = got(&mut story.client, "/api/records/part?limit=200")["records"].clone();
    assert!(parts.as_array().unwrap().iter().all(|part| part["size"] == 1 && part["version"] == 2), "{parts:#}");
    let mut of: BTreeMap<&str, usize> = BTreeMap::new();
    parts.as_array().unwrap().iter().for_each(|part| *of.entry(part["firm"].as_str().unwrap()).or_default() += 1);
    assert_eq!((of.len(), of.values().all(|count| *count == PARTS + 1)), (FIRMS, true), "{of:?}");
    let notices = got(&mut story.client, "/api/notices?limit=100")["notices"].clone();
    let told: Vec<&str> = notices.as_array().unwrap().iter().filter_map(|notice| notice["text"].as_str()).filter(|text| text.starts_with("firm ")).collect();
    assert_eq!((told.len(), told.iter().collect::<BTreeSet<_>>().len()), (FIRMS, FIRMS), "{told:?}");
}

/// Everything arrived, some of it more than once, and whatever arrived again says by its key that it did.
fn check_outside(there: &Receiver, firms: &[String]) {
    let mut by_key: BTreeMap<String, Got> = BTreeMap::new();
    for got in there.got() {
        let first = by_key.entry(got.header("idempotency-key").to_owned()).or_insert_with(|| got.clone());
        assert_eq!((&first.path, &first.body), (&got.path, &got.body));
    }
    assert!(there.got().len() > by_key.len(), "the kills came too late to show anything");
    let about = |path: &str, id: &str| {
        let bodies: Vec<Json> = by_key.values().filter(|got| got.path == path).map(Got::json).collect();
        let about: BTreeSet<String> = bodies.iter().map(|body| body.pointer(id).unwrap().as_str().unwrap().to_owned()).collect();
        assert_eq!(bodies.len(), about.len(), "one key to each: {path}");
        about
    };
    let firms: BTreeSet<String> = firms.iter().cloned().collect();
    assert_eq!((about("/slow/hook", "/record/id"), about("/called", "/firm")), (firms.clone(), firms));
    assert_eq!((about("/part", "/part").len(), by_key.len()), (FIRMS * (PARTS + 1), FIRMS * (PARTS + 3)));
}

/// Whatever begins now goes by the rules that were published meanwhile.
fn check_second(story: &mut Story<'_>, receiving: &tokio::runtime::Runtime, there: &Receiver) {
    let before = there.got().len();
    let firm = story.add("firm", json!({"name": "new", "size": 0}));
    story.firms.push(firm.clone());
    let (status, answer) = story.client.call("PATCH", &format!("/api/records/firm/{firm}"), &json!({"open": true})).unwrap();
    assert_eq!(status, 200, "{answer}");
    receiving.block_on(there.arrived(before + 1));
    story.all("the new rule runs", |run| run["state"] == "done");
    assert!(there.got()[before..].iter().all(|got| got.path == "/second"));
}

/// A server that comes up an hour later finds that the waits of an hour are over, and those of three days are not.
fn an_hour_later(runtime: &tokio::runtime::Runtime, folder: &Path) {
    runtime.block_on(async {
        let clock = Clock::fixed(Clock::default().now() + Duration::hours(1));
        let store = match engine::postgres(folder) {
            Some(url) => Store::connect(&url, folder, clock.clone()).await,
            None => Store::open(&folder.join("main.db"), clock.clone()).await,
        };
        let store = store.unwrap();
        let published = Published::load(&store, &[rules::check]).await.unwrap().unwrap();
        let on: Arc<Runtime> = Runtime::new(store, clock, Outbound::default(), folder.to_owned(), &[rules::check], published);
        jobs::drain_all(&on).await.unwrap();
        let wish = list::List { limit: Some(200), ..list::List::default() };
        let parts = list::list(&Context::new(&on, Actor::System, "test"), "part", &wish).await.unwrap().records;
        let names: Vec<String> = parts.into_iter().filter_map(|part| part.map()["name"].as_str().map(str::to_owned)).collect();
        let late: BTreeSet<&String> = names.iter().filter(|name| name.starts_with("an hour after")).collect();
        assert_eq!((late.len(), names.len()), (FIRMS, FIRMS * (PARTS + 1) + FIRMS + 1), "{names:?}");
        on.store.close().await.unwrap();
    });
}
