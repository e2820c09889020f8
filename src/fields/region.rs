//! `region`: a province and a city of China, and a district as free text when the settings ask for three levels. The value
//! is a path: `广东省/深圳市/南山区`. A municipality is its own city (`北京市/北京市/朝阳区`), so that every path has the same
//! levels. A path may end early: `广东省` alone is a value too.

use std::sync::Arc;

use schemars::{JsonSchema, schema_for};
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::regions::PROVINCES;
use super::{Column, FieldType, Kind, ParseCx, Refusal, SettingsError, narrow, operators, refuse, settings, text};
use crate::lang::{Label, Lang};
use crate::value::Value;
use crate::value::filter::Op;

pub(super) const TYPE: FieldType =
    FieldType { name: "region", label: || Label::new("地区", "Region"), compile, schema: || schema_for!(Settings) };

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Settings {
    /// 2: province and city; 3: a district too. 2 when absent.
    #[serde(default)]
    levels: Option<u8>,
}

#[derive(Debug)]
struct Region {
    levels: usize,
}

fn compile(given: Json) -> Result<Arc<dyn Kind>, SettingsError> {
    let given: Settings = settings::read(given)?;
    let levels = given.levels.unwrap_or(2);
    settings::within("levels", levels.into(), 2, 3)?;
    Ok(Arc::new(Region { levels: levels.into() }))
}

/// Every province with its cities, in the official order: what a picker offers.
pub fn provinces() -> impl Iterator<Item = (&'static str, Vec<&'static str>)> {
    PROVINCES.iter().map(|(province, cities)| (*province, cities.split(' ').collect()))
}

const ENDINGS: &[&str] =
    &["特别行政区", "维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "自治州", "地区", "林区", "省", "市", "盟", "州", "县"];

const PEOPLES: &[&str] = &[
    "朝鲜族",
    "土家族",
    "藏族",
    "羌族",
    "彝族",
    "布依族",
    "苗族",
    "侗族",
    "哈尼族",
    "壮族",
    "傣族",
    "白族",
    "景颇族",
    "傈僳族",
    "回族",
    "蒙古",
    "哈萨克",
    "柯尔克孜",
    "黎族",
];

/// A name without what kind of place it is: `深圳` for `深圳市`, `延边` for `延边朝鲜族自治州`.
fn short(name: &str) -> &str {
    if name.ends_with("自治州") || name.ends_with("自治县") {
        let cut = PEOPLES.iter().filter_map(|people| name.find(people)).min().unwrap_or(0);
        return if cut > 0 { &name[..cut] } else { name };
    }
    let bare = ENDINGS.iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(name);
    if bare.chars().count() < 2 { name } else { bare }
}

/// The name at the beginning of `text` that `name` or its short form is, and what follows it.
fn take<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    text.strip_prefix(name).or_else(|| {
        let rest = text.strip_prefix(short(name))?;
        // The written name may carry another ending: `广西省`, `延边州`.
        Some(["省", "市", "州", "自治区", "自治州", "地区"].iter().find_map(|ending| rest.strip_prefix(ending)).unwrap_or(rest))
    })
}

fn is_separator(c: char) -> bool {
    c.is_whitespace() || "/-·,，、>|_\\".contains(c)
}

/// Finds the province, then the city, at the beginning of a written place; a city alone names its province too.
fn locate(text: &str) -> Option<(&'static str, Option<&'static str>, String)> {
    let text = text.trim_start_matches(|c: char| is_separator(c));
    let text = text.strip_prefix("中国").unwrap_or(text).trim_start_matches(is_separator);
    for (province, cities) in PROVINCES {
        let Some(rest) = take(text, province) else { continue };
        let rest = rest.trim_start_matches(is_separator);
        if cities == province {
            let district = take(rest, province).unwrap_or(rest);
            return Some((province, Some(province), district.trim_matches(is_separator).to_owned()));
        }
        let city = cities.split(' ').find_map(|city| take(rest, city).map(|rest| (city, rest)));
        return Some(match city {
            Some((city, rest)) => (province, Some(city), rest.trim_matches(is_separator).to_owned()),
            None => (province, None, rest.to_owned()),
        });
    }
    let mut found = cities().filter_map(|(province, city)| take(text, city).map(|rest| (province, city, rest)));
    let (province, city, rest) = found.next()?;
    found.next().is_none().then(|| (province, Some(city), rest.trim_matches(is_separator).to_owned()))
}

fn cities() -> impl Iterator<Item = (&'static str, &'static str)> {
    PROVINCES.iter().flat_map(|(province, cities)| cities.split(' ').map(move |city| (*province, city)))
}

/// A city that shares its province's short name (`吉林市`) is the city when its whole name is written.
fn namesake(text: &str) -> Option<(&'static str, &'static str)> {
    cities().find(|(province, city)| *city == text && city != province && short(city) == short(province))
}

impl Region {
    fn path(&self, province: &str, city: Option<&str>, district: &str) -> String {
        let district = district.replace('/', " ");
        let mut parts = vec![province];
        parts.extend(city);
        if self.levels == 3 && city.is_some() && !district.is_empty() {
            parts.push(&district);
        }
        parts.join("/")
    }

    fn expected(&self) -> Label {
        let (zh, en) = match self.levels {
            3 => ("省/市/区，如 广东省/深圳市/南山区", "province/city/district such as 广东省/深圳市/南山区"),
            _ => ("省/市，如 广东省/深圳市", "province/city such as 广东省/深圳市"),
        };
        Label::new(zh, en)
    }
}

impl Kind for Region {
    fn column(&self) -> Column {
        Column::Text
    }

    fn decode(&self, input: &Json) -> Result<Value, Refusal> {
        let Some(given) = refuse::text(input)? else { return Ok(Value::Null) };
        refuse::no_controls(given)?;
        refuse::not_longer(given, 100)?;
        let parts: Vec<&str> = given.split('/').map(str::trim).collect();
        let known = PROVINCES.iter().find(|(province, _)| parts.first() == Some(province));
        let city_fits = |cities: &str| parts.get(1).is_none_or(|city| cities.split(' ').any(|known| known == *city));
        match known {
            Some((_, cities)) if city_fits(cities) && parts.len() <= self.levels && parts.iter().all(|part| !part.is_empty()) => {
                Ok(Value::Text(parts.join("/")))
            }
            _ => Err(refuse::unreadable("format", given, self.expected())),
        }
    }

    /// What is written after the city is dropped by a field of two levels; after a province alone it must be a city.
    fn parse(&self, text: &str, _cx: &ParseCx) -> Result<Value, Refusal> {
        let given = narrow(refuse::trim(text));
        if given.is_empty() {
            return Ok(Value::Null);
        }
        let unreadable = || refuse::unreadable("format", text, self.expected());
        if let Some((province, city)) = namesake(&given) {
            return Ok(Value::Text(self.path(province, Some(city), "")));
        }
        let (province, city, rest) = locate(&given).ok_or_else(unreadable)?;
        if city.is_none() && !rest.is_empty() {
            return Err(unreadable());
        }
        refuse::not_longer(&rest, 60)?;
        Ok(Value::Text(self.path(province, city, &rest)))
    }

    fn display(&self, value: &Value, _lang: Lang) -> String {
        text::display(value)
    }

    fn operators(&self) -> &'static [Op] {
        operators::REGION
    }

    fn json_schema(&self) -> Json {
        json!({"type": ["string", "null"], "maxLength": 100})
    }

    fn groupable(&self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_in_every_spelling() {
        let two = compile(json!({})).unwrap();
        let three = compile(json!({"levels": 3})).unwrap();
        let cx = ParseCx { date_order: Default::default(), time_zone: chrono_tz::UTC };
        for (text, path) in [
            ("广东省深圳市", "广东省/深圳市"),
            ("广东 深圳", "广东省/深圳市"),
            ("广东省/深圳市", "广东省/深圳市"),
            ("广东-深圳", "广东省/深圳市"),
            ("深圳", "广东省/深圳市"),
            ("深圳市南山区", "广东省/深圳市"),
            ("广东", "广东省"),
            ("北京", "北京市/北京市"),
            ("北京市朝阳区", "北京市/北京市"),
            ("北京市/北京市", "北京市/北京市"),
            ("上海市 浦东新区", "上海市/上海市"),
            ("内蒙古包头", "内蒙古自治区/包头市"),
            ("广西南宁市", "广西壮族自治区/南宁市"),
            ("新疆乌鲁木齐", "新疆维吾尔自治区/乌鲁木齐市"),
            ("吉林省吉林市", "吉林省/吉林市"),
            ("吉林市", "吉林省/吉林市"),
            ("吉林", "吉林省"),
            ("中国 浙江省 杭州市", "浙江省/杭州市"),
            ("香港", "香港特别行政区/香港特别行政区"),
            ("苏州", "江苏省/苏州市"),
            ("海南省海口", "海南省/海口市"),
            ("延边州", "吉林省/延边朝鲜族自治州"),
            ("湖北恩施", "湖北省/恩施土家族苗族自治州"),
        ] {
            assert_eq!(two.parse(text, &cx), Ok(Value::Text(path.into())), "{text}");
        }
        assert_eq!(three.parse("广东省深圳市南山区", &cx), Ok(Value::Text("广东省/深圳市/南山区".into())));
        assert_eq!(three.parse("北京市朝阳区/望京", &cx), Ok(Value::Text("北京市/北京市/朝阳区 望京".into())), "a district is one part");
        assert_eq!(three.parse("北京市朝阳区", &cx), Ok(Value::Text("北京市/北京市/朝阳区".into())));
        for text in ["火星", "广东火星市", "Shenzhen"] {
            assert_eq!(two.parse(text, &cx).unwrap_err().code, "format", "{text}");
        }
    }

    #[test]
    fn the_api_takes_official_paths_only() {
        let two = compile(json!({})).unwrap();
        for path in ["广东省", "广东省/深圳市", "北京市/北京市"] {
            assert_eq!(two.decode(&json!(path)), Ok(Value::Text(path.into())));
        }
        for path in ["广东", "广东省/杭州市", "广东省/深圳市/南山区", "广东省/", "/"] {
            assert_eq!(two.decode(&json!(path)).unwrap_err().code, "format", "{path}");
        }
        assert!(provinces().count() == 34 && provinces().flat_map(|(_, cities)| cities).count() > 350);
    }

    #[test]
    fn the_browser_offers_the_same_places() {
        let web = include_str!("../../web/src/fields/region/data.ts");
        let written: Vec<&str> = web.lines().filter_map(|line| line.strip_prefix("  ")?.strip_suffix("',")).collect();
        let known: Vec<String> = PROVINCES.iter().map(|(province, cities)| format!("{province}: '{cities}")).collect();
        assert_eq!(written, known);
    }
}
