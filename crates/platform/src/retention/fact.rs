//! What can have happened to the keeping of a record.

use agreement::Compartment;
use kernel::Moment;
use ledger::{Effect, Question, Row, Rows};
use serde::{Deserialize, Serialize};

use super::{Command, Reads, Refusal, decide, rows};
use crate::{Action, Facet, Record, Recorded};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "snake_case")]
pub enum Fact {
    /// `record`: the stream to be destroyed.
    Proposed {
        record: String,
        by: String,
        rule: String,
    },
    Withdrawn {
        by: String,
    },
    HoldPlaced {
        record: String,
        by: String,
        reason: String,
    },
    HoldLifted {
        by: String,
        reason: String,
    },
    /// The tombstone: the key of `record` is destroyed with it.
    Destroyed {
        record: String,
        proposed_by: String,
        approved_by: String,
        rule: String,
    },
}

#[derive(Debug, Default)]
pub struct Retention {
    pub(super) proposed: Option<(String, String)>,
    pub(super) held: bool,
    pub(super) destroyed: bool,
}

impl Record for Retention {
    const KIND: &'static str = "retention";
    const VIEW: Action = super::PROPOSE;
    type Fact = Fact;
    type Command = Command;
    type Refusal = Refusal;
    type Reads = Reads;

    fn kind(fact: &Fact) -> &'static str {
        match fact {
            Fact::Proposed { .. } => "retention.proposed",
            Fact::Withdrawn { .. } => "retention.withdrawn",
            Fact::HoldPlaced { .. } => "retention.hold_placed",
            Fact::HoldLifted { .. } => "retention.hold_lifted",
            Fact::Destroyed { .. } => "retention.destroyed",
        }
    }
    fn apply(&mut self, fact: &Fact) {
        match fact {
            Fact::Proposed { by, rule, .. } => self.proposed = Some((by.clone(), rule.clone())),
            Fact::Withdrawn { .. } => self.proposed = None,
            Fact::HoldPlaced { .. } => self.held = true,
            Fact::HoldLifted { .. } => self.held = false,
            Fact::Destroyed { .. } => self.destroyed = true,
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
    fn effect(fact: &Fact) -> Option<Effect> {
        match fact {
            Fact::Destroyed { record, .. } => Some(Effect::Destroy { stream: record.clone() }),
            _ => None,
        }
    }
}
