//! The binary's commands besides serving, run as they are installed: what they print, how they end, what they leave alone.

#[path = "support/server.rs"]
#[expect(dead_code, reason = "other tests use more of it")]
mod server;

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use mortise::app::CHECKS;
use mortise::auth::{account, setup, throttle::Throttle};
use mortise::catalog;
use mortise::outbound::Outbound;
use mortise::runtime::{Published, Runtime};
use mortise::store::Store;
use mortise::value::Clock;
use serde_json::{Value as Json, json};

/// How a command ended.
struct Ended {
    ok: bool,
    out: String,
    err: String,
}

fn mortise(arguments: &[&str], data: &Path, input: &str) -> Ended {
    let mut child = Command::new(env!("CARGO_BIN_EXE_mortise"))
        .args(arguments)
        .env("MORTISE_DATA", data)
        .env_remove("MORTISE_DATABASE_URL")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ended { ok: output.status.success(), out: text(output.stdout), err: text(output.stderr) }
}

fn fixture() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/catalog")
}

/// Every file below a folder with what it holds.
fn contents(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        match entry.file_type().unwrap().is_dir() {
            true => found.extend(contents(&entry.path())),
            false => drop(found.insert(entry.path(), fs::read(entry.path()).unwrap())),
        }
    }
    found
}

/// A copy of the fixture, with these changes to its files.
fn copy(change: impl Fn(&str, &mut Json)) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, bytes) in contents(&fixture()) {
        let inside = path.strip_prefix(fixture()).unwrap();
        let mut json: Json = serde_json::from_slice(&bytes).unwrap();
        change(inside.to_str().unwrap(), &mut json);
        let to = folder.path().join(inside);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::write(to, json.to_string()).unwrap();
    }
    folder
}

#[test]
fn a_sound_catalog_is_told_to_be_sound() {
    let nowhere = tempfile::tempdir().unwrap();
    let ended = mortise(&["catalog", "check", fixture().to_str().unwrap()], nowhere.path(), "");
    assert!(ended.ok, "{}", ended.out);
    assert!(ended.out.contains("没有问题") && ended.out.contains("No problems: 4 objects, 2 rules"), "{}", ended.out);
    assert!(contents(nowhere.path()).is_empty(), "checking made a workspace");
}

#[test]
fn every_mistake_of_a_catalog_is_told_with_its_place_and_what_would_be_right() {
    let folder = copy(|path, json| match path {
        "forms/deal/object.json" => {
            json["fields"][1]["to"] = json!("compny");
            json["fields"][2]["type"] = json!("mony");
            json["colur"] = json!("red");
        }
        "workflows/deal.pipeline.json" => json["stages"][0]["status"] = json!("opened"),
        "workflows/roles.json" => json["roles"][0]["administer"] = json!(["catalogue"]),
        _ => {}
    });
    let nowhere = tempfile::tempdir().unwrap();
    let before = contents(folder.path());
    let ended = mortise(&["catalog", "check", folder.path().to_str().unwrap()], nowhere.path(), "");
    assert!(!ended.ok);
    for (place, right) in [
        ("forms/deal/object.json /fields/1/to [", "company"),
        ("forms/deal/object.json /fields/2/type [", "money"),
        ("forms/deal/object.json /colur [", "colour"),
        ("workflows/deal.pipeline.json /stages/0/status [", "open"),
        ("workflows/roles.json /roles/0/administer/0 [", "catalog"),
    ] {
        let told = ended.out.split_once(place).unwrap_or_else(|| panic!("{place} is not told:\n{}", ended.out)).1;
        let told: Vec<&str> = told.lines().take(4).collect();
        assert!(told.iter().any(|line| line.contains(right)), "what would be right at {place}: {told:?}");
        assert!(!told[1].is_ascii() && told[2].is_ascii(), "in both languages: {told:?}");
    }
    let count = ended.out.matches(" [").count();
    assert!(ended.err.contains(&format!("共 {count} 处问题")) && ended.err.contains(&format!("{count} problems")), "{}", ended.err);
    assert_eq!(contents(folder.path()), before, "checking changed the files");
    assert!(contents(nowhere.path()).is_empty(), "checking made a workspace");
}

#[test]
fn a_folder_without_a_catalog_is_no_sound_catalog() {
    let nowhere = tempfile::tempdir().unwrap();
    for folder in [nowhere.path().to_owned(), nowhere.path().join("missing")] {
        let ended = mortise(&["catalog", "check", folder.to_str().unwrap()], nowhere.path(), "");
        assert!(!ended.ok && ended.out.contains("template.json"), "{}{}", ended.out, ended.err);
    }
}

#[test]
fn schemas_are_printed_for_editors() {
    let nowhere = tempfile::tempdir().unwrap();
    let kinds = mortise(&["catalog", "schema"], nowhere.path(), "").out;
    assert_eq!(kinds.lines().collect::<Vec<_>>(), catalog::KINDS);
    for kind in kinds.lines() {
        let schema: Json = serde_json::from_str(&mortise(&["catalog", "schema", kind], nowhere.path(), "").out).unwrap();
        assert_eq!(Some(schema), catalog::schema(kind));
    }
    let unknown = mortise(&["catalog", "schema", "pipelin"], nowhere.path(), "");
    assert!(!unknown.ok && unknown.out.is_empty());
    assert!(unknown.err.contains("没有「pipelin」这种文件") && unknown.err.contains("there are: template, object"), "{}", unknown.err);
}

#[test]
fn the_description_of_the_api_is_printed() {
    let nowhere = tempfile::tempdir().unwrap();
    let ended = mortise(&["openapi"], nowhere.path(), "");
    let told: Json = serde_json::from_str(&ended.out).unwrap();
    assert!(ended.ok && told == mortise::http::openapi());
}

const EMAIL: &str = "ann@example.com";

/// A workspace with one administrator.
async fn workspace(data: &Path) {
    let runtime = open(data, true).await;
    let first = setup::First { name: "Ann".into(), email: EMAIL.into(), password: "a long password".into(), workspace: None, code: None };
    setup::run(&runtime, first).await.unwrap();
    runtime.store.close().await.unwrap();
}

async fn open(data: &Path, new: bool) -> std::sync::Arc<Runtime> {
    let clock = Clock::default();
    let store = Store::open(&data.join("main.db"), clock.clone()).await.unwrap();
    let published = match new {
        true => Published::install(&store, &clock, catalog::load::from_folder(&fixture(), "").unwrap(), CHECKS).await.unwrap(),
        false => Published::load(&store, CHECKS).await.unwrap().unwrap(),
    };
    Runtime::new(store, clock, Outbound::default(), data.to_owned(), CHECKS, published)
}

/// Whether this password lets her in.
async fn lets_in(data: &Path, password: &str) -> bool {
    let runtime = open(data, false).await;
    let entered = account::sign_in(&runtime, &Throttle::default(), EMAIL, password.to_owned(), &Default::default()).await;
    runtime.store.close().await.unwrap();
    entered.is_ok()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_is_set_from_standard_input() {
    let data = tempfile::tempdir().unwrap();
    workspace(data.path()).await;
    let ended = mortise(&["user", "password", EMAIL], data.path(), "another long one\r\n");
    assert!(ended.ok && ended.out.contains("密码已更新") && ended.out.contains("The password is set"), "{}{}", ended.out, ended.err);
    assert!(lets_in(data.path(), "another long one").await);
    assert!(!lets_in(data.path(), "a long password").await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_that_cannot_be_set_changes_nothing() {
    let data = tempfile::tempdir().unwrap();
    let missing = mortise(&["user", "password", EMAIL], data.path(), "another long one\n");
    assert!(!missing.ok && missing.err.contains("There is no workspace main here"), "{}", missing.err);
    workspace(data.path()).await;
    let stranger = mortise(&["user", "password", "bob@example.com"], data.path(), "another long one\n");
    assert!(!stranger.ok && stranger.err.contains("没有用户 bob@example.com"), "{}", stranger.err);
    let short = mortise(&["user", "password", EMAIL], data.path(), "short\n");
    assert!(!short.ok && short.err.contains("password: "), "{}", short.err);
    let empty = mortise(&["user", "password", EMAIL], data.path(), "");
    assert!(!empty.ok);
    assert!(lets_in(data.path(), "a long password").await);
    let running = open(data.path(), false).await;
    let busy = mortise(&["user", "password", EMAIL], data.path(), "another long one\n");
    assert!(!busy.ok && !busy.err.is_empty(), "a workspace that is open elsewhere is left alone");
    running.store.close().await.unwrap();
    assert!(lets_in(data.path(), "a long password").await);
}

#[test]
fn the_doctor_names_slow_views_beside_a_running_server_and_says_so_when_there_are_none() {
    let folder = tempfile::tempdir().unwrap();
    let server = server::Server::start(folder.path());
    let well = mortise(&["doctor", "--slow", "60000"], folder.path(), "");
    assert!(well.ok && well.out.contains("都在 60000 毫秒内") && well.out.contains("comes within 60000 ms"), "{}{}", well.out, well.err);
    // A view of one's own, sorted by what no view of the catalog is sorted by.
    let mut client = server.client();
    let view = json!({"key": "mine", "label": {"zh-CN": "我的一览", "en": "My own"}, "kind": "table", "columns": ["name"], "sort": [{"field": "address"}]});
    let (status, answer) = client.call("POST", "/api/views/customer", &view).unwrap();
    assert!(status < 300, "{answer}");
    let all = mortise(&["doctor", "--slow", "0"], folder.path(), "");
    let (_, mine) = all.out.split_once("My own").unwrap_or_else(|| panic!("{}", all.out));
    assert!(mine.contains("an index of address is needed"), "{}", all.out);
    assert!(all.out.contains("慢：销售看板 · 加权预测") && all.out.contains("Slow: Sales · Weighted forecast"), "{}", all.out);
    // What everyone sees has one.
    let (status, answer) = client.call("PATCH", &format!("/api/views/customer/{}", answer["id"].as_str().unwrap()), &json!({"shared": true})).unwrap();
    assert!(status < 300, "{answer}");
    let all = mortise(&["doctor", "--slow", "0"], folder.path(), "");
    assert!(all.out.split_once("My own").is_some_and(|(_, mine)| mine.contains("address has an index already")), "{}", all.out);
    assert!(mortise(&["doctor", "--workspace", "nowhere"], folder.path(), "").err.contains("There is no workspace nowhere here"));
    server.kill();
}

/// A workspace with an encrypted field and a secret.
async fn sealed_workspace(data: &Path) -> mortise::value::Id {
    let clock = Clock::default();
    let store = Store::open(&data.join("main.db"), clock.clone()).await.unwrap();
    let mut files = catalog::load::from_folder(&fixture(), "").unwrap();
    files.get_mut("forms/deal/object.json").unwrap()["fields"][6]["encrypted"] = json!("equality");
    Published::install(&store, &clock, files, CHECKS).await.unwrap();
    let id = clock.new_id();
    let mut tx = store.begin().await.unwrap();
    tx.keep_secret("totp", id, b"seed").await.unwrap();
    tx.commit().await.unwrap();
    store.close().await.unwrap();
    id
}

async fn secret(data: &Path, id: mortise::value::Id) -> mortise::error::Result<Option<Vec<u8>>> {
    let store = Store::open(&data.join("main.db"), Clock::default()).await.unwrap();
    let secret = store.read().await.unwrap().secret("totp", id).await;
    store.close().await.unwrap();
    secret
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_is_made_changed_and_asked_for() {
    let data = tempfile::tempdir().unwrap();
    let id = sealed_workspace(data.path()).await;
    let file = data.path().join("mortise.key");
    let first = fs::read_to_string(&file).unwrap();

    let made = mortise(&["key", "new"], data.path(), "");
    let lines: Vec<String> = fs::read_to_string(&file).unwrap().lines().map(str::to_owned).collect();
    assert!(made.ok && lines.len() == 2 && lines[1] == first.trim(), "{}{}", made.out, made.err);
    assert!(!made.out.contains(&lines[0]), "no key is told");
    assert_eq!(std::os::unix::fs::PermissionsExt::mode(&fs::metadata(&file).unwrap().permissions()) & 0o777, 0o600);

    // Before the change the first is needed, after it the new one alone.
    fs::write(&file, &lines[0]).unwrap();
    let lacking = mortise(&["key", "rotate"], data.path(), "");
    let name = first.trim().parse::<mortise::seal::Key>().unwrap().name().unwrap();
    assert!(!lacking.ok && lacking.err.contains(&name) && lacking.err.contains("MORTISE_KEY_FILE"), "{}", lacking.err);
    fs::write(&file, lines.join("\n")).unwrap();
    let rotated = mortise(&["key", "rotate"], data.path(), "");
    assert!(rotated.ok && rotated.out.contains("everything is sealed with the new key"), "{}{}", rotated.out, rotated.err);
    fs::write(&file, &lines[0]).unwrap();
    assert_eq!(secret(data.path(), id).await.unwrap().as_deref(), Some(b"seed".as_slice()));
    assert!(mortise(&["key", "rotate"], data.path(), "").ok);
    fs::write(&file, &first).unwrap();
    assert_eq!(secret(data.path(), id).await.unwrap_err().code, "wrong_key");

    // What is handed over opens with a key that is told once.
    fs::write(&file, &lines[0]).unwrap();
    let archive = data.path().join("there.zip");
    let told = mortise(&["workspace", "hand-over", "main", archive.to_str().unwrap(), "--admin-email", EMAIL], data.path(), "");
    let key = told.out.split_whitespace().flat_map(|word| word.split('：')).find(|word| word.parse::<mortise::seal::Key>().is_ok());
    let there = tempfile::tempdir().unwrap();
    fs::write(there.path().join("mortise.key"), key.unwrap_or_else(|| panic!("{}{}", told.out, told.err))).unwrap();
    let restored = mortise(&["workspace", "restore", archive.to_str().unwrap(), "main"], there.path(), "");
    assert!(restored.ok, "{}", restored.err);
    assert!(mortise(&["key", "rotate"], there.path(), "").ok);
    assert_eq!(secret(there.path(), id).await.unwrap(), None, "secrets of people stay where they are");
}
