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
        raised_on: None,
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
    given::<Escalation>([])
        .knowing(knows_both())
        .when(Command::Raise { case: case(), safety: unsafe_now.clone() })
        .then_refused(Refusal::UnsafeNotUrgent);
    let urgent = Case { urgent: true, ..case() };
    assert_eq!(
        given::<Escalation>([]).knowing(knows_both()).when(Command::Raise { case: urgent, safety: unsafe_now }).then_decided().len(),
        1
    );
}

#[test]
fn an_agency_cannot_escalate_to_itself_or_to_one_that_is_not_there() {
    let own = Case { raised_with: "school".into(), ..case() };
    given::<Escalation>([]).knowing(knows_both()).when(Command::Raise { case: own, safety: safe() }).then_refused(Refusal::SameAgency);
    given::<Escalation>([])
        .knowing(Reads { agencies_known: 1 })
        .when(Command::Raise { case: case(), safety: safe() })
        .then_refused(Refusal::UnknownAgency);
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
    given::<Escalation>(std::iter::once(raised()).chain(facts))
        .when(Command::Advance { reason: "No".into() })
        .then_refused(Refusal::NoHigherStage);
}

#[test]
fn only_the_agency_that_was_challenged_can_answer() {
    let answer = |agency: &str| Command::Answer { agency: agency.into(), answer: "We will look again".into() };
    given::<Escalation>([raised()]).when(answer("school")).then_refused(Refusal::NotTheirs);
    given::<Escalation>([raised()])
        .when(answer("council"))
        .then([Fact::Answered { agency: "council".into(), answer: "We will look again".into() }]);
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
    let resolve =
        |agreed: &str| Command::Resolve { outcome: Some(Outcome::ResolvedAgreed), agreed: agreed.into(), learning: String::new() };
    given::<Escalation>([raised()]).when(resolve(" ")).then_refused(Refusal::NoAgreed);
    assert_eq!(given::<Escalation>([raised()]).when(resolve("To be opened again")).then_decided().len(), 1);
}

// As people meet it: a whole site, on both databases.

use agreement::{Compartment, Role};
use axum::http::StatusCode;
use partnership::organisation::{AgencyType, Command as Register, Organisation, Phase, Standing};
use testkit::{PARTNERSHIP, TestSite, on_both};

fn slices() -> Vec<platform::Slice> {
    vec![partnership::organisation::slice(), slice()]
}

const SCHOOL: &str = "org-school";
const COUNCIL: &str = "org-council";

/// A school lead, a social worker, a business manager, a councillor who sees only what is published, and somebody of an agency that is
/// not involved.
async fn people(site: &mut TestSite) {
    for (id, name, agency_type, phase) in [
        (SCHOOL, "Hazel Lane School", AgencyType::School, Some(Phase::Primary)),
        (COUNCIL, "Westmere Council", AgencyType::Council, None),
        ("org-housing", "Westmere Homes", AgencyType::Housing, None),
    ] {
        let command = Register::Register {
            name: name.into(),
            agency_type: Some(agency_type),
            phase,
            valid_from: "2020-04-01".parse().unwrap(),
            partnership: PARTNERSHIP.into(),
            standing: Standing::Relevant,
        };
        site.system().act::<Organisation>(id, command, id).await.unwrap();
    }
    site.person("ada", SCHOOL, "school", &[Role::SchoolDsl], &[Compartment::FrontDoorCase]).await;
    site.person("bea", COUNCIL, "council", &[Role::AgencyAuthor], &[Compartment::FrontDoorCase]).await;
    site.person("cal", "org-housing", "housing", &[Role::AgencyAuthor], &[Compartment::FrontDoorCase]).await;
    site.person("dot", "org-unit", "council", &[Role::BusinessManager], &[]).await;
    site.person("eve", "org-councillors", "council", &[Role::CouncilScrutiny], &[]).await;
    site.person("fay", "org-scrutiny", "other", &[Role::IndependentScrutineer], &[Compartment::FrontDoorCase]).await;
}

const RAISING: &[(&str, &str)] = &[
    ("about", "child"),
    ("concern", "The referral was closed"),
    ("wanted", "Open it again"),
    ("reason", "threshold"),
    ("raised_with", COUNCIL),
    ("safe", "yes"),
    ("how", "Grandmother looks after her"),
    ("urgent", "no"),
];

async fn raised_by_ada(site: &TestSite) {
    let answer = site.post("ada", "/escalations/e1/raise", RAISING).await;
    answer.is(StatusCode::SEE_OTHER);
    assert_eq!(answer.location, "/escalations/e1");
    site.settle().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_school_lead_escalates_and_the_council_answers() {
    on_both(slices, async |mut site: TestSite| {
        people(&mut site).await;
        raised_by_ada(&site).await;

        site.get("bea", "/escalations/e1").await.is(StatusCode::OK).says("The referral was closed");
        site.get("bea", "/notices").await.says("An escalation waits for your agency");
        site.post("bea", "/escalations/e1/answer", &[("answer", "")]).await.is(StatusCode::UNPROCESSABLE_ENTITY).says("Enter your answer");
        site.post("bea", "/escalations/e1/answer", &[("answer", "We will look again")]).await.is(StatusCode::SEE_OTHER);
        let resolve = [("outcome", "changed_decision"), ("agreed", "Opened again"), ("learning", "Say what was decided, and why")];
        site.post("ada", "/escalations/e1/resolve", &resolve).await.is(StatusCode::SEE_OTHER);
        site.get("ada", "/escalations/e1").await.says("Opened again").says("We will look again");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_not_know_is_told_nothing_and_who_may_know_is_told_no_and_which_clause() {
    on_both(slices, async |mut site: TestSite| {
        people(&mut site).await;
        raised_by_ada(&site).await;
        for name in ["cal", "eve"] {
            site.get(name, "/escalations/e1").await.is(StatusCode::NOT_FOUND).does_not_say("referral");
            site.post(name, "/escalations/e1/advance", &[("reason", "x")]).await.is(StatusCode::NOT_FOUND);
        }
        assert_eq!(site.get("", "/escalations/e1").await.location, "/sign-in?return_to=%2Fescalations%2Fe1");
        // The scrutineer reads it, and takes no part.
        site.get("fay", "/escalations/e1").await.is(StatusCode::OK);
        site.post("fay", "/escalations/e1/answer", &[("answer", "x")]).await.is(StatusCode::FORBIDDEN).says("clause");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_its_export_and_search_show_only_what_the_reader_may_see() {
    on_both(slices, async |mut site: TestSite| {
        people(&mut site).await;
        raised_by_ada(&site).await;
        site.get("ada", "/api/v1/escalations").await.says(r#""total":1"#);
        site.get("cal", "/api/v1/escalations").await.says(r#""total":0"#);
        site.get("ada", "/escalations.csv").await.says("The referral was closed");
        site.get("cal", "/escalations.csv").await.does_not_say("referral");
        site.get("ada", "/search?words=referral").await.says("The referral was closed");
        site.get("cal", "/search?words=referral").await.does_not_say("The referral was closed");
        site.get("eve", "/escalations").await.is(StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn opening_a_case_is_written_down_and_shown() {
    on_both(slices, async |mut site: TestSite| {
        people(&mut site).await;
        raised_by_ada(&site).await;
        site.get("bea", "/escalations/e1").await.is(StatusCode::OK);
        site.get("dot", "/records/e1/seen").await.is(StatusCode::OK).says("bea");
        site.get("dot", "/records/e1/history").await.is(StatusCode::OK).says("raised");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn when_the_limit_passes_in_silence_the_next_stage_begins_once() {
    on_both(slices, async |mut site: TestSite| {
        people(&mut site).await;
        raised_by_ada(&site).await;
        site.set_today("2026-03-05");
        site.run_routines().await;
        site.run_routines().await;
        site.get("ada", "/api/v1/escalations").await.says(r#""stage":2"#);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repeated_post_raises_once_and_a_stale_one_keeps_what_was_typed() {
    on_both(slices, async |mut site: TestSite| {
        people(&mut site).await;
        let with_key = [RAISING, &[("_key", "k1"), ("_seen", "0")]].concat();
        site.post("ada", "/escalations/e1/raise", &with_key).await.is(StatusCode::SEE_OTHER);
        site.post("ada", "/escalations/e1/raise", &with_key).await.is(StatusCode::SEE_OTHER);
        let stale = [("reason", "Nobody called back"), ("_seen", "0")];
        let answer = site.post("ada", "/escalations/e1/advance", &stale).await;
        answer.is(StatusCode::UNPROCESSABLE_ENTITY).says("Somebody else saved this").says("Nobody called back");
        site.get("ada", "/api/v1/escalations").await.says(r#""stage":1"#);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn figures_count_what_was_raised_and_say_who_never_does() {
    on_both(slices, async |mut site: TestSite| {
        people(&mut site).await;
        raised_by_ada(&site).await;
        site.get("dot", "/api/v1/figures/escalation.raised").await.is(StatusCode::OK).says(r#""value":"1""#).says("Hazel Lane School");
        site.get("dot", "/api/v1/figures/escalation.never-by-agency").await.says(r#""value":"2 of 3""#);
        // As known before it was raised, there was none.
        site.get("dot", "/api/v1/figures/escalation.raised?as_of=2026-03-01").await.says(r#""value":"0""#);
    })
    .await;
}
