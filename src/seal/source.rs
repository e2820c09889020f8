//! Where a server's keys come from: what it was given, else a file; an embedded server makes that file when it first needs it.
//! The newest key stands first; the others only open what they once sealed.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use super::{Key, unkeyed};
use crate::error::{Error, Kind, Result};
use crate::say;

/// Name of the file in the data folder.
pub const FILE: &str = "mortise.key";
/// For its owner only.
const PRIVATE: u32 = 0o600;
/// What begins a remark in the file.
const REMARK: char = '#';

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Keys themselves, the newest first, parted by commas or white space.
    given: Option<Secret>,
    /// Their file, whether or not it is there.
    file: PathBuf,
    /// Whether the file was named, and so must be there.
    named: bool,
}

/// Not for logs.
#[derive(Clone, PartialEq, Eq)]
struct Secret(String);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("***")
    }
}

impl Source {
    /// What was given, else the file that was named, else that in the data folder.
    pub fn new(given: Option<String>, file: Option<PathBuf>, data: &Path) -> Source {
        let given = given.filter(|text| !text.trim().is_empty()).map(Secret);
        let named = given.is_none() && file.is_some();
        Source { given, file: file.unwrap_or_else(|| data.join(FILE)), named }
    }

    /// The file in this folder.
    pub fn beside(data: &Path) -> Source {
        Source::new(None, None, data)
    }

    pub fn file(&self) -> &Path {
        &self.file
    }

    /// The newest first; none when there are none.
    pub fn keys(&self) -> Result<Vec<Key>> {
        if let Some(Secret(text)) = &self.given {
            return parse(text).ok_or_else(|| "x".parse::<Key>().err().unwrap_or_else(unkeyed));
        }
        match fs::read_to_string(&self.file) {
            Ok(text) => {
                self.warn_of_onlookers();
                let keys = parse(&text).filter(|keys| !keys.is_empty());
                keys.ok_or_else(|| unreadable(&self.file, &say!("里面应是一行一个密钥，最新的在最前", "It holds one key a line, the newest first")))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound && !self.named => Ok(Vec::new()),
            Err(error) => Err(unreadable(&self.file, &say!("{}", "{}", error))),
        }
    }

    /// As [`Source::keys`]; an embedded server makes the file of its data folder when it has none.
    pub fn keys_or_new(&self, embedded: bool) -> Result<Vec<Key>> {
        let keys = self.keys()?;
        if !keys.is_empty() {
            return Ok(keys);
        }
        if !embedded {
            return Err(unkeyed());
        }
        let key = Key::fresh()?;
        if write_new(&self.file, &key)? {
            tracing::warn!(file = %self.file.display(), "made an encryption key; keep a copy of it, apart from the data");
        }
        // Another process may have been faster.
        self.keys()
    }

    fn warn_of_onlookers(&self) {
        let mode = fs::metadata(&self.file).map(|about| about.permissions().mode()).unwrap_or(PRIVATE);
        if mode & 0o077 != 0 {
            tracing::warn!(file = %self.file.display(), "others may read the file of encryption keys; make it readable for its owner only (chmod 600)");
        }
    }
}

/// Every key in it; `None` when something is no key.
fn parse(text: &str) -> Option<Vec<Key>> {
    let lines = text.lines().map(|line| line.split(REMARK).next().unwrap_or_default());
    let words = lines.flat_map(|line| line.split(|c: char| c == ',' || c.is_whitespace())).filter(|word| !word.is_empty());
    words.map(|word| word.parse().ok()).collect()
}

/// Makes the file with this key; false when it is there already.
pub fn write_new(path: &Path, key: &Key) -> Result<bool> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let write = || -> io::Result<()> {
        fs::create_dir_all(folder)?;
        // Whole or not there: written aside, then given its name unless something has it.
        let aside = path.with_extension(format!("{}.new", std::process::id()));
        let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(PRIVATE).open(&aside)?;
        writeln!(file, "{}", key.written())?;
        file.sync_all()?;
        let linked = fs::hard_link(&aside, path);
        fs::remove_file(&aside)?;
        linked?;
        File::open(folder)?.sync_all()
    };
    match write() {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(unreadable(path, &say!("{}", "{}", error))),
    }
}

fn unreadable(path: &Path, why: &crate::lang::Label) -> Error {
    let message = crate::lang::Label::new(
        format!("密钥文件 {} 无法使用：{}", path.display(), why.zh),
        format!("The key file {} cannot be used: {}", path.display(), why.en),
    );
    Error::new(Kind::Unavailable, "key_file", message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_given_comes_first_then_the_file_named_then_the_one_in_the_data_folder() {
        let folder = tempfile::tempdir().unwrap();
        let (one, two) = (Key::fresh().unwrap(), Key::fresh().unwrap());
        let named = folder.path().join("elsewhere/keys");
        assert_eq!(Source::new(None, Some(named.clone()), folder.path()).keys().unwrap_err().code, "key_file");
        assert!(write_new(&named, &one).unwrap() && !write_new(&named, &two).unwrap());
        let given = format!("{}, {}", two.written(), one.written());
        assert_eq!(Source::new(Some(given), Some(named.clone()), folder.path()).keys().unwrap(), [two.clone(), one.clone()]);
        assert_eq!(Source::new(Some(" ".into()), Some(named), folder.path()).keys().unwrap(), [one]);
        assert_eq!(Source::beside(folder.path()).keys().unwrap(), []);
        assert_eq!(Source::new(Some("short".into()), None, folder.path()).keys().unwrap_err().code, "key");
    }

    #[test]
    fn an_embedded_server_makes_its_file_for_its_owner_alone() {
        let folder = tempfile::tempdir().unwrap();
        let source = Source::beside(folder.path());
        assert_eq!(source.keys_or_new(false).unwrap_err().code, "no_key");
        let made = source.keys_or_new(true).unwrap();
        assert_eq!((made.len(), source.keys().unwrap()), (1, made.clone()));
        let mode = fs::metadata(source.file()).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, PRIVATE);
        assert_eq!(source.keys_or_new(true).unwrap(), made);
        fs::write(source.file(), format!("# the newest first\n{} # made in May\n{}\n", Key::fresh().unwrap().written(), made[0].written())).unwrap();
        assert_eq!(source.keys().unwrap()[1], made[0]);
        fs::write(source.file(), "nothing of the kind").unwrap();
        assert_eq!(source.keys().unwrap_err().code, "key_file");
    }
}
