//! What can have happened to an account.

use std::collections::BTreeMap;

use agreement::{Compartment, Role};
use kernel::{Date, Moment, SubjectRef};
use ledger::{Question, Row, Rows};
use serde::{Deserialize, Serialize};

use super::{
    Command, Refusal,
    decide::{self, Reads},
    rows,
};
use crate::{Action, Facet, Home, Record, Recorded};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "snake_case")]
pub enum Fact {
    Invited {
        name: String,
        email: String,
    },
    Renamed {
        name: String,
    },
    Appointed {
        granted: Granted,
    },
    /// `appointment`: its id.
    AppointmentEnded {
        appointment: String,
        reason: String,
    },
    /// The person took up the invitation: a password is chosen and codes are set up.
    Joined,
    /// Password and codes were taken away, for a new invitation.
    CredentialsReset {
        by: String,
        reason: String,
    },
    Suspended {
        reason: String,
    },
    Restored,
}

/// What an appointment lets a person act as.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Granted {
    pub id: String,
    /// The partnership's chain.
    pub partnership: String,
    pub agency: String,
    pub agency_name: String,
    pub agency_type: String,
    pub roles: Vec<Role>,
    pub compartments: Vec<Compartment>,
    /// Its last day.
    pub until: Option<Date>,
}

#[derive(Debug, Default)]
pub struct Account {
    pub(super) invited: bool,
    pub(super) suspended: bool,
    pub(super) joined: bool,
    /// Those that have not been ended: the partnership of each, and whether it lets the person see records.
    pub(super) appointments: BTreeMap<String, (String, bool)>,
}

impl Record for Account {
    const KIND: &'static str = "account";
    const VIEW: Action = super::VIEW;
    const HOME: Home = Home::Commons;
    type Fact = Fact;
    type Command = Command;
    type Refusal = Refusal;
    type Reads = Reads;

    fn kind(fact: &Fact) -> &'static str {
        match fact {
            Fact::Invited { .. } => "account.invited",
            Fact::Renamed { .. } => "account.renamed",
            Fact::Appointed { .. } => "account.appointed",
            Fact::AppointmentEnded { .. } => "account.appointment_ended",
            Fact::Joined => "account.joined",
            Fact::CredentialsReset { .. } => "account.credentials_reset",
            Fact::Suspended { .. } => "account.suspended",
            Fact::Restored => "account.restored",
        }
    }
    fn apply(&mut self, fact: &Fact) {
        match fact {
            Fact::Invited { .. } => self.invited = true,
            Fact::Renamed { .. } => {}
            Fact::Appointed { granted } => {
                let sees = !granted.roles.contains(&Role::SystemAdmin);
                self.appointments.insert(granted.id.clone(), (granted.partnership.clone(), sees));
            }
            Fact::AppointmentEnded { appointment, .. } => {
                self.appointments.remove(appointment);
            }
            Fact::Joined => self.joined = true,
            Fact::CredentialsReset { .. } => self.joined = false,
            Fact::Suspended { .. } => self.suspended = true,
            Fact::Restored => self.suspended = false,
        }
    }
    fn decide(&self, command: Command, at: &Moment, reads: &Reads) -> Result<Vec<Fact>, Refusal> {
        decide::decide(self, command, at, reads)
    }
    fn project(entry: &Recorded<Fact>, rows: &mut Rows) {
        rows::project(entry, rows);
    }
    fn facet(_: &Command) -> Facet {
        Facet::open(Compartment::Action)
    }
    fn field(refusal: &Refusal) -> &'static str {
        refusal.field()
    }
    fn questions(_: &str, stream: &str, command: &Command) -> Vec<Question> {
        rows::questions(stream, command)
    }
    fn reads(answers: &[Vec<Row>]) -> ledger::Result<Reads> {
        rows::reads(answers)
    }
    fn subjects(fact: &Fact) -> Vec<SubjectRef> {
        match fact {
            Fact::Appointed { granted } => vec![SubjectRef::new("organisation", &granted.agency)],
            _ => Vec::new(),
        }
    }
}
