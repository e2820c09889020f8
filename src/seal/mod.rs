//! Sealing: authenticated encryption of single values, and the keys for it. Pure but for what [`source`] reads. Knows neither
//! fields nor stores: who seals says in a [`Place`] where the value belongs, and it opens nowhere else.
//!
//! What is sealed is `1 | key (4) | nonce (24) | XChaCha20-Poly1305`, or `2 | key (4) | index (16) | nonce …` where it can be
//! found by equality: the index is an HMAC of the plain value, so equal values of one field have equal beginnings.

mod key;
mod source;
pub mod token;

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use rand::TryRngCore;
use sha2::Sha256;

pub use key::Key;
pub use source::{FILE, Source, write_new};

use crate::error::{Error, Kind, Result};
use crate::say;
use crate::value::Id;

/// Sealed only.
const PLAIN: u8 = 1;
/// With an index before it, by which it is found.
const FOUND: u8 = 2;
const NONCE: usize = 24;
const INDEX: usize = 16;
/// Bytes before the index, or before the nonce where there is none.
const HEAD: usize = 5;
/// Bytes that are the same of equal values, where those can be found.
pub const EQUAL: usize = HEAD + INDEX;
/// The code of an error: the value was sealed with a key that is not known here.
pub const UNKNOWN_KEY: &str = "unknown_key";

/// Where a value belongs.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// What it is: a value of a record, of an event, a secret.
    pub kind: &'static str,
    /// The object, or what the secret is for.
    pub of: &'a str,
    /// The field; empty of a secret.
    pub field: &'a str,
    /// The record, the event, or whose secret it is.
    pub id: Id,
}

/// Keys of one workspace, the one that seals first.
#[derive(Clone, Debug, Default)]
pub struct Keys(pub Vec<DataKey>);

/// One of them, by the number that stands in what it sealed.
#[derive(Clone, Debug)]
pub struct DataKey {
    pub number: u32,
    pub key: Key,
}

impl Keys {
    /// This one alone.
    pub fn of(key: Key) -> Keys {
        Keys(vec![DataKey { number: 1, key }])
    }

    /// Seals a value for its place; with `findable`, so that it can be found by [`Keys::beginnings`].
    pub fn seal(&self, place: Place<'_>, plain: &[u8], findable: bool) -> Result<Vec<u8>> {
        let DataKey { number, key } = self.0.first().ok_or_else(unkeyed)?;
        let mut sealed = vec![if findable { FOUND } else { PLAIN }];
        sealed.extend_from_slice(&number.to_be_bytes());
        if findable {
            sealed.extend_from_slice(&index(key, place, plain)?);
        }
        key.lock(&subkey(key, "seal", place)?, &bound(place), plain, &mut sealed)?;
        Ok(sealed)
    }

    /// The value, when it was sealed for this place and nobody has changed it since.
    pub fn open(&self, place: Place<'_>, sealed: &[u8]) -> Result<Vec<u8>> {
        let number = number_of(sealed).ok_or_else(|| broken(place))?;
        let DataKey { key, .. } = self.0.iter().find(|known| known.number == number).ok_or_else(|| unknown(number))?;
        let from = if sealed[0] == FOUND { EQUAL } else { HEAD };
        let rest = sealed.get(from..).ok_or_else(|| broken(place))?;
        key.unlock(&subkey(key, "seal", place)?, &bound(place), rest).ok_or_else(|| broken(place))
    }

    /// What findable values equal to this one begin with, whichever of the keys sealed them.
    pub fn beginnings(&self, place: Place<'_>, plain: &[u8]) -> Result<Vec<Vec<u8>>> {
        let beginning = |known: &DataKey| {
            let mut beginning = vec![FOUND];
            beginning.extend_from_slice(&known.number.to_be_bytes());
            beginning.extend_from_slice(&index(&known.key, place, plain)?);
            Ok(beginning)
        };
        self.0.iter().map(beginning).collect()
    }

    /// Whether values may still be sealed with a key that is on its way out.
    pub fn rotating(&self) -> bool {
        self.0.len() > 1
    }

    /// Whether this was sealed so that it can be found.
    pub fn is_findable(sealed: &[u8]) -> bool {
        sealed.first() == Some(&FOUND)
    }

    /// Whether this was sealed with the key that seals now.
    pub fn is_current(&self, sealed: &[u8]) -> bool {
        self.0.first().is_some_and(|current| number_of(sealed) == Some(current.number))
    }
}

/// The number of the key that sealed it; none of what nobody sealed.
fn number_of(sealed: &[u8]) -> Option<u32> {
    match sealed.split_first_chunk::<HEAD>()? {
        ([PLAIN | FOUND, number @ ..], _) => Some(u32::from_be_bytes(*number)),
        _ => None,
    }
}

impl Key {
    /// Appends nonce and cipher text.
    fn lock(&self, subkey: &[u8; 32], bound: &[u8], plain: &[u8], to: &mut Vec<u8>) -> Result<()> {
        let nonce: [u8; NONCE] = random()?;
        let cipher = XChaCha20Poly1305::new(&(*subkey).into());
        let payload = Payload { msg: plain, aad: bound };
        let locked = cipher.encrypt(&XNonce::from(nonce), payload).map_err(|_| Error::internal("a value is too long to be sealed"))?;
        to.extend_from_slice(&nonce);
        to.extend_from_slice(&locked);
        Ok(())
    }

    fn unlock(&self, subkey: &[u8; 32], bound: &[u8], locked: &[u8]) -> Option<Vec<u8>> {
        let (nonce, locked) = locked.split_first_chunk::<NONCE>()?;
        let cipher = XChaCha20Poly1305::new(&(*subkey).into());
        cipher.decrypt(&XNonce::from(*nonce), Payload { msg: locked, aad: bound }).ok()
    }

    /// Wraps the key of a workspace, by its number.
    pub fn wrap(&self, number: u32, key: &Key) -> Result<Vec<u8>> {
        let mut wrapped = Vec::new();
        self.lock(&derived(self, &[b"wrap"])?, &number.to_be_bytes(), key.bytes(), &mut wrapped)?;
        Ok(wrapped)
    }

    /// The key of a workspace, when this key wrapped it.
    pub fn unwrap(&self, number: u32, wrapped: &[u8]) -> Result<Option<Key>> {
        let bytes = self.unlock(&derived(self, &[b"wrap"])?, &number.to_be_bytes(), wrapped);
        Ok(bytes.and_then(|bytes| <[u8; 32]>::try_from(bytes).ok()).map(Key::of))
    }
}

/// A key for one purpose in one field.
fn subkey(key: &Key, purpose: &str, place: Place<'_>) -> Result<[u8; 32]> {
    derived(key, &[purpose.as_bytes(), place.kind.as_bytes(), place.of.as_bytes(), place.field.as_bytes()])
}

fn derived(key: &Key, parts: &[&[u8]]) -> Result<[u8; 32]> {
    let mut derived = [0; 32];
    Hkdf::<Sha256>::new(None, key.bytes()).expand(&joined(parts), &mut derived).map_err(Error::internal)?;
    Ok(derived)
}

/// What a sealed value is bound to.
fn bound(place: Place<'_>) -> Vec<u8> {
    joined(&[place.kind.as_bytes(), place.of.as_bytes(), place.field.as_bytes(), place.id.as_bytes()])
}

/// Each with its length, so that no two lists look alike.
fn joined(parts: &[&[u8]]) -> Vec<u8> {
    let mut joined = Vec::new();
    for part in parts {
        joined.extend_from_slice(&(part.len() as u64).to_be_bytes());
        joined.extend_from_slice(part);
    }
    joined
}

fn index(key: &Key, place: Place<'_>, plain: &[u8]) -> Result<[u8; INDEX]> {
    let mut mac = Hmac::<Sha256>::new_from_slice(&subkey(key, "find", place)?).map_err(Error::internal)?;
    mac.update(plain);
    let whole: [u8; 32] = mac.finalize().into_bytes().into();
    let mut index = [0; INDEX];
    index.copy_from_slice(&whole[..INDEX]);
    Ok(index)
}

/// From the operating system.
fn random<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    rand::rngs::OsRng.try_fill_bytes(&mut bytes).map_err(Error::internal)?;
    Ok(bytes)
}

/// Nothing can be sealed yet: there is no key.
pub fn unkeyed() -> Error {
    let message = say!(
        "还没有加密密钥。请用 mortise key new 生成一个，再用 MORTISE_KEY_FILE 或 MORTISE_KEY 交给每台服务器",
        "There is no encryption key yet. Make one with `mortise key new` and give it to every server with MORTISE_KEY_FILE or MORTISE_KEY"
    );
    Error::new(Kind::Conflict, "no_key", message)
}

fn unknown(number: u32) -> Error {
    let message = say!("数据是用这台服务器不知道的 {} 号密钥加密的", "The data is sealed with key number {}, which this server does not know", number);
    Error::new(Kind::Unavailable, UNKNOWN_KEY, message)
}

fn broken(place: Place<'_>) -> Error {
    let message = say!(
        "{}.{} 的一个加密的值打不开：它被改动过，或不属于这里（{}）",
        "A sealed value of {}.{} does not open: it was changed, or does not belong here ({})",
        place.of,
        place.field,
        place.id
    );
    Error::new(Kind::Unavailable, "sealed_value", message)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(numbers: &[u32]) -> Keys {
        Keys(numbers.iter().map(|number| DataKey { number: *number, key: Key::of([*number as u8; 32]) }).collect())
    }

    fn place(of: &str, field: &'static str, id: u128) -> Place<'static> {
        Place { kind: "value", of: if of == "a" { "a" } else { "b" }, field, id: Id::from_u128(id) }
    }

    #[test]
    fn a_value_opens_in_its_own_place_only() {
        let keys = keys(&[1]);
        for findable in [false, true] {
            let sealed = keys.seal(place("a", "x", 1), b"110101199003071234", findable).unwrap();
            assert!(!sealed.windows(6).any(|part| part == b"110101"));
            assert_eq!(keys.open(place("a", "x", 1), &sealed).unwrap(), b"110101199003071234");
            for other in [place("b", "x", 1), place("a", "y", 1), place("a", "x", 2), Place { kind: "event", ..place("a", "x", 1) }] {
                assert_eq!(keys.open(other, &sealed).unwrap_err().code, "sealed_value");
            }
            for at in 0..sealed.len() {
                let mut changed = sealed.clone();
                changed[at] ^= 1;
                // The index is what it is found by, and no part of the value.
                let index = findable && (HEAD..EQUAL).contains(&at);
                assert_eq!(keys.open(place("a", "x", 1), &changed).is_ok(), index, "byte {at}");
            }
            assert!((0..sealed.len()).all(|length| keys.open(place("a", "x", 1), &sealed[..length]).is_err()));
            assert_ne!(sealed, keys.seal(place("a", "x", 1), b"110101199003071234", findable).unwrap(), "no two are alike");
        }
    }

    #[test]
    fn equal_values_of_one_field_are_found_and_no_others() {
        let (old, both) = (keys(&[1]), keys(&[2, 1]));
        let sealed = old.seal(place("a", "x", 1), b"secret", true).unwrap();
        let found = |beginnings: Vec<Vec<u8>>| beginnings.iter().any(|beginning| sealed.starts_with(beginning));
        assert!(found(both.beginnings(place("a", "x", 2), b"secret").unwrap()), "of another record, and by the newer keys");
        assert!(!found(both.beginnings(place("a", "x", 1), b"Secret").unwrap()));
        assert!(!found(both.beginnings(place("a", "y", 1), b"secret").unwrap()));
        assert!(!found(keys(&[2]).beginnings(place("a", "x", 1), b"secret").unwrap()));
        assert!(both.rotating() && !both.is_current(&sealed) && old.is_current(&sealed));
        assert_eq!(both.open(place("a", "x", 1), &sealed).unwrap(), b"secret");
        assert_eq!(keys(&[2]).open(place("a", "x", 1), &sealed).unwrap_err().code, UNKNOWN_KEY);
    }

    #[test]
    fn without_a_key_nothing_is_sealed() {
        assert_eq!(Keys::default().seal(place("a", "x", 1), b"x", false).unwrap_err().code, "no_key");
    }

    #[test]
    fn a_key_is_wrapped_by_another() {
        let (master, other, inner) = (Key::fresh().unwrap(), Key::fresh().unwrap(), Key::fresh().unwrap());
        let wrapped = master.wrap(3, &inner).unwrap();
        assert_eq!(master.unwrap(3, &wrapped).unwrap(), Some(inner));
        assert_eq!((master.unwrap(4, &wrapped).unwrap(), other.unwrap(3, &wrapped).unwrap()), (None, None));
    }
}
