//! What can have happened to a partnership.

use agreement::Compartment;
use kernel::Moment;
use ledger::Rows;
use serde::{Deserialize, Serialize};

use super::{Command, Refusal, decide, rows};
use crate::{Action, Facet, Home, Record, Recorded};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "snake_case")]
pub enum Fact {
    /// `slug`: its chain. `areas`: GSS codes of its local authority areas.
    Founded {
        name: String,
        slug: String,
        areas: Vec<String>,
    },
    Renamed {
        name: String,
    },
}

#[derive(Debug, Default)]
pub struct Partnership {
    pub(super) founded: bool,
}

impl Record for Partnership {
    const KIND: &'static str = "partnership";
    const VIEW: Action = super::VIEW;
    const HOME: Home = Home::Commons;
    const SEALED: bool = false;
    type Fact = Fact;
    type Command = Command;
    type Refusal = Refusal;
    type Reads = ();

    fn kind(fact: &Fact) -> &'static str {
        match fact {
            Fact::Founded { .. } => "partnership.founded",
            Fact::Renamed { .. } => "partnership.renamed",
        }
    }
    fn apply(&mut self, fact: &Fact) {
        if matches!(fact, Fact::Founded { .. }) {
            self.founded = true;
        }
    }
    fn decide(&self, command: Command, _: &Moment, (): &()) -> Result<Vec<Fact>, Refusal> {
        decide::decide(self, command)
    }
    fn project(entry: &Recorded<Fact>, rows: &mut Rows) {
        rows::project(entry, rows);
    }
    fn facet(_: &Command) -> Facet {
        Facet::open(Compartment::GovernancePublic)
    }
}
