//! The ledger: facts appended once, rows projected from them, and the proof that neither was changed.
//!
//! The only crate that names `sqlx`. One SQL text serves SQLite and PostgreSQL.

mod act;
mod db;
mod entry;
mod error;
mod open;
mod rows;
mod schema;
mod value;

pub use self::{
    act::{Act, ActError, Done, Load, Question, Step},
    db::{Read, Row, Sql},
    entry::{Body, Draft, Effect, Entry, EntryRef, Share},
    error::{LedgerError, Result},
    open::{Chance, Clock, Engine, Ledger, OpenOptions, Projector},
    rows::Rows,
    schema::{Column, Kind, Table, boolean, int, int_null, searched, text, text_null},
    value::Value,
};
