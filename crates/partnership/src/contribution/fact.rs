//! What can have happened to a partner's contribution.

use agreement::Compartment;
use kernel::{Date, Moment, SubjectRef};
use ledger::{Question, Row, Rows};
use platform::{Action, Facet, Record, Recorded};
use serde::{Deserialize, Serialize};

use super::{
    Command, Refusal,
    decide::{self, Reads},
    rows,
};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "snake_case")]
pub enum Fact {
    /// `year`: the one in which the financial year begins.
    Invited {
        agency: String,
        agency_name: String,
        year: i16,
        due: Date,
    },
    /// `before` is how many days are left, negative when overdue.
    Reminded {
        before: i64,
    },
    Written {
        words: Words,
    },
    Submitted {
        by: String,
    },
    Returned {
        by: String,
        reason: String,
    },
    SignedOff {
        by: String,
        name: String,
    },
}

/// What the partner says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    pub did: String,
    /// What difference it made for children or adults.
    pub difference: String,
    pub evidence: String,
    pub challenges: String,
    pub next: String,
}

#[derive(Debug, Default)]
pub struct Contribution {
    pub(super) invited: bool,
    pub(super) words: Words,
    /// Who submitted it, where it awaits signing.
    pub(super) submitted_by: Option<String>,
    pub(super) signed: bool,
    pub(super) reminded: Vec<i64>,
}

impl Record for Contribution {
    const KIND: &'static str = "contribution";
    const VIEW: Action = super::VIEW;
    type Fact = Fact;
    type Command = Command;
    type Refusal = Refusal;
    type Reads = Reads;

    fn kind(fact: &Fact) -> &'static str {
        match fact {
            Fact::Invited { .. } => "contribution.invited",
            Fact::Reminded { .. } => "contribution.reminded",
            Fact::Written { .. } => "contribution.written",
            Fact::Submitted { .. } => "contribution.submitted",
            Fact::Returned { .. } => "contribution.returned",
            Fact::SignedOff { .. } => "contribution.signed_off",
        }
    }
    fn apply(&mut self, fact: &Fact) {
        match fact {
            Fact::Invited { .. } => self.invited = true,
            Fact::Reminded { before } => self.reminded.push(*before),
            Fact::Written { words } => self.words = words.clone(),
            Fact::Submitted { by } => self.submitted_by = Some(by.clone()),
            Fact::Returned { .. } => {
                self.submitted_by = None;
                self.signed = false;
            }
            Fact::SignedOff { .. } => self.signed = true,
        }
    }
    fn decide(&self, command: Command, at: &Moment, reads: &Reads) -> Result<Vec<Fact>, Refusal> {
        decide::decide(self, command, at, reads)
    }
    fn project(entry: &Recorded<Fact>, rows: &mut Rows) {
        rows::project(entry, rows);
    }
    fn facet(_: &Command) -> Facet {
        Facet::open(Compartment::Action)
    }
    fn field(refusal: &Refusal) -> &'static str {
        refusal.field()
    }
    fn questions(chain: &str, _: &str, command: &Command) -> Vec<Question> {
        rows::questions(chain, command)
    }
    fn reads(answers: &[Vec<Row>]) -> ledger::Result<Reads> {
        rows::reads(answers)
    }
    fn subjects(fact: &Fact) -> Vec<SubjectRef> {
        match fact {
            Fact::Invited { agency, .. } => vec![SubjectRef::new("organisation", agency)],
            _ => Vec::new(),
        }
    }
}
