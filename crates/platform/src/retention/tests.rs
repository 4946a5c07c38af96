#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
//! Two people, no hold, nobody still being worked with, a certificate.

use kernel::Moment;

use super::{Command, Fact, Reads, Refusal, Retention, decide::decide};

fn known() -> Reads {
    Reads { record_known: true, ..Reads::default() }
}

fn monday() -> Moment {
    Moment::at("2026-03-02T09:00:00Z".parse().unwrap())
}

fn proposed() -> Retention {
    Retention { proposed: Some(("ada".into(), "35 years".into())), ..Retention::default() }
}

fn approve(by: &str) -> Command {
    Command::Approve { record: "r".into(), by: by.into() }
}

#[test]
fn whoever_proposed_cannot_approve() {
    assert_eq!(decide(&proposed(), approve("ada"), &monday(), &known()), Err(Refusal::SamePerson));
    let destroyed = Fact::Destroyed { record: "r".into(), proposed_by: "ada".into(), approved_by: "bea".into(), rule: "35 years".into() };
    assert_eq!(decide(&proposed(), approve("bea"), &monday(), &known()), Ok(vec![destroyed]));
}

#[test]
fn a_legal_hold_stops_destruction_even_once_proposed() {
    assert_eq!(decide(&Retention { held: true, ..proposed() }, approve("bea"), &monday(), &known()), Err(Refusal::Held));
}

#[test]
fn nothing_happens_to_what_was_destroyed() {
    let gone = Retention { destroyed: true, ..proposed() };
    assert_eq!(decide(&gone, approve("bea"), &monday(), &known()), Err(Refusal::Destroyed));
}

fn propose() -> Command {
    Command::Propose { record: "r".into(), by: "ada".into(), rule: "35 years".into() }
}

#[test]
fn a_record_about_somebody_who_is_still_written_about_is_kept() {
    let seen = |at: &str| Reads { person_seen_at: Some(at.parse().unwrap()), ..known() };
    for (command, was) in [(propose(), Retention::default()), (approve("bea"), proposed())] {
        assert_eq!(decide(&was, command.clone(), &monday(), &seen("2025-03-03T09:00:00Z")), Err(Refusal::LiveSubject));
        assert!(decide(&was, command, &monday(), &seen("2025-03-02T09:00:00Z")).is_ok());
    }
}

#[test]
fn a_record_that_another_is_about_outlives_it() {
    let cited = Reads { about_it: 1, ..known() };
    assert_eq!(decide(&Retention::default(), propose(), &monday(), &cited), Err(Refusal::StillCited));
    assert_eq!(decide(&proposed(), approve("bea"), &monday(), &cited), Err(Refusal::StillCited));
}
