//! Which workspaces a server has, by their keys, and where each of them is kept. Looks nowhere.

use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use super::{Database, Place};
use crate::error::{Error, Result};
use crate::say;
use crate::seal::Source;

/// The workspace that is meant when none is named.
const MAIN: &str = "main";
/// The schema of `main`, when the address names none.
pub const SCHEMA: &str = "mortise";
/// Folder of the others, in the data folder.
pub const FOLDER: &str = "workspaces";
/// File of an embedded workspace.
pub const FILE: &str = "main.db";
const LONGEST: usize = 32;

/// Names a workspace: lower-case letters, digits and `_`, beginning with a letter.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key(String);

impl Key {
    pub fn main() -> Key {
        Key(MAIN.to_owned())
    }

    pub fn is_main(&self) -> bool {
        self.0 == MAIN
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Key {
    type Err = Error;

    fn from_str(text: &str) -> Result<Key> {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        if text.len() <= LONGEST && text.starts_with(|c: char| c.is_ascii_lowercase()) && text.chars().all(plain) {
            return Ok(Key(text.to_owned()));
        }
        let message = say!(
            "「{}」不能用作工作区的代号：只能用小写字母、数字和下划线，以字母开头，最多 {} 个字符",
            "`{}` cannot be a workspace's key: lower-case letters, digits and underscores, beginning with a letter, at most {} characters",
            text,
            LONGEST
        );
        Err(Error::malformed("workspace_key", message))
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One workspace: its database, and the folder of what is no database.
#[derive(Clone, Debug)]
pub struct Home {
    pub key: Key,
    pub database: Database,
    pub data: PathBuf,
    /// Of the keys for what is sealed in it: the same for all workspaces of a server.
    pub seals: Source,
}

impl Home {
    /// Where the bytes of files are: beside an embedded database.
    pub fn files(&self) -> PathBuf {
        let beside = match &self.database {
            Database::Sqlite(path) => path.parent().unwrap_or(Path::new("")).to_owned(),
            Database::Postgres(_) => self.data.clone(),
        };
        beside.join("files")
    }

    /// The database for people, without a password.
    pub fn shown(&self) -> String {
        match &self.database {
            Database::Sqlite(path) => format!("sqlite:{}", path.display()),
            Database::Postgres(url) => {
                let (scheme, rest) = url.split_once("://").unwrap_or(("postgres", url));
                format!("{scheme}://{}", rest.rsplit_once('@').map_or(rest, |(_, place)| place))
            }
        }
    }
}

impl Place {
    /// Where the workspace with this key is, if there is one.
    pub fn home(&self, key: &Key) -> Result<Home> {
        let (main, seals) = (self.database()?, self.seals());
        if key.is_main() {
            return Ok(Home { key: key.clone(), database: main, data: self.data.clone(), seals });
        }
        let data = self.data.join(FOLDER).join(key.as_str());
        let database = match main {
            Database::Sqlite(_) => Database::Sqlite(data.join(FILE)),
            Database::Postgres(url) => Database::Postgres(sibling(&url, key)),
        };
        Ok(Home { key: key.clone(), database, data, seals })
    }

    /// Where the encryption keys are.
    pub fn seals(&self) -> Source {
        Source::new(self.keys.encryption_key.clone(), self.keys.key_file.clone(), &self.data)
    }
}

/// The schema named in an address, and the address without it.
pub fn schema_of(url: &str) -> (String, String) {
    let (base, query) = url.split_once('?').unwrap_or((url, ""));
    let (schemas, rest): (Vec<&str>, Vec<&str>) =
        query.split('&').filter(|part| !part.is_empty()).partition(|part| part.starts_with("schema="));
    let schema = schemas.first().map_or(SCHEMA, |part| &part["schema=".len()..]);
    let url = if rest.is_empty() { base.to_owned() } else { format!("{base}?{}", rest.join("&")) };
    (schema.to_owned(), url)
}

/// The address of the schema beside that of `main`.
fn sibling(url: &str, key: &Key) -> String {
    let (schema, rest) = schema_of(url);
    let mark = if rest.contains('?') { '&' } else { '?' };
    format!("{rest}{mark}schema={schema}_{key}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn home(url: Option<&str>, key: &str) -> Home {
        let place = Place { database_url: url.map(str::to_owned), data: "d".into(), keys: Default::default() };
        place.home(&key.parse().unwrap()).unwrap()
    }

    #[test]
    fn each_workspace_has_a_place_of_its_own() {
        let file = |path: &str| Database::Sqlite(PathBuf::from(path));
        assert_eq!((home(None, "main").database, home(None, "main").data), (file("d/main.db"), "d".into()));
        assert_eq!(home(None, "acme").database, file("d/workspaces/acme/main.db"));
        assert_eq!(home(Some("sqlite:x/y.db"), "acme").database, file("d/workspaces/acme/main.db"));
        let at = |url: &str| Database::Postgres(url.to_owned());
        assert_eq!(home(Some("postgres://h/b?schema=crm&application_name=x"), "acme").database, at("postgres://h/b?application_name=x&schema=crm_acme"));
        assert_eq!(home(Some("postgres://h/b"), "acme").database, at("postgres://h/b?schema=mortise_acme"));
        assert_eq!(home(Some("postgres://h/b"), "acme").data, PathBuf::from("d/workspaces/acme"));
    }

    #[test]
    fn a_key_is_a_plain_word() {
        for bad in ["", "Acme", "a-b", "../x", "1a", "_a", "a b", &"a".repeat(33)] {
            assert_eq!(bad.parse::<Key>().unwrap_err().code, "workspace_key", "{bad}");
        }
    }
}
