//! What can have happened to a meeting, and what that adds up to.

use std::collections::{BTreeMap, BTreeSet};

use agreement::Compartment;
use jiff::civil::Time;
use kernel::{Date, Moment, SubjectRef, Vague};
use ledger::{Question, Row, Rows};
use platform::{Action, Facet, Record, Recorded, words};
use serde::{Deserialize, Serialize};

use super::{
    Command, Refusal,
    decide::{self, Reads},
    rows,
};
use crate::{
    group::Quorum,
    organisation::{AgencyType, Phase},
};

/// Past tense. A released name is never changed; a changed meaning is a new variant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "snake_case")]
pub enum Fact {
    /// `quorum` and `seats`: as they were in the group at that moment.
    Convened {
        group: String,
        group_name: String,
        called: Called,
        quorum: Quorum,
        seats: Vec<SeatThen>,
    },
    /// `sequence`: how often the call has been changed, for calendars.
    Amended {
        called: Called,
        sequence: i64,
    },
    ItemAdded {
        item: Item,
    },
    ItemRemoved {
        item: String,
    },
    PaperAttached {
        paper: Paper,
    },
    PaperWithdrawn {
        paper: String,
    },
    /// Marks of the seats named; the others stand as they were. `quorate` and `reckoned` follow from all marks.
    AttendanceRecorded {
        marks: Vec<Mark>,
        quorate: bool,
        reckoned: String,
    },
    /// `quorate`: whether the meeting was, when it was decided.
    Decided {
        decision: Decision,
        quorate: bool,
    },
    Challenged {
        challenge: Challenge,
    },
    /// `recorded_for`: written down by whoever keeps the record, not by the agency itself.
    ChallengeAnswered {
        challenge: String,
        response: String,
        impact: String,
        recorded_for: bool,
    },
    /// It took place; these are its draft minutes.
    Held {
        minutes: String,
    },
    MinutesApproved {
        on: Date,
    },
    Cancelled {
        why: String,
        sequence: i64,
    },
}

/// When, where and what for: what a calendar needs to know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Called {
    pub title: String,
    pub on: Date,
    /// In England.
    pub starts: Time,
    pub minutes: i64,
    pub place: String,
    /// An address to join by; empty where there is none.
    pub link: String,
}

/// A seat of the group when the meeting was convened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeatThen {
    pub seat: String,
    /// An organisation's id.
    pub agency: String,
    pub agency_type: Option<AgencyType>,
    pub title: String,
    pub phase: Option<Phase>,
    pub counts: bool,
}

words! {
    /// Whether a seat was represented.
    Came {
        Present => "present", "Present";
        Deputy => "deputy", "Deputy came";
        Apologies => "apologies", "Apologies";
        Absent => "absent", "Absent";
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    pub seat: String,
    pub came: Came,
    /// Who came for the holder; empty but for a deputy.
    pub deputy: String,
}

/// A line of the agenda. `id` is unique within the meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    pub id: String,
    pub title: String,
    /// Who leads on it.
    pub lead: String,
    pub minutes: i64,
}

/// A file for the meeting, sealed in the object store under the meeting's own key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    pub id: String,
    /// The line of the agenda it belongs to; none for the meeting as a whole.
    pub item: Option<String>,
    pub title: String,
    pub file_name: String,
    pub media_type: String,
    /// In bytes.
    pub size: i64,
    /// Of what is stored.
    pub hash: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    pub id: String,
    pub item: Option<String>,
    pub what: String,
    /// The organisation that is to do it.
    pub owner: String,
    pub due_on: Option<Date>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Challenge {
    pub id: String,
    /// Organisation ids.
    pub by: String,
    pub to: String,
    pub issue: String,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Status {
    #[default]
    NotConvened,
    Convened,
    Held,
    Approved,
    Cancelled,
}

/// Only what [`decide`] needs; everything a page shows comes from the rows.
#[derive(Debug, Default)]
pub struct Meeting {
    pub(super) status: Status,
    pub(super) on: Option<Date>,
    pub(super) sequence: i64,
    pub(super) quorum: Quorum,
    pub(super) seats: Vec<SeatThen>,
    pub(super) marks: BTreeMap<String, Mark>,
    pub(super) quorate: bool,
    pub(super) items: BTreeSet<String>,
    pub(super) papers: BTreeSet<String>,
    pub(super) decisions: BTreeSet<String>,
    /// To whom, and whether it is answered.
    pub(super) challenges: BTreeMap<String, (String, bool)>,
}

/// Meetings are the partnership's own work: its agencies see them, the public sees what is published of them.
pub(super) fn facet() -> Facet {
    Facet::open(Compartment::Action)
}

impl Record for Meeting {
    const KIND: &'static str = "meeting";
    const VIEW: Action = super::VIEW;
    type Fact = Fact;
    type Command = Command;
    type Refusal = Refusal;
    type Reads = Reads;

    fn kind(fact: &Fact) -> &'static str {
        match fact {
            Fact::Convened { .. } => "meeting.convened",
            Fact::Amended { .. } => "meeting.amended",
            Fact::ItemAdded { .. } => "meeting.item_added",
            Fact::ItemRemoved { .. } => "meeting.item_removed",
            Fact::PaperAttached { .. } => "meeting.paper_attached",
            Fact::PaperWithdrawn { .. } => "meeting.paper_withdrawn",
            Fact::AttendanceRecorded { .. } => "meeting.attendance_recorded",
            Fact::Decided { .. } => "meeting.decided",
            Fact::Challenged { .. } => "meeting.challenged",
            Fact::ChallengeAnswered { .. } => "meeting.challenge_answered",
            Fact::Held { .. } => "meeting.held",
            Fact::MinutesApproved { .. } => "meeting.minutes_approved",
            Fact::Cancelled { .. } => "meeting.cancelled",
        }
    }
    fn apply(&mut self, fact: &Fact) {
        match fact {
            Fact::Convened { called, quorum, seats, .. } => {
                self.status = Status::Convened;
                self.on = Some(called.on);
                self.quorum = quorum.clone();
                self.seats.clone_from(seats);
            }
            Fact::Amended { called, sequence } => {
                self.on = Some(called.on);
                self.sequence = *sequence;
            }
            Fact::ItemAdded { item } => {
                self.items.insert(item.id.clone());
            }
            Fact::ItemRemoved { item } => {
                self.items.remove(item);
            }
            Fact::PaperAttached { paper } => {
                self.papers.insert(paper.id.clone());
            }
            Fact::PaperWithdrawn { paper } => {
                self.papers.remove(paper);
            }
            Fact::AttendanceRecorded { marks, quorate, .. } => {
                self.marks.extend(marks.iter().map(|mark| (mark.seat.clone(), mark.clone())));
                self.quorate = *quorate;
            }
            Fact::Decided { decision, .. } => {
                self.decisions.insert(decision.id.clone());
            }
            Fact::Challenged { challenge } => {
                self.challenges.insert(challenge.id.clone(), (challenge.to.clone(), false));
            }
            Fact::ChallengeAnswered { challenge, .. } => {
                if let Some((_, answered)) = self.challenges.get_mut(challenge) {
                    *answered = true;
                }
            }
            Fact::Held { .. } => self.status = Status::Held,
            Fact::MinutesApproved { .. } => self.status = Status::Approved,
            Fact::Cancelled { sequence, .. } => {
                self.status = Status::Cancelled;
                self.sequence = *sequence;
            }
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
            Fact::MinutesApproved { on } => Vague::day(*on),
            _ => Vague::exact(at.now),
        }
    }
    fn subjects(fact: &Fact) -> Vec<SubjectRef> {
        match fact {
            Fact::Convened { group, .. } => vec![SubjectRef::new("group", group)],
            _ => Vec::new(),
        }
    }
}
