//! A key: 32 random bytes, as people write and name it. Never shown by `Debug`.

use std::fmt;
use std::str::FromStr;

use base64::Engine;
use base64::prelude::{BASE64_STANDARD, BASE64_STANDARD_NO_PAD, BASE64_URL_SAFE_NO_PAD};

use super::{derived, random};
use crate::error::{Error, Result};
use crate::say;

#[derive(Clone, PartialEq, Eq)]
pub struct Key([u8; 32]);

impl Key {
    pub fn fresh() -> Result<Key> {
        random().map(Key)
    }

    pub(super) fn of(bytes: [u8; 32]) -> Key {
        Key(bytes)
    }

    pub(super) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// As it is kept in a file.
    pub fn written(&self) -> String {
        BASE64_STANDARD.encode(self.0)
    }

    /// Names it without telling it.
    pub fn name(&self) -> Result<String> {
        Ok(derived(self, &[b"name"])?.iter().take(4).map(|byte| format!("{byte:02x}")).collect())
    }
}

impl FromStr for Key {
    type Err = Error;

    /// Base64 or 64 hexadecimal digits.
    fn from_str(text: &str) -> Result<Key> {
        let hex = || -> Option<Vec<u8>> {
            let digits = text.as_bytes().chunks(2).map(|two| u8::from_str_radix(std::str::from_utf8(two).ok()?, 16).ok());
            digits.collect::<Option<Vec<u8>>>().filter(|_| text.len() == 64)
        };
        let coded = || {
            let engines = [&BASE64_STANDARD, &BASE64_STANDARD_NO_PAD, &BASE64_URL_SAFE_NO_PAD];
            engines.into_iter().find_map(|engine| engine.decode(text).ok())
        };
        let bytes = hex().or_else(coded).and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
        bytes.map(Key).ok_or_else(|| {
            let message = say!(
                "加密密钥应为 32 个字节，用 base64 或 64 位十六进制书写；可用 mortise key new 生成",
                "An encryption key is 32 bytes, written in base64 or as 64 hexadecimal digits; `mortise key new` makes one"
            );
            Error::malformed("key", message)
        })
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_however_it_is_written() {
        let key = Key::of([0xfb; 32]);
        for text in ["fb".repeat(32), "FB".repeat(32), key.written(), key.written().trim_end_matches('=').replace('+', "-").replace('/', "_")] {
            assert_eq!(text.parse::<Key>().unwrap(), key, "{text}");
        }
        for bad in ["", "fb", "not a key", &"fb".repeat(33), &"+-".repeat(32)] {
            let error = bad.parse::<Key>().unwrap_err();
            assert!(error.code == "key" && (bad.is_empty() || !error.message.en.contains(bad)), "{bad}");
        }
        assert_eq!(format!("{key:?}"), "Key");
        assert_eq!(key.name().unwrap().len(), 8);
        assert_ne!(key.name().unwrap(), Key::of([0xfc; 32]).name().unwrap());
    }
}
