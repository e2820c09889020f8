//! Where a workspace is: the database as PostgreSQL's URLs name it, and the schema, `?schema=NAME`. Connects to nothing.

use std::fs::File;

use percent_encoding::percent_decode_str;
use sqlx::postgres::PgConnectOptions;

use crate::config::schema_of;
use crate::error::{Error, Result};
use crate::say;

/// What names files in an address.
const FILES: [&str; 3] = ["sslrootcert", "sslcert", "sslkey"];

#[derive(Clone, Debug)]
pub(super) struct Address {
    pub options: PgConnectOptions,
    pub schema: String,
    /// For people; without the password.
    pub shown: String,
}

pub(super) fn read(url: &str) -> Result<Address> {
    let (schema, url) = schema_of(url);
    if !is_name(&schema) {
        let message = say!(
            "模式名 {} 无效：只能用小写字母、数字和下划线，以字母开头，不能以 pg_ 开头",
            "{} is no name for a schema: lower-case letters, digits and underscores, beginning with a letter, not with pg_",
            schema
        );
        return Err(Error::malformed("database_url", message));
    }
    let options: PgConnectOptions = url.parse().map_err(|error: sqlx::Error| {
        let message = say!(
            "数据库地址应写作 postgres://用户:密码@主机/数据库：{}",
            "The database is written as postgres://USER:PASSWORD@HOST/DATABASE: {}",
            error
        );
        Error::malformed("database_url", message)
    })?;
    certificates(&url)?;
    let place = match options.get_socket() {
        Some(folder) => folder.display().to_string(),
        None => format!("{}:{}", options.get_host(), options.get_port()),
    };
    let shown = format!("{place}/{}?schema={schema}", options.get_database().unwrap_or(options.get_username()));
    Ok(Address { options, schema, shown })
}

/// A certificate or key that cannot be read would look as if the database were away.
fn certificates(url: &str) -> Result<()> {
    let named = url.split_once('?').map_or("", |(_, query)| query).split('&').filter_map(|pair| pair.split_once('='));
    for (name, path) in named.filter(|(name, _)| FILES.contains(name)) {
        let path = percent_decode_str(path).decode_utf8_lossy();
        File::open(&*path).map_err(|error| {
            let message = say!("读不到 {} 所指的文件 {}：{}", "The file that {} names cannot be read: {}: {}", name, path, error);
            Error::malformed("database_url", message)
        })?;
    }
    Ok(())
}

fn is_name(text: &str) -> bool {
    text.len() <= 60
        && !text.starts_with("pg_")
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_database_and_schema_and_never_shows_the_password() {
        let address = read("postgres://ann:secret@db.example:5433/crm?schema=acme&application_name=x").unwrap();
        assert_eq!((address.schema.as_str(), address.shown.as_str()), ("acme", "db.example:5433/crm?schema=acme"));
        assert_eq!(read("postgres://ann@h/crm").unwrap().schema, "mortise");
        for bad in ["postgres://x/y?schema=Acme", "postgres://x/y?schema=pg_x", "postgres://x/y?schema=", "postgres://x:y:z/", "postgres://x/y?sslmode=verify-full&sslrootcert=%2Fnowhere.pem"] {
            assert_eq!(read(bad).unwrap_err().code, "database_url", "{bad}");
        }
    }
}
