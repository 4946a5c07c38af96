//! The rule: sent once, mailed once, read by the person it was sent to.

use super::{Fact, fact::Notice};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    Send {
        to: String,
        agency: String,
        subject: String,
        path: String,
    },
    Mail,
    /// The mail server took it at none of so many tries.
    GiveUp {
        tries: u32,
    },
    Read {
        by: String,
    },
}

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("This notice has been sent")]
    AlreadySent,
    #[error("This notice has not been sent")]
    NotSent,
    #[error("This notice was sent to somebody else")]
    NotYours,
}

pub(super) fn decide(was: &Notice, command: Command) -> Result<Vec<Fact>, Refusal> {
    match (&was.to, command) {
        (None, Command::Send { to, agency, subject, path }) => Ok(vec![Fact::Sent { to, agency, subject, path }]),
        (Some(_), Command::Send { .. }) => Err(Refusal::AlreadySent),
        (None, _) => Err(Refusal::NotSent),
        (Some(_), Command::Mail) if was.mailed => Ok(vec![]),
        (Some(_), Command::Mail) => Ok(vec![Fact::Mailed]),
        (Some(_), Command::GiveUp { .. }) if was.mailed => Ok(vec![]),
        (Some(_), Command::GiveUp { tries }) => Ok(vec![Fact::Undelivered { tries }]),
        (Some(to), Command::Read { by }) if *to != by => Err(Refusal::NotYours),
        (Some(_), Command::Read { .. }) if was.read => Ok(vec![]),
        (Some(_), Command::Read { .. }) => Ok(vec![Fact::Read]),
    }
}
