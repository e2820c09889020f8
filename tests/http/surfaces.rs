//! More of what `access` asks as everybody: records side by side that may become one, and encrypted fields. Held against the same model.

use std::collections::{BTreeMap, BTreeSet};

use mortise::value::Id;
use serde_json::{Value, json};

use super::access::{Asked, Known, Model};
use super::isolation::percent;
use crate::support::Client;

/// Encrypted fields of companies, and what stands in each: of those found by the whole value, of those that are not found.
pub const SEALED: [(&str, &str); 2] = [("passport", "equality"), ("story", "unsearchable")];

pub fn sealed(key: &str, number: usize) -> String {
    format!("{}{number}KEPT", key.to_uppercase())
}

/// How much of a field somebody sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Seen {
    Nothing,
    Part,
    Whole,
}

impl Model {
    /// Of several roles that let companies be read, the widest.
    fn sees(&self, user: Id, key: &str) -> Seen {
        let reading = self.people[&user].0.iter().map(|role| &role["objects"]["company"]);
        let reading = reading.filter(|grant| grant["read"].as_array().is_some_and(|scopes| !scopes.is_empty()));
        let widest = reading.map(|grant| match &grant["fields"][key] {
            Value::Null => Seen::Whole,
            Value::String(_) => Seen::Nothing,
            _ => Seen::Part,
        });
        widest.max().unwrap_or(Seen::Nothing)
    }
}

/// Tries to claim some of the records there are, here and in the model.
pub async fn claim(client: &Client, place: usize, model: &mut Model, wrong: &mut Vec<String>) {
    let some: Vec<String> = model.records.iter().filter(|(_, record)| (record.number + place).is_multiple_of(3)).map(|(id, _)| id.clone()).collect();
    for id in some {
        let Known { object, name, owner, .. } = &model.records[&id];
        let told = client.post(&format!("/api/records/{object}/{id}/claim"), json!({})).await.status.as_u16();
        let expected = match (model.reads_at_all(client.user, object, "read"), model.reads_at_all(client.user, object, "update")) {
            (false, _) => 404,
            (true, false) => 403,
            (true, true) if owner.is_some() || !model.may(client.user, "read", &id) => 404,
            (true, true) => if model.belongs(client.user, object) { 200 } else { 403 },
        };
        if told != expected {
            wrong.push(format!("claim of {name}: told {told}, expected {expected}"));
        }
        if told == 200 {
            model.records.get_mut(&id).unwrap().owner = Some(client.user);
        }
    }
}

/// Makes one of the first two companies that somebody may merge, here and in the model.
pub async fn merge(admin: &Client, client: &Client, model: &mut Model) {
    let both = |id: &&String| model.records[*id].object == "company" && ["read", "merge"].iter().all(|action| model.may(client.user, action, id));
    let found: Vec<String> = model.records.keys().filter(both).take(2).cloned().collect();
    let [survivor, other] = &found[..] else { return };
    client.post(&format!("/api/records/company/{survivor}/merge"), json!({ "others": [other] })).await.expect(200);
    admin.get(&format!("/api/records/company/{survivor}")).await.expect(200);
    model.records.remove(other);
    model.records.values_mut().filter(|record| record.company.as_ref() == Some(other)).for_each(|deal| deal.company = Some(survivor.clone()));
    let joined: Vec<_> = model.shares.iter().filter(|(of, ..)| of == other).map(|(_, with, write)| (survivor.clone(), *with, *write)).collect();
    model.shares.extend(joined);
}

impl Asked<'_> {
    /// What a merge with the next record would show, and whether it is refused.
    pub async fn merging(&mut self, client: &Client, id: &str) {
        let model = self.model;
        let Known { object, name, .. } = &model.records[id];
        let Some(other) = model.records.keys().find(|other| model.records[*other].object == *object && *other != id) else { return };
        let path = format!("/api/records/{object}/merge?ids={id},{other}");
        let answer = client.get(&path).await;
        let pair = [id, other.as_str()];
        let status = match pair.iter().all(|id| model.may(client.user, "read", id)) {
            _ if !model.reads_at_all(client.user, object, "read") => 404,
            _ if !model.reads_at_all(client.user, object, "merge") => 403,
            true => 200,
            false => 404,
        };
        self.same(&format!("merge of {name} looked at"), client, answer.status.as_u16(), status);
        let refused: BTreeSet<&str> = pair.into_iter().filter(|id| !model.may(client.user, "merge", id)).collect();
        if status != 200 {
            let tried = client.post(&format!("/api/records/{object}/{id}/merge"), json!({ "others": [other] })).await.status.as_u16();
            // Whichever of the two is asked about first.
            let expected = if refused.contains(id) && model.may(client.user, "read", id) { 403 } else { status };
            return self.same(&format!("merge of {name}"), client, tried, expected);
        }
        let told: BTreeSet<&str> = answer.json["refused"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap()).collect();
        self.same(&format!("merge of {name} refused"), client, &told, &refused);
        if !refused.is_empty() {
            let status = client.post(&format!("/api/records/{object}/{id}/merge"), json!({ "others": [other] })).await.status.as_u16();
            self.same(&format!("merge of {name}"), client, status, 403);
        }
        for id in pair.into_iter().filter(|_| *object == "company") {
            let deals = model.readable(client.user, "deal");
            let theirs = deals.iter().filter(|deal| model.records[*deal].company.as_deref() == Some(id)).count() as u64;
            let told = answer.json["following"][id].as_array().unwrap().iter().find(|one| one["object"] == "deal").map_or(0, |one| one["count"].as_u64().unwrap());
            self.same("what would follow", client, told, theirs);
        }
        let text = String::from_utf8_lossy(&answer.body).into_owned();
        self.same("a merge tells a hidden field", client, *object == "company" && model.hides_code(client.user) && text.contains("SECRET"), false);
    }

    /// An encrypted field is told to whoever sees the whole of it where they see the record, and nowhere else; by the whole value it
    /// finds what they see, and nothing sorts, groups or searches by it.
    pub async fn sealed_field(&mut self, client: &Client, key: &str, how: &str) {
        let model = self.model;
        if !model.reads_at_all(client.user, "company", "read") {
            return;
        }
        let (seen, readable) = (model.sees(client.user, key), model.readable(client.user, "company"));
        self.told_of_sealed(client, key, seen, &readable).await;
        for query in [format!("sort={key}"), format!("filter={}", percent(&json!({ "field": key, "op": "contains", "value": "KEPT" }).to_string()))] {
            let status = client.get(&format!("/api/records/company?{query}")).await.status.as_u16();
            self.same(&format!("encrypted field: {query}"), client, status, 400);
        }
        let group = json!({ "group": [{ "field": key }], "measures": [{ "fn": "count" }] });
        let status = client.post("/api/records/company/aggregate", group).await.status.as_u16();
        self.same(&format!("groups of encrypted {key}"), client, status, 400);
        let finds = seen == Seen::Whole && how == "equality";
        for (id, company) in model.records.iter().filter(|(_, record)| record.object == "company") {
            let is = |path: &str| percent(&json!({ "field": path, "op": "is", "value": sealed(key, company.number) }).to_string());
            let answer = client.get(&format!("/api/records/company?filter={}", is(key))).await;
            self.same(&format!("encrypted {key} asked for"), client, answer.status.as_u16(), if finds { 200 } else { 400 });
            if finds {
                let expected: BTreeSet<&str> = readable.get(id).map(String::as_str).into_iter().collect();
                self.same(&format!("found by encrypted {key}"), client, ids(&answer.json["records"]), expected);
            }
            if model.reads_at_all(client.user, "deal", "read") {
                let answer = client.get(&format!("/api/records/deal?limit=100&filter={}", is(&format!("company.{key}")))).await;
                self.same(&format!("encrypted {key} asked for through a lookup"), client, answer.status.as_u16(), if finds { 200 } else { 400 });
                let deals = model.readable(client.user, "deal");
                let theirs = deals.iter().filter(|deal| readable.contains(id) && model.records[*deal].company.as_ref() == Some(id));
                if finds {
                    self.same("found through a lookup by an encrypted value", client, ids(&answer.json["records"]), theirs.map(String::as_str).collect());
                }
            }
        }
    }

    /// Every surface that shows companies, or finds them.
    async fn told_of_sealed(&mut self, client: &Client, key: &str, seen: Seen, readable: &BTreeSet<String>) {
        let model = self.model;
        let (mark, name) = (key.to_uppercase(), format!("\"{key}\""));
        let mut paths = vec!["/api/records/company?limit=100".to_owned(), "/api/catalog".into()];
        paths.extend(["search?q=", "records/company?q=", "options/company?q="].map(|path| format!("/api/{path}{mark}")));
        paths.extend(readable.iter().flat_map(|id| ["", "/events", "/origins", "/runs", "/team"].map(|tail| format!("/api/records/company/{id}{tail}"))));
        if model.reads_at_all(client.user, "company", "export") {
            paths.push("/api/records/company/export?format=csv".into());
        }
        if let Some((first, second)) = readable.first().zip(readable.last()).filter(|(first, second)| first != second) {
            paths.push(format!("/api/records/company/merge?ids={first},{second}"));
        }
        if model.reads_at_all(client.user, "deal", "read") && seen != Seen::Nothing {
            paths.push(format!("/api/records/deal?limit=100&fields=name,company.{key}"));
        }
        for path in paths {
            let answer = client.get(&path).await;
            let told = String::from_utf8_lossy(&answer.body).into_owned();
            let whole = told.contains(&mark);
            self.same(&format!("{path} tells of encrypted {key}"), client, whole && seen != Seen::Whole, false);
            self.same(&format!("{path} knows of encrypted {key}"), client, told.contains(&name) && seen == Seen::Nothing, false);
            let nobody = path.contains("?q=") && (told.contains("记录") || whole);
            self.same(&format!("{path} searches encrypted {key}"), client, nobody, false);
        }
        let list = client.get("/api/records/company?limit=100").await.expect(200);
        let listed = list["records"].as_array().unwrap().iter().map(|one| (one["id"].as_str().unwrap(), one[key].clone()));
        let shown = |number: usize| match seen {
            Seen::Whole => json!(sealed(key, number)),
            Seen::Part => json!(format!("{}****T", &mark[..1])),
            Seen::Nothing => Value::Null,
        };
        let expected = readable.iter().map(|id| (id.as_str(), shown(model.records[id].number)));
        self.same(&format!("encrypted {key} in a list"), client, listed.collect::<BTreeMap<_, _>>(), expected.collect());
    }
}

fn ids(records: &Value) -> BTreeSet<&str> {
    records.as_array().unwrap().iter().map(|record| record["id"].as_str().unwrap()).collect()
}
