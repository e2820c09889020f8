//! Passwords: argon2id, made and checked off the async threads, two at a time. Knows nothing of users or where hashes are kept.

use argon2::password_hash::phc::PasswordHash;
use argon2::{Argon2, PasswordHasher, PasswordVerifier};
use tokio::sync::Semaphore;

use crate::error::{Error, FieldError, Result};
use crate::say;

/// Each check takes 19 MB and a core for a while: more at once would only be slower for everybody.
static AT_ONCE: Semaphore = Semaphore::const_new(2);

/// A hash nobody knows the password of: an unknown account costs the same time as a known one.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$bW9ydGlzZS1ub2JvZHk$ZGUgbmFkaWUgLSBubyBvbmUgaGFzIHRoaXMgcGFzc3c";

const SHORTEST: usize = 8;
const LONGEST: usize = 200;

/// Refuses passwords that are too short to be any, or too long to be meant.
pub fn check(field: &str, password: &str) -> Result<()> {
    let length = password.chars().count();
    if (SHORTEST..=LONGEST).contains(&length) {
        return Ok(());
    }
    let message = say!("密码需要 {0} 到 {1} 个字符", "A password has {0} to {1} characters", SHORTEST, LONGEST);
    Err(Error::fields(vec![FieldError::new(field, "length", message)]))
}

/// The text to keep for a password.
pub async fn hash(password: String) -> Result<String> {
    let _permit = AT_ONCE.acquire().await.map_err(Error::internal)?;
    tokio::task::spawn_blocking(move || Argon2::default().hash_password(password.as_bytes()).map(|hash| hash.to_string()))
        .await
        .map_err(Error::internal)?
        .map_err(|error| Error::internal(error.to_string()))
}

/// Whether the password belongs to the kept text; without one the answer is no, after the same time.
pub async fn verify(password: String, kept: Option<String>) -> Result<bool> {
    let known = kept.is_some();
    let kept = kept.unwrap_or_else(|| NOBODY.to_owned());
    let _permit = AT_ONCE.acquire().await.map_err(Error::internal)?;
    let right = tokio::task::spawn_blocking(move || {
        let hash = PasswordHash::new(&kept)?;
        match Argon2::default().verify_password(password.as_bytes(), &hash) {
            Ok(()) => Ok(true),
            Err(argon2::password_hash::Error::PasswordInvalid) => Ok(false),
            Err(error) => Err(error),
        }
    })
    .await
    .map_err(Error::internal)?
    .map_err(|error: argon2::password_hash::Error| Error::internal(error.to_string()))?;
    Ok(right && known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_right_password_fits_and_nobody_has_one() {
        let kept = hash("correct horse".into()).await.unwrap();
        assert!(kept.starts_with("$argon2id$"));
        assert!(verify("correct horse".into(), Some(kept.clone())).await.unwrap());
        assert!(!verify("correct horsf".into(), Some(kept)).await.unwrap());
        assert!(!verify("correct horse".into(), None).await.unwrap());
    }

    #[test]
    fn lengths_are_bounded() {
        assert!(check("password", "1234567").is_err());
        assert!(check("password", "密码密码密码密码").is_ok());
        assert!(check("password", &"x".repeat(201)).is_err());
    }
}
