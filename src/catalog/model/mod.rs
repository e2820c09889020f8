//! The files an administrator writes, as they are written. Every type refuses unknown keys and yields its JSON Schema.

mod approval;
mod calendar;
mod dashboard;
mod form;
mod layout;
mod object;
mod pipeline;
mod pool;
mod role;
mod rule;
mod rule_test;
mod template;
mod trigger;
mod view;

pub use approval::{ApprovalDef, ApprovalSet, ApprovalState, ApprovalStep, Approver, OnTimeout, StepMode, Writes};
pub use calendar::{CalendarDef, Holiday, Weekday};
pub use dashboard::{Card, CardKind, DashboardDef, Group, Measure, MeasureFn, Period};
pub use form::{FormDef, FormField};
pub use layout::{Button, FieldPlace, LayoutDef, Related, Section};
pub use object::{CheckDef, DuplicateAction, DueDef, DuplicateDef, Encrypted, FieldDef, ObjectDef};
pub use pipeline::{Gate, MoveDef, Moves, NamedMoves, PipelineDef, StageDef, StageStatus, StageTask, TaskTarget};
pub use pool::{PoolDef, PoolLimits};
pub use role::{ANY_OBJECT, Administer, ExportLimit, FieldRight, Grant, Hide, Mask, MaskDef, RoleDef, RolesDef, ScopeDef};
pub use rule::{ActionDef, RuleDef, RuleLimit, RuleMode};
pub use rule_test::{Made, RuleTest, TestGiven, TestThen, TestWhen};
pub use template::{NavGroup, NavItem, TemplateDef};
pub use trigger::{Match, Otherwise, SecretRef, Trigger};
pub use view::{SortDef, ViewDef, ViewKind, ViewsDef};

/// A key: lower-case letters, digits and `_`, starting with a letter, at most 60 long. Never changes.
pub type Key = String;

/// Whether `text` can be a key.
pub fn is_key(text: &str) -> bool {
    text.len() <= 60
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}
