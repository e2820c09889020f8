//! What the engine under the store reports → our errors, in both languages. Knows nothing of what was being done.

use sqlx::error::DatabaseError;

use crate::error::{Error, FieldError, Kind};
use crate::say;

/// Every failure of the engine passes here.
pub(in crate::store) fn failure(error: sqlx::Error) -> Error {
    match error.as_database_error() {
        Some(database) => match reported(database) {
            Some(known) => Error { source: Some(error.into()), ..known },
            None => Error::internal(error),
        },
        None => match error {
            sqlx::Error::WorkerCrashed | sqlx::Error::PoolClosed => Error { source: Some(error.into()), ..closed() },
            other => Error::internal(other),
        },
    }
}

/// The store is closed, or never came up.
pub(in crate::store) fn closed() -> Error {
    let message = say!("服务正在停止，数据没有改变", "The server is stopping; nothing was changed");
    Error::new(Kind::Unavailable, "closed", message)
}

/// A cursor that we did not make.
pub(in crate::store) fn bad_cursor() -> Error {
    Error::malformed("cursor", say!("翻页位置无效，请从第一页重新开始", "The page cursor is not valid; start from the first page again"))
}

fn reported(error: &dyn DatabaseError) -> Option<Error> {
    let code: i32 = error.code()?.parse().ok()?;
    match code & 0xff {
        19 if code == 2067 || code == 1555 => Some(taken(error.message())),
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
    let message = say!("这个值已被别的记录使用", "Another record already has this value");
    Error::new(Kind::Conflict, "unique", message.clone()).with_fields(vec![FieldError::new(field, "unique", message)])
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
