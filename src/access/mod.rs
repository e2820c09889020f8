//! Who may do what, and on which records: what the roles of a catalog mean. Every surface asks here; nothing else knows roles.

mod policy;
mod rights;

use crate::catalog::model::{Grant, ScopeDef};
use crate::catalog::{Catalog, Object};
use crate::error::Error;
use crate::fields::builtin::{DEPARTMENT_OBJECT, USER_OBJECT};
use crate::lang::Label;

pub use policy::{Policies, Policy, Sources};

/// The object whose records are the people who sign in.
pub const USER: &str = USER_OBJECT;

/// The object whose records are the departments that people belong to.
pub const DEPARTMENT: &str = DEPARTMENT_OBJECT;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    Create,
    Read,
    Update,
    Delete,
    /// Give to another owner.
    Transfer,
    /// Make one record of several.
    Merge,
    /// Out of the recycle bin, for good.
    Purge,
    Import,
    Export,
    /// Change many in one step.
    Bulk,
}

/// Whether any of these roles has a scope of the departments below one's own.
pub fn asks_for_departments(catalog: &Catalog, roles: &[String]) -> bool {
    let mut held = catalog.roles.roles.iter().filter(|role| roles.contains(&role.key));
    let asks = |grant: &Grant| grant.scopes().iter().any(|(_, scopes)| scopes.contains(&ScopeDef::DepartmentBelow));
    held.any(|role| role.objects.values().any(asks))
}

/// What is told to those who may not do this with records of the object at all.
pub fn refusal(action: Action, object: &Object) -> Error {
    let (zh, en) = match action {
        Action::Create => ("新建", "create"),
        Action::Read => ("查看", "read"),
        Action::Update => ("修改", "change"),
        Action::Delete => ("删除", "delete"),
        Action::Transfer => ("转交", "give away"),
        Action::Merge => ("合并", "merge"),
        Action::Purge => ("彻底删除", "purge"),
        Action::Import => ("导入", "import"),
        Action::Export => ("导出", "export"),
        Action::Bulk => ("批量修改", "change many records of"),
    };
    let label = &object.def.label;
    Error::forbidden(Label::new(
        format!("你没有{zh}「{}」的权限", label.zh),
        format!("You may not {en} {}", label.en),
    ))
}
