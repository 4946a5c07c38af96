//! The tables a slice states. The platform makes them, versions them, rebuilds them beside and swaps them.

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Text,
    Int,
    Bool,
}

#[derive(Debug, Clone, Copy)]
pub struct Column {
    pub name: &'static str,
    pub kind: Kind,
    pub null: bool,
    /// Words to be found by [`crate::Ledger::found`]: FTS5 on SQLite, tsvector on PostgreSQL.
    pub searched: bool,
}

/// A row belongs to the stream whose entry opened it: a sealed entry may change only rows of its own stream.
///
/// Beside its own columns every table has `chain`, `id` (unique within chain among the rows known at one time) and `stream` (whose
/// entry wrote the row, so that forgetting a stream clears its rows); a versioned one also `known_from` and `known_to` (chain numbers;
/// `known_to is null` = as known now; `known_from <= $n and (known_to is null or known_to > $n)` = as of n).
#[derive(Debug, Clone, Copy)]
pub struct Table {
    pub name: &'static str,
    /// Raised whenever columns or projection change: the table is then rebuilt beside and swapped.
    pub version: u32,
    pub versioned: bool,
    pub columns: &'static [Column],
    /// Each index as its columns; `chain` is put first by the ledger.
    pub indexes: &'static [&'static [&'static str]],
}

pub const fn text(name: &'static str) -> Column {
    Column { name, kind: Kind::Text, null: false, searched: false }
}
pub const fn text_null(name: &'static str) -> Column {
    Column { name, kind: Kind::Text, null: true, searched: false }
}
pub const fn searched(name: &'static str) -> Column {
    Column { name, kind: Kind::Text, null: false, searched: true }
}
pub const fn int(name: &'static str) -> Column {
    Column { name, kind: Kind::Int, null: false, searched: false }
}
pub const fn int_null(name: &'static str) -> Column {
    Column { name, kind: Kind::Int, null: true, searched: false }
}
pub const fn boolean(name: &'static str) -> Column {
    Column { name, kind: Kind::Bool, null: false, searched: false }
}
