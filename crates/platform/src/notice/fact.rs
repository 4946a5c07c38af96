//! What can have happened to a notice.

use agreement::Compartment;
use kernel::Moment;
use ledger::Rows;
use serde::{Deserialize, Serialize};

use super::{Command, Refusal, decide, rows};
use crate::{Action, Facet, Record, Recorded};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "snake_case")]
pub enum Fact {
    /// `to`: an account. `agency`: for which they are told; empty where for themselves. `path`: where the link leads, ids only.
    Sent {
        to: String,
        agency: String,
        subject: String,
        path: String,
    },
    Mailed,
    /// No mail server took it, at so many tries; it waits on the person's page.
    Undelivered {
        tries: u32,
    },
    Read,
}

#[derive(Debug, Default)]
pub struct Notice {
    pub(super) to: Option<String>,
    pub(super) mailed: bool,
    pub(super) read: bool,
}

impl Record for Notice {
    const KIND: &'static str = "notice";
    const VIEW: Action = super::VIEW;
    const SEALED: bool = false;
    type Fact = Fact;
    type Command = Command;
    type Refusal = Refusal;
    type Reads = ();

    fn kind(fact: &Fact) -> &'static str {
        match fact {
            Fact::Sent { .. } => "notice.sent",
            Fact::Mailed => "notice.mailed",
            Fact::Undelivered { .. } => "notice.undelivered",
            Fact::Read => "notice.read",
        }
    }
    fn apply(&mut self, fact: &Fact) {
        match fact {
            Fact::Sent { to, .. } => self.to = Some(to.clone()),
            Fact::Mailed => self.mailed = true,
            Fact::Undelivered { .. } => {}
            Fact::Read => self.read = true,
        }
    }
    fn decide(&self, command: Command, _: &Moment, (): &()) -> Result<Vec<Fact>, Refusal> {
        decide::decide(self, command)
    }
    fn project(entry: &Recorded<Fact>, rows: &mut Rows) {
        rows::project(entry, rows);
    }
    fn facet(_: &Command) -> Facet {
        Facet::open(Compartment::Action)
    }
}
