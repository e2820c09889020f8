//! Passwords: argon2id, made and checked off the async threads, two at a time. Knows nothing of users or where hashes are kept.

use argon2::password_hash::phc::PasswordHash;
use argon2::{Argon2, PasswordHasher, PasswordVerifier};
use tokio::sync::Semaphore;

use super::policy::Policy;
use crate::error::{Error, FieldError, Result};
use crate::lang::Label;
use crate::say;

/// Each check takes 19 MB and a core for a while: more at once would only be slower for everybody.
static AT_ONCE: Semaphore = Semaphore::const_new(2);

/// A hash nobody knows the password of: an unknown account costs the same time as a known one.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$bW9ydGlzZS1ub2JvZHk$ZGUgbmFkaWUgLSBubyBvbmUgaGFzIHRoaXMgcGFzc3c";

const LONGEST: usize = 200;

/// Those that are tried first.
const COMMON: &str = include_str!("common.txt");

/// Refuses passwords that are too short, too long to be meant, or among the first that anybody would try for this person.
pub fn check(field: &str, password: &str, policy: &Policy, name: &str, email: &str) -> Result<()> {
    let (shortest, length) = (policy.min_length as usize, password.chars().count());
    let lower = password.to_lowercase();
    let (code, message) = if !(shortest..=LONGEST).contains(&length) {
        ("length", say!("密码需要 {0} 到 {1} 个字符", "A password has {0} to {1} characters", shortest, LONGEST))
    } else if COMMON.lines().any(|common| common == lower) {
        ("common", Label::new("这个密码太常见，很容易被猜到", "This password is among the commonest and easily guessed"))
    } else if personal(name, email).iter().any(|word| lower.contains(word)) {
        ("personal", Label::new("密码里不能有姓名或邮箱", "A password must not hold the name or the e-mail address"))
    } else {
        return Ok(());
    };
    Err(Error::fields(vec![FieldError::new(field, code, message)]))
}

/// What a password must not hold; words too short to tell anything are left out.
fn personal(name: &str, email: &str) -> Vec<String> {
    let telling = |word: &&str| word.chars().count() >= if word.is_ascii() { 3 } else { 2 };
    let words = name.split_whitespace().chain(email.split('@').next());
    words.filter(telling).map(str::to_lowercase).collect()
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

    #[tokio::test]
    async fn an_account_that_is_not_there_costs_what_any_other_does() {
        let kept = hash("correct horse".into()).await.unwrap();
        let (nobody, known) = (PasswordHash::new(NOBODY).unwrap(), PasswordHash::new(&kept).unwrap());
        assert_eq!((nobody.algorithm, nobody.version, &nobody.params), (known.algorithm, known.version, &known.params));
        assert_eq!(nobody.hash.map(|hash| hash.as_bytes().len()), known.hash.map(|hash| hash.as_bytes().len()));
    }

    #[test]
    fn short_common_and_personal_passwords_are_refused() {
        let policy = Policy { min_length: 8, ..Policy::default() };
        let code = |password: &str| check("password", password, &policy, "王岚 Lan", "hua.wang@example.com").err().map(|error| error.fields[0].code);
        assert_eq!(code("1234567"), Some("length"));
        assert_eq!(code("密码密码密码密码"), None);
        assert_eq!(code(&"x".repeat(201)), Some("length"));
        assert_eq!(code("PassWord123"), Some("common"));
        assert_eq!(code("my 王岚 here"), Some("personal"));
        assert_eq!(code("Hua.Wang-2026"), Some("personal"));
        assert_eq!(code("correct horse"), None);
        let long = Policy { min_length: 14, ..policy };
        assert!(check("password", "correct horse", &long, "", "").is_err());
    }
}
