//! Reading: one consistent view of the ledger and its rows, and no way to write.

use kernel::Timestamp;
use sqlx::{Postgres, Sqlite, Transaction};

use crate::{
    Entry, EntryRef, Result, Row, Sql, Value, args,
    db::{Database, SqlSafeStr, SqlStr, prepare_lite, prepare_pg, rows_lite, rows_pg},
    seal::Key,
    stored::{Stored, select_entries},
};

/// A reading transaction: one consistent view, and no way to write. It ends when this is dropped.
pub struct Read {
    on: On,
    master: Key,
}

enum On {
    Lite(Transaction<'static, Sqlite>),
    Pg(Transaction<'static, Postgres>),
}

pub(crate) const HEAD: &str = "select coalesce(max(number), 0) as number from entry where chain = $1";
pub(crate) const ENTRY: &str =
    select_entries!("entry e left join data_key k on k.chain = e.chain and k.stream = e.stream where e.chain = $1 and e.number = $2");
pub(crate) const STREAM: &str = select_entries!(
    "entry e left join data_key k on k.chain = e.chain and k.stream = e.stream where e.chain = $1 and e.stream = $2 order by e.version"
);
pub(crate) const AFTER: &str = select_entries!(
    "entry e left join data_key k on k.chain = e.chain and k.stream = e.stream \
     where e.chain = $1 and e.number > $2 order by e.number limit $3"
);

impl Read {
    pub(crate) async fn begin(db: &Database, master: Key) -> Result<Self> {
        let on = match db {
            Database::Lite { readers, .. } => On::Lite(readers.begin().await?),
            Database::Pg { readers, .. } => {
                On::Pg(readers.begin_with("begin transaction isolation level repeatable read read only").await?)
            }
        };
        Ok(Self { on, master })
    }

    pub(crate) async fn rows_text(&mut self, sql: SqlStr, args: Vec<Value>) -> Result<Vec<Row>> {
        match &mut self.on {
            On::Lite(tx) => rows_lite(tx, sql, args).await,
            On::Pg(tx) => rows_pg(tx, sql, args).await,
        }
    }

    pub async fn rows(&mut self, sql: impl Into<Sql>, args: Vec<Value>) -> Result<Vec<Row>> {
        self.rows_text(sql.into().text(), args).await
    }
    pub async fn row(&mut self, sql: impl Into<Sql>, args: Vec<Value>) -> Result<Option<Row>> {
        Ok(self.rows(sql, args).await?.into_iter().next())
    }
    /// Checks that the engine takes the statement, without running it. On PostgreSQL a refusal ends the transaction.
    pub async fn prepare(&mut self, sql: impl Into<Sql>) -> Result {
        let sql = sql.into().text().into_sql_str();
        match &mut self.on {
            On::Lite(tx) => prepare_lite(tx, sql).await,
            On::Pg(tx) => prepare_pg(tx, sql).await,
        }
    }
    /// The number of `chain`'s last entry recorded at or before `at`; 0 where there is none.
    pub async fn number_at(&mut self, chain: &str, at: Timestamp) -> Result<i64> {
        // Recorded times never fall along a chain, so this is a search by halves: a scan from the end would pass all that came later.
        let (mut low, mut high) = (0, self.head(chain).await?);
        while low < high {
            let middle = low + (high - low + 1) / 2;
            let row = self.row("select recorded_at from entry where chain = $1 and number = $2", args![chain, middle]).await?;
            match row {
                Some(row) if row.int("recorded_at")? <= at.as_microsecond() => low = middle,
                _ => high = middle - 1,
            }
        }
        Ok(low)
    }
    /// The number of `chain`'s last entry; 0 where there is none.
    pub async fn head(&mut self, chain: &str) -> Result<i64> {
        self.row(HEAD, args![chain]).await?.map_or(Ok(0), |row| row.int("number"))
    }
    /// How many entries `stream` has; 0 where there is none.
    pub async fn version(&mut self, chain: &str, stream: &str) -> Result<i64> {
        let sql = "select coalesce(max(version), 0) as version from entry where chain = $1 and stream = $2";
        self.row(sql, args![chain, stream]).await?.map_or(Ok(0), |row| row.int("version"))
    }
    /// One entry, opened where its key lives.
    pub async fn entry(&mut self, at: &EntryRef) -> Result<Option<Entry>> {
        let row = self.row(ENTRY, args![&at.chain, at.number]).await?;
        row.map(|row| Stored::entry_from_row(row, &self.master)).transpose()
    }
    /// Every entry of one stream, oldest first.
    pub async fn stream(&mut self, chain: &str, stream: &str) -> Result<Vec<Entry>> {
        self.entries(STREAM, args![chain, stream]).await
    }
    /// Entries of `chain` after `number`, oldest first, at most `most`.
    pub async fn after(&mut self, chain: &str, number: i64, most: i64) -> Result<Vec<Entry>> {
        self.entries(AFTER, args![chain, number, most]).await
    }
    async fn entries(&mut self, sql: &'static str, args: Vec<Value>) -> Result<Vec<Entry>> {
        let rows = self.rows(sql, args).await?;
        rows.into_iter().map(|row| Stored::entry_from_row(row, &self.master)).collect()
    }
}

pub(crate) const KEY: &str = "select wrapped, destroyed_at from data_key where chain = $1 and stream = $2";

impl Read {
    pub(crate) async fn key(&mut self, chain: &str, stream: &str) -> Result<crate::stored::KeyState> {
        let Some(row) = self.row(KEY, args![chain, stream]).await? else { return Ok(crate::stored::KeyState::None) };
        crate::stored::Wrapped::of(row.opt_blob("wrapped")?, row.opt_int("destroyed_at")?).open(&self.master, chain, stream)
    }
}
