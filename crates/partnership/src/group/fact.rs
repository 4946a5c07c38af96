//! What can have happened to a group, and what that adds up to.

use std::collections::BTreeMap;

use agreement::Compartment;
use kernel::{Date, Moment, SubjectRef, Vague};
use ledger::{Question, Row, Rows};
use platform::{Action, Facet, Record, Recorded, words};
use serde::{Deserialize, Serialize};

use super::{
    Command, Refusal,
    decide::{self, Reads},
    rows,
};
use crate::organisation::{AgencyType, Phase};

/// Past tense. A released name is never changed; a changed meaning is a new variant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "snake_case")]
pub enum Fact {
    /// `reports_to`: another group's id; none for the one at the top.
    Launched {
        name: String,
        kind: Kind,
        reports_to: Option<String>,
        terms: String,
        rotating_chair: bool,
        launched_on: Date,
    },
    Amended {
        name: String,
        reports_to: Option<String>,
        terms: String,
        rotating_chair: bool,
    },
    QuorumSet {
        quorum: Quorum,
    },
    /// `follows`: the chair whose term ends on the day this one's begins.
    ChairAppointed {
        chair: Chair,
        follows: Option<String>,
    },
    SeatAdded {
        seat: Seat,
    },
    /// `leaves`: the agency, where this was its last seat.
    SeatEnded {
        seat: String,
        on: Date,
        leaves: Option<String>,
    },
    /// Set for the first time, or set anew under the same id.
    LineSet {
        line: Line,
    },
    ProgressNoted {
        line: String,
        words: String,
    },
    LineFinished {
        line: String,
        on: Date,
        result: String,
    },
    Concluded {
        on: Date,
        achieved: String,
    },
}

words! {
    /// What kind of body it is.
    Kind {
        Leadership => "elg", "Executive leadership group";
        ChildrenBoard => "board_children", "Children's partnership board";
        AdultsBoard => "board_adults", "Adults board";
        SubGroup => "sub_group", "Sub-group";
    }
}

words! {
    /// What a line of a plan is for.
    Pillar {
        Prevention => "prevention", "Prevention";
        Identification => "identification", "Identification";
        Response => "response", "Response";
    }
}

/// The five phases that education must be represented by: one headteacher cannot speak for all of them.
pub const EDUCATION_PHASES: [Phase; 5] = [Phase::EarlyYears, Phase::Primary, Phase::Secondary, Phase::FurtherEducation, Phase::Special];

/// How many of the counting seats must be represented, and which kinds of agency must be among them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quorum {
    pub seats: i64,
    pub must: Vec<AgencyType>,
}

impl Quorum {
    /// "3 seats, among them council and police".
    pub fn words(&self) -> String {
        let seats = if self.seats == 1 { "1 seat".to_owned() } else { format!("{} seats", self.seats) };
        let must: Vec<String> = self.must.iter().map(|kind| kind.title().to_lowercase()).collect();
        match must.as_slice() {
            [] => seats,
            [one] => format!("{seats}, among them {one}"),
            [before @ .., last] => format!("{seats}, among them {} and {last}", before.join(", ")),
        }
    }
}

/// Who chairs, for how long. `id` is the appointment's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chair {
    pub id: String,
    /// The post holder.
    pub name: String,
    /// An organisation's id; empty for somebody independent of all agencies.
    pub agency: String,
    pub from: Date,
    pub until: Option<Date>,
}

/// A place at the table. `id` is unique within the group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seat {
    pub id: String,
    /// The organisation that holds it.
    pub agency: String,
    /// The post that sits in it: "Director of Children's Services".
    pub title: String,
    /// The phase of education it speaks for.
    pub phase: Option<Phase>,
    /// Whether it counts towards the quorum: an adviser's does not.
    pub counts: bool,
    pub from: Date,
}

/// One line of the group's plan. `id` is unique within the group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    pub id: String,
    pub pillar: Pillar,
    pub what: String,
    /// How the group will know that it has made a difference.
    pub measure: String,
    pub due_on: Date,
    /// The organisation that leads on it.
    pub lead: String,
}

/// Only what [`decide`] needs; everything a page shows comes from the rows.
#[derive(Debug, Default)]
pub struct Group {
    pub(super) kind: Option<Kind>,
    pub(super) launched_on: Option<Date>,
    pub(super) concluded: bool,
    pub(super) chair: Option<(String, Date)>,
    /// Every seat there was: agency, first day, and whether it still stands.
    pub(super) seats: BTreeMap<String, (String, Date, bool)>,
    /// Every line there was, and whether it is finished.
    pub(super) lines: BTreeMap<String, bool>,
}

impl Group {
    pub(super) fn standing_seats(&self) -> impl Iterator<Item = (&str, &str)> {
        self.seats.iter().filter(|(_, (.., stands))| *stands).map(|(id, (agency, ..))| (id.as_str(), agency.as_str()))
    }
}

/// Groups are public business.
pub(super) fn facet() -> Facet {
    Facet::open(Compartment::GovernancePublic)
}

impl Record for Group {
    const KIND: &'static str = "group";
    const VIEW: Action = super::VIEW;
    type Fact = Fact;
    type Command = Command;
    type Refusal = Refusal;
    type Reads = Reads;

    fn kind(fact: &Fact) -> &'static str {
        match fact {
            Fact::Launched { .. } => "group.launched",
            Fact::Amended { .. } => "group.amended",
            Fact::QuorumSet { .. } => "group.quorum_set",
            Fact::ChairAppointed { .. } => "group.chair_appointed",
            Fact::SeatAdded { .. } => "group.seat_added",
            Fact::SeatEnded { .. } => "group.seat_ended",
            Fact::LineSet { .. } => "group.line_set",
            Fact::ProgressNoted { .. } => "group.progress_noted",
            Fact::LineFinished { .. } => "group.line_finished",
            Fact::Concluded { .. } => "group.concluded",
        }
    }
    fn apply(&mut self, fact: &Fact) {
        match fact {
            Fact::Launched { kind, launched_on, .. } => {
                self.kind = Some(*kind);
                self.launched_on = Some(*launched_on);
            }
            Fact::Amended { .. } | Fact::QuorumSet { .. } | Fact::ProgressNoted { .. } => {}
            Fact::ChairAppointed { chair, .. } => self.chair = Some((chair.id.clone(), chair.from)),
            Fact::SeatAdded { seat } => {
                self.seats.insert(seat.id.clone(), (seat.agency.clone(), seat.from, true));
            }
            Fact::SeatEnded { seat, .. } => {
                if let Some((.., stands)) = self.seats.get_mut(seat) {
                    *stands = false;
                }
            }
            Fact::LineSet { line } => {
                self.lines.insert(line.id.clone(), false);
            }
            Fact::LineFinished { line, .. } => {
                self.lines.insert(line.clone(), true);
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
    fn questions(chain: &str, stream: &str, command: &Command) -> Vec<Question> {
        rows::questions(chain, stream, command)
    }
    fn reads(answers: &[Vec<Row>]) -> ledger::Result<Reads> {
        rows::reads(answers)
    }
    fn happened(fact: &Fact, at: &Moment) -> Vague {
        match fact {
            Fact::Launched { launched_on: on, .. }
            | Fact::SeatEnded { on, .. }
            | Fact::LineFinished { on, .. }
            | Fact::Concluded { on, .. } => Vague::day(*on),
            Fact::ChairAppointed { chair, .. } => Vague::day(chair.from),
            Fact::SeatAdded { seat } => Vague::day(seat.from),
            _ => Vague::exact(at.now),
        }
    }
    fn subjects(fact: &Fact) -> Vec<SubjectRef> {
        match fact {
            Fact::SeatAdded { seat } => vec![SubjectRef::new("organisation", &seat.agency)],
            _ => Vec::new(),
        }
    }
}
