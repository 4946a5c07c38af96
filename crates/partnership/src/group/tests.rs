#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]
//! The rule of groups, and groups as people meet them.

use agreement::Role;
use axum::http::StatusCode;
use kernel::Date;
use testkit::{PARTNERSHIP, TestSite, given, on_both};

use super::*;
use crate::organisation::{self, AgencyType, Organisation, Phase, Standing};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn launch(kind: Kind, reports_to: Option<&str>) -> Command {
    Command::Launch {
        name: "Neglect".into(),
        kind: Some(kind),
        reports_to: reports_to.map(str::to_owned),
        terms: "To see neglect early".into(),
        rotating_chair: true,
        launched_on: day("2025-04-01"),
    }
}

fn launched() -> Fact {
    Fact::Launched {
        name: "Neglect".into(),
        kind: Kind::SubGroup,
        reports_to: Some("board".into()),
        terms: "To see neglect early".into(),
        rotating_chair: true,
        launched_on: day("2025-04-01"),
    }
}

fn known() -> Reads {
    Reads { reports_to_known: true, agency_known: true, ..Reads::default() }
}

fn seat(id: &str, agency: &str) -> Seat {
    Seat { id: id.into(), agency: agency.into(), title: "Head".into(), phase: Some(Phase::Primary), counts: true, from: day("2025-04-01") }
}

fn chair(id: &str, from: &str) -> Chair {
    Chair { id: id.into(), name: "Ada Byrne".into(), agency: "council".into(), from: day(from), until: None }
}

#[test]
fn a_sub_group_reports_to_a_group_that_is_there() {
    given::<Group>([]).knowing(known()).when(launch(Kind::SubGroup, Some("board"))).then([launched()]);
    given::<Group>([]).knowing(known()).when(launch(Kind::SubGroup, None)).then_refused(Refusal::NoReportsTo);
    given::<Group>([]).when(launch(Kind::SubGroup, Some("nowhere"))).then_refused(Refusal::UnknownGroup);
}

#[test]
fn there_is_one_leadership_group_at_a_time_and_any_number_of_sub_groups() {
    let another = Reads { kind_taken: true, ..known() };
    given::<Group>([]).knowing(another).when(launch(Kind::Leadership, None)).then_refused(Refusal::KindTaken);
    assert_eq!(given::<Group>([]).knowing(another).when(launch(Kind::SubGroup, Some("board"))).then_decided().len(), 1);
}

#[test]
fn a_new_chair_follows_the_one_before_and_never_begins_earlier() {
    let first = Fact::ChairAppointed { chair: chair("c1", "2025-04-01"), follows: None };
    given::<Group>([launched(), first.clone()])
        .knowing(known())
        .when(Command::AppointChair { chair: chair("c2", "2026-04-01") })
        .then([Fact::ChairAppointed { chair: chair("c2", "2026-04-01"), follows: Some("c1".into()) }]);
    given::<Group>([launched(), first])
        .knowing(known())
        .when(Command::AppointChair { chair: chair("c2", "2025-03-01") })
        .then_refused(Refusal::ChairBeforeLast);
}

#[test]
fn an_agency_leaves_with_its_last_seat() {
    let facts = [launched(), Fact::SeatAdded { seat: seat("s1", "school") }, Fact::SeatAdded { seat: seat("s2", "school") }];
    let end = |id: &str| Command::EndSeat { seat: id.into(), on: day("2026-01-01") };
    let ended =
        |id: &str, leaves: Option<&str>| Fact::SeatEnded { seat: id.into(), on: day("2026-01-01"), leaves: leaves.map(str::to_owned) };
    given::<Group>(facts.clone()).when(end("s1")).then([ended("s1", None)]);
    given::<Group>(facts.into_iter().chain([ended("s1", None)])).when(end("s2")).then([ended("s2", Some("school"))]);
}

#[test]
fn a_seat_that_has_ended_cannot_end_again() {
    let ended = Fact::SeatEnded { seat: "s1".into(), on: day("2026-01-01"), leaves: Some("school".into()) };
    given::<Group>([launched(), Fact::SeatAdded { seat: seat("s1", "school") }, ended])
        .when(Command::EndSeat { seat: "s1".into(), on: day("2026-02-01") })
        .then_refused(Refusal::NoSuchSeat);
}

#[test]
fn a_finished_line_of_the_plan_takes_no_more_progress() {
    let line = Line {
        id: "l1".into(),
        pillar: Pillar::Prevention,
        what: "Train health visitors".into(),
        measure: "Neglect named earlier".into(),
        due_on: day("2025-12-31"),
        lead: "icb".into(),
    };
    let finished = Fact::LineFinished { line: "l1".into(), on: day("2025-12-01"), result: "All trained".into() };
    let note = Command::NoteProgress { line: "l1".into(), words: "Half are trained".into() };
    assert_eq!(given::<Group>([launched(), Fact::LineSet { line: line.clone() }]).when(note.clone()).then_decided().len(), 1);
    given::<Group>([launched(), Fact::LineSet { line }, finished]).when(note).then_refused(Refusal::LineFinished);
}

#[test]
fn a_group_that_others_report_to_is_not_concluded() {
    let conclude = Command::Conclude { on: day("2026-01-31"), achieved: "Neglect is named earlier".into() };
    let reported_to = Reads { reporting: 1, ..known() };
    given::<Group>([launched()]).knowing(reported_to).when(conclude.clone()).then_refused(Refusal::StillReportedTo);
    given::<Group>([launched()])
        .knowing(known())
        .when(conclude)
        .then([Fact::Concluded { on: day("2026-01-31"), achieved: "Neglect is named earlier".into() }]);
}

#[test]
fn a_concluded_group_takes_no_further_fact() {
    let concluded = Fact::Concluded { on: day("2026-01-31"), achieved: "Much".into() };
    given::<Group>([launched(), concluded])
        .knowing(known())
        .when(Command::AddSeat { seat: seat("s1", "school") })
        .then_refused(Refusal::Concluded);
}

// As people meet it: a whole site, on both databases.

fn slices() -> Vec<platform::Slice> {
    vec![organisation::slice(), slice(), crate::meeting::slice()]
}

async fn people(site: &mut TestSite) {
    for (id, name, agency_type, phase) in [
        ("org-council", "Westmere Council", AgencyType::Council, None),
        ("org-school", "Hazel Lane School", AgencyType::School, Some(Phase::Primary)),
    ] {
        let command = organisation::Command::Register {
            name: name.into(),
            agency_type: Some(agency_type),
            phase,
            valid_from: day("2020-04-01"),
            partnership: PARTNERSHIP.into(),
            standing: Standing::Relevant,
        };
        site.system().act::<Organisation>(id, command, id).await.unwrap();
    }
    site.person("dot", "org-unit", "council", &[Role::BusinessManager], &[]).await;
    site.person("gus", "org-council", "council", &[Role::SubGroupChair], &[]).await;
    site.person("ada", "org-school", "school", &[Role::SchoolDsl], &[]).await;
}

const LAUNCHING: &[(&str, &str)] = &[
    ("kind", "elg"),
    ("name", "Executive Leadership Group"),
    ("reports_to", ""),
    ("terms", "To lead both boards"),
    ("rotating", "yes"),
    ("on-day", "1"),
    ("on-month", "4"),
    ("on-year", "2025"),
];

async fn with_a_group(site: &mut TestSite) {
    people(site).await;
    site.post("dot", "/groups/g1/launch", LAUNCHING).await.is(StatusCode::SEE_OTHER);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_business_manager_launches_a_group_and_gives_it_a_chair_seats_and_a_plan() {
    on_both(slices, async |mut site: TestSite| {
        with_a_group(&mut site).await;
        let term = [("name", "Ada Byrne"), ("agency", "org-council"), ("from-day", "1"), ("from-month", "4"), ("from-year", "2025")];
        site.post("dot", "/groups/g1/chair", &term).await.is(StatusCode::SEE_OTHER);
        let seat = [
            ("agency", "org-school"),
            ("title", "Headteacher"),
            ("phase", "primary"),
            ("counts", "yes"),
            ("on-day", "1"),
            ("on-month", "9"),
            ("on-year", "2025"),
        ];
        site.post("dot", "/groups/g1/seat", &seat).await.is(StatusCode::SEE_OTHER);
        site.post("dot", "/groups/g1/quorum", &[("seats", "1"), ("must", "school")]).await.is(StatusCode::SEE_OTHER);
        let line = [
            ("pillar", "identification"),
            ("what", "Ask about siblings"),
            ("measure", "Audit"),
            ("due_on-day", "1"),
            ("due_on-month", "2"),
            ("due_on-year", "2026"),
            ("agency", "org-council"),
        ];
        site.post("gus", "/groups/g1/line", &line).await.is(StatusCode::SEE_OTHER);
        let page = site.get("dot", "/groups/g1").await;
        page.is(StatusCode::OK)
            .says("Ada Byrne (Westmere Council), since 1 April 2025")
            .says("Headteacher")
            .says("1 seat, among them school");
        page.says("Ask about siblings").says("Overdue").says("No seat speaks for early years, secondary, further education, special");
        site.get("dot", "/groups").await.says("Executive Leadership Group");
        site.get("dot", "/groups?is=concluded").await.does_not_say("Executive Leadership Group");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_reads_a_group_and_only_those_who_may_change_it_see_how() {
    on_both(slices, async |mut site: TestSite| {
        with_a_group(&mut site).await;
        site.get("ada", "/groups/g1")
            .await
            .is(StatusCode::OK)
            .says("To lead both boards")
            .does_not_say("Add a seat")
            .does_not_say("Add to the plan");
        site.get("ada", "/groups/g1/seat").await.is(StatusCode::FORBIDDEN).says("clause");
        site.post("ada", "/groups/g1/quorum", &[("seats", "1")]).await.is(StatusCode::FORBIDDEN);
        site.get("ada", "/groups/new").await.is(StatusCode::FORBIDDEN).says("It would need clause");
        // A chair plans, and leaves seats and terms to the business manager.
        site.get("gus", "/groups/g1").await.says("Add to the plan").does_not_say("Add a seat");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_with_something_missing_says_what_and_keeps_the_rest() {
    on_both(slices, async |mut site: TestSite| {
        people(&mut site).await;
        let without_kind = &LAUNCHING[1..];
        let answer = site.post("dot", "/groups/g1/launch", without_kind).await;
        answer.is(StatusCode::UNPROCESSABLE_ENTITY).says("Choose what kind of group it is").says("To lead both boards");
        with_a_group(&mut site).await;
        let again = site.post("dot", "/groups/g2/launch", LAUNCHING).await;
        again.is(StatusCode::UNPROCESSABLE_ENTITY).says("Another group has this name");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn figures_say_how_many_groups_there_are_and_which_phases_have_a_seat() {
    on_both(slices, async |mut site: TestSite| {
        with_a_group(&mut site).await;
        for (id, phase) in [("s1", Some(Phase::Primary)), ("s2", Some(Phase::Primary)), ("s3", Some(Phase::Special)), ("s4", None)] {
            let seat = Seat { id: id.into(), agency: "org-school".into(), phase, ..seat(id, "org-school") };
            site.system().act::<Group>("g1", Command::AddSeat { seat }, id).await.unwrap();
        }
        site.get("dot", "/api/v1/figures/group.active").await.is(StatusCode::OK).says(r#""value":"1""#);
        site.get("dot", "/api/v1/figures/group.education-phases").await.says(r#""value":"2 of 5""#);
        site.get("dot", "/api/v1/figures/group.seats").await.says(r#""value":"4""#).says("not education");
        site.get("dot", "/figures/group.plan-lines-finished").await.is(StatusCode::OK);
        // A year before the group was launched there was none.
        site.get("dot", "/api/v1/figures/group.active?from=2024-04-01&to=2025-03-31").await.says(r#""value":"0""#);
    })
    .await;
}
