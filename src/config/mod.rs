//! Flags and environment → typed settings. Says what was asked for; opens and starts nothing.

mod command;
mod workspace;

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

pub use command::{New, WorkspaceCommand};
pub use workspace::{FILE, FOLDER, Home, Key, schema_of};

use crate::error::{Error, Result};
use crate::outbound::AllowList;
use crate::say;

/// 榫卯 Mortise: a low-code configurable CRM.
#[derive(Debug, Parser)]
#[command(name = "mortise", version)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// 启动服务 · Serve the workspaces to browsers
    Serve(Serve),
    /// 配置目录 · Files of a catalog
    #[command(subcommand)]
    Catalog(CatalogCommand),
    /// 打印接口说明 · Print the OpenAPI description of what every workspace has in common
    Openapi,
    /// 工作区：新建、备份、恢复、移交、移动 · Workspaces: make, back up, restore, hand over, move
    #[command(subcommand)]
    Workspace(WorkspaceCommand),
    /// 加密密钥：新建、更换 · Encryption keys: make, change
    #[command(subcommand)]
    Key(KeyCommand),
    /// 用户 · People who sign in
    #[command(subcommand)]
    User(UserCommand),
    /// 找出慢的视图，说出原因和办法 · Name slow views, why they are slow and what would help
    Doctor {
        /// 哪个工作区 · Of which workspace
        #[arg(long, value_name = "KEY", default_value = "main", value_parser = command::key)]
        workspace: Key,
        /// 多少毫秒算慢 · From how many milliseconds on a view is slow
        #[arg(long, value_name = "MS", default_value_t = 100)]
        slow: u64,
        #[command(flatten)]
        place: Place,
    },
}

#[derive(Debug, Subcommand)]
pub enum CatalogCommand {
    /// 打印文件的 JSON Schema · Print the JSON Schema of a kind of file, or list the kinds
    Schema { kind: Option<String> },
    /// 检查文件夹中的配置 · Check the catalog in a folder
    Check { dir: PathBuf },
    /// 运行文件夹中规则的测试 · Run the tests of the rules in a folder
    Test { dir: PathBuf },
}

#[derive(Debug, Subcommand)]
pub enum KeyCommand {
    /// 新建一个密钥，放在密钥文件的最前面 · Make a key, the first of the key file
    New {
        #[command(flatten)]
        place: Place,
    },
    /// 用最新的密钥重新加密所有工作区；中断后可以再次运行，会接着做 · Seal every workspace anew with the newest key
    ///
    /// 内嵌数据库请先停止服务；PostgreSQL 可以在服务运行时进行。
    /// Stop the server first where the database is embedded; on PostgreSQL servers may go on. Run again, it goes on where it stopped.
    #[command(verbatim_doc_comment)]
    Rotate {
        /// 只处理这个工作区 · This workspace only
        #[arg(long, value_name = "KEY", value_parser = command::key)]
        workspace: Option<Key>,
        #[command(flatten)]
        place: Place,
    },
}

#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// 取消丢失手机者的两步验证 · Take away the second factor of somebody who lost it
    SecondFactorOff {
        email: String,
        /// 哪个工作区 · Of which workspace
        #[arg(long, value_name = "KEY", default_value = "main", value_parser = command::key)]
        workspace: Key,
        #[command(flatten)]
        place: Place,
    },
    /// 设置新密码（从标准输入读取）· Set a new password, read from standard input
    Password {
        email: String,
        /// 哪个工作区 · Of which workspace
        #[arg(long, value_name = "KEY", default_value = "main", value_parser = command::key)]
        workspace: Key,
        #[command(flatten)]
        place: Place,
    },
}

/// Where workspaces are kept.
#[derive(Clone, Debug, Args)]
pub struct Place {
    /// 数据库 · The database, sqlite:PATH or postgres://USER:PASSWORD@HOST/DATABASE?schema=NAME; main.db in the data folder when absent
    #[arg(long, env = "MORTISE_DATABASE_URL", value_name = "URL", hide_env_values = true)]
    pub database_url: Option<String>,
    /// 数据文件夹 · The data folder
    #[arg(long, env = "MORTISE_DATA", value_name = "DIR", default_value = "data")]
    pub data: PathBuf,
    #[command(flatten)]
    pub keys: KeyArgs,
}

/// What sealed values are sealed with.
#[derive(Clone, Debug, Default, Args)]
pub struct KeyArgs {
    /// 加密密钥的文件，一行一个，最新的在最前；省略则是数据文件夹里的 mortise.key · The file of encryption keys, one a line, the newest first; mortise.key in the data folder when absent
    #[arg(long, env = "MORTISE_KEY_FILE", value_name = "FILE")]
    pub key_file: Option<PathBuf>,
    /// 加密密钥本身，优先于文件；请用环境变量 · Encryption keys themselves, in place of the file; by the environment only
    #[arg(long, env = "MORTISE_KEY", value_name = "KEYS", hide = true, hide_env_values = true)]
    pub encryption_key: Option<String>,
}

#[derive(Clone, Debug, Args)]
pub struct Serve {
    #[command(flatten)]
    pub place: Place,
    /// 监听地址 · The address to listen on
    #[arg(long, env = "MORTISE_LISTEN", value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// 每个地址每分钟最多多少请求，0 为不限 · Requests that one address may make in a minute, 0 for as many as it likes
    #[arg(long, env = "MORTISE_RATE_LIMIT", value_name = "REQUESTS", default_value_t = 6000)]
    pub rate_limit: u32,
    /// 除公网外，还可以向哪些主机名、地址或网段发请求，用逗号分开 · Host names, addresses and networks that requests may go to beside the public internet, with commas between
    #[arg(long, env = "MORTISE_OUTBOUND_ALLOW", value_name = "HOSTS", default_value = "", value_parser = command::allowed)]
    pub outbound_allow: AllowList,
    #[command(flatten)]
    pub new: New,
}

/// Which database, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Database {
    /// In a file.
    Sqlite(PathBuf),
    /// At a URL.
    Postgres(String),
}

impl Place {
    pub fn database(&self) -> Result<Database> {
        let Some(url) = self.database_url.as_deref().map(str::trim).filter(|url| !url.is_empty()) else {
            return Ok(Database::Sqlite(self.data.join(FILE)));
        };
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            return Ok(Database::Postgres(url.to_owned()));
        }
        let path = url.strip_prefix("sqlite:").map(|rest| rest.strip_prefix("//").unwrap_or(rest));
        match path {
            Some(path) if !path.is_empty() && !path.contains('?') && path != ":memory:" => Ok(Database::Sqlite(PathBuf::from(path))),
            _ => Err(Error::malformed(
                "database_url",
                say!(
                    "数据库地址应写作 sqlite:文件路径 或 postgres://用户:密码@主机/数据库",
                    "The database is written as sqlite:PATH or postgres://USER:PASSWORD@HOST/DATABASE"
                ),
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn serve(args: &[&str]) -> Serve {
        let all = ["mortise", "serve"].iter().chain(args);
        match Cli::try_parse_from(all).unwrap().command {
            Command::Serve(serve) => serve,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_database_is_where_it_was_asked_for() {
        let database = |args: &[&str]| serve(args).place.database();
        let file = |path: &str| Database::Sqlite(PathBuf::from(path));
        assert_eq!(database(&["--data", "d"]).unwrap(), file("d/main.db"));
        assert_eq!(database(&["--database-url", "sqlite:x/y.db"]).unwrap(), file("x/y.db"));
        assert_eq!(database(&["--database-url", "sqlite:///x/y.db"]).unwrap(), file("/x/y.db"));
        assert_eq!(database(&["--database-url", " postgres://a@b/c "]).unwrap(), Database::Postgres("postgres://a@b/c".into()));
        for bad in ["mysql:x", "sqlite:", "sqlite::memory:", "x.db"] {
            assert_eq!(database(&["--database-url", bad]).unwrap_err().code, "database_url", "{bad}");
        }
    }

    #[test]
    fn flags_are_read() {
        assert!(!serve(&["--demo", "0"]).new.demo);
        assert!(serve(&["--demo"]).new.demo);
        assert_eq!(serve(&["--listen", "0.0.0.0:90"]).listen.port(), 90);
        assert!(Cli::try_parse_from(["mortise", "serve", "--admin-email", "a@example.com"]).is_err());
        assert!(Cli::try_parse_from(["mortise", "serve", "--listen", "here"]).is_err());
        assert_eq!(serve(&["--outbound-allow", "::1, robot.internal"]).outbound_allow, "robot.internal,::1".parse().unwrap());
        assert!(Cli::try_parse_from(["mortise", "serve", "--outbound-allow", "http://x"]).is_err());
    }
}
