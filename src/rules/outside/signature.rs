//! Signatures with a shared secret, as receivers ask for them. Knows nothing of who they are.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::error::{Error, Result};

/// HMAC-SHA256.
fn mac(key: &[u8], message: &[u8]) -> Result<Vec<u8>> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).map_err(Error::internal)?;
    mac.update(message);
    Ok(mac.finalize().into_bytes().to_vec())
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
        assert_eq!(base64("Jefe", "what do ya want for nothing?").unwrap(), "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM=");
    }
}
