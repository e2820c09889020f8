//! The same data and questions as somebody would write them by hand for just this: a typed table, the indexes it needs,
//! statements without a catalog, on either engine through the same driver.

use std::path::Path;

use mortise::value::Id;

use super::driver::{Arg, Driver};

/// Records of an import to a transaction, and to a statement.
const CHUNK: usize = 500;
const MANY: usize = 50;

pub struct Hand {
    db: Driver,
    /// What a deal's page counts.
    related: Vec<String>,
}

/// Copies what the workspace holds, once.
pub async fn fill(folder: &Path) {
    let mut db = Driver::open(folder).await;
    if !db.tables("h_deal").await.is_empty() {
        return;
    }
    // Each in the way it likes lists best.
    let (number, bytes, stage, counted) = match db {
        Driver::Sqlite(_) => ("INTEGER", "BLOB", "stage, amount, deleted_at", "PRAGMA analysis_limit = 1000000; ANALYZE;"),
        Driver::Postgres(_) => ("BIGINT GENERATED ALWAYS AS IDENTITY", "UUID", "stage, amount, id", "ANALYZE h_deal; ANALYZE h_customer;"),
    };
    db.batch(&format!(
        "BEGIN;
         CREATE TABLE h_customer AS SELECT * FROM r_customer;
         CREATE UNIQUE INDEX h_customer_id ON h_customer (id);
         CREATE TABLE h_deal AS SELECT * FROM r_deal;
         CREATE UNIQUE INDEX h_deal_id ON h_deal (id);
         CREATE INDEX h_deal_customer ON h_deal (customer);
         CREATE INDEX h_deal_amount ON h_deal (amount, id);
         CREATE INDEX h_deal_stage ON h_deal ({stage}) WHERE deleted_at IS NULL;
         CREATE INDEX h_deal_owner ON h_deal (owner);
         CREATE INDEX h_deal_close ON h_deal (close_date, id);
         CREATE INDEX h_deal_name ON h_deal (name);
         CREATE INDEX h_deal_created ON h_deal (created_at, id);
         CREATE TABLE h_event (seq {number} PRIMARY KEY, id {bytes} NOT NULL UNIQUE, at BIGINT, kind TEXT, record {bytes}, changes TEXT);
         CREATE INDEX h_event_record ON h_event (record, seq);
         {counted}
         COMMIT"
    ))
    .await;
}

const SUMS: &str = "UPDATE h_customer SET \
    open_deals = (SELECT count(*) FROM h_deal d WHERE d.customer = h_customer.id AND d.deleted_at IS NULL AND d.stage NOT IN ('won', 'lost')), \
    won_amount = (SELECT coalesce(sum(amount), 0) FROM h_deal d WHERE d.customer = h_customer.id AND d.deleted_at IS NULL AND d.stage = 'won') \
    WHERE id IN ";

impl Hand {
    pub async fn open(folder: &Path) -> Hand {
        let mut db = Driver::open(folder).await;
        let mut related = db.tables("r_%").await;
        related.retain(|table| ["r_follow_up", "r_task", "r_contract", "r_quote"].contains(&table.as_str()));
        Hand { db, related }
    }

    pub async fn list(&mut self, amount: i64) {
        let sql = "SELECT * FROM h_deal WHERE deleted_at IS NULL AND stage = 'proposal' AND amount < ? ORDER BY amount DESC, id DESC LIMIT 51";
        self.ask(sql, vec![(amount * 100).into()], 51).await;
    }

    pub async fn through(&mut self, amount: i64) {
        let sql = "SELECT d.* FROM h_deal d JOIN h_customer c ON c.id = d.customer WHERE d.deleted_at IS NULL AND c.level = 'vip' \
                   AND d.amount < ? ORDER BY d.amount DESC, d.id DESC LIMIT 51";
        self.ask(sql, vec![(amount * 100).into()], 51).await;
    }

    pub async fn group(&mut self) {
        self.ask("SELECT stage, count(*), sum(amount) FROM h_deal WHERE deleted_at IS NULL GROUP BY stage", vec![], 6).await;
    }

    /// What the page of a deal shows: itself, the names of what it points at, its related counts and its stages.
    pub async fn read(&mut self, id: Id) {
        self.ask("SELECT * FROM h_deal WHERE id = ?", vec![id.into()], 1).await;
        self.ask("SELECT c.id, c.name FROM h_deal d JOIN h_customer c ON c.id = d.customer WHERE d.id = ?", vec![id.into()], 1).await;
        for at in 0..self.related.len() {
            let sql = format!("SELECT count(*) FROM {} WHERE deal = ? AND deleted_at IS NULL", self.related[at]);
            self.ask(&sql, vec![id.into()], 1).await;
        }
        self.ask("SELECT stage, entered_at, left_at FROM stage_entry WHERE record = ? ORDER BY seq", vec![id.into()], 1).await;
    }

    /// The row, what its customer's row sums up, and a line in the log: one transaction.
    pub async fn create(&mut self, customer: Id, number: usize) {
        self.db.batch("BEGIN").await;
        let event = self.insert(&[(customer, number, "prospecting")]).await;
        self.db.run(&format!("{SUMS} (?)"), vec![customer.into()]).await;
        self.log(event).await;
        self.db.batch("COMMIT").await;
    }

    /// Many at a time, as many to a transaction as an import has. How many rows it wrote.
    pub async fn import(&mut self, customers: &[Id], deals: usize) -> usize {
        let stages = ["won", "lost", "prospecting", "proposal"];
        let all: Vec<_> = (0..deals).map(|row| (customers[row * 37 % customers.len()], row, stages[row % stages.len()])).collect();
        for chunk in all.chunks(CHUNK) {
            self.db.batch("BEGIN").await;
            for some in chunk.chunks(MANY) {
                let events = self.insert(some).await;
                self.log(events).await;
            }
            for some in chunk.chunks(MANY) {
                let whose: Vec<Arg> = some.iter().map(|(customer, ..)| (*customer).into()).collect();
                self.db.run(&format!("{SUMS} ({})", vec!["?"; whose.len()].join(", ")), whose).await;
            }
            self.db.batch("COMMIT").await;
        }
        deals * 2
    }

    /// Deals: whose, the number, the stage. Their ids.
    async fn insert(&mut self, deals: &[(Id, usize, &str)]) -> Vec<Id> {
        let ids: Vec<Id> = deals.iter().map(|_| Id::now_v7()).collect();
        let row = "(?, 1, ?, ?, ?, ?, ?, ?, '2027-01-31', ?, 'new', '希望三个月内上线', '约技术交流', '无')";
        let sql = format!(
            "INSERT INTO h_deal (id, version, created_at, updated_at, name, customer, stage, amount, close_date, expected, kind, need, next_step, competitor) \
             VALUES {}",
            vec![row; deals.len()].join(", ")
        );
        let args = ids.iter().zip(deals).flat_map(|(id, (customer, number, stage))| {
            let (at, amount) = (*number as i64, (1000 + *number as i64) * 100);
            let name = format!("新 {number}");
            [(*id).into(), at.into(), at.into(), name.into(), (*customer).into(), (*stage).to_owned().into(), amount.into(), (amount / 5).into()]
        });
        self.db.run(&sql, args.collect()).await;
        ids
    }

    async fn log(&mut self, deals: Vec<Id>) {
        let sql = format!("INSERT INTO h_event (id, at, kind, record, changes) VALUES {}", vec!["(?, ?, 'created', ?, '[]')"; deals.len()].join(", "));
        self.db.run(&sql, deals.into_iter().flat_map(|id| [Id::now_v7().into(), 1i64.into(), id.into()]).collect::<Vec<Arg>>()).await;
    }

    /// Deals from all over the table.
    pub async fn ids(&mut self, count: usize) -> Vec<Id> {
        self.db.ids(&format!("SELECT id FROM h_deal WHERE id IN (SELECT id FROM r_deal) ORDER BY amount, id LIMIT {count}")).await
    }

    /// Rows of every table of the workspace; what is written here by hand is not counted.
    pub async fn rows_kept(&mut self) -> usize {
        let mut rows = 0;
        for table in self.db.tables("%").await.into_iter().filter(|table| !table.starts_with("h_")) {
            rows += self.db.count(&table).await;
        }
        rows
    }

    async fn ask(&mut self, sql: &str, args: Vec<Arg>, rows: usize) {
        let (count, columns) = self.db.ask(sql, args).await;
        assert!(count >= rows.min(1) && columns > 0, "{sql}");
    }
}
