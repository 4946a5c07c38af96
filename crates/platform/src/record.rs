//! What a slice teaches the platform about one kind of record: its facts, its rule, its rows, its access.

use agreement::{Compartment, Restriction};
use kernel::{Moment, SubjectRef, Vague};
use ledger::{ActError, Draft, Effect, Entry, Question, Row, Rows, Share, Step};
use serde::{Serialize, de::DeserializeOwned};

use crate::Action;

/// Which chain a record lives on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Home {
    /// The chain of the partnership the asker is acting for.
    Partnership,
    /// The chain of whatever spans partnerships: organisations, accounts.
    Commons,
}

/// The chain of everything that spans partnerships.
pub const COMMONS: &str = "commons";

/// Under which attributes access to a record is decided, apart from who is involved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facet {
    pub compartment: Compartment,
    pub restriction: Restriction,
}

impl Facet {
    pub const fn open(compartment: Compartment) -> Self {
        Self { compartment, restriction: Restriction::None }
    }
}

/// One kind of record. Everything here is pure: no database, no clock, no chance.
pub trait Record: Default + Send + Sync + 'static {
    /// The noun of the glossary, and the first part of every kind of its facts.
    const KIND: &'static str;
    /// Who may do this may know that the record exists.
    const VIEW: Action;
    const HOME: Home = Home::Partnership;
    /// False only for records that hold neither free text about people nor a person.
    const SEALED: bool = true;
    type Fact: Serialize + DeserializeOwned + Send + Sync + 'static;
    type Command: Clone + Send + Sync + 'static;
    /// Why not, in the words the user reads.
    type Refusal: std::error::Error + Send + Sync + 'static;
    /// What a command needs to know beyond its own stream; `()` where nothing.
    type Reads: Default + Send;

    /// "escalation.raised": released, so never renamed.
    fn kind(fact: &Self::Fact) -> &'static str;
    fn schema(_fact: &Self::Fact) -> u32 {
        1
    }
    fn apply(&mut self, fact: &Self::Fact);
    /// The rule.
    ///
    /// # Errors
    /// The refusal, in words fit for the page.
    fn decide(&self, command: Self::Command, at: &Moment, reads: &Self::Reads) -> Result<Vec<Self::Fact>, Self::Refusal>;
    /// Row operations; sees its own record's facts only.
    fn project(entry: &Recorded<Self::Fact>, rows: &mut Rows);

    /// The access attributes of a record that the command would open.
    fn facet(command: &Self::Command) -> Facet;
    /// The form field a refusal belongs to; empty for the form as a whole.
    fn field(_refusal: &Self::Refusal) -> &'static str {
        ""
    }
    fn questions(_chain: &str, _stream: &str, _command: &Self::Command) -> Vec<Question> {
        Vec::new()
    }
    /// # Errors
    /// A row that does not fit is a fault.
    fn reads(_answers: &[Vec<Row>]) -> ledger::Result<Self::Reads> {
        Ok(Self::Reads::default())
    }
    fn happened(_fact: &Self::Fact, at: &Moment) -> Vague {
        Vague::exact(at.now)
    }
    fn held(_fact: &Self::Fact) -> Option<Vague> {
        None
    }
    fn subjects(_fact: &Self::Fact) -> Vec<SubjectRef> {
        Vec::new()
    }
    fn shares(_fact: &Self::Fact) -> Vec<Share> {
        Vec::new()
    }
    fn effect(_fact: &Self::Fact) -> Option<Effect> {
        None
    }
}

/// A fact with the entry that carries it.
#[derive(Debug)]
pub struct Recorded<F> {
    pub entry: Entry,
    pub fact: F,
}

impl<F> Recorded<F> {
    pub fn stream(&self) -> &str {
        &self.entry.stream
    }
    /// The date in England on which it was recorded.
    pub fn recorded_on(&self) -> kernel::Date {
        Moment::at(self.entry.recorded_at).today
    }
}

/// The projection of a record, in the untyped form the ledger calls.
pub(crate) fn project<R: Record>(entry: &Entry, rows: &mut Rows) -> ledger::Result {
    let fact = entry.fact::<R::Fact>()?;
    R::project(&Recorded { entry: entry.clone(), fact }, rows);
    Ok(())
}

/// A command on one stream, ready for the writer.
pub(crate) struct CommandStep<R: Record> {
    pub(crate) chain: String,
    pub(crate) stream: String,
    pub(crate) seen: Option<i64>,
    pub(crate) command: R::Command,
}

impl<R: Record> Step for CommandStep<R> {
    fn stream(&self) -> &str {
        &self.stream
    }
    fn seen(&self) -> Option<i64> {
        self.seen
    }
    fn questions(&self) -> Vec<Question> {
        R::questions(&self.chain, &self.stream, &self.command)
    }
    fn decide(&mut self, history: &[Entry], _version: i64, answers: &[Vec<Row>], at: &Moment) -> Result<Vec<Draft>, ActError> {
        let mut state = R::default();
        for entry in history {
            state.apply(&entry.fact::<R::Fact>()?);
        }
        let reads = R::reads(answers)?;
        let facts = state.decide(self.command.clone(), at, &reads).map_err(|refusal| ActError::Refused(Box::new(refusal)))?;
        facts.iter().map(|fact| draft::<R>(fact, at)).collect()
    }
}

pub(crate) fn draft<R: Record>(fact: &R::Fact, at: &Moment) -> Result<Draft, ActError> {
    Ok(Draft {
        kind: R::kind(fact),
        schema: R::schema(fact),
        body: serde_json::to_value(fact).map_err(ledger::LedgerError::from)?,
        sealed: R::SEALED,
        happened: R::happened(fact, at),
        held: R::held(fact),
        subjects: R::subjects(fact),
        shares: R::shares(fact),
        effect: R::effect(fact),
    })
}
