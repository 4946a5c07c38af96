//! What a record's destruction waits for.

use agreement::Role;
use axum::http::StatusCode;
use testkit::{TestSite, on_both};

use crate::case::{Fact, Opened, opened, slices, write};

const RULE: &[(&str, &str)] = &[("rule", "Child protection, thirty-five years after closure")];

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_destroyed_while_somebody_it_is_about_is_still_written_about_or_another_record_is_about_it() {
    on_both(slices, async |mut site: TestSite| {
        site.person("dot", "org-b", "council", &[Role::BusinessManager], &[agreement::Compartment::FrontDoorCase]).await;
        site.person("del", "org-b", "police", &[Role::DelegatedPartner], &[agreement::Compartment::FrontDoorCase]).await;
        let about = |title: &str, about: &[&str]| {
            Fact::Opened(Opened { about: about.iter().map(|one| (*one).to_owned()).collect(), ..opened(title) })
        };
        write(&site.system(), "old", about("The old referral", &["person:kim"]), "old").await;
        site.set_today("2061-03-02");
        // Something new about the same person, and something about the record itself.
        write(&site.system(), "new", about("A new referral", &["person:kim", "organisation:org-b"]), "new").await;
        write(&site.system(), "review", about("How the new one was handled", &["escalation:new"]), "review").await;
        let of = |record: &str| format!("/records/{record}/retention");
        site.post("dot", &of("old"), RULE).await.is(StatusCode::UNPROCESSABLE_ENTITY).says("written about elsewhere within the past year");
        site.post("dot", &of("new"), RULE).await.is(StatusCode::UNPROCESSABLE_ENTITY).says("Another record is about this one");
        site.post("dot", &of("review"), RULE).await.is(StatusCode::SEE_OTHER);
        site.get("del", "/retention/retention:review").await.says("Approve: destroy it now").does_not_say("Withdraw the proposal");
        site.post("del", "/retention/retention:review/approve", &[]).await.is(StatusCode::SEE_OTHER);
        // A destroyed record is about nothing any more; a year of silence, and the old one's time is over.
        site.post("dot", &of("new"), RULE).await.is(StatusCode::SEE_OTHER);
        site.set_today("2062-03-03");
        site.post("dot", &of("old"), RULE).await.is(StatusCode::SEE_OTHER);
        // Something written between proposal and approval is seen by whoever approves.
        write(&site.system(), "newest", about("Yet another referral", &["person:kim"]), "newest").await;
        site.post("del", "/retention/retention:old/approve", &[])
            .await
            .is(StatusCode::UNPROCESSABLE_ENTITY)
            .says("written about elsewhere");
    })
    .await;
}
