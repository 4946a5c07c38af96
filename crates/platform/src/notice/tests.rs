#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
//! A notice is sent once, mailed once, and says nothing about anybody.

use super::{Command, Fact, Notice, Refusal, decide::decide, mail};

fn sent() -> Notice {
    Notice { to: Some("ada".into()), ..Notice::default() }
}

#[test]
fn a_notice_is_sent_once() {
    let send = || Command::Send { to: "ada".into(), agency: String::new(), subject: "S".into(), path: "/x".into() };
    assert!(matches!(decide(&Notice::default(), send()).unwrap()[..], [Fact::Sent { .. }]));
    assert_eq!(decide(&sent(), send()), Err(Refusal::AlreadySent));
}

#[test]
fn only_the_person_told_can_mark_it_read() {
    assert_eq!(decide(&sent(), Command::Read { by: "bea".into() }), Err(Refusal::NotYours));
    assert_eq!(decide(&sent(), Command::Read { by: "ada".into() }), Ok(vec![Fact::Read]));
}

#[test]
fn a_notice_already_mailed_is_not_mailed_again() {
    assert_eq!(decide(&Notice { mailed: true, ..sent() }, Command::Mail), Ok(vec![]));
}

#[test]
fn a_mail_holds_the_fixed_words_and_a_link_and_nothing_else() {
    let message =
        mail::message("ada@example.org", "An escalation waits for your answer", "https://t.example", "/escalations/1", "notice:1").unwrap();
    let text = String::from_utf8(message.formatted()).unwrap();
    assert!(text.contains("https://t.example/escalations/1"));
    assert!(text.contains("Message-ID: <notice.1@trefoil>"));
}
