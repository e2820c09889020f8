//! What PostgreSQL reports → our errors, in both languages. Knows nothing of what was being done.

use sqlx::postgres::PgDatabaseError;

use super::super::failure::{catalog_changed, not_unique};
use crate::error::{Error, Kind};
use crate::say;

pub(in crate::store) fn reported(error: &PgDatabaseError) -> Option<Error> {
    let unavailable = |code, message| Some(Error::new(Kind::Unavailable, code, message));
    match error.code() {
        "23505" => Some(not_unique(first_column(error.detail().unwrap_or_default()))),
        "54000" => Some(Error::invalid("too_long", say!("有一个值太长，数据库无法为它建索引", "A value is too long for the database to index"))),
        "MO001" => Some(outdated()),
        "MO002" => Some(catalog_changed()),
        "53100" => unavailable("disk_full", say!("数据库的磁盘空间不足，数据没有改变", "The database's disk is full; nothing was changed")),
        "53300" => unavailable("busy", say!("数据库的连接已用完，请稍后再试", "The database takes no more connections; try again shortly")),
        "25006" => unavailable("read_only", say!("数据库是只读的", "The database is read-only")),
        "28P01" | "28000" => unavailable("wrong_password", say!("用户名或密码不对，或不允许从这里登录", "Wrong user or password, or no sign-in from here")),
        "3D000" => unavailable("no_database", say!("没有这个数据库，请先建立它", "There is no such database; create it first")),
        "42501" => unavailable("no_permission", say!("这个用户没有所需的权限", "This user lacks a permission that is needed")),
        "55P03" | "40001" | "40P01" => unavailable("busy", say!("数据库正忙，数据没有改变，请再试一次", "The database is busy and nothing was changed; please try again")),
        code if ["57", "08"].iter().any(|class| code.starts_with(class)) => Some(away()),
        _ => None,
    }
}

/// The database cannot be reached.
pub(in crate::store) fn away() -> Error {
    let message = say!("连接不上数据库，数据没有改变，请稍后再试", "The database cannot be reached and nothing was changed; try again shortly");
    Error::new(Kind::Unavailable, "database_away", message)
}

/// The way to the database cannot be encrypted as its address asks for.
pub(in crate::store) fn unencrypted(reason: &dyn std::error::Error) -> Error {
    let reason = reason.to_string();
    let (code, message) = match reason.contains("does not support TLS") {
        true => ("no_tls", say!("数据库服务器不提供加密连接（TLS），而地址要求加密（sslmode）", "The database offers no encryption (TLS), and its address asks for it (sslmode)")),
        false => ("bad_certificate", say!("与数据库的加密连接不可信，没有连接：{}", "The encrypted connection to the database cannot be trusted and was not made: {}", reason)),
    };
    Error::new(Kind::Unavailable, code, message)
}

/// A newer program has brought the schema up to date.
fn outdated() -> Error {
    let message = say!(
        "更新版本的 Mortise 已升级这个工作区，请升级这台服务器后重新启动",
        "A newer Mortise has brought this workspace up to date; upgrade this server and start it again"
    );
    Error::new(Kind::Unavailable, "outdated_server", message)
}

/// `Key (email)=(a@example.com) already exists.`, in whatever language → `email`
fn first_column(detail: &str) -> &str {
    let inside = detail.split_once('(').and_then(|(_, rest)| rest.split_once(")=(")).map_or("", |(columns, _)| columns);
    let first = inside.split(',').next().unwrap_or_default();
    // Of an encrypted value the beginning is compared: `substr(email, 1, 21)`.
    first.rsplit('(').next().unwrap_or_default().trim().trim_matches('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_value_names_its_field() {
        assert_eq!(first_column("Key (serial_no)=(a)=(b) already exists."), "serial_no");
        assert_eq!(first_column("键值\"(\"order\", x)=(1, 2)\" 已经存在"), "order");
        assert_eq!(first_column("Key (substr(serial_no, 1, 21))=(\\x01) already exists."), "serial_no");
        assert_eq!(first_column(""), "");
    }
}
