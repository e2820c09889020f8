//! Signatures with a shared secret, as receivers ask for them. Knows nothing of who they are.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::error::{Error, Result};

/// HMAC-SHA256.
fn mac(key: &[u8], message: &[u8]) -> Result<Vec<u8>> {
    Ok(begun(key, message)?.finalize().into_bytes().to_vec())
}

fn begun(key: &[u8], message: &[u8]) -> Result<Hmac<Sha256>> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).map_err(Error::internal)?;
    mac.update(message);
    Ok(mac)
}

/// Whether this is the signature in hexadecimal; it takes as long for one that is almost right.
pub fn is_hex(key: &str, message: &[u8], signature: &str) -> Result<bool> {
    let digits = |at: usize| signature.get(at..at + 2).and_then(|two| u8::from_str_radix(two, 16).ok());
    let bytes: Option<Vec<u8>> = (0..signature.len()).step_by(2).map(digits).collect();
    Ok(begun(key.as_bytes(), message)?.verify_slice(&bytes.unwrap_or_default()).is_ok())
}

/// Whether two secrets are the same; it takes as long for some that are almost.
pub fn same(given: &str, secret: &str) -> Result<bool> {
    let keyed = mac(secret.as_bytes(), secret.as_bytes())?;
    Ok(begun(secret.as_bytes(), given.as_bytes())?.verify_slice(&keyed).is_ok())
}

pub fn base64(key: &str, message: &str) -> Result<String> {
    Ok(STANDARD.encode(mac(key.as_bytes(), message.as_bytes())?))
}

pub fn hex(key: &str, message: &[u8]) -> Result<String> {
    Ok(mac(key.as_bytes(), message)?.iter().map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 4231, test case 2.
    #[test]
    fn the_signature_is_the_one_of_the_standard() {
        let expected = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        assert_eq!(hex("Jefe", b"what do ya want for nothing?").unwrap(), expected);
        assert!(is_hex("Jefe", b"what do ya want for nothing?", expected).unwrap());
        for wrong in ["", "5b", "zz", "é", &expected[1..], &expected.replace('5', "6")] {
            assert!(!is_hex("Jefe", b"what do ya want for nothing?", wrong).unwrap(), "{wrong}");
        }
        assert!(same("a", "a").unwrap() && !same("b", "a").unwrap() && !same("", "a").unwrap());
        assert_eq!(base64("Jefe", "what do ya want for nothing?").unwrap(), "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM=");
    }
}
