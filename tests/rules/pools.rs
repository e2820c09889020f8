//! Pools: what lies in one is everybody's to see who belongs to it and nobody's to change; one claims it, within limits; rules and people
//! put it back.

use futures_util::future::join_all;
use mortise::catalog::Files;
use mortise::error::{Error, Kind};
use mortise::records::bulk::{self, Bulk};
use mortise::records::{Context, Duplicates, create, list, pool, read, update};
use mortise::value::{Id, Record};
use serde_json::{Map, Value as Json, json};

use crate::world::{World, files, wrong_files};

fn label(text: &str) -> Json {
    json!({"zh-CN": text, "en": text})
}

/// Sellers see their own firms; `sea` is theirs, `lake` is everybody's.
fn office(rules: Json, sea: Json) -> Files {
    let mut files = files(&rules);
    let own = json!(["own"]);
    let seller = json!({"key": "seller", "label": label("seller"), "objects": {"*": {"read": ["all"]}, "firm": {"create": true, "read": own, "update": own, "bulk": true}}});
    let other = json!({"key": "other", "label": label("other"), "objects": {"*": {"read": ["all"]}, "firm": {"read": own, "update": own}}});
    let reader = json!({"key": "reader", "label": label("reader"), "objects": {"*": {"read": ["all"]}, "firm": {"read": own}}});
    files.get_mut("workflows/roles.json").unwrap()["roles"].as_array_mut().unwrap().extend([seller, other, reader]);
    let people = files.get_mut("forms/user/object.json").unwrap()["fields"].as_array_mut().unwrap();
    let role = people.iter_mut().find(|field| field["key"] == "role").unwrap();
    let options = ["seller", "other", "reader"].map(|key| json!({"key": key, "label": label(key)}));
    role["options"].as_array_mut().unwrap().extend(options);
    let firm = files.get_mut("forms/firm/object.json").unwrap()["fields"].as_array_mut().unwrap();
    firm.push(json!({"key": "lies_in", "label": label("Lies in"), "type": "pool"}));
    let mut pool = json!({"key": "sea", "label": label("Open sea"), "object": "firm", "roles": ["seller"]});
    pool.as_object_mut().unwrap().extend(sea.as_object().unwrap().clone());
    files.insert("workflows/sea.pool.json".into(), pool);
    files.insert("workflows/lake.pool.json".into(), json!({"key": "lake", "label": label("Lake"), "object": "firm"}));
    files
}

struct Office {
    world: World,
    ann: Context,
    bob: Context,
}

async fn open(rules: Json, sea: Json) -> Office {
    let world = World::from(office(rules, sea)).await;
    let (ann, bob) = (hire(&world, "ann", "seller").await, hire(&world, "bob", "seller").await);
    Office { world, ann, bob }
}

async fn hire(world: &World, name: &str, role: &str) -> Context {
    let person = json!({"name": name, "email": format!("{name}@example.com"), "role": role, "active": true});
    let id = world.add("user", person).await;
    world.as_user(id).await
}

fn id(cx: &Context) -> Json {
    json!(cx.actor.id().unwrap())
}

impl Office {
    async fn firm(&self, values: Json) -> Id {
        self.world.add("firm", values).await
    }

    async fn whose(&self, firm: Id) -> (Json, Json) {
        let firm = self.world.get("firm", firm).await;
        (firm["owner"].clone(), firm["lies_in"].clone())
    }
}

async fn claim(cx: &Context, firm: Id) -> Result<Record, Error> {
    Ok(pool::claim(cx, "firm", firm).await?.record)
}

async fn release(cx: &Context, firm: Id, pool: &str) -> Result<(), Error> {
    pool::release(cx, "firm", firm, &pool::Wish { pool: pool.to_owned() }).await.map(drop)
}

async fn change(cx: &Context, firm: Id, values: Json) -> Result<(), Error> {
    update::update(cx, "firm", firm, None, values.as_object().unwrap()).await.map(drop)
}

async fn seen(cx: &Context) -> usize {
    list::list(cx, "firm", &list::List::default()).await.unwrap().records.len()
}

fn code(outcome: Result<impl Sized, Error>) -> &'static str {
    outcome.err().map_or("done", |error| error.code)
}

#[tokio::test]
async fn what_lies_in_a_pool_is_seen_by_who_belongs_to_it_and_changed_by_nobody_until_it_is_claimed() {
    let office = open(json!([]), json!({})).await;
    let (other, reader) = (hire(&office.world, "eve", "other").await, hire(&office.world, "rea", "reader").await);
    let firm = office.firm(json!({"name": "Acme", "owner": id(&office.ann)})).await;
    assert_eq!((seen(&office.ann).await, seen(&office.bob).await), (1, 0));
    release(&office.ann, firm, "sea").await.unwrap();
    assert_eq!(office.whose(firm).await, (Json::Null, json!("sea")));
    assert_eq!((seen(&office.ann).await, seen(&office.bob).await, seen(&other).await, seen(&reader).await), (1, 1, 0, 0));
    assert_eq!(change(&office.bob, firm, json!({"note": "mine"})).await.unwrap_err().kind, Kind::Forbidden);
    for hidden in [&other, &reader] {
        assert_eq!(read::read(hidden, "firm", firm).await.unwrap_err().kind, Kind::NotFound);
    }
    assert_eq!(claim(&other, firm).await.unwrap_err().kind, Kind::NotFound);
    assert_eq!(claim(&reader, firm).await.unwrap_err().kind, Kind::Forbidden, "who may change nothing claims nothing");
    // Who sees everything belongs to the pool no more for that.
    assert_eq!(claim(&office.world.cx(), firm).await.unwrap_err().kind, Kind::Forbidden);
    let can = |cx: Context| async move { read::read(&cx, "firm", firm).await.unwrap().can };
    assert!(can(office.bob.clone()).await.claim && !can(office.bob.clone()).await.update && !can(office.world.cx()).await.claim);
    claim(&office.bob, firm).await.unwrap();
    assert_eq!(office.whose(firm).await, (id(&office.bob), Json::Null));
    assert_eq!((seen(&office.ann).await, seen(&office.bob).await), (0, 1));
    change(&office.bob, firm, json!({"note": "mine"})).await.unwrap();
    // The lake is everybody's who sees any firm.
    release(&office.bob, firm, "lake").await.unwrap();
    assert_eq!((seen(&other).await, seen(&reader).await), (1, 1));
    assert!(can(other.clone()).await.claim && !can(reader.clone()).await.claim);
    claim(&other, firm).await.unwrap();
    assert_eq!(office.whose(firm).await.0, id(&other));
}

#[tokio::test]
async fn of_several_who_claim_at_once_one_gets_it_and_the_others_are_told() {
    let office = open(json!([]), json!({})).await;
    let firm = office.firm(json!({"name": "Acme", "lies_in": "sea"})).await;
    let mut outcomes = join_all([&office.ann, &office.bob].map(|cx| claim(cx, firm))).await;
    outcomes.sort_by_key(Result::is_err);
    let refusal = outcomes.pop().unwrap().unwrap_err();
    let record = outcomes.pop().unwrap().unwrap();
    assert_eq!(office.whose(firm).await, (json!(record.values[mortise::value::slot::OWNER].as_id().unwrap()), Json::Null));
    assert_eq!(refusal.kind, Kind::NotFound);
    assert!(refusal.message.zh.contains("刚被别人领取") && refusal.message.en.contains("just have claimed it"));
    // What was never in a pool, and what is not there at all, is told in the same words.
    let nobody = Id::from_u128(7);
    for firm in [office.firm(json!({"name": "Beta"})).await, nobody] {
        assert_eq!(claim(&office.ann, firm).await.unwrap_err().message, refusal.message);
    }
}

#[tokio::test]
async fn nobody_takes_more_than_the_pool_allows() {
    let office = open(json!([]), json!({"limits": {"held": 3, "per_day": 2}})).await;
    let mut firms = Vec::new();
    for number in 0..5 {
        firms.push(office.firm(json!({"name": format!("Firm {number}"), "lies_in": "sea"})).await);
    }
    claim(&office.ann, firms[0]).await.unwrap();
    claim(&office.ann, firms[1]).await.unwrap();
    assert_eq!(code(claim(&office.ann, firms[2]).await), "per_day");
    assert_eq!(code(claim(&office.bob, firms[2]).await), "done", "each has a day of their own");
    // In Shanghai the day ends at 16:00 UTC; what was refused did not count.
    office.world.at("2026-11-22T15:59:00Z");
    assert_eq!(code(claim(&office.ann, firms[3]).await), "per_day");
    office.world.at("2026-11-22T16:01:00Z");
    assert_eq!(code(claim(&office.ann, firms[3]).await), "done");
    let refusal = claim(&office.ann, firms[4]).await.unwrap_err();
    assert_eq!((refusal.code, refusal.kind), ("held", Kind::Conflict));
    assert!(refusal.message.en.contains("You own 3 of firm"), "{}", refusal.message.en);
    release(&office.ann, firms[0], "sea").await.unwrap();
    assert_eq!(code(claim(&office.ann, firms[4]).await), "done", "two this day");
    // What is given to somebody is held to no limit.
    change(&office.world.cx(), firms[0], json!({"owner": id(&office.ann)})).await.unwrap();
    assert_eq!(office.whose(firms[0]).await, (id(&office.ann), Json::Null));
}

#[tokio::test]
async fn who_let_a_record_go_waits_before_claiming_it_again() {
    let office = open(json!([]), json!({"cooldown": "7d"})).await;
    let firm = office.firm(json!({"name": "Acme", "owner": id(&office.ann)})).await;
    release(&office.ann, firm, "sea").await.unwrap();
    change(&office.world.cx(), firm, json!({"note": "looked at since"})).await.unwrap();
    office.world.at("2026-11-29T03:59:00Z");
    let refusal = claim(&office.ann, firm).await.unwrap_err();
    assert_eq!((refusal.code, refusal.kind), ("cooldown", Kind::Conflict));
    assert!(refusal.message.zh.contains("2026-11-29 12:00"), "{}", refusal.message.zh);
    office.world.at("2026-11-29T04:00:00Z");
    claim(&office.ann, firm).await.unwrap();
    release(&office.ann, firm, "sea").await.unwrap();
    claim(&office.bob, firm).await.unwrap();
}

#[tokio::test]
async fn an_owner_and_a_pool_do_not_go_together() {
    let office = open(json!([]), json!({})).await;
    let both = json!({"name": "Acme", "owner": id(&office.ann), "lies_in": "sea"});
    let refused = create::create(&office.world.cx(), "firm", both.as_object().unwrap(), Duplicates::Accept).await.unwrap_err();
    assert_eq!((refused.fields[0].field.as_str(), refused.fields[0].code), ("lies_in", "pool_or_owner"));
    let unknown = json!({"lies_in": "ocean"});
    let firm = office.firm(json!({"name": "Acme"})).await;
    assert_eq!(code(change(&office.world.cx(), firm, unknown).await), "invalid");
    // Who may not give records away may make them for a pool, and may leave them to one, but to nobody else.
    let made = create::create(&office.ann, "firm", json!({"name": "New", "lies_in": "sea"}).as_object().unwrap(), Duplicates::Accept).await.unwrap();
    assert_eq!(office.whose(made.record.id()).await, (Json::Null, json!("sea")));
    claim(&office.ann, made.record.id()).await.unwrap();
    assert_eq!(change(&office.ann, made.record.id(), json!({"owner": id(&office.bob)})).await.unwrap_err().kind, Kind::Forbidden);
    assert_eq!(change(&office.ann, made.record.id(), json!({"owner": null})).await.unwrap_err().kind, Kind::Forbidden);
    change(&office.ann, made.record.id(), json!({"lies_in": "sea"})).await.unwrap();
    let not_theirs = release(&office.bob, made.record.id(), "lake").await.unwrap_err();
    assert_eq!(not_theirs.kind, Kind::Forbidden, "one who does not own it does not put it elsewhere");
}

#[tokio::test]
async fn many_are_claimed_in_one_step_each_by_itself() {
    let office = open(json!([]), json!({"limits": {"held": 2}})).await;
    let mut ids = Vec::new();
    for number in 0..3 {
        ids.push(office.firm(json!({"name": format!("Firm {number}"), "lies_in": "sea"})).await);
    }
    let wish = Bulk { ids: ids.clone(), set: None, moved: None, claim: true, delete: false };
    let outcome = bulk::bulk(&office.ann, "firm", &wish).await.unwrap();
    assert_eq!((outcome.done, outcome.failed.len(), outcome.failed[0].id), (2, 1, ids[2]));
    let set = Some(Map::from_iter([("lies_in".to_owned(), json!("sea"))]));
    let back = Bulk { ids, set, moved: None, claim: false, delete: false };
    assert_eq!(bulk::bulk(&office.ann, "firm", &back).await.unwrap().done, 2);
}

#[tokio::test]
async fn a_rule_puts_a_record_into_a_pool_and_the_timeline_says_so() {
    let rule = json!([{"key": "back", "trigger": {"kind": "updated", "fields": ["note"]}, "where": {"field": "note", "op": "is", "value": "silent"},
        "actions": [{"kind": "release", "pool": "sea"}]},
        {"key": "seen", "trigger": {"kind": "updated", "fields": ["lies_in"], "to": ["sea"]}, "actions": [{"kind": "set", "values": {"size": 7}}]}]);
    let office = open(rule, json!({})).await;
    let firm = office.firm(json!({"name": "Acme", "owner": id(&office.ann)})).await;
    change(&office.ann, firm, json!({"note": "silent"})).await.unwrap();
    office.world.settle().await;
    assert_eq!(office.whose(firm).await, (Json::Null, json!("sea")));
    assert_eq!(office.world.get("firm", firm).await["size"], 7, "rules hear of it as of any field");
    assert_eq!(office.world.runs("firm", firm).await[0]["steps"][0]["result"], json!({"pool": "sea"}));
    claim(&office.bob, firm).await.unwrap();
    let told = json!(mortise::records::timeline::timeline(&office.bob, "firm", firm, None, 10).await.unwrap());
    let last = &told["events"][0];
    assert_eq!((&last["actor"]["id"], &last["changes"].as_array().unwrap().len()), (&id(&office.bob), &2), "{last:#}");
    let released = told["events"].as_array().unwrap().iter().find(|event| event["cause"]["rule"] == "back").unwrap();
    assert!(released["changes"].as_array().unwrap().iter().any(|change| change["field"] == "lies_in" && change["after"] == "sea"));
}

#[tokio::test]
async fn what_a_rule_makes_for_a_pool_belongs_to_nobody() {
    let create = json!({"kind": "create", "object": "firm", "values": {"name": "Branch", "lies_in": "lake"}});
    let rule = json!([{"key": "r", "trigger": {"kind": "created"}, "where": {"field": "name", "op": "is", "value": "Acme"}, "actions": [create]}]);
    let office = open(rule, json!({})).await;
    office.firm(json!({"name": "Acme", "owner": id(&office.ann)})).await;
    office.world.settle().await;
    let branch = office.world.all("firm").await.into_iter().find(|firm| firm["name"] == "Branch").unwrap();
    assert_eq!((&branch["owner"], &branch["lies_in"]), (&Json::Null, &json!("lake")));
}

#[test]
fn what_is_wrong_with_a_pool_is_told_with_its_place() {
    let places = |files: Files| wrong_files(files).into_iter().map(|(place, _)| place).collect::<Vec<_>>();
    assert!(places(office(json!([]), json!({}))).is_empty());
    let sea = json!({"roles": ["seller", "sailor"], "cooldown": "soon"});
    assert_eq!(places(office(json!([]), sea)), ["/cooldown", "/roles/1"]);
    assert_eq!(places(office(json!([]), json!({"limits": {"held": 0}}))), ["/limits/held"]);
    let mut without = office(json!([]), json!({}));
    without.insert("workflows/sea.pool.json".into(), json!({"key": "sea", "label": label("sea"), "object": "part"}));
    let mut told = wrong_files(without);
    assert_eq!(told.remove(0), ("/object".into(), "part needs a field of the type \"Pool\" first".into()));
    let mut twice = office(json!([]), json!({}));
    let fields = twice.get_mut("forms/firm/object.json").unwrap()["fields"].as_array_mut().unwrap();
    let at = fields.len();
    fields.push(json!({"key": "again", "label": label("again"), "type": "pool", "required": true, "default": "sea"}));
    assert_eq!(places(twice), [format!("/fields/{at}/default"), format!("/fields/{at}/required"), format!("/fields/{at}/type")]);
    let mut blind = office(json!([]), json!({}));
    blind.get_mut("workflows/roles.json").unwrap()["roles"][2]["objects"]["firm"] = json!({});
    assert_eq!(places(blind), ["/roles/0"]);
    let mut said = office(json!([]), json!({}));
    said.get_mut("workflows/roles.json").unwrap()["roles"][2]["objects"]["firm"]["read"] = json!([{"pool": "sea"}]);
    assert_eq!(places(said), ["/roles/2/objects/firm/read/0"]);
    let rule = |pool: &str| json!([{"key": "r", "trigger": {"kind": "created"}, "actions": [{"kind": "release", "pool": pool}]}]);
    assert!(places(office(rule("lake"), json!({}))).is_empty());
    assert_eq!(places(office(rule("ocean"), json!({}))), ["/actions/0/pool"]);
}
