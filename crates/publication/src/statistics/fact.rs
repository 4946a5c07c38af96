//! What can have happened to a published file.

use agreement::Compartment;
use kernel::Moment;
use ledger::Rows;
use platform::{Action, Facet, Home, Record, Recorded};
use serde::{Deserialize, Serialize};

use super::{Command, Refusal, decide, rows};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "snake_case")]
pub enum Fact {
    /// `sha256` is that of the file as published.
    Imported { kind: String, title: String, publisher: String, file: String, sha256: String, cells: i64 },
    /// Some of its cells: as many as make a handy fact.
    Read { cells: Vec<Cell> },
}

/// One cell of a published table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    pub measure: String,
    /// GSS code.
    pub area: String,
    pub name: String,
    /// own, neighbour, region or country.
    pub level: String,
    /// As printed: "2025", "202425".
    pub period: String,
    /// As printed, symbols kept: c suppressed, z not applicable, x not available, u low reliability.
    pub shown: String,
    /// Where it stands in the file.
    pub line: i64,
}

/// A file of one kind: each edition takes the place of the one before.
#[derive(Debug, Default)]
pub struct Release {
    pub(super) sha256: Option<String>,
}

impl Record for Release {
    const KIND: &'static str = "release";
    const VIEW: Action = super::VIEW;
    const HOME: Home = Home::Commons;
    /// Published numbers, about nobody.
    const SEALED: bool = false;
    type Fact = Fact;
    type Command = Command;
    type Refusal = Refusal;
    type Reads = ();

    fn kind(fact: &Fact) -> &'static str {
        match fact {
            Fact::Imported { .. } => "release.imported",
            Fact::Read { .. } => "release.read",
        }
    }
    fn apply(&mut self, fact: &Fact) {
        if let Fact::Imported { sha256, .. } = fact {
            self.sha256 = Some(sha256.clone());
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
