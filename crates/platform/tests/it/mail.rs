//! What the mail server does not take is tried again, and in the end given up; nothing else waits for it.

use agreement::Role;
use testkit::{PARTNERSHIP, TestSite, on_both};

use crate::browser::no_slices;

async fn kinds(site: &TestSite) -> Vec<String> {
    let mut tx = site.site.ledger().read().await.unwrap();
    let entries = tx.after(PARTNERSHIP, 0, 100).await.unwrap();
    entries.into_iter().filter(|entry| entry.kind.starts_with("notice.")).map(|entry| entry.kind).collect()
}

/// Mail goes into a folder: a file in its place is a mail server that takes nothing.
fn break_the_mail(site: &TestSite) -> std::path::PathBuf {
    let folder = site.site.config().data.join("mail");
    std::fs::write(&folder, "").unwrap();
    folder
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_that_was_not_taken_goes_out_once_the_server_is_back() {
    on_both(no_slices, async |mut site: TestSite| {
        site.person("ada", "org-unit", "council", &[Role::BusinessManager], &[]).await;
        let folder = break_the_mail(&site);
        platform::tell(&site.system(), "account-ada", "Something waits for you", "/x", "once").await.unwrap();
        site.settle().await;
        assert_eq!(kinds(&site).await, ["notice.sent"]);
        site.run_routines().await;
        assert_eq!(kinds(&site).await, ["notice.sent"], "it is not due yet");
        std::fs::remove_file(&folder).unwrap();
        site.set_now("2026-03-02T09:01:00Z".parse().unwrap());
        site.run_routines().await;
        assert_eq!(kinds(&site).await, ["notice.sent", "notice.mailed"]);
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1);
        site.set_today("2026-03-09");
        site.run_routines().await;
        assert_eq!(kinds(&site).await.len(), 2, "and only once");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_that_no_server_takes_is_given_up_after_nine_tries_and_holds_nothing_up() {
    on_both(no_slices, async |mut site: TestSite| {
        site.person("ada", "org-unit", "council", &[Role::BusinessManager], &[]).await;
        let _folder = break_the_mail(&site);
        platform::tell(&site.system(), "account-ada", "Something waits for you", "/x", "once").await.unwrap();
        site.settle().await;
        let mut tries = 1;
        for day in 3..30 {
            site.set_today(&format!("2026-03-{day:02}"));
            if kinds(&site).await.len() == 1 {
                tries += 1;
                site.run_routines().await;
            }
        }
        assert_eq!((kinds(&site).await, tries), (vec!["notice.sent".to_owned(), "notice.undelivered".to_owned()], 9));
        site.get("ada", "/notices").await.says("Something waits for you");
    })
    .await;
}
