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
    /// `partnership`: where it was done; none where the installation itself opened the account.
    Invited {
        name: String,
        email: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        partnership: Option<String>,
    },
    Renamed {
        name: String,
    },
    /// `place_of`: what had kept the account in a partnership while it had no appointment, and does no longer: see [`Account`].
    Appointed {
        granted: Granted,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        place_of: Option<String>,
    },
    /// `appointment`: its id. `last`: no other is left, so the account stays with the partnership it was in.
    AppointmentEnded {
        appointment: String,
        reason: String,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        last: bool,
    },
    /// The person took up the invitation: a password is chosen and codes are set up.
    Joined,
    /// Password and codes were taken away, for a new invitation.
    CredentialsReset {
        by: String,
        reason: String,
    },
    /// Ten new codes for a lost telephone were shown; those before them work no longer.
    RecoveryCodesMade,
    /// One of them was used in place of a code; so many are left.
    RecoveryCodeUsed {
        left: u32,
    },
    /// The person set up another authenticator app.
    AuthenticatorChanged,
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

/// An account belongs to the partnerships of its appointments. Without any it stays with the one that invited it, or where its last
/// appointment was, so that it is never everybody's.
#[derive(Debug, Default)]
pub struct Account {
    pub(super) invited: bool,
    pub(super) suspended: bool,
    pub(super) joined: bool,
    /// Those that have not been ended: the partnership of each, and whether it lets the person see records.
    pub(super) appointments: BTreeMap<String, (String, bool)>,
    /// What keeps an account without appointment in a partnership: the invitation, or the last appointment.
    pub(super) place_of: Option<String>,
}

/// The reason for which an account that was only invited belongs to a partnership.
pub(super) const INVITATION: &str = "invitation";

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
            Fact::RecoveryCodesMade => "account.recovery_codes_made",
            Fact::RecoveryCodeUsed { .. } => "account.recovery_code_used",
            Fact::AuthenticatorChanged => "account.authenticator_changed",
            Fact::Suspended { .. } => "account.suspended",
            Fact::Restored => "account.restored",
        }
    }
    fn apply(&mut self, fact: &Fact) {
        match fact {
            Fact::Invited { partnership, .. } => {
                self.invited = true;
                self.place_of = partnership.as_ref().map(|_| INVITATION.to_owned());
            }
            Fact::Renamed { .. } | Fact::RecoveryCodesMade | Fact::RecoveryCodeUsed { .. } | Fact::AuthenticatorChanged => {}
            Fact::Appointed { granted, .. } => {
                self.place_of = None;
                let sees = !granted.roles.contains(&Role::SystemAdmin);
                self.appointments.insert(granted.id.clone(), (granted.partnership.clone(), sees));
            }
            Fact::AppointmentEnded { appointment, last, .. } => {
                self.appointments.remove(appointment);
                self.place_of = last.then(|| appointment.clone());
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
            Fact::Appointed { granted, .. } => vec![SubjectRef::new("organisation", &granted.agency)],
            _ => Vec::new(),
        }
    }
}
