//! What can have happened to the agreement in a partnership.

use agreement::Compartment;
use kernel::{Date, Moment};
use ledger::{Rows, cols};
use serde::{Deserialize, Serialize};

use super::{ADOPTED, Command, Refusal, decide};
use crate::{Action, Facet, Listing, Record, RecordRows, Recorded};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "snake_case")]
pub enum Fact {
    /// `agreement`: the SHA-256 of its texts.
    Adopted { agreement: String, on: Date, note: String },
}

#[derive(Debug, Default)]
pub struct Adoption {
    pub(super) current: Option<String>,
}

impl Record for Adoption {
    const KIND: &'static str = "adoption";
    const VIEW: Action = super::VIEW;
    const SEALED: bool = false;
    type Fact = Fact;
    type Command = Command;
    type Refusal = Refusal;
    type Reads = ();

    fn kind(_: &Fact) -> &'static str {
        "adoption.adopted"
    }
    fn apply(&mut self, fact: &Fact) {
        let Fact::Adopted { agreement, .. } = fact;
        self.current = Some(agreement.clone());
    }
    fn decide(&self, command: Command, at: &Moment, (): &()) -> Result<Vec<Fact>, Refusal> {
        decide::decide(self, command, at)
    }
    fn project(entry: &Recorded<Fact>, rows: &mut Rows) {
        let Fact::Adopted { agreement, on, note } = &entry.fact;
        let id = format!("{}|{}", entry.stream(), entry.entry.version);
        rows.insert(ADOPTED.name, id, cols!["agreement" => agreement, "adopted_on" => *on, "note" => note]);
        rows.list(
            entry.stream(),
            Listing {
                kind: "adoption",
                title: "Information-sharing agreement".to_owned(),
                facet: Facet::open(Compartment::GovernancePublic),
                ask: String::new(),
                opened_on: entry.recorded_on(),
                words: String::new(),
            },
        );
    }
    fn facet(_: &Command) -> Facet {
        Facet::open(Compartment::GovernancePublic)
    }
}
