//! What can have happened to an escalation, and what that adds up to.

use agreement::Compartment;
use kernel::{Date, Moment, SubjectRef, Timestamp};
use ledger::Rows;
use platform::{Action, Facet, Record, Recorded, words};
use serde::{Deserialize, Serialize};

use super::{Command, Reads, Refusal, decide, rows, stage::Stage};

/// Past tense. A released name is never changed; a changed meaning is a new variant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "snake_case")]
pub enum Fact {
    Raised {
        case: Case,
        safety: Safety,
        clock: Clock,
    },
    /// The agency that was challenged answered at the stage it stands at.
    Answered {
        agency: String,
        answer: String,
    },
    /// `took`: working days the stage before took.
    Advanced {
        to: Stage,
        reason: String,
        because: Because,
        took: i64,
        clock: Clock,
    },
    SafetyChecked {
        safety: Safety,
    },
    Resolved {
        stage: Stage,
        took: i64,
        outcome: Outcome,
        agreed: String,
        learning: String,
    },
    Withdrawn {
        stage: Stage,
        took: i64,
        reason: String,
    },
}

/// What the disagreement is, as it was raised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    pub about: About,
    /// A reference of the raising agency's own, never a name.
    pub reference: String,
    pub concern: String,
    pub wanted: String,
    pub reason: Reason,
    /// Organisation ids.
    pub raised_by: String,
    pub raised_with: String,
    pub urgent: bool,
    /// The day it was raised, where that was before it was recorded (by telephone, in a meeting).
    pub raised_on: Option<Date>,
}

/// *Is the child safe meanwhile?*
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Safety {
    pub safe: bool,
    /// What keeps them safe, or what is being done at once.
    pub how: String,
}

/// A stage's running clock. It keeps the rule set it started under.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clock {
    pub ruleset: String,
    pub rule: String,
    pub started_on: Date,
    pub due_on: Date,
    pub due_at: Timestamp,
}

words! {
    /// Whom it is about.
    About {
        Child => "child", "A child";
        Adult => "adult", "An adult";
        Theme => "theme", "Not one case: something that keeps happening";
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Because {
    Person,
    Silence,
}

words! {
    /// Why the agencies disagree.
    Reason {
        Threshold => "threshold", "Threshold: what level of help is needed";
        InformationSharing => "information_sharing", "Information that was not shared";
        DecisionOrPlan => "decision_or_plan", "A decision or a plan";
        TimelinessDrift => "timeliness_drift", "Delay or drift";
        ServiceProvision => "service_provision", "A service that is not provided";
        Roles => "roles", "Who should do what";
        ConferenceDissent => "conference_dissent", "Dissent at a conference";
        Capacity => "capacity", "Capacity";
    }
}

words! {
    /// How it ended.
    Outcome {
        ResolvedAgreed => "resolved_agreed", "Agreed between the agencies";
        ResolvedOriginalStands => "resolved_original_stands", "The original decision stands";
        ChangedDecision => "changed_decision", "The decision was changed";
        OverriddenByEvent => "overridden_by_event", "Events overtook it";
    }
}

impl About {
    /// A case is seen by who is involved in it; a theme is everybody's business.
    pub(super) fn facet(self) -> Facet {
        match self {
            Self::Child | Self::Adult => Facet::open(Compartment::FrontDoorCase),
            Self::Theme => Facet::open(Compartment::Action),
        }
    }
}

/// Only what [`decide`] needs; everything a page shows comes from the rows.
#[derive(Debug, Default)]
pub struct Escalation {
    pub(super) stage: Option<Stage>,
    pub(super) urgent: bool,
    pub(super) ended: bool,
    pub(super) raised_with: String,
    pub(super) due_at: Option<Timestamp>,
    pub(super) ruleset: String,
    pub(super) started_on: Option<Date>,
}

impl Record for Escalation {
    const KIND: &'static str = "escalation";
    const VIEW: Action = super::VIEW;
    type Fact = Fact;
    type Command = Command;
    type Refusal = Refusal;
    type Reads = Reads;

    fn kind(fact: &Fact) -> &'static str {
        match fact {
            Fact::Raised { .. } => "escalation.raised",
            Fact::Answered { .. } => "escalation.answered",
            Fact::Advanced { .. } => "escalation.advanced",
            Fact::SafetyChecked { .. } => "escalation.safety_checked",
            Fact::Resolved { .. } => "escalation.resolved",
            Fact::Withdrawn { .. } => "escalation.withdrawn",
        }
    }
    fn apply(&mut self, fact: &Fact) {
        match fact {
            Fact::Raised { case, clock, .. } => {
                self.stage = Some(Stage::FIRST);
                self.urgent = case.urgent;
                self.raised_with.clone_from(&case.raised_with);
                self.due_at = Some(clock.due_at);
                self.started_on = Some(clock.started_on);
                self.ruleset.clone_from(&clock.ruleset);
            }
            Fact::Advanced { to, clock, .. } => {
                self.stage = Some(*to);
                self.due_at = Some(clock.due_at);
                self.started_on = Some(clock.started_on);
            }
            Fact::Answered { .. } | Fact::SafetyChecked { .. } => {}
            Fact::Resolved { .. } | Fact::Withdrawn { .. } => self.ended = true,
        }
    }
    fn decide(&self, command: Command, at: &Moment, reads: &Reads) -> Result<Vec<Fact>, Refusal> {
        decide::decide(self, command, at, reads)
    }
    fn project(entry: &Recorded<Fact>, rows: &mut Rows) {
        rows::project(entry, rows);
    }
    fn facet(command: &Command) -> Facet {
        match command {
            Command::Raise { case, .. } => case.about.facet(),
            _ => About::Child.facet(),
        }
    }
    fn field(refusal: &Refusal) -> &'static str {
        refusal.field()
    }
    fn questions(_: &str, _: &str, command: &Command) -> Vec<ledger::Question> {
        rows::questions(command)
    }
    fn reads(answers: &[Vec<ledger::Row>]) -> ledger::Result<Reads> {
        rows::reads(answers)
    }
    fn happened(fact: &Fact, at: &Moment) -> kernel::Vague {
        match fact {
            Fact::Raised { case: Case { raised_on: Some(on), .. }, .. } => kernel::Vague::day(*on),
            _ => kernel::Vague::exact(at.now),
        }
    }
    fn subjects(fact: &Fact) -> Vec<SubjectRef> {
        match fact {
            Fact::Raised { case, .. } => {
                vec![SubjectRef::new("organisation", &case.raised_by), SubjectRef::new("organisation", &case.raised_with)]
            }
            _ => Vec::new(),
        }
    }
}
