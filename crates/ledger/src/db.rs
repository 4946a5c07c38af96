//! The two engines behind one face: a statement, its values, its rows.

use kernel::{Date, Timestamp};

use crate::{EntryRef, Result, Value};

/// A whole statement. Static text wherever possible; built text only from fixed pieces, never from what a user typed.
#[derive(Debug, Clone)]
pub enum Sql {
    Fixed(&'static str),
    Built(String),
}
impl From<&'static str> for Sql {
    fn from(v: &'static str) -> Self {
        Self::Fixed(v)
    }
}
impl From<String> for Sql {
    fn from(v: String) -> Self {
        Self::Built(v)
    }
}

/// A row that was read. Columns are asked for by name; a column of another type or name is a fault.
#[derive(Debug, Clone)]
pub struct Row;
impl Row {
    pub fn text(&self, _column: &str) -> Result<String> {
        unimplemented!()
    }
    pub fn opt_text(&self, _column: &str) -> Result<Option<String>> {
        unimplemented!()
    }
    pub fn int(&self, _column: &str) -> Result<i64> {
        unimplemented!()
    }
    pub fn opt_int(&self, _column: &str) -> Result<Option<i64>> {
        unimplemented!()
    }
    pub fn bool(&self, _column: &str) -> Result<bool> {
        unimplemented!()
    }
    pub fn blob(&self, _column: &str) -> Result<Vec<u8>> {
        unimplemented!()
    }
    pub fn date(&self, _column: &str) -> Result<Date> {
        unimplemented!()
    }
    pub fn opt_date(&self, _column: &str) -> Result<Option<Date>> {
        unimplemented!()
    }
    /// Microseconds since 1970 as an instant.
    pub fn instant(&self, _column: &str) -> Result<Timestamp> {
        unimplemented!()
    }
    pub fn opt_instant(&self, _column: &str) -> Result<Option<Timestamp>> {
        unimplemented!()
    }
}

/// A reading transaction: one consistent view, and no way to write.
pub struct Read;
impl Read {
    pub async fn rows(&mut self, _sql: impl Into<Sql>, _args: Vec<Value>) -> Result<Vec<Row>> {
        unimplemented!()
    }
    pub async fn row(&mut self, _sql: impl Into<Sql>, _args: Vec<Value>) -> Result<Option<Row>> {
        unimplemented!()
    }
    /// The number of `chain`'s last entry recorded at or before `at`; 0 where there is none.
    pub async fn number_at(&mut self, _chain: &str, _at: Timestamp) -> Result<i64> {
        unimplemented!()
    }
    /// The number of `chain`'s last entry; 0 where there is none.
    pub async fn head(&mut self, _chain: &str) -> Result<i64> {
        unimplemented!()
    }
    /// One entry, opened where its key lives.
    pub async fn entry(&mut self, _at: &EntryRef) -> Result<Option<crate::Entry>> {
        unimplemented!()
    }
    /// Every entry of one stream, oldest first.
    pub async fn stream(&mut self, _chain: &str, _stream: &str) -> Result<Vec<crate::Entry>> {
        unimplemented!()
    }
    /// Entries of `chain` after `number`, oldest first, at most `most`.
    pub async fn after(&mut self, _chain: &str, _number: i64, _most: i64) -> Result<Vec<crate::Entry>> {
        unimplemented!()
    }
}
