//! Row operations, named by a pure projection and applied by the ledger in the transaction that appends.

use crate::Value;

/// What one entry does to its slice's rows.
#[derive(Debug, Default)]
pub struct Rows {
    pub(crate) operations: Vec<Operation>,
}

#[derive(Debug)]
pub(crate) enum Operation {
    Insert { table: &'static str, id: String, columns: Vec<(&'static str, Value)> },
    Patch { table: &'static str, id: String, columns: Vec<(&'static str, Value)> },
    Close { table: &'static str, id: String },
}

impl Rows {
    /// A new row. Columns left out are null. A live row of the same id is replaced (closed and opened anew).
    pub fn insert(&mut self, table: &'static str, id: impl ToString, columns: Vec<(&'static str, Value)>) {
        self.operations.push(Operation::Insert { table, id: id.to_string(), columns });
    }
    /// Changes the named columns of the live row; nothing happens where there is none.
    pub fn patch(&mut self, table: &'static str, id: impl ToString, columns: Vec<(&'static str, Value)>) {
        self.operations.push(Operation::Patch { table, id: id.to_string(), columns });
    }
    /// The row ceases to hold: closed where versioned, deleted where not.
    pub fn close(&mut self, table: &'static str, id: impl ToString) {
        self.operations.push(Operation::Close { table, id: id.to_string() });
    }
}
