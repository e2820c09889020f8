//! What the engines under the store report → our errors, in both languages. Knows nothing of what was being done.

use std::fmt::Display;
use std::io::ErrorKind;

use sqlx::migrate::MigrateError;
use sqlx::postgres::PgDatabaseError;

use super::{postgres, sqlite};
use crate::error::{Error, FieldError, Kind};
use crate::lang::Label;
use crate::say;

/// The code of a write that was refused because another catalog is in force by now.
pub const CATALOG_CHANGED: &str = "catalog_changed";

/// The code of a sum that does not fit the engine's integers.
pub(in crate::store) const TOO_LARGE: &str = "too_large";

/// Every failure of PostgreSQL passes here.
pub(in crate::store) fn failure(error: sqlx::Error) -> Error {
    let known = match &error {
        sqlx::Error::Database(database) => database.try_downcast_ref::<PgDatabaseError>().and_then(postgres::reported),
        sqlx::Error::PoolClosed => Some(closed()),
        sqlx::Error::Tls(reason) => Some(postgres::unencrypted(reason.as_ref())),
        // The handshake's own words come as what could not be read.
        sqlx::Error::Io(error) if error.kind() == ErrorKind::InvalidData => Some(postgres::unencrypted(error)),
        sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::BeginFailed => Some(postgres::away()),
        _ => None,
    };
    caused(known, error)
}

/// Every failure of SQLite passes here.
pub(in crate::store) fn broken(error: rusqlite::Error) -> Error {
    let known = match &error {
        rusqlite::Error::SqliteFailure(code, message) => sqlite::reported(code.extended_code, message.as_deref().unwrap_or_default()),
        _ => None,
    };
    caused(known, error)
}

fn caused(known: Option<Error>, error: impl std::error::Error + Send + Sync + 'static) -> Error {
    match known {
        Some(known) => Error { source: Some(error.into()), ..known },
        None => Error::internal(error),
    }
}

/// The store is closed, or never came up.
pub(in crate::store) fn closed() -> Error {
    let message = say!("服务正在停止，数据没有改变", "The server is stopping; nothing was changed");
    Error::new(Kind::Unavailable, "closed", message)
}

/// Made under a catalog that is no longer in force; nothing was written.
pub(in crate::store) fn catalog_changed() -> Error {
    let message = say!("配置刚刚更新，请再试一次", "The configuration was changed just now; please try again");
    Error::new(Kind::Unavailable, CATALOG_CHANGED, message)
}

/// The code of what cannot be done while a server is at a database.
pub(in crate::store) const ALREADY_RUNNING: &str = "already_running";

/// Another server already has the database at `place`.
pub(in crate::store) fn already_running(place: &impl Display) -> Error {
    let message = say!(
        "已有一个 Mortise 正在使用数据库 {}，请先停止它",
        "Another Mortise is already using the database {}; stop it first",
        place
    );
    Error::new(Kind::Unavailable, ALREADY_RUNNING, message)
}

/// A commit that is not known to be on disk.
pub(in crate::store) fn unsaved(error: &Error) -> Error {
    let source = Some(error.to_string().into());
    match error.kind {
        Kind::Unavailable => Error { source, ..Error::new(error.kind, error.code, error.message.clone()) },
        _ => {
            let message = say!("没有保存成功，请再试一次", "This was not saved; please try again");
            Error { source, ..Error::new(Kind::Unavailable, "not_saved", message) }
        }
    }
}

/// The disk did not take what was written before.
pub(in crate::store) fn disk_failed() -> Error {
    let message = say!("磁盘写入失败，没有保存；请检查磁盘并重启服务器", "The disk failed and nothing was saved; check it and restart the server");
    Error::new(Kind::Unavailable, "disk_failed", message)
}

/// A cursor that we did not make.
pub(in crate::store) fn bad_cursor() -> Error {
    Error::malformed("cursor", say!("翻页位置无效，请从第一页重新开始", "The page cursor is not valid; start from the first page again"))
}

/// The database at `place` did not open.
pub(in crate::store) fn unopened(place: &impl Display, known: Error) -> Error {
    // The engine's own words when ours would say nothing.
    let (zh, en) = match (&known.source, known.kind) {
        (Some(source), Kind::Internal) => (source.to_string(), source.to_string()),
        _ => (known.message.zh.clone(), known.message.en.clone()),
    };
    let message = Label::new(format!("无法打开数据库 {place}：{zh}"), format!("Cannot open the database {place}: {en}"));
    Error { message, ..known }
}

pub(in crate::store) fn unmigrated(place: &impl Display, error: MigrateError) -> Error {
    let (code, message) = match error {
        MigrateError::VersionMissing(_) | MigrateError::VersionTooNew(..) => {
            let message = say!(
                "数据库 {} 由更新版本的 Mortise 建立，请升级程序后再打开",
                "The database {} was made by a newer Mortise; upgrade the program to open it",
                place
            );
            ("newer_database", message)
        }
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => return unopened(place, failure(error)),
        other => {
            let message = say!("无法升级数据库 {}：{}", "Cannot upgrade the database {}: {}", place, other);
            return Error { source: Some(other.into()), ..Error::new(Kind::Internal, "not_upgraded", message) };
        }
    };
    Error { source: Some(error.into()), ..Error::new(Kind::Unavailable, code, message) }
}

/// A sum that has to be added up in another way.
pub(in crate::store) fn too_large() -> Error {
    Error::new(Kind::Internal, TOO_LARGE, say!("数值太大，无法合计", "The numbers are too large to be added up"))
}

/// The field's value is another record's.
pub(in crate::store) fn not_unique(field: &str) -> Error {
    let message = say!("这个值已被别的记录使用", "Another record already has this value");
    Error::new(Kind::Conflict, "unique", message.clone()).with_fields(vec![FieldError::new(field, "unique", message)])
}
