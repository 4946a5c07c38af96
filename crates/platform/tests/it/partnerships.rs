//! Two partnerships on one installation: nobody manages the other's people.

use agreement::Role;
use axum::http::StatusCode;
use platform::{
    Appointment, COMMONS, System, account,
    partnership::{Command, Partnership},
};
use testkit::{TestSite, on_both};

fn no_slices() -> Vec<platform::Slice> {
    Vec::new()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_business_manager_neither_sees_nor_changes_the_people_of_another_partnership() {
    on_both(no_slices, async |mut site: TestSite| {
        site.person("dot", "org-unit", "council", &[Role::BusinessManager], &[]).await;
        site.person("ada", "org-school", "school", &[Role::SchoolDsl], &[]).await;
        let found = Command::Found { name: "Eastmere".into(), slug: "eastmere".into(), areas: vec!["E09000098".into()] };
        System::routine(site.site.clone(), "test", COMMONS).act::<Partnership>("eastmere", found, "eastmere").await.unwrap();
        site.settle().await;
        let there = Appointment {
            id: "there".into(),
            partnership: "eastmere".into(),
            partnership_name: "Eastmere".into(),
            agency: "org-east".into(),
            agency_name: "East".into(),
            agency_type: "council".into(),
            roles: vec![Role::AgencyAuthor],
            compartments: vec![],
        };
        account::install(&site.site, "account-zed", "Zed", "zed@example.org", &there).await.unwrap();
        site.get("dot", "/accounts").await.says("ada").does_not_say("Zed");
        site.get("dot", "/api/v1/accounts").await.does_not_say("zed@example.org");
        site.get("dot", "/search?words=Zed").await.does_not_say(">Zed<");
        site.get("dot", "/accounts/account-zed").await.is(StatusCode::NOT_FOUND);
        site.post("dot", "/accounts/account-zed/suspend", &[("reason", "x")]).await.is(StatusCode::NOT_FOUND);
        site.post("dot", "/accounts/account-ada/suspend", &[("reason", "Left")]).await.is(StatusCode::SEE_OTHER);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_without_an_appointment_is_known_only_where_they_were_invited_or_last_worked() {
    on_both(no_slices, async |mut site: TestSite| {
        site.person("dot", "org-unit", "council", &[Role::BusinessManager], &[]).await;
        let found = Command::Found { name: "Eastmere".into(), slug: "eastmere".into(), areas: vec!["E09000098".into()] };
        System::routine(site.site.clone(), "test", COMMONS).act::<Partnership>("eastmere", found, "eastmere").await.unwrap();
        let there = Appointment {
            id: "there".into(),
            partnership: "eastmere".into(),
            partnership_name: "Eastmere".into(),
            agency: "org-east".into(),
            agency_name: "East".into(),
            agency_type: "council".into(),
            roles: vec![Role::BusinessManager],
            compartments: vec![],
        };
        account::install(&site.site, "account-zed", "Zed", "zed@example.org", &there).await.unwrap();
        let zed = platform::session::create_session(&site.site, "account-zed", "there", "test", false).await.unwrap();
        let invited = [("name", "Newcomer"), ("email", "new@example.org")];
        site.post("dot", "/accounts/newcomer/invite", &invited).await.is(StatusCode::OK);
        site.person("ada", "org-school", "school", &[Role::SchoolDsl], &[]).await;
        let end = [("appointment", "appointment-ada"), ("reason", "Left")];
        site.post("dot", "/accounts/account-ada/end", &end).await.is(StatusCode::SEE_OTHER);
        site.get("dot", "/accounts").await.says("Newcomer").says("ada");
        let (status, _, page) = crate::browser::look(&site, &zed, "/accounts").await;
        assert_eq!(status, StatusCode::OK);
        assert!(!page.contains("Newcomer") && !page.contains("ada@example.org"), "{page}");
        for hidden in ["newcomer", "account-ada"] {
            let (status, ..) = crate::browser::look(&site, &zed, &format!("/accounts/{hidden}")).await;
            assert_eq!(status, StatusCode::NOT_FOUND);
        }
    })
    .await;
}
