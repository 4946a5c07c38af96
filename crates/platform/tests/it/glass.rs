//! Breaking the glass: whom it opens what for, who judges it, and what is counted of it.

use agreement::{Compartment, Restriction, Role};
use axum::http::StatusCode;
use platform::{COMMONS, Period, Scope};
use testkit::{PARTNERSHIP, TestSite, on_both};

use crate::case::{Fact, Opened, opened, slices, write};

const ENOUGH: &[(&str, &str)] = &[("reason", "out_of_hours"), ("words", "The child is at the station now and nobody answers")];

/// Two who may break the glass and two who may review it.
async fn people(site: &mut TestSite) {
    site.person("mia", "org-c", "school", &[Role::SchoolDsl], &[Compartment::FrontDoorCase]).await;
    site.person("dot", "org-unit", "council", &[Role::BusinessManager], &[]).await;
    site.person("del", "org-police", "police", &[Role::DelegatedPartner], &[]).await;
    for name in ["mia", "dot", "del"] {
        site.step_up(name);
    }
}

/// The stream of the break-glass that was opened last.
async fn newest(site: &TestSite) -> String {
    let mut tx = site.site.ledger().read().await.unwrap();
    let entries = tx.after(PARTNERSHIP, 0, 1000).await.unwrap();
    entries.into_iter().rfind(|entry| entry.kind == "break_glass.opened").unwrap().stream
}

async fn figure(site: &TestSite, id: &str) -> String {
    let mut tx = site.site.ledger().read().await.unwrap();
    let scope = Scope {
        chain: PARTNERSHIP.into(),
        as_of: tx.head(PARTNERSHIP).await.unwrap(),
        commons_as_of: tx.head(COMMONS).await.unwrap(),
        period: Period { from: "2026-03-01".parse().unwrap(), to: "2026-03-31".parse().unwrap() },
        arguments: vec![],
    };
    site.site.figure(id).unwrap().measure(&mut tx, &scope).await.unwrap().quantity.to_string()
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_else_judges_it_and_it_is_counted_whether_in_time_and_whether_upheld() {
    on_both(slices, async |mut site: TestSite| {
        people(&mut site).await;
        write(&site.system(), "c1", Fact::Opened(opened("The referral")), "c1").await;
        // Who may review and also breaks the glass cannot judge that one; whoever broke it as a school cannot judge any.
        site.post("dot", "/records/c1/break-glass", ENOUGH).await.is(StatusCode::SEE_OTHER);
        let first = newest(&site).await;
        let judged = [("justified", "yes"), ("note", "Right to do: nobody could be reached")];
        site.post("dot", &format!("/break-glass/{first}"), &judged)
            .await
            .is(StatusCode::UNPROCESSABLE_ENTITY)
            .says("Somebody else must review");
        site.post("mia", &format!("/break-glass/{first}"), &judged).await.is(StatusCode::NOT_FOUND);
        site.post("del", &format!("/break-glass/{first}"), &[("note", "x")]).await.is(StatusCode::UNPROCESSABLE_ENTITY);
        site.post("del", &format!("/break-glass/{first}"), &judged).await.is(StatusCode::SEE_OTHER);
        site.post("del", &format!("/break-glass/{first}"), &judged).await.is(StatusCode::UNPROCESSABLE_ENTITY).says("has been reviewed");
        // The second is judged a day late, and not upheld.
        site.post("mia", "/records/c1/break-glass", ENOUGH).await.is(StatusCode::SEE_OTHER);
        let second = newest(&site).await;
        site.set_today("2026-03-05");
        site.get("dot", "/break-glass").await.says("Review overdue").says("Justified");
        let not = [("justified", "no"), ("note", "The duty desk was open")];
        site.post("dot", &format!("/break-glass/{second}"), &not).await.is(StatusCode::SEE_OTHER);
        assert_eq!(figure(&site, "break_glass.opened").await, "2");
        assert_eq!(figure(&site, "break_glass.reviewed-in-time").await, "1 of 2");
        assert_eq!(figure(&site, "break_glass.upheld").await, "1 of 2");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_glass_opens_a_hidden_record_or_shows_that_it_exists() {
    on_both(slices, async |mut site: TestSite| {
        people(&mut site).await;
        let hidden = Opened { restriction: Restriction::Hidden, ..opened("A refuge") };
        write(&site.system(), "c1", Fact::Opened(opened("The referral")), "c1").await;
        write(&site.system(), "c2", Fact::Opened(hidden), "c2").await;
        let of = async |record: &str| {
            let sent = site.post("mia", &format!("/records/{record}/break-glass"), ENOUGH).await;
            let page = site.get("mia", &format!("/records/{record}/history")).await;
            // The page's head carries each session's own token.
            (sent.status, page.status, page.body.split_once("<h1").unwrap().1.replace(record, "…"))
        };
        let (sent, status, _) = of("c1").await;
        assert_eq!((sent, status), (StatusCode::SEE_OTHER, StatusCode::OK), "an ordinary one opens");
        // A hidden one answers as one that does not exist, to the letter.
        let (hidden, absent) = (of("c2").await, of("c3").await);
        assert_eq!(hidden.1, StatusCode::NOT_FOUND);
        assert_eq!(hidden, absent);
    })
    .await;
}
