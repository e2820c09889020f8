//! Records and events kept: the only place that knows a database.

pub(crate) mod sql;
