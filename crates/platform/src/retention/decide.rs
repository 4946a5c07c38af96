//! The rule.

use super::{Fact, Retention};

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

pub(super) fn decide(was: &Retention, command: Command, reads: &Reads) -> Result<Vec<Fact>, Refusal> {
    let blank = |text: &str| text.trim().is_empty();
    match (&was.proposed, command) {
        _ if was.destroyed => Err(Refusal::Destroyed),
        (_, Command::Propose { .. } | Command::Hold { .. }) if !reads.record_known => Err(Refusal::UnknownRecord),
        (_, Command::Propose { record, .. }) if record.starts_with("retention:") => Err(Refusal::Certificate),
        (Some(_), Command::Propose { .. }) => Err(Refusal::AlreadyProposed),
        (None, Command::Propose { rule, .. }) if blank(&rule) => Err(Refusal::NoRule),
        (None, Command::Propose { .. }) if was.held => Err(Refusal::Held),
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
        (Some((proposer, rule)), Command::Approve { record, by }) => {
            Ok(vec![Fact::Destroyed { record, proposed_by: proposer.clone(), approved_by: by, rule: rule.clone() }])
        }
    }
}
