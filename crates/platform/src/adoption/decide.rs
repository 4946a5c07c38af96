//! The rule.

use kernel::Moment;

use super::{Adoption, Fact};

/// `running`: the version this program enforces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Command {
    pub agreement: String,
    pub running: String,
    pub note: String,
}

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("This version is not the one the program runs. Reload the page and read what has changed")]
    NotRunning,
    #[error("This version has been adopted already")]
    AlreadyAdopted,
}

pub(super) fn decide(was: &Adoption, command: Command, at: &Moment) -> Result<Vec<Fact>, Refusal> {
    match command {
        Command { agreement, running, .. } if agreement != running => Err(Refusal::NotRunning),
        Command { agreement, .. } if was.current.as_ref() == Some(&agreement) => Err(Refusal::AlreadyAdopted),
        Command { agreement, note, .. } => Ok(vec![Fact::Adopted { agreement, on: at.today, note }]),
    }
}
