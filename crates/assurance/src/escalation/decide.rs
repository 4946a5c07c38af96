//! The rule. Pure: no database, no clock, no identity check.

use kernel::Moment;

use super::{
    Escalation, Fact,
    fact::{Because, Case, Outcome, Safety},
    stage::Stage,
};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    Raise {
        case: Case,
        safety: Safety,
    },
    /// `agency`: of the person who answers.
    Answer {
        agency: String,
        answer: String,
    },
    Advance {
        reason: String,
    },
    /// The limit passed and nobody acted.
    AdvanceForSilence,
    CheckSafety {
        safety: Safety,
    },
    Resolve {
        outcome: Option<Outcome>,
        agreed: String,
        learning: String,
    },
    Withdraw {
        reason: String,
    },
}

/// What raising needs to know: whether both agencies are there.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Reads {
    /// Of the agencies named, how many work in a partnership now.
    pub agencies_known: i64,
}

/// Why not, in words fit for the page.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("Enter what the disagreement is about")]
    NoConcern,
    #[error("Enter what you want the other agency to do")]
    NoWanted,
    #[error("Choose an agency other than your own")]
    SameAgency,
    #[error("Choose an agency that works in this partnership")]
    UnknownAgency,
    #[error("The day it was raised cannot be in the future")]
    RaisedInTheFuture,
    #[error("Enter what keeps the child or adult safe meanwhile, or what is being done at once")]
    NoSafety,
    #[error("Someone who is not safe meanwhile cannot wait for a normal stage: choose the urgent timescale")]
    UnsafeNotUrgent,
    #[error("Enter your answer")]
    NoAnswer,
    #[error("Only the agency that was challenged can answer")]
    NotTheirs,
    #[error("Enter why this could not be settled at this stage")]
    NoReason,
    #[error("Choose how it ended")]
    NoOutcome,
    #[error("Enter what was agreed")]
    NoAgreed,
    #[error("This escalation has not been raised")]
    NotRaised,
    #[error("This escalation has already been raised")]
    AlreadyRaised,
    #[error("This escalation has ended, so nothing can be added to it")]
    Ended,
    #[error("There is no stage above the lead safeguarding partners")]
    NoHigherStage,
    #[error("The limit of this stage has not passed")]
    NotYetSilent,
    #[error("No rule set in force has a limit for this stage")]
    NoRule,
}

impl Refusal {
    pub(super) fn field(&self) -> &'static str {
        match self {
            Self::NoConcern => "concern",
            Self::NoWanted => "wanted",
            Self::SameAgency | Self::UnknownAgency => "raised_with",
            Self::RaisedInTheFuture => "raised_on",
            Self::NoSafety => "how",
            Self::UnsafeNotUrgent => "urgent",
            Self::NoAnswer => "answer",
            Self::NoReason => "reason",
            Self::NoOutcome => "outcome",
            Self::NoAgreed => "agreed",
            _ => "",
        }
    }
}

pub(super) fn decide(was: &Escalation, command: Command, at: &Moment, reads: &Reads) -> Result<Vec<Fact>, Refusal> {
    use Command::{Advance, AdvanceForSilence, Answer, CheckSafety, Raise, Resolve, Withdraw};
    let blank = |text: &str| text.trim().is_empty();
    match (was.stage, command) {
        (Some(_), Raise { .. }) => Err(Refusal::AlreadyRaised),
        (None, Raise { case, .. }) if blank(&case.concern) => Err(Refusal::NoConcern),
        (None, Raise { case, .. }) if blank(&case.wanted) => Err(Refusal::NoWanted),
        (None, Raise { case, .. }) if case.raised_by == case.raised_with => Err(Refusal::SameAgency),
        (None, Raise { .. }) if reads.agencies_known < 2 => Err(Refusal::UnknownAgency),
        (None, Raise { case, .. }) if case.raised_on.is_some_and(|on| on > at.today) => Err(Refusal::RaisedInTheFuture),
        (None, Raise { safety, .. }) if blank(&safety.how) => Err(Refusal::NoSafety),
        (None, Raise { case, safety }) if !safety.safe && !case.urgent => Err(Refusal::UnsafeNotUrgent),
        (None, Raise { case, safety }) => {
            let clock = Stage::FIRST.clock(case.urgent, None, case.raised_on, at).ok_or(Refusal::NoRule)?;
            Ok(vec![Fact::Raised { case, safety, clock }])
        }
        (None, _) => Err(Refusal::NotRaised),
        (Some(_), _) if was.ended => Err(Refusal::Ended),
        (Some(_), Answer { answer, .. }) if blank(&answer) => Err(Refusal::NoAnswer),
        (Some(_), Answer { agency, .. }) if agency != was.raised_with => Err(Refusal::NotTheirs),
        (Some(_), Answer { agency, answer }) => Ok(vec![Fact::Answered { agency, answer }]),
        (Some(_), Advance { reason }) if blank(&reason) => Err(Refusal::NoReason),
        (Some(stage), Advance { reason }) => advance(was, stage, reason, Because::Person, at),
        (Some(_), AdvanceForSilence) if was.due_at.is_none_or(|due| at.now <= due) => Err(Refusal::NotYetSilent),
        (Some(stage), AdvanceForSilence) => {
            let reason = format!("The limit of {stage} passed without an outcome");
            advance(was, stage, reason, Because::Silence, at)
        }
        (Some(_), CheckSafety { safety }) if blank(&safety.how) => Err(Refusal::NoSafety),
        (Some(_), CheckSafety { safety }) => Ok(vec![Fact::SafetyChecked { safety }]),
        (Some(_), Resolve { outcome: None, .. }) => Err(Refusal::NoOutcome),
        (Some(_), Resolve { agreed, .. }) if blank(&agreed) => Err(Refusal::NoAgreed),
        (Some(stage), Resolve { outcome: Some(outcome), agreed, learning }) => {
            Ok(vec![Fact::Resolved { stage, took: took(was, at), outcome, agreed, learning }])
        }
        (Some(_), Withdraw { reason }) if blank(&reason) => Err(Refusal::NoReason),
        (Some(stage), Withdraw { reason }) => Ok(vec![Fact::Withdrawn { stage, took: took(was, at), reason }]),
    }
}

fn advance(was: &Escalation, stage: Stage, reason: String, because: Because, at: &Moment) -> Result<Vec<Fact>, Refusal> {
    let to = stage.next().ok_or(Refusal::NoHigherStage)?;
    // The whole escalation keeps the rule set its first clock started under.
    let clock = to.clock(was.urgent, Some(&was.ruleset), None, at).ok_or(Refusal::NoRule)?;
    Ok(vec![Fact::Advanced { to, reason, because, took: took(was, at), clock }])
}

/// Working days the stage that ends has taken.
fn took(was: &Escalation, at: &Moment) -> i64 {
    was.started_on.map_or(0, |started| i64::from(kernel::calendar::working_days_between(started, at.today)))
}
