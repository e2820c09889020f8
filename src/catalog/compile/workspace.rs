//! The template as a whole: files that must be there, time zone, currency, navigation.

use super::{Draft, object_at};
use crate::catalog::model::NavItem;
use crate::say;

const TEMPLATE: &str = "forms/template.json";
const ROLES: &str = "workflows/roles.json";

/// Checks the whole; the time zone when it is known.
pub(super) fn check(draft: &mut Draft) -> Option<chrono_tz::Tz> {
    let Draft { template, roles, objects, dashboards, problems, broken, .. } = draft;
    for (file, there) in [(TEMPLATE, template.is_some()), (ROLES, roles.is_some())] {
        if !there && !problems.0.iter().any(|problem| problem.file == file) {
            problems.add(file, "", "missing", say!("缺少这个文件", "This file is missing"));
        }
    }
    let template = template.as_ref()?;
    problems.key(TEMPLATE, "/key", &template.key, &mut Default::default());
    if template.languages.is_empty() {
        problems.add_expecting(
            TEMPLATE,
            "/languages",
            "empty",
            say!("至少要有一种语言", "There must be at least one language"),
            Some("zh-CN, en".to_owned()),
        );
    }
    if !CURRENCIES.split(' ').any(|code| code == template.currency) {
        let message = say!("“{}”不是 ISO 4217 货币代码", "\"{}\" is no ISO 4217 currency code", template.currency);
        problems.add_expecting(TEMPLATE, "/currency", "currency", message, Some("CNY, USD, EUR, …".to_owned()));
    }
    for (group, items) in template.nav.iter().enumerate() {
        for (position, item) in items.items.iter().enumerate() {
            let at = format!("/nav/{group}/items/{position}");
            match item {
                NavItem::Object(key) => drop(object_at(objects, broken, problems, TEMPLATE, &format!("{at}/object"), key)),
                NavItem::Dashboard(key) if !dashboards.contains_key(key) && !broken.has("dashboard", key) => {
                    problems.unknown(
                        TEMPLATE,
                        format!("{at}/dashboard"),
                        &say!("仪表盘", "dashboard"),
                        key,
                        dashboards.keys().map(String::as_str),
                    );
                }
                NavItem::Dashboard(_) => {}
            }
        }
    }
    let time_zone = template.time_zone.parse().ok();
    if time_zone.is_none() {
        let names = chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name());
        problems.unknown(TEMPLATE, "/time_zone", &say!("时区", "time zone"), &template.time_zone, names);
    }
    time_zone
}

/// ISO 4217, those in use.
const CURRENCIES: &str = "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG";
