//! The rule.

use jiff::ToSpan as _;
use kernel::{Moment, Timestamp};

use super::{Fact, Retention};

/// Somebody about whom something was recorded within so many days is still being worked with. A choice of this product: it keeps a record
/// whose own time is over for as long as the person's other records are alive.
const LIVE_DAYS: i64 = 365;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    Propose { record: String, by: String, rule: String },
    Withdraw { by: String },
    Hold { record: String, by: String, reason: String },
    Lift { by: String, reason: String },
    Approve { record: String, by: String },
}

#[derive(Debug, Default, PartialEq, Eq)]
pub struct Reads {
    pub record_known: bool,
    /// Records that are about this one and were not destroyed.
    pub about_it: i64,
    /// When something was last recorded, in another record, about a person whom this record is about.
    pub person_seen_at: Option<Timestamp>,
}

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("There is no such record")]
    UnknownRecord,
    #[error("A certificate of destruction is itself never destroyed")]
    Certificate,
    #[error("Enter under which retention rule its time is over")]
    NoRule,
    #[error("Enter the reason")]
    NoReason,
    #[error("Another record is about this one. Its time is not over before that one's is")]
    StillCited,
    #[error("Somebody this record is about was written about elsewhere within the past year, so its time is not over")]
    LiveSubject,
    #[error("Its destruction has been proposed already")]
    AlreadyProposed,
    #[error("Its destruction has not been proposed")]
    NotProposed,
    #[error("A legal hold is on this record: lift it first")]
    Held,
    #[error("There is a legal hold on this record already")]
    AlreadyHeld,
    #[error("There is no legal hold on this record")]
    NotHeld,
    #[error("Somebody other than the person who proposed it must approve")]
    SamePerson,
    #[error("This record has been destroyed")]
    Destroyed,
}

impl Refusal {
    pub(super) fn field(&self) -> &'static str {
        match self {
            Self::NoRule => "rule",
            Self::NoReason => "reason",
            Self::UnknownRecord => "record",
            _ => "",
        }
    }
}

pub(super) fn decide(was: &Retention, command: Command, at: &Moment, reads: &Reads) -> Result<Vec<Fact>, Refusal> {
    let blank = |text: &str| text.trim().is_empty();
    match (&was.proposed, command) {
        _ if was.destroyed => Err(Refusal::Destroyed),
        (_, Command::Propose { .. } | Command::Hold { .. }) if !reads.record_known => Err(Refusal::UnknownRecord),
        (_, Command::Propose { record, .. }) if record.starts_with("retention:") => Err(Refusal::Certificate),
        (Some(_), Command::Propose { .. }) => Err(Refusal::AlreadyProposed),
        (None, Command::Propose { rule, .. }) if blank(&rule) => Err(Refusal::NoRule),
        (None, Command::Propose { .. }) if was.held => Err(Refusal::Held),
        (None, Command::Propose { .. }) if reads.about_it > 0 => Err(Refusal::StillCited),
        (None, Command::Propose { .. }) if live(reads, at) => Err(Refusal::LiveSubject),
        (None, Command::Propose { record, by, rule }) => Ok(vec![Fact::Proposed { record, by, rule }]),
        (_, Command::Hold { .. }) if was.held => Err(Refusal::AlreadyHeld),
        (_, Command::Hold { reason, .. } | Command::Lift { reason, .. }) if blank(&reason) => Err(Refusal::NoReason),
        (_, Command::Hold { record, by, reason }) => Ok(vec![Fact::HoldPlaced { record, by, reason }]),
        (_, Command::Lift { .. }) if !was.held => Err(Refusal::NotHeld),
        (_, Command::Lift { by, reason }) => Ok(vec![Fact::HoldLifted { by, reason }]),
        (None, Command::Withdraw { .. } | Command::Approve { .. }) => Err(Refusal::NotProposed),
        (Some(_), Command::Withdraw { by }) => Ok(vec![Fact::Withdrawn { by }]),
        (Some(_), Command::Approve { .. }) if was.held => Err(Refusal::Held),
        (Some((proposer, _)), Command::Approve { by, .. }) if *proposer == by => Err(Refusal::SamePerson),
        // Between the proposal and now something may have been written.
        (Some(_), Command::Approve { .. }) if reads.about_it > 0 => Err(Refusal::StillCited),
        (Some(_), Command::Approve { .. }) if live(reads, at) => Err(Refusal::LiveSubject),
        (Some((proposer, rule)), Command::Approve { record, by }) => {
            Ok(vec![Fact::Destroyed { record, proposed_by: proposer.clone(), approved_by: by, rule: rule.clone() }])
        }
    }
}

fn live(reads: &Reads, at: &Moment) -> bool {
    let since = at.now.checked_sub((LIVE_DAYS * 24).hours()).unwrap_or(Timestamp::MIN);
    reads.person_seen_at.is_some_and(|seen| seen > since)
}
