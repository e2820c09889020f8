//! What SQLite reports → our errors, in both languages. Knows nothing of what was being done.

use super::super::failure::{not_unique, too_large};
use crate::error::{Error, Kind};
use crate::say;

/// By SQLite's extended code; `None` for what a user can do nothing about.
pub(in crate::store) fn reported(code: i32, message: &str) -> Option<Error> {
    match code & 0xff {
        19 if code == 2067 || code == 1555 => Some(taken(message)),
        13 => Some(Error::new(
            Kind::Unavailable,
            "disk_full",
            say!("磁盘空间不足，数据没有改变", "The disk is full; nothing was changed"),
        )),
        10 => Some(Error::new(
            Kind::Unavailable,
            "disk_failed",
            say!("磁盘读写失败，数据没有改变", "The disk failed; nothing was changed"),
        )),
        5 | 6 => Some(Error::new(
            Kind::Unavailable,
            "busy",
            say!("数据库正被别的程序占用，请稍后再试", "Another program is using the database; try again shortly"),
        )),
        8 => Some(Error::new(
            Kind::Unavailable,
            "read_only",
            say!("数据库文件是只读的", "The database file is read-only"),
        )),
        14 => Some(Error::new(
            Kind::Unavailable,
            "cannot_open",
            say!("无法打开数据库文件", "The database file cannot be opened"),
        )),
        1 if message == "integer overflow" => Some(too_large()),
        11 | 26 => Some(Error::new(
            Kind::Internal,
            "damaged",
            say!("数据库文件已损坏或不是数据库", "The database file is damaged, or not a database"),
        )),
        _ => None,
    }
}

/// "UNIQUE constraint failed: r_account.email" or "…: index 'u_account__email'" → the field that is taken.
fn taken(message: &str) -> Error {
    let subject = message.rsplit_once(": ").map_or(message, |(_, subject)| subject);
    let first = subject.split(',').next().unwrap_or(subject).trim();
    let field = match first.strip_prefix("index '") {
        Some(index) => index.trim_end_matches('\'').rsplit_once("__").map_or("", |(_, field)| field),
        None => first.rsplit_once('.').map_or(first, |(_, field)| field),
    };
    not_unique(field)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_value_names_its_field() {
        let field = |message: &str| taken(message).fields[0].field.clone();
        assert_eq!(field("UNIQUE constraint failed: r_thing.serial_no"), "serial_no");
        assert_eq!(field("UNIQUE constraint failed: index 'u_thing__serial_no'"), "serial_no");
    }
}
