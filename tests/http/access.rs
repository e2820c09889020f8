//! Who may see and do what. Roles, people and records are made up at random, every surface is asked as everybody, and each
//! answer is held against a model that knows nothing of SQL. And every call there is, with the ids of what is hidden,
//! answers as if it were not there.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use mortise::catalog::{self, Files};
use mortise::value::Id;
use serde_json::{Value, json};

use super::isolation::{percent, requests, said, send, world};
use super::surfaces::{SEALED, claim, merge, sealed};
use crate::random::Random;
use crate::support::{Client, TestApp, described};

/// Stands in everything that is hidden.
const MARK: &str = "机密QZX";

pub(super) fn label(text: &str) -> Value {
    json!({ "zh-CN": text, "en": text })
}

/// The fixture with departments and these roles, beside the administrator's.
pub(super) fn files(roles: Vec<Value>) -> Files {
    let mut files = catalog::load::from_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/catalog"), "").unwrap();
    let options: Vec<Value> = roles.iter().map(|role| json!({ "key": role["key"], "label": role["label"] })).collect();
    files.get_mut("workflows/roles.json").unwrap()["roles"].as_array_mut().unwrap().extend(roles);
    let company = files.get_mut("forms/company/object.json").unwrap()["fields"].as_array_mut().unwrap();
    company.iter_mut().find(|field| field["key"] == "code").unwrap()["searchable"] = json!(true);
    let people = files.get_mut("forms/user/object.json").unwrap();
    let fields = people["fields"].as_array_mut().unwrap();
    let role = fields.iter_mut().find(|field| field["key"] == "role").unwrap();
    role["options"].as_array_mut().unwrap().extend(options);
    fields.push(json!({ "key": "department", "label": label("部门"), "type": "lookup", "to": "department" }));
    let department = json!({ "key": "department", "label": label("部门"), "title": "name", "fields": [
        { "key": "name", "label": label("名称"), "type": "text", "required": true },
        { "key": "parent", "label": label("上级"), "type": "lookup", "to": "department" },
    ]});
    files.insert("forms/department/object.json".into(), department);
    files
}

/// The same with a pool of companies and one of deals, for people with these roles.
pub(super) fn pooled(mut files: Files, members: &[(&str, &str, Vec<&Value>)]) -> Files {
    for (object, pool, roles) in members {
        let fields = files.get_mut(&format!("forms/{object}/object.json")).unwrap()["fields"].as_array_mut().unwrap();
        fields.push(json!({ "key": "pool", "label": label("公海"), "type": "pool" }));
        let pool = json!({ "key": pool, "label": label(pool), "object": object, "roles": roles });
        files.insert(format!("workflows/{}.pool.json", pool["key"].as_str().unwrap()), pool);
    }
    files
}

pub(super) async fn hire(app: &TestApp, role: &[&str], department: Option<&str>) -> Client {
    let client = app.signed_in("member").await;
    let admin = app.signed_in("admin").await;
    let change = json!({ "role": role, "department": department });
    admin.patch(&format!("/api/records/user/{}", client.user), change).await.expect(200);
    client
}

#[tokio::test(flavor = "multi_thread")]
async fn every_call_with_the_id_of_what_is_hidden_is_answered_as_if_it_were_not_there() {
    let own = json!(["own", "shared"]);
    let grant = json!({ "create": true, "read": own, "update": own, "delete": own, "transfer": own, "merge": own, "export": own, "import": true, "bulk": true });
    let rep = json!({ "key": "rep", "label": label("rep"), "objects": { "*": grant, "user": { "read": ["all"] } } });
    let app = TestApp::with(pooled(files(vec![rep]), &[("company", "open_sea", Vec::new())])).await;
    let boss = app.signed_in("admin").await;
    let theirs = world(boss, app.runtime.clone(), MARK).await;
    let mine = world(hire(&app, &["admin"], None).await, app.runtime.clone(), "我的").await;
    app.drain().await;
    let admin = app.signed_in("admin").await;
    admin.patch(&format!("/api/records/user/{}", mine.client.user), json!({ "role": ["rep"] })).await.expect(200);
    mine.client.get(&format!("/api/records/deal/{}", mine.deal)).await.expect(200);
    let before = admin.get(&format!("/api/records/deal/{}", theirs.deal)).await.expect(200)["record"].clone();

    let mut wrong = Vec::new();
    let people = theirs.client.user.to_string();
    for call in described::names() {
        for id in theirs.ids.iter().filter(|id| ![&people, &theirs.view].contains(id)) {
            let nobody = Id::from_u128(Id::parse_str(id).unwrap().as_u128() ^ 1 << 17).to_string();
            for ((path, body), (path_of_nobody, body_of_nobody)) in requests(&call, id, &mine).into_iter().zip(requests(&call, &nobody, &mine)) {
                let answer = send(&mine.client, &call, &path, &body).await;
                let expected = send(&mine.client, &call, &path_of_nobody, &body_of_nobody).await;
                let shared_view = call == "GET /api/views/{object}";
                if !shared_view && String::from_utf8_lossy(&answer.body).contains(MARK) {
                    wrong.push(format!("{call} {path} {body} tells what is hidden"));
                }
                if said(&answer, id) != said(&expected, &nobody) {
                    wrong.push(format!("{call} {path} {body}\n  {:?}\n  {:?}", said(&answer, id), said(&expected, &nobody)));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(admin.get(&format!("/api/records/deal/{}", theirs.deal)).await.expect(200)["record"], before);
}

struct Dice(Random);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0.below(most as u64) as usize
    }

    fn some<T: Clone>(&mut self, of: &[T]) -> Vec<T> {
        of.iter().filter(|_| self.below(3) == 0).cloned().collect()
    }
}

const ACTIONS: [&str; 4] = ["read", "update", "merge", "export"];

fn scopes(dice: &mut Dice, follows: bool) -> Value {
    let vip = json!({ "filter": { "field": "level", "op": "is", "value": "vip" } });
    let mut all = vec![json!("own"), json!("shared"), json!("department"), json!("department_below")];
    all.push(if follows { json!({ "follow": "company" }) } else { vip });
    if dice.below(12) == 0 {
        all.push(json!("all"));
    }
    Value::Array(dice.some(&all))
}

fn role(dice: &mut Dice, number: usize) -> Value {
    let grant = |dice: &mut Dice, follows: bool| {
        let mut grant: Value = ACTIONS.iter().map(|action| ((*action).to_owned(), scopes(dice, follows))).collect::<serde_json::Map<_, _>>().into();
        if follows {
            return grant;
        }
        let mut fields = json!({});
        if dice.below(2) == 0 {
            fields["code"] = json!("hidden");
        }
        for (key, _) in SEALED {
            match dice.below(3) {
                0 => fields[key] = json!("hidden"),
                1 => fields[key] = json!({ "mask": { "as": { "keep": { "first": 1, "last": 1 } } } }),
                _ => {}
            }
        }
        grant["fields"] = fields;
        grant
    };
    let key = format!("r{number}");
    json!({ "key": key, "label": label(&key), "objects": {
        "company": grant(dice, false), "deal": grant(dice, true), "user": { "read": ["all"] }, "department": { "read": ["all"] } } })
}

/// What is so, known without asking.
pub(super) struct Model {
    /// By user: roles, department.
    pub people: BTreeMap<Id, (Vec<Value>, Option<String>)>,
    parents: BTreeMap<String, Option<String>>,
    /// By id.
    pub records: BTreeMap<String, Known>,
    /// Record, user, for writing.
    pub shares: BTreeSet<(String, Id, bool)>,
    /// By object, the roles that belong to its pool; everybody when there are none.
    members: BTreeMap<&'static str, Vec<Value>>,
}

pub(super) struct Known {
    pub number: usize,
    pub object: &'static str,
    /// `None`: it lies in the pool of its object.
    pub owner: Option<Id>,
    pub company: Option<String>,
    vip: bool,
    pub name: String,
}

impl Model {
    pub fn may(&self, user: Id, action: &str, id: &str) -> bool {
        let record = &self.records[id];
        let scopes = self.people[&user].0.iter().flat_map(|role| role["objects"][record.object][action].as_array().into_iter().flatten());
        let lies = action == "read" && record.owner.is_none() && self.belongs(user, record.object);
        lies || scopes.into_iter().any(|scope| self.within(user, action, id, scope))
    }

    /// Whether somebody belongs to the pool of an object.
    pub fn belongs(&self, user: Id, object: &str) -> bool {
        let members = &self.members[object];
        let held = &self.people[&user].0;
        self.reads_at_all(user, object, "read") && (members.is_empty() || held.iter().any(|role| members.contains(&role["key"])))
    }

    fn within(&self, user: Id, action: &str, id: &str, scope: &Value) -> bool {
        let record = &self.records[id];
        let own = record.owner == Some(user);
        let (mine, theirs) = (&self.people[&user].1, record.owner.and_then(|owner| self.people.get(&owner)).and_then(|person| person.1.as_ref()));
        match scope.as_str() {
            Some("all") => true,
            Some("own") => own,
            Some("shared") => self.shares.iter().any(|(of, with, write)| of == id && *with == user && (*write || !["update", "merge"].contains(&action))),
            Some("department") => own || (mine.is_some() && mine.as_ref() == theirs),
            Some("department_below") => own || mine.as_ref().is_some_and(|top| self.is_below(theirs, top)),
            Some(other) => panic!("{other}"),
            None if scope["filter"].is_object() => record.vip,
            None => record.company.as_ref().is_some_and(|company| self.may(user, action, company)),
        }
    }

    fn is_below(&self, department: Option<&String>, top: &String) -> bool {
        let mut at = department;
        while let Some(here) = at {
            if here == top {
                return true;
            }
            at = self.parents[here].as_ref();
        }
        false
    }

    pub fn reads_at_all(&self, user: Id, object: &str, action: &str) -> bool {
        self.people[&user].0.iter().any(|role| role["objects"][object][action].as_array().is_some_and(|scopes| !scopes.is_empty()))
    }

    /// A field is hidden when every role that lets the object be read hides it.
    pub fn hides_code(&self, user: Id) -> bool {
        let mut reading = self.people[&user].0.iter().filter(|role| role["objects"]["company"]["read"].as_array().is_some_and(|scopes| !scopes.is_empty()));
        reading.all(|role| role["objects"]["company"]["fields"]["code"] == "hidden")
    }

    pub fn readable(&self, user: Id, object: &str) -> BTreeSet<String> {
        self.records.iter().filter(|(id, record)| record.object == object && self.may(user, "read", id)).map(|(id, _)| id.clone()).collect()
    }
}

/// A workspace of people, departments and records as the dice fall.
async fn dealt(seed: u64) -> (TestApp, Client, Vec<Client>, Model) {
    let mut dice = Dice(Random(seed));
    let roles: Vec<Value> = (0..4).map(|number| role(&mut dice, number)).collect();
    let mut files = files(roles.clone());
    let company = files.get_mut("forms/company/object.json").unwrap()["fields"].as_array_mut().unwrap();
    company.extend(SEALED.map(|(key, how)| json!({ "key": key, "label": label(key), "type": "text", "encrypted": how })));
    let mut belonging = |object: &'static str| {
        let reading = roles.iter().filter(|role| role["objects"][object]["read"].as_array().is_some_and(|scopes| !scopes.is_empty()));
        dice.some(&reading.map(|role| &role["key"]).collect::<Vec<_>>())
    };
    let members = [("company", "ships", belonging("company")), ("deal", "boats", belonging("deal"))];
    let app = TestApp::with(pooled(files, &members)).await;
    let admin = app.signed_in("admin").await;
    let mut parents: BTreeMap<String, Option<String>> = BTreeMap::new();
    let mut departments: Vec<String> = Vec::new();
    for number in 0..5 {
        let parent = (number > 0 && dice.below(4) > 0).then(|| departments[dice.below(departments.len())].clone());
        let id = admin.create("department", json!({ "name": format!("d{number}"), "parent": parent })).await;
        departments.push(id.clone());
        parents.insert(id, parent);
    }
    let mut clients = Vec::new();
    let mut people = BTreeMap::new();
    for _ in 0..6 {
        let mut held = dice.some(&roles);
        held.truncate(2);
        let department = (dice.below(5) > 0).then(|| departments[dice.below(departments.len())].clone());
        let keys: Vec<&str> = held.iter().map(|role| role["key"].as_str().unwrap()).collect();
        let keys = if keys.is_empty() { vec!["r0"] } else { keys };
        let held = roles.iter().filter(|role| keys.contains(&role["key"].as_str().unwrap())).cloned().collect();
        let client = hire(&app, &keys, department.as_deref()).await;
        people.insert(client.user, (held, department));
        clients.push(client);
    }
    let mut records = BTreeMap::new();
    let mut companies: Vec<String> = Vec::new();
    for number in 0..18 {
        let owner = (dice.below(4) > 0).then(|| clients[dice.below(clients.len())].user);
        let (object, vip) = if number < 8 { ("company", dice.below(3) == 0) } else { ("deal", false) };
        let name = format!("记录{number}号QZ{number}X");
        let company = (object == "deal" && dice.below(5) > 0).then(|| companies[dice.below(companies.len())].clone());
        let mut values = match object {
            "company" => json!({ "name": name, "code": format!("SECRET{number}"), "level": if vip { "vip" } else { "normal" },
                "passport": sealed("passport", number), "story": sealed("story", number) }),
            _ => json!({ "name": name, "company": company, "amount": 1, "close_date": "2026-12-01" }),
        };
        match owner {
            Some(owner) => values["owner"] = json!(owner),
            None => values["pool"] = json!(if object == "company" { "ships" } else { "boats" }),
        }
        let id = admin.create(object, values).await;
        if object == "company" {
            companies.push(id.clone());
        }
        records.insert(id, Known { number, object, owner, company, vip, name });
    }
    let mut shares = BTreeSet::new();
    for (id, record) in &records {
        for client in &clients {
            if dice.below(6) > 0 {
                continue;
            }
            let write = dice.below(2) == 0;
            let wish = json!({ "user": client.user, "access": if write { "write" } else { "read" } });
            admin.post(&format!("/api/records/{}/{id}/team", record.object), wish).await.expect(200);
            shares.insert((id.clone(), client.user, write));
        }
    }
    let members = members.iter().map(|(object, _, roles)| (*object, roles.iter().map(|key| (*key).clone()).collect())).collect();
    (app, admin, clients, Model { people, parents, records, shares, members })
}

#[tokio::test(flavor = "multi_thread")]
async fn every_surface_shows_what_the_roles_allow_and_no_more() {
    let seeds = std::env::var("MORTISE_SEEDS").ok().and_then(|seeds| seeds.parse().ok()).unwrap_or(6);
    for seed in 1..=seeds {
        let (app, admin, clients, mut model) = dealt(seed).await;
        app.drain().await;
        let mut asked = Asked { seed, model: &model, wrong: Vec::new() };
        for client in &clients {
            for object in ["company", "deal"] {
                asked.lists(client, object).await;
            }
            for id in model.records.keys() {
                asked.record(client, id).await;
            }
            asked.through_lookups(client).await;
            asked.hidden_field(client).await;
            for (key, how) in SEALED {
                asked.sealed_field(client, key, how).await;
            }
        }
        assert!(asked.wrong.is_empty(), "{}", asked.wrong.join("\n"));
        let mut wrong = Vec::new();
        for (place, client) in clients.iter().enumerate() {
            claim(client, place, &mut model, &mut wrong).await;
            merge(&admin, client, &mut model).await;
        }
        assert!(wrong.is_empty(), "seed {seed}: {}", wrong.join("\n"));
        let mut asked = Asked { seed, model: &model, wrong: Vec::new() };
        for client in &clients {
            asked.lists(client, "company").await;
            asked.lists(client, "deal").await;
            asked.through_lookups(client).await;
            for (key, how) in SEALED {
                asked.sealed_field(client, key, how).await;
            }
        }
        assert!(asked.wrong.is_empty(), "after claims and merges: {}", asked.wrong.join("\n"));
    }
}

pub(super) struct Asked<'a> {
    seed: u64,
    pub model: &'a Model,
    wrong: Vec<String>,
}

impl Asked<'_> {
    pub fn same<T: PartialEq + std::fmt::Debug>(&mut self, what: &str, client: &Client, told: T, expected: T) {
        if told != expected {
            let roles: Vec<_> = self.model.people[&client.user].0.iter().map(|role| &role["objects"]).collect();
            self.wrong.push(format!("seed {}: {what}\n  told     {told:?}\n  expected {expected:?}\n  {}", self.seed, json!(roles)));
        }
    }

    async fn lists(&mut self, client: &Client, object: &str) {
        let model = self.model;
        let readable = model.readable(client.user, object);
        if !model.reads_at_all(client.user, object, "read") {
            let status = client.get(&format!("/api/records/{object}")).await.status.as_u16();
            return self.same("an object that may not be read", client, status, 404);
        }
        let page = client.get(&format!("/api/records/{object}?count=1&limit=100")).await.expect(200);
        let listed: BTreeSet<String> = page["records"].as_array().unwrap().iter().map(|record| record["id"].as_str().unwrap().to_owned()).collect();
        self.same(&format!("list of {object}"), client, listed, readable.clone());
        self.same("count", client, page["count"]["value"].as_u64(), Some(readable.len() as u64));
        let companies = model.readable(client.user, "company");
        let named: BTreeSet<String> = page["refs"].as_object().unwrap().iter().filter(|(_, to)| to["object"] == "company").map(|(id, _)| id.clone()).collect();
        self.same("titles of companies beside a list", client, named.is_subset(&companies), true);
        let sum = client.post(&format!("/api/records/{object}/aggregate"), json!({ "measures": [{ "fn": "count" }] })).await.expect(200);
        self.same("aggregate", client, sum["rows"][0]["values"][0].as_u64(), Some(readable.len() as u64));
        let options = client.get(&format!("/api/options/{object}?limit=50")).await.expect(200);
        let offered: BTreeSet<String> = options["options"].as_array().unwrap().iter().map(|option| option["id"].as_str().unwrap().to_owned()).collect();
        self.same("options", client, offered, readable.clone());
        let export = client.get(&format!("/api/records/{object}/export?format=csv&fields=name")).await;
        if !model.reads_at_all(client.user, object, "export") {
            return self.same("an export that is not allowed", client, export.status.as_u16(), 403);
        }
        let text = String::from_utf8_lossy(&export.body).into_owned();
        let exported: BTreeSet<&str> = model.records.iter().filter(|(_, record)| text.contains(&record.name)).map(|(id, _)| id.as_str()).collect();
        let expected = readable.iter().map(String::as_str).filter(|id| model.may(client.user, "export", id)).collect();
        self.same(&format!("export of {object}"), client, exported, expected);
    }

    async fn record(&mut self, client: &Client, id: &str) {
        let model = self.model;
        let record = &model.records[id];
        let path = format!("/api/records/{}/{id}", record.object);
        let readable = model.may(client.user, "read", id);
        let seen = |told: u16| told == 200;
        for tail in ["", "/events", "/origins", "/runs", "/team"] {
            let answer = client.get(&format!("{path}{tail}")).await;
            self.same(&format!("GET {} {tail}", record.name), client, seen(answer.status.as_u16()), readable);
        }
        let found = client.get(&format!("/api/search?q={}", percent(&record.name))).await.expect(200);
        let hit = found["hits"].as_array().unwrap().iter().any(|hit| hit["id"] == id);
        self.same(&format!("search for {}", record.name), client, hit, readable);
        let status = client.patch(&path, json!({ "name": record.name })).await.status.as_u16();
        let expected = match (readable, model.may(client.user, "update", id), model.reads_at_all(client.user, record.object, "update")) {
            (true, true, _) => 200,
            (true, false, _) => 403,
            (false, _, true) => 404,
            (false, _, false) if model.reads_at_all(client.user, record.object, "read") => 403,
            (false, _, false) => 404,
        };
        let expected = if model.reads_at_all(client.user, record.object, "read") { expected } else { 404 };
        self.same(&format!("PATCH {}", record.name), client, status, expected);
        self.merging(client, id).await;
        if readable && record.object == "company" && model.reads_at_all(client.user, "deal", "read") {
            let detail = client.get(&path).await.expect(200);
            let deals = model.readable(client.user, "deal");
            let theirs = deals.iter().filter(|deal| model.records[*deal].company.as_deref() == Some(id)).count() as u64;
            if let Some(count) = detail["related"]["deals"]["count"].as_u64() {
                self.same("related count", client, count, theirs);
            }
        }
    }

    /// Nothing is learnt of a company by asking for its deals.
    async fn through_lookups(&mut self, client: &Client) {
        let model = self.model;
        if !model.reads_at_all(client.user, "deal", "read") || !model.reads_at_all(client.user, "company", "read") {
            return;
        }
        let (deals, companies) = (model.readable(client.user, "deal"), model.readable(client.user, "company"));
        for (id, company) in model.records.iter().filter(|(_, record)| record.object == "company") {
            let filter = json!({ "field": "company.name", "op": "is", "value": company.name });
            let page = client.get(&format!("/api/records/deal?limit=100&filter={}", percent(&filter.to_string()))).await.expect(200);
            let told: BTreeSet<String> = page["records"].as_array().unwrap().iter().map(|deal| deal["id"].as_str().unwrap().to_owned()).collect();
            let theirs = |deal: &&String| companies.contains(id) && model.records[*deal].company.as_deref() == Some(id);
            self.same("filter through a lookup", client, told, deals.iter().filter(theirs).cloned().collect());
        }
        let page = client.get("/api/records/deal?limit=100&fields=name,company.name&sort=company.name").await.expect(200);
        for deal in page["records"].as_array().unwrap() {
            let company = model.records[deal["id"].as_str().unwrap()].company.as_ref();
            let expected = company.filter(|company| companies.contains(*company)).map(|company| model.records[company].name.as_str());
            self.same("a column through a lookup", client, deal["company.name"].as_str(), expected);
        }
    }

    async fn hidden_field(&mut self, client: &Client) {
        let model = self.model;
        if !model.reads_at_all(client.user, "company", "read") || !model.hides_code(client.user) {
            return;
        }
        let filter = percent(&json!({ "field": "code", "op": "starts_with", "value": "SECRET" }).to_string());
        for path in [format!("filter={filter}"), "sort=code".into(), "fields=code".into()] {
            let status = client.get(&format!("/api/records/company?{path}")).await.status.as_u16();
            self.same(&format!("hidden field: {path}"), client, status, 400);
        }
        let mut paths = vec!["/api/records/company?limit=100".to_owned(), "/api/search?q=SECRET".into(), "/api/records/company?q=SECRET".into(), "/api/catalog".into()];
        for id in model.readable(client.user, "company") {
            paths.extend(["", "/events", "/origins", "/runs"].map(|tail| format!("/api/records/company/{id}{tail}")));
            let status = client.patch(&format!("/api/records/company/{id}"), json!({ "code": "x" })).await.status.as_u16();
            self.same("a hidden field is written", client, [422, 403].contains(&status), true);
        }
        for path in paths {
            let body = client.get(&path).await.body;
            let told = String::from_utf8_lossy(&body).into_owned();
            self.same(&format!("{path} tells a hidden field"), client, told.contains("SECRET") || told.contains("\"key\":\"code\""), false);
            if path.contains("q=SECRET") {
                self.same("a hidden field is searched", client, told.contains("记录"), false);
            }
        }
    }
}

#[tokio::test]
async fn a_gate_and_a_layout_tell_nothing_of_a_hidden_field() {
    let deal = json!({ "create": true, "read": ["all"], "update": ["all"], "fields": { "amount": "hidden" } });
    let rep = json!({ "key": "rep", "label": label("rep"), "objects": { "deal": deal, "company": { "read": ["all"] }, "user": { "read": ["all"] } } });
    let app = TestApp::with(files(vec![rep])).await;
    let rep = hire(&app, &["rep"], None).await;
    let catalog = rep.get("/api/catalog").await.expect(200)["objects"]["deal"].to_string();
    assert!(catalog.contains("close_date") && !catalog.contains("amount"), "{catalog}");
    let id = rep.create("deal", json!({ "name": "One" })).await;
    let path = format!("/api/records/deal/{id}");
    let told = rep.post(&format!("{path}/move"), json!({ "stage": "offer" })).await.problem(422, "gate");
    assert_eq!((&told["missing"], &told["detail"]), (&json!(["close_date"]), &json!("The condition for “Offer” is not met yet")));
    assert!(!told.to_string().to_lowercase().contains("amount"), "{told}");
    let read = rep.get(&path).await.expect(200).to_string();
    assert!(!read.contains("amount"), "{read}");
    let admin = app.signed_in("admin").await;
    admin.patch(&path, json!({ "amount": 5 })).await.expect(200);
    rep.post(&format!("{path}/move"), json!({ "stage": "offer", "values": { "close_date": "2026-12-01" } })).await.expect(200);
}

#[tokio::test]
async fn the_answer_to_a_write_names_nothing_that_is_out_of_sight() {
    let rep = json!({ "key": "rep", "label": label("rep"), "objects": {
        "deal": { "read": ["own"], "update": ["own"] }, "company": { "read": ["own"] }, "user": { "read": ["all"] } } });
    let app = TestApp::with(files(vec![rep])).await;
    let (admin, rep) = (app.signed_in("admin").await, hire(&app, &["rep"], None).await);
    let theirs = admin.create("company", json!({ "name": MARK })).await;
    let deal = admin.create("deal", json!({ "name": "One", "company": theirs, "amount": 5, "owner": rep.user })).await;
    // What the company's deals come to is computed anew, so that it is read.
    let path = format!("/api/records/deal/{deal}");
    let told = rep.patch(&path, json!({ "amount": 6 })).await.expect(200);
    assert_eq!((&told["refs"][rep.user.to_string()]["title"], &told["refs"][&theirs]), (&json!("member"), &Value::Null));
    assert!(!told.to_string().contains(MARK), "{told}");
    assert_eq!(admin.patch(&path, json!({ "amount": 7 })).await.expect(200)["refs"][&theirs]["title"], MARK);
}

#[tokio::test]
async fn masked_values_are_shown_in_part_and_wholly_only_to_those_who_ask_and_may() {
    let role = |key: &str, reveal: bool| {
        let mask = json!({ "mask": { "as": "phone", "reveal": reveal } });
        json!({ "key": key, "label": label(key), "objects": { "*": { "read": ["all"] }, "company": {
            "create": true, "read": ["all"], "update": ["all"], "export": ["all"], "fields": { "phone": mask } } } })
    };
    let app = TestApp::with(files(vec![role("some", true), role("few", false)])).await;
    let admin = app.signed_in("admin").await;
    let id = admin.create("company", json!({ "name": "甲", "phone": "13812341234" })).await;
    admin.patch(&format!("/api/records/company/{id}"), json!({ "phone": "13812341235" })).await.expect(200);
    let (some, few) = (hire(&app, &["some"], None).await, hire(&app, &["few"], None).await);
    let path = format!("/api/records/company/{id}");
    for client in [&some, &few] {
        assert_eq!(client.get(&path).await.expect(200)["record"]["phone"], "138****1235");
        for path in [path.clone(), format!("{path}/events"), "/api/records/company".into(), "/api/records/company/export?format=csv".into(), "/api/search?q=138".into()] {
            let body = client.get(&path).await.body;
            assert!(!String::from_utf8_lossy(&body).contains("1381234"), "{path}");
        }
        let filter = percent(&json!({ "field": "phone", "op": "is", "value": "13812341235" }).to_string());
        client.get(&format!("/api/records/company?filter={filter}")).await.problem(400, "bad_filter");
        client.get("/api/records/company?sort=phone").await.problem(400, "bad_sort");
        client.patch(&path, json!({ "phone": "13900000000" })).await.problem(422, "invalid");
        client.patch(&path, json!({ "name": "乙" })).await.expect(200);
    }
    assert_eq!(admin.get(&path).await.expect(200)["record"]["phone"], "13812341235", "a change elsewhere keeps it");
    assert_eq!(some.post(&format!("{path}/reveal/phone"), json!({})).await.expect(200)["value"], "13812341235");
    few.post(&format!("{path}/reveal/phone"), json!({})).await.problem(403, "forbidden");
    let log = admin.get("/api/audit?kind=reveal").await.expect(200);
    let entries = log["entries"].as_array().unwrap();
    assert_eq!((entries.len(), &entries[0]["actor"]["id"], &entries[0]["detail"]["field"]), (1, &json!(some.user), &json!("phone")));
}

#[tokio::test]
async fn what_is_computed_from_a_hidden_field_is_hidden_too_unless_it_was_given() {
    let role = |key: &str, deal: Value| {
        json!({ "key": key, "label": label(key), "objects": { "*": { "read": ["all"] }, "deal": { "read": ["all"], "fields": deal } } })
    };
    let roles = vec![role("blind", json!({ "amount": "hidden" })), role("given", json!({ "amount": "hidden", "expected": "read" }))];
    let app = TestApp::with(files(roles)).await;
    let admin = app.signed_in("admin").await;
    let company = admin.create("company", json!({ "name": "甲" })).await;
    let id = admin.create("deal", json!({ "name": "一", "company": company, "amount": 777, "close_date": "2026-12-01" })).await;
    let (blind, given) = (hire(&app, &["blind"], None).await, hire(&app, &["given"], None).await);
    let record = blind.get(&format!("/api/records/deal/{id}")).await.expect(200)["record"].clone();
    assert!(record.get("amount").is_none() && record.get("expected").is_none(), "{record}");
    assert!(blind.get(&format!("/api/records/company/{company}")).await.expect(200)["record"].get("total").is_none());
    let sum = json!({ "measures": [{ "fn": "sum", "field": "amount" }] });
    blind.post("/api/records/deal/aggregate", sum).await.problem(400, "bad_aggregate");
    assert!(given.get(&format!("/api/records/deal/{id}")).await.expect(200)["record"]["expected"].is_number());
    // Who has both roles sees what either shows.
    let both = hire(&app, &["blind", "given", "admin"], None).await;
    assert_eq!(both.get(&format!("/api/records/deal/{id}")).await.expect(200)["record"]["amount"], 777);
}

#[tokio::test]
async fn it_can_be_told_why_somebody_sees_a_record() {
    let role = json!({ "key": "rep", "label": label("rep"), "objects": { "*": { "read": ["all"] }, "company": { "read": ["own", "shared"] } } });
    let app = TestApp::with(files(vec![role])).await;
    let admin = app.signed_in("admin").await;
    let (ann, bob) = (hire(&app, &["rep"], None).await, hire(&app, &["rep"], None).await);
    let id = admin.create("company", json!({ "name": "甲", "owner": ann.user })).await;
    let path = format!("/api/records/company/{id}");
    let why = |told: Value, user: Id| -> Vec<Value> {
        let found = told["people"].as_array().unwrap().iter().find(|one| one["user"] == json!(user)).cloned();
        found.map_or(Vec::new(), |one| one["actions"].as_array().unwrap().iter().map(|reason| json!([reason["action"], reason["role"], reason["scope"]])).collect())
    };
    let told = admin.get(&format!("{path}/who")).await.expect(200);
    assert_eq!(why(told.clone(), ann.user), [json!(["read", "rep", "own"])]);
    assert!(why(told, bob.user).is_empty());
    bob.get(&path).await.problem(404, "not_found");
    admin.post(&format!("{path}/team"), json!({ "user": bob.user, "access": "read" })).await.expect(200);
    bob.get(&path).await.expect(200);
    bob.patch(&path, json!({ "name": "乙" })).await.problem(403, "forbidden");
    assert_eq!(bob.get(&path).await.expect(200)["can"], json!({ "update": false, "delete": false, "transfer": false, "merge": false, "claim": false }));
    assert_eq!(why(admin.get(&format!("{path}/who?user={}", bob.user)).await.expect(200), bob.user), [json!(["read", "rep", "shared"])]);
    bob.get(&format!("{path}/who")).await.problem(403, "forbidden");
    admin.delete(&format!("{path}/team/{}", bob.user)).await.expect(204);
    bob.get(&path).await.problem(404, "not_found");
    let log = admin.get("/api/audit?kind=share").await.expect(200);
    let entries: Vec<_> = log["entries"].as_array().unwrap().iter().map(|entry| json!([entry["detail"]["before"], entry["detail"]["after"]])).collect();
    assert_eq!(entries, [json!(["read", null]), json!([null, "read"])]);
    let kinds: Vec<_> = app.events(&id).await.into_iter().map(|(kind, _)| kind.name()).collect();
    assert_eq!(kinds, ["created", "shared", "shared"]);
}

#[tokio::test]
async fn somebody_always_looks_after_the_users() {
    let app = TestApp::with(files(Vec::new())).await;
    let admin = app.signed_in("admin").await;
    let path = format!("/api/records/user/{}", admin.user);
    admin.patch(&path, json!({ "role": ["member"] })).await.problem(409, "last_administrator");
    admin.patch(&path, json!({ "active": false })).await.problem(409, "last_administrator");
    admin.delete(&path).await.problem(409, "last_administrator");
    // Somebody who cannot sign in looks after nobody.
    admin.create("user", json!({ "name": "Later", "email": "later@example.com", "role": ["admin"] })).await;
    admin.patch(&path, json!({ "role": ["member"] })).await.problem(409, "last_administrator");
    let other = app.signed_in("admin").await;
    other.patch(&path, json!({ "role": ["member"] })).await.expect(200);
    admin.patch(&path, json!({ "role": ["admin"] })).await.problem(403, "forbidden");
}

#[tokio::test]
async fn no_publish_takes_away_the_last_who_looks_after_users() {
    let app = TestApp::with(files(Vec::new())).await;
    let admin = app.signed_in("admin").await;
    let draft = admin.get("/api/catalog/draft").await.expect(200);
    let mut roles = draft["files"]["workflows/roles.json"].clone();
    roles["roles"][0]["administer"] = json!(["catalog", "data", "audit"]);
    roles["roles"].as_array_mut().unwrap().push(json!({ "key": "chief", "label": label("chief"), "administer": ["users"], "objects": {} }));
    let mut people = draft["files"]["forms/user/object.json"].clone();
    let role = people["fields"].as_array_mut().unwrap().iter_mut().find(|field| field["key"] == "role").unwrap();
    role["options"].as_array_mut().unwrap().push(json!({ "key": "chief", "label": label("chief") }));
    let change = async |revision: &Value, files: Value| {
        admin.patch("/api/catalog/draft", json!({ "revision": revision, "files": files })).await.expect(200)["revision"].clone()
    };
    let publish = async |revision: &Value| admin.post("/api/catalog/draft/publish", json!({ "revision": revision, "message": "" })).await;
    let revision = change(&draft["revision"], json!({ "workflows/roles.json": roles, "forms/user/object.json": people })).await;
    let told = publish(&revision).await.problem(422, "catalog");
    assert_eq!((&told["problems"][0]["code"], &told["problems"][0]["file"]), (&json!("last_administrator"), &json!("workflows/roles.json")));
    // The role first, then somebody who has it: the other may go.
    let mut both = roles.clone();
    both["roles"][0]["administer"] = json!(["catalog", "users", "data", "audit"]);
    let revision = change(&revision, json!({ "workflows/roles.json": both })).await;
    publish(&revision).await.expect(200);
    admin.patch(&format!("/api/records/user/{}", admin.user), json!({ "role": ["admin", "chief"] })).await.expect(200);
    let draft = admin.get("/api/catalog/draft").await.expect(200);
    let revision = change(&draft["revision"], json!({ "workflows/roles.json": roles })).await;
    publish(&revision).await.expect(200);
    assert_eq!(admin.get("/api/catalog").await.expect(200)["can"]["users"], true);
}
