//! Who may do what, and on which records. Every surface asks here; nothing else knows what a role means.

use crate::catalog::model::Administer;
use crate::catalog::{Catalog, Object};
use crate::error::{Error, Result};
use crate::lang::Label;
use crate::value::Actor;
use crate::value::filter::Filter;

/// The object whose records are the people who sign in.
pub const USER: &str = "user";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    Create,
    Read,
    Update,
    Delete,
    /// Out of the recycle bin, for good.
    Purge,
    Import,
    Export,
}

/// Whether the actor may do this with records of this object at all.
pub fn allows(catalog: &Catalog, actor: &Actor, action: Action, object: &Object) -> bool {
    match action {
        Action::Read | Action::Export => true,
        Action::Purge => administers(catalog, actor, Administer::Data),
        _ if object.key == USER => administers(catalog, actor, Administer::Users),
        Action::Create | Action::Update | Action::Delete | Action::Import => true,
    }
}

/// Refuses what [`allows`] does not allow. Asked before anything is decoded, so that errors tell nothing of the object.
pub fn require(catalog: &Catalog, actor: &Actor, action: Action, object: &Object) -> Result<()> {
    if allows(catalog, actor, action, object) {
        return Ok(());
    }
    let (zh, en) = match action {
        Action::Create => ("新建", "create"),
        Action::Read => ("查看", "read"),
        Action::Update => ("修改", "change"),
        Action::Delete => ("删除", "delete"),
        Action::Purge => ("彻底删除", "purge"),
        Action::Import => ("导入", "import"),
        Action::Export => ("导出", "export"),
    };
    let label = &object.def.label;
    Err(Error::forbidden(Label::new(
        format!("你没有{zh}「{}」的权限", label.zh),
        format!("You may not {en} {}", label.en),
    )))
}

/// The records the actor may do this with, as a filter; `None` is all of them.
pub fn scope(_catalog: &Catalog, _actor: &Actor, _action: Action, _object: &Object) -> Option<Filter> {
    None
}

/// Whether the actor looks after this part of the workspace.
pub fn administers(catalog: &Catalog, actor: &Actor, what: Administer) -> bool {
    match actor {
        Actor::System => true,
        Actor::User(user) => {
            catalog.roles.roles.iter().any(|role| role.key == user.role && role.administer.contains(&what))
        }
    }
}

pub fn require_administer(catalog: &Catalog, actor: &Actor, what: Administer) -> Result<()> {
    if administers(catalog, actor, what) {
        return Ok(());
    }
    let (zh, en) = match what {
        Administer::Catalog => ("配置", "the configuration"),
        Administer::Users => ("用户", "users"),
        Administer::Data => ("数据", "data"),
        Administer::Audit => ("审计日志", "the audit log"),
    };
    Err(Error::forbidden(Label::new(format!("只有管理员可以管理{zh}"), format!("Only an administrator may look after {en}"))))
}
