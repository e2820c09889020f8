//! Secrets that are handed out: random bits for whoever holds them, their SHA-256 for the store. Knows nothing of what they open.

use std::fmt::Write;

use rand::TryRngCore;
use sha2::{Digest, Sha256};

use crate::error::{Error, Result};

/// A new token, from the operating system's randomness.
pub fn fresh() -> Result<String> {
    let mut bytes = [0u8; 32];
    rand::rngs::OsRng.try_fill_bytes(&mut bytes).map_err(Error::internal)?;
    Ok(hex(&bytes))
}

/// What codes of a phone are made of: 160 bits, as RFC 4226 asks.
pub fn secret() -> Result<Vec<u8>> {
    let mut bytes = vec![0u8; 20];
    rand::rngs::OsRng.try_fill_bytes(&mut bytes).map_err(Error::internal)?;
    Ok(bytes)
}

/// A code for people to type: 80 random bits in groups.
pub fn code() -> Result<String> {
    let digits: Vec<char> = fresh()?.chars().take(20).collect();
    Ok(digits.chunks(5).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-"))
}

/// What is kept of a code: however it was typed.
pub fn fingerprint(code: &str) -> String {
    let digits: String = code.chars().filter(char::is_ascii_alphanumeric).collect();
    hex(&digest(&digits.to_ascii_lowercase()))
}

/// What is kept of a token: who reads the store cannot sign in with it.
pub fn digest(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a String cannot fail.
        if write!(text, "{byte:02x}").is_err() {
            text.clear();
        }
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_differ_and_their_digest_is_the_known_one() {
        let (a, b) = (fresh().unwrap(), fresh().unwrap());
        assert_eq!(a.len(), 64);
        assert_ne!(a, b);
        assert_eq!(hex(&digest("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
