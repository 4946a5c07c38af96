//! What can have happened to a priority, and what that adds up to.

use std::collections::{BTreeMap, BTreeSet};

use agreement::Compartment;
use kernel::{Date, Moment, SubjectRef, Vague, period::FinancialYear};
use ledger::{Question, Row, Rows};
use platform::{Action, Facet, Record, Recorded, words};
use serde::{Deserialize, Serialize};

use super::{
    Command, Refusal,
    decide::{self, Reads},
    rows,
};

/// Past tense. A released name is never changed; a changed meaning is a new variant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "snake_case")]
pub enum Fact {
    Set {
        terms: Terms,
        kind: Kind,
        year: FinancialYear,
        lead_name: String,
    },
    /// `leaves`: the agency that led it and no longer does; `joins`: the one that did not and now does.
    Restated {
        terms: Terms,
        lead_name: String,
        leaves: Option<String>,
        joins: Option<String>,
    },
    /// `agency`: of whoever brought it.
    EvidenceAdded {
        evidence: Evidence,
        agency: String,
    },
    EvidenceWithdrawn {
        evidence: String,
        reason: String,
    },
    /// Said again for the same year, it takes the place of what was said.
    ProgressJudged {
        year: FinancialYear,
        level: Level,
        why: String,
        next: String,
    },
    /// Where a perennial challenge stands in the year, and what was done about it.
    Revisited {
        year: FinancialYear,
        found: String,
        done: String,
    },
    /// How work that others lead stands, and who said so.
    Tracked {
        on: Date,
        stage: Stage,
        by: String,
        note: String,
    },
    CarriedForward {
        to: FinancialYear,
        why: String,
    },
    Concluded {
        on: Date,
        outcome: Outcome,
        came_of_it: String,
    },
}

/// What was set out to be done, as it may be restated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    pub title: String,
    /// In plain words.
    pub what: String,
    /// How it will be known whether it worked. May be empty for work that others lead.
    pub measure: String,
    pub lead: Lead,
}

/// Who leads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", content = "id", rename_all = "snake_case")]
pub enum Lead {
    /// An organisation's id.
    Agency(String),
    /// A group's id.
    Group(String),
    /// A body outside the partnership, by name.
    Outside(String),
}

/// Something that shows whether a priority makes a difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Its own id, within the priority.
    pub id: String,
    pub source: Source,
    /// What it shows.
    pub what: String,
    /// The day it is of.
    pub on: Date,
    /// The record (its stream) it rests on.
    pub record: Option<String>,
    /// The figure (its id) it rests on.
    pub figure: Option<String>,
}

words! {
    /// What it is to the partnership.
    Kind {
        Priority => "priority", "Priority";
        PerennialChallenge => "perennial_challenge", "Perennial challenge";
        TrackedWork => "tracked_work", "Work that others lead";
    }
}

words! {
    /// Where evidence comes from. The first four are the kinds that confidence is made of.
    Source {
        Data => "data", "Data";
        Audit => "audit", "Audit or review";
        Practitioner => "practitioner", "What practitioners say";
        Voice => "voice", "What children or adults say";
        Other => "other", "Something else";
    }
}

words! {
    /// How much progress there was in a year, from least to most.
    Level {
        NoProgress => "none", "No progress";
        Little => "little", "Little progress";
        SomeProgress => "some", "Some progress";
        Good => "good", "Good progress";
        Achieved => "achieved", "Achieved";
    }
}

words! {
    /// How work that others lead stands.
    Stage {
        NotBegun => "not_begun", "Not begun";
        UnderWay => "under_way", "Under way";
        Waiting => "waiting", "Waiting for a decision";
        Stopped => "stopped", "Stopped";
        Settled => "settled", "Settled";
    }
}

words! {
    /// How it ended.
    Outcome {
        Achieved => "achieved", "Achieved";
        Partly => "partly", "Achieved in part";
        NotAchieved => "not_achieved", "Not achieved";
        Overtaken => "overtaken", "Overtaken by something else";
    }
}

impl Source {
    /// The kinds that make for confidence, each with how a sentence names it.
    pub(super) const CONFIDENCE: &[(Self, &str)] = &[
        (Self::Data, "data"),
        (Self::Audit, "audit or review"),
        (Self::Practitioner, "practitioners"),
        (Self::Voice, "children or adults"),
    ];
}

impl Level {
    /// What the statutory report must say plainly.
    pub fn is_little_or_none(self) -> bool {
        self <= Self::Little
    }
}

impl Outcome {
    pub(super) fn claims_a_difference(self) -> bool {
        matches!(self, Self::Achieved | Self::Partly)
    }
}

impl Lead {
    /// Stored word and id; outside bodies have no id.
    pub(super) fn parts(&self) -> (&'static str, &str) {
        match self {
            Self::Agency(id) => ("agency", id),
            Self::Group(id) => ("group", id),
            Self::Outside(_) => ("outside", ""),
        }
    }
    pub(super) fn agency(&self) -> Option<&str> {
        match self {
            Self::Agency(id) => Some(id),
            Self::Group(_) | Self::Outside(_) => None,
        }
    }
}

/// What a year is known to have brought.
#[derive(Debug, Default)]
pub(super) struct YearState {
    pub judged: bool,
    pub revisited: bool,
}

/// Only what [`decide`] needs; everything a page shows comes from the rows.
#[derive(Debug, Default)]
pub struct Priority {
    pub(super) kind: Option<Kind>,
    pub(super) lead_agency: Option<String>,
    pub(super) years: BTreeMap<FinancialYear, YearState>,
    /// Evidence that stands, with the agency that brought it.
    pub(super) evidence: BTreeMap<String, String>,
    /// Every evidence id there ever was: none is used twice.
    pub(super) evidence_ids: BTreeSet<String>,
    pub(super) concluded: bool,
}

/// Priorities are public, as agencies and groups are.
pub(super) fn facet() -> Facet {
    Facet::open(Compartment::GovernancePublic)
}

impl Record for Priority {
    const KIND: &'static str = "priority";
    const VIEW: Action = super::VIEW;
    type Fact = Fact;
    type Command = Command;
    type Refusal = Refusal;
    type Reads = Reads;

    fn kind(fact: &Fact) -> &'static str {
        match fact {
            Fact::Set { .. } => "priority.set",
            Fact::Restated { .. } => "priority.restated",
            Fact::EvidenceAdded { .. } => "priority.evidence_added",
            Fact::EvidenceWithdrawn { .. } => "priority.evidence_withdrawn",
            Fact::ProgressJudged { .. } => "priority.progress_judged",
            Fact::Revisited { .. } => "priority.revisited",
            Fact::Tracked { .. } => "priority.tracked",
            Fact::CarriedForward { .. } => "priority.carried_forward",
            Fact::Concluded { .. } => "priority.concluded",
        }
    }
    fn apply(&mut self, fact: &Fact) {
        match fact {
            Fact::Set { terms, kind, year, .. } => {
                self.kind = Some(*kind);
                self.lead_agency = terms.lead.agency().map(str::to_owned);
                self.years.insert(*year, YearState::default());
            }
            Fact::Restated { terms, .. } => self.lead_agency = terms.lead.agency().map(str::to_owned),
            Fact::EvidenceAdded { evidence, agency } => {
                self.evidence.insert(evidence.id.clone(), agency.clone());
                self.evidence_ids.insert(evidence.id.clone());
            }
            Fact::EvidenceWithdrawn { evidence, .. } => {
                self.evidence.remove(evidence);
            }
            Fact::ProgressJudged { year, .. } => self.years.entry(*year).or_default().judged = true,
            Fact::Revisited { year, .. } => self.years.entry(*year).or_default().revisited = true,
            Fact::Tracked { .. } => {}
            Fact::CarriedForward { to, .. } => {
                self.years.insert(*to, YearState::default());
            }
            Fact::Concluded { .. } => self.concluded = true,
        }
    }
    fn decide(&self, command: Command, at: &Moment, reads: &Reads) -> Result<Vec<Fact>, Refusal> {
        decide::decide(self, command, at, reads)
    }
    fn project(entry: &Recorded<Fact>, rows: &mut Rows) {
        rows::project(entry, rows);
    }
    fn facet(_: &Command) -> Facet {
        facet()
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
    fn happened(fact: &Fact, at: &Moment) -> Vague {
        match fact {
            Fact::EvidenceAdded { evidence, .. } => Vague::day(evidence.on),
            Fact::Tracked { on, .. } | Fact::Concluded { on, .. } => Vague::day(*on),
            _ => Vague::exact(at.now),
        }
    }
    fn subjects(fact: &Fact) -> Vec<SubjectRef> {
        match fact {
            Fact::Set { terms, .. } | Fact::Restated { terms, .. } => {
                terms.lead.agency().map(|agency| SubjectRef::new("organisation", agency)).into_iter().collect()
            }
            _ => Vec::new(),
        }
    }
}
