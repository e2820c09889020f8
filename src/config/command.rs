//! What can be asked of workspaces on the command line.

use std::path::PathBuf;

use clap::builder::BoolishValueParser;
use clap::{Args, Subcommand};

use super::{Key, Place};
use crate::error::Error;
use crate::outbound::AllowList;

#[derive(Debug, Subcommand)]
pub enum WorkspaceCommand {
    /// 新建工作区 · Make a workspace beside `main`
    Create {
        #[arg(value_parser = key)]
        key: Key,
        #[command(flatten)]
        new: New,
        #[command(flatten)]
        place: Place,
    },
    /// 列出工作区 · List the workspaces: engine, size, records, catalog version, last change
    List {
        #[command(flatten)]
        place: Place,
    },
    /// 备份到一个文件，可在服务运行时进行 · Back up into one file, beside a running server
    ///
    /// 备份是同一时刻的全部数据和附件；登录状态不在其中 · Everything as it is at one moment, with attachments; nobody stays signed in
    Backup {
        #[arg(value_parser = key)]
        key: Key,
        file: PathBuf,
        #[command(flatten)]
        place: Place,
    },
    /// 从备份恢复为一个新工作区 · Restore a backup as a workspace that is not there yet
    Restore {
        file: PathBuf,
        #[arg(value_parser = key)]
        key: Key,
        #[command(flatten)]
        place: Place,
    },
    /// 移交给客户：不含任何人的密码 · Hand a workspace over, without anybody's password
    ///
    /// 与备份相同，但不含密码、登录状态和个人偏好，也不含演示账号。打印一个一次性代码：接收者用 `workspace restore` 恢复后，
    /// 在浏览器里用这个邮箱和代码设置自己的密码，成为第一位管理员；其他人由其重新设置密码。
    /// As a backup, but without passwords, sessions, personal preferences and the account of a demo. Prints a code that works
    /// once: whoever receives the file restores it with `workspace restore`, then chooses a password in the browser with this
    /// e-mail address and the code, and is the first administrator. The others get new passwords from there.
    #[command(verbatim_doc_comment)]
    HandOver {
        #[arg(value_parser = key)]
        key: Key,
        file: PathBuf,
        /// 第一位管理员的邮箱 · E-mail of its first administrator there
        #[arg(long, value_name = "EMAIL")]
        admin_email: String,
        #[command(flatten)]
        place: Place,
    },
    /// 删除工作区及其全部数据 · Delete a workspace with everything in it
    ///
    /// 服务不用停止：它会放开这个工作区。默认的 main 除外，请先停止服务。
    /// The server need not stop: it lets go of the workspace. Only for `main`, the one meant when none is named, stop it first.
    #[command(verbatim_doc_comment)]
    Delete {
        #[arg(value_parser = key)]
        key: Key,
        /// 确认删除 · Yes, for good
        #[arg(long)]
        yes: bool,
        #[command(flatten)]
        place: Place,
    },
    /// 移到另一个数据库（SQLite ↔ PostgreSQL），逐条核对 · Move to another database, checked record by record
    ///
    /// 服务不用停止：移动期间它放开这个工作区，请求得到“请稍后再试”。默认的 main 除外，请先停止服务。
    /// 原来的数据在核对通过之前不变，之后也保留，只标记为已移走，不再启动。
    /// The server need not stop: it lets go of the workspace meanwhile, and requests are told to come again. Only for `main`, the one
    /// meant when none is named, stop it first. What is there stays untouched until the check has passed, and is kept after it, marked
    /// as moved so that it is not served by mistake.
    #[command(verbatim_doc_comment)]
    Move {
        #[arg(value_parser = key)]
        key: Key,
        /// 目标数据库，写法同 --database-url · The database to move to, written as for --database-url
        #[arg(long, value_name = "URL", hide_env_values = true)]
        to: String,
        /// 目标数据文件夹；省略则不变 · The data folder to move to; the same when absent
        #[arg(long, value_name = "DIR")]
        to_data: Option<PathBuf>,
        #[command(flatten)]
        place: Place,
    },
}

/// What a new workspace is made of.
#[derive(Clone, Debug, Args)]
pub struct New {
    /// 新工作区的模板 · The template of a new workspace
    #[arg(long, env = "MORTISE_TEMPLATE", value_name = "NAME", default_value = "standard")]
    pub template: String,
    /// 新工作区带演示数据 · Fill a new workspace with demo data
    #[arg(long, env = "MORTISE_DEMO", value_parser = BoolishValueParser::new(), num_args = 0..=1,
          default_value = "false", default_missing_value = "true")]
    pub demo: bool,
    /// 第一位管理员的邮箱 · E-mail of a new workspace's first administrator
    #[arg(long, env = "MORTISE_ADMIN_EMAIL", value_name = "EMAIL", requires = "admin_password")]
    pub admin_email: Option<String>,
    /// 第一位管理员的密码 · Password of a new workspace's first administrator
    #[arg(long, env = "MORTISE_ADMIN_PASSWORD", value_name = "PASSWORD", hide_env_values = true, requires = "admin_email")]
    pub admin_password: Option<String>,
}

/// A key, or what is wrong with it in both languages.
pub fn key(text: &str) -> Result<Key, String> {
    text.parse::<Key>().map_err(told)
}

/// A list of where requests may go, or what is wrong with it in both languages.
pub fn allowed(text: &str) -> Result<AllowList, String> {
    text.parse::<AllowList>().map_err(told)
}

fn told(error: Error) -> String {
    format!("{} · {}", error.message.zh, error.message.en)
}
