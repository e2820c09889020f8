//! The operators each family of field types offers. Knows nothing of what they mean.

use crate::value::filter::Op::{self, *};

pub(super) const TEXT: &[Op] = &[Is, IsNot, Contains, NotContains, StartsWith, EndsWith, In, NotIn, Empty, NotEmpty];
pub(super) const NUMBER: &[Op] = &[Is, IsNot, Gt, Ge, Lt, Le, Between, In, NotIn, Empty, NotEmpty];
pub(super) const DATE: &[Op] = &[Is, Before, After, OnOrBefore, OnOrAfter, Between, During, Empty, NotEmpty];
pub(super) const BOOLEAN: &[Op] = &[Is, IsNot, Empty, NotEmpty];
pub(super) const CHOICE: &[Op] = &[Is, IsNot, In, NotIn, Empty, NotEmpty];
pub(super) const STAGE: &[Op] = &[Is, IsNot, In, NotIn, Status, Empty, NotEmpty];
pub(super) const LIST: &[Op] = &[Has, HasAny, HasAll, HasNone, Empty, NotEmpty];
pub(super) const REFERENCE: &[Op] = &[Is, IsNot, In, NotIn, Empty, NotEmpty];
pub(super) const REGION: &[Op] = &[Is, Under, In, Empty, NotEmpty];
pub(super) const PRESENCE: &[Op] = &[Empty, NotEmpty];
