//! What can have happened to a published table.

use std::collections::BTreeMap;

use agreement::Compartment;
use kernel::Moment;
use ledger::Rows;
use platform::{Action, Facet, Home, Record, Recorded};
use serde::{Deserialize, Serialize};

use super::{
    Command, Refusal,
    areas::{Area, Neighbour, Place},
    decide,
    read::{Cell, PassedOver},
    rows,
};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "snake_case")]
pub enum Fact {
    /// An edition came in. What it prints follows, where it differs from the edition before.
    Imported { edition: Box<Edition> },
    /// Cells of one measure, new or printed otherwise than before.
    Printed { measure: String, file: String, named: Vec<Area>, cells: Vec<Cell> },
    /// Cells that the edition before printed and this one does not: area and period.
    Withdrawn { measure: String, cells: Vec<(String, String)> },
    /// The statistical neighbours of the authority with this number.
    NeighboursNamed { of: String, near: Vec<Neighbour> },
}

/// A file as it came in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edition {
    /// The key of the table of measures.
    pub source: String,
    pub title: String,
    pub publisher: String,
    pub licence: String,
    /// Where it is published, in words.
    pub published_at: String,
    pub file: String,
    /// Of its bytes.
    pub sha256: String,
    /// Of the areas it was read for.
    pub areas: String,
    /// The last days of the earliest and of the latest period in it, ISO; empty where it has none.
    pub first: String,
    pub last: String,
    /// How many cells are kept of each measure.
    pub kept: BTreeMap<String, i64>,
    /// What it changed.
    pub change: Changed,
    /// Lines below the headings, and those of which something is kept.
    pub lines: i64,
    pub lines_kept: i64,
    /// Lines that were not understood.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub passed_over: Vec<PassedOver>,
    /// The local authorities it was read for.
    pub places: Vec<Place>,
}

/// How many cells an edition printed that were not there, printed otherwise than before, or no longer prints.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changed {
    pub new: i64,
    pub otherwise: i64,
    pub withdrawn: i64,
}

impl std::fmt::Display for Changed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { new, otherwise, withdrawn } = self;
        write!(f, "{new} new, {otherwise} printed otherwise than before, {withdrawn} withdrawn")
    }
}

/// One published table, through all its editions.
#[derive(Debug, Default)]
pub struct Statistics {
    pub(super) edition: Option<Box<Edition>>,
    /// What is printed now: measure, area and period.
    pub(super) printed: BTreeMap<(String, String, String), String>,
    pub(super) neighbours: BTreeMap<String, Vec<Neighbour>>,
}

impl Record for Statistics {
    const KIND: &'static str = "statistics";
    const VIEW: Action = super::VIEW;
    const HOME: Home = Home::Commons;
    /// Published numbers: nothing in them is about a person, and the publisher withheld what could be.
    const SEALED: bool = false;
    type Fact = Fact;
    type Command = Command;
    type Refusal = Refusal;
    type Reads = ();

    fn kind(fact: &Fact) -> &'static str {
        match fact {
            Fact::Imported { .. } => "statistics.imported",
            Fact::Printed { .. } => "statistics.printed",
            Fact::Withdrawn { .. } => "statistics.withdrawn",
            Fact::NeighboursNamed { .. } => "statistics.neighbours_named",
        }
    }
    fn apply(&mut self, fact: &Fact) {
        match fact {
            Fact::Imported { edition } => self.edition = Some(edition.clone()),
            Fact::Printed { measure, cells, .. } => {
                self.printed
                    .extend(cells.iter().map(|cell| ((measure.clone(), cell.area.clone(), cell.period.clone()), cell.printed.clone())));
            }
            Fact::Withdrawn { measure, cells } => {
                for (area, period) in cells {
                    self.printed.remove(&(measure.clone(), area.clone(), period.clone()));
                }
            }
            Fact::NeighboursNamed { of, near } => {
                self.neighbours.insert(of.clone(), near.clone());
            }
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
    fn field(_: &Refusal) -> &'static str {
        "files"
    }
}
