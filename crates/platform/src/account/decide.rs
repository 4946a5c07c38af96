//! The rule.

use agreement::{Compartment, Role};
use kernel::{Date, Moment};

use super::{Account, Fact, Granted};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// `partnership`: the one whoever invites acts in.
    Invite {
        name: String,
        email: String,
        partnership: String,
    },
    /// Only by the installation itself: an account with its first appointment, whose agency need not be registered yet.
    Install {
        name: String,
        email: String,
        granted: Granted,
    },
    /// One more appointment, by the installation itself: in a partnership that does not know the person yet, or for an agency that is not
    /// registered yet.
    InstallAlso {
        granted: Granted,
    },
    Rename {
        name: String,
    },
    /// `by` and `to`: accounts, so that nobody appoints themselves.
    Appoint {
        by: String,
        to: String,
        appoint: Appoint,
    },
    /// `partnership`: the one the person who ends it acts in.
    EndAppointment {
        by: String,
        to: String,
        partnership: String,
        appointment: String,
        reason: String,
    },
    /// Before an invitation link is made: only for somebody who has not joined.
    Reinvite,
    Join,
    /// The person made new recovery codes, used one of them so that `left` remain, or set up another authenticator app.
    MakeCodes,
    UseCode {
        left: u32,
    },
    ChangeAuthenticator,
    /// By whoever runs the installation, for somebody no partnership alone can reset.
    ResetHere {
        reason: String,
    },
    /// `administrator`: whoever asks runs the machine, and so may not open a way into what others see.
    Reset {
        by: String,
        to: String,
        /// The partnership that whoever resets acts in.
        partnership: String,
        reason: String,
        administrator: bool,
    },
    Suspend {
        by: String,
        to: String,
        reason: String,
    },
    Restore,
}

/// The appointment asked for; what the agency is called is read, not typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appoint {
    pub id: String,
    pub partnership: String,
    pub agency: String,
    pub roles: Vec<Role>,
    pub compartments: Vec<Compartment>,
    pub until: Option<Date>,
}

#[derive(Debug, Default, PartialEq, Eq)]
pub struct Reads {
    pub email_taken: bool,
    /// Name and type of the agency, where it works in the partnership.
    pub agency: Option<(String, String)>,
}

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("Enter the person's name")]
    NoName,
    #[error("Enter an email address in the correct format, like name@example.org")]
    BadEmail,
    #[error("This email address has an account. Appoint that person instead")]
    EmailTaken,
    #[error("Choose an agency that works in the partnership")]
    UnknownAgency,
    #[error("Choose at least one role")]
    NoRole,
    #[error("A system administrator sees no records, so has no compartment and no other role")]
    AdministratorsSeeNothing,
    #[error("The last day cannot be in the past")]
    EndsInThePast,
    #[error("You cannot change your own access. Ask somebody else who may")]
    Yourself,
    #[error("This person has joined. To let them choose a new password and set up codes again, reset their credentials")]
    AlreadyJoined,
    #[error("An administrator cannot reset somebody who sees records. Ask a business manager to do it")]
    SeesRecords,
    #[error(
        "This person also acts in another partnership, so nobody of this one alone can open a way in. Ask whoever runs the installation"
    )]
    ActsElsewhere,
    #[error("This person has no such appointment")]
    NoAppointment,
    #[error("Enter the reason")]
    NoReason,
    #[error("This account has not been invited")]
    NotInvited,
    #[error("This person has been invited")]
    AlreadyInvited,
    #[error("This account is suspended")]
    Suspended,
    #[error("This account is not suspended")]
    NotSuspended,
}

impl Refusal {
    pub(super) fn field(&self) -> &'static str {
        match self {
            Self::NoName => "name",
            Self::BadEmail | Self::EmailTaken => "email",
            Self::UnknownAgency => "agency",
            Self::NoRole => "roles",
            Self::AdministratorsSeeNothing => "compartments",
            Self::EndsInThePast => "until",
            Self::NoReason => "reason",
            _ => "",
        }
    }
}

pub(super) fn decide(was: &Account, command: Command, at: &Moment, reads: &Reads) -> Result<Vec<Fact>, Refusal> {
    use Command::{
        Appoint, ChangeAuthenticator, EndAppointment, Install, InstallAlso, Invite, Join, MakeCodes, Reinvite, Rename, Reset, ResetHere,
        Restore, Suspend, UseCode,
    };
    let blank = |text: &str| text.trim().is_empty();
    match command {
        Invite { .. } | Install { .. } if was.invited => Err(Refusal::AlreadyInvited),
        Invite { name, .. } | Install { name, .. } if blank(&name) => Err(Refusal::NoName),
        Invite { email, .. } | Install { email, .. } if !good_address(&email) => Err(Refusal::BadEmail),
        Invite { .. } | Install { .. } if reads.email_taken => Err(Refusal::EmailTaken),
        Invite { name, email, partnership } => Ok(vec![invited(&name, &email, Some(partnership))]),
        Install { name, email, granted } => Ok(vec![invited(&name, &email, None), Fact::Appointed { granted, place_of: None }]),
        _ if !was.invited => Err(Refusal::NotInvited),
        Restore if !was.suspended => Err(Refusal::NotSuspended),
        Restore => Ok(vec![Fact::Restored]),
        _ if was.suspended => Err(Refusal::Suspended),
        InstallAlso { granted } => Ok(vec![Fact::Appointed { granted, place_of: was.place_of.clone() }]),
        Rename { name } if blank(&name) => Err(Refusal::NoName),
        Rename { name } => Ok(vec![Fact::Renamed { name: name.trim().to_owned() }]),
        Appoint { by, to, .. } | EndAppointment { by, to, .. } | Suspend { by, to, .. } | Reset { by, to, .. } if by == to => {
            Err(Refusal::Yourself)
        }
        Appoint { appoint, .. } => self::appoint(was, appoint, at, reads),
        EndAppointment { appointment, partnership, .. }
            if was.appointments.get(&appointment).is_none_or(|(place, _)| *place != partnership) =>
        {
            Err(Refusal::NoAppointment)
        }
        Reset { partnership, .. } if was.appointments.values().any(|(place, _)| *place != partnership) => Err(Refusal::ActsElsewhere),
        Reset { administrator: true, .. } if was.appointments.values().any(|(_, sees)| *sees) => Err(Refusal::SeesRecords),
        EndAppointment { reason, .. } | Suspend { reason, .. } | Reset { reason, .. } | ResetHere { reason } if blank(&reason) => {
            Err(Refusal::NoReason)
        }
        Reset { by, reason, .. } => Ok(vec![Fact::CredentialsReset { by, reason }]),
        ResetHere { reason } => Ok(vec![Fact::CredentialsReset { by: crate::cx::SYSTEM.to_owned(), reason }]),
        Reinvite if was.joined => Err(Refusal::AlreadyJoined),
        Reinvite => Ok(vec![]),
        // The fact comes before the credentials: whoever was interrupted between the two takes the invitation up again.
        Join if was.joined => Ok(vec![]),
        Join => Ok(vec![Fact::Joined]),
        MakeCodes => Ok(vec![Fact::RecoveryCodesMade]),
        UseCode { left } => Ok(vec![Fact::RecoveryCodeUsed { left }]),
        ChangeAuthenticator => Ok(vec![Fact::AuthenticatorChanged]),
        EndAppointment { appointment, reason, .. } => {
            Ok(vec![Fact::AppointmentEnded { last: was.appointments.len() == 1, appointment, reason }])
        }
        Suspend { reason, .. } => Ok(vec![Fact::Suspended { reason }]),
    }
}

fn invited(name: &str, email: &str, partnership: Option<String>) -> Fact {
    Fact::Invited { name: name.trim().to_owned(), email: email.trim().to_lowercase(), partnership }
}

fn appoint(was: &Account, asked: Appoint, at: &Moment, reads: &Reads) -> Result<Vec<Fact>, Refusal> {
    let administrator = asked.roles.contains(&Role::SystemAdmin);
    let Some((agency_name, agency_type)) = reads.agency.clone() else { return Err(Refusal::UnknownAgency) };
    if asked.roles.is_empty() {
        return Err(Refusal::NoRole);
    }
    if administrator && (asked.roles.len() > 1 || !asked.compartments.is_empty()) {
        return Err(Refusal::AdministratorsSeeNothing);
    }
    if asked.until.is_some_and(|until| until < at.today) {
        return Err(Refusal::EndsInThePast);
    }
    let Appoint { id, partnership, agency, roles, compartments, until } = asked;
    let granted = Granted { id, partnership, agency, agency_name, agency_type, roles, compartments, until };
    Ok(vec![Fact::Appointed { granted, place_of: was.place_of.clone() }])
}

fn good_address(email: &str) -> bool {
    email
        .trim()
        .split_once('@')
        .is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !email.trim().contains(char::is_whitespace))
}
