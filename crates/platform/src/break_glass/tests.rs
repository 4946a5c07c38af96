#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]
//! Reason, proof, one hour, and somebody else's review.

use kernel::Moment;

use super::{BreakGlass, Command, Fact, Reason, Refusal, decide::decide};

fn monday() -> Moment {
    Moment::at("2026-03-02T09:00:00Z".parse().unwrap())
}

fn open(words: &str, proved: bool) -> Command {
    Command::Open { record: "r".into(), person: "ada".into(), reason: Some(Reason::OutOfHours), words: words.into(), proved }
}

const ENOUGH: &str = "The child is at the station now";

#[test]
fn without_a_reason_or_a_proof_it_is_denied() {
    assert_eq!(decide(&BreakGlass::default(), open("Urgent", true), &monday()), Err(Refusal::TooFewWords));
    assert_eq!(decide(&BreakGlass::default(), open(ENOUGH, false), &monday()), Err(Refusal::NotProved));
}

#[test]
fn it_holds_for_an_hour_and_is_reviewed_within_two_working_days() {
    let facts = decide(&BreakGlass::default(), open(ENOUGH, true), &monday()).unwrap();
    let [Fact::Opened { until, review_due, .. }] = &facts[..] else { panic!("one fact") };
    assert_eq!(until.to_string(), "2026-03-02T10:00:00Z");
    assert_eq!(review_due.to_string(), "2026-03-04");
}

#[test]
fn nobody_reviews_their_own() {
    let opened = BreakGlass { person: Some("ada".into()), reviewed: false };
    let review = |by: &str| Command::Review { by: by.into(), justified: Some(true), note: "Right to do".into() };
    assert_eq!(decide(&opened, review("ada"), &monday()), Err(Refusal::OwnReview));
    assert_eq!(decide(&opened, review("bea"), &monday()).unwrap().len(), 1);
}
