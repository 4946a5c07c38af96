//! What becomes of somebody who may not act: suspended, restored, without appointment, or for another organisation.

use agreement::Role;
use axum::http::StatusCode;
use platform::{Appointment, COMMONS, System, account};
use testkit::{PARTNERSHIP, TestSite, on_both};

use crate::browser::{code, look, no_slices, post, sign_in, take_up};

#[tokio::test(flavor = "multi_thread")]
async fn somebody_suspended_is_told_so_but_only_after_the_right_password_and_code() {
    on_both(no_slices, async |mut site: TestSite| {
        site.person("dot", "org-unit", "council", &[Role::BusinessManager], &[]).await;
        site.person("ada", "org-unit", "council", &[Role::AgencyAuthor], &[]).await;
        let joined = take_up(&site).await;
        site.post("dot", "/accounts/account-ada/suspend", &[("reason", "Left")]).await.is(StatusCode::SEE_OTHER);
        let (_, headers, _) = look(&site, &joined.session, "/account").await;
        assert!(crate::browser::location(&headers).starts_with("/sign-in"));
        site.set_today("2026-03-03");
        let (_, _, wrong) = sign_in(&site, "another+password", &code(&site, &joined.key)).await;
        assert!(!wrong.contains("suspended"));
        let (status, headers, right) = sign_in(&site, "three+plain+words", &code(&site, &joined.key)).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(right.contains("This account is suspended"));
        assert!(headers.get("set-cookie").is_none(), "no session that leads nowhere");
        // A recovery code does no better.
        assert!(sign_in(&site, "three+plain+words", &joined.codes[0]).await.2.contains("This account is suspended"));
        site.post("dot", "/accounts/account-ada/restore", &[]).await.is(StatusCode::SEE_OTHER);
        assert_eq!(look(&site, &joined.session, "/account").await.0, StatusCode::SEE_OTHER, "sessions of before stay ended");
        assert_eq!(sign_in(&site, "three+plain+words", &joined.codes[1]).await.0, StatusCode::SEE_OTHER);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_restoring_says_why_on_the_persons_own_page() {
    on_both(no_slices, async |mut site: TestSite| {
        site.person("dot", "org-unit", "council", &[Role::BusinessManager], &[]).await;
        site.person("ada", "org-unit", "council", &[Role::AgencyAuthor], &[]).await;
        let answer = site.post("dot", "/accounts/account-ada/restore", &[]).await;
        answer.is(StatusCode::UNPROCESSABLE_ENTITY).says("This account is not suspended").says("Acts for");
        answer.does_not_say("Somebody suspended is signed out at once");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_has_no_appointment_is_told_so_at_the_door() {
    on_both(no_slices, async |mut site: TestSite| {
        site.person("dot", "org-unit", "council", &[Role::BusinessManager], &[]).await;
        site.person("ada", "org-unit", "council", &[Role::AgencyAuthor], &[]).await;
        let joined = take_up(&site).await;
        let end = [("appointment", "appointment-ada"), ("reason", "Left")];
        site.post("dot", "/accounts/account-ada/end", &end).await.is(StatusCode::SEE_OTHER);
        let (status, _, page) = sign_in(&site, "three+plain+words", &joined.codes[0]).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.contains("You have no appointment"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_of_two_organisations_acts_for_one_at_a_time_and_switches() {
    on_both(no_slices, async |mut site: TestSite| {
        site.person("ada", "org-school", "school", &[Role::SchoolDsl], &[]).await;
        let joined = take_up(&site).await;
        let (_, _, page) = look(&site, &joined.session, "/account").await;
        assert!(page.contains("org-school"));
        let manager = Appointment {
            id: "second".into(),
            partnership: PARTNERSHIP.into(),
            partnership_name: String::new(),
            agency: "org-unit".into(),
            agency_name: "org-unit".into(),
            agency_type: "council".into(),
            roles: vec![Role::BusinessManager],
            compartments: vec![],
        };
        account::install(&site.site, "account-eve", "Eve", "eve@example.org", &manager).await.unwrap();
        let of_another = post(&site, &joined.session, "/account/switch", "appointment=second").await;
        assert_eq!(crate::browser::location(&of_another.1), "/account", "somebody else's appointment cannot be taken");
        assert_eq!(look(&site, &joined.session, "/accounts").await.0, StatusCode::NOT_FOUND);

        let both = [("org-a", "school", Role::SchoolDsl), ("org-b", "council", Role::BusinessManager)];
        let system = System::routine(site.site.clone(), "test", COMMONS);
        for (at, (agency, agency_type, role)) in both.into_iter().enumerate() {
            let granted = account::Granted {
                id: format!("bea-{at}"),
                partnership: PARTNERSHIP.into(),
                agency: agency.into(),
                agency_name: agency.into(),
                agency_type: agency_type.into(),
                roles: vec![role],
                compartments: vec![],
                until: None,
            };
            let command = match at {
                0 => account::Command::Install { name: "Bea".into(), email: "bea@example.org".into(), granted },
                _ => account::Command::InstallAlso { granted },
            };
            system.act::<account::Account>("account-bea", command, &format!("bea-{at}")).await.unwrap();
        }
        let session = platform::session::create_session(&site.site, "account-bea", "", "test", false).await.unwrap();
        assert_eq!(look(&site, &session, "/accounts").await.0, StatusCode::NOT_FOUND, "the first by name is the school");
        assert_eq!(post(&site, &session, "/account/switch", "appointment=bea-1").await.0, StatusCode::SEE_OTHER);
        assert_eq!(look(&site, &session, "/accounts").await.0, StatusCode::OK);
    })
    .await;
}
