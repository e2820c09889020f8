//! Workspaces through the binary, as an administrator handles them: made, listed, backed up beside a running server, restored,
//! handed over, moved, deleted. What does not work leaves nothing behind.

#[path = "support/server.rs"]
mod server;

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::{Value as Json, json};
use server::{Client, Server, encoded, engine};

const EMAIL: &str = "boss@example.com";
const PASSWORD: &str = "correct horse 1";
const ADMIN: [&str; 4] = ["--admin-email", EMAIL, "--admin-password", PASSWORD];

/// How a command ended.
struct Ended {
    ok: bool,
    out: String,
    err: String,
}

impl Ended {
    #[track_caller]
    fn well(self) -> String {
        assert!(self.ok, "{}{}", self.out, self.err);
        self.out
    }

    /// Refused, in both languages, with these words among others.
    #[track_caller]
    fn refused(self, words: &str) {
        assert!(!self.ok && self.err.contains(words), "{}{}", self.out, self.err);
        assert!(!self.err.lines().next().unwrap().is_ascii(), "not in Chinese: {}", self.err);
        assert!(!self.err.contains("Something went wrong on our side"), "{}", self.err);
    }
}

fn workspace(data: &Path, arguments: &[&str]) -> Ended {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mortise"));
    match engine::postgres(data) {
        Some(url) => command.env("MORTISE_DATABASE_URL", url),
        None => command.env_remove("MORTISE_DATABASE_URL"),
    };
    let output = command.arg("workspace").args(arguments).env("MORTISE_DATA", data).env("MORTISE_DEMO", "0").env("MORTISE_LOG", "error").output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ended { ok: output.status.success(), out: text(output.stdout), err: text(output.stderr) }
}

fn create(data: &Path, key: &str) {
    workspace(data, &[&["create", key][..], &ADMIN].concat()).well();
}

fn enter(server: &Server, key: &str) -> Client {
    let mut client = server.stranger();
    let given = json!({"workspace": key, "email": EMAIL, "password": PASSWORD});
    let (status, answer) = client.call("POST", "/api/session", &given).unwrap();
    assert_eq!(status, 200, "{answer}");
    client
}

fn add(client: &mut Client, name: &str) -> String {
    static PHONES: AtomicU32 = AtomicU32::new(0);
    let phone = format!("138{:08}", PHONES.fetch_add(1, Ordering::SeqCst));
    let given = json!({"name": name, "source": "website", "phone": phone});
    let (status, answer) = client.call("POST", "/api/records/customer?accept_duplicates=1", &given).unwrap();
    assert_eq!(status, 201, "{answer}");
    answer["record"]["id"].as_str().unwrap().to_owned()
}

fn get(client: &mut Client, path: &str) -> Json {
    let (status, answer) = client.call("GET", path, &Json::Null).unwrap();
    assert_eq!(status, 200, "{path} {answer}");
    answer
}

/// Names of all customers, as the list has them.
fn names(client: &mut Client) -> Vec<String> {
    let named = encoded(&json!({"field": "name", "op": "not_empty"}));
    let page = get(client, &format!("/api/records/customer?limit=200&sort=name&filter={named}"));
    page["records"].as_array().unwrap().iter().map(|record| record["name"].as_str().unwrap().to_owned()).collect()
}

/// A file that a customer holds: its id. What is in it can be read back as JSON.
fn attach(client: &mut Client) -> String {
    let (status, file) = client.send("POST", "/api/files", "x-file-name: a.json", r#"{"bytes":"附件"}"#).unwrap();
    assert_eq!(status, 201, "{file}");
    file["id"].as_str().unwrap().to_owned()
}

/// A folder of its own for each test, and a file name outside of the data.
fn folders() -> (tempfile::TempDir, PathBuf, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let (data, file) = (folder.path().join("data"), folder.path().join("kept.zip"));
    fs::create_dir(&data).unwrap();
    (folder, data, file)
}

#[test]
fn one_server_serves_several_and_each_has_people_of_its_own() {
    let (_folder, data, _) = folders();
    let server = Server::start(&data);
    create(&data, "acme");
    workspace(&data, &[&["create", "acme"][..], &ADMIN].concat()).refused("is there already");
    assert!(workspace(&data, &["create", "Not-A-Key"]).err.contains("cannot be a workspace's key"));
    let mut main = server.client();
    let mut acme = enter(&server, "acme");
    add(&mut main, "主公司");
    let id = add(&mut acme, "别家公司");
    assert_eq!((names(&mut main), names(&mut acme)), (vec!["主公司".to_owned()], vec!["别家公司".to_owned()]));
    assert_eq!(main.call("GET", &format!("/api/records/customer/{id}"), &Json::Null).unwrap().0, 404);
    let told = workspace(&data, &["list"]).well();
    for words in ["main", "acme", "2 条记录 records"] {
        assert!(told.contains(words), "{words}: {told}");
    }

    // Whether a workspace is there cannot be learned at the door.
    let mut stranger = server.stranger();
    let mut ask = |workspace: &str| {
        let given = json!({"workspace": workspace, "email": EMAIL, "password": "wrong"});
        let (status, answer) = stranger.call("POST", "/api/session", &given).unwrap();
        let (_, door) = stranger.call("GET", &format!("/api/session?workspace={workspace}"), &Json::Null).unwrap();
        let (refused, _) = stranger.call("POST", "/api/setup", &json!({"workspace": workspace, "name": "x", "email": "x@y.cn", "password": "long enough"})).unwrap();
        (status, answer, door, refused)
    };
    assert_eq!(ask("acme"), ask("missing"));
    assert_eq!(ask("../acme"), ask("missing"));

    // A server that starts anew still knows whom a cookie belongs to.
    server.kill();
    let server = Server::start(&data);
    let mut again = server.stranger();
    again.cookie = acme.cookie.clone();
    assert_eq!(names(&mut again), ["别家公司"]);
    server.kill();
}

#[test]
fn a_backup_taken_while_people_write_is_restored_whole() {
    let (_folder, data, file) = folders();
    let server = Server::start(&data);
    let mut client = server.client();
    let first = add(&mut client, "第一家");
    let attached = attach(&mut client);
    let note = json!({"text": "备份前的便条"});
    assert_eq!(client.call("POST", &format!("/api/records/customer/{first}/notes"), &note).unwrap().0, 201);
    let before: BTreeSet<String> = (0..20).map(|number| format!("此前{number:03}")).collect();
    before.iter().for_each(|name| drop(add(&mut client, name)));
    let done = Arc::new(AtomicBool::new(false));
    let writer = {
        let (mut client, done) = (server.client(), done.clone());
        std::thread::spawn(move || {
            let mut number = 0;
            while !done.load(Ordering::SeqCst) {
                add(&mut client, &format!("此后{number:03}"));
                number += 1;
            }
            number
        })
    };
    let told = workspace(&data, &["backup", "main", file.to_str().unwrap()]).well();
    done.store(true, Ordering::SeqCst);
    assert!(writer.join().unwrap() > 0 && told.contains("1 files, each table compared"), "{told}");
    workspace(&data, &["backup", "main", file.to_str().unwrap()]).refused("is there already");
    workspace(&data, &["restore", file.to_str().unwrap(), "main"]).refused("is there already");
    workspace(&data, &["restore", file.to_str().unwrap(), "copy"]).well();

    let mut copy = enter(&server, "copy");
    let found: BTreeSet<String> = names(&mut copy).into_iter().collect();
    assert!(found.is_superset(&before), "{found:?}");
    assert_eq!(get(&mut copy, &format!("/api/files/{attached}"))["bytes"], "附件");
    let timeline = get(&mut copy, &format!("/api/records/customer/{first}/events"));
    assert_eq!(timeline["events"].as_array().unwrap().len(), 2, "{timeline}");
    assert_eq!(get(&mut copy, "/api/search?q=diyijia")["hits"][0]["id"], json!(first), "the search was made anew");
    let new = add(&mut copy, "恢复后");
    assert_eq!(get(&mut copy, &format!("/api/records/customer/{new}/events"))["events"].as_array().unwrap().len(), 1);
    assert!(!names(&mut client).contains(&"恢复后".to_owned()));
    // Whoever was signed in is not, in the copy.
    let mut stranger = server.stranger();
    stranger.cookie = client.cookie.replacen('=', "=copy.", 1);
    assert_eq!(stranger.call("GET", "/api/catalog", &Json::Null).unwrap().0, 401);
    server.kill();
    let left: Vec<_> = fs::read_dir(file.parent().unwrap()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 2, "something was left behind: {left:?}");
}

#[test]
fn a_bad_file_is_refused_and_leaves_nothing_behind() {
    let (folder, data, file) = folders();
    create(&data, "acme");
    workspace(&data, &["backup", "acme", file.to_str().unwrap()]).well();
    let whole = fs::read(&file).unwrap();
    let before = workspace(&data, &["list"]).well();
    let bad = folder.path().join("bad.zip");
    let refused = |bytes: &[u8], words: &str| {
        fs::write(&bad, bytes).unwrap();
        workspace(&data, &["restore", bad.to_str().unwrap(), "bad"]).refused(words);
        assert_eq!(workspace(&data, &["list"]).well(), before);
        assert!(!data.join("workspaces/bad").exists());
    };
    refused(&whole[..whole.len() / 2], "is no backup of Mortise, or was not copied whole");
    refused(b"", "is no backup of Mortise");
    refused(b"SQLite format 3\0", "is no backup of Mortise");
    refused(&fs::read(env!("CARGO_BIN_EXE_mortise")).unwrap()[..100_000], "is no backup of Mortise");
    let mut flipped = whole.clone();
    flipped[whole.len() / 3] ^= 0x55;
    refused(&flipped, "is damaged");
    let packed = |about: &Json, database: &[u8]| {
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        let plain = zip::write::SimpleFileOptions::default();
        for (name, bytes) in [("mortise.json", about.to_string().as_bytes()), ("workspace.db", database)] {
            zip.start_file(name, plain).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap().into_inner()
    };
    refused(&packed(&json!({"mortise": 99, "program": "9.9.9"}), b""), "was written by a newer Mortise (9.9.9)");
    refused(&packed(&json!({"hello": 1}), b""), "is no backup of Mortise");
    let about = json!({"mortise": 1, "program": "0.0.9", "workspace": "x", "made_at": "2026-01-01T00:00:00Z", "catalog": 1, "tables": {}, "files": 0, "missing": 0});
    refused(&packed(&about, b"no database"), "is damaged");
    workspace(&data, &["restore", "nowhere.zip", "bad"]).refused("There is no file");
    workspace(&data, &["backup", "missing", bad.with_extension("x").to_str().unwrap()]).refused("There is no workspace missing");
}

#[test]
fn what_is_handed_over_opens_for_one_person_with_the_code_and_for_nobody_else() {
    let (_folder, data, file) = folders();
    let server = Server::start(&data);
    let mut client = server.client();
    add(&mut client, "客户的公司");
    let told = workspace(&data, &["hand-over", "main", file.to_str().unwrap(), "--admin-email", "Owner@client.cn"]).well();
    let code = told.split("works once: ").nth(1).unwrap().lines().next().unwrap().to_owned();
    workspace(&data, &["restore", file.to_str().unwrap(), "client"]).well();

    let mut owner = server.stranger();
    let door = get(&mut owner, "/api/session?workspace=client");
    assert_eq!(door, json!({"state": "setup", "invited": true}));
    let old = json!({"workspace": "client", "email": EMAIL, "password": PASSWORD});
    assert_eq!(owner.call("POST", "/api/session", &old).unwrap().0, 401, "the consultant's password went along");
    let mut take = |email: &str, code: &str| {
        let first = json!({"workspace": "client", "name": "王业", "email": email, "password": "my own password", "code": code});
        owner.call("POST", "/api/setup", &first).unwrap().0
    };
    assert_eq!((take("owner@client.cn", ""), take("owner@client.cn", "00000"), take("thief@client.cn", &code)), (401, 401, 401));
    assert_eq!(take("owner@client.cn", &code.to_uppercase()), 200);
    assert_eq!(take("owner@client.cn", &code), 409, "the code worked twice");
    assert_eq!(names(&mut owner), ["客户的公司"]);
    assert_eq!(get(&mut owner, "/api/session")["user"]["roles"], serde_json::json!(["admin"]));
    assert_eq!(names(&mut client), ["客户的公司"], "the original is as it was");
    server.kill();
}

/// Where a workspace goes: the other engine when the run has one, else another folder.
fn elsewhere(data: &Path) -> (Vec<(String, String)>, PathBuf, String) {
    let other = data.with_file_name("other");
    let url = format!("sqlite:{}", other.join("main.db").display());
    (vec![("MORTISE_DATABASE_URL".to_owned(), url.clone())], other, url)
}

#[test]
fn a_workspace_moves_and_is_served_only_where_it_went() {
    let (_folder, data, _) = folders();
    let server = Server::start(&data);
    let mut client = server.client();
    add(&mut client, "阿里山茶");
    let id = add(&mut client, "北方机床");
    add(&mut client, "超越科技");
    let attached = attach(&mut client);
    let before = (names(&mut client), get(&mut client, &format!("/api/records/customer/{id}/events")));
    let (settings, other, url) = elsewhere(&data);
    let to = ["move", "main", "--to", &url, "--to-data", other.to_str().unwrap()];
    workspace(&data, &to).refused("stop it first");
    assert!(!other.join("main.db").exists());
    server.kill();
    let told = workspace(&data, &to).well();
    assert!(told.contains("r_customer  3 · ") && told.contains("compared row by row and equal, 1 files"), "{told}");
    workspace(&data, &to).refused("moved away already");
    assert!(workspace(&data, &["list"]).well().contains("moved to sqlite:"));

    // The same cookie still opens it, where it is now.
    let mut back = Server::spawn(&data, &[("MORTISE_DEMO", "0")]);
    assert!(!back.process.wait().unwrap().success(), "it was served where it no longer is");
    let settings: Vec<(&str, &str)> = settings.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let server = Server::spawn(&other, &settings);
    server.wait();
    let mut moved = server.stranger();
    moved.cookie = client.cookie.clone();
    assert_eq!((names(&mut moved), get(&mut moved, &format!("/api/records/customer/{id}/events"))), before);
    assert_eq!(get(&mut moved, &format!("/api/files/{attached}"))["bytes"], "附件");
    assert_eq!(get(&mut moved, "/api/search?q=bfjc")["hits"][0]["id"], json!(id));
    add(&mut moved, "搬家后");
    server.kill();

    // And to an engine of the first kind again, beside what stayed behind.
    let home = data.with_file_name("home");
    let mut command = Command::new(env!("CARGO_BIN_EXE_mortise"));
    let target = engine::postgres(&home).unwrap_or_else(|| format!("sqlite:{}", home.join("main.db").display()));
    command.args(["workspace", "move", "main", "--to", &target, "--to-data", home.to_str().unwrap()]);
    let output = command.env("MORTISE_DATABASE_URL", &url).env("MORTISE_DATA", &other).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let server = Server::start(&home);
    let mut moved = server.stranger();
    moved.cookie = client.cookie.clone();
    let mut all = before.0.clone();
    all.push("搬家后".to_owned());
    let mut found = names(&mut moved);
    assert_eq!(found.iter().collect::<BTreeSet<_>>(), all.iter().collect::<BTreeSet<_>>());
    found.retain(|name| name != "搬家后");
    assert_eq!(found, before.0, "in the order of their sounds");
    assert_eq!(get(&mut moved, &format!("/api/records/customer/{id}/events")), before.1);
    server.kill();
}

#[test]
fn one_beside_main_is_moved_while_it_is_served_and_lets_nobody_in_afterwards() {
    let (_folder, data, _) = folders();
    let server = Server::start(&data);
    create(&data, "acme");
    add(&mut enter(&server, "acme"), "搬家前");
    let (_, other, url) = elsewhere(&data);
    workspace(&data, &["move", "acme", "--to", &url, "--to-data", other.to_str().unwrap()]).well();
    assert_eq!(server.client().call("GET", "/api/catalog", &Json::Null).unwrap().0, 200, "main goes on");
    let given = json!({"workspace": "acme", "email": EMAIL, "password": PASSWORD});
    let (status, answer) = server.stranger().call("POST", "/api/session", &given).unwrap();
    assert_eq!((status, &answer["code"]), (401, &json!("bad_credentials")));
    server.kill();
}

#[test]
fn a_workspace_is_deleted_with_all_that_is_its_own() {
    let (_folder, data, _) = folders();
    let server = Server::start(&data);
    create(&data, "acme");
    let mut acme = enter(&server, "acme");
    attach(&mut acme);
    workspace(&data, &["delete", "main", "--yes"]).refused("stop it first");
    workspace(&data, &["delete", "acme"]).refused("--yes");
    assert!(workspace(&data, &["list"]).well().contains("acme"));
    workspace(&data, &["delete", "acme", "--yes"]).well();
    assert_eq!(acme.call("GET", "/api/catalog", &Json::Null).unwrap().0, 401);
    assert!(!workspace(&data, &["list"]).well().contains("acme") && !data.join("workspaces/acme").exists());
    workspace(&data, &["delete", "acme", "--yes"]).refused("There is no workspace acme");
    drop(server.client());
    create(&data, "acme");
    assert!(names(&mut enter(&server, "acme")).is_empty());
    server.kill();
}

/// The server lets go of what is asked for, and takes it up again when whoever asked is gone.
#[test]
fn who_comes_meanwhile_is_told_to_come_again() {
    let (_folder, data, _) = folders();
    let server = Server::start(&data);
    create(&data, "acme");
    let mut acme = enter(&server, "acme");
    let id = add(&mut acme, "一直在");
    let folder = data.join("workspaces/acme");
    fs::create_dir_all(&folder).unwrap();
    let asked = fs::File::create(folder.join("release")).unwrap();
    asked.lock().unwrap();
    let deadline = Instant::now() + Duration::from_secs(60);
    let (status, away) = loop {
        let (status, answer) = acme.call("GET", "/api/session", &Json::Null).unwrap();
        if answer["code"] == "away" {
            break (status, answer);
        }
        assert!(Instant::now() < deadline, "it is still served: {status} {answer}");
    };
    assert_eq!((status, &away["retry_after"]), (503, &json!(5)));
    drop(asked);
    assert_eq!(get(&mut acme, &format!("/api/records/customer/{id}"))["record"]["name"], "一直在");
    server.kill();
}
