//! `pool`: the pool that a record lies in while nobody owns it. The pools come from the catalog when it is compiled.

use std::sync::Arc;

use schemars::{JsonSchema, schema_for};
use serde::Deserialize;
use serde_json::Value as Json;

use super::{Choice, Column, FieldType, Kind, Links, ParseCx, Refusal, SettingsError, operators, select, settings};
use crate::lang::{Label, Lang};
use crate::value::Value;
use crate::value::filter::Op;

pub(super) const TYPE: FieldType =
    FieldType { name: "pool", label: || Label::new("公海", "Pool"), compile, schema: || schema_for!(Settings) };

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Settings {}

#[derive(Debug)]
struct Pool {
    /// Empty until linked.
    pools: Vec<Choice>,
}

fn compile(given: Json) -> Result<Arc<dyn Kind>, SettingsError> {
    let Settings {} = settings::read(given)?;
    Ok(Arc::new(Pool { pools: Vec::new() }))
}

impl Kind for Pool {
    fn column(&self) -> Column {
        Column::Text
    }

    fn decode(&self, input: &Json) -> Result<Value, Refusal> {
        select::decode(&self.pools, input)
    }

    fn parse(&self, text: &str, _cx: &ParseCx) -> Result<Value, Refusal> {
        select::parse(&self.pools, text)
    }

    fn display(&self, value: &Value, lang: Lang) -> String {
        select::display(&self.pools, value, lang)
    }

    fn operators(&self) -> &'static [Op] {
        operators::CHOICE
    }

    fn json_schema(&self) -> Json {
        select::json_schema(&self.pools)
    }

    fn groupable(&self) -> bool {
        true
    }

    fn choices(&self) -> &[Choice] {
        &self.pools
    }

    fn holds_pool(&self) -> bool {
        true
    }

    fn link(&self, links: &dyn Links) -> Option<Arc<dyn Kind>> {
        Some(Arc::new(Pool { pools: links.pools() }))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    struct OnePool;

    impl Links for OnePool {
        fn stages(&self, _pipeline: &str) -> Option<Vec<Choice>> {
            None
        }

        fn child(&self, _relation: &str, _of: &str) -> Option<Arc<dyn Kind>> {
            None
        }

        fn pools(&self) -> Vec<Choice> {
            vec![Choice { key: "sea".into(), label: Label::new("公海", "Open sea"), colour: None, aliases: vec![], retired: false }]
        }
    }

    #[test]
    fn its_values_are_the_pools_there_are() {
        let kind = compile(json!({})).unwrap().link(&OnePool).unwrap();
        assert_eq!(kind.decode(&json!("sea")), Ok(Value::Text("sea".into())));
        assert_eq!(kind.decode(&json!("lake")).unwrap_err().code, "option");
        assert_eq!(kind.display(&Value::Text("sea".into()), Lang::Zh), "公海");
    }
}
