//! # Account
//!
//! A person is *invited* by mail address, and *appointed* to act for an agency in a partnership, with roles, compartments and an end;
//! appointments are *ended*, accounts *suspended* and *restored*. Passwords and codes are no facts: see [`crate::session`].
//!
//! **Invariant:** one mail address is one account.
//! **Invariant:** nobody appoints themselves, or ends their own appointment.
//! **Invariant:** a system administrator's appointment has no compartment: whoever runs the machine does not read the records.

mod decide;
mod fact;
mod rows;
#[cfg(test)]
mod tests;
mod web;

use crate::{Action, Nav, Slice};

pub(crate) use self::rows::{by_email, known};
pub use self::{
    decide::{Appoint, Command, Reads, Refusal},
    fact::{Account, Fact, Granted},
};

pub const VIEW: Action = Action("account.view");
pub const INVITE: Action = Action("account.invite");
pub const GRANT: Action = Action("account.grant");
pub const REVOKE: Action = Action("account.revoke");

pub(crate) fn slice() -> Slice {
    Slice::new("account")
        .record::<Account>(&[rows::ACCOUNT, rows::APPOINTMENT], "/accounts/")
        .actions(&[VIEW, INVITE, GRANT, REVOKE])
        .list(&web::LIST)
        .routes(web::routes())
        .nav(Nav { title: "People", href: "/accounts", action: VIEW, order: 900 })
}

/// Opens an account with one appointment, as the installation itself: for the first person of an installation, the demonstration and tests.
/// The agency need not be registered yet, because the first person is there before any organisation.
///
/// # Errors
/// A refusal (the address is taken), or a fault.
pub async fn install(site: &crate::Site, stream: &str, name: &str, email: &str, appointment: &crate::Appointment) -> anyhow::Result<()> {
    let system = crate::System::routine(site.clone(), "installation", crate::COMMONS);
    let granted = Granted {
        id: appointment.id.clone(),
        partnership: appointment.partnership.clone(),
        agency: appointment.agency.clone(),
        agency_name: appointment.agency_name.clone(),
        agency_type: appointment.agency_type.clone(),
        roles: appointment.roles.clone(),
        compartments: appointment.compartments.clone(),
        until: None,
    };
    let command = Command::Install { name: name.to_owned(), email: email.to_owned(), granted };
    system.act::<Account>(stream, command, &format!("install:{stream}")).await.map(drop).map_err(|unmet| anyhow::anyhow!("{unmet:?}"))
}

/// The account with this mail address.
///
/// # Errors
/// A fault.
pub async fn find(site: &crate::Site, email: &str) -> ledger::Result<Option<String>> {
    rows::by_email(&mut site.ledger().read().await?, email).await
}

/// The person as they act: under their first appointment in `partnership`, or their first of all. For the demonstration and importers.
///
/// # Errors
/// A fault.
pub async fn who(site: &crate::Site, account: &str, partnership: &str) -> ledger::Result<Option<crate::Who>> {
    let today = site.ledger().clock().moment().today;
    let Some(known) = rows::known(&mut site.ledger().read().await?, account, today).await? else { return Ok(None) };
    let mut here = known.appointments.iter().filter(|appointment| appointment.partnership == partnership).chain(&known.appointments);
    let Some(appointment) = here.next().cloned() else { return Ok(None) };
    Ok(Some(crate::Who { account: known.id, name: known.name, appointment, appointments: known.appointments, stepped_up: false }))
}

/// A new invitation link for somebody who has not joined, made by whoever runs the installation.
///
/// # Errors
/// A refusal, in words (the person has joined, or is suspended), or a fault.
pub async fn reinvite(site: &crate::Site, account: &str) -> anyhow::Result<String> {
    by_installation(site, account, Command::Reinvite).await?;
    crate::session::invitation(site, account).await
}

/// Takes password and codes away for `reason`, by whoever runs the installation, and gives a new invitation link.
///
/// # Errors
/// A refusal, in words (no reason, or suspended), or a fault.
pub async fn reset(site: &crate::Site, account: &str, reason: &str) -> anyhow::Result<String> {
    by_installation(site, account, Command::ResetHere { reason: reason.to_owned() }).await?;
    crate::session::forget(site, account).await?;
    crate::session::invitation(site, account).await
}

async fn by_installation(site: &crate::Site, account: &str, command: Command) -> anyhow::Result<()> {
    say(site, "installation", account, command).await
}

/// What the person did at the door with their own credentials is a fact of their account.
pub(crate) async fn at_the_door(site: &crate::Site, account: &str, command: Command) -> anyhow::Result<()> {
    say(site, "door", account, command).await
}

async fn say(site: &crate::Site, who: &'static str, account: &str, command: Command) -> anyhow::Result<()> {
    let system = crate::System::routine(site.clone(), who, crate::COMMONS);
    let once = site.ledger().new_id().to_string();
    system.act::<Account>(account, command, &once).await.map(drop).map_err(|unmet| match unmet {
        crate::Unmet::Refused(refusal) => anyhow::Error::new(refusal),
        other => anyhow::anyhow!("{other:?}"),
    })
}
