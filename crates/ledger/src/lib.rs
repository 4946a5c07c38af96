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
mod horizon;
mod index;
mod moving;
mod open;
mod ops;
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
    horizon::{HorizonLine, Shared, Standing},
    moving::Moved,
    open::{Chance, Clock, Engine, Ledger, OpenOptions, Projector, Tuning},
    ops::Job,
    proof::{ChainHead, Heads, Progress, Verified},
    read::Read,
    rebuild::Rebuilt,
    row::Row,
    rows::Rows,
    schema::{Column, Kind, Table, boolean, int, int_null, searched, text, text_null},
    value::Value,
};

/// Every fixed statement of the ledger itself on `engine`, for the test that has both engines prepare them.
#[doc(hidden)]
pub fn statements(engine: Engine) -> Vec<&'static str> {
    vec![
        read::HEAD,
        read::ENTRY,
        read::STREAM,
        read::AFTER,
        read::KEY,
        rebuild::BY_SEQ,
        proof::BARE,
        moving::BARE_BY_SEQ,
        moving::KEYS,
        moving::ACT_KEYS,
        moving::BLOBS,
        horizon::FACTS,
        horizon::SHARES,
        horizon::OPENED,
        ops::CURSOR,
        ops::ADVANCE,
        ops::ENQUEUE,
        ops::FINISH,
        ops::FAIL,
        ops::lease_text(engine),
    ]
}
