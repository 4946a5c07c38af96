//! An entry as it is stored: its columns, and the envelope that its body is before sealing.
//!
//! The envelope is the fact as JSON; where the fact is about someone, shares or destroys something, a record separator (byte 0x1E, which JSON
//! never contains) and that as JSON follow. So subjects and shares are under the hash, sealed with the fact, forgotten with it, and an import
//! finds them again.

use kernel::{SubjectRef, Timestamp, Vague};
use serde::{Deserialize, Serialize};

use crate::{
    Body, Entry, EntryRef, LedgerError, Result, Row, Share, Value,
    canonical::{precision_of, precision_word},
    row::Cell,
    seal::Key,
};

/// The columns of `entry`, `seq` apart, in the order of [`Stored::values`].
pub(crate) const COLUMNS: &str = "chain, number, stream, version, kind, schema, happened_from, happened_to, happened_precision, \
     held_from, held_to, held_precision, recorded_at, actor, agency, purpose, cause_chain, cause_number, sealed, body, prev, hash";
pub(crate) const WIDTH: usize = 22;

/// The columns as [`Stored::from_row`] reads them, with the state of the stream's key at the end.
macro_rules! select_entries {
    ($from:literal) => {
        crate::stored::select_entries_with!("k.wrapped, k.destroyed_at", $from)
    };
}
/// The same without the key.
macro_rules! select_bare_entries {
    ($from:literal) => {
        crate::stored::select_entries_with!("null as wrapped, null as destroyed_at", $from)
    };
}
macro_rules! select_entries_with {
    ($key:literal, $from:literal) => {
        concat!(
            "select e.chain, e.number, e.stream, e.version, e.kind, e.schema, e.happened_from, e.happened_to, e.happened_precision, ",
            "e.held_from, e.held_to, e.held_precision, e.recorded_at, e.actor, e.agency, e.purpose, e.cause_chain, e.cause_number, ",
            "e.sealed, e.body, e.prev, e.hash, ",
            $key,
            ", e.seq from ",
            $from
        )
    };
}
pub(crate) use {select_bare_entries, select_entries, select_entries_with};

#[derive(Debug, Clone)]
pub(crate) struct Stored {
    pub(crate) chain: String,
    pub(crate) number: i64,
    pub(crate) stream: String,
    pub(crate) version: i64,
    pub(crate) kind: String,
    pub(crate) schema: u32,
    pub(crate) happened: Vague,
    pub(crate) held: Option<Vague>,
    /// Microseconds since 1970.
    pub(crate) recorded_at: i64,
    pub(crate) actor: String,
    pub(crate) agency: String,
    pub(crate) purpose: String,
    pub(crate) cause: Option<EntryRef>,
    pub(crate) sealed: bool,
    pub(crate) body: Vec<u8>,
    pub(crate) prev: [u8; 32],
    pub(crate) hash: [u8; 32],
}

/// How a stream's key stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum KeyState {
    None,
    Live(Key),
    Destroyed,
}

/// A key as its row holds it, still wrapped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Wrapped {
    None,
    Live(Vec<u8>),
    Destroyed,
}
impl Wrapped {
    pub(crate) fn of(wrapped: Option<Vec<u8>>, destroyed_at: Option<i64>) -> Self {
        match (wrapped, destroyed_at) {
            (_, Some(_)) => Self::Destroyed,
            (Some(wrapped), None) => Self::Live(wrapped),
            (None, None) => Self::None,
        }
    }
    pub(crate) fn open(&self, master: &Key, chain: &str, stream: &str) -> Result<KeyState> {
        Ok(match self {
            Self::None => KeyState::None,
            Self::Destroyed => KeyState::Destroyed,
            Self::Live(wrapped) => KeyState::Live(master.unwrap_key(wrapped, chain, stream)?),
        })
    }
}

/// What an entry is about, beside its fact.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct About {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) subjects: Vec<SubjectRef>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) shares: Vec<Share>,
    /// The stream whose key this fact destroys.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) destroys: Option<String>,
}

const SEPARATOR: u8 = 0x1E;

pub(crate) fn envelope(fact: &serde_json::Value, about: &About) -> Result<Vec<u8>> {
    let mut bytes = serde_json::to_vec(fact)?;
    if *about != About::default() {
        bytes.push(SEPARATOR);
        serde_json::to_writer(&mut bytes, about)?;
    }
    Ok(bytes)
}

/// The fact's bytes, and what it is about.
pub(crate) fn unfold(mut bytes: Vec<u8>) -> Result<(Vec<u8>, About)> {
    let Some(at) = bytes.iter().position(|byte| *byte == SEPARATOR) else { return Ok((bytes, About::default())) };
    let about = serde_json::from_slice(&bytes[at + 1..])?;
    bytes.truncate(at);
    Ok((bytes, about))
}

impl Stored {
    pub(crate) fn at(&self) -> EntryRef {
        EntryRef { chain: self.chain.clone(), number: self.number }
    }

    /// The part of the kind before the dot.
    pub(crate) fn record(&self) -> &str {
        record_of(&self.kind)
    }

    pub(crate) fn place(&self) -> Vec<u8> {
        Key::place(&self.chain, &self.stream, self.version, &self.kind)
    }

    /// The envelope; none where the key has been destroyed.
    pub(crate) fn plain(&self, key: &KeyState) -> Result<Option<Vec<u8>>> {
        if !self.sealed {
            return Ok(Some(self.body.clone()));
        }
        match key {
            KeyState::Destroyed => Ok(None),
            KeyState::None => Err(LedgerError::Broken(format!("{} is sealed, and its stream has no key", self.at()))),
            KeyState::Live(key) => match key.open(&self.body, &self.place()) {
                Some(bytes) => Ok(Some(bytes)),
                None => Err(LedgerError::Broken(format!("{} does not open under its stream's key", self.at()))),
            },
        }
    }

    /// The entry as slices see it, and what it is about.
    pub(crate) fn opened(&self, key: &KeyState) -> Result<(Entry, About)> {
        let (body, about) = match self.plain(key)? {
            Some(plain) => {
                let (fact, about) = unfold(plain)?;
                (Body::Open(fact), about)
            }
            None => (Body::Forgotten, About::default()),
        };
        Ok((self.entry(body)?, about))
    }

    pub(crate) fn entry(&self, body: Body) -> Result<Entry> {
        Ok(Entry {
            chain: self.chain.clone(),
            number: self.number,
            stream: self.stream.clone(),
            version: self.version,
            kind: self.kind.clone(),
            schema: self.schema,
            happened: self.happened,
            held: self.held,
            recorded_at: instant(self.recorded_at)?,
            actor: self.actor.clone(),
            agency: self.agency.clone(),
            purpose: self.purpose.clone(),
            cause: self.cause.clone(),
            body,
            prev: self.prev,
            hash: self.hash,
        })
    }

    /// The values of [`COLUMNS`].
    pub(crate) fn values(self, to: &mut Vec<Value>) {
        let micros = |at: Option<Timestamp>| Value::Int(at.map(|at| at.as_microsecond()));
        let (cause_chain, cause_number) = self.cause.map_or((None, None), |cause| (Some(cause.chain), Some(cause.number)));
        to.extend([
            Value::Text(Some(self.chain)),
            Value::Int(Some(self.number)),
            Value::Text(Some(self.stream)),
            Value::Int(Some(self.version)),
            Value::Text(Some(self.kind)),
            Value::Int(Some(i64::from(self.schema))),
            micros(self.happened.from),
            micros(self.happened.to),
            Value::Text(Some(precision_word(self.happened.precision).to_owned())),
            micros(self.held.and_then(|held| held.from)),
            micros(self.held.and_then(|held| held.to)),
            Value::Text(self.held.map(|held| precision_word(held.precision).to_owned())),
            Value::Int(Some(self.recorded_at)),
            Value::Text(Some(self.actor)),
            Value::Text(Some(self.agency)),
            Value::Text(Some(self.purpose)),
            Value::Text(cause_chain),
            Value::Int(cause_number),
            Value::Bool(Some(self.sealed)),
            Value::Blob(Some(self.body)),
            Value::Blob(Some(self.prev.to_vec())),
            Value::Blob(Some(self.hash.to_vec())),
        ]);
    }

    /// A row of [`select_entries`]: the entry, its stream's key and its place in this database's own order.
    pub(crate) fn from_row(row: Row) -> Result<(Self, Wrapped, i64)> {
        let mut cells = Cells(row.into_cells());
        let stored = Self {
            chain: cells.text()?,
            number: cells.int()?,
            stream: cells.text()?,
            version: cells.int()?,
            kind: cells.text()?,
            schema: u32::try_from(cells.int()?).map_err(|_| odd())?,
            happened: {
                let (from, to, word) = (cells.opt_int()?, cells.opt_int()?, cells.text()?);
                vague(from, to, &word)?
            },
            held: {
                let (from, to, word) = (cells.opt_int()?, cells.opt_int()?, cells.opt_text()?);
                word.map(|word| vague(from, to, &word)).transpose()?
            },
            recorded_at: cells.int()?,
            actor: cells.text()?,
            agency: cells.text()?,
            purpose: cells.text()?,
            cause: match (cells.opt_text()?, cells.opt_int()?) {
                (Some(chain), Some(number)) => Some(EntryRef { chain, number }),
                _ => None,
            },
            sealed: cells.truth()?,
            body: cells.opt_blob()?.unwrap_or_default(),
            prev: cells.hash()?,
            hash: cells.hash()?,
        };
        let wrapped = cells.opt_blob()?;
        let destroyed_at = cells.opt_int()?;
        Ok((stored, Wrapped::of(wrapped, destroyed_at), cells.int()?))
    }

    pub(crate) fn entry_from_row(row: Row, master: &Key) -> Result<Entry> {
        let (stored, wrapped, _) = Self::from_row(row)?;
        let key = wrapped.open(master, &stored.chain, &stored.stream)?;
        Ok(stored.opened(&key)?.0)
    }
}

pub(crate) fn record_of(kind: &str) -> &str {
    kind.split_once('.').map_or(kind, |(record, _)| record)
}

pub(crate) fn instant(micros: i64) -> Result<Timestamp> {
    Timestamp::from_microsecond(micros).map_err(|_| LedgerError::Broken(format!("{micros} microseconds since 1970 is not an instant")))
}

pub(crate) fn vague(from: Option<i64>, to: Option<i64>, word: &str) -> Result<Vague> {
    let precision = precision_of(word).ok_or_else(|| LedgerError::Broken(format!("`{word}` is not a precision of a time")))?;
    Ok(Vague { from: from.map(instant).transpose()?, to: to.map(instant).transpose()?, precision })
}

fn odd() -> LedgerError {
    LedgerError::Broken("a stored entry has a column of the wrong type".into())
}

/// Cells taken in order, without looking names up: entries are read by the million.
pub(crate) struct Cells(pub(crate) std::vec::IntoIter<Cell>);
impl Cells {
    pub(crate) fn text(&mut self) -> Result<String> {
        self.opt_text()?.ok_or_else(odd)
    }
    pub(crate) fn opt_text(&mut self) -> Result<Option<String>> {
        match self.0.next() {
            Some(Cell::Text(text)) => Ok(Some(text)),
            Some(Cell::Null) => Ok(None),
            _ => Err(odd()),
        }
    }
    pub(crate) fn int(&mut self) -> Result<i64> {
        self.opt_int()?.ok_or_else(odd)
    }
    pub(crate) fn opt_int(&mut self) -> Result<Option<i64>> {
        match self.0.next() {
            Some(Cell::Int(number)) => Ok(Some(number)),
            Some(Cell::Null) => Ok(None),
            _ => Err(odd()),
        }
    }
    pub(crate) fn truth(&mut self) -> Result<bool> {
        match self.0.next() {
            Some(Cell::Bool(truth)) => Ok(truth),
            Some(Cell::Int(number @ (0 | 1))) => Ok(number == 1),
            _ => Err(odd()),
        }
    }
    pub(crate) fn opt_blob(&mut self) -> Result<Option<Vec<u8>>> {
        match self.0.next() {
            Some(Cell::Blob(bytes)) => Ok(Some(bytes)),
            Some(Cell::Null) => Ok(None),
            _ => Err(odd()),
        }
    }
    pub(crate) fn hash(&mut self) -> Result<[u8; 32]> {
        self.opt_blob()?.and_then(|bytes| bytes.try_into().ok()).ok_or_else(odd)
    }
}
