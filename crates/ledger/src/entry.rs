//! An entry: one fact with its five times, and the draft a decision makes of it.

use kernel::{SubjectRef, Timestamp, Vague};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::{LedgerError, Result};

/// Chain and number: a citation that never changes. Written `chain/number`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EntryRef {
    pub chain: String,
    pub number: i64,
}
impl std::fmt::Display for EntryRef {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.chain, self.number)
    }
}

/// What a decision wants recorded. The ledger adds number, version, recorded time, actor and hashes.
#[derive(Debug, Clone)]
pub struct Draft {
    /// "escalation.raised": record, dot, past participle. A released kind is never renamed.
    pub kind: &'static str,
    pub schema: u32,
    pub body: serde_json::Value,
    /// Sealed under the stream's own key before hashing. True for any stream with free text or a person.
    pub sealed: bool,
    pub happened: Vague,
    /// When the source itself had it, as the source states; none = when it was recorded.
    pub held: Option<Vague>,
    pub subjects: Vec<SubjectRef>,
    pub shares: Vec<Share>,
    pub effect: Option<Effect>,
}

/// Part of a draft: what this fact gives to another agency, by which clause. `stream` is what was shared: its facts up to and including this
/// one. A later fact of the stream is given by a later share.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    pub stream: String,
    pub to_agency: String,
    pub clause: String,
    /// When it was in fact given (by phone, in a meeting), where that is not now.
    pub held: Option<Vague>,
}

/// What a fact does to the ledger itself, in the same transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Destroys the data key of `stream`, clears its rows, search and blobs. The entries stay, unopenable.
    Destroy { stream: String },
}

#[derive(Debug, Clone)]
pub struct Entry {
    pub chain: String,
    pub number: i64,
    pub stream: String,
    pub version: i64,
    pub kind: String,
    pub schema: u32,
    pub happened: Vague,
    pub held: Option<Vague>,
    pub recorded_at: Timestamp,
    pub actor: String,
    pub agency: String,
    pub purpose: String,
    pub cause: Option<EntryRef>,
    pub body: Body,
    pub prev: [u8; 32],
    pub hash: [u8; 32],
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    Open(Vec<u8>),
    /// The key has been destroyed; only the ciphertext is left.
    Forgotten,
}

impl Entry {
    pub fn at(&self) -> EntryRef {
        EntryRef { chain: self.chain.clone(), number: self.number }
    }
    /// The fact inside; an error where the key was destroyed or the body does not fit.
    pub fn fact<F: DeserializeOwned>(&self) -> Result<F> {
        match &self.body {
            Body::Open(bytes) => Ok(serde_json::from_slice(bytes)?),
            Body::Forgotten => Err(LedgerError::Broken(format!("{} was destroyed", self.at()))),
        }
    }
}
