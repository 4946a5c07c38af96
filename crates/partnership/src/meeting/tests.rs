#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]
//! The rule of meetings, and meetings as people meet them.

use std::collections::BTreeMap;

use agreement::Role;
use axum::http::StatusCode;
use kernel::{Date, Moment};
use testkit::{PARTNERSHIP, TestSite, given, given_on, on_both};

use super::*;
use crate::{
    group::{self, Group, Quorum, Seat},
    organisation::{self, AgencyType, Organisation, Standing},
};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn called() -> Called {
    Called {
        title: "Spring meeting".into(),
        on: day("2026-03-02"),
        starts: jiff::civil::time(10, 0, 0, 0),
        minutes: 90,
        place: "Civic Centre".into(),
        link: String::new(),
    }
}

fn seat(id: &str, agency: &str, agency_type: AgencyType, counts: bool) -> SeatThen {
    SeatThen { seat: id.into(), agency: agency.into(), agency_type: Some(agency_type), title: "Head".into(), phase: None, counts }
}

fn seats() -> Vec<SeatThen> {
    vec![
        seat("s1", "council", AgencyType::Council, true),
        seat("s2", "police", AgencyType::Police, true),
        seat("s3", "icb", AgencyType::Icb, true),
        seat("s4", "scrutineer", AgencyType::Other, false),
    ]
}

fn quorum() -> Quorum {
    Quorum { seats: 2, must: vec![AgencyType::Council, AgencyType::Police] }
}

fn convened() -> Fact {
    Fact::Convened { group: "g1".into(), group_name: "Board".into(), called: called(), quorum: quorum(), seats: seats() }
}

fn mark(seat: &str, came: Came) -> Mark {
    let deputy = if came == Came::Deputy { "Bo Lind".to_owned() } else { String::new() };
    Mark { seat: seat.into(), came, deputy }
}

fn attended(marks: &[(&str, Came)]) -> Command {
    Command::RecordAttendance { marks: marks.iter().map(|(seat, came)| mark(seat, *came)).collect(), agency: None }
}

fn everybody() -> Fact {
    let marks = ["s1", "s2", "s3", "s4"].map(|seat| mark(seat, Came::Present)).to_vec();
    Fact::AttendanceRecorded { marks, quorate: true, reckoned: String::new() }
}

fn challenge(by: &str, to: &str) -> Challenge {
    Challenge { id: "c1".into(), by: by.into(), to: to.into(), issue: "Reports come late".into() }
}

fn reads() -> Reads {
    Reads { group: Some(("Board".into(), Some(quorum()))), seats: seats(), agencies_known: 2 }
}

#[test]
fn convening_copies_the_groups_seats_and_quorum_of_that_moment() {
    let convene = Command::Convene { group: "g1".into(), called: called() };
    given::<Meeting>([]).knowing(reads()).when(convene.clone()).then([convened()]);
    given::<Meeting>([]).when(convene.clone()).then_refused(Refusal::UnknownGroup);
    let without_rule = Reads { group: Some(("Board".into(), None)), ..reads() };
    given::<Meeting>([]).knowing(without_rule).when(convene).then_refused(Refusal::NoQuorum);
}

#[test]
fn a_meeting_is_held_somewhere_and_joined_only_by_a_web_address() {
    let convene = |called: Called| Command::Convene { group: "g1".into(), called };
    let nowhere = Called { place: " ".into(), ..called() };
    given::<Meeting>([]).knowing(reads()).when(convene(nowhere)).then_refused(Refusal::NoPlace);
    let script = Called { link: "javascript:alert(1)".into(), ..called() };
    given::<Meeting>([]).knowing(reads()).when(convene(script)).then_refused(Refusal::BadLink);
}

#[test]
fn quoracy_counts_counting_seats_and_asks_for_the_agencies_that_must_be_there() {
    use Came::{Absent, Apologies, Deputy, Present};
    let quorate = |marks: &[(&str, Came)]| {
        let facts = given::<Meeting>([convened()]).when(attended(marks)).then_decided();
        let [Fact::AttendanceRecorded { quorate, reckoned, .. }] = &facts[..] else { panic!("one fact") };
        (*quorate, reckoned.clone())
    };
    assert!(quorate(&[("s1", Present), ("s2", Deputy), ("s3", Absent), ("s4", Absent)]).0);
    // Without the police two seats are not enough; an adviser's seat does not count.
    assert_eq!(quorate(&[("s1", Present), ("s2", Apologies), ("s3", Present)]), (false, "2 represented, 2 needed; without police".into()));
    assert_eq!(quorate(&[("s2", Present), ("s4", Present)]), (false, "1 represented, 2 needed; without council".into()));
}

#[test]
fn attendance_recorded_in_parts_is_reckoned_together() {
    let first = Fact::AttendanceRecorded { marks: vec![mark("s1", Came::Present)], quorate: false, reckoned: String::new() };
    let facts = given::<Meeting>([convened(), first]).when(attended(&[("s2", Came::Present)])).then_decided();
    assert!(matches!(facts[..], [Fact::AttendanceRecorded { quorate: true, .. }]));
}

#[test]
fn an_agency_marks_its_own_seats_and_no_others_and_only_until_the_meeting_is_held() {
    let own = |seat: &str| Command::RecordAttendance { marks: vec![mark(seat, Came::Apologies)], agency: Some("police".into()) };
    assert_eq!(given::<Meeting>([convened()]).when(own("s2")).then_decided().len(), 1);
    given::<Meeting>([convened()]).when(own("s1")).then_refused(Refusal::NotYourSeat);
    let held = Fact::Held { minutes: "Discussed".into() };
    given::<Meeting>([convened(), everybody(), held]).when(own("s2")).then_refused(Refusal::AlreadyHeld);
}

#[test]
fn a_deputy_has_a_name() {
    let nameless = Mark { seat: "s1".into(), came: Came::Deputy, deputy: " ".into() };
    given::<Meeting>([convened()]).when(Command::RecordAttendance { marks: vec![nameless], agency: None }).then_refused(Refusal::NoDeputy);
}

#[test]
fn a_decision_says_whether_there_was_a_quorum() {
    let decision = Decision { id: "d1".into(), item: None, what: "Audit again".into(), owner: "council".into(), due_on: None };
    let decide = Command::Decide { decision: decision.clone() };
    given::<Meeting>([convened()]).knowing(reads()).when(decide.clone()).then_refused(Refusal::SeatsUnmarked);
    given::<Meeting>([convened(), everybody()])
        .knowing(reads())
        .when(decide.clone())
        .then([Fact::Decided { decision: decision.clone(), quorate: true }]);
    let marks = ["s1", "s2", "s3", "s4"].map(|seat| mark(seat, Came::Absent)).to_vec();
    let nobody = Fact::AttendanceRecorded { marks, quorate: false, reckoned: String::new() };
    given::<Meeting>([convened(), nobody]).knowing(reads()).when(decide).then([Fact::Decided { decision, quorate: false }]);
}

#[test]
fn a_challenge_is_answered_by_whom_it_was_put_to_and_once() {
    let answer = |agency: Option<&str>| Command::Answer {
        challenge: "c1".into(),
        agency: agency.map(str::to_owned),
        response: "They come within ten days now".into(),
        impact: "Conferences have them in time".into(),
    };
    let challenged = Fact::Challenged { challenge: challenge("school", "police") };
    given::<Meeting>([convened(), challenged.clone()]).when(answer(Some("icb"))).then_refused(Refusal::NotTheirs);
    let answered = |recorded_for: bool| Fact::ChallengeAnswered {
        challenge: "c1".into(),
        response: "They come within ten days now".into(),
        impact: "Conferences have them in time".into(),
        recorded_for,
    };
    given::<Meeting>([convened(), challenged.clone()]).when(answer(Some("police"))).then([answered(false)]);
    given::<Meeting>([convened(), challenged.clone()]).when(answer(None)).then([answered(true)]);
    given::<Meeting>([convened(), challenged, answered(false)]).when(answer(Some("police"))).then_refused(Refusal::AlreadyAnswered);
}

#[test]
fn an_agency_does_not_challenge_itself() {
    let command = Command::Challenge { challenge: challenge("police", "police") };
    given::<Meeting>([convened()]).knowing(reads()).when(command).then_refused(Refusal::SameAgency);
}

#[test]
fn a_meeting_is_held_on_its_day_when_every_seat_is_marked() {
    let hold = Command::Hold { minutes: "Discussed".into() };
    let before = Moment::at("2026-03-01T09:00:00Z".parse().unwrap());
    given_on::<Meeting>(before, [convened(), everybody()]).when(hold.clone()).then_refused(Refusal::NotYet);
    given::<Meeting>([convened()]).when(hold.clone()).then_refused(Refusal::SeatsUnmarked);
    given::<Meeting>([convened(), everybody()]).when(hold).then([Fact::Held { minutes: "Discussed".into() }]);
}

#[test]
fn after_approval_only_challenges_are_still_answered() {
    let challenged = Fact::Challenged { challenge: challenge("school", "police") };
    let approved = Fact::MinutesApproved { on: day("2026-03-02") };
    let facts = [convened(), everybody(), challenged, Fact::Held { minutes: "Discussed".into() }, approved];
    let paper = Command::Challenge { challenge: challenge("school", "police") };
    given::<Meeting>(facts.clone()).knowing(reads()).when(paper).then_refused(Refusal::Approved);
    let answer = Command::Answer { challenge: "c1".into(), agency: None, response: "Yes".into(), impact: "Nothing yet".into() };
    assert_eq!(given::<Meeting>(facts).when(answer).then_decided().len(), 1);
}

#[test]
fn a_cancelled_meeting_takes_no_further_fact() {
    let cancelled = Fact::Cancelled { why: "Snow".into(), sequence: 1 };
    given::<Meeting>([convened(), cancelled]).when(Command::Amend { called: called() }).then_refused(Refusal::Cancelled);
}

#[test]
fn every_change_of_the_call_moves_the_calendar_on() {
    let amended = Fact::Amended { called: called(), sequence: 1 };
    given::<Meeting>([convened(), amended])
        .when(Command::Amend { called: called() })
        .then([Fact::Amended { called: called(), sequence: 2 }]);
}

#[test]
fn an_agency_is_flagged_below_three_in_four() {
    let low = |represented, expected| rows::Attended { agency: String::new(), represented, expected }.is_low();
    assert!(low(2, 3) && low(5, 7) && low(0, 1));
    assert!(!low(3, 4) && !low(4, 4) && !low(0, 0));
}

#[test]
fn times_are_read_as_people_write_them() {
    for text in ["14:00", "2pm", "2 pm", "2:00PM"] {
        assert_eq!(web::time_of(text), Some(jiff::civil::time(14, 0, 0, 0)), "{text}");
    }
    assert_eq!(web::time_of("9:30am"), Some(jiff::civil::time(9, 30, 0, 0)));
    for text in ["", "noonish", "25:00", "9:75am"] {
        assert_eq!(web::time_of(text), None, "{text}");
    }
}

#[test]
fn a_file_is_what_its_name_says_and_nothing_a_browser_would_run() {
    let file = |name: &str, bytes: &[u8]| platform::SentFile { field: "file".into(), name: name.into(), bytes: bytes.to_vec() };
    assert_eq!(papers::media_type(&file("plan.PDF", b"%PDF-1.7 a plan")), Ok("application/pdf"));
    assert!(papers::media_type(&file("plan.pdf", b"<html>")).is_err());
    assert!(papers::media_type(&file("page.html", b"<html>")).is_err());
    assert!(papers::media_type(&file("notes.txt", b"MZ\0\0")).is_err());
    assert!(papers::media_type(&file("empty.txt", b"")).is_err());
}

#[test]
fn no_marks_at_all_make_no_quorum() {
    let quoracy = Quoracy::of(&quorum(), &seats(), &BTreeMap::new());
    assert!(!quoracy.is_met());
    assert_eq!(quoracy.missing, ["Council", "Police"]);
}

// As people meet it: a whole site, on both databases.

fn slices() -> Vec<platform::Slice> {
    vec![organisation::slice(), group::slice(), slice()]
}

const COUNCIL: &str = "org-council";
const POLICE: &str = "org-police";

async fn with_a_group(site: &mut TestSite) {
    for (id, name, agency_type) in [
        (COUNCIL, "Westmere Council", AgencyType::Council),
        (POLICE, "Westmere Police", AgencyType::Police),
        ("org-fire", "Westmere Fire", AgencyType::Fire),
    ] {
        let command = organisation::Command::Register {
            name: name.into(),
            agency_type: Some(agency_type),
            phase: None,
            valid_from: day("2020-04-01"),
            partnership: PARTNERSHIP.into(),
            standing: Standing::Statutory,
        };
        site.system().act::<Organisation>(id, command, id).await.unwrap();
    }
    site.person("dot", "org-unit", "council", &[Role::BusinessManager], &[]).await;
    site.person("bea", COUNCIL, "council", &[Role::AgencyAuthor], &[]).await;
    site.person("pol", POLICE, "police", &[Role::AgencyAuthor], &[]).await;
    site.person("eve", "org-councillors", "council", &[Role::CouncilScrutiny], &[]).await;
    site.person("sys", "org-it", "other", &[Role::SystemAdmin], &[]).await;
    let launch = group::Command::Launch {
        name: "Adults Board".into(),
        kind: Some(group::Kind::AdultsBoard),
        reports_to: None,
        terms: "To help and protect adults".into(),
        rotating_chair: false,
        launched_on: day("2025-04-01"),
    };
    site.system().act::<Group>("g1", launch, "launch").await.unwrap();
    for (id, agency) in [("s1", COUNCIL), ("s2", POLICE)] {
        let seat =
            Seat { id: id.into(), agency: agency.into(), title: format!("Post {id}"), phase: None, counts: true, from: day("2025-04-01") };
        site.system().act::<Group>("g1", group::Command::AddSeat { seat }, id).await.unwrap();
    }
    let quorum = Quorum { seats: 2, must: vec![AgencyType::Police] };
    site.system().act::<Group>("g1", group::Command::SetQuorum { quorum }, "quorum").await.unwrap();
}

const CONVENING: &[(&str, &str)] = &[
    ("group", "g1"),
    ("title", "Spring meeting"),
    ("on-day", "2"),
    ("on-month", "3"),
    ("on-year", "2026"),
    ("starts", "2pm"),
    ("minutes", "90"),
    ("place", "Civic Centre"),
    ("link", ""),
];

async fn with_a_meeting(site: &mut TestSite) {
    with_a_group(site).await;
    site.post("dot", "/meetings/m1/convene", CONVENING).await.is(StatusCode::SEE_OTHER);
    site.settle().await;
}

async fn held(site: &TestSite) {
    site.post("dot", "/meetings/m1/attendance", &[("came-s1", "present"), ("came-s2", "deputy"), ("deputy-s2", "Bo Lind")])
        .await
        .is(StatusCode::SEE_OTHER);
    site.post("dot", "/meetings/m1/decision", &[("what", "Audit again"), ("owner", POLICE)]).await.is(StatusCode::SEE_OTHER);
    site.post("dot", "/meetings/m1/minutes", &[("minutes", "Adults were discussed")]).await.is(StatusCode::SEE_OTHER);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_meeting_from_its_call_to_its_approved_minutes() {
    on_both(slices, async |mut site: TestSite| {
        with_a_meeting(&mut site).await;
        site.get("pol", "/notices").await.says("A meeting in which your agency has a seat has been convened");
        site.post("dot", "/meetings/m1/item", &[("title", "Self-neglect"), ("lead", "Ada Byrne"), ("minutes", "30")])
            .await
            .is(StatusCode::SEE_OTHER);
        held(&site).await;
        let page = site.get("bea", "/meetings/m1").await;
        page.is(StatusCode::OK)
            .says("2 March 2026, 2pm")
            .says("Self-neglect")
            .says("Deputy came: Bo Lind")
            .says("Quorate")
            .says("Audit again");
        page.does_not_say("Add an item");
        let approve = [("on-day", "2"), ("on-month", "3"), ("on-year", "2026")];
        site.post("dot", "/meetings/m1/approve", &approve).await.is(StatusCode::SEE_OTHER);
        site.get("dot", "/meetings?is=approved").await.says("Spring meeting");
        let late = site.post("dot", "/meetings/m1/item", &[("title", "Late")]).await;
        late.is(StatusCode::UNPROCESSABLE_ENTITY).says("The minutes are approved");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_later_change_of_the_group_leaves_a_convened_meeting_as_it_was() {
    on_both(slices, async |mut site: TestSite| {
        with_a_meeting(&mut site).await;
        let quorum = Quorum { seats: 5, must: Vec::new() };
        site.system().act::<Group>("g1", group::Command::SetQuorum { quorum }, "later").await.unwrap();
        site.get("dot", "/meetings/m1").await.says("2 seats, among them police");
        site.get("dot", "/groups/g1").await.says("5 seats").says("Spring meeting");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_agency_challenges_another_and_is_answered() {
    on_both(slices, async |mut site: TestSite| {
        with_a_meeting(&mut site).await;
        site.post("bea", "/meetings/m1/challenge", &[("to", COUNCIL), ("issue", "Late")]).await.says("Choose an agency other than");
        site.post("bea", "/meetings/m1/challenge", &[("to", POLICE), ("issue", "Reports come late")]).await.is(StatusCode::SEE_OTHER);
        site.settle().await;
        site.get("pol", "/notices").await.says("A challenge waits for your agency");
        site.get("bea", "/meetings/m1").await.says("Reports come late").does_not_say("Answer the challenge");
        let page = site.get("pol", "/meetings/m1").await;
        let from = page.body.find("/meetings/m1/challenge/").expect("a link to answer");
        let link: String = page.body[from..].chars().take_while(|letter| *letter != '"').collect();
        let answer = [("response", "Within ten days now"), ("impact", "Conferences have them in time")];
        site.post("bea", &link, &answer).await.is(StatusCode::UNPROCESSABLE_ENTITY).says("Only the agency that was challenged");
        site.post("pol", &link, &answer).await.is(StatusCode::SEE_OTHER);
        site.settle().await;
        site.get("bea", "/notices").await.says("A challenge your agency raised was answered");
        site.get("dot", "/api/v1/figures/meeting.challenges-answered").await.says(r#""value":"1 of 1""#);
        site.get("dot", "/api/v1/figures/meeting.challenges").await.says("Westmere Police");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_not_know_of_a_meeting_finds_nothing_and_who_may_is_told_no() {
    on_both(slices, async |mut site: TestSite| {
        with_a_meeting(&mut site).await;
        for path in [
            "/meetings/m1",
            "/meetings/m1/pack.pdf",
            "/meetings/m1/invite.ics",
            "/meetings/m1/call",
            "/meetings",
            "/groups/g1/calendar.ics",
        ] {
            site.get("sys", path).await.is(StatusCode::NOT_FOUND).does_not_say("Spring meeting");
        }
        site.get("eve", "/meetings/m1").await.is(StatusCode::NOT_FOUND);
        site.get("eve", "/groups/g1").await.is(StatusCode::OK).does_not_say("Spring meeting");
        site.get("eve", "/groups/g1/calendar.ics").await.does_not_say("Spring meeting");
        site.post("pol", "/meetings/m1/minutes", &[("minutes", "x")]).await.is(StatusCode::FORBIDDEN).says("clause");
        site.post("pol", "/meetings/m1/decision", &[("what", "x")]).await.is(StatusCode::FORBIDDEN);
        site.get("pol", "/meetings/m1").await.does_not_say("Change the call").says("Say who comes for your agency");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_agency_says_who_comes_for_its_own_seat() {
    on_both(slices, async |mut site: TestSite| {
        with_a_meeting(&mut site).await;
        site.get("pol", "/meetings/m1/attendance").await.says("Post s2").does_not_say("Post s1");
        site.post("pol", "/meetings/m1/attendance", &[("came-s2", "deputy")])
            .await
            .is(StatusCode::UNPROCESSABLE_ENTITY)
            .says("Enter who came for");
        let both = [("came-s1", "absent"), ("came-s2", "apologies")];
        site.post("pol", "/meetings/m1/attendance", &both).await.is(StatusCode::SEE_OTHER);
        // The other agency's seat was not theirs to mark.
        site.get("dot", "/meetings/m1").await.says("Apologies").says("Not answered").does_not_say("Absent");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_pack_is_a_pdf_and_the_invitation_keeps_its_uid() {
    on_both(slices, async |mut site: TestSite| {
        with_a_meeting(&mut site).await;
        let pack = site.get("pol", "/meetings/m1/pack.pdf").await;
        assert!(pack.body.starts_with("%PDF-"), "{}", pack.body);
        let first = site.get("pol", "/meetings/m1/invite.ics").await;
        first
            .is(StatusCode::OK)
            .says("UID:m1@meeting.trefoil")
            .says("DTSTART:20260302T140000Z")
            .says("DTEND:20260302T153000Z")
            .says("SEQUENCE:0");
        // The stamp is when it was recorded, whenever it is asked for.
        site.set_today("2026-03-05");
        assert_eq!(site.get("pol", "/meetings/m1/invite.ics").await.body, first.body);
        site.post("dot", "/meetings/m1/cancel", &[("why", "Snow")]).await.is(StatusCode::SEE_OTHER);
        let later = site.get("pol", "/groups/g1/calendar.ics").await;
        later.says("UID:m1@meeting.trefoil").says("STATUS:CANCELLED").says("SEQUENCE:1").says("Adults Board");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn figures_count_meetings_held_and_seats_represented() {
    on_both(slices, async |mut site: TestSite| {
        with_a_meeting(&mut site).await;
        site.get("dot", "/api/v1/figures/meeting.held").await.says(r#""value":"0""#);
        held(&site).await;
        site.get("dot", "/api/v1/figures/meeting.held").await.says(r#""value":"1""#).says("Adults Board");
        site.get("dot", "/api/v1/figures/meeting.quorate").await.says(r#""value":"1 of 1""#);
        site.get("dot", "/api/v1/figures/meeting.attendance").await.says(r#""value":"2 of 2""#).says("Westmere Police");
        site.get("dot", "/api/v1/figures/meeting.decisions").await.says(r#""value":"1""#);
        site.get("dot", "/figures/meeting.attendance").await.is(StatusCode::OK);
        site.get("dot", "/groups/g1").await.says("Attendance in the last 12 months").does_not_say("Below three in four");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_in_a_paper_comes_back_as_it_was_and_is_never_shown_in_the_page() {
    on_both(slices, async |mut site: TestSite| {
        with_a_meeting(&mut site).await;
        let plan = b"%PDF-1.7 a plan".as_slice();
        let html = b"<script>".as_slice();
        site.upload("dot", "/meetings/m1/paper", &[("title", "The plan"), ("item", "")], ("file", "plan.pdf", plan))
            .await
            .is(StatusCode::SEE_OTHER);
        let refused = site.upload("dot", "/meetings/m1/paper", &[("title", "Page")], ("file", "page.html", html)).await;
        refused.is(StatusCode::UNPROCESSABLE_ENTITY).says("The file must be a PDF");
        site.upload("pol", "/meetings/m1/paper", &[("title", "Mine")], ("file", "plan.pdf", plan)).await.is(StatusCode::FORBIDDEN);
        let page = site.get("pol", "/meetings/m1").await;
        page.says("The plan").says("plan.pdf, 15 bytes");
        let from = page.body.find("/meetings/m1/paper/").expect("a link to the paper");
        let link: String = page.body[from..].chars().take_while(|letter| *letter != '"').collect();
        assert_eq!(site.get("pol", &link).await.body.as_bytes(), plan);
        site.get("eve", &link).await.is(StatusCode::NOT_FOUND);
    })
    .await;
}
