//! How the engine would answer a list or add something up: whether an index leads to it. Runs nothing of it.

use super::Conn;
use super::db::Dialect;
use super::sql::{Adding, Sql, list_statement, reading, total_statement};
use crate::error::Result;
use crate::query::{Aggregate, Select};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Every record of a table is looked at.
    pub scans: bool,
    /// All that match are sorted before the first is known.
    pub sorts: bool,
}

impl Conn {
    pub async fn plan(&mut self, select: &Select) -> Result<Plan> {
        let how = reading(self, select).await?;
        let sql = list_statement(self.dialect(), select, how)?;
        self.explained(sql).await
    }

    pub async fn plan_of(&mut self, aggregate: &Aggregate) -> Result<Plan> {
        let sql = total_statement(self.dialect(), aggregate, Adding::AtOnce)?;
        self.explained(sql).await
    }

    async fn explained(&mut self, sql: Sql) -> Result<Plan> {
        let (explain, column) = match self.dialect() {
            Dialect::Sqlite => ("EXPLAIN QUERY PLAN ", "detail"),
            Dialect::Postgres => ("EXPLAIN ", "QUERY PLAN"),
        };
        let mut plan = Plan { scans: false, sorts: false };
        for row in self.once(format!("{explain}{}", sql.text), sql.args).await? {
            let step = row.text(column)?;
            plan.scans |= step.contains("Seq Scan") || (step.starts_with("SCAN") && !step.contains("USING"));
            plan.sorts |= step.trim_start_matches([' ', '-', '>']).starts_with("Sort ") || step == "USE TEMP B-TREE FOR ORDER BY";
        }
        Ok(plan)
    }
}
