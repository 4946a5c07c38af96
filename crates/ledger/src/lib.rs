//! The ledger: facts appended once, rows projected from them, and the proof that neither was changed.
//!
//! The only crate that names `sqlx`. One SQL text serves SQLite and PostgreSQL.

mod act;
mod apply;
mod batch;
mod blobs;
mod canonical;
mod chance;
mod cursors;
mod db;
mod entry;
mod error;
mod index;
mod open;
mod plan;
mod proof;
mod read;
mod rebuild;
mod row;
mod rows;
mod schema;
mod seal;
mod search;
mod stored;
mod tables;
mod value;
mod writer;

pub use self::{
    act::{Act, ActError, Done, Load, Question, Step},
    db::Sql,
    entry::{Body, Draft, Effect, Entry, EntryRef, Share},
    error::{LedgerError, Result},
    open::{Chance, Clock, Engine, Ledger, OpenOptions, Projector, Tuning},
    proof::{ChainHead, Heads, Progress, Verified},
    read::Read,
    rebuild::Rebuilt,
    row::Row,
    rows::Rows,
    schema::{Column, Kind, Table, boolean, int, int_null, searched, text, text_null},
    value::Value,
};
