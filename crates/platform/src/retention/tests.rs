//! Two people, no hold, a certificate.

use super::{Command, Fact, Reads, Refusal, Retention, decide::decide};

fn known() -> Reads {
    Reads { record_known: true }
}

fn proposed() -> Retention {
    Retention { proposed: Some(("ada".into(), "35 years".into())), ..Retention::default() }
}

fn approve(by: &str) -> Command {
    Command::Approve { record: "r".into(), by: by.into() }
}

#[test]
fn whoever_proposed_cannot_approve() {
    assert_eq!(decide(&proposed(), approve("ada"), &known()), Err(Refusal::SamePerson));
    let destroyed = Fact::Destroyed { record: "r".into(), proposed_by: "ada".into(), approved_by: "bea".into(), rule: "35 years".into() };
    assert_eq!(decide(&proposed(), approve("bea"), &known()), Ok(vec![destroyed]));
}

#[test]
fn a_legal_hold_stops_destruction_even_once_proposed() {
    assert_eq!(decide(&Retention { held: true, ..proposed() }, approve("bea"), &known()), Err(Refusal::Held));
}

#[test]
fn nothing_happens_to_what_was_destroyed() {
    let gone = Retention { destroyed: true, ..proposed() };
    assert_eq!(decide(&gone, approve("bea"), &known()), Err(Refusal::Destroyed));
}
