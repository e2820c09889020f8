//! `stage`: where a record stands in a pipeline. The stages come from the pipeline when the catalog is compiled.

use std::sync::Arc;

use schemars::{JsonSchema, schema_for};
use serde::Deserialize;
use serde_json::Value as Json;

use super::{Choice, Column, FieldType, Kind, Links, ParseCx, Refusal, SettingsError, operators, select, settings};
use crate::lang::{Label, Lang};
use crate::value::Value;
use crate::value::filter::Op;

pub(super) const TYPE: FieldType =
    FieldType { name: "stage", label: || Label::new("阶段", "Stage"), compile, schema: || schema_for!(Settings) };

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Settings {
    /// Key of a pipeline of this object.
    pipeline: String,
}

#[derive(Debug)]
struct Stage {
    pipeline: String,
    /// Empty until linked.
    stages: Vec<Choice>,
}

fn compile(given: Json) -> Result<Arc<dyn Kind>, SettingsError> {
    let Settings { pipeline } = settings::read(given)?;
    Ok(Arc::new(Stage { pipeline, stages: Vec::new() }))
}

impl Kind for Stage {
    fn column(&self) -> Column {
        Column::Text
    }

    fn decode(&self, input: &Json) -> Result<Value, Refusal> {
        select::decode(&self.stages, input)
    }

    fn parse(&self, text: &str, _cx: &ParseCx) -> Result<Value, Refusal> {
        select::parse(&self.stages, text)
    }

    fn display(&self, value: &Value, lang: Lang) -> String {
        select::display(&self.stages, value, lang)
    }

    fn operators(&self) -> &'static [Op] {
        operators::STAGE
    }

    fn json_schema(&self) -> Json {
        select::json_schema(&self.stages)
    }

    fn groupable(&self) -> bool {
        true
    }

    fn choices(&self) -> &[Choice] {
        &self.stages
    }

    fn pipeline(&self) -> Option<&str> {
        Some(&self.pipeline)
    }

    fn link(&self, links: &dyn Links) -> Option<Arc<dyn Kind>> {
        let stages = links.stages(&self.pipeline)?;
        Some(Arc::new(Stage { pipeline: self.pipeline.clone(), stages }))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    struct OnePipeline;

    impl Links for OnePipeline {
        fn stages(&self, pipeline: &str) -> Option<Vec<Choice>> {
            let label = Label::new("方案报价", "Proposal");
            (pipeline == "sales").then(|| vec![Choice { key: "proposal".into(), label, colour: None, aliases: vec![], retired: false }])
        }

        fn child(&self, _relation: &str, _of: &str) -> Option<Arc<dyn Kind>> {
            None
        }

        fn pools(&self) -> Vec<Choice> {
            Vec::new()
        }
    }

    #[test]
    fn stages_come_from_the_pipeline() {
        let kind = compile(json!({"pipeline": "sales"})).unwrap().link(&OnePipeline).unwrap();
        let cx = ParseCx { date_order: Default::default(), time_zone: chrono_tz::UTC };
        assert_eq!(kind.decode(&json!("proposal")), Ok(Value::Text("proposal".into())));
        assert_eq!(kind.decode(&json!("nowhere")).unwrap_err().code, "option");
        assert_eq!(kind.parse("方案报价", &cx), Ok(Value::Text("proposal".into())));
        assert!(compile(json!({"pipeline": "other"})).unwrap().link(&OnePipeline).is_none());
    }
}
