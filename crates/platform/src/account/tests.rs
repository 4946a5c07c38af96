#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]
//! Who may be appointed, by whom, as what.

use agreement::{Compartment, Role};
use kernel::Moment;

use super::decide::decide;
use super::*;

fn monday() -> Moment {
    Moment::at("2026-03-02T09:00:00Z".parse().unwrap())
}

fn invited() -> Account {
    Account { invited: true, ..Account::default() }
}

fn works_here() -> Reads {
    Reads { agency: Some(("Hazel Lane".into(), "school".into())), ..Reads::default() }
}

fn appoint(by: &str, roles: &[Role], compartments: &[Compartment]) -> Command {
    let appoint = Appoint {
        id: "a1".into(),
        partnership: "westmere".into(),
        agency: "hazel".into(),
        roles: roles.to_vec(),
        compartments: compartments.to_vec(),
        until: None,
    };
    Command::Appoint { by: by.into(), to: "ada".into(), appoint }
}

#[test]
fn one_address_is_one_account() {
    let invite = Command::Invite { name: "Ada".into(), email: "Ada@Example.org".into(), partnership: "westmere".into() };
    let taken = Reads { email_taken: true, ..Reads::default() };
    assert_eq!(decide(&Account::default(), invite.clone(), &monday(), &taken), Err(Refusal::EmailTaken));
    let facts = decide(&Account::default(), invite, &monday(), &Reads::default()).unwrap();
    assert_eq!(facts, [Fact::Invited { name: "Ada".into(), email: "ada@example.org".into(), partnership: Some("westmere".into()) }]);
}

#[test]
fn nobody_appoints_themselves() {
    assert_eq!(decide(&invited(), appoint("ada", &[Role::SchoolDsl], &[]), &monday(), &works_here()), Err(Refusal::Yourself));
    assert_eq!(decide(&invited(), appoint("bea", &[Role::SchoolDsl], &[]), &monday(), &works_here()).unwrap().len(), 1);
}

#[test]
fn a_system_administrator_has_no_compartment_and_no_other_role() {
    let with =
        |roles: &[Role], compartments: &[Compartment]| decide(&invited(), appoint("bea", roles, compartments), &monday(), &works_here());
    assert_eq!(with(&[Role::SystemAdmin], &[Compartment::ReviewCase]), Err(Refusal::AdministratorsSeeNothing));
    assert_eq!(with(&[Role::SystemAdmin, Role::Analyst], &[]), Err(Refusal::AdministratorsSeeNothing));
    assert!(with(&[Role::SystemAdmin], &[]).is_ok());
}

#[test]
fn an_agency_outside_the_partnership_cannot_be_acted_for() {
    assert_eq!(decide(&invited(), appoint("bea", &[Role::SchoolDsl], &[]), &monday(), &Reads::default()), Err(Refusal::UnknownAgency));
}

#[test]
fn a_suspended_account_takes_nothing_but_its_restoring() {
    let suspended = Account { suspended: true, ..invited() };
    assert_eq!(decide(&suspended, Command::Rename { name: "Ada".into() }, &monday(), &Reads::default()), Err(Refusal::Suspended));
    assert_eq!(decide(&suspended, Command::Restore, &monday(), &Reads::default()), Ok(vec![Fact::Restored]));
}

fn joined() -> Account {
    let appointments = [("a1".to_owned(), ("westmere".to_owned(), true))].into();
    Account { joined: true, appointments, ..invited() }
}

#[test]
fn no_new_link_is_made_for_somebody_who_has_joined() {
    assert_eq!(decide(&joined(), Command::Reinvite, &monday(), &Reads::default()), Err(Refusal::AlreadyJoined));
    assert_eq!(decide(&invited(), Command::Reinvite, &monday(), &Reads::default()), Ok(vec![]));
}

#[test]
fn an_administrator_cannot_open_a_way_into_what_others_see() {
    let reset = |administrator| Command::Reset {
        by: "bea".into(),
        to: "ada".into(),
        partnership: "westmere".into(),
        reason: "Lost phone, seen in person".into(),
        administrator,
    };
    assert_eq!(decide(&joined(), reset(true), &monday(), &Reads::default()), Err(Refusal::SeesRecords));
    assert_eq!(decide(&joined(), reset(false), &monday(), &Reads::default()).unwrap().len(), 1);
}

#[test]
fn nobody_ends_an_appointment_of_another_partnership() {
    let end = |partnership: &str| Command::EndAppointment {
        by: "bea".into(),
        to: "ada".into(),
        partnership: partnership.into(),
        appointment: "a1".into(),
        reason: "Left".into(),
    };
    assert_eq!(decide(&joined(), end("eastmere"), &monday(), &Reads::default()), Err(Refusal::NoAppointment));
    assert_eq!(decide(&joined(), end("westmere"), &monday(), &Reads::default()).unwrap().len(), 1);
}

#[test]
fn a_manager_of_one_partnership_opens_no_way_into_another() {
    let mut both = joined();
    both.appointments.insert("a2".into(), ("eastmere".into(), true));
    let reset = Command::Reset {
        by: "bea".into(),
        to: "ada".into(),
        partnership: "westmere".into(),
        reason: "Lost phone".into(),
        administrator: false,
    };
    assert_eq!(decide(&both, reset, &monday(), &Reads::default()), Err(Refusal::ActsElsewhere));
}

#[test]
fn an_account_without_any_appointment_stays_where_it_was_invited_or_last_appointed() {
    let mut account = Account::default();
    let mut done = |command: Command| {
        let facts = decide(&account, command, &monday(), &works_here()).unwrap();
        crate::Record::apply(&mut account, &facts[0]);
        facts.into_iter().next().unwrap()
    };
    done(Command::Invite { name: "Ada".into(), email: "ada@example.org".into(), partnership: "westmere".into() });
    let Fact::Appointed { place_of, .. } = done(appoint("bea", &[Role::SchoolDsl], &[])) else { panic!("an appointment") };
    assert_eq!(place_of.as_deref(), Some("invitation"), "from now on the appointment says where it belongs");
    let end = Command::EndAppointment {
        by: "bea".into(),
        to: "ada".into(),
        partnership: "westmere".into(),
        appointment: "a1".into(),
        reason: "Left".into(),
    };
    assert!(matches!(done(end), Fact::AppointmentEnded { last: true, .. }), "it keeps the place of its last appointment");
    let Fact::Appointed { place_of, .. } = done(appoint("bea", &[Role::SchoolDsl], &[])) else { panic!("an appointment") };
    assert_eq!(place_of.as_deref(), Some("a1"));
}

#[test]
fn an_invitation_taken_up_a_second_time_after_a_crash_says_no_more() {
    assert_eq!(decide(&invited(), Command::Join, &monday(), &Reads::default()), Ok(vec![Fact::Joined]));
    assert_eq!(decide(&joined(), Command::Join, &monday(), &Reads::default()), Ok(vec![]));
}

#[test]
fn the_installation_resets_whom_no_partnership_alone_can_but_says_why() {
    let reset = |reason: &str| decide(&joined(), Command::ResetHere { reason: reason.into() }, &monday(), &Reads::default());
    assert_eq!(reset(" "), Err(Refusal::NoReason));
    assert_eq!(reset("Lost phone"), Ok(vec![Fact::CredentialsReset { by: "trefoil".into(), reason: "Lost phone".into() }]));
}
