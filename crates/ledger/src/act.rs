//! An act: one or more steps on streams of one chain that commit together or not at all.

use kernel::Moment;

use crate::{Draft, Entry, EntryRef, LedgerError, Row, Sql, Value};

/// How much of a stream a step needs before it can decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Load {
    /// Every entry, opened.
    All,
    /// Only how many there are (append-only logs).
    Version,
}

/// What the command declared it needs to know, asked in the writing transaction (a place left, a name taken).
#[derive(Debug, Clone)]
pub struct Question {
    pub sql: Sql,
    pub args: Vec<Value>,
}

/// One stream's part of an act. Pure but for what it is handed; it may be called again when a batch is re-run.
pub trait Step: Send + 'static {
    fn stream(&self) -> &str;
    fn load(&self) -> Load {
        Load::All
    }
    /// The version the form was drawn from; another one is [`ActError::Stale`].
    fn seen(&self) -> Option<i64> {
        None
    }
    fn questions(&self) -> Vec<Question> {
        Vec::new()
    }
    /// `history`: the stream's entries (empty under [`Load::Version`]); `version`: how many; `answers`: one list of rows a question.
    ///
    /// # Errors
    /// [`ActError::Refused`] with the rule's own refusal inside, or a fault.
    fn decide(&mut self, history: &[Entry], version: i64, answers: &[Vec<Row>], at: &Moment) -> std::result::Result<Vec<Draft>, ActError>;
}

pub struct Act {
    pub chain: String,
    pub actor: String,
    pub agency: String,
    pub purpose: String,
    pub cause: Option<EntryRef>,
    /// Makes a repeat a no-op: the first outcome is answered again and nothing is appended. Unique per chain.
    pub key: Option<String>,
    pub steps: Vec<Box<dyn Step>>,
}

/// An act that is durable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// The numbers appended, in order; empty where a repeat changed nothing or nothing needed recording.
    pub entries: Vec<EntryRef>,
    /// The version each step's stream now has.
    pub versions: Vec<i64>,
    pub repeated: bool,
}

#[derive(Debug, thiserror::Error)]
pub enum ActError {
    /// A rule said no. The box holds the record's own refusal, whose `Display` is for the page.
    #[error("{0}")]
    Refused(Box<dyn std::error::Error + Send + Sync>),
    #[error("the record has changed: it was seen at version {seen} and is now at {now}")]
    Stale { stream: String, seen: i64, now: i64 },
    #[error(transparent)]
    Failed(#[from] LedgerError),
}
