//! Documents that rules make: filled with the record, escaped, put with its files, bounded.

use mortise::catalog::Files;
use mortise::value::Id;
use serde_json::{Value as Json, json};

use crate::world::{World, files, wrong_files};

fn office(template: &str, title: &str) -> Files {
    let step = json!({"kind": "document", "template": "offer", "title": title, "field": "papers", "lang": "en"});
    let mut files = files(&json!([{"key": "make", "trigger": {"kind": "button"}, "actions": [step]}]));
    let papers = json!({"key": "papers", "label": {"zh-CN": "文件", "en": "Papers"}, "type": "file", "max_files": 2});
    files.get_mut("forms/firm/object.json").unwrap()["fields"].as_array_mut().unwrap().push(papers);
    files.insert("forms/documents/offer.jinja".into(), json!(template));
    files
}

async fn text(world: &World, file: &Json) -> String {
    let id: Id = file["id"].as_str().unwrap().parse().unwrap();
    String::from_utf8(std::fs::read(world.runtime.store.file_path(id)).unwrap()).unwrap()
}

#[tokio::test]
async fn a_document_says_what_the_record_says_and_stands_with_its_files() {
    let world = World::from(office("<h1>{{ name }}</h1>{{ parent.title }}/{{ parent.size }}/{{ today }}/{{ missing }}", "Offer: {{ name }} / 1")).await;
    let parent = world.add("firm", json!({"name": "A & B", "size": 5})).await;
    let firm = world.add("firm", json!({"name": "<script>x</script>", "parent": parent})).await;
    let run = world.press("firm", firm, "make").await;
    assert_eq!(run["state"], "done", "{run}");
    let papers = world.get("firm", firm).await["papers"].clone();
    assert_eq!((papers.as_array().unwrap().len(), &papers[0]["name"], &papers[0]["type"]), (1, &json!("Offer- -script-x--script- - 1.html"), &json!("text/html")));
    let page = text(&world, &papers[0]).await;
    assert_eq!(page, "<h1>&lt;script&gt;x&lt;&#x2f;script&gt;</h1>A &amp; B/5/2026-11-22/");
    assert_eq!(papers[0]["size"], json!(page.len()));
    world.press("firm", firm, "make").await;
    let again = world.get("firm", firm).await["papers"].clone();
    assert_eq!(again.as_array().unwrap().len(), 1, "one of the same name is replaced");
    assert_ne!(again[0]["id"], papers[0]["id"]);
    for name in ["two", "three"] {
        world.change("firm", firm, json!({"name": name})).await;
        let pressed = mortise::rules::press(&world.cx(), "firm", firm, "make").await;
        assert_eq!(pressed.is_ok(), name == "two", "no more files than the field takes");
    }
}

#[tokio::test]
async fn a_template_that_cannot_be_filled_fails_the_run_and_changes_nothing() {
    let nested = "{% for _ in range(name|length * 9000) %}{% for _ in range(9000) %}{% endfor %}{% endfor %}";
    for (template, code) in [("{{ name|nothing }}", "template"), (nested, "endless"), ("{% for _ in range(90000) %}{{ name }}{{ name }}{% endfor %}", "too_large")] {
        let world = World::from(office(template, "x")).await;
        let firm = world.add("firm", json!({"name": "long enough"})).await;
        let error = mortise::rules::press(&world.cx(), "firm", firm, "make").await.unwrap_err();
        assert_eq!(error.code, code);
        assert_eq!(world.get("firm", firm).await["papers"], Json::Null);
    }
}

#[tokio::test]
async fn a_document_lists_what_belongs_to_the_record_and_leaves_nothing_out() {
    let world = World::from(office("{% for part in parts %}{{ loop.index }} {{ part.name }} {{ part.size }} {{ part.owner.name }} [{{ part.firm }}];{% else %}none{% endfor %}", "x")).await;
    let firm = world.add("firm", json!({"name": "Oak"})).await;
    let made = async || {
        assert_eq!(world.press("firm", firm, "make").await["state"], "done");
        text(&world, &world.get("firm", firm).await["papers"][0]).await
    };
    assert_eq!(made().await, "none");
    let gone = world.add("part", json!({"name": "gone", "firm": firm})).await;
    world.delete("part", gone).await;
    world.add("part", json!({"name": "of another"})).await;
    for (name, size) in [("a <b>", json!(1)), ("b", Json::Null)] {
        world.add("part", json!({"name": name, "size": size, "firm": firm})).await;
    }
    assert_eq!(made().await, "1 a &lt;b&gt; 1 王岚 [];2 b  王岚 [];");
    for _ in 2..501 {
        world.add("part", json!({"name": "one more", "firm": firm})).await;
    }
    let error = mortise::rules::press(&world.cx(), "firm", firm, "make").await.unwrap_err();
    assert_eq!((error.code, error.message.en.as_str()), ("too_many", "there are more than 500 `parts`, too many for a document"));
}

#[test]
fn mistakes_are_told_before_a_publish() {
    assert_eq!(wrong_files(office("{{ name }}", "x")), Vec::new());
    let pointers = |files: Files| wrong_files(files).into_iter().map(|(pointer, _)| pointer).collect::<Vec<_>>();
    assert_eq!(pointers(office("{% if %}", "x")), [""]);
    assert_eq!(pointers(office("{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}", "x")), [""]);
    assert_eq!(pointers(office("{{ name }}", "{{ x")), ["/actions/0/title"]);
    let mut other = office("{{ name }}", "x");
    other.get_mut("workflows/make.rule.json").unwrap()["actions"][0]["template"] = json!("bill");
    other.get_mut("workflows/make.rule.json").unwrap()["actions"][0]["field"] = json!("name");
    assert_eq!(pointers(other), ["/actions/0/template", "/actions/0/field"]);
}
