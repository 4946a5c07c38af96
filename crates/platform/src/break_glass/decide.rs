//! The rule.

use kernel::{Moment, Timestamp};

use super::{BreakGlass, Fact, Reason};

/// How long it holds.
const HOLDS: jiff::SignedDuration = jiff::SignedDuration::from_mins(60);
const WORDS_LEAST: usize = 20;
const REVIEW_WORKING_DAYS: u32 = 2;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// `proved`: the person has just proved again who they are.
    Open {
        record: String,
        person: String,
        reason: Option<Reason>,
        words: String,
        proved: bool,
    },
    Review {
        by: String,
        justified: Option<bool>,
        note: String,
    },
}

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("Choose why it cannot wait")]
    NoReason,
    #[error("Enter why you need it, in at least twenty characters")]
    TooFewWords,
    #[error("Prove again that it is you")]
    NotProved,
    #[error("This has been opened already")]
    AlreadyOpened,
    #[error("This has not been opened")]
    NotOpened,
    #[error("Somebody else must review what you opened")]
    OwnReview,
    #[error("Choose whether it was justified")]
    NoFinding,
    #[error("Enter what you found")]
    NoNote,
    #[error("This has been reviewed")]
    AlreadyReviewed,
}

impl Refusal {
    pub(super) fn field(&self) -> &'static str {
        match self {
            Self::NoReason => "reason",
            Self::TooFewWords => "words",
            Self::NoFinding => "justified",
            Self::NoNote => "note",
            _ => "",
        }
    }
}

pub(super) fn decide(was: &BreakGlass, command: Command, at: &Moment) -> Result<Vec<Fact>, Refusal> {
    match (&was.person, command) {
        (Some(_), Command::Open { .. }) => Err(Refusal::AlreadyOpened),
        (None, Command::Open { proved: false, .. }) => Err(Refusal::NotProved),
        (None, Command::Open { reason: None, .. }) => Err(Refusal::NoReason),
        (None, Command::Open { words, .. }) if words.trim().chars().count() < WORDS_LEAST => Err(Refusal::TooFewWords),
        (None, Command::Open { record, person, reason: Some(reason), words, .. }) => {
            let until = at.now.checked_add(HOLDS).unwrap_or(Timestamp::MAX);
            Ok(vec![Fact::Opened { record, person, reason, words, until, review_due: at.working_days_from_today(REVIEW_WORKING_DAYS) }])
        }
        (None, Command::Review { .. }) => Err(Refusal::NotOpened),
        (Some(_), Command::Review { .. }) if was.reviewed => Err(Refusal::AlreadyReviewed),
        (Some(person), Command::Review { by, .. }) if *person == by => Err(Refusal::OwnReview),
        (Some(_), Command::Review { justified: None, .. }) => Err(Refusal::NoFinding),
        (Some(_), Command::Review { note, .. }) if note.trim().is_empty() => Err(Refusal::NoNote),
        (Some(_), Command::Review { by, justified: Some(justified), note }) => Ok(vec![Fact::Reviewed { by, justified, note }]),
    }
}
