//! The keys that a workspace seals with: made when first needed, kept in it wrapped by a key of the server's, learned again when
//! another server changes them. Knows nothing of what is sealed.

use std::sync::{Arc, PoisonError, RwLock};

use super::arg::args;
use super::db::Dialect;
use super::{Conn, Store, Tx};
use crate::error::{Error, Kind, Result};
use crate::lang::Label;
use crate::seal::{DataKey, Key, Keys, Source};

/// What every connection of a store opens sealed values with.
#[derive(Clone, Debug)]
pub(in crate::store) struct Seals(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    /// `None`: sealed values are left out.
    source: Option<Source>,
    keys: RwLock<Arc<Keys>>,
}

impl Seals {
    pub fn of(source: Source) -> Seals {
        Seals(Arc::new(Shared { source: Some(source), keys: RwLock::default() }))
    }

    /// For whoever reads everything else.
    pub fn blind() -> Seals {
        Seals(Arc::new(Shared { source: None, keys: RwLock::default() }))
    }

    pub fn is_blind(&self) -> bool {
        self.0.source.is_none()
    }

    /// Those learned so far.
    pub fn keys(&self) -> Arc<Keys> {
        self.0.keys.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn learn(&self, keys: Keys) {
        *self.0.keys.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(keys);
    }

    fn wrappers(&self) -> Result<Vec<Key>> {
        self.0.source.as_ref().map_or(Ok(Vec::new()), Source::keys)
    }
}

impl Conn {
    /// The workspace's keys as they are kept now, the newest first; none before anything was sealed.
    pub(in crate::store) async fn seal_keys(&mut self) -> Result<Keys> {
        if self.seals.is_blind() {
            return Ok(Keys::default());
        }
        let wrappers = self.seals.wrappers()?;
        self.unwrapped(&wrappers).await
    }

    async fn unwrapped(&mut self, wrappers: &[Key]) -> Result<Keys> {
        let rows = self.rows("SELECT number, wrapper, wrapped FROM seal_key ORDER BY number DESC", args![]).await?;
        let mut keys = Vec::with_capacity(rows.len());
        for row in rows {
            let number = u32::try_from(row.int("number")?).map_err(Error::internal)?;
            let wrapped = row.bytes("wrapped")?;
            let mut key = None;
            for wrapper in wrappers {
                key = key.or(wrapper.unwrap(number, &wrapped)?);
            }
            match key {
                Some(key) => keys.push(DataKey { number, key }),
                None => return Err(wrong_key(&row.text("wrapper")?, wrappers)?),
            }
        }
        Ok(Keys(keys))
    }
}

impl Tx {
    /// The keys to seal with; the first is made when there is none.
    pub(in crate::store) async fn seal_keys_or_new(&mut self) -> Result<Keys> {
        let keys = self.seal_keys().await?;
        if keys.0.is_empty() { self.add_seal_key().await } else { Ok(keys) }
    }

    /// Makes a key that seals from now on, wrapped by the server's newest.
    pub(in crate::store) async fn add_seal_key(&mut self) -> Result<Keys> {
        let embedded = self.dialect() == Dialect::Sqlite;
        let source = self.seals.0.source.clone().ok_or_else(crate::seal::unkeyed)?;
        let wrapper = source.keys_or_new(embedded)?.into_iter().next().ok_or_else(crate::seal::unkeyed)?;
        let newest = self.one("SELECT coalesce(max(number), 0) AS number FROM seal_key", args![]).await?.int("number")?;
        let (number, key) = (u32::try_from(newest + 1).map_err(Error::internal)?, Key::fresh()?);
        let wrapped = wrapper.wrap(number, &key)?;
        let sql = "INSERT INTO seal_key (number, wrapper, wrapped, made_at) VALUES (?, ?, ?, ?)";
        let args = args![number, wrapper.name()?, wrapped.as_slice(), self.clock.now()];
        self.change(sql, args).await?;
        self.seal_keys().await
    }
}

impl Conn {
    /// How many keys values may still be sealed with.
    pub async fn count_seal_keys(&mut self) -> Result<i64> {
        self.one("SELECT count(*) FROM seal_key", args![]).await?.int(0)
    }
}

impl Tx {
    /// Makes a new key that seals from now on, unless the last one was not followed to its end; wraps all with the server's newest.
    pub async fn begin_rotation(&mut self) -> Result<()> {
        let keys = self.seal_keys().await?;
        let wrapper = self.seals.wrappers()?.into_iter().next().ok_or_else(crate::seal::unkeyed)?;
        self.wrap(&keys, &wrapper).await?;
        if !keys.rotating() {
            self.add_seal_key().await?;
        }
        Ok(())
    }

    async fn wrap(&mut self, keys: &Keys, wrapper: &Key) -> Result<()> {
        for DataKey { number, key } in &keys.0 {
            let args = args![wrapper.name()?, wrapper.wrap(*number, key)?.as_slice(), *number];
            self.change("UPDATE seal_key SET wrapper = ?, wrapped = ? WHERE number = ?", args).await?;
        }
        Ok(())
    }

    /// Forgets all keys but the one that seals: nothing may be sealed with another any more.
    pub async fn end_rotation(&mut self) -> Result<()> {
        self.change("DELETE FROM seal_key WHERE number < (SELECT max(number) FROM seal_key)", args![]).await?;
        Ok(())
    }
}

impl Store {
    /// Learns the workspace's keys as they are kept now. Refused when this server lacks the key that they are wrapped by.
    pub async fn learn_keys(&self) -> Result<()> {
        let mut conn = self.read().await?;
        let keys = conn.seal_keys().await?;
        conn.seals.learn(keys);
        Ok(())
    }

    /// Wraps the keys of a copy, which the keys of `source` opened where it came from, with one made for whoever takes it over;
    /// `None` when nothing was ever sealed.
    pub async fn wrap_for_others(&self, source: &Source) -> Result<Option<Key>> {
        let mut tx = self.begin().await?;
        let keys = tx.unwrapped(&source.keys()?).await?;
        if keys.0.is_empty() {
            return Ok(None);
        }
        let wrapper = Key::fresh()?;
        tx.wrap(&keys, &wrapper).await?;
        tx.commit().await?;
        Ok(Some(wrapper))
    }

    /// Sees to it that values can be sealed: the workspace has a key, and this server knows it.
    pub async fn ready_to_seal(&self) -> Result<()> {
        let mut tx = self.begin().await?;
        tx.seal_keys_or_new().await?;
        tx.commit().await?;
        self.learn_keys().await
    }
}

fn wrong_key(needed: &str, here: &[Key]) -> Result<Error> {
    let names = here.iter().map(Key::name).collect::<Result<Vec<String>>>()?.join(", ");
    let (zh, en) = match names.is_empty() {
        true => ("这台服务器没有密钥".to_owned(), "this server has no key".to_owned()),
        false => (format!("这台服务器的密钥是 {names}"), format!("this server has {names}")),
    };
    let message = Label::new(
        format!("工作区里有加密的数据，要用密钥 {needed} 才能打开，而{zh}。请用 MORTISE_KEY_FILE 或 MORTISE_KEY 交给它那个密钥"),
        format!("The workspace holds sealed data that key {needed} opens, and {en}. Give it that key with MORTISE_KEY_FILE or MORTISE_KEY"),
    );
    Ok(Error::new(Kind::Unavailable, "wrong_key", message))
}
