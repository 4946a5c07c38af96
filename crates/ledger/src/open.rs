//! Opening an installation, and the ledger's public face.

use std::{path::PathBuf, sync::Arc};

use kernel::{Moment, Timestamp};
use tokio::sync::watch;

use crate::{Act, ActError, Done, Entry, Read, Result, Rows, Sql, Table, Value};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// What one record teaches the ledger. `record` is the part of an entry's kind before the dot.
#[derive(Clone, Copy)]
pub struct Projector {
    pub record: &'static str,
    pub tables: &'static [Table],
    /// Pure. It sees only its own record's facts.
    pub project: fn(&Entry, &mut Rows) -> Result,
}

/// Where now comes from: the system, or a demonstration's own hands.
#[derive(Clone)]
pub enum Clock {
    System,
    /// Microseconds since 1970, moved by the demonstration.
    Simulated(Arc<std::sync::atomic::AtomicI64>),
}
impl Clock {
    pub fn moment(&self) -> Moment {
        match self {
            #[allow(clippy::disallowed_methods, reason = "the one place that asks the system for the time")]
            Self::System => Moment::at(Timestamp::now()),
            Self::Simulated(hands) => {
                let at = Timestamp::from_microsecond(hands.load(std::sync::atomic::Ordering::SeqCst));
                Moment::at(at.unwrap_or(Timestamp::UNIX_EPOCH))
            }
        }
    }
}

/// Where keys, nonces and ids come from: the operating system, or a seed (demonstration only).
#[derive(Debug, Clone, Copy)]
pub enum Chance {
    System,
    Seeded(u64),
}

pub struct OpenOptions {
    /// The installation's folder: database (SQLite), `keys/`, `blobs/`, `mail/`.
    pub data: PathBuf,
    /// `postgres://…`; none = SQLite in `data`.
    pub database: Option<String>,
    pub clock: Clock,
    pub chance: Chance,
    pub projectors: Vec<Projector>,
    /// `create table if not exists …` of operational tables, which never enter the ledger (sessions, jobs).
    pub operational: Vec<&'static str>,
}

/// An open installation. Cheap to clone.
#[derive(Clone)]
pub struct Ledger {}

impl Ledger {
    pub async fn open(_options: OpenOptions) -> Result<Self> {
        unimplemented!()
    }
    pub fn engine(&self) -> Engine {
        unimplemented!()
    }
    pub fn clock(&self) -> &Clock {
        unimplemented!()
    }
    /// Fresh bytes of chance (seeded in a demonstration).
    pub fn chance(&self) -> [u8; 32] {
        unimplemented!()
    }
    pub fn new_id(&self) -> kernel::Id {
        unimplemented!()
    }
    /// Makes the chain where it is not there yet.
    pub async fn ensure_chain(&self, _chain: &str) -> Result {
        unimplemented!()
    }
    pub async fn chains(&self) -> Result<Vec<String>> {
        unimplemented!()
    }
    /// The only way to write a fact. Returns once it is durable; a caller that goes away does not undo it.
    ///
    /// # Errors
    /// As [`ActError`] says.
    pub async fn act(&self, _act: Act) -> std::result::Result<Done, ActError> {
        unimplemented!()
    }
    /// Writes operational tables, together and in order, through the same writer. Returns the rows each statement touched.
    pub async fn operate(&self, _statements: Vec<(Sql, Vec<Value>)>) -> Result<Vec<u64>> {
        unimplemented!()
    }
    pub async fn read(&self) -> Result<Read> {
        unimplemented!()
    }
    /// A condition for a `where` that finds rows of `table` whose searched column holds the words bound at `$placeholder`.
    pub fn found(&self, _table: &Table, _placeholder: usize) -> String {
        unimplemented!()
    }
    /// Words a person typed, made safe and fit for the engine's search; none where nothing is left to look for.
    pub fn search_words(&self, _typed: &str) -> Option<String> {
        unimplemented!()
    }
    /// Rises with every commit: reactions wait on it.
    pub fn committed(&self) -> watch::Receiver<u64> {
        unimplemented!()
    }
    /// Waits for what is queued, then stops the writer.
    pub async fn close(&self) {
        unimplemented!()
    }
}
