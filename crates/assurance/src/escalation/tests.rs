#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]
//! The rule of escalation, and the capability as people meet it.

use kernel::Moment;
use testkit::{given, given_on, monday};

use super::*;

fn case() -> Case {
    Case {
        about: About::Child,
        reference: "R-17".into(),
        concern: "The referral was closed".into(),
        wanted: "Open it again".into(),
        reason: Reason::Threshold,
        raised_by: "school".into(),
        raised_with: "council".into(),
        urgent: false,
    }
}

fn safe() -> Safety {
    Safety { safe: true, how: "Grandmother looks after her".into() }
}

fn knows_both() -> Reads {
    Reads { agencies_known: 2 }
}

fn clock(rule: &str, started: &str, due: &str) -> Clock {
    let due_on: kernel::Date = due.parse().unwrap();
    let due_at = kernel::Vague::day(due_on).to.unwrap();
    Clock { ruleset: "wt2026".into(), rule: rule.into(), started_on: started.parse().unwrap(), due_on, due_at }
}

fn raised() -> Fact {
    Fact::Raised { case: case(), safety: safe(), clock: clock("E1", "2026-03-02", "2026-03-04") }
}

#[test]
fn raising_starts_the_limit_of_the_first_stage() {
    given::<Escalation>([]).knowing(knows_both()).when(Command::Raise { case: case(), safety: safe() }).then([raised()]);
}

#[test]
fn advancing_moves_up_one_stage_and_starts_its_limit() {
    given::<Escalation>([raised()]).when(Command::Advance { reason: "No reply".into() }).then([Fact::Advanced {
        to: Stage::try_from(2).unwrap(),
        reason: "No reply".into(),
        because: Because::Person,
        took: 0,
        clock: clock("E2", "2026-03-02", "2026-03-04"),
    }]);
}

#[test]
fn an_escalation_that_has_ended_takes_no_further_fact() {
    let ended = Fact::Withdrawn { stage: Stage::FIRST, took: 0, reason: "Settled by telephone".into() };
    given::<Escalation>([raised(), ended]).when(Command::Advance { reason: "No reply".into() }).then_refused(Refusal::Ended);
}

#[test]
fn someone_who_is_not_safe_meanwhile_cannot_wait_for_a_normal_stage() {
    let unsafe_now = Safety { safe: false, how: "Police are on their way".into() };
    given::<Escalation>([]).knowing(knows_both()).when(Command::Raise { case: case(), safety: unsafe_now.clone() }).then_refused(Refusal::UnsafeNotUrgent);
    let urgent = Case { urgent: true, ..case() };
    assert_eq!(given::<Escalation>([]).knowing(knows_both()).when(Command::Raise { case: urgent, safety: unsafe_now }).then_decided().len(), 1);
}

#[test]
fn an_agency_cannot_escalate_to_itself_or_to_one_that_is_not_there() {
    let own = Case { raised_with: "school".into(), ..case() };
    given::<Escalation>([]).knowing(knows_both()).when(Command::Raise { case: own, safety: safe() }).then_refused(Refusal::SameAgency);
    given::<Escalation>([]).knowing(Reads { agencies_known: 1 }).when(Command::Raise { case: case(), safety: safe() }).then_refused(Refusal::UnknownAgency);
}

#[test]
fn silence_moves_it_on_only_when_the_limit_has_passed() {
    given::<Escalation>([raised()]).when(Command::AdvanceForSilence).then_refused(Refusal::NotYetSilent);
    let later = Moment::at("2026-03-05T09:00:00Z".parse().unwrap());
    let facts = given_on::<Escalation>(later, [raised()]).when(Command::AdvanceForSilence).then_decided();
    assert!(matches!(facts[..], [Fact::Advanced { because: Because::Silence, took: 3, .. }]));
}

#[test]
fn there_is_no_stage_above_the_fifth() {
    let facts = (2..=5).map(|stage| Fact::Advanced {
        to: Stage::try_from(stage).unwrap(),
        reason: "No agreement".into(),
        because: Because::Person,
        took: 1,
        clock: clock(&format!("E{stage}"), "2026-03-02", "2026-03-04"),
    });
    given::<Escalation>(std::iter::once(raised()).chain(facts)).when(Command::Advance { reason: "No".into() }).then_refused(Refusal::NoHigherStage);
}

#[test]
fn only_the_agency_that_was_challenged_can_answer() {
    let answer = |agency: &str| Command::Answer { agency: agency.into(), answer: "We will look again".into() };
    given::<Escalation>([raised()]).when(answer("school")).then_refused(Refusal::NotTheirs);
    given::<Escalation>([raised()]).when(answer("council")).then([Fact::Answered { agency: "council".into(), answer: "We will look again".into() }]);
}

#[test]
fn an_escalation_keeps_the_rule_set_it_started_under() {
    let mut old = clock("E1", "2025-12-30", "2026-01-02");
    old.ruleset = "wt2023".into();
    let raised = Fact::Raised { case: case(), safety: safe(), clock: old };
    let facts = given_on::<Escalation>(monday(), [raised]).when(Command::Advance { reason: "No reply".into() }).then_decided();
    assert!(matches!(&facts[..], [Fact::Advanced { clock, .. }] if clock.ruleset == "wt2023"));
}

#[test]
fn an_outcome_needs_words() {
    let resolve = |agreed: &str| Command::Resolve { outcome: Some(Outcome::ResolvedAgreed), agreed: agreed.into(), learning: String::new() };
    given::<Escalation>([raised()]).when(resolve(" ")).then_refused(Refusal::NoAgreed);
    assert_eq!(given::<Escalation>([raised()]).when(resolve("To be opened again")).then_decided().len(), 1);
}
