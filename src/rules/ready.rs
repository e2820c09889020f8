//! Rules made ready to run, kept beside the catalog they belong to, so that a run costs no compiling; and those of earlier
//! versions, for runs that began under them.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock};

use super::pace;
use super::program::{self, Program, Rules, Version};
use crate::catalog::Catalog;
use crate::catalog::model::RuleDef;
use crate::error::{Error, Result};
use crate::query::Cond;
use crate::runtime::{Limit, Published, fixed};
use crate::say;
use crate::store::{Conn, Tx};

/// A rule with everything it needs.
pub struct Ready {
    pub program: Program,
    version: OnceLock<Version>,
    kept: AtomicBool,
    /// What its filter means, where that is the same whoever asks and whenever.
    pub meant: Option<Cond>,
    /// How often it may fire.
    pub limit: Option<Limit>,
}

/// By their keys, and earlier versions by their hashes.
#[derive(Default)]
struct Shelf {
    own: Mutex<HashMap<String, Arc<Ready>>>,
    earlier: Mutex<HashMap<String, Arc<Ready>>>,
}

/// A rule of the catalog in force.
pub fn of(published: &Published, rule: &RuleDef) -> Result<Arc<Ready>> {
    let shelf = published.upper::<Shelf>()?;
    let known = shelf.own.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).get(&rule.key).cloned();
    if let Some(ready) = known {
        return Ok(ready);
    }
    let ready = Arc::new(Ready { limit: pace::limit(rule), ..made(published, rule)? });
    shelf.own.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).insert(rule.key.clone(), ready.clone());
    Ok(ready)
}

/// A rule that stands in no file.
pub fn made(published: &Published, rule: &RuleDef) -> Result<Ready> {
    Ok(Ready { meant: meant(&published.catalog, rule), ..Ready::new(program::closure(&published.catalog, rule))? })
}

fn meant(catalog: &Catalog, rule: &RuleDef) -> Option<Cond> {
    fixed(catalog, catalog.object(&rule.object)?, rule.filter.as_ref()?)
}

/// A definition that a run began with.
pub async fn earlier(published: &Published, conn: &mut Conn, hash: &str) -> Result<Arc<Ready>> {
    let shelf = published.upper::<Shelf>()?;
    let known = shelf.earlier.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).get(hash).cloned();
    if let Some(ready) = known {
        return Ok(ready);
    }
    let gone = || Error::invalid("unknown_version", say!("规则的这个版本已不存在", "This version of the rule no longer exists"));
    let definition = conn.rule_version(hash).await?.ok_or_else(gone)?;
    let ready = Arc::new(Ready::new(serde_json::from_value(definition).map_err(Error::internal)?)?);
    ready.was_kept();
    shelf.earlier.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).insert(hash.to_owned(), ready.clone());
    Ok(ready)
}

impl Ready {
    pub fn new(rules: Rules) -> Result<Ready> {
        Ok(Ready { program: Program::new(rules)?, version: OnceLock::new(), kept: AtomicBool::new(false), meant: None, limit: None })
    }

    pub fn version(&self) -> Result<&Version> {
        if let Some(version) = self.version.get() {
            return Ok(version);
        }
        let version = self.program.version()?;
        Ok(self.version.get_or_init(|| version))
    }

    /// Keeps the definition, unless this server did before.
    pub async fn keep(&self, tx: &mut Tx, rule: &str) -> Result<()> {
        if self.kept.load(Ordering::Relaxed) {
            return Ok(());
        }
        let version = self.version()?;
        tx.keep_rule_version(&version.hash, rule, &version.definition).await
    }

    /// What kept the definition was committed.
    pub fn was_kept(&self) {
        self.kept.store(true, Ordering::Relaxed);
    }
}
