//! The rule.

use kernel::{Date, Moment};

use super::{Contribution, Fact, Words};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    Invite { agency: String, year: i16, due: Date },
    Remind { before: i64 },
    Write { words: Words },
    Submit { by: String },
    Return { by: String, reason: String },
    SignOff { by: String, name: String },
}

#[derive(Debug, Default, PartialEq, Eq)]
pub struct Reads {
    /// The agency's name, where it works in the partnership.
    pub agency_name: Option<String>,
}

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("Choose agencies that work in this partnership")]
    UnknownAgency,
    #[error("The day it is due cannot be in the past")]
    DueInThePast,
    #[error("This agency has been asked for this year already")]
    AlreadyInvited,
    #[error("This agency has not been asked")]
    NotInvited,
    #[error("This reminder has been sent")]
    AlreadyReminded,
    #[error("Enter what your agency did")]
    NothingDone,
    #[error("Enter what difference it made for children or adults. If you do not know, say so")]
    NoDifference,
    #[error("It has been submitted. It can be changed once it is returned")]
    Submitted,
    #[error("It has not been submitted")]
    NotSubmitted,
    #[error("Somebody other than whoever submitted it must sign it off")]
    OwnWork,
    #[error("It has been signed off")]
    AlreadySigned,
    #[error("Enter what is missing")]
    NoReason,
}

impl Refusal {
    pub(super) fn field(&self) -> &'static str {
        match self {
            Self::UnknownAgency => "agencies",
            Self::DueInThePast => "due",
            Self::NothingDone => "did",
            Self::NoDifference => "difference",
            Self::NoReason => "reason",
            _ => "",
        }
    }
}

pub(super) fn decide(was: &Contribution, command: Command, at: &Moment, reads: &Reads) -> Result<Vec<Fact>, Refusal> {
    use Command::{Invite, Remind, Return, SignOff, Submit, Write};
    let blank = |text: &str| text.trim().is_empty();
    match command {
        Invite { .. } if was.invited => Err(Refusal::AlreadyInvited),
        Invite { due, .. } if due < at.today => Err(Refusal::DueInThePast),
        Invite { agency, year, due } => match &reads.agency_name {
            Some(name) => Ok(vec![Fact::Invited { agency, agency_name: name.clone(), year, due }]),
            None => Err(Refusal::UnknownAgency),
        },
        _ if !was.invited => Err(Refusal::NotInvited),
        Remind { before } if was.reminded.contains(&before) || was.submitted_by.is_some() => Err(Refusal::AlreadyReminded),
        Remind { before } => Ok(vec![Fact::Reminded { before }]),
        Return { .. } | SignOff { .. } if was.submitted_by.is_none() => Err(Refusal::NotSubmitted),
        Return { reason, .. } if blank(&reason) => Err(Refusal::NoReason),
        Return { by, reason } => Ok(vec![Fact::Returned { by, reason }]),
        SignOff { .. } if was.signed => Err(Refusal::AlreadySigned),
        SignOff { by, .. } if was.submitted_by.as_ref() == Some(&by) => Err(Refusal::OwnWork),
        SignOff { by, name } => Ok(vec![Fact::SignedOff { by, name }]),
        Write { .. } | Submit { .. } if was.submitted_by.is_some() => Err(Refusal::Submitted),
        Write { words } => Ok(if words == was.words { vec![] } else { vec![Fact::Written { words }] }),
        Submit { .. } if blank(&was.words.did) => Err(Refusal::NothingDone),
        Submit { .. } if blank(&was.words.difference) => Err(Refusal::NoDifference),
        Submit { by } => Ok(vec![Fact::Submitted { by }]),
    }
}
