#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]
//! The rule of contributions, and a year's contribution from invitation to signature.

use agreement::Role;
use axum::http::StatusCode;
use testkit::{PARTNERSHIP, TestSite, given, on_both};

use super::{decide::Reads, *};
use crate::organisation::{AgencyType, Command as Register, Organisation, Standing};

fn invited() -> Fact {
    Fact::Invited { agency: "police".into(), agency_name: "Westmere Police".into(), year: 2025, due: "2026-05-31".parse().unwrap() }
}

fn written() -> Fact {
    Fact::Written {
        words: Words { did: "A detective at the front door".into(), difference: "We do not know yet".into(), ..Words::default() },
    }
}

fn submitted() -> [Fact; 3] {
    [invited(), written(), Fact::Submitted { by: "ada".into() }]
}

#[test]
fn an_agency_is_asked_once_and_must_work_here() {
    let invite = || Command::Invite { agency: "police".into(), year: 2025, due: "2026-05-31".parse().unwrap() };
    given::<Contribution>([]).when(invite()).then_refused(Refusal::UnknownAgency);
    given::<Contribution>([]).knowing(Reads { agency_name: Some("Westmere Police".into()) }).when(invite()).then([invited()]);
    given::<Contribution>([invited()]).when(invite()).then_refused(Refusal::AlreadyInvited);
}

#[test]
fn nothing_is_submitted_that_does_not_say_what_difference_it_made() {
    given::<Contribution>([invited()]).when(Command::Submit { by: "ada".into() }).then_refused(Refusal::NothingDone);
    let half = Fact::Written { words: Words { did: "Much".into(), ..Words::default() } };
    given::<Contribution>([invited(), half]).when(Command::Submit { by: "ada".into() }).then_refused(Refusal::NoDifference);
    given::<Contribution>([invited(), written()]).when(Command::Submit { by: "ada".into() }).then([Fact::Submitted { by: "ada".into() }]);
}

#[test]
fn whoever_submitted_it_does_not_sign_it_off() {
    let sign = |by: &str| Command::SignOff { by: by.into(), name: by.into() };
    given::<Contribution>(submitted()).when(sign("ada")).then_refused(Refusal::OwnWork);
    given::<Contribution>(submitted()).when(sign("bea")).then([Fact::SignedOff { by: "bea".into(), name: "bea".into() }]);
}

#[test]
fn what_is_submitted_is_changed_only_once_it_is_returned() {
    let write = || Command::Write { words: Words::default() };
    given::<Contribution>(submitted()).when(write()).then_refused(Refusal::Submitted);
    let returned = Fact::Returned { by: "bea".into(), reason: "Say how you know".into() };
    assert_eq!(given::<Contribution>(submitted().into_iter().chain([returned])).when(write()).then_decided().len(), 1);
}

fn slices() -> Vec<platform::Slice> {
    vec![crate::organisation::slice(), slice()]
}

#[tokio::test(flavor = "multi_thread")]
async fn an_agency_is_asked_reminded_writes_submits_and_another_person_signs_off() {
    on_both(slices, async |mut site: TestSite| {
        let register = Register::Register {
            name: "Westmere Police".into(),
            agency_type: Some(AgencyType::Police),
            phase: None,
            valid_from: "2020-04-01".parse().unwrap(),
            partnership: PARTNERSHIP.into(),
            standing: Standing::Statutory,
        };
        site.person("dot", "unit", "council", &[Role::BusinessManager], &[]).await;
        site.get("dot", "/contributions/new").await.is(StatusCode::OK).says("Register agencies first");
        site.system().act::<Organisation>("police", register, "police").await.unwrap();
        site.person("ada", "police", "police", &[Role::AgencyAuthor], &[]).await;
        site.person("bea", "police", "police", &[Role::AgencyApprover], &[]).await;
        site.person("cal", "housing", "housing", &[Role::AgencyAuthor], &[]).await;
        let asked = site.get("dot", "/contributions/new").await;
        assert_eq!(asked.body.matches(" checked").count(), 1, "the one statutory partner is chosen: {}", asked.body);
        site.get("ada", "/contributions/new").await.is(StatusCode::FORBIDDEN).says("It would need clause");
        let asking = [("year", "2025"), ("due-day", "31"), ("due-month", "3"), ("due-year", "2026"), ("agencies", "police")];
        site.post("dot", "/contributions/new", &asking).await.is(StatusCode::SEE_OTHER);
        // One agency that does not work here, and none is asked.
        let with_a_stranger = [asking[0], asking[1], asking[2], asking[3], ("agencies", "housing"), ("agencies", "nobody")];
        site.post("dot", "/contributions/new", &with_a_stranger)
            .await
            .is(StatusCode::UNPROCESSABLE_ENTITY)
            .says("Choose agencies that work");
        site.post("dot", "/contributions/new", &asking).await.is(StatusCode::SEE_OTHER);
        site.get("dot", "/contributions").await.says("1 to 1 of 1");
        site.settle().await;
        site.get("ada", "/notices").await.says("asked for its contribution");
        site.set_today("2026-03-28");
        site.run_routines().await;
        site.run_routines().await;
        let notices = site.get("ada", "/notices").await;
        assert_eq!(notices.body.matches("is still to come").count(), 1, "reminded once");
        let page = "/contributions/contribution-2025-police";
        site.get("cal", page).await.is(StatusCode::NOT_FOUND);
        let words = [("did", "A detective at the front door"), ("difference", "Children are seen sooner")];
        site.post("ada", &format!("{page}/write"), &words).await.is(StatusCode::SEE_OTHER);
        site.post("ada", &format!("{page}/submit"), &[]).await.is(StatusCode::SEE_OTHER);
        site.post("ada", &format!("{page}/sign"), &[]).await.is(StatusCode::FORBIDDEN);
        site.post("bea", &format!("{page}/sign"), &[]).await.is(StatusCode::SEE_OTHER);
        site.get("dot", "/api/v1/figures/contribution.signed?from=2025-04-01&to=2026-03-31").await.says(r#""value":"1 of 1""#);
        let late = "/api/v1/figures/contribution.late?from=2025-04-01&to=2026-03-31";
        site.get("dot", late).await.says(r#""value":"0 of 1""#);
        site.get("ada", &format!("{page}/return")).await.is(StatusCode::FORBIDDEN);
        site.post("dot", &format!("{page}/return"), &[("reason", "Say how you know")]).await.is(StatusCode::SEE_OTHER);
        site.get("ada", page).await.says("Returned for more: Say how you know");
        site.set_today("2026-04-02");
        let words =
            [("did", "A detective at the front door"), ("difference", "Children are seen sooner"), ("evidence", "Times of first visits")];
        site.post("ada", &format!("{page}/write"), &words).await.is(StatusCode::SEE_OTHER);
        site.post("ada", &format!("{page}/submit"), &[]).await.is(StatusCode::SEE_OTHER);
        site.post("bea", &format!("{page}/sign"), &[]).await.is(StatusCode::SEE_OTHER);
        site.get("dot", late).await.says(r#""value":"1 of 1""#).says("Westmere Police");
    })
    .await;
}
