//! The demonstration years: the same seed makes the same hashes, the ledger is whole, and no link of any persona leads nowhere.

use std::collections::{BTreeSet, VecDeque};

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use ledger::{Chance, Clock};
use platform::{Config, MailTransport, Site};
use tower::ServiceExt as _;
use trefoil::{demo, wire};

fn config(data: &std::path::Path, database: Option<String>) -> Config {
    Config {
        data: data.to_owned(),
        database,
        base_url: "http://localhost".into(),
        secure_cookies: false,
        demonstration: true,
        mail: MailTransport::Folder,
    }
}

async fn heads(config: Config) -> Vec<(String, i64, String)> {
    let (site, _) = Site::open(config, Clock::System, Chance::System, wire::slices()).await.unwrap();
    let heads = site.ledger().head().await.unwrap().heads.into_iter().map(|head| (head.chain, head.number, head.hash)).collect();
    site.ledger().close().await;
    heads
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_seed_makes_the_same_hashes_on_both_databases_and_the_ledger_is_whole() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    demo::make(config(one.path(), None), 7).await.unwrap();
    let second = testkit::postgres::database();
    if second.is_none() {
        eprintln!("SKIPPED on PostgreSQL: it is not installed");
    }
    demo::make(config(two.path(), second.clone()), 7).await.unwrap();
    assert_eq!(heads(config(one.path(), None)).await, heads(config(two.path(), second.clone())).await);
    for (folder, database) in [(one.path(), None), (two.path(), second)] {
        let (site, router) = Site::open(config(folder, database), Clock::System, Chance::System, wire::slices()).await.unwrap();
        site.ledger().verify(|_| {}).await.unwrap();
        site.ledger().rebuild_check().await.unwrap();
        walk(&site, &router).await;
        site.ledger().close().await;
    }
}

/// Pages looked at for each persona.
const MOST: usize = 20;

async fn get(router: &axum::Router, cookie: &str, path: &str) -> (StatusCode, String, String) {
    let request = Request::get(path).header(header::COOKIE, format!("session={cookie}")).body(Body::empty()).unwrap();
    let response = router.clone().oneshot(request).await.unwrap();
    let status = response.status();
    let text = |name| response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    let (location, kind) = (text(header::LOCATION), text(header::CONTENT_TYPE));
    let bytes = axum::body::to_bytes(response.into_body(), 64 << 20).await.unwrap();
    let page = if kind.starts_with("text/html") { String::from_utf8_lossy(&bytes).into_owned() } else { String::new() };
    (status, location, page)
}

/// Follows what every persona is shown, breadth first: each link answers, and nothing is a fault.
async fn walk(site: &Site, router: &axum::Router) {
    let mut tx = site.ledger().read().await.unwrap();
    let rows = tx
        .rows("select id, account, roles from appointment where chain = 'commons' and known_to is null order by id", vec![])
        .await
        .unwrap();
    drop(tx);
    assert!(rows.len() >= 30, "somebody for every role");
    for row in rows {
        let (account, appointment, roles) = (row.text("account").unwrap(), row.text("id").unwrap(), row.text("roles").unwrap());
        let cookie = platform::session::create_session(site, &account, &appointment, "test", false).await.unwrap();
        let mut seen = BTreeSet::from(["/".to_owned()]);
        let mut next = VecDeque::from(["/".to_owned()]);
        let mut looked = 0;
        while let Some(path) = next.pop_front() {
            looked += 1;
            if looked > MOST {
                break;
            }
            let (status, location, page) = get(router, &cookie, &path).await;
            let step_up = location.starts_with("/step-up");
            assert!(status == StatusCode::OK || step_up || status == StatusCode::SEE_OTHER, "{roles}: {path} answers {status}");
            for link in page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
                let link = link.split('#').next().unwrap_or_default().replace("&amp;", "&");
                // Sorting and paging lead to the same pages again.
                let own = link.starts_with('/') && !link.starts_with("/assets/") && !link.contains("sort=");
                if own && seen.insert(link.clone()) {
                    next.push_back(link);
                }
            }
        }
    }
}
