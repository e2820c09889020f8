//! The same data and questions as somebody would write them by hand for just this: a typed table, the indexes it needs,
//! statements without a catalog, through the same driver.

use std::path::Path;

use mortise::value::Id;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, ToSql, params};

pub struct Hand(Connection);

/// Copies what the workspace holds.
pub fn fill(database: &Path) {
    let db = open(database);
    db.execute_batch(
        "CREATE TABLE h_customer AS SELECT * FROM r_customer;
         CREATE UNIQUE INDEX h_customer_id ON h_customer (id);
         CREATE TABLE h_deal AS SELECT * FROM r_deal;
         CREATE UNIQUE INDEX h_deal_id ON h_deal (id);
         CREATE INDEX h_deal_customer ON h_deal (customer);
         CREATE INDEX h_deal_amount ON h_deal (amount, id);
         CREATE INDEX h_deal_stage ON h_deal (stage, amount) WHERE deleted_at IS NULL;
         CREATE INDEX h_deal_owner ON h_deal (owner);
         CREATE INDEX h_deal_close ON h_deal (close_date, id);
         CREATE INDEX h_deal_name ON h_deal (name);
         CREATE INDEX h_deal_created ON h_deal (created_at, id);
         CREATE TABLE h_event (seq INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, at INTEGER, kind TEXT, record BLOB, changes TEXT);
         CREATE INDEX h_event_record ON h_event (record, seq);
         PRAGMA analysis_limit = 1000000; ANALYZE;",
    )
    .unwrap();
}

fn open(database: &Path) -> Connection {
    let db = Connection::open(database).unwrap();
    // The workspace's indexes name it.
    db.create_collation("PINYIN", |a, b| a.cmp(b)).unwrap();
    db.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -4096; PRAGMA temp_store = memory").unwrap();
    db
}

impl Hand {
    pub fn open(database: &Path) -> Hand {
        Hand(open(database))
    }

    pub fn list(&self, amount: i64) {
        let sql = "SELECT * FROM h_deal WHERE deleted_at IS NULL AND stage = 'proposal' AND amount < ? ORDER BY amount DESC, id DESC LIMIT 51";
        self.ask(sql, &[&(amount * 100)], 51);
    }

    pub fn through(&self, amount: i64) {
        let sql = "SELECT d.* FROM h_deal d JOIN h_customer c ON c.id = d.customer WHERE d.deleted_at IS NULL AND c.level = 'vip' \
                   AND d.amount < ? ORDER BY d.amount DESC, d.id DESC LIMIT 51";
        self.ask(sql, &[&(amount * 100)], 51);
    }

    pub fn group(&self) {
        self.ask("SELECT stage, count(*), sum(amount) FROM h_deal WHERE deleted_at IS NULL GROUP BY stage", &[], 6);
    }

    /// What the page of a deal shows: itself, the names of what it points at, its related counts and its stages.
    pub fn read(&self, id: Id) {
        self.ask("SELECT * FROM h_deal WHERE id = ?", &[&id.as_bytes().as_slice()], 1);
        self.ask("SELECT c.id, c.name FROM h_deal d JOIN h_customer c ON c.id = d.customer WHERE d.id = ?", &[&id.as_bytes().as_slice()], 1);
        for table in ["follow_up", "task", "contract", "quote"] {
            if self.0.prepare_cached(&format!("SELECT 1 FROM r_{table}")).is_ok() {
                let sql = format!("SELECT count(*) FROM r_{table} WHERE deal = ? AND deleted_at IS NULL");
                self.ask(&sql, &[&id.as_bytes().as_slice()], 1);
            }
        }
        self.ask("SELECT stage, entered_at, left_at FROM stage_entry WHERE record = ? ORDER BY seq", &[&id.as_bytes().as_slice()], 1);
    }

    /// The row, what its customer's row sums up, and a line in the log: one transaction.
    pub fn create(&self, customer: Id, number: usize) {
        let (id, event) = (Id::now_v7(), Id::now_v7());
        let (id, event, customer) = (id.as_bytes().as_slice(), event.as_bytes().as_slice(), customer.as_bytes().as_slice());
        let tx = self.0.unchecked_transaction().unwrap();
        let sql = "INSERT INTO h_deal (id, version, created_at, updated_at, name, customer, stage, amount, close_date, expected, kind, need, next_step, competitor) \
                   VALUES (?, 1, ?, ?, ?, ?, 'prospecting', ?, '2027-01-31', ?, 'new', '希望三个月内上线', '约技术交流', '无')";
        let amount = (1000 + number as i64) * 100;
        self.run(sql, params![id, number as i64, number as i64, format!("新 {number}"), customer, amount, amount / 5]);
        let sql = "UPDATE h_customer SET open_deals = (SELECT count(*) FROM h_deal d WHERE d.customer = ?1 AND d.deleted_at IS NULL AND d.stage NOT IN ('won', 'lost')), \
                   won_amount = (SELECT coalesce(sum(amount), 0) FROM h_deal d WHERE d.customer = ?1 AND d.deleted_at IS NULL AND d.stage = 'won') WHERE id = ?1";
        self.run(sql, params![customer]);
        self.run("INSERT INTO h_event (id, at, kind, record, changes) VALUES (?, ?, 'created', ?, ?)", params![event, number as i64, id, "[]"]);
        tx.commit().unwrap();
    }

    pub fn ids(&self, count: usize, of: usize) -> Vec<Id> {
        let mut statement = self.0.prepare("SELECT id FROM h_deal WHERE rowid = ?").unwrap();
        let rowids = (0..count).map(|number| (number * 7919 % of + 1) as i64);
        rowids.map(|rowid| statement.query_row([rowid], |row| row.get::<_, Vec<u8>>(0)).map(|id| Id::from_slice(&id).unwrap()).unwrap()).collect()
    }

    fn run(&self, sql: &str, args: &[&dyn ToSql]) {
        self.0.prepare_cached(sql).unwrap().execute(args).unwrap();
    }

    /// Reads every column of every row.
    fn ask(&self, sql: &str, args: &[&dyn ToSql], rows: usize) {
        let mut statement = self.0.prepare_cached(sql).unwrap();
        let columns = statement.column_count();
        let mut found = statement.query(args).unwrap();
        let mut read: Vec<(Option<i64>, Option<String>)> = Vec::new();
        let mut count = 0;
        while let Some(row) = found.next().unwrap() {
            count += 1;
            for column in 0..columns {
                read.push(match row.get_ref(column).unwrap() {
                    ValueRef::Integer(number) => (Some(number), None),
                    ValueRef::Text(text) => (None, Some(String::from_utf8(text.to_vec()).unwrap())),
                    ValueRef::Blob(bytes) => (Some(bytes.len() as i64), None),
                    _ => (None, None),
                });
            }
        }
        assert!(count >= rows.min(1) && !read.is_empty(), "{sql}");
    }
}
