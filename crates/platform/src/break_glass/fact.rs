//! What can have happened to a break-glass.

use agreement::Compartment;
use kernel::{Date, Moment, Timestamp};
use ledger::Rows;
use serde::{Deserialize, Serialize};

use super::{Command, Refusal, decide, rows};
use crate::{Action, Facet, Record, Recorded, words};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "snake_case")]
pub enum Fact {
    Opened { record: String, person: String, reason: Reason, words: String, until: Timestamp, review_due: Date },
    Reviewed { by: String, justified: bool, note: String },
}

words! {
    /// Why the record could not wait.
    Reason {
        ImmediateRisk => "immediate_risk", "A child or adult is at immediate risk";
        OutOfHours => "out_of_hours", "Nobody with access can be reached";
        DutyCover => "duty_cover", "I cover for somebody whose access I do not have";
        Court => "court", "A court or coroner asks for it now";
    }
}

#[derive(Debug, Default)]
pub struct BreakGlass {
    pub(super) person: Option<String>,
    pub(super) reviewed: bool,
}

impl Record for BreakGlass {
    const KIND: &'static str = "break_glass";
    const VIEW: Action = super::REVIEW;
    type Fact = Fact;
    type Command = Command;
    type Refusal = Refusal;
    type Reads = ();

    fn kind(fact: &Fact) -> &'static str {
        match fact {
            Fact::Opened { .. } => "break_glass.opened",
            Fact::Reviewed { .. } => "break_glass.reviewed",
        }
    }
    fn apply(&mut self, fact: &Fact) {
        match fact {
            Fact::Opened { person, .. } => self.person = Some(person.clone()),
            Fact::Reviewed { .. } => self.reviewed = true,
        }
    }
    fn decide(&self, command: Command, at: &Moment, (): &()) -> Result<Vec<Fact>, Refusal> {
        decide::decide(self, command, at)
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
}
