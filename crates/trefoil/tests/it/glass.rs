//! Breaking the glass on a record for which there is no clause, and somebody else's review.

use agreement::{Compartment, Role};
use assurance::escalation::{About, Case, Command, Escalation, Reason, Safety};
use axum::http::StatusCode;
use partnership::organisation::{AgencyType, Command as Register, Organisation, Standing};
use testkit::{PARTNERSHIP, TestSite, on_both};

fn slices() -> Vec<platform::Slice> {
    vec![partnership::organisation::slice(), assurance::escalation::slice()]
}

async fn a_case(site: &mut TestSite) {
    for (id, name) in [("org-a", "Westmere Council"), ("org-b", "Westmere Homes")] {
        let command = Register::Register {
            name: name.into(),
            agency_type: Some(AgencyType::Housing),
            phase: None,
            valid_from: "2020-04-01".parse().unwrap(),
            partnership: PARTNERSHIP.into(),
            standing: Standing::Relevant,
        };
        site.system().act::<Organisation>(id, command, id).await.unwrap();
    }
    let case = Case {
        about: About::Child,
        reference: String::new(),
        concern: "The referral was closed".into(),
        wanted: "Open it again".into(),
        reason: Reason::Threshold,
        raised_by: "org-a".into(),
        raised_with: "org-b".into(),
        urgent: false,
        raised_on: None,
    };
    let safety = Safety { safe: true, how: "With relatives".into() };
    site.system().act::<Escalation>("e1", Command::Raise { case, safety }, "e1").await.unwrap();
    site.person("mia", "org-c", "school", &[Role::SchoolDsl], &[Compartment::FrontDoorCase]).await;
    site.person("dot", "org-unit", "council", &[Role::BusinessManager], &[]).await;
}

const ENOUGH: &[(&str, &str)] = &[("reason", "out_of_hours"), ("words", "The child is at the station now and nobody answers")];

#[tokio::test(flavor = "multi_thread")]
async fn the_glass_opens_one_record_for_an_hour_and_somebody_else_reviews_it() {
    on_both(slices, async |mut site: TestSite| {
        a_case(&mut site).await;
        site.get("mia", "/escalations/e1").await.is(StatusCode::NOT_FOUND);
        // Without a fresh proof of who it is, that is asked for first.
        let asked = site.get("mia", "/records/e1/break-glass").await;
        assert!(asked.location.starts_with("/step-up"), "{asked:?}");
        site.step_up("mia");
        site.post("mia", "/records/e1/break-glass", &[("reason", "out_of_hours"), ("words", "Urgent")])
            .await
            .is(StatusCode::UNPROCESSABLE_ENTITY);
        site.post("mia", "/records/e1/break-glass", ENOUGH).await.is(StatusCode::SEE_OTHER);
        site.settle().await;
        site.get("mia", "/escalations/e1").await.is(StatusCode::OK).says("The referral was closed");
        site.get("dot", "/notices").await.says("it needs your review");
        site.get("dot", "/break-glass").await.says("To be reviewed");
        site.set_now("2026-03-02T09:59:00Z".parse().unwrap());
        site.get("mia", "/escalations/e1").await.is(StatusCode::OK);
        site.set_now("2026-03-02T10:01:00Z".parse().unwrap());
        site.get("mia", "/escalations/e1").await.is(StatusCode::NOT_FOUND);
    })
    .await;
}
