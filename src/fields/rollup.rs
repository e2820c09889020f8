//! `rollup`: a count, sum, least, greatest or average over child records. The children's field decides its column; it is
//! known when the catalog is compiled. How it is computed is the store's.

use std::sync::Arc;

use schemars::{JsonSchema, schema_for};
use serde::Deserialize;
use serde_json::Value as Json;

use super::date::Date;
use super::datetime::Moment;
use super::decimal::{Exact, Style};
use super::formula::read_only;
use super::integer::Integer;
use super::{Column, FieldType, Kind, Links, ParseCx, Refusal, Rollup, RollupMeasure, SettingsError, settings};
use crate::lang::{Label, Lang};
use crate::say;
use crate::value::Value;
use crate::value::filter::{Filter, Op};

pub(super) const TYPE: FieldType =
    FieldType { name: "rollup", label: || Label::new("汇总", "Rollup"), compile, schema: || schema_for!(Settings) };

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Settings {
    /// Key of a relation: the `inverse.key` of the children's lookup.
    relation: String,
    measure: RollupMeasure,
    /// The children's field that is measured; not needed by `count`.
    #[serde(default)]
    of: Option<String>,
    /// Only children that match.
    #[serde(default, rename = "where")]
    filter: Option<Filter>,
    /// The type it yields; that of the children's field when absent.
    #[serde(default, rename = "as")]
    yields: Option<Yields>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Yields {
    Integer,
    Money,
    Decimal,
    Percent,
    Date,
    Datetime,
}

#[derive(Clone, Debug)]
struct RollupKind {
    rollup: Rollup,
    /// Said by the settings, not by the children's field.
    said: bool,
    yields: Arc<dyn Kind>,
}

fn compile(given: Json) -> Result<Arc<dyn Kind>, SettingsError> {
    let given: Settings = settings::read(given)?;
    let counts = given.measure == RollupMeasure::Count;
    if !counts && given.of.is_none() {
        return Err(settings::wrong(
            "/of",
            "missing",
            say!("求和、最小、最大、平均要说明汇总哪个字段", "sum, min, max and avg need the field they measure"),
        ));
    }
    if counts && given.of.is_some() {
        return Err(settings::wrong("/of", "settings", say!("计数不需要字段", "count measures no field")));
    }
    let yields: Arc<dyn Kind> = match given.yields {
        None if counts => Arc::new(Integer::default()),
        Some(Yields::Integer) => Arc::new(Integer::default()),
        Some(Yields::Money) => Arc::new(Exact::new(Some(2), None, None, Style::Money)?),
        Some(Yields::Percent) => Arc::new(Exact::new(Some(2), None, None, Style::Percent)?),
        Some(Yields::Date) => Arc::new(Date),
        Some(Yields::Datetime) => Arc::new(Moment),
        Some(Yields::Decimal) | None => Arc::new(Exact::new(Some(2), None, None, Style::Plain)?),
    };
    let rollup = Rollup { relation: given.relation, measure: given.measure, of: given.of, filter: given.filter };
    Ok(Arc::new(RollupKind { rollup, said: given.yields.is_some(), yields }))
}

/// What a measure of `child` yields: an average of whole numbers has digits after the point, bounds of the child do not apply.
fn measured(measure: RollupMeasure, child: &dyn Kind) -> Option<Arc<dyn Kind>> {
    let plain = |scale: u32| Exact::new(Some(scale), None, None, Style::Plain).ok().map(|exact| Arc::new(exact) as Arc<dyn Kind>);
    match (child.column(), measure) {
        (Column::Int, RollupMeasure::Avg) => plain(2),
        (Column::Int, _) => Some(Arc::new(Integer::default())),
        (Column::Scaled(_), _) => child.unbounded(),
        (Column::Date, RollupMeasure::Min | RollupMeasure::Max) => Some(Arc::new(Date)),
        (Column::Time, RollupMeasure::Min | RollupMeasure::Max) => Some(Arc::new(Moment)),
        _ => None,
    }
}

impl Kind for RollupKind {
    fn column(&self) -> Column {
        self.yields.column()
    }
    fn decode(&self, input: &Json) -> Result<Value, Refusal> {
        self.yields.decode(input)
    }
    fn parse(&self, text: &str, cx: &ParseCx) -> Result<Value, Refusal> {
        self.yields.parse(text, cx)
    }
    fn display(&self, value: &Value, lang: Lang) -> String {
        self.yields.display(value, lang)
    }
    fn display_in(&self, value: &Value, lang: Lang, time_zone: chrono_tz::Tz) -> String {
        self.yields.display_in(value, lang, time_zone)
    }
    fn operators(&self) -> &'static [Op] {
        self.yields.operators()
    }
    fn json_schema(&self) -> Json {
        read_only(self.yields.json_schema())
    }
    fn groupable(&self) -> bool {
        self.yields.groupable()
    }
    fn numeric(&self) -> bool {
        self.yields.numeric()
    }
    fn rollup(&self) -> Option<&Rollup> {
        Some(&self.rollup)
    }
    fn coerce(&self, value: Value) -> Result<Value, Refusal> {
        self.yields.coerce(value)
    }
    fn unbounded(&self) -> Option<Arc<dyn Kind>> {
        self.yields.unbounded()
    }

    fn link(&self, links: &dyn Links) -> Option<Arc<dyn Kind>> {
        if self.said {
            return None;
        }
        let child = links.child(&self.rollup.relation, self.rollup.of.as_deref()?)?;
        let yields = measured(self.rollup.measure, child.as_ref())?;
        Some(Arc::new(RollupKind { yields, ..self.clone() }))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::fields::{Choice, find};

    struct Child(&'static str);

    impl Links for Child {
        fn stages(&self, _pipeline: &str) -> Option<Vec<Choice>> {
            None
        }

        fn child(&self, _relation: &str, _of: &str) -> Option<Arc<dyn Kind>> {
            (find(self.0)?.compile)(json!({})).ok()
        }

        fn pools(&self) -> Vec<Choice> {
            Vec::new()
        }
    }

    #[test]
    fn the_childs_field_decides_the_column() {
        for (measure, child, column) in [
            ("sum", "money", Column::Scaled(2)),
            ("sum", "integer", Column::Int),
            ("avg", "integer", Column::Scaled(2)),
            ("max", "date", Column::Date),
            ("min", "datetime", Column::Time),
        ] {
            let kind = compile(json!({"relation": "lines", "measure": measure, "of": "x"})).unwrap();
            assert_eq!(kind.column(), Column::Scaled(2), "until linked");
            assert_eq!(kind.link(&Child(child)).unwrap().column(), column, "{measure} of {child}");
        }
        let kind = compile(json!({"relation": "lines", "measure": "sum", "of": "x"})).unwrap();
        assert!(kind.link(&Child("text")).is_none() && kind.link(&Child("date")).is_none());
        let said = compile(json!({"relation": "lines", "measure": "sum", "of": "x", "as": "integer"})).unwrap();
        assert!(said.column() == Column::Int && said.link(&Child("money")).is_none());
    }

    #[test]
    fn settings_are_checked() {
        let count = compile(json!({"relation": "lines", "measure": "count", "where": {"field": "a", "op": "is", "value": 1}})).unwrap();
        assert!(count.column() == Column::Int && count.computed() && count.rollup().unwrap().filter.is_some());
        assert_eq!(compile(json!({"relation": "lines", "measure": "sum"})).unwrap_err().pointer, "/of");
        assert_eq!(compile(json!({"relation": "lines", "measure": "median", "of": "x"})).unwrap_err().pointer, "/measure");
    }
}
