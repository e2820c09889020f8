//! What the binary does besides serving: schemas, checks, passwords. Prints for people; knows nothing of HTTP.

use std::io::{self, BufRead, IsTerminal, Write};
use std::path::Path;
use std::sync::Arc;

use super::workspaces::{absent, existing};
use super::{CHECKS, open, template};
use crate::auth::{account, person, second_factor};
use crate::catalog::{self, Problem};
use crate::config::{CatalogCommand, Key, Place, UserCommand};
use crate::error::{Error, Result};
use crate::http;
use crate::outbound::Outbound;
use crate::records::Context;
use crate::runtime::{Published, problems_error};
use crate::value::{Actor, Id};
use crate::{say, trials};

pub async fn catalog(command: CatalogCommand) -> Result<()> {
    match command {
        CatalogCommand::Schema { kind: None } => print(&catalog::KINDS.join("\n")),
        CatalogCommand::Schema { kind: Some(kind) } => {
            let missing = || {
                let kinds = catalog::KINDS.join(", ");
                Error::not_found(say!("没有「{}」这种文件，有的是：{}", "There is no kind of file `{}`; there are: {}", kind, kinds))
            };
            let schema = catalog::schema(&kind).ok_or_else(missing)?;
            print(&serde_json::to_string_pretty(&schema).map_err(Error::internal)?)
        }
        CatalogCommand::Check { dir } => check(&dir),
        CatalogCommand::Test { dir } => test(&dir).await,
    }
}

/// Every problem on its own lines; none is an answer too.
fn check(dir: &Path) -> Result<()> {
    let compiled = template::in_folder(dir).and_then(|template| Published::compile(template.files, 0, CHECKS));
    let problems = match compiled {
        Ok(published) => {
            let (objects, rules) = (published.catalog.objects.len(), published.catalog.rules.len());
            let message = say!("没有问题：{} 个对象，{} 条规则", "No problems: {} objects, {} rules", objects, rules);
            return print(&format!("{} · {}", message.zh, message.en));
        }
        Err(problems) => problems,
    };
    for problem in &problems {
        print(&told(problem))?;
    }
    Err(Error::invalid("catalog", say!("共 {} 处问题", "{} problems", problems.len())))
}

/// Every test on its own line, with what was not as it should be.
async fn test(dir: &Path) -> Result<()> {
    let template = template::in_folder(dir).map_err(problems_error)?;
    let tried = trials::run(&template.files, CHECKS, None).await?;
    for trial in &tried {
        let mark = if trial.problems.is_empty() { "✓" } else { "✗" };
        print(&format!("{mark} {} · {}", trial.rule, trial.name))?;
        for problem in &trial.problems {
            print(&self::told(problem))?;
        }
    }
    let failed = tried.iter().filter(|trial| !trial.problems.is_empty()).count();
    let message = say!("{} 个测试，{} 个没有通过", "{} tests, {} failed", tried.len(), failed);
    if failed == 0 { print(&format!("{} · {}", message.zh, message.en)) } else { Err(Error::invalid("tests", message)) }
}

fn told(problem: &Problem) -> String {
    let Problem { file, pointer, code, message, expected } = problem;
    let place = if pointer.is_empty() { file.clone() } else { format!("{file} {pointer}") };
    let expected = expected.as_ref().map(|expected| format!("\n  → {expected}")).unwrap_or_default();
    format!("{place} [{code}]\n  {}\n  {}{expected}", message.zh, message.en)
}

pub fn openapi() -> Result<()> {
    print(&serde_json::to_string_pretty(&http::openapi()).map_err(Error::internal)?)
}

pub async fn user(command: UserCommand) -> Result<()> {
    match command {
        UserCommand::Password { email, workspace, place } => {
            let (cx, user) = known(&email, &workspace, &place).await?;
            account::set(&cx, user, read_password()?).await?;
            cx.runtime.store.close().await?;
            print("密码已更新，该用户需要重新登录 · The password is set; the user signs in anew")
        }
        UserCommand::SecondFactorOff { email, workspace, place } => {
            let (cx, user) = known(&email, &workspace, &place).await?;
            second_factor::reset(&cx, user).await?;
            cx.runtime.store.close().await?;
            print("两步验证已取消 · The second factor is taken away")
        }
    }
}

/// The user of a workspace with this address.
async fn known(email: &str, key: &Key, place: &Place) -> Result<(Context, Id)> {
    let opened = open(&existing(place, key).await?).await?;
    let runtime = opened.runtime(Outbound::default())?.ok_or_else(|| absent(key))?;
    let cx = Context::new(&runtime, Actor::System, "cli");
    let people = Arc::clone(person::object(cx.catalog())?);
    let record = person::by_email(&mut *runtime.store.read().await?, &people, email).await?;
    let user = record.ok_or_else(|| Error::not_found(say!("没有用户 {}", "There is no user {}", email)))?;
    Ok((cx, user.id()))
}

fn read_password() -> Result<String> {
    if io::stdin().is_terminal() {
        let mut out = io::stdout();
        write!(out, "新密码 · New password: ").and_then(|()| out.flush()).map_err(Error::internal)?;
    }
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line).map_err(Error::internal)?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

/// To standard output; a reader that went away is no failure.
pub fn print(text: &str) -> Result<()> {
    match writeln!(io::stdout(), "{text}") {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Error::internal(error)),
        _ => Ok(()),
    }
}
