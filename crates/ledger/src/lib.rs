//! # The ledger
//!
//! Facts appended once, rows projected from them, and the proof that neither was changed. This is the only crate that names `sqlx`; one SQL text
//! serves SQLite and PostgreSQL.
//!
//! **To write**, hand [`Ledger::act`] an [`Act`]: one or more [`Step`]s, each on a stream of the same chain, that commit together or not at all.
//! A step is given its stream's history and answers [`Draft`]s, or refuses. It asks no clock and no database; what it must know it asks as
//! [`Question`]s.
//!
//! **To read**, take a [`Read`]: one consistent view of entries, of the slices' tables, and of the horizon ([`Read::horizon`]).
//!
//! **To have rows**, state a [`Projector`]: [`Table`]s, and a pure function from an entry to [`Rows`].
//!
//! The rooms, in the order in which an act passes through them:
//!
//! - `act`, `entry`, `rows`, `schema`, `value`: the words spoken with the outside.
//! - `open`: an installation and its public face. `writer`: the queue, the transaction, the answers. `batch`: acts decided in memory.
//! - `canonical`: what is hashed. `seal`: what is unreadable without a key. `chance`: keys and fresh bytes. `stored`: an entry as its row.
//! - `apply`: rows changed in memory, written many at a time. `index`: the horizon's views. `search`: words.
//! - `tables`: every table of the ledger's own. `plan`: the slices' tables.
//! - `read`, `row`, `horizon`: answers. `ops`: cursors and jobs. `blobs`: files.
//! - `rebuild`: tables anew, compared or swapped. `proof`: hashes and signed heads. `moving`: export and import. `backup`: a whole installation.
//!
//! **Invariants**
//! - A chain's numbers have no gap, a stream's versions neither, and recorded times never fall along a chain.
//! - What is acknowledged is durable, and an act is there wholly or not at all.
//! - Rebuilt tables are equal to those in use, also after keys were destroyed.
//! - A sealed entry changes only rows of its own stream.

mod act;
mod apply;
mod backup;
mod batch;
mod blobs;
mod canonical;
mod chance;
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
mod secrets;
mod stored;
mod tables;
mod value;
mod writer;

pub use self::{
    act::{Act, ActError, Done, Load, Question, Step},
    backup::{BackedUp, lay_keys},
    db::Sql,
    entry::{Body, Draft, Effect, Entry, EntryRef, Share},
    error::{LedgerError, Result},
    horizon::{HorizonLine, Shared, Standing},
    moving::Moved,
    open::{Chance, Clock, Engine, Ledger, OpenOptions, Projector, Tuning},
    ops::{Batch, Job},
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
        ops::CURSORS,
        ops::ADVANCE,
        ops::ENQUEUE,
        ops::FINISH,
        ops::FAIL,
        ops::lease_text(engine),
    ]
}
