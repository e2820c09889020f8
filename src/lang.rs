//! A text in both languages of the product. Knows nothing of what the text is about.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A language the product speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub enum Lang {
    #[default]
    #[serde(rename = "zh-CN")]
    Zh,
    #[serde(rename = "en")]
    En,
}

impl Lang {
    pub fn code(self) -> &'static str {
        match self {
            Lang::Zh => "zh-CN",
            Lang::En => "en",
        }
    }

    /// The best language for an `Accept-Language` header; `None` when it names neither of ours.
    pub fn from_header(header: &str) -> Option<Lang> {
        header.split(',').find_map(|part| {
            let tag = part.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
            if tag.starts_with("zh") {
                Some(Lang::Zh)
            } else if tag.starts_with("en") {
                Some(Lang::En)
            } else {
                None
            }
        })
    }
}

/// One text in both languages: `{"zh-CN": "商机", "en": "Deal"}`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Label {
    #[serde(rename = "zh-CN")]
    pub zh: String,
    pub en: String,
}

impl Label {
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Label { zh: zh.into(), en: en.into() }
    }

    /// The same text in both languages: names, codes, values.
    pub fn same(text: impl Into<String>) -> Self {
        let zh = text.into();
        Label { en: zh.clone(), zh }
    }

    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }
}

/// `say!("缺少 {}", "Missing {}", name)`: a [`Label`] formatted with the same arguments in both languages.
#[macro_export]
macro_rules! say {
    ($zh:literal, $en:literal $(, $arg:expr)* $(,)?) => {
        $crate::lang::Label::new(format!($zh $(, $arg)*), format!($en $(, $arg)*))
    };
}
